"""How much does each person do, and how is it spread over people?"""

from bellrock.analytics.frequency.answer import FrequencyAnswer
from bellrock.analytics.frequency.behind import FrequencyCell, behind_frequency
from bellrock.analytics.frequency.run import frequency
from bellrock.analytics.frequency.statements import frequency_statements
from bellrock.analytics.kind import Kind
from bellrock.query.ask import FrequencyAsk

KIND = Kind(
    "How much does each person do, and how is it spread over people?",
    FrequencyAsk, FrequencyCell, FrequencyAnswer, frequency, behind_frequency,
    frequency_statements,
)  # fmt: skip

__all__ = ["KIND", "FrequencyAnswer", "FrequencyCell", "behind_frequency", "frequency"]
