"""What does a statement answer? Checked, run under its limits, and its values made plain."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bellrock.analytics.answer import Meta, Span
from bellrock.analytics.meta import freshness
from bellrock.analytics.sql.answer import Limited, ResultColumn, Sort, SqlAnswer
from bellrock.analytics.sql.check import Checked, check, confirm
from bellrock.analytics.sql.faults import refusing
from bellrock.analytics.sql.limits import ROWS_READ, settings
from bellrock.analytics.sql.prelude import whole_sql
from bellrock.core.ids import show_person
from bellrock.core.time import stopwatch
from bellrock.query.asks.sql import SqlAsk
from bellrock.query.period import shown
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.query.wording import say
from bellrock.store import Lake, Result

_EXACT = 2**53
"""Whole numbers beyond it are no exact numbers in a browser."""
_WRAPPED = re.compile(r"^(?:LowCardinality|Nullable)\((.*)\)$")


def ask_sql(lake: Lake, ask: SqlAsk, ctx: Context) -> SqlAnswer:
    """Run a statement over `events` and `people` of one project, and return its first rows.

    `events` holds every event of the project, whenever it happened: a statement that says neither
    {from} nor {to} is over all time. The question's filter, machines and identity apply to it as
    to every question; `people` are those with an event in it. Moments are in the question's zone.

    Raises:
        InvalidDefinition: the statement means nothing, or touches what it may not.
        QueryOverLimit: it took more rows, time or memory than its limits.
    """
    began = stopwatch()
    reading = Reading(ask, ctx)
    checked, sql = prepare(lake, ask, ctx)
    confirm(lake, sql, ctx, ask, checked.marked)
    told = settings(ctx.project, reading.tz.key, ask.rows)
    with refusing(checked.marked):
        result = lake.query(sql, settings=told)
        named = _named(lake, sql, result, told)
    columns = tuple(ResultColumn(name, type_, _sort(name, type_)) for name, type_ in named)
    plains = [_plain_of(column, reading.tz) for column in columns]
    rows = tuple(
        tuple(plain(value) for plain, value in zip(plains, row, strict=True))
        for row in result.rows[: ask.rows]
    )
    limits = Limited(ask.rows, lake.limits.seconds, lake.limits.memory_bytes >> 20, ROWS_READ)
    meta = _meta(lake, reading, checked, _scanned(lake, sql, result), stopwatch() - began)
    return SqlAnswer(columns, rows, len(result.rows) > ask.rows, limits, meta)


def prepare(lake: Lake, ask: SqlAsk, ctx: Context) -> tuple[Checked, Sql]:
    """Return the statement, checked, and what is sent to the engine for it.

    Raises:
        InvalidDefinition: it may not run.
    """
    checked = check(lake, ask, ctx)
    return checked, whole_sql(Reading(ask, ctx), checked.text, checked.properties)


def _meta(lake: Lake, reading: Reading, checked: Checked, scanned: int, seconds: float) -> Meta:
    start, end = reading.period.start, reading.period.end
    said = reading.ask.where
    return Meta(
        period=Span(shown(start, reading.tz), shown(end, reading.tz)),
        zone=reading.tz.key,
        filters=() if said is None else (say(said),),
        bot_share=None,
        bots="included" if reading.bots else "excluded",
        freshness=freshness(lake, reading.ctx),
        rows_scanned=scanned,
        seconds=seconds,
        identity=reading.ask.identity,
        notes=() if checked.timed else tuple(_notes()),
    )


def _notes() -> list[str]:
    return ["the statement does not name the period, so it is over all time"]


def _named(lake: Lake, sql: Sql, result: Result, told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the columns' names and types. Where there is no row the engine sends none of them, and
    is asked for them."""
    if result.columns:
        return list(zip(result.columns, result.types, strict=True))
    described = Sql(f"describe table (\n{sql.text}\n)", sql.params)
    own = {name: value for name, value in told.items() if name != "limit"}
    return [(str(row[0]), str(row[1])) for row in lake.query(described, settings=own).rows]


def _scanned(lake: Lake, sql: Sql, result: Result) -> int:
    """Return how many rows were read. TRICKY: the engine in process counts those it returned, so
    there it is asked how many rows the statement's ranges hold."""
    if not lake.embedded:
        return result.rows_scanned
    estimate = lake.rows(Sql(f"explain estimate {sql.text}", sql.params))
    return sum(int(row[3]) for row in estimate)


def _sort(name: str, type_: str) -> Sort:
    bare = type_
    while found := _WRAPPED.match(bare):
        bare = found[1]
    if name == "who" and bare == "UInt64":
        return "person"
    if bare == "Bool":
        return "flag"
    if bare.startswith(("Int", "UInt", "Float", "Decimal", "BFloat")):
        return "number"
    if bare.startswith(("Date", "Time")):
        return "time"
    return "text" if bare.startswith(("String", "FixedString", "Enum", "UUID")) else "other"


def _plain_of(column: ResultColumn, tz: ZoneInfo) -> Callable[[Any], Any]:
    if column.sort == "person":
        return lambda value: None if value is None else show_person(int(value))
    return lambda value: _plain(value, tz)


def _plain(value: Any, tz: ZoneInfo) -> Any:
    """Return `value` as JSON has it; what is no number is null."""
    if isinstance(value, bool | str) or value is None:
        return value
    for kind, said in _FORMS.items():
        if isinstance(value, kind):
            return said(value, tz)
    return str(value)


def _whole(value: int, _: ZoneInfo) -> int | str:
    return value if abs(value) <= _EXACT else str(value)


def _double(value: float, _: ZoneInfo) -> float | None:
    return float(value) if math.isfinite(value) else None


def _moment(value: datetime, tz: ZoneInfo) -> str:
    return (value.astimezone(tz) if value.tzinfo else value).isoformat()


def _object(value: Mapping[Any, Any], tz: ZoneInfo) -> dict[str, Any]:
    return {str(key): _plain(one, tz) for key, one in value.items()}


def _list(value: Sequence[Any], tz: ZoneInfo) -> list[Any]:
    return [_plain(one, tz) for one in value]


_FORMS: Mapping[Any, Callable[[Any, ZoneInfo], Any]] = {
    int: _whole,
    float: _double,
    Decimal: _double,
    datetime: _moment,  # before date, which it is too
    date: lambda value, _: value.isoformat(),
    timedelta: lambda value, _: value.total_seconds(),
    bytes: lambda value, _: value.decode("utf-8", "replace"),
    Mapping: _object,
    list: _list,
    tuple: _list,
}
