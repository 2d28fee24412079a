"""Which channels bring people who stay, convert and pay?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bellrock.analytics.channels.answer import (
    Amount,
    ChannelFigures,
    ChannelRow,
    ChannelsAnswer,
    Rate,
)
from bellrock.analytics.channels.gather import Told, names_of
from bellrock.analytics.channels.sql import channels_sql, machines_sql
from bellrock.analytics.channels.turned import find_turned
from bellrock.analytics.coded import find_codes
from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.one_by_one import one_by_one
from bellrock.core.time import stopwatch
from bellrock.query.ask import ChannelsAsk
from bellrock.query.naming import Name
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.query.selector import ANY
from bellrock.stats.intervals import Sums, mean_of, wilson
from bellrock.store import Lake


@dataclass(frozen=True)
class Tally:
    """Sums over some new people, which add up."""

    people: int = 0
    sessions: int = 0
    bounced: int = 0
    converted: int = 0
    amount: float = 0.0
    square: float = 0.0
    days: tuple[tuple[int, int], ...] = ()
    """Of each day: of whom it is over, and who came back on it."""

    def plus(self, others: Sequence[Tally], sign: int = 1) -> Tally:
        """Return this and `others` together; with -1 for a sign, what is left without them."""
        return Tally(
            self.people + sign * sum(one.people for one in others),
            self.sessions + sign * sum(one.sessions for one in others),
            self.bounced + sign * sum(one.bounced for one in others),
            self.converted + sign * sum(one.converted for one in others),
            self.amount + sign * sum(one.amount for one in others),
            self.square + sign * sum(one.square for one in others),
            tuple(
                (
                    of + sign * sum(one.days[i][0] for one in others),
                    back + sign * sum(one.days[i][1] for one in others),
                )
                for i, (of, back) in enumerate(self.days)
            ),
        )


@dataclass(frozen=True)
class Shape:
    """What was counted: of all, of each channel, and of each within the values of properties."""

    whole: Tally
    channels: Mapping[str | None, Tally]
    """The ones with the most people first."""
    count: int
    """How many channels there are."""
    inside: Mapping[int, Mapping[str | None, Mapping[str | None, Tally]]]
    """By the place of a property, by its value, by channel."""
    machines: Mapping[str | None, int]


def channels(lake: Lake, ask: ChannelsAsk, ctx: Context) -> ChannelsAnswer:
    """Tell the people of each channel who are new in the period: how many stay, convert and pay.

    New is who did the start for the first time ever within the period, the filter applied. Their
    channel is the first that any of their events carries, at the start or before it or after; who
    has none is a row of its own. They are watched to now, also after the period: their sessions,
    the goal and the value within so long of their start, and the days on which they came back.
    Days are those of the calendar in the question's zone, after the one of the start; of a day
    those count of whom it is over. Who has not had the whole time for the goal yet counts as not
    converted. Machines are those of whom no event is anybody's else.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    shape = find_shape(lake, ask, ctx)
    shown = find_shown(ask, shape)
    rows = [
        ChannelRow({str(ask.by): value}, _figures(ask, shape, shape.channels[value], [value]))
        for value in shown
    ]
    if len(shown) < shape.count or any(value not in shown for value in shape.machines):
        rest = _rest(ask, shape, shown)
        beyond = [value for value in shape.machines if value not in shown]
        if rest.people or beyond:
            told = _figures(ask, shape, rest, beyond)
            rows.append(ChannelRow({str(ask.by): "other"}, told, other=True))
    total = ChannelRow(None, _figures(ask, shape, shape.whole, list(shape.machines)))
    meta = describe(
        lake, _scan(ask, ctx), began=began, empty=not shape.whole.people,
        notes=_notes(ask, ctx, shape, shown),
    )  # fmt: skip
    turned = find_turned(ask, {value: shape.channels[value] for value in shown}, shape.inside)
    return ChannelsAnswer(
        str(ask.by), ask.days, ask.within.total_seconds(), total, tuple(rows), turned, meta
    )


