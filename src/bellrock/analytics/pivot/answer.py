"""What does a pivot answer? A table of figures, with those of whole rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, columns

Values = tuple[int | float | None, ...]
"""One value a figure; None where there is nothing to take it of."""


@dataclass(frozen=True)
class Head:
    """What a column stands for."""

    by: By
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class Row:
    """One row; `by` is None for all rows together."""

    by: By | None
    cells: tuple[Values, ...]
    """The figures of each column; empty without columns."""
    total: Values
    """The figures of the whole row, taken anew: people are not added up."""
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class PivotAnswer(Answer):
    """Figures by the values of properties."""

    figures: tuple[str, ...]
    columns: tuple[Head, ...]
    """Empty without a property across."""
    rows: tuple[Row, ...]
    """As ordered; the rest is the last."""
    total: Row
    """All rows together."""
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a cell, or a row where there are no columns: its figures by name."""
        if not self.columns:
            return [{**columns(row.by), **self._named(row.total)} for row in self.rows]
        return [
            {**columns(row.by), **columns(head.by), **self._named(values)}
            for row in self.rows
            for head, values in zip(self.columns, row.cells, strict=True)
        ]

    def _named(self, values: Values) -> dict[str, Any]:
        return dict(zip(self.figures, values, strict=True))
