"""Channels are what the plainest Python says, and a reversal that is planted is pointed out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from analytics.logs import Case, store
from analytics.oracle import Event, World, number
from analytics.sessions.test_sessions import A_FEW, _made, _value
from analytics.test_oracle import MEANINGS, SEEDS, _narrowed
from bellrock.analytics.channels import ChannelsCell, behind_channels, channels
from bellrock.analytics.channels.statements import channels_statements
from bellrock.analytics.retention import retention
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.query.ask import ChannelsAsk, RetentionAsk
from bellrock.store import Lake

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
_projects = count(7_500_000)


class Person:
    """A new person, all of whose events up to now are known."""

    def __init__(self, events: Sequence[Event], ask: ChannelsAsk, tz: ZoneInfo, now: datetime):
        start = MEANINGS[ask.start.label]
        self.events = sorted((e for e in events if e.ts < now), key=lambda e: e.at)
        self.first = next(e for e in self.events if start(e))
        self.after = [e for e in self.events if e.at >= self.first.at]
        self.ask, self.tz, self.now = ask, tz, now

    def touch(self, name: str) -> str | None:
        values = (_value(e, name) for e in self.events)
        return next((value for value in values if value is not None), None)

    @property
    def soon(self) -> list[Event]:
        goal = MEANINGS[self.ask.goal.label] if self.ask.goal else MEANINGS["any"]
        return [e for e in self.after if e.ts - self.first.ts <= self.ask.within and goal(e)]

    @property
    def amount(self) -> float:
        return math.fsum(number(e.props.get("price")) or 0 for e in self.soon)

    def _day(self, at: datetime) -> Any:
        return at.astimezone(self.tz).date()

    def watched(self, day: int) -> bool:
        return bool(self._day(self.first.ts) + timedelta(days=day) < self._day(self.now))

    def kept(self, day: int) -> bool:
        back = MEANINGS[self.ask.return_.label]
        on = self._day(self.first.ts) + timedelta(days=day)
        return self.watched(day) and any(back(e) and self._day(e.ts) == on for e in self.after)

    @property
    def sessions(self) -> list[list[Event]]:
        found: list[list[Event]] = []
        for event in self.after:
            if not found or event.ts - found[-1][-1].ts > self.ask.pause:
                found.append([])
            found[-1].append(event)
        return found

    @property
    def bounced(self) -> bool:
        return sum(map(MEANINGS[self.ask.views.label], self.sessions[0])) <= 1


def _new(world: World, ask: ChannelsAsk, case: Case) -> dict[int, Person]:
    found, start = {}, MEANINGS[ask.start.label]
    for who, events in world.by_person(world.kept()).items():
        moments = [e.ts for e in events if start(e)]
        if moments and world.start <= min(moments) < min(world.end, case.now):
            found[who] = Person(events, ask, ZoneInfo(case.zone), case.now)
    return found


def _machines(world: World, ask: ChannelsAsk) -> set[int]:
    everything = replace(world, bots=True)
    found = set()
    for who, events in everything.by_person(everything.kept()).items():
        known = [e for e in events if e.ts < world.end]
        moments = [e.ts for e in known if MEANINGS[ask.start.label](e)]
        if all(e.bot for e in known) and moments and min(moments) >= world.start:
            found.add(who)
    return found


def _flat(figures: Any) -> list[Any]:
    value = figures.value
    return [
        figures.people, figures.sessions, figures.bounced.part,
        None if figures.conversion is None else figures.conversion.part,
        None if value is None else value.total, None if value is None else value.mean,
        *((rate.part, rate.of) for rate in figures.retention),
    ]  # fmt: skip


def _expected(people: list[Person], ask: ChannelsAsk) -> list[Any]:
    total = math.fsum(one.amount for one in people)
    return [
        len(people), sum(len(one.sessions) for one in people) / len(people) if people else None,
        sum(one.bounced for one in people),
        None if ask.goal is None else sum(bool(one.soon) for one in people),
        None if ask.value is None else pytest.approx(total),
        None if ask.value is None or not people else pytest.approx(total / len(people)),
        *((sum(one.kept(d) for one in people), sum(one.watched(d) for one in people))
          for d in ask.days),
    ]  # fmt: skip


@A_FEW
@given(seed=SEEDS)
def test_channels_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    cases = [case for _ in range(2) for case in _made(random)]
    store(lake, cases)
    for case in cases:
        _, world, common = _narrowed(random, case)
        name = random.choice(("plan", "event"))
        ask = ChannelsAsk.model_validate({
            "by": name, "start": random.choice(("any", "a|b")), "across": ["country"], "least": 1,
            "goal": random.choice((None, "c", "b[price > 6]")), "days": [1, 2, 30],
            "value": random.choice((None, "price")), "return": random.choice(("any", "b|c")),
            "within": random.choice(("6h", "7d")), "views": random.choice(("a", "b|c")),
            "pause": random.choice(("30m", "6h")), "top": random.choice((1, 10)), **common,
        })  # fmt: skip

        answer = channels(lake, ask, case.context)

        people = _new(world, ask, case)
        machines = _machines(world, ask)
        assert _flat(answer.total.figures) == _expected(list(people.values()), ask)
        assert answer.total.figures.machines == len(machines)
        groups = defaultdict(list)
        for one in people.values():
            groups[one.touch(name)].append(one)
        shown = [row for row in answer.rows if not row.other]
        assert len(shown) == min(ask.top, len(groups))
        left = dict(groups)
        for place, row in enumerate(answer.rows):
            value = (row.by or {})[name]
            mine = list(chain(*left.values())) if row.other else left.pop(value)
            assert _flat(row.figures) == _expected(mine, ask)
            if random.random() < 0.4:
                _check_people(lake, ask, case, place, row.figures)
        assert sum(row.figures.people for row in answer.rows) == len(people)
        assert sum(row.figures.machines for row in answer.rows) == len(machines)


def _check_people(lake: Lake, ask: ChannelsAsk, case: Case, place: int, figures: Any) -> None:
    def behind(only: Any, day: int = 0) -> int:
        cell = ChannelsCell(row=place, only=only, day=day)
        return len(behind_channels(lake, ask, case.context, cell))

    assert behind("people") == figures.people
    assert behind("bounced") == figures.bounced.part
    assert behind("machines") == figures.machines
    assert (behind("kept"), behind("watched")) == (
        figures.retention[0].part, figures.retention[0].of,
    )  # fmt: skip
    if ask.goal is not None:
        assert behind("converted") == figures.conversion.part


def test_who_comes_back_is_who_retention_says(lake: Lake) -> None:
    (case,) = _made(Random(4))
    store(lake, [case])
    period = {"from": "2026-01-01", "to": "2026-12-31"}
    ask = ChannelsAsk(by="plan", days=(1, 3), across=(), **period)

    told = channels(lake, ask, case.context).total.figures
    kept = retention(
        lake, RetentionAsk(kind="first", every="day", periods=4, **period), case.context
    )

    for place, day in enumerate((1, 3)):
        back = sum((c.returned[day] or 0) for c in kept.cohorts if len(c.returned) > day)
        assert told.retention[place].part == back


def _bought(who: int, channel: str, country: str, *, buys: bool) -> list[Event]:
    props = {"plan": channel, "country": country}
    came = Event("a", NOON + timedelta(seconds=who), person=who, props=props)
    return [came, replace(came, event="c", ts=came.ts + timedelta(hours=1))] if buys else [came]


def _stones(n: int) -> list[Event]:
    """Charig et al. (1986): two treatments of kidney stones, small and large, `n` times."""
    table = [("keyhole", "small", 234, 270), ("keyhole", "large", 55, 80),
             ("open", "small", 81, 87), ("open", "large", 192, 263)]  # fmt: skip
    events: list[Event] = []
    for channel, country, part, whole in table:
        for i in range(n * whole):
            events += _bought(1000 + len(events), channel, country, buys=i < n * part)
    return events


def test_a_reversal_is_pointed_out_with_its_numbers(lake: Lake) -> None:
    case = Case(next(_projects), "UTC", NOON, World(_stones(4)))
    store(lake, [case])
    ask = ChannelsAsk.model_validate({
        "by": "plan", "goal": "c", "across": "country", "days": [1],
        "from": "2026-03-02", "to": "2026-03-03",
    })  # fmt: skip

    (told,) = channels(lake, ask, case.context).turned

    assert (told.outcome, told.property) == ("conversion", "country")
    assert (told.first, told.second, told.everywhere) == ("keyhole", "open", True)
    assert (told.whole.first, told.whole.first_of) == (4 * 289, 4 * 350)
    assert (told.whole.second, told.whole.second_of) == (4 * 273, 4 * 350)
    large, small = told.groups
    assert (large.value, large.first, large.second_of) == ("large", 4 * 55, 4 * 263)
    assert (small.value, small.second, small.second_of) == ("small", 4 * 81, 4 * 87)
    assert told.within < 0 and told.high < 0
    assert channels(lake, ask.model_copy(update={"least": 400}), case.context).turned == ()
    sorted_ = ask.model_copy(update={"sort": "conversion"})
    assert [row.by for row in channels(lake, sorted_, case.context).rows] == [
        {"plan": "keyhole"}, {"plan": "open"},
    ]  # fmt: skip


def test_the_statements_give_the_same_numbers(lake: Lake) -> None:
    (case,) = _made(Random(11))
    store(lake, [case])
    ask = ChannelsAsk(by="plan", goal="c", **{"from": "2025-01-01", "to": "2026-12-31"})

    people, _ = channels_statements(lake, ask, case.context)
    told = channels(lake, ask, case.context)

    rows = lake.rows(people.sql)
    whole, *others = [row for row in rows if row[0] < 2]
    assert whole[3] == told.total.figures.people
    assert sorted(row[3] for row in others) == sorted(row.figures.people for row in told.rows)


def test_nobody_came(lake: Lake) -> None:
    case = Case(next(_projects), "UTC", NOON, World(_bought(1, "x", "GB", buys=True)))
    store(lake, [case])
    ask = ChannelsAsk(**{"from": "2026-01-01", "to": "2026-01-02"}, value="price")

    told = channels(lake, ask, case.context)

    assert (told.total.figures.people, told.rows, told.turned) == (0, (), ())
    assert type(told).from_json(told.to_json()) == told
    assert told.lines() == []
    for cell in (ChannelsCell(row=5), ChannelsCell(day=9), ChannelsCell(only="converted")):
        with pytest.raises(NotFound):
            behind_channels(lake, ask, case.context, cell)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"days": []}, "days"), ({"days": [7, 1]}, "days"), ({"days": [0]}, "days"),
        ({"sort": "conversion"}, "sort"), ({"sort": "value"}, "sort"), ({"within": "0d"}, "within"),
        ({"across": ["channel"]}, "across"), ({"pause": "2d"}, "pause"), ({"least": 0}, "least"),
        ({"goal": "a["}, "goal.where"), ({"across": ["a", "b", "c", "d"]}, "across"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_at_its_place(body: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        ChannelsAsk.model_validate(body)

    assert refused.value.field == field
