"""Questions refuse what cannot mean anything, name the field, and survive the trip as JSON."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bellrock.core.errors import InvalidDefinition
from bellrock.query import FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.query.formula import evaluate, read_formula
from bellrock.query.period import period, read_duration, show_duration
from bellrock.query.selector import dump_selector, read_selector
from bellrock.query.when import When, stretch

NOW = datetime(2026, 3, 30, 10, tzinfo=UTC)  # the day after Berlin lost an hour
BERLIN = ZoneInfo("Europe/Berlin")
AT_LEAST = {"property": "x", "op": ">=", "value": 1}
ODD = {"property": "x", "op": "odd"}


@pytest.mark.parametrize(
    ("kind", "asked", "field"),
    [
        (TrendAsk, {}, "events"),
        (TrendAsk, {"event": ""}, "events[0].event"),
        (TrendAsk, {"events": ["a", "b", "c[x = 1 and y >]"]}, "events[2].where[1]"),
        (TrendAsk, {"events": ["a", {"event": "b", "where": "x ="}]}, "events[1].where[0]"),
        (TrendAsk, {"events": ["a", {"evnt": "b"}]}, "events[1].evnt"),
        (TrendAsk, {"events": ["a", 7]}, "events[1].event"),
        (TrendAsk, {"events": [{"any_of": ["a", {"event": ""}]}]}, "events[0].any_of[1].event"),
        (TrendAsk, {"event": "a", "by": ["b", "c..d"]}, "by[1]"),
        (TrendAsk, {"event": ["a", "b"], "metrics": ["total", "summ(x)"]}, "metrics[1]"),
        (TrendAsk, {"event": "a", "every": "year"}, "every"),
        (TrendAsk, {"event": "a", "zone": "Mars/Olympus"}, "zone"),
        (TrendAsk, {"event": "a", "from": "soon"}, "from"),
        (TrendAsk, {"event": "a", "to": "2026-02-30"}, "to"),
        (TrendAsk, {"event": "a", "by": ["a", "b", "c", "d"]}, "by"),
        (TrendAsk, {"event": "a", "top": 0}, "top"),
        (TrendAsk, {"event": "a", "metric": "sum"}, "metric"),
        (TrendAsk, {"event": "a", "metric": "p101(x)"}, "metric"),
        (TrendAsk, {"event": ["a", "b"], "formula": "A / C"}, "formula"),
        (TrendAsk, {"event": ["a", "b"], "metrics": ["total"]}, "metrics"),
        (TrendAsk, {"event": "a", "evry": "day"}, "evry"),
        (TrendAsk, {"event": "a", "where": "x ="}, "where[0]"),
        (TrendAsk, {"event": "a", "where": "(x = 1 or y = 2) and z < true"}, "where[2]"),
        (TrendAsk, {"event": "a", "where": "x = 1 )"}, "where[0]"),
        (TrendAsk, {"event": "a", "where": {"and": [AT_LEAST, {"not": ODD}]}}, "where[1]"),
        (TrendAsk, {"event": "a", "where": {"and": []}}, "where"),
        (FunnelAsk, {"step": ["a"]}, "steps"),
        (FunnelAsk, {"step": ["a", "b"], "within": "-1d"}, "within"),
        (FunnelAsk, {"step": ["a", "b"], "within": "soon"}, "within"),
        (FunnelAsk, {"step": ["a", "b"], "order": "random"}, "order"),
        (FunnelAsk, {"step": ["a", "b"], "exclude": ["c", "c@2"]}, "exclude[1].after"),
        (FunnelAsk, {"step": ["a", "b"], "exclude": ["c", "d[x"]}, "exclude[1].event.where"),
        (FunnelAsk, {"step": ["a", "b", "a"], "order": "unordered"}, "steps[2].event"),
        (FunnelAsk, {"step": ["a", "b[x >]"]}, "steps[1].where[0]"),
        (RetentionAsk, {"return": "a|"}, "return.event"),
        (RetentionAsk, {"mode": "sometimes"}, "mode"),
        (RetentionAsk, {"periods": 0}, "periods"),
        (PathsAsk, {"max_steps": 1}, "max_steps"),
    ],
)
def test_a_refusal_names_the_place(kind: Any, asked: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refusal:
        kind(**asked)

    assert refusal.value.field == field
    assert refusal.value.hint


@pytest.mark.parametrize(
    "ask",
    [
        TrendAsk(event=["a|b", "c[x > 1]"], formula="A / B", by=["country", "props.plan"]),
        TrendAsk(event="a", metric="p95(price)", where='x in ["a", 1] and y in last 7 days'),
        FunnelAsk(step=["a", {"any_of": ["b", "c[x = 1]"], "name": "either"}], exclude=["d@1"]),
        RetentionAsk(start="a", return_="any", kind="recurring", every="month"),
        PathsAsk(start="a", end='"any"', within="12h", event=["a", "b"]),
    ],
)
def test_a_question_survives_the_trip_as_json(ask: Any) -> None:
    assert type(ask).model_validate_json(ask.model_dump_json()) == ask


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("buy", ("buy",)),
        ("page | screen", ("page", "screen")),
        ('buy[note = "a]|b"]|gift', ("buy", "gift")),
        ("any", None),
        ('"any"', ("any",)),
        ('"a|b[c]"', ("a|b[c]",)),
        ("Order Completed", ("Order Completed",)),
    ],
)
def test_a_step_names_its_events(text: str, events: tuple[str, ...] | None) -> None:
    selector = read_selector(text)

    assert selector.events == events
    assert read_selector(dump_selector(selector)) == selector


@pytest.mark.parametrize(
    ("start", "end", "since", "until"),
    [
        ("2026-03-28", "2026-03-30", "2026-03-28T00:00+01:00", "2026-03-30T00:00+02:00"),
        (None, None, "2026-03-01T00:00+01:00", "2026-03-31T00:00+02:00"),
        ("-2d", None, "2026-03-29T00:00+01:00", "2026-03-31T00:00+02:00"),
        ("-3h", None, "2026-03-30T09:00+02:00", "2026-03-31T00:00+02:00"),
        ("2026-03-01T12:00Z", "2026-03-02", "2026-03-01T12:00+00:00", "2026-03-02T00:00+01:00"),
        ("this month", None, "2026-03-01T00:00+01:00", "2026-03-31T00:00+02:00"),
        (None, "2026-02-01", "2026-01-02T00:00+01:00", "2026-02-01T00:00+01:00"),
    ],
)  # fmt: skip
def test_a_period_is_counted_in_local_days(
    start: str | None, end: str | None, since: str, until: str
) -> None:
    found = period(start, end, NOW, BERLIN)

    assert found.start == datetime.fromisoformat(since)
    assert found.end == datetime.fromisoformat(until)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidDefinition, match="the period is empty") as refusal:
        period("2026-02-01", "2026-02-01", NOW, BERLIN)

    assert "--to is exclusive" in refusal.value.hint


@pytest.mark.parametrize(
    ("text", "hours"), [("today", 24), ("yesterday", 23), ("this week", 168), ("last week", 167),
                        ("last 2 days", 47), ("last 24 hours", 24), ("2026-03-29", 23)]
)  # fmt: skip
def test_words_for_time_follow_the_clocks_changes(text: str, hours: int) -> None:
    covers = stretch(When(text), NOW, BERLIN)

    assert covers.end - covers.start == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["7d", "12h", "30m", "90s", "14d"])
def test_a_length_of_time_is_said_as_it_was_read(text: str) -> None:
    assert show_duration(read_duration(text)) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("A / B", 2.0), ("A / (B - 3)", None), ("-A + B * 2", 0.0), ("(A + B) / 3 * 2", 6.0),
     ("A / C", None), ("1e2 - A", 94.0), ("A - B - 1", 2.0), ("1e308 * 1e308 / A", None)],
)  # fmt: skip
def test_formulas_are_arithmetic_and_nothing_divided_by_zero_is_zero(
    text: str, value: float | None
) -> None:
    found = evaluate(read_formula(text, 3), {"A": 6, "B": 3, "C": None})

    assert found == value


@pytest.mark.parametrize("text", ["", "A +", "A B", "A ** 2", "__import__", "A;B", "(A", "D", "é"])
def test_what_is_no_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(InvalidDefinition) as refusal:
        read_formula(text, 3)

    assert refusal.value.facts["field"] == "formula"
