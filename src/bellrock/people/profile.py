"""Who is this person, what are they like, and what did they do?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.ids import show_person
from bellrock.core.order import TIES
from bellrock.core.time import from_micros, micros
from bellrock.people.whereabouts import Identity, Keys, events_where, identities_of, keys_of
from bellrock.query.binder import Binder
from bellrock.query.relation import IdentityState
from bellrock.query.traits import LATEST, Fold, trait_text
from bellrock.store import Lake, Ledger

_SHOWN = (
    *("event", "event_id", "kind", "session", "url", "path", "title", "channel"),
    *("device", "browser", "os", "country", "city", "bot", "anonymous_id"),
)
"""Every column costs a read in many places of the table; the event itself shows the rest."""


@dataclass(frozen=True)
class Trait:
    """What a person is like in one way, when that was said last, and by what."""

    name: str
    value: Any
    at: datetime
    source: str


@dataclass(frozen=True)
class Profile:
    """One person as known now; `first_seen` and `last_seen` are None while they did nothing."""

    person: int
    identities: Sequence[Identity]
    traits: Sequence[Trait]
    first_seen: datetime | None
    last_seen: datetime | None
    events: int
    sessions: int


@dataclass(frozen=True)
class TimelineEvent:
    """One event of a person; `cursor` asks for those before it."""

    ts: datetime
    cursor: str
    position: int
    fields: Mapping[str, str]
    """The columns that are not empty, by name."""
    props: Mapping[str, Any]


class Profiles:
    """Looks people up; every answer is of who is who now."""

    def __init__(self, ledger: Ledger, lake: Lake) -> None:
        self._ledger = ledger
        self._lake = lake

    def profile(
        self, project: int, person: int, *, identity: IdentityState, folds: Mapping[str, Fold]
    ) -> Profile:
        """Return everything known of `person`.

        Raises:
            NotFound: nobody in the project has that key now.
        """
        with self._ledger.read() as connection:
            keys = keys_of(connection, project, person)
            identities = identities_of(connection, project, person)
        seen = _seen(self._lake, project, person, keys, identity)
        told = traits_of(self._lake, project, keys.own, identity=identity, folds=folds)
        traits = told.get(person, [])
        if not (identities or traits or seen[2]):
            raise NotFound(f"there is no person {show_person(person)}", hint="look it up by an id")
        return Profile(person, identities or _own_ids(self._lake, project, person), traits, *seen)

    def timeline(
        self,
        project: int,
        person: int,
        identity: IdentityState,
        *,
        before: str | datetime | None,
        limit: int,
        event: str | None = None,
    ) -> list[TimelineEvent]:
        """Return what `person` did, newest first, machines' events included.

        Args:
            before: The cursor of an event, or a moment: only what came before it.
            event: Only events of this name.

        Raises:
            InvalidDefinition: `before` is no cursor.
        """
        with self._ledger.read() as connection:
            keys = keys_of(connection, project, person)
        binder = Binder()
        where = events_where(binder, project, person, keys, identity)
        if event is not None:
            where += f" and event = {binder.text(event)}"
        text = f"""
        select toUnixTimestamp64Micro(ts) as moment, tie, position, visit, {", ".join(_SHOWN)},
          toJSONString(props) as properties
        from events
        where {where}{_before(binder, before)}
        order by ts desc, tie desc, event_id desc
        limit {binder.bind(limit, "UInt32")}
        """
        return [_event(row) for row in self._lake.rows(binder.sql(text))]

    def activity(
        self, project: int, person: int, identity: IdentityState, *, since: datetime, zone: str
    ) -> dict[date, int]:
        """Return how many events `person` has on each day of `zone` from `since` on, if any."""
        with self._ledger.read() as connection:
            keys = keys_of(connection, project, person)
        binder = Binder()
        where = events_where(binder, project, person, keys, identity)
        text = f"""
        select toDate(ts, {binder.text(zone)}) as day, count()
        from events
        where {where} and toUnixTimestamp64Micro(ts) >= {binder.bind(micros(since), "Int64")}
        group by day
        """
        return dict(self._lake.rows(binder.sql(text)))


def traits_of(
    lake: Lake, project: int, keys: Sequence[int],
    *, identity: IdentityState, folds: Mapping[str, Fold],
) -> dict[int, list[Trait]]:  # fmt: skip
    """Return the traits of the people whose keys are `keys`, all of theirs, by person and name."""
    binder = Binder()
    only = f"person in {binder.bind(list(keys), 'Array(UInt64)')}"
    rest = f"{only} and trait not in {binder.bind(sorted(folds), 'Array(String)')}"
    parts = [trait_text(binder, project, None, LATEST, identity=identity, only=rest)]
    for name, fold in folds.items():
        parts.append(trait_text(binder, project, [name], fold, identity=identity, only=only))
    found: dict[int, list[Trait]] = {}
    for who, name, value, at, source in lake.rows(binder.sql("\nunion all\n".join(parts))):
        trait = Trait(name, json.loads(value), from_micros(at // TIES), source)
        found.setdefault(who, []).append(trait)
    return {who: sorted(traits, key=lambda t: t.name) for who, traits in found.items()}


def _seen(
    lake: Lake, project: int, person: int, keys: Keys, identity: IdentityState
) -> tuple[datetime | None, datetime | None, int, int]:
    """Return first and last event, how many, and in how many sessions."""
    binder = Binder()
    text = f"""
    select min(toUnixTimestamp64Micro(ts)), max(toUnixTimestamp64Micro(ts)), count(),
      uniqExactIf(session, session != '')
    from events
    where {events_where(binder, project, person, keys, identity)}
    """
    first, last, events, sessions = lake.one(binder.sql(text))
    if not events:
        return None, None, 0, 0
    return from_micros(first), from_micros(last), events, sessions


def _own_ids(lake: Lake, project: int, person: int) -> list[Identity]:
    """Return the ids of somebody of whom nothing was ever claimed, from an event of theirs."""
    binder = Binder()
    text = f"""
    select user_id, anonymous_id
    from events
    where project = {binder.bind(project, "UInt32")} and person = {binder.bind(person, "UInt64")}
    limit 1
    """
    found = []
    for user_id, anonymous_id in lake.rows(binder.sql(text)):
        strongest = ("user_id", user_id) if user_id else ("anonymous_id", anonymous_id)
        found.append(Identity(*strongest, person))
    return found


def _before(binder: Binder, before: str | datetime | None) -> str:
    if before is None:
        return ""
    moment = "toUnixTimestamp64Micro(ts)"
    if isinstance(before, datetime):
        return f"\n      and {moment} < {binder.bind(micros(before), 'Int64')}"
    try:
        ts, tie, event_id = before.split(".", 2)
        at = (binder.bind(int(ts), "Int64"), binder.bind(int(tie), "UInt16"))
    except ValueError as error:
        raise InvalidDefinition(
            "this is no place in a timeline",
            hint="pass the cursor of an event on, unchanged", field="before",
        ) from error  # fmt: skip
    mark = binder.text(event_id)
    return (
        f"\n      and {moment} <= {at[0]}"
        f" and ({moment} < {at[0]} or tie < {at[1]} or (tie = {at[1]} and event_id < {mark}))"
    )


def _event(row: tuple[Any, ...]) -> TimelineEvent:
    moment, tie, position, visit, *shown, properties = row
    fields = dict(zip(_SHOWN, shown, strict=True))
    cursor = f"{moment}.{tie}.{fields['event_id']}"
    fields["visit"] = show_person(visit) if visit else ""
    said = {name: value for name, value in fields.items() if value}
    return TimelineEvent(from_micros(moment), cursor, position, said, json.loads(properties))
