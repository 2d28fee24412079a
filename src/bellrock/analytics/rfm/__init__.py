"""Who did it lately, often and for much?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.rfm.answer import RfmAnswer
from bellrock.analytics.rfm.behind import RfmPlace, behind_rfm
from bellrock.analytics.rfm.run import rfm
from bellrock.analytics.rfm.statements import rfm_statements
from bellrock.query.ask import RfmAsk

KIND = Kind(
    "Who did it lately, often and for much, and who no longer does?",
    RfmAsk, RfmPlace, RfmAnswer, rfm, behind_rfm, rfm_statements,
)  # fmt: skip

__all__ = ["KIND", "RfmAnswer", "RfmPlace", "behind_rfm", "rfm"]
