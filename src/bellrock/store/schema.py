"""What does the ledger hold? One `metadata` that every table of it is declared on.

The tables of a folder live in a module of their own beside this one (`schema_people.py`, …) and
name their only writer in `info={"writer": "<folder>"}`. `metadata` is complete once `tables()` has
been called: it imports every such module.
"""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

# ruff: noqa: ARG002 -- SQLAlchemy hands every type decorator the dialect, wanted or not
metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Json = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A JSON document; None is SQL's null. Compare it in Python, not in SQL."""

BigKey = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A number the engine hands out; SQLite counts only plain integers up by itself."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, exact to the microsecond; a datetime without a zone is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; the ledger takes moments in UTC")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Unsigned64(TypeDecorator[int]):
    """A digest in 0 … 2**64 - 1, kept in a signed column: equal stays equal, order does not."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        return value if value is None or value < 2**63 else value - 2**64

    def process_result_value(self, value: int | None, dialect: Dialect) -> int | None:
        return value if value is None or value >= 0 else value + 2**64

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        return self


settings = sa.Table(
    "settings",
    metadata,
    sa.Column("project", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(200), primary_key=True),
    sa.Column("value", Json, nullable=False),
    sa.Column("updated", Moment, nullable=False),
    info={"writer": "runtime"},
    comment="one row a setting that was changed; project 0 is the whole installation",
)


def tables() -> sa.MetaData:
    """Return `metadata` with the tables of every `schema_*` module in it."""
    package = import_module("bellrock.store")
    for module in iter_modules(package.__path__):
        if module.name.startswith("schema_"):
            import_module(f"bellrock.store.{module.name}")
    return metadata
