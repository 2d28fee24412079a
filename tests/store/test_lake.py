"""What a lake promises, in process and over HTTP alike."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bellrock.core.errors import QueryCancelled, QueryOverLimit, StoreError, StoreFull
from bellrock.query import Sql
from bellrock.store import Lake, Limits, migrate

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
SLOW = Sql("select sleepEachRow(0.05) from numbers(400) settings max_block_size = 1")


@pytest.fixture
def table(either_lake: Lake) -> Iterator[str]:
    """An empty table with a column of each kind that we use."""
    either_lake.run(
        Sql(
            "create table kinds (n UInt64, s LowCardinality(String), at DateTime64(6, 'UTC'),"
            " maybe Nullable(DateTime64(6, 'UTC')), list Array(LowCardinality(String)),"
            " ids Map(LowCardinality(String), String), yes Bool, props JSON(max_dynamic_paths=8))"
            " engine = MergeTree order by n"
            " settings non_replicated_deduplication_window = 100, fsync_after_insert = 1"
        )
    )
    yield "kinds"
    either_lake.run(Sql("drop table kinds sync"))


def test_migrating_twice_is_migrating_once(either_lake: Lake) -> None:
    assert migrate(either_lake) == []


def test_a_query_answers_with_names_rows_and_what_it_cost(either_lake: Lake) -> None:
    got = either_lake.query(Sql("select number as n, toString(number) as s from numbers(3)"))

    assert got.columns == ("n", "s")
    assert got.rows == [(0, "0"), (1, "1"), (2, "2")]
    assert got.rows_scanned == 3
    assert got.seconds > 0


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("String", "it's \\ a \t{tab:String}\n日本 'quoted' %s"),
        ("String", ""),
        ("UInt64", 2**64 - 1),
        ("Float64", -0.1),
        ("Bool", True),
        ("Array(String)", ["a'b", "c,d", "\\", ""]),
        ("Array(UInt64)", []),
        ("DateTime64(6, 'UTC')", NOON),
    ],
)
def test_a_bound_value_arrives_as_it_was_given(
    either_lake: Lake, type_: str, value: object
) -> None:
    assert either_lake.one(Sql(f"select {{v:{type_}}} as v", {"v": value})) == (value,)


def test_rows_come_back_as_they_went_in(either_lake: Lake, table: str) -> None:
    columns = ["n", "s", "at", "maybe", "list", "ids", "yes"]
    rows = [
        (2**64 - 1, "a", NOON, None, ["x", "y"], {"email": "a@b"}, True),
        (0, "日本", datetime(1970, 1, 1, tzinfo=UTC), NOON, [], {}, False),
    ]
    either_lake.insert(table, columns, rows)

    assert either_lake.rows(Sql(f"select {', '.join(columns)} from kinds order by n desc")) == rows


def test_json_lines_come_back_as_columns_and_as_properties(either_lake: Lake, table: str) -> None:
    line = (
        b'{"n": 1, "s": "a", "at": "2026-03-01T12:00:00.123456Z", "maybe": null, "list": ["x"],'
        b' "ids": {"email": "a@b"}, "yes": true,'
        b' "props": {"price": 9.5, "deep": {"er": "2026-03-01"}, "tags": ["t"]}}\n'
    )
    either_lake.insert_json(table, line)

    assert either_lake.one(
        Sql("select at, maybe, list, ids, yes, props.price.:Float64, props.deep.er from kinds")
    ) == (NOON, None, ["x"], {"email": "a@b"}, True, 9.5, "2026-03-01")


def test_an_unknown_field_is_refused_and_nothing_is_kept(either_lake: Lake, table: str) -> None:
    with pytest.raises(StoreError):
        either_lake.insert_json(table, b'{"n": 1}\n{"n": 2, "unheard_of": 1}\n')

    assert either_lake.one(Sql("select count() from kinds")) == (0,)


def test_a_block_with_a_token_is_inserted_once(either_lake: Lake, table: str) -> None:
    for _ in range(2):
        either_lake.insert_json(table, b'{"n": 1}\n{"n": 2}\n', token="json-1")
        either_lake.insert(table, ["n"], [(3,)], token="rows-1")
    either_lake.insert_json(table, b'{"n": 1}\n{"n": 2}\n', token="json-2")

    assert either_lake.one(Sql("select count(), sum(n) from kinds")) == (5, 9)


def test_an_empty_insert_is_nothing(either_lake: Lake, table: str) -> None:
    either_lake.insert_json(table, b"", token="t")
    either_lake.insert(table, ["n"], [], token="t")

    assert either_lake.one(Sql("select count() from kinds")) == (0,)


def test_a_large_block_arrives_whole(either_lake: Lake, table: str) -> None:
    either_lake.insert_json(table, b"".join(b'{"n": %d, "s": "a"}\n' % n for n in range(100_000)))
    either_lake.insert(table, ["n", "s"], [(n, "b") for n in range(100_000)])

    assert either_lake.rows(
        Sql("select toString(s), count(), uniqExact(n) from kinds group by s order by s")
    ) == [("a", 100_000, 100_000), ("b", 100_000, 100_000)]


def test_a_nearly_full_disk_takes_no_insert_and_says_when_to_retry(
    either_lake: Lake, table: str
) -> None:
    with closing(Lake(either_lake.dsn, limits=Limits(free_bytes=1 << 60))) as careful:
        for insert in (
            lambda: careful.insert_json(table, b'{"n": 1}\n'),
            lambda: careful.insert(table, ["n"], [(1,)]),
            lambda: careful.run(Sql("insert into kinds (n) select 1")),
        ):
            with pytest.raises(StoreFull) as caught:
                insert()
            assert caught.value.retry_after_s

    assert either_lake.one(Sql("select count() from kinds")) == (0,)


def test_an_arrow_table_has_strings_as_strings(either_lake: Lake) -> None:
    got = either_lake.arrow(
        Sql("select number as n, {s:String} as s from numbers(4)", {"s": "日本"})
    )

    assert got.to_pydict() == {"n": [0, 1, 2, 3], "s": ["日本"] * 4}


def test_a_query_over_its_time_says_so_and_the_lake_goes_on(either_lake: Lake) -> None:
    with pytest.raises(QueryOverLimit, match="time") as caught:
        either_lake.rows(SLOW, limits=Limits(seconds=0.2))

    assert "lake.seconds" in caught.value.hint
    assert either_lake.one(Sql("select 1")) == (1,)


def test_a_query_over_its_memory_says_so_and_the_lake_goes_on(either_lake: Lake) -> None:
    greedy = Sql("select count() from (select number from numbers(20000000) group by number)")
    with pytest.raises(QueryOverLimit, match="memory") as caught:
        either_lake.rows(greedy, limits=Limits(memory_bytes=20_000_000))

    assert "lake.memory_mb" in caught.value.hint
    assert either_lake.one(Sql("select 1")) == (1,)


@pytest.mark.parametrize("way", ["query", "tagged", "arrow"])
def test_a_running_query_can_be_cancelled(either_lake: Lake, way: str) -> None:
    tag = f"cancel-{way}"
    named = either_lake.tagged(tag)
    calls = {
        "query": lambda: either_lake.query(SLOW, tag=tag),
        "tagged": lambda: named.rows(SLOW),
        "arrow": lambda: named.arrow(SLOW),
    }
    with ThreadPoolExecutor() as pool:
        running = pool.submit(calls[way])
        while not either_lake.cancel(tag):
            assert not running.done()
        with pytest.raises(QueryCancelled):
            running.result()

    assert not either_lake.cancel(tag)


def test_rows_that_are_kept_are_the_same_for_every_statement(either_lake: Lake) -> None:
    drawn = Sql("select number as n from numbers({most:UInt64})", {"most": 5})
    with either_lake.kept(drawn) as one, either_lake.kept(drawn) as other:
        joined = Sql(
            f"select sum(a.n), count() from {one} as a join {other} as b using n", {"most": 5}
        )
        assert either_lake.one(joined) == (10, 5)
        assert either_lake.one(Sql(f"select max(n) from {one}", drawn.params)) == (4,)


def test_rows_that_were_kept_are_gone_also_after_an_error(lake: Lake) -> None:
    with pytest.raises(StoreError), lake.kept(Sql("select 1 as n")) as kept:
        lake.rows(Sql("select nonsense from nowhere"))

    with pytest.raises(StoreError):
        lake.rows(Sql(f"select n from {kept}"))


def test_keeping_rows_can_be_cancelled_and_has_limits(lake: Lake) -> None:
    slow = lake.tagged("keeping")
    with ThreadPoolExecutor() as pool:
        running = pool.submit(lambda: slow.kept(SLOW).__enter__())
        while not lake.cancel("keeping"):
            assert not running.done()
        with pytest.raises(QueryCancelled):
            running.result()


def test_what_the_engine_refuses_is_said_in_one_line_with_the_statement(either_lake: Lake) -> None:
    with pytest.raises(StoreError) as caught:
        either_lake.rows(Sql("select nonsense from nowhere"))

    assert caught.value.facts["sql"] == "select nonsense from nowhere"
    assert "nowhere" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)


def test_threads_ask_at_the_same_time_each_with_a_client_of_its_own(either_lake: Lake) -> None:
    together = threading.Barrier(6)

    def ask(n: int) -> tuple[int, ...]:
        together.wait()
        return either_lake.one(Sql("select {n:UInt64} + sum(number) from numbers(1000)", {"n": n}))

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(6))) == [(499_500 + n,) for n in range(6)]


def test_the_dictionary_of_overrides_follows_its_table(either_lake: Lake, project: int) -> None:
    key = 2**63 + project
    columns = ["key", "project", "kind", "canonical", "version"]
    look = Sql(
        "select dictGetOrDefault('person_override', 'canonical', {k:UInt64}, {k:UInt64})",
        {"k": key},
    )
    seen = []
    for version, canonical in enumerate([77, key], start=1):
        either_lake.insert(
            "person_overrides", columns, [(key, project, "person", canonical, version)]
        )
        either_lake.run(Sql("system reload dictionary person_override"))
        seen.append(either_lake.one(look)[0])

    assert seen == [77, key]
