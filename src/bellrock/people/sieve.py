"""Which people does a filter keep, and in which order do they stand? SQL over facts and traits."""

from __future__ import annotations

import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never, cast, get_args
from zoneinfo import ZoneInfo

from bellrock.core.errors import InvalidDefinition
from bellrock.people.facts import FACTS, FactName, fact_operand
from bellrock.query.binder import Binder
from bellrock.query.naming import Name
from bellrock.query.operand import trait_operand
from bellrock.query.operators import test_sql
from bellrock.query.predicate import (
    Either,
    Every,
    InAudience,
    Opposite,
    Predicate,
    Test,
    audiences_in,
    names,
)
from bellrock.query.relation import IdentityState, Peopled, membership
from bellrock.query.traits import LATEST, NUMBER, TEXT, Fold, trait_text

_NAMES = get_args(FactName)
_SIGNS = 100  # of a text that people are ordered by


@dataclass
class Setting:
    """What the tests in a filter need to know; `tz` is the zone that bare dates are in."""

    binder: Binder
    now: datetime
    tz: ZoneInfo
    peopled: Peopled


@dataclass
class Columns:
    """Which facts and traits a statement reads, and under which column."""

    facts: dict[FactName, str] = field(default_factory=dict)
    traits: dict[str, str] = field(default_factory=dict)

    def of(self, name: Name) -> str:
        """Return the column of a name in a filter.

        Raises:
            InvalidDefinition: it is neither a fact nor a trait.
        """
        if name.scope == "person":
            return self.traits.setdefault(name.path[0], f"trait_{len(self.traits)}")
        fact = fact_of(name)
        return self.facts.setdefault(fact, f"fact_{fact}")


def fact_of(name: Name) -> FactName:
    """Return the fact that a name means.

    Raises:
        InvalidDefinition: there is no such fact.
    """
    if name.scope in ("", "column") and len(name.path) == 1 and name.path[0] in _NAMES:
        return cast(FactName, name.path[0])
    raise InvalidDefinition(
        f"people are filtered by traits and by what their events say, and {name} is neither",
        hint=f'write person.plan = "pro", or name one of {", ".join(_NAMES)}', field="where",
    )  # fmt: skip


def traits_alone(where: Predicate | None) -> bool:
    """Return whether a filter names traits and nothing else.

    Raises:
        InvalidDefinition: it names something that is neither a fact nor a trait.
    """
    facts = [fact_of(name) for name in names(where) if name.scope != "person"]
    return not facts and not audiences_in(where)


def condition(tree: Predicate, columns: Columns, setting: Setting) -> str:
    """Return the condition over `columns`, 1 or 0, that a person passes `tree`."""
    if isinstance(tree, Test):
        zone, column = setting.binder.text(setting.tz.key), columns.of(tree.name)
        if tree.name.scope == "person":
            return test_sql(tree, trait_operand(column, zone), setting)
        return test_sql(tree, fact_operand(fact_of(tree.name), column, zone), setting)
    if isinstance(tree, Opposite):
        return f"not ({condition(tree.part, columns, setting)})"
    if isinstance(tree, InAudience):
        return membership(setting.binder, "people.who", tree, setting.peopled)
    if isinstance(tree, Every | Either):
        word, none = (" and ", "1") if isinstance(tree, Every) else (" or ", "0")
        return f"({word.join(condition(part, columns, setting) for part in tree.parts) or none})"
    assert_never(tree)


def traits_text(
    binder: Binder,
    project: int,
    columns: Mapping[str, str],
    folds: Mapping[str, Fold],
    identity: IdentityState,
) -> str:
    """Return the text of a select of one row a person who has any of the traits in `columns`."""
    told = [
        trait_text(binder, project, [trait], folds.get(trait, LATEST), identity=identity)
        for trait in columns
    ]
    values = ", ".join(
        f"anyIf(value, trait = {binder.text(trait)}) as {column}"
        for trait, column in columns.items()
    )
    return f"select who as known, {values} from ({' union all '.join(told)}) group by known"


@dataclass(frozen=True)
class Place:
    """Where a person stands: who lack the figure come last, then by number, text and key."""

    missing: int
    number: float
    text: str
    who: int

    def cursor(self) -> str:
        """Return it as an opaque text."""
        told = json.dumps([self.missing, self.number, self.text, f"{self.who:016x}"])
        return urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read_place(cursor: str) -> Place:
    """Return the place that `Place.cursor` wrote.

    Raises:
        InvalidDefinition: it is none.
    """
    try:
        data = urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        missing, number, text, who = json.loads(data)
        return Place(int(missing) & 1, float(number), str(text), int(who, 16) & (2**64 - 1))
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise InvalidDefinition(
            "this is no place in a list of people",
            hint="pass the cursor of the last one on, unchanged", field="after",
        ) from error  # fmt: skip


def order_columns(sort: str, columns: Columns) -> Sequence[str]:
    """Return `missing`, `number` and `text` of what people are ordered by: a fact or a trait.

    Raises:
        InvalidDefinition: it is neither.
    """
    if sort.startswith("person."):
        value = columns.of(Name("person", (sort.removeprefix("person."),)))
        number = f"ifNull({NUMBER.replace('value', value)}, 0)"
        text = f"if(JSONType({value}) in ('Int64', 'UInt64', 'Double'), '', {_text(value)})"
        return [f"{value} = '' as missing", f"{_finite(number)} as number", f"{text} as text"]
    if sort not in _NAMES:
        raise InvalidDefinition(
            f"people cannot be sorted by {sort!r}",
            hint=f"write person.plan, or one of {', '.join(_NAMES)}", field="sort",
        )  # fmt: skip
    fact = cast(FactName, sort)
    value = columns.of(Name("", (fact,)))
    if FACTS[fact].kind == "string":
        return [
            f"{value} = '' as missing", "toFloat64(0) as number",
            f"substringUTF8({value}, 1, {_SIGNS}) as text",
        ]  # fmt: skip
    return ["0 as missing", f"toFloat64({value}) as number", "'' as text"]


def beyond(binder: Binder, place: Place, *, descending: bool) -> str:
    """Return the condition that a row stands after `place`."""
    sign = "<" if descending else ">"
    (bits,) = struct.unpack("<Q", struct.pack("<d", place.number))
    # TRICKY: as bits, since the engine reads decimals quickly and not exactly.
    number = f"reinterpretAsFloat64({binder.bind(bits, 'UInt64')})"
    text, who = binder.text(place.text), binder.bind(place.who, "UInt64")
    return (
        f"(missing > {place.missing} or (missing = {place.missing} and (number {sign} {number}"
        f" or (number = {number} and (text {sign} {text} or (text = {text} and who > {who}))))))"
    )


def _text(value: str) -> str:
    return f"substringUTF8({TEXT.replace('value', value)}, 1, {_SIGNS})"


def _finite(number: str) -> str:
    return f"if(isFinite({number}), {number}, 0)"
