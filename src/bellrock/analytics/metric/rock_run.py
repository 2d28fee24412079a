"""What do the data say of a goal: its events by day, and what core users make of it?"""

from __future__ import annotations

from datetime import date, timedelta

from bellrock.analytics.metric.rock import CoreRule, CoreShare, Volume
from bellrock.analytics.metric.rock_sql import core_sql, days_sql, volume_sql
from bellrock.analytics.metric.value import Asked
from bellrock.core.time import Period, floor, from_micros, same_clock
from bellrock.query.asks.trend import TrendAsk
from bellrock.query.metric import Metric
from bellrock.query.registered import MetricDefinition
from bellrock.query.relation import Context, Reading
from bellrock.query.selector import read_selector
from bellrock.store import Lake

_HISTORY, _CORE = 112, 28
"""Days before the period that its days are judged by, and in which core users are found."""


def volume(lake: Lake, metric: MetricDefinition, ctx: Context, asked: Asked) -> Volume:
    """Count the events of `metric` by whole day of the period and of 16 weeks before it.

    A day that is not over is left out; it only counts for how old the newest event is.
    """
    ask = metric.asked(from_=asked.from_, to=asked.to, zone=asked.zone)
    reading = Reading(ask.model_copy(update={"bots": True}), ctx)
    during = reading.period
    today = floor(reading.now, "day", reading.tz)
    end = min(during.end, today)
    begin = floor(during.start, "day", reading.tz)
    since = floor(same_clock(begin, -_HISTORY, reading.tz), "day", reading.tz)
    span = Period(since, max(during.end, since + timedelta(days=1)))
    found = {
        day: (people, machines, newest)
        for day, people, machines, newest in lake.rows(volume_sql(reading, list(ask.events), span))
    }
    whole = Reading(TrendAsk.model_validate({"events": "any"}), ctx)
    every = dict(lake.rows(days_sql(whole, span)))
    days = _days(since.astimezone(reading.tz).date(), end.astimezone(reading.tz).date())
    newest = max((one[2] for one in found.values()), default=None)
    since_s = None if newest is None else (reading.now - from_micros(newest)).total_seconds()
    first = begin.astimezone(reading.tz).date()
    return Volume(
        tuple(days),
        tuple(found.get(str(d), (0, 0, 0))[0] for d in days),
        tuple(found.get(str(d), (0, 0, 0))[1] for d in days),
        tuple(int(every.get(str(d), 0)) for d in days),
        sum(d >= first for d in days),
        None if since_s is None else max(since_s, 0.0) / 3600,
    )  # fmt: skip


def core_share(
    lake: Lake, metric: MetricDefinition, ctx: Context, asked: Asked, rule: CoreRule
) -> CoreShare:
    """Return how many core users there are, and their share of the metric's value.

    Of a ratio, the share of what is divided; of means and quantiles, of the events behind them.
    """
    ask = metric.asked(from_=asked.from_, to=asked.to, zone=asked.zone)
    place = 0 if metric.ratio is None else metric.ratio[0]
    figure: Metric = ask.figures[place]
    reading = Reading(ask, ctx)
    end = reading.period.end
    theirs = read_selector(rule.event, field="event")
    told = {
        "events": rule.event, "zone": asked.zone, "to": end.isoformat(),
        "from": same_clock(end, -_CORE, reading.tz).isoformat(),
    }  # fmt: skip
    core = Reading(TrendAsk.model_validate(told), ctx)
    core.binder = reading.binder
    rows = lake.rows(core_sql(reading, core, (ask.events[place], theirs), figure, rule.days))
    made = {row[0]: float(row[2] or 0.0) for row in rows}
    people = next((int(row[1]) for row in rows if row[0] == 2), 0)
    whole = made.get(0, 0.0) + made.get(1, 0.0)
    return CoreShare(people, made.get(1, 0.0) / whole if whole > 0 else None)


def _days(first: date, end: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((end - first).days)]
