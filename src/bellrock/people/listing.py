"""Who is there? People by page: searched, filtered by traits and facts, and in an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bellrock.core.errors import TooLarge
from bellrock.core.time import Clock, from_micros, micros
from bellrock.people.facts import FACTS, FactName
from bellrock.people.profile import Trait, traits_of
from bellrock.people.rules import CARRIERS, Rules
from bellrock.people.search import FOUND, search
from bellrock.people.sieve import (
    Columns,
    Place,
    Setting,
    beyond,
    condition,
    order_columns,
    read_place,
    traits_alone,
    traits_text,
)
from bellrock.people.whereabouts import keys_of
from bellrock.query.binder import Binder
from bellrock.query.predicate import Predicate
from bellrock.query.relation import Context, IdentityState, who_expression
from bellrock.query.sql import Sql
from bellrock.query.traits import Fold
from bellrock.store import Lake, Ledger
from bellrock.store.schema_people import IDENTIFIERS

_SLICES = tuple(timedelta(days=days) for days in (1, 8, 64))
_FILTERED = _SLICES[1:2]  # as the filter is worked out anew for each
_LAST_SEEN = "max(toUnixTimestamp64Micro(ts))"
FactValue = str | int | datetime | None


@dataclass(frozen=True)
class Wanted:
    """Which people, in which order; `after` is the `cursor` of the last one already shown.

    `where` names traits (`person.plan`) and facts (`country`, `events`); `search` is the beginning
    of an id, part of a name or address, or anything that finds one person; `sort` is a fact or a
    trait, and who lack it come last; `facts` are those to be shown; `zone` is for dates; `among`
    are the only people to be looked at, by key; `audiences` are those that the filter may name.
    """

    where: Predicate | None = None
    search: str = ""
    sort: str = "last_seen"
    descending: bool = True
    after: str | None = None
    limit: int = 50
    bots: bool = False
    zone: str = "UTC"
    facts: Sequence[FactName] = ()
    among: Sequence[int] | None = None
    audiences: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """One person in a list; `id` is the strongest id, `cursor` asks for those after them."""

    person: int
    id: str
    first_seen: datetime
    last_seen: datetime
    events: int
    traits: Sequence[Trait]
    facts: Mapping[FactName, FactValue]
    """Those asked for; None where it is not known."""
    cursor: str


@dataclass(frozen=True)
class Total:
    """How many people there are; `exact` is False where there are at least so many."""

    people: int
    exact: bool


@dataclass(frozen=True)
class _Seen:
    """When and how often one person was seen, the key of their last event, and facts by name."""

    first: datetime
    last: datetime
    events: int
    key: int
    facts: Mapping[FactName, FactValue]


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
        """Return the next people in their order; those of one figure by key.

        Raises:
            InvalidDefinition: the filter or order names what is neither trait nor fact, or `after`
                is no cursor.
        """
        among = self._among(wanted, rules)
        if among is not None and not among:
            return []
        return self._details(self._places(wanted, folds, among), folds, wanted)

    def count(self, wanted: Wanted, rules: Rules, folds: Mapping[str, Fold]) -> Total:
        """Return how many people all pages together hold.

        Raises:
            InvalidDefinition: as `page`.
        """
        among = self._among(wanted, rules)
        binder = Binder()
        if among is None and wanted.where is None:
            where = " and ".join(self._rows(binder, wanted, None))
            text = f"select uniqExact({who_expression(self._identity)}) from events where {where}"
            return Total(self._lake.one(binder.sql(text))[0], exact=True)
        if among is not None and not among:
            return Total(0, exact=True)
        everybody = replace(wanted, after=None, sort="last_seen")
        text = f"select count() from ({self._ordered(binder, everybody, folds, among)})"
        (people,) = self._lake.one(binder.sql(text))
        return Total(people, exact=among is None or len(among) < FOUND)

    def everybody(self, wanted: Wanted, rules: Rules, folds: Mapping[str, Fold]) -> Sql | None:
        """Return the statement that selects whom all pages together hold; None where nobody is.

        Raises:
            InvalidDefinition: as `page`.
            TooLarge: the search finds more people than it looks at.
        """
        among = self._among(wanted, rules)
        if among is not None and not among:
            return None
        if among is not None and len(among) >= FOUND:
            raise TooLarge(
                f"a search looks at {FOUND} people at most, and this one finds as many",
                hint="search for more of the name, or filter by a trait instead",
            )
        binder = Binder()
        everyone = replace(wanted, after=None, sort="last_seen")
        text = self._ordered(binder, everyone, folds, among)
        return binder.sql(f"select who from ({text})")

    def _among(self, wanted: Wanted, rules: Rules) -> list[int] | None:
        """Return the only people to be looked at, or None for everybody."""
        given = None if wanted.among is None else sorted(set(wanted.among))
        if not wanted.search.strip():
            return given
        found = search(
            self._ledger, self._lake, self._project, self._identity, wanted.search, rules
        )
        return found if given is None else [who for who in found if who in given]

    def _places(
        self, wanted: Wanted, folds: Mapping[str, Fold], among: list[int] | None
    ) -> list[Place]:
        """Return where the next people stand.

        The last to be seen are in the newest events, so these are read first, a wider slice of
        time where they are too few; any other order needs everybody.
        """
        by_time = wanted.sort == "last_seen" and wanted.descending and among is None
        if not (traits_alone(wanted.where) and by_time):
            binder = Binder()
            text = self._ordered(binder, wanted, folds, among)
            limit = f"limit {binder.bind(wanted.limit, 'UInt32')}"
            rows = self._lake.rows(binder.sql(f"{text}\n{limit}"))
            return [Place(*row) for row in rows]
        newest, slices = self._newest(wanted), _SLICES if wanted.where is None else _FILTERED
        for since in (*(newest - s for s in slices), None) if newest is not None else ():
            places = self._latest(wanted, folds, since)
            if len(places) == wanted.limit or since is None:
                return places
        return []

    def _newest(self, wanted: Wanted) -> datetime | None:
        """Return a moment that none of the people still to be shown was seen after."""
        if wanted.after is not None:
            return _moment(read_place(wanted.after))
        binder = Binder()
        project = binder.bind(self._project, "UInt32")
        (newest,) = self._lake.one(
            binder.sql(
                "select maxOrNull(toUnixTimestamp64Micro(ts)) from events "
                f"where project = {project}"
            )
        )
        return None if newest is None else from_micros(newest)

    def _latest(
        self, wanted: Wanted, folds: Mapping[str, Fold], since: datetime | None
    ) -> list[Place]:
        """Return the last to be seen, of those who were seen from `since` on."""
        binder = Binder()
        rows = self._rows(binder, wanted, None)
        if since is not None:
            moment = f"fromUnixTimestamp64Micro({binder.bind(micros(since), 'Int64')}, 'UTC')"
            rows.append(f"toDate(ts) >= toDate({moment}) and ts >= {moment}")
        if wanted.where is not None:
            rows.append(self._kept(binder, wanted.where, wanted, folds))
        after = None if wanted.after is None else read_place(wanted.after)
        text = f"""
        select 0 as missing, toFloat64({_LAST_SEEN}) as number, '' as text,
          {who_expression(self._identity)} as who
        from events
        where {" and ".join(rows)}
        group by who{"" if after is None else f" having {beyond(binder, after, descending=True)}"}
        order by number desc, who
        limit {binder.bind(wanted.limit, "UInt32")}
        """
        return [Place(*row) for row in self._lake.rows(binder.sql(text))]

    def _ordered(
        self, binder: Binder, wanted: Wanted, folds: Mapping[str, Fold], among: list[int] | None
    ) -> str:
        """Return the text of a select of everybody wanted, in order: one row a person."""
        columns = Columns()
        order = order_columns(wanted.sort, columns)
        setting = self._setting(binder, wanted)
        kept = [] if wanted.where is None else [condition(wanted.where, columns, setting)]
        if wanted.after is not None:
            place = read_place(wanted.after)
            kept.append(beyond(binder, place, descending=wanted.descending))
        facts = "".join(
            f", {FACTS[name].sql} as {column}" for name, column in columns.facts.items()
        )
        told = ""
        if columns.traits:
            traits = traits_text(binder, self._project, columns.traits, folds, self._identity)
            told = f"any left join ({traits}) as told on told.known = people.who"
        way = "desc" if wanted.descending else "asc"
        return f"""
        select {", ".join(order)}, people.who as who
        from (
          select {who_expression(self._identity)} as who{facts}
          from events
          where {" and ".join(self._rows(binder, wanted, among))}
          group by who
        ) as people
        {told}
        where {" and ".join(kept) or "1"}
        order by missing, number {way}, text {way}, who"""

    def _setting(self, binder: Binder, wanted: Wanted) -> Setting:
        about = Context(self._project, identity=self._identity, audiences=wanted.audiences)
        return Setting(binder, self._clock.now(), ZoneInfo(wanted.zone), about)

    def _rows(self, binder: Binder, wanted: Wanted, among: list[int] | None) -> list[str]:
        """Return the conditions on the events that are read."""
        rows = [f"project = {binder.bind(self._project, 'UInt32')}"]
        rows += [] if wanted.bots else ["bot = ''"]
        if among is not None:
            with self._ledger.read() as connection:
                keys = [keys_of(connection, self._project, person) for person in among]
            every = sorted({key for k in keys for key in (*k.own, *k.shared)})
            rows.append(f"person in {binder.bind(every, 'Array(UInt64)')}")
            rows.append(f"who in {binder.bind(among, 'Array(UInt64)')}")
        return rows

    def _kept(
        self, binder: Binder, where: Predicate, wanted: Wanted, folds: Mapping[str, Fold]
    ) -> str:
        """Return the condition that a person's traits fulfil `where`.

        People without any of the traits are all alike: whether they are kept decides if the
        engine looks for those who are, or for those who are not.
        """
        columns = Columns()
        kept = condition(where, columns, self._setting(binder, wanted))
        nothing = ", ".join(f"'' as {column}" for column in columns.traits.values())
        (others,) = self._lake.one(binder.sql(f"select {kept} from (select {nothing})"))
        told = traits_text(binder, self._project, columns.traits, folds, self._identity)
        return f"""who {"not in" if others else "in"} (
          select known from ({told}) where {"not" if others else ""} ({kept})
        )"""

    def _details(
        self, places: Sequence[Place], folds: Mapping[str, Fold], wanted: Wanted
    ) -> list[Listed]:
        if not places:
            return []
        people = [place.who for place in places]
        with self._ledger.read() as connection:
            keys = {who: keys_of(connection, self._project, who) for who in people}
            ids = _strongest(connection, people)
        own = sorted({key for k in keys.values() for key in k.own})
        near = sorted({key for k in keys.values() for key in k.shared}.union(own))
        seen = self._seen(people, near, wanted)
        ids |= self._ids_used({who: seen[who] for who in people if who not in ids})
        traits = traits_of(self._lake, self._project, own, identity=self._identity, folds=folds)
        return [
            Listed(
                place.who,
                ids[place.who],
                seen[place.who].first,
                seen[place.who].last,
                seen[place.who].events,
                traits.get(place.who, []),
                seen[place.who].facts,
                place.cursor(),
            )
            for place in places
        ]

    def _seen(self, people: list[int], keys: list[int], wanted: Wanted) -> dict[int, _Seen]:
        """Return when and how often people were seen; the engine has all of it by person."""
        binder = Binder()
        facts = "".join(f", {FACTS[name].sql}" for name in wanted.facts)
        text = f"""
        select {who_expression(self._identity)} as who, min(toUnixTimestamp64Micro(ts)),
          max(toUnixTimestamp64Micro(ts)), count(), argMax(person, ts){facts}
        from events
        where project = {binder.bind(self._project, "UInt32")}
          and person in {binder.bind(keys, "Array(UInt64)")}
          and who in {binder.bind(people, "Array(UInt64)")}{"" if wanted.bots else " and bot = ''"}
        group by who
        """
        return {
            who: _Seen(
                from_micros(first),
                from_micros(last),
                events,
                key,
                {n: _fact(n, value) for n, value in zip(wanted.facts, told, strict=True)},
            )
            for who, first, last, events, key, *told in self._lake.rows(binder.sql(text))
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


def _fact(name: FactName, value: str | int) -> FactValue:
    if FACTS[name].kind == "time":
        return from_micros(int(value))
    return value or None if FACTS[name].kind == "string" else value


def _moment(place: Place) -> datetime:
    try:
        return from_micros(int(place.number))
    except (OverflowError, ValueError):
        return from_micros(0)
