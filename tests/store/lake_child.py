"""A process with a lake of its own: `python lake_child.py WHAT FOLDER`; prints what came of it."""

import resource
import sys

from bellrock.core.errors import BellrockError
from bellrock.query import Sql
from bellrock.store import Lake, Limits, migrate


def hold(folder: str) -> None:
    """Open the lake and keep it until standard input ends."""
    lake = Lake(f"chdb:///{folder}")
    lake.run(Sql("create table if not exists t (n UInt64) engine = MergeTree order by n"))
    lake.insert("t", ["n"], [(1,)])
    print("held", flush=True)  # noqa: T201 -- read by the test
    sys.stdin.read()
    lake.close()


def open_it(folder: str) -> None:
    """Open the lake and count what is in it."""
    say(*Lake(f"chdb:///{folder}").one(Sql("select count() from t")))


def two(folder: str) -> None:
    """Open two lakes at once."""
    kept = Lake(f"chdb:///{folder}")
    Lake(f"chdb:///{folder}-other")
    kept.close()


def fill(folder: str) -> None:
    """Write until a file may not grow any more, then go on where it may."""
    lake = Lake(f"chdb:///{folder}")
    lake.run(Sql("create table t (n UInt64) engine = MergeTree order by n"))
    lake.insert("t", ["n"], [(1,)])
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
    try:
        lake.insert_json("t", b'{"n": 1}\n' * 500_000)
    except BellrockError as error:
        say(type(error).__name__, error.retry_after_s, error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    lake.insert("t", ["n"], [(1,)])
    say(*lake.one(Sql("select count() from t")))


def over(folder: str) -> None:
    """Pass a limit after part of the answer is there, and ask again."""
    lake = Lake(f"chdb:///{folder}")
    slow = Sql("select sleepEachRow(0.05) from numbers(400) settings max_block_size = 1")
    try:
        lake.rows(slow, limits=Limits(seconds=0.3))
    except BellrockError as error:
        say(type(error).__name__)
    say(lake.rows(Sql("select 7")))


def old(folder: str) -> None:
    """Fill a lake as the first release made it, bring it up to date, and read it."""
    lake = Lake(f"chdb:///{folder}")
    say(*migrate(lake, upto=2))
    lake.run(
        Sql(
            """
            insert into events (project, event, person, ts)
            select 1, 'seen', number % 500, toDateTime64('2026-01-01 00:00:00', 6) + number
            from numbers(50000)
            """
        )
    )
    say(*migrate(lake))
    say(*lake.one(Sql("select count(), uniq(person), toUnixTimestamp(max(ts)) from events")))
    say(*lake.one(Sql("select count() from events where project = 1 and person = 7")))
    say(*lake.one(Sql("select sum(rows) from system.projection_parts where active")))


def say(*words: object) -> None:
    print(*words, flush=True)  # noqa: T201 -- read by the test


if __name__ == "__main__":
    try:
        told = {"hold": hold, "open": open_it, "two": two, "fill": fill, "over": over, "old": old}
        told[sys.argv[1]](sys.argv[2])
    except BellrockError as error:
        say(type(error).__name__, error)
