"""How many people climb a ladder of steps?"""

from bellrock.analytics.funnel.answer import FunnelAnswer
from bellrock.analytics.funnel.behind import FunnelCell, behind_funnel
from bellrock.analytics.funnel.run import funnel
from bellrock.analytics.funnel.statements import funnel_statements
from bellrock.analytics.kind import Kind
from bellrock.query.ask import FunnelAsk

KIND = Kind(
    "Of the people who did the first step, how many went on, in order and in time?",
    FunnelAsk, FunnelCell, FunnelAnswer, funnel, behind_funnel, funnel_statements,
)  # fmt: skip

__all__ = ["KIND", "FunnelAnswer", "FunnelCell", "behind_funnel", "funnel"]
