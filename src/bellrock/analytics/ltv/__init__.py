"""What are people worth by age, and when have they paid for themselves?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.ltv.answer import LtvAnswer
from bellrock.analytics.ltv.behind import LtvCell, behind_ltv
from bellrock.analytics.ltv.run import ltv
from bellrock.analytics.ltv.statements import ltv_statements
from bellrock.query.ask import LtvAsk

KIND = Kind(
    "What are people worth by age, and when have they paid for themselves?",
    LtvAsk, LtvCell, LtvAnswer, ltv, behind_ltv, ltv_statements,
)  # fmt: skip

__all__ = ["KIND", "LtvAnswer", "LtvCell", "behind_ltv", "ltv"]
