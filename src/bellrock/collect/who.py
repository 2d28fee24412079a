"""Whose event is it, and what does it say of them? Keys, claims and trait operations of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bellrock.collect.event import Event
from bellrock.core.ids import event_hash, person_key, visit_key
from bellrock.people import Claim, Identifier, TraitOp
from bellrock.people.rules import DEFAULT_RULES


class People(Protocol):
    """What the drain asks of `people.People`."""

    def observe(self, claims: Sequence[Claim]) -> list[str]:
        """Take in `claims`; return what became of each. Twice is the same as once."""
        ...

    def write_traits(self, ops: Sequence[TraitOp], *, token: str) -> None:
        """Write operations on traits; the same operation twice counts once."""
        ...


_GRAVITY = ("blocked", "queued", "merged", "attached")
"""Which outcome an event shows when its claims fared differently: the one most worth seeing."""


def name_events(events: Sequence[Event]) -> None:
    """Set the keys that an event's own ids give it: `event_hash`, `person` and `visit`.

    A visit, on anonymous events, is the device in the client's session, or on a day in UTC where
    the client names no session. A user id that is a placeholder (`undefined`, `null` …) names
    nobody as long as there is a device to go by, or all who sent it would be one person.
    """
    people: dict[tuple[int, str, str], tuple[int, bool]] = {}
    anonymous: list[Event] = []
    for event in events:
        event.event_hash = event_hash(event.project, event.event_id)
        ids = (event.project, event.user_id, event.anonymous_id)
        known = people.get(ids)
        if known is None:
            known = people[ids] = _person(*ids)
        event.person, event.visit = known[0], 0
        if not known[1]:
            anonymous.append(event)
    _name_visits(anonymous)


def claims_of(events: Sequence[Event]) -> tuple[list[Claim], list[tuple[Event, int]]]:
    """Return what `events` claim, each claim once, and which event made which.

    Of equal claims in one session, or on one day where the client names none, the earliest stands
    for all.
    """
    found: dict[tuple[object, ...], int] = {}
    claims: list[Claim] = []
    made: list[tuple[Event, int]] = []
    for event in events:
        for link in event.links:
            key = (event.project, link, event.session or event.ts.date())
            place = found.setdefault(key, len(claims))
            claim = Claim(
                event.project,
                Identifier(link.a_type, link.a),
                Identifier(link.b_type, link.b),
                link.rule,
                event.ts,
                event.event_id,
                event.session,
                event.dialect,
            )
            if place == len(claims):
                claims.append(claim)
            elif (claim.ts, claim.event_id) < (claims[place].ts, claims[place].event_id):
                claims[place] = claim
            made.append((event, place))
    return claims, made


def mark_outcomes(made: Sequence[tuple[Event, int]], outcomes: Sequence[str]) -> None:
    """Write on every event what became of its claims; of several, the one most worth seeing."""
    for event, place in made:
        outcome = outcomes[place]
        if not event.identity or _gravity(outcome) < _gravity(event.identity):
            event.identity = outcome


def trait_ops_of(events: Sequence[Event]) -> list[TraitOp]:
    """Return the operations on traits that `events` carry."""
    return [
        TraitOp(
            event.project,
            event.person,
            change.trait,
            change.op,
            change.value,
            event.ts,
            event.tie,
            event.event_id,
            event.dialect,
        )
        for event in events
        for change in event.traits
    ]


def _person(project: int, user_id: str, anonymous_id: str) -> tuple[int, bool]:
    """Return whose an event with these ids is, and whether that is a user."""
    is_user = bool(user_id)
    if user_id and anonymous_id and DEFAULT_RULES.is_blocked("user_id", user_id):
        is_user = False
    return person_key(project, user_id if is_user else anonymous_id), is_user


def _name_visits(events: Sequence[Event]) -> None:
    visits: dict[tuple[int, str, str], int] = {}
    for event in events:
        session = event.session or event.ts.strftime("%Y-%m-%d")
        key = (event.project, event.anonymous_id, session)
        visit = visits.get(key)
        if visit is None:
            visit = visits[key] = visit_key(*key)
        event.visit = visit


def _gravity(outcome: str) -> int:
    word = outcome.partition(":")[0]
    return _GRAVITY.index(word) if word in _GRAVITY else len(_GRAVITY)
