"""What a statement answers: the same numbers as every question, in the project's zone."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from analytics.logs import Case, random_case, store
from bellrock.analytics.sql import RELATIONS, SqlAnswer, ask_sql, known
from bellrock.analytics.sql.functions import is_known
from bellrock.analytics.sql.marks import mark
from bellrock.analytics.sql.statements import sql_statements
from bellrock.analytics.trend import trend
from bellrock.core.errors import InvalidDefinition
from bellrock.query import Sql, TrendAsk
from bellrock.query.asks.sql import SqlAsk
from bellrock.query.inlined import inlined
from bellrock.store import Lake

EVER = {"from": "2025-01-01", "to": "2027-01-01"}


def case_in(lake: Lake, seed: int = 11) -> Case:
    case = random_case(Random(seed), events=150)
    store(lake, [case])
    return case


def ask(lake: Lake, case: Case, sql: str, **more: Any) -> SqlAnswer:
    return ask_sql(lake, SqlAsk(sql=sql, **more), case.context)


@pytest.mark.parametrize("seed", range(4))
def test_a_statement_counts_as_a_trend_does(either_lake: Lake, seed: int) -> None:
    case = case_in(either_lake, seed)
    figure = TrendAsk(event=["a", "b"], metric="uniques", every="day", **EVER)
    daily = trend(either_lake, figure, case.context).series[0]
    sql = """
      select toDate(ts) as day, uniqExact(who) as people
      from events
      where event = 'a' and ts >= {from} and ts < {to}
      group by day order by day
    """

    found = dict(ask(either_lake, case, sql, **EVER).rows)
    whole = ask(either_lake, case, "select uniqExact(who) from events where event = 'a'")

    said = {
        point.start.date().isoformat(): int(point.value or 0)
        for point in daily.points
        if point.value
    }
    assert found == said
    assert whole.rows == ((daily.total,),)


def test_the_filter_machines_and_identity_of_the_question_hold(lake: Lake) -> None:
    case = case_in(lake)
    count = "select count(), uniqExact(who) from events"
    for how in (
        {"where": 'country = "DE"'},
        {"where": 'plan = "pro"'},
        {"bots": True},
        {"identity": "as_of_event"},
    ):
        numbers = [
            trend(lake, TrendAsk(event="any", metric=metric, **EVER, **how), case.context)
            .series[0]
            .total
            for metric in ("total", "uniques")
        ]
        assert list(ask(lake, case, count, **how).rows[0]) == numbers


def test_a_property_is_read_alone_and_means_the_same(lake: Lake) -> None:
    case = case_in(lake)
    alone = "select e.props.price::Nullable(String) as p from events as e order by p, e.event_id"
    within = "select toString(getSubcolumn(props, 'price')) as p from events order by p, event_id"
    starred = "select props.price::Nullable(String) as p, * from events order by p, event_id"

    found = ask(lake, case, alone)

    assert "as `props.price`" in sql_statements(lake, SqlAsk(sql=alone), case.context)[0].sql.text
    plain = ask(lake, case, within).rows
    assert sorted(str(p or "") for (p,) in found.rows) == sorted(str(p or "") for (p,) in plain)
    shown = ask(lake, case, starred)
    assert [column.name for column in shown.columns] == ["p", *RELATIONS["events"]]
    assert [row[0] for row in shown.rows] == [p for (p,) in found.rows]


def test_columns_are_as_they_are_said(lake: Lake) -> None:
    case = case_in(lake)

    for relation, columns in RELATIONS.items():
        found = ask(lake, case, f"select * from {relation}")
        assert [column.name for column in found.columns] == list(columns)


def test_values_come_as_json_has_them(lake: Lake) -> None:
    case = case_in(lake)
    sql = """
      select who, 9007199254740993 as big, 1/0 as infinite, nan as none, null as nothing,
        toDateTime64('2026-03-29 03:30:00', 3) as moment, toDate('2026-03-29') as day,
        [1, 2] as list, map('a', 1) as object, (1, 'x') as pair, true as flag, 1 as a, 2 as a_
      from events limit 1
    """
    answer = ask(lake, case, sql, zone="Europe/Berlin")
    row = answer.lines()[0]

    assert len(row.pop("who")) == 16
    assert row == {
        "big": "9007199254740993", "infinite": None, "none": None, "nothing": None,
        "moment": "2026-03-29T03:30:00+02:00", "day": "2026-03-29", "list": [1, 2],
        "object": {"a": 1}, "pair": [1, "x"], "flag": True, "a": 1, "a_": 2,
    }  # fmt: skip
    assert [c.sort for c in answer.columns][:6] == [
        "person", "number", "number", "number", "other", "time",
    ]  # fmt: skip
    assert SqlAnswer.from_json(answer.to_json()) == answer
    assert answer.to_arrow().num_rows == 1
    assert ask(lake, case, "select event from events where 0").to_arrow().column_names == ["event"]


def test_rows_end_at_the_limit_and_keep_their_order(lake: Lake) -> None:
    case = case_in(lake)
    sql = "select number from numbers(5000) order by number desc"

    answer = ask(lake, case, sql, rows=3)

    assert (answer.rows, answer.more) == (((4999,), (4998,), (4997,)), True)
    assert not ask(lake, case, "select number from numbers(3)", rows=3).more


def test_a_statement_over_all_time_says_so(lake: Lake) -> None:
    case = case_in(lake)

    assert ask(lake, case, "select count() from events").meta.notes
    assert not ask(lake, case, "select count() from events where ts < {to}").meta.notes


def test_the_statement_that_is_shown_gives_the_same_rows(lake: Lake) -> None:
    case = case_in(lake)
    question = SqlAsk(sql="select event, count() as n from events where ts >= {from} "
                          "group by event order by n desc, event", **EVER)  # fmt: skip
    (shown,) = sql_statements(lake, question, case.context)

    assert tuple(lake.rows(Sql(inlined(shown.sql)))) == ask_sql(lake, question, case.context).rows


WRONG = (
    ("select evnt from events", 1, 8, "there is no column 'evnt'", "did you mean event?"),
    (
        "select 1,\n  cuont() from events",
        2,
        3,
        "no function 'cuont'",
        "did you mean count",
    ),
    ("select *\nfrom evnts", 2, 6, "there is no table 'evnts'", "did you mean events?"),
    ("select event, count()\nfrom events", 1, 8, "'event' stands neither in group by", "any("),
    ("select 1 from events where {from} <\n and 1", 2, 6, "cannot be read from", "just before"),
    ("select (1 from events", 1, 11, "cannot be read from", "just before"),
    ("select 1; select 2", 1, 9, "more than one statement", "one select"),
    ("select count(", 1, 14, "ends too early", "bracket"),
    ("select\n  dictGet('a', 'b', 1)", 2, 3, "there is no function 'dictGet'", ""),
    ("select 1 from system.tables", 1, 15, "there is no table 'system.tables'", "events or people"),
)


@pytest.mark.parametrize(("sql", "line", "column", "message", "hint"), WRONG)
def test_what_is_wrong_is_said_at_its_place(
    either_lake: Lake, sql: str, line: int, column: int, message: str, hint: str
) -> None:
    case = case_in(either_lake)

    with pytest.raises(InvalidDefinition) as caught:
        ask(either_lake, case, sql)

    error = caught.value
    assert message in error.message
    assert hint in error.hint
    assert (error.facts.get("line"), error.facts.get("column")) == (line, column)


SAID = {
    "select 'a' + 1": "Illegal types String and UInt8 of arguments of function plus",
    "select toDate('x')": "Cannot parse date",
    "select tuple(1).9": "doesn't have element with index '9'",
    "select intDiv(1, 0)": "Division by zero",
    "select event from events where 'a'": "Invalid type for filter in WHERE: String",
    "select event from events order by 7": "Positional argument number 7 is out of bounds",
    "select toTimeZone(now(), 'No/Where')": "Cannot load time zone No/Where",
    "select dateDiff('eon', now(), now())": "does not support 'eon' unit",
    "select quantile(2)(1)": "Quantile level is out of range [0..1]",
    "select (select ts from events)": "Scalar subquery returned more than one row",
    "select 1 union select 2": "Expected ALL or DISTINCT after UNION",
    "select toUUID('x'), 1": "Cannot parse uuid x",
    "select toIPv6('x')": "Cannot parse IPv6 x",
    "select arrayMap((x, y) -> x, [1], [1, 2])": "must have equal size",
    "select length(arrayWithConstant(100000000000, 1))": "is too large",
}


@pytest.mark.parametrize("sql", SAID)
def test_what_the_engine_says_is_handed_on_without_its_insides(lake: Lake, sql: str) -> None:
    case = case_in(lake)

    with pytest.raises(InvalidDefinition) as caught:
        ask(lake, case, sql)

    said = caught.value.message
    assert said.startswith("the engine says: ")
    assert SAID[sql] in said
    assert not [
        word for word in ("Exception", "events as", "SETTINGS", "project =") if word in said
    ]
    assert said[-1] not in ": "


@pytest.mark.parametrize("sql", ["", "  ", "\0", "x" * 20_001])
def test_a_statement_is_some_text(sql: str) -> None:
    with pytest.raises(InvalidDefinition) as caught:
        SqlAsk(sql=sql)

    assert caught.value.field == "sql"


def test_marks_are_bound_where_they_are_no_text() -> None:
    marked = mark("select '{from}', {from} -- {to}\n, {to}")

    assert marked.text.count("fromUnixTimestamp64Micro") == 2
    assert "'{from}'" in marked.text
    assert "-- {to}" in marked.text
    assert marked.place(len(marked.text)) == (2, 7)
    assert marked.place(7) == (1, 8)


def test_what_may_be_called_is_there(lake: Lake) -> None:
    there = {str(name) for (name,) in lake.rows(Sql("select name from system.functions"))}
    built_in = {"lambda", "exists", "grouping"}

    assert set(known()) - there - built_in == set()


@pytest.mark.parametrize("name", ["countIf", "uniqExactIfOrNull", "sumArrayIf", "COUNT"])
def test_aggregates_may_be_combined(name: str) -> None:
    assert is_known(name)


@pytest.mark.parametrize(
    "name", ["dictGet", "file", "sleep", "getSetting", "joinGet", "throwIf", "sleepIf", "hostName"]
)
def test_what_reaches_out_is_not_known(name: str) -> None:
    assert not is_known(name)
