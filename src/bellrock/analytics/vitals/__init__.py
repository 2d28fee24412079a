"""How quick are pages for those who read them?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.vitals.answer import VitalsAnswer
from bellrock.analytics.vitals.behind import VitalsCell, behind_vitals
from bellrock.analytics.vitals.run import vitals
from bellrock.analytics.vitals.statements import vitals_statements
from bellrock.query.ask import VitalsAsk

KIND = Kind(
    "How quick are pages for those who read them?",
    VitalsAsk, VitalsCell, VitalsAnswer, vitals, behind_vitals, vitals_statements,
)  # fmt: skip

__all__ = ["KIND", "VitalsAnswer", "VitalsCell", "behind_vitals", "vitals"]
