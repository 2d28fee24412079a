"""What are `events` and `people`? The relations that a statement of one's own reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bellrock.core.time import Period, micros
from bellrock.people.facts import FACTS
from bellrock.query.inlined import named
from bellrock.query.operand import quoted
from bellrock.query.relation import Reading
from bellrock.query.selector import ANY
from bellrock.query.sql import Sql
from bellrock.query.tables import EVENTS
from bellrock.query.traits import TEXT, trait_text

_INSIDE = (
    "project", "person", "visit", "event_hash", "position", "adapter", "source", "identity",
    "verdict", "warnings", "raw", "ip",
)  # fmt: skip
"""Columns of the lake that a statement does not see: how things are stored, and what was sent."""
_ALWAYS = Period(datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))
_PART = re.compile(r"[^`\\.:^\[\]]+")
_TYPED = re.compile(r":`[A-Za-z0-9(), ]+`")

RELATIONS: Mapping[str, Mapping[str, str]] = {
    "events": {
        "who": "the person, as known now",
        **{name: one.meaning for name, one in EVENTS.columns.items() if name not in _INSIDE},
    },
    "people": {
        "who": "the person, as known now",
        "key": "the person's key as text, 16 hexadecimal digits",
        **{name: f"{name.replace('_', ' ')}, of their events" for name in FACTS},
        "traits": "what is known of the person, by name: traits['plan']",
    },
}
"""What a statement may read: the columns of each relation and their meanings."""


def whole_sql(reading: Reading, statement: str, properties: Sequence[str]) -> Sql:
    """Return `statement` under the relations that it reads.

    Args:
        properties: The properties that it names, as `props.price` or `props.price.:`Float64``.
    """
    start, end = reading.period.start, reading.period.end
    told = {"from": micros(start), "to": micros(end), "zone": reading.tz.key}
    text = (
        f"with events as (\n  {_events(reading, properties)}\n),\n"
        f"people as (\n{_people(reading)}\n)\n"
        f"select * from (\n{statement}\n)"
    )
    used = {name: value for name, value in told.items() if f"{{{name}:" in statement}
    return reading.binder.sql(text, used)


def _events(reading: Reading, properties: Sequence[str]) -> str:
    zone = reading.binder.text(reading.tz.key)
    columns = [f"{reading.who} as who"]
    for name, column in EVENTS.columns.items():
        if name not in _INSIDE:
            timed = column.kind == "time"
            columns.append(f"toTimeZone({name}, {zone}) as {name}" if timed else name)
    columns += [f"{told} as {named(name)}" for name in properties if (told := _property(name))]
    return reading.source(columns, [ANY], _ALWAYS, since_ever=True)


def _property(name: str) -> str | None:
    """Return how the property `name` is read from a row by itself, without the others.

    TRICKY: within a subquery the engine reads all properties to find one of them. A column that is
    called as the property is found first, and is read alone: 30 times as fast.
    """
    parts = name.split(".")
    typed = parts[-1] if len(parts) > 2 and _TYPED.fullmatch(parts[-1]) else ""
    plain = parts[1:-1] if typed else parts[1:]
    if not plain or not all(_PART.fullmatch(part) for part in plain):
        return None
    return ".".join([parts[0], *map(quoted, plain), *([typed] if typed else [])])


def _people(reading: Reading) -> str:
    zone = reading.binder.text(reading.tz.key)
    facts = ",\n    ".join(
        f"fromUnixTimestamp64Micro({fact.sql}, {zone}) as of_{name}"
        if fact.kind == "time"
        else f"{fact.sql} as of_{name}"
        for name, fact in FACTS.items()
    )
    folded = trait_text(reading.binder, reading.ctx.project, None, identity=reading.ctx.identity)
    facts_ = ", ".join(f"of_{name} as {name}" for name in FACTS)
    return f"""  select who, leftPad(lower(hex(who)), 16, '0') as key, {facts_}, traits
  from (
    select who, {facts}
    from events
    group by who
  ) as facts
  left join (
    select who, mapFromArrays(groupArray(toString(trait)), groupArray({TEXT})) as traits
    from ({folded})
    group by who
  ) as known using (who)"""
