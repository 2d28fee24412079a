"""Sessions are what the plainest Python says, however they are cut, also across the edges."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from statistics import fmean, median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from analytics.habits_oracle import starts_of
from analytics.logs import Case, store
from analytics.oracle import Event, Test, World, quantile, text
from analytics.test_oracle import MEANINGS, SEEDS, _narrowed, _stored, country
from bellrock.analytics.sessions import SessionsCell, behind_sessions, sessions
from bellrock.analytics.sessions.statements import sessions_statements
from bellrock.analytics.trend import trend
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import micros
from bellrock.query.ask import SessionsAsk, TrendAsk
from bellrock.store import Lake

A_FEW = settings(
    max_examples=3, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
_projects = count(7_000_000)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Session:
    """One session: whose, and its events in order."""

    who: int
    events: tuple[Event, ...]

    @property
    def seconds(self) -> float:
        return (micros(self.events[-1].ts) - micros(self.events[0].ts)) / 1e6


def cut(world: World, ask: SessionsAsk, match: Test, tz: ZoneInfo) -> list[Session]:
    """Every session of the whole history, then those that begin in the period."""
    found = []
    for who, events in world.by_person(e for e in world.kept() if match(e)).items():
        mine: list[list[Event]] = []
        for event in sorted(events, key=lambda e: e.at):
            was = mine[-1][-1] if mine else None
            if was is None or _begins(was, event, ask, tz):
                mine.append([])
            mine[-1].append(event)
        found += [Session(who, tuple(some)) for some in mine]
    return [one for one in found if world.start <= one.events[0].ts < world.end]


def _begins(was: Event, event: Event, ask: SessionsAsk, tz: ZoneInfo) -> bool:
    if event.ts - was.ts > ask.pause:
        return True
    if ask.midnight and was.ts.astimezone(tz).date() != event.ts.astimezone(tz).date():
        return True
    return ask.client and bool(was.session and event.session) and was.session != event.session


def _apart(case: Case) -> World:
    """The same world without simultaneous events of a person, whose order is a matter of taste."""
    seen: set[tuple[int, int]] = set()
    kept = []
    for event in case.world.events:
        for who in {event.person, case.world.who(event)}:
            if (who, event.at) in seen:
                break
        else:
            seen |= {(event.person, event.at), (case.world.who(event), event.at)}
            kept.append(event)
    return World(kept, case.world.overrides, case.world.visits)


def _figures(some: list[Session], deep: Test) -> list[Any]:
    if not some:
        return [0, 0, None, 0, None, None, None, None, None, None]
    depths = [sum(map(deep, one.events)) for one in some]
    long = sorted(one.seconds for one in some)
    people, bounces = len({one.who for one in some}), sum(depth <= 1 for depth in depths)
    return [
        len(some), people, len(some) / people, bounces, bounces / len(some),
        fmean(len(one.events) for one in some), fmean(depths), math.fsum(long) / len(long),
        median(long), quantile(long, 0.9),
    ]  # fmt: skip


def _flat(figures: Any) -> list[Any]:
    return list(vars(figures).values())


@A_FEW
@given(seed=SEEDS)
def test_sessions_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    cases = []
    for _ in range(3):
        (case,) = _made(random)
        cases.append(case)
    store(lake, cases)
    for case in cases:
        _, world, common = _narrowed(random, case)
        event = random.choice(("any", "any", "a|b", "b[price > 6]"))
        deep = random.choice(("any", "a", "b|c"))
        at = random.choice(("event", "plan", "country"))
        by = random.choice(([], ["plan"], ["country"]))
        every: Any = random.choice(("hour", "day", "week"))
        ask = SessionsAsk(
            event=event, depth=deep, at=at, by=by, every=every,
            pause=random.choice(("30m", "5m", "6h", "1d")), midnight=random.random() < 0.4,
            client=random.random() < 0.4, **common,
        )  # fmt: skip

        answer = sessions(lake, ask, case.context)

        tz = ZoneInfo(case.zone)
        found = cut(world, ask, MEANINGS[event], tz)
        whole, *groups = answer.rows
        assert _flat(whole.figures) == pytest.approx(_figures(found, MEANINGS[deep]))
        buckets = starts_of(world, every, tz)
        assert [point.start for point in whole.points] == [start for start, _ in buckets]
        for (start, end), point in zip(buckets, whole.points, strict=True):
            mine = [one for one in found if start <= one.events[0].ts < end]
            assert _flat(point.figures) == pytest.approx(_figures(mine, MEANINGS[deep]))
        for place, row in enumerate(groups):
            (value,) = (row.by or {}).values()
            mine = [one for one in found if _value(one.events[0], by[0]) == value]
            assert _flat(row.figures) == pytest.approx(_figures(mine, MEANINGS[deep]))
            behind = behind_sessions(lake, ask, case.context, SessionsCell(group=place))
            assert behind == sorted({one.who for one in mine})
        assert sum(row.figures.sessions for row in groups) == (len(found) if by else 0)
        for end, place in (("entries", 0), ("exits", -1)):
            told = Counter(_value(one.events[place], at) for one in found)
            ends = getattr(answer, end)
            assert {one.value: one.sessions for one in ends if one.value != "other"} == told
            for one in ends:
                mine = [s for s in found if _value(s.events[place], at) == one.value]
                assert one.people == len({s.who for s in mine})
        _check_people(lake, case, ask, found, answer, random)


def _check_people(
    lake: Lake, case: Case, ask: SessionsAsk, found: list[Session], answer: Any, random: Random
) -> None:  # fmt: skip
    deep = MEANINGS[ask.depth.label]
    bounced = behind_sessions(lake, ask, case.context, SessionsCell(bounced=True))
    assert bounced == sorted({s.who for s in found if sum(map(deep, s.events)) <= 1})
    bucket = random.randrange(len(answer.rows[0].points))
    behind = behind_sessions(lake, ask, case.context, SessionsCell(bucket=bucket))
    assert len(behind) == answer.rows[0].points[bucket].figures.people
    for place, one in enumerate(answer.entries):
        cell = SessionsCell(entry=place)
        assert len(behind_sessions(lake, ask, case.context, cell)) == one.people


def _made(random: Random) -> list[Case]:
    from analytics.logs import random_case  # noqa: PLC0415

    case = random_case(random, hours=24 * 3, events=80)
    return [Case(case.project, case.zone, case.middle, _apart(case))]


def _value(event: Event, name: str) -> str | None:
    if name == "event":
        return event.event
    return country(event) if name == "country" else text(event.props.get("plan"))


def _hand(lake: Lake, events: list[Event]) -> Case:
    case = Case(next(_projects), "Europe/Berlin", NOON, World(events))
    store(lake, [case])
    return case


def _at(minutes: float, **more: Any) -> Event:
    return Event("a", NOON + timedelta(minutes=minutes), **more)


DAY = {"from": "2026-03-02", "to": "2026-03-03"}


def test_a_pause_ends_a_session_only_when_it_is_longer(lake: Lake) -> None:
    case = _hand(lake, [_at(0), _at(30), _at(60.1), _at(70, person=2)])

    told = sessions(lake, SessionsAsk(**DAY), case.context)

    one = told.rows[0].figures
    assert (one.sessions, one.people, one.per_person) == (3, 2, 1.5)
    assert (one.bounces, one.events, one.median_s) == (2, 4 / 3, 0)
    assert told.rows[0].points[0].figures == one


def test_a_session_belongs_to_where_it_begins_and_is_followed_over_the_edge(lake: Lake) -> None:
    late = 11 * 60 - 20  # 23:40 in Berlin
    events = [_at(late - 24 * 60 + minutes) for minutes in (0, 25, 50)]  # over the first midnight
    events += [_at(late + 25 * step) for step in range(200)]  # goes on for days
    case = _hand(lake, events)

    told = sessions(lake, SessionsAsk(**DAY), case.context)
    one = told.rows[0].figures
    assert (one.sessions, one.events, one.mean_s) == (1, 200, 25 * 60 * 199)

    cut_at_midnight = sessions(lake, SessionsAsk(midnight=True, **DAY), case.context)
    two = cut_at_midnight.rows[0].figures
    assert (two.sessions, two.events, two.bounces) == (2, 1.5, 1)


def test_a_new_campaign_begins_a_session(lake: Lake) -> None:
    project = next(_projects)
    case = Case(project, "UTC", NOON, World([]))
    moments = [(0, ""), (1, "spring"), (2, "spring"), (3, ""), (4, "autumn")]
    lines = [
        json.dumps({
            "project": project, "event": "a", "kind": "track", "ts": f"2026-03-02T12:0{minute}:00Z",
            "person": 1, "event_id": f"c{minute}", "event_hash": project * 10 + minute,
            "utm_campaign": name, "props": {}, "received": "2026-03-02T12:00:00Z",
        })
        for minute, name in moments
    ]  # fmt: skip
    lake.insert_json("events", "\n".join(lines).encode())

    def ask(**more: Any) -> int:
        return sessions(lake, SessionsAsk(**DAY, **more), case.context).rows[0].figures.sessions

    assert (ask(), ask(campaign=True)) == (1, 3)


def test_sessions_that_are_events_are_the_trend(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(3))
    period = {"from": "2025-01-01", "to": "2027-01-01"}

    told = sessions(lake, SessionsAsk(every="month", **period), case.context).rows[0].figures

    total, people = (
        trend(lake, TrendAsk(event="any", metric=m, every="month", **period), case.context)
        for m in ("total", "uniques")
    )
    assert people.series[0].total == told.people
    assert total.series[0].total == pytest.approx((told.events or 0) * told.sessions)


def test_nobody_has_no_sessions(lake: Lake) -> None:
    case = _hand(lake, [_at(0)])

    told = sessions(lake, SessionsAsk(event="nobody", by="plan", **DAY), case.context)

    assert told.rows[0].figures.sessions == 0
    assert told.rows[0].figures.bounce_rate is None
    assert (told.entries, told.exits) == ((), ())
    assert type(told).from_json(told.to_json()) == told


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"pause": "2d"}, "pause"), ({"pause": "0m"}, "pause"), ({"every": "year"}, "every"),
        ({"depth": "a["}, "depth.where"), ({"at": "ranges(price)"}, "at"), ({"top": 0}, "top"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_session_is_refused_at_its_place(body: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        SessionsAsk.model_validate(body)

    assert refused.value.field == field


def test_a_number_that_is_not_there_is_not_found(lake: Lake) -> None:
    case = _hand(lake, [_at(0)])

    for cell in (SessionsCell(bucket=9), SessionsCell(group=0), SessionsCell(entry=5)):
        with pytest.raises(NotFound):
            behind_sessions(lake, SessionsAsk(**DAY), case.context, cell)


def test_the_statements_give_the_same_numbers(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(11))
    ask = SessionsAsk(by="plan", every="month", **{"from": "2025-01-01", "to": "2027-01-01"})

    figures, entries, exits = sessions_statements(lake, ask, case.context)
    told = sessions(lake, ask, case.context)

    rows = lake.rows(figures.sql)
    (whole,) = [row for row in rows if row[:2] == ("all", "whole period")]
    one = told.rows[0].figures
    assert whole[2:5] == (one.sessions, one.people, one.bounces)
    for statement, ends in ((entries, told.entries), (exits, told.exits)):
        counts = [row[1:] for row in lake.rows(statement.sql)]
        assert counts == [(end.sessions, end.people, end.bounces) for end in ends]
