"""Where do people click on a page, on what, and how far down do they see it?"""

from bellrock.analytics.heat.answer import HeatAnswer
from bellrock.analytics.heat.behind import HeatCell, behind_heat
from bellrock.analytics.heat.run import heat
from bellrock.analytics.heat.statements import heat_statements
from bellrock.analytics.kind import Kind
from bellrock.query.ask import HeatAsk

KIND = Kind(
    "Where do people click on a page, on what, and how far down do they see it?",
    HeatAsk, HeatCell, HeatAnswer, heat, behind_heat, heat_statements,
)  # fmt: skip

__all__ = [
    "KIND",
    "HeatAnswer",
    "HeatCell",
    "behind_heat",
    "heat",
]
