"""Which groups does a breakdown show? Those with the most events; the rest is one group more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bellrock.analytics.answer import By
from bellrock.core.time import Period
from bellrock.query.dimension import rank
from bellrock.query.naming import Name
from bellrock.query.relation import Reading
from bellrock.query.selector import Selector
from bellrock.query.sql import Sql


@dataclass(frozen=True)
class Group:
    """One group of a breakdown: a value a property, None where it is not set; or the rest."""

    rest: bool
    values: tuple[str | None, ...]


@dataclass(frozen=True)
class Groups:
    """The groups shown, the largest first; `complete` when the rest is empty."""

    shown: tuple[Group, ...]
    count: int
    """How many there are in all, shown or not."""
    width: int

    @property
    def complete(self) -> bool:
        """Whether all are shown."""
        return self.count <= len(self.shown)

    @property
    def beyond(self) -> Groups:
        """The same for rows of another period, which may have values that are in none of them."""
        return replace(self, count=len(self.shown) + 1)

    @property
    def keys(self) -> list[str]:
        """The columns that tell groups apart."""
        return ["rest", *(f"g{i}" for i in range(self.width))]

    @property
    def rest(self) -> Group:
        """The group of everything else."""
        return Group(True, (None,) * self.width)

    @property
    def all(self) -> tuple[Group, ...]:
        """The groups shown and the rest."""
        return (*self.shown, self.rest)


def groups_sql(
    reading: Reading, by: Sequence[Name], selectors: Sequence[Selector], top: int,
    during: Period | None = None,
) -> Sql:  # fmt: skip
    """Find the `top` groups with the most events, ties by their values, and how many there are.

    Events are those of the asked period, or of `during`.
    """
    keys = [f"{reading.operand(name).text} as g{i}" for i, name in enumerate(by)]
    rows = reading.source(keys, selectors, during, also=reading.wanted(selectors))
    shown = ", ".join(f"g{i}" for i in range(len(by)))
    return reading.sql(
        f"select {shown}, count() over () as groups\nfrom (\n  {rows}\n)\ngroup by {shown}\n"
        f"order by count() desc, {shown}\nlimit {top}"
    )


def read_groups(rows: Sequence[Sequence[Any]], by: Sequence[Name]) -> Groups:
    """Return the groups that `groups_sql` found; times and ranges stand in their own order."""
    found = [Group(False, tuple(row[: len(by)])) for row in rows]
    shown = tuple(sorted(found, key=lambda group: rank(by, group.values)))
    return Groups(shown, int(rows[0][len(by)]) if rows else 0, len(by))


def folded(groups: Groups | None) -> list[str]:
    """Return a note of how many groups are not shown by themselves, if any."""
    if groups is None or groups.complete:
        return []
    shown, count = len(groups.shown), f"{groups.count:,}"
    return [f"the top {shown} of {count} groups by events are shown; other is the rest"]


def group_columns(reading: Reading, texts: Sequence[str], groups: Groups) -> list[str]:
    """Return the columns `rest`, g0, g1 … of values read as `texts`; those of the rest are null."""
    if groups.complete:
        return ["0 as rest", *(f"{text} as g{i}" for i, text in enumerate(texts))]
    rest = f"not {_among(reading, texts, groups)}"
    return [f"{rest} as rest", *(f"if(rest, null, {text}) as g{i}" for i, text in enumerate(texts))]


def group_number(reading: Reading, texts: Sequence[str], groups: Groups) -> str:
    """Return the SQL for the place (UInt16) in `groups.all` of values read as `texts`."""
    rest = len(groups.shown)
    if len(texts) > 1:
        codes = {_code(group.values): i for i, group in enumerate(groups.shown)}
        return _looked_up(reading, _coded(texts), codes, rest)
    known = {group.values[0]: i for i, group in enumerate(groups.shown)}
    unset = known.pop(None, rest)
    values = {value: place for value, place in known.items() if value is not None}
    found = _looked_up(reading, f"assumeNotNull({texts[0]})", values, rest)
    return f"if(isNull({texts[0]}), {unset}, {found})"


def _looked_up(reading: Reading, text: str, places: Mapping[str, int], rest: int) -> str:
    if not places:
        return str(rest)
    values = reading.binder.bind(list(places), "Array(String)")
    numbers = reading.binder.bind(list(places.values()), "Array(UInt16)")
    return f"transform({text}, {values}, {numbers}, toUInt16({rest}))"


def _among(reading: Reading, texts: Sequence[str], groups: Groups) -> str:
    """Whether a row is in one of the groups shown."""
    if len(texts) == 1:
        values = [group.values[0] for group in groups.shown]
        told = reading.binder.bind([v for v in values if v is not None], "Array(String)")
        return f"ifNull({texts[0]} in {told}, {int(None in values)})"
    coded = [_code(group.values) for group in groups.shown]
    return f"({_coded(texts)} in {reading.binder.bind(coded, 'Array(String)')})"


def _coded(texts: Sequence[str]) -> str:
    """Several values as one text, each after its length, so that no two sets of values meet."""
    parts = [f"ifNull(concat(toString(length({t})), ':', {t}), '-')" for t in texts]
    return f"concat({', '.join(parts)})"


def _code(values: Sequence[str | None]) -> str:
    return "".join("-" if v is None else f"{len(v.encode())}:{v}" for v in values)


def read_group(groups: Groups | None, key: Sequence[object]) -> Group | None:
    """Return the group that a row's key columns name; None without a breakdown."""
    if groups is None:
        return None
    rest, *values = key
    return Group(bool(rest), tuple(None if value is None else str(value) for value in values))


def by_of(group: Group | None, by: Sequence[Name]) -> By | None:
    """Return a group's values by property, as answers show them; the rest is called other."""
    if group is None:
        return None
    values = ("other",) * len(by) if group.rest else group.values
    return {str(name): value for name, value in zip(by, values, strict=True)}
