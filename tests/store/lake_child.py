"""A process with a lake of its own: `python lake_child.py WHAT FOLDER`; prints what came of it."""

import resource
import sys

from bellrock.core.errors import BellrockError
from bellrock.query import Sql
from bellrock.store import Lake, Limits


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


def say(*words: object) -> None:
    print(*words, flush=True)  # noqa: T201 -- read by the test


if __name__ == "__main__":
    try:
        {"hold": hold, "open": open_it, "two": two, "fill": fill, "over": over}[sys.argv[1]](
            sys.argv[2]
        )
    except BellrockError as error:
        say(type(error).__name__, error)
