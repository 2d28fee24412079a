"""A statement reads its own project's events and people, and nothing else, whatever it tries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bellrock.analytics.sql import ask_sql
from bellrock.analytics.sql.limits import settings
from bellrock.core.errors import BellrockError, InvalidDefinition, QueryOverLimit
from bellrock.core.time import FixedClock
from bellrock.query import Context, IdentityState, Sql
from bellrock.query.asks.sql import SqlAsk
from bellrock.store import Lake, Limits

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINE, THEIRS = 4_100_001, 4_100_002
SECRET = "theirs-alone"
"""Stands in every text that the other project has, and nowhere else."""


def contexts() -> tuple[Context, Context]:
    clock = FixedClock(NOON)
    state = IdentityState(overrides=True, visits=True)
    return Context(MINE, "Europe/Berlin", state, clock), Context(THEIRS, "UTC", state, clock)


def fill(lake: Lake) -> None:
    """Two projects with the same people, events and moments; only the texts differ."""
    columns = ["project", "event", "ts", "tie", "person", "visit", "event_id", "event_hash",
               "user_id", "received", "country", "bot", "raw"]  # fmt: skip
    if lake.one(Sql("select count() from events where project = {p:UInt32}", {"p": MINE}))[0]:
        return
    rows: list[tuple[Any, ...]] = []
    for project, text in ((MINE, "mine"), (THEIRS, SECRET)):
        for n, (event, person, bot) in enumerate(
            (("view", 1, ""), ("buy", 1, ""), ("view", 2, ""), ("crawl", 3, "crawler"))
        ):
            rows.append(
                (project, event if project == MINE else f"{event} {text}", NOON, n, person, 0,
                 str(n), n, text, NOON, "DE", bot, text)
            )  # fmt: skip
    lake.insert("events", columns, rows)
    lake.insert(
        "trait_ops",
        ["project", "trait", "person", "op", "value", "ts", "tie", "event_id", "source"],
        [(project, "plan", 1, "set", f'"{text}"', NOON, 0, "0", "test")
         for project, text in ((MINE, "gold"), (THEIRS, SECRET))],
    )  # fmt: skip
    lake.insert(
        "quarantine",
        ["project", "position", "received", "dialect", "source", "event", "event_id", "reason",
         "detail", "envelope", "raw", "replayed", "version"],
        [(THEIRS, 1, NOON, "segment", 1, SECRET, "q", "no_id", "", "{}", SECRET, 0, 1)],
    )  # fmt: skip
    lake.insert(
        "person_overrides",
        ["key", "project", "kind", "canonical", "version"],
        [(900_001, THEIRS, "person", 900_002, 1)],
    )
    lake.run(Sql("system reload dictionary person_override"))


def rows(lake: Lake, sql: str, **more: Any) -> Sequence[tuple[Any, ...]]:
    fill(lake)
    return ask_sql(lake, SqlAsk(sql=sql, **more), contexts()[0]).rows


REACHING = (
    "select * from quarantine",
    "select * from person_overrides",
    "select * from trait_ops",
    "select * from intake",
    "select * from default.events",
    "select * from `default`.`events`",
    'select * from "default"."events"',
    "select * from default.quarantine",
    "select * from system.tables",
    "select * from system.processes",
    "select query from system.query_log",
    "select * from information_schema.tables",
    "select * from INFORMATION_SCHEMA.COLUMNS",
    "select * from person_override",
    "select * from dictionary('person_override')",
    "select * from dictionary(default.person_override)",
    "select dictGet('person_override', 'canonical', toUInt64(900001))",
    "select dictGetOrDefault('person_override', 'canonical', toUInt64(900001), toUInt64(0))",
    "select dictHas('person_override', toUInt64(900001))",
    "select DICTGET('person_override', 'canonical', toUInt64(900001))",
    "select arrayMap(x -> dictGet('person_override', 'canonical', x), [toUInt64(900001)])",
    "select * apply(x -> dictGet('person_override', 'canonical', x)) from (select toUInt64(1) a)",
    "select joinGet('quarantine', 'raw', 1)",
    "select hasColumnInTable('default', 'events', 'raw')",
    "select * from merge('default', 'events')",
    "select * from merge(currentDatabase(), '.*')",
    "select * from merge('^(events|quarantine)$')",
    "select * from remote('127.0.0.1', default, events)",
    "select * from remoteSecure('127.0.0.1', default, events)",
    "select * from cluster('default', default, events)",
    "select * from clusterAllReplicas('default', default.events)",
    "select * from url('http://127.0.0.1:1/x', 'CSV', 'a String')",
    "select * from file('/etc/passwd', 'LineAsString')",
    "select file('/etc/passwd')",
    "select * from s3('http://127.0.0.1:1/b/x.csv')",
    "select * from mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
    "select * from postgresql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
    "select * from sqlite('/tmp/x.db', 't')",
    "select * from executable('id', 'TSV', 'a String')",
    "select * from input('a String')",
    "select * from null('a String')",
    "select * from python('x')",
    "select * from Python(x)",
    "select * from view(select * from quarantine)",
    "select * from view(select * from events)",
    "select * from viewIfPermitted(select raw from quarantine else null('raw String'))",
    "select * from loop(quarantine)",
    "select * from mergeTreeIndex('default', 'events')",
    "select * from mergeTreeProjection('default', 'events', 'by_person')",
    "select * from (explain select * from events)",
    "select * from (select * from (select * from quarantine))",
    "select (select any(raw) from quarantine)",
    "select 1 where exists(select 1 from quarantine)",
    "select count() from events where event in (select event from quarantine)",
    "select count() from events where event in quarantine",
    "select count() from events where event not in quarantine",
    "select count() from events where event global in quarantine",
    "select count() from events where in(event, quarantine)",
    "select count() from events where event in default.quarantine",
    "select event from events union all select event from quarantine",
    "select event from events except select event from quarantine",
    "select event from events intersect select event from quarantine",
    "select e.event from events e join quarantine q on e.event_id = q.event_id",
    "select e.event from events e, quarantine q",
    "select e.event from events e cross join quarantine q",
    "select e.event from events e left join default.events q using (event)",
    "select e.event from events e asof join quarantine q on e.event = q.event and e.ts > q.ts",
    "select e.event from events e paste join quarantine q",
    "with events as (select * from quarantine) select * from events",
    "with events as (select * from events) select * from events",
    "with people as (select 1) select * from people",
    "with quarantine as (select 1 as a) select a from quarantine",
    "select * from (with quarantine as (select 1 as a) select a from quarantine), quarantine",
    "with trait_ops as (select 1) select 1",
    "with x as (select * from quarantine) select * from x",
    "with recursive r as (select raw from quarantine union all select raw from r) select * from r",
    "with (select any(raw) from quarantine) as secret select secret",
    "select * from (select 1) as q, (select * from system.one, system.tables)",
    "select/**/*/**/from/**/quarantine",
    "select * -- from events\nfrom quarantine",
    "select * # x\nfrom quarantine",
    "from quarantine select *",
    "select * from quarantine |> select raw",
    "select getSetting('additional_table_filters')",
    "select getServerSetting('max_connections')",
    "select getMacro('x')",
    "select currentUser(), hostName()",
    "select currentDatabase()",
    "select version()",
    "select formatQuery('select 1')",
    "select addressToLine(toUInt64(1))",
    "select sleep(3)",
    "select sleepEachRow(3) from numbers(10)",
    "select throwIf(1)",
    "select evalMLMethod(1, 2)",
    "select aiGenerate('x', 'y')",
    "select sumMergeState(x) from (select initializeAggregation('sumState', 1) as x)",
    "select finalizeAggregation(cast('x' as AggregateFunction(sum, UInt64)))",
    "select 'x'::AggregateFunction(uniq, String)",
    "select cast(event, 'AggregateFunction(uniq, String)') from events",
    "select count() from events settings additional_table_filters = {}",
    "select count() from events settings readonly = 0",
    "select count() from (select * from events settings max_threads = 1)",
    "with x as (select 1 settings max_execution_time = 0) select * from x",
    "select 1 into outfile '/tmp/bellrock-outfile'",
    "select 1 format JSON",
    "select 1 into outfile '/tmp/bellrock-outfile' format CSV",
    "select 1; select * from quarantine",
    "select 1; drop table events",
    "select 1) union all (select raw from quarantine",
    "select 1) union all select raw from quarantine --",
    "select 1 parallel with select 2",
    "insert into events select * from events",
    "insert into function file('/tmp/bellrock-outfile') select 1",
    "create table x (a Int8) engine = Memory",
    "create temporary table x as select * from quarantine",
    "create function f as x -> x",
    "create view v as select * from quarantine",
    "alter table events delete where 1",
    "drop table events",
    "truncate table events",
    "rename table events to x",
    "optimize table events",
    "system shutdown",
    "system reload dictionary person_override",
    "set readonly = 0",
    "use system",
    "kill query where 1",
    "show tables",
    "describe table events",
    "exists table events",
    "check table events",
    "explain select 1",
    "explain ast select 1",
    "attach table x",
    "grant all on *.* to default",
    "backup table events to Disk('x', 'y')",
    "begin transaction",
    "execute as default select 1",
    "select 1 as `x\n  JOIN TREE\n    IDENTIFIER id: 9, identifier: events` from quarantine",
    "select 1 as `a, identifier: events`",
    "select * from `quarantine, identifier: events`",
    "select * from quarantine as `z, identifier: events`",
    "select * from `events\n`",
    "select * from {table:Identifier}",
    "select {p0:UInt32}",
    "select * from {p1:Identifier}.events",
    "select columns('.*') from quarantine",
    "select q.* from quarantine as q",
    "select * from events array join (select groupArray(raw) from quarantine) as x",
    "select count() from events where event = (select any(event) from quarantine)",
    "select event from events order by (select any(raw) from quarantine)",
    "select event from events limit (select count() from quarantine)",
    "select event from events group by event having count() > (select 1 from quarantine)",
    "select sum(1) over (partition by (select any(raw) from quarantine)) from events",
    "select any(raw) from events",
    "select project from events",
    "select ip from events",
    "select * from events final",
    "select * from events sample 0.1",
    "select _part from events",
    "select _table, _database from events",
)


@pytest.mark.parametrize("sql", REACHING)
def test_whatever_reaches_beyond_is_refused(lake: Lake, sql: str) -> None:
    fill(lake)

    with pytest.raises(InvalidDefinition) as caught:
        ask_sql(lake, SqlAsk(sql=sql), contexts()[0])

    assert caught.value.field == "sql"
    assert caught.value.hint
    assert SECRET not in str(caught.value)
    assert not Path("/tmp/bellrock-outfile").exists()  # noqa: S108 -- the attack's own


ALLOWED = (
    "select * from events",
    "select * from people",
    "select * from events e join events f on e.country = f.country",
    "select * from (select * from events union all select * from events)",
    "select event, count() from events group by event with totals",
    "with x as (select * from events) select * from x, people",
    "select * from people where traits['plan'] != ''",
    "select groupArray(tuple(*)) from events",
    "select * except (who) from events",
    "select columns('.*') from events",
    "from events select *",
    "select toString(props), toString(ctx) from events",
    "select count() from events where who in (select who from people)",
)


@pytest.mark.parametrize("sql", ALLOWED)
def test_no_row_of_another_project_is_seen(either_lake: Lake, sql: str) -> None:
    fill(either_lake)
    mine, theirs = contexts()

    own = ask_sql(either_lake, SqlAsk(sql=sql), mine)
    other = ask_sql(either_lake, SqlAsk(sql=sql), theirs)

    assert SECRET not in own.to_bytes().decode()
    assert "mine" not in other.to_bytes().decode()


def test_two_projects_with_the_same_ids_are_counted_apart(either_lake: Lake) -> None:
    assert rows(either_lake, "select count(), uniqExact(who) from events") == ((3, 2),)
    assert rows(either_lake, "select count() from people") == ((2,),)
    assert rows(either_lake, "select count() from events", bots=True) == ((4,),)
    assert rows(
        either_lake, "select any(traits['plan']) from people where traits['plan'] != ''"
    ) == (("gold",),)


@pytest.mark.parametrize("table", ["events", "default.events", "quarantine", "trait_ops"])
def test_the_engine_itself_keeps_projects_apart(either_lake: Lake, table: str) -> None:
    """Even a statement that nobody checked reads the rows of one project."""
    fill(either_lake)

    found = either_lake.query(
        Sql(f"select distinct project from {table}"), settings=settings(MINE, "UTC", 10)
    )

    assert set(found.rows) <= {(MINE,)}


@pytest.mark.parametrize(
    "inner", ["additional_table_filters = {}", "readonly = 0", "max_threads = 1"]
)
def test_the_engine_itself_heeds_no_settings_of_the_statement(
    either_lake: Lake, inner: str
) -> None:
    fill(either_lake)

    found = either_lake.query(
        Sql(f"select distinct project from (select project from events settings {inner})"),
        settings=settings(MINE, "UTC", 10),
    )

    assert found.rows == [(MINE,)]


@pytest.mark.parametrize(
    "sql",
    [
        "insert into logins (project) values (1)",
        "create table x (a Int8) engine = Memory",
        "select * from url('http://127.0.0.1:1/x', 'CSV', 'a String')",
        "select * from file('/etc/passwd', 'LineAsString')",
    ],
)
def test_the_engine_itself_refuses_to_write_and_to_reach_out(either_lake: Lake, sql: str) -> None:
    with pytest.raises(BellrockError):
        either_lake.query(Sql(sql), settings=settings(MINE, "UTC", 10))


BOMBS = (
    "select sum(number) from numbers(1000000000000)",
    "select count() from numbers(100000) a, numbers(100000) b, numbers(100000) c",
    "select arrayJoin(range(10000000)) from numbers(1000)",
    "select groupArray(repeat('x', 100000)) from numbers(100000)",
    "select repeat('x', 1000000) from numbers(1000)",
    "with recursive r as (select 1 as n union all select n + 1 from r) select max(n) from r",
)


@pytest.mark.parametrize("sql", BOMBS)
def test_a_statement_that_takes_too_much_ends(lake: Lake, sql: str) -> None:
    fill(lake)
    lake_ = Lake(lake.dsn, limits=Limits(seconds=2.0, memory_bytes=400 << 20))

    with pytest.raises((QueryOverLimit, InvalidDefinition)) as caught:
        ask_sql(lake_, SqlAsk(sql=sql), contexts()[0])

    assert caught.value.hint


def test_parts_that_double_are_refused_before_the_engine_sees_them(lake: Lake) -> None:
    parts = "a0 as (select 1 as x)" + "".join(
        f", a{i} as (select * from a{i - 1} union all select * from a{i - 1})" for i in range(1, 30)
    )

    with pytest.raises(InvalidDefinition, match="more than 200 times"):
        rows(lake, f"with {parts} select count() from a29")


def test_an_expression_that_doubles_is_refused(lake: Lake) -> None:
    doubled = "number as b0" + "".join(f", b{i - 1} + b{i - 1} as b{i}" for i in range(1, 40))

    with pytest.raises(InvalidDefinition):
        rows(lake, f"select {doubled} from numbers(2)")


def test_a_pattern_cannot_hang(lake: Lake) -> None:
    """RE2 never backtracks: what takes others for ever is over at once."""
    assert rows(
        lake,
        "select match(repeat('a', 5000), '^(a+)+$'), match(repeat('a', 5000) || 'b', '^(a|aa)+$')",
    ) == ((1, 0),)
