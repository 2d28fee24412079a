"""On how many days of a week or month are people active?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.stickiness.answer import StickinessAnswer
from bellrock.analytics.stickiness.behind import StickinessCell, behind_stickiness
from bellrock.analytics.stickiness.run import stickiness
from bellrock.analytics.stickiness.statements import stickiness_statements
from bellrock.query.ask import StickinessAsk

KIND = Kind(
    "On how many days of a week or month are people active?",
    StickinessAsk, StickinessCell, StickinessAnswer, stickiness, behind_stickiness,
    stickiness_statements,
)  # fmt: skip

__all__ = ["KIND", "StickinessAnswer", "StickinessCell", "behind_stickiness", "stickiness"]
