"""Who is there? People by page: searched, filtered by their traits, and in an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, assert_never
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import Clock, from_micros, micros
from bellrock.people.profile import Trait, traits_of
from bellrock.people.rules import CARRIERS, Rules
from bellrock.people.whereabouts import find, holder, keys_of
from bellrock.query.binder import Binder
from bellrock.query.naming import Name
from bellrock.query.operand import trait_operand
from bellrock.query.operators import test_sql
from bellrock.query.predicate import Either, Every, Opposite, Predicate, Test, names
from bellrock.query.relation import IdentityState, who_expression
from bellrock.query.traits import LATEST, Fold, trait_text
from bellrock.store import Lake, Ledger
from bellrock.store.schema_people import IDENTIFIERS

Sort = Literal["last_seen", "first_seen", "events"]
_FIGURES: Mapping[Sort, str] = {
    "last_seen": "max(toUnixTimestamp64Micro(ts))",
    "first_seen": "min(toUnixTimestamp64Micro(ts))",
    "events": "toInt64(count())",
}
_SLICES = tuple(timedelta(days=days) for days in (1, 8, 64))
_FILTERED = _SLICES[1:2]  # as the filter is worked out anew for each
_FOUND = 200  # people a search looks at


@dataclass(frozen=True)
class Wanted:
    """Which people, in which order; `after` is the `cursor` of the last one already shown.

    `where` names traits alone (`person.plan`); `search` is the beginning of an id, or anything
    that finds one person; `zone` is for dates in the filter.
    """

    where: Predicate | None = None
    search: str = ""
    sort: Sort = "last_seen"
    after: str | None = None
    limit: int = 50
    bots: bool = False
    zone: str = "UTC"


@dataclass(frozen=True)
class Listed:
    """One person in a list; `id` is the strongest id, `cursor` asks for those after them."""

    person: int
    id: str
    first_seen: datetime
    last_seen: datetime
    events: int
    traits: Sequence[Trait]
    cursor: str


@dataclass(frozen=True)
class _Seen:
    """When and how often one person was seen, and the key of their last event."""

    first: datetime
    last: datetime
    events: int
    key: int


@dataclass
class _Setting:
    """What the tests in a filter need to know."""

    binder: Binder
    now: datetime
    tz: ZoneInfo


class Listing:
    """Lists the people of one project, as who is who now."""

    def __init__(
        self, ledger: Ledger, lake: Lake, clock: Clock, project: int, identity: IdentityState
    ) -> None:
        self._ledger = ledger
        self._lake = lake
        self._clock = clock
        self._project = project
        self._identity = identity

    def page(self, wanted: Wanted, rules: Rules, folds: Mapping[str, Fold]) -> list[Listed]:
        """Return the next people, greatest figure first; those of one figure by key.

        Raises:
            InvalidDefinition: the filter names something else than traits, or `after` is no cursor.
        """
        among = self._search(wanted.search, rules) if wanted.search.strip() else None
        if among is not None and not among:
            return []
        figures = self._figures(wanted, folds, among)
        return self._details(figures, folds, bots=wanted.bots)

    def _search(self, text: str, rules: Rules) -> list[int]:
        """Return the people who have an id that begins with `text`, and the one it finds."""
        c, start = IDENTIFIERS.c, text.strip()
        between = c.value >= start, c.value < start + "\U0010ffff"
        keys = sa.select(c.key).where(c.project == self._project, *between)
        with self._ledger.read() as connection:
            named = connection.execute(keys.distinct().limit(_FOUND)).scalars().all()
            found = {holder(connection, self._project, key) for key in named}
        with suppress(NotFound):
            found.add(find(self._ledger, self._lake, rules, self._project, start))
        return sorted(person for person in found if person is not None)

    def _figures(
        self, wanted: Wanted, folds: Mapping[str, Fold], among: list[int] | None
    ) -> list[tuple[int, int]]:
        """Return person and figure of the next people.

        The last to be seen are in the newest events, so these are read first, a wider slice of
        time where they are too few; any other order needs everybody.
        """
        by_time = wanted.sort == "last_seen" and among is None
        newest = self._newest(wanted) if by_time else None
        slices = _SLICES if wanted.where is None else _FILTERED
        for since in (*(newest - s for s in slices), None) if newest is not None else (None,):
            rows = self._read(wanted, folds, among, since)
            if len(rows) == wanted.limit or since is None:
                return rows
        raise AssertionError("the last slice is everything")

    def _newest(self, wanted: Wanted) -> datetime:
        """Return a moment that none of the people still to be shown was seen after."""
        if wanted.after is not None:
            return from_micros(_place(wanted.after)[0])
        binder = Binder()
        (newest,) = self._lake.one(binder.sql("select toUnixTimestamp64Micro(max(ts)) from events"))
        return from_micros(newest)

    def _read(
        self,
        wanted: Wanted,
        folds: Mapping[str, Fold],
        among: list[int] | None,
        since: datetime | None,
    ) -> list[tuple[int, int]]:
        binder = Binder()
        conditions = [f"project = {binder.bind(self._project, 'UInt32')}"]
        if not wanted.bots:
            conditions.append("bot = ''")
        if since is not None:
            moment = f"fromUnixTimestamp64Micro({binder.bind(micros(since), 'Int64')}, 'UTC')"
            conditions.append(f"toDate(ts) >= toDate({moment}) and ts >= {moment}")
        if among is not None:
            with self._ledger.read() as connection:
                keys = [keys_of(connection, self._project, person) for person in among]
            every = sorted({key for k in keys for key in (*k.own, *k.shared)})
            conditions.append(f"person in {binder.bind(every, 'Array(UInt64)')}")
            conditions.append(f"who in {binder.bind(among, 'Array(UInt64)')}")
        if wanted.where is not None:
            conditions.append(self._kept(binder, wanted.where, wanted.zone, folds))
        text = f"""
        select {who_expression(self._identity)} as who, {_FIGURES[wanted.sort]} as figure
        from events
        where {" and ".join(conditions)}
        group by who{_after(binder, wanted.after)}
        order by figure desc, who
        limit {binder.bind(wanted.limit, "UInt32")}
        """
        return [(who, figure) for who, figure in self._lake.rows(binder.sql(text))]

    def _kept(self, binder: Binder, where: Predicate, zone: str, folds: Mapping[str, Fold]) -> str:
        """Return the condition that a person's traits fulfil `where`.

        People without any of the traits are all alike: whether they are kept decides if the
        engine looks for those who are, or for those who are not.
        """
        named = list(dict.fromkeys(_trait(name) for name in names(where)))
        columns = {trait: f"trait_{i}" for i, trait in enumerate(named)}
        setting = _Setting(binder, self._clock.now(), ZoneInfo(zone))
        kept = _condition(where, columns, binder.text(zone), setting)
        nothing = ", ".join(f"'' as {column}" for column in columns.values())
        (others,) = self._lake.one(binder.sql(f"select {kept} from (select {nothing})"))
        told = [
            trait_text(
                binder, self._project, [trait], folds.get(trait, LATEST), identity=self._identity
            )
            for trait in named
        ]
        values = ", ".join(
            f"anyIf(value, trait = {binder.text(trait)}) as {column}"
            for trait, column in columns.items()
        )
        return f"""who {"not in" if others else "in"} (
          select known
          from (
            select who as known, {values}
            from ({" union all ".join(told)})
            group by known
          )
          where {"not" if others else ""} ({kept})
        )"""

    def _details(
        self, figures: Sequence[tuple[int, int]], folds: Mapping[str, Fold], *, bots: bool
    ) -> list[Listed]:
        if not figures:
            return []
        people = [who for who, _ in figures]
        with self._ledger.read() as connection:
            keys = {who: keys_of(connection, self._project, who) for who in people}
            ids = _strongest(connection, people)
        own = sorted({key for k in keys.values() for key in k.own})
        near = sorted({key for k in keys.values() for key in k.shared}.union(own))
        seen = self._seen(people, near, bots=bots)
        ids |= self._ids_used({who: seen[who] for who in people if who not in ids})
        traits = traits_of(self._lake, self._project, own, identity=self._identity, folds=folds)
        return [
            Listed(
                who,
                ids[who],
                seen[who].first,
                seen[who].last,
                seen[who].events,
                traits.get(who, []),
                f"{figure}.{who:016x}",
            )
            for who, figure in figures
        ]

    def _seen(self, people: list[int], keys: list[int], *, bots: bool) -> dict[int, _Seen]:
        """Return when and how often people were seen; the engine has all of it by person."""
        binder = Binder()
        text = f"""
        select {who_expression(self._identity)} as who, min(toUnixTimestamp64Micro(ts)),
          max(toUnixTimestamp64Micro(ts)), count(), argMax(person, ts)
        from events
        where project = {binder.bind(self._project, "UInt32")}
          and person in {binder.bind(keys, "Array(UInt64)")}
          and who in {binder.bind(people, "Array(UInt64)")}{"" if bots else " and bot = ''"}
        group by who
        """
        return {
            who: _Seen(from_micros(first), from_micros(last), events, key)
            for who, first, last, events, key in self._lake.rows(binder.sql(text))
        }

    def _ids_used(self, seen: Mapping[int, _Seen]) -> dict[int, str]:
        """Return the ids that people of whom nothing was claimed used last."""
        if not seen:
            return {}
        binder = Binder()
        moments = binder.bind([micros(one.last) for one in seen.values()], "Array(Int64)")
        text = f"""
        select person, any(if(user_id != '', user_id, anonymous_id))
        from events
        where project = {binder.bind(self._project, "UInt32")}
          and person in {binder.bind([one.key for one in seen.values()], "Array(UInt64)")}
          and ts in (select fromUnixTimestamp64Micro(arrayJoin({moments}), 'UTC'))
        group by person
        """
        used = dict(self._lake.rows(binder.sql(text)))
        return {who: used[one.key] for who, one in seen.items()}


def _strongest(connection: sa.Connection, people: list[int]) -> dict[int, str]:
    """Return the value of the id that each person goes by, of those who were ever claimed."""
    c = IDENTIFIERS.c
    wanted = sa.select(c.key, c.value).where(c.key.in_(people), c.type.in_(CARRIERS))
    return {row.key: row.value for row in connection.execute(wanted)}


def _condition(tree: Predicate, columns: Mapping[str, str], zone: str, setting: _Setting) -> str:
    if isinstance(tree, Test):
        return test_sql(tree, trait_operand(columns[_trait(tree.name)], zone), setting)
    if isinstance(tree, Opposite):
        return f"not ({_condition(tree.part, columns, zone, setting)})"
    if isinstance(tree, Every | Either):
        word, none = (" and ", "1") if isinstance(tree, Every) else (" or ", "0")
        parts = [_condition(part, columns, zone, setting) for part in tree.parts]
        return f"({word.join(parts) or none})"
    assert_never(tree)


def _trait(name: Name) -> str:
    if name.scope != "person":
        raise InvalidDefinition(
            f"people are filtered by their traits, and {name} is none",
            hint='write person.plan = "pro"', field="where",
        )  # fmt: skip
    return name.path[0]


def _after(binder: Binder, after: str | None) -> str:
    if after is None:
        return ""
    figure, who = _place(after)
    last, key = binder.bind(figure, "Int64"), binder.bind(who, "UInt64")
    return f"\n        having figure < {last} or (figure = {last} and who > {key})"


def _place(after: str) -> tuple[int, int]:
    figure, _, who = after.partition(".")
    try:
        return int(figure), int(who, 16)
    except ValueError as error:
        raise InvalidDefinition(
            "this is no place in a list of people",
            hint="pass the cursor of the last one on, unchanged", field="after",
        ) from error  # fmt: skip