def find_shape(lake: Lake, ask: ChannelsAsk, ctx: Context) -> Shape:
    """Return what was counted."""
    whole, count, found = Tally(days=((0, 0),) * len(ask.days)), 0, {}
    inside: dict[int, dict[str | None, dict[str | None, Tally]]] = defaultdict(dict)
    told = channels_sql(Reading(ask, ctx), ask, find_value_codes(lake, ask, ctx))
    for level, many, value, within, *sums in lake.rows(told):
        tally = _tally(sums)
        if level == 0:
            whole = tally
        elif level == 1:
            count, found[value] = int(many), tally
        else:
            inside[int(level) - 2].setdefault(within, {})[value] = tally
    rows = lake.rows(one_by_one(lake, machines_sql(Reading(ask, ctx), ask)))
    machines = {value: int(n) for value, n in rows}
    return Shape(whole, found, count, inside, machines)


def find_value_codes(lake: Lake, ask: ChannelsAsk, ctx: Context) -> Told:
    """Return the codes by which channels and other values are told; None where texts are."""
    if any(name.scope == "person" for name in names_of(ask)):
        return None
    reading = Reading(ask, ctx)
    return find_codes(lake, reading, names_of(ask), [ANY], reading.now)


def find_shown(ask: ChannelsAsk, shape: Shape) -> list[str | None]:
    """Return the channels to show: those with the most people, then ordered as asked."""
    first = list(shape.channels)[: ask.top]
    if ask.sort == "people":
        return first

    def key(value: str | None) -> float:
        one = shape.channels[value]
        if ask.sort == "retention":
            return -sum(back for _, back in one.days) / (sum(of for of, _ in one.days) or 1)
        return -(one.converted if ask.sort == "conversion" else one.amount) / one.people

    return sorted(first, key=key)


def _rest(ask: ChannelsAsk, shape: Shape, shown: Sequence[str | None]) -> Tally:
    """Return what the channels that are not shown add up to."""
    if len(shape.channels) < shape.count:  # too many to be listed
        return shape.whole.plus([shape.channels[value] for value in shown], -1)
    nothing = Tally(days=((0, 0),) * len(ask.days))
    others = [one for value, one in shape.channels.items() if value not in shown]
    return nothing.plus(others)


def _tally(sums: Sequence[float]) -> Tally:
    people, sessions, bounced, converted, amount, square, *days = sums
    pairs = zip(map(int, days[::2]), map(int, days[1::2]), strict=True)
    return Tally(
        int(people), int(sessions), int(bounced), int(converted), float(amount), float(square),
        tuple(pairs),
    )  # fmt: skip


def _figures(
    ask: ChannelsAsk, shape: Shape, one: Tally, values: Sequence[str | None]
) -> ChannelFigures:
    machines = sum(shape.machines.get(value, 0) for value in values)
    everybody = one.people if ask.bots else one.people + machines
    return ChannelFigures(
        one.people, one.people / shape.whole.people if shape.whole.people else None,
        machines, machines / everybody if everybody else None,
        one.sessions / one.people if one.people else None,
        rate(one.bounced, one.people),
        None if ask.goal is None else rate(one.converted, one.people),
        None if ask.value is None else _amount(one),
        tuple(rate(back, of) for of, back in one.days),
    )  # fmt: skip


def rate(part: int, of: int) -> Rate:
    """Return a share of people with its bounds."""
    if not of:
        return Rate(part, of, None, None, None)
    told = wilson(part, of)
    return Rate(part, of, told.point, told.low, told.high)


def _amount(one: Tally) -> Amount:
    told = mean_of(Sums(n=one.people, x=one.amount, xx=one.square))
    if told is None:
        return Amount(one.amount, None, None, None)
    return Amount(one.amount, told.point, told.low, told.high)


def _notes(ask: ChannelsAsk, ctx: Context, shape: Shape, shown: Sequence[str | None]) -> list[str]:
    notes = []
    if len(shown) < shape.count:
        notes.append(
            f"the {len(shown)} of {shape.count:,} with the most people are shown; other is the rest"
        )
    reading = Reading(ask, ctx)
    watched = ask.goal is not None or ask.value is not None
    if watched and reading.period.end + ask.within > reading.now and shape.whole.people:
        notes.append("some have not had the whole time for the goal yet, and may still convert")
    return notes


def _scan(ask: ChannelsAsk, ctx: Context) -> Scan:
    read: list[Name] = [*names(ask.where), ask.by, *ask.across]
    read += [] if ask.value is None else [ask.value]
    return Scan(ask, ctx, (ANY,), tuple(dict.fromkeys(read)))
