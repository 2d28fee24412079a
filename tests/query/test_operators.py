"""Every operator on the real engine means what plain Python says, and nothing gets in sideways."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import FixedClock
from bellrock.query import Context, IdentityState, TrendAsk
from bellrock.query.relation import Reading
from bellrock.store import Lake

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
# One value of `x` an event; the event's id is its place here.
VALUES: Sequence[Any] = (
    None, "", "pro", "Pro team", 10, 10.0, "10", "10.5", -3, True, False, "true", ["pro", "x"],
    "2026-03-10", "2026-03-09T23:30:00-04:00", "2026-03-04", "2026-02-28", 12345678901234567890,
    "nan", "inf", "1e3", 'o"d`d\\', "国家", 1.5, {"y": 7},
)  # fmt: skip
ABSENT = len(VALUES)


@pytest.fixture(scope="module")
def asked(lake: Lake) -> Callable[..., set[int]]:
    """Ask which of VALUES a filter keeps."""
    project = 900_001
    rows = [{"x": value} for value in VALUES] + [{"other": 1}]
    lines = [
        json.dumps({
            "project": project, "event": "e", "ts": "2026-03-01T00:00:00Z", "event_id": str(i),
            "person": i, "country": "DE" if i % 2 else "", "props": {**props, "$odd key": i},
            "received": "2026-03-01T00:00:00Z",
        })
        for i, props in enumerate(rows)
    ]  # fmt: skip
    lake.insert_json("events", "\n".join(lines).encode())
    ctx = Context(project, "America/New_York", IdentityState(False), FixedClock(NOW))

    def ask(where: Any) -> set[int]:
        reading = Reading(TrendAsk(event="e", where=where, from_="2026-02-01"), ctx)
        source = reading.source(["event_id"], reading.ask.events)
        return {int(row[0]) for row in lake.rows(reading.sql(source))}

    return ask


def having(*values: Any) -> set[int]:
    """The places in VALUES of exactly these values, types included."""
    return {i for i, v in enumerate(VALUES) if any(v == w and type(v) is type(w) for w in values)}


TENS = having(10, 10.0, "10")


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ('x = "pro"', having("pro")),
        ('x = "10"', TENS),
        ("x = 10", TENS),
        ('x = ""', having("")),
        ("x = true", having(True, "true")),
        ("x = 12345678901234567890", having(12345678901234567890)),
        ("x > 10", having("10.5", "1e3", 12345678901234567890)),
        ("x between 1 and 10", TENS | having(True, 1.5)),
        ("x <= 0", having(-3, False)),
        ('x contains "pro"', having("pro", ["pro", "x"])),
        ('x starts with "Pro"', having("Pro team")),
        ('x ends with "team"', having("Pro team")),
        ('x matches "(?i)^pro"', having("pro", "Pro team")),
        ('x in ["pro", 10, "国家"]', TENS | having("pro", "国家")),
        ('x > "o" and x < "q"', having("pro", 'o"d`d\\')),
        ("x is not set", having(None, {"y": 7}) | {ABSENT}),
        ("x.y = 7", having({"y": 7})),
        ('"$odd key" = 3', {3}),
        ("$odd is set", set()),
        ("x = today", having("2026-03-10")),
        # 9 March 23:30 in New York is the day before today there, though tomorrow in UTC
        ("x in yesterday", having("2026-03-09T23:30:00-04:00")),
        ("x in last 7 days", having("2026-03-10", "2026-03-09T23:30:00-04:00", "2026-03-04")),
        ("x < 2026-03-04", having("2026-02-28")),
        ("x <= 2026-03-04", having("2026-02-28", "2026-03-04")),
        ("x in last month", having("2026-02-28")),
        ('country = "DE"', {i for i in range(len(VALUES) + 1) if i % 2}),
        ("props.country is set", set()),
        ("column.country is set", {i for i in range(len(VALUES) + 1) if i % 2}),
    ],
)
def test_a_filter_keeps_exactly(asked: Callable[..., set[int]], where: str, kept: set[int]) -> None:
    everything = set(range(len(VALUES) + 1))

    assert asked(where) == kept
    assert asked(f"not ({where})") == everything - kept


@pytest.mark.parametrize(
    "op", ["=", "contains", "starts with", "ends with", "matches", "in", "between"]
)
def test_the_negated_operator_keeps_exactly_the_rest(
    asked: Callable[..., set[int]], op: str
) -> None:
    value = {"in": ["pro", "10"], "between": [1, 20]}.get(op, "pro")
    opposite = "!=" if op == "=" else f"not {op}"
    plain = asked({"property": "x", "op": op, "value": value})
    other = asked({"property": "x", "op": opposite, "value": value})

    assert plain | other == set(range(len(VALUES) + 1))
    assert not plain & other
    assert ABSENT in other


ATTEMPTS = (
    "' or 1 = 1 --", "\\' or 1 = 1 --", "') or 1 = 1 --", "{p0:String}", "`", "\\`", "\\",
    "a` or 1 = 1 --", "a`.`b", "$$", "a; drop table events", "/* */", "''", '"', "%s", "{a}",
)  # fmt: skip


@pytest.mark.parametrize("text", ATTEMPTS)
def test_no_value_or_name_gets_into_the_statement(
    asked: Callable[..., set[int]], text: str
) -> None:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    for op in ("=", "contains", "starts with", "in"):
        value = [text] if op == "in" else text
        assert asked({"property": "x", "op": op, "value": value}) <= having('o"d`d\\')
        assert asked({"property": quoted, "op": op, "value": value}) == set()
    assert asked({"property": quoted, "op": "is set"}) == set()


def test_odd_names_are_found_again(lake: Lake, project: int) -> None:
    names = ["a`b", "a\\b", 'q"q', "{p0:String}", "with space", "ключ", "a'b", "$x-y", "x;y"]
    line = json.dumps({
        "project": project, "event": "e", "ts": "2026-03-01T00:00:00Z", "event_id": "1",
        "received": "2026-03-01T00:00:00Z", "props": dict.fromkeys(names, "here"),
    })  # fmt: skip
    lake.insert_json("events", line.encode())
    ctx = Context(project, "UTC", IdentityState(False), FixedClock(NOW))

    for name in names:
        quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        where = {"property": quoted, "op": "=", "value": "here"}
        reading = Reading(TrendAsk(event="e", where=where, by=[quoted]), ctx)
        shown = [f"{reading.operand(reading.ask.by[0]).text} as said"]
        assert lake.rows(reading.sql(reading.source(shown, reading.ask.events))) == [("here",)]


def test_true_and_false_have_no_order(asked: Callable[..., set[int]]) -> None:
    with pytest.raises(InvalidDefinition, match="no order"):
        asked("x > true")


@pytest.mark.parametrize("pattern", [r"((a{100}){100}){10}", r"\p{Nowhere}"])
def test_a_pattern_that_only_the_engine_can_refuse_is_refused_as_a_definition(
    asked: Callable[..., set[int]], pattern: str
) -> None:
    with pytest.raises(InvalidDefinition, match="the pattern cannot be used"):
        asked({"property": "x", "op": "matches", "value": pattern})
