"""What is asked by it: what does a statement of one's own answer?"""

from __future__ import annotations

from typing import Self

from pydantic import Field

from bellrock.query.asking import Ask, need


class SqlAsk(Ask):
    """What does a statement of one's own answer? ClickHouse SQL over `events` and `people`."""

    question = "sql"

    sql: str = Field(
        description="one select over `events` and `people`; {from}, {to} and {zone} stand for "
        "the period and the zone",
        max_length=20_000,
        examples=["select event, count() from events where ts >= {from} group by event"],
    )
    rows: int = Field(1000, ge=1, le=10_000, description="rows shown at most")

    def checked(self) -> Self:
        """Return this question if there is a statement."""
        need(
            bool(self.sql.strip()) and "\0" not in self.sql, "sql", "there is no statement",
            "for instance select event, count() from events group by event",
        )  # fmt: skip
        return self
