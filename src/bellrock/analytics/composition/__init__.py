"""Of which parts do people, or their events, consist?"""

from bellrock.analytics.composition.answer import CompositionAnswer
from bellrock.analytics.composition.behind import CompositionCell, behind_composition
from bellrock.analytics.composition.run import composition
from bellrock.analytics.composition.statements import composition_statements
from bellrock.analytics.kind import Kind
from bellrock.query.ask import CompositionAsk

KIND = Kind(
    "Of which parts do people, or their events, consist?",
    CompositionAsk, CompositionCell, CompositionAnswer, composition, behind_composition,
    composition_statements,
)  # fmt: skip

__all__ = [
    "KIND",
    "CompositionAnswer",
    "CompositionCell",
    "behind_composition",
    "composition",
]
