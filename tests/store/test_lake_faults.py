"""What goes wrong around a lake: each with its error and fix, nothing else on the terminal."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bellrock.core.errors import (
    BellrockError,
    InvalidDefinition,
    StoreError,
    StoreUnreachable,
    StoreUnwritable,
)
from bellrock.query import Sql
from bellrock.store import Lake, migrate
from bellrock.store.lake_schema import migrations
from lakes import Endpoint

WAIT = {"mutations_sync": 1}
CHILD = Path(__file__).with_name("lake_child.py")


def child(what: str, folder: Path) -> list[str]:
    """Return the lines that `lake_child.py` printed; it must not have said anything else."""
    done = subprocess.run(
        [sys.executable, CHILD, what, folder], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_second_process_is_told_who_has_the_folder(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, CHILD, "hold", tmp_path / "lake"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    refused = child("open", tmp_path / "lake")
    holder.communicate()

    assert refused == [
        f"StoreLocked process {holder.pid} has the lake's folder open: {tmp_path}/lake"
        " (another bellrock runs on this home: stop it, or talk to it over HTTP)"
    ]
    assert child("open", tmp_path / "lake") == ["1"]


def test_a_lake_of_the_first_release_is_brought_up_to_date_with_its_events(tmp_path: Path) -> None:
    first, since, *read = child("old", tmp_path / "lake")

    assert first.split() == ["001_events.sql", "002_people.sql"]
    assert since.split() == [m.name for m in migrations() if m.number > 2]
    assert read == ["50000 500 1767275599", "100", "50000"]


def test_a_second_lake_in_one_process_is_refused(tmp_path: Path) -> None:
    (said,) = child("two", tmp_path / "lake")

    assert said.startswith("StoreError this process has another lake open than")


def test_a_disk_that_fills_up_is_said_and_the_lake_goes_on(tmp_path: Path) -> None:
    said, rows = child("fill", tmp_path / "lake")

    assert said.startswith("StoreFull 30 the disk is full")
    assert rows == "2"


def test_an_answer_never_holds_what_a_failed_query_left(tmp_path: Path) -> None:
    assert child("over", tmp_path / "lake") == ["QueryOverLimit", "[(7,)]"]


@pytest.mark.parametrize("place", ["taken", "taken/below", "/proc/nowhere"])
def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path, place: str) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StoreUnwritable) as caught:
        Lake(f"chdb:///{tmp_path / place}")

    assert "--home" in caught.value.hint


@pytest.mark.parametrize("dsn", ["", "chdb://", "chdb:///", "sqlite:///x", "clickhouse://", "x"])
def test_a_dsn_of_no_known_engine_is_refused(dsn: str) -> None:
    with pytest.raises(InvalidDefinition) as caught:
        Lake(dsn)

    assert "clickhouse://" in caught.value.hint


def test_a_server_that_is_not_there_is_said_so_without_the_password() -> None:
    with pytest.raises(StoreUnreachable) as caught:
        Lake("clickhouse://ann:s3c@ret@127.0.0.1:1/default")

    assert caught.value.retry_after_s
    assert "127.0.0.1:1" in str(caught.value)
    assert "s3c" not in _everything(caught.value)


def test_a_wrong_password_and_a_missing_database_are_told_apart(endpoint: Endpoint) -> None:
    with pytest.raises(StoreUnreachable, match="turned us away") as wrong:
        Lake(endpoint.dsn(sign_in="bellrock:open"))
    with pytest.raises(StoreUnreachable, match="no such database"):
        Lake(endpoint.dsn(database="nowhere"))

    assert "password" in wrong.value.hint
    assert ":open" not in _everything(wrong.value)


def test_a_server_that_goes_away_is_said_so_and_found_again(tmp_path: Path) -> None:
    serving = Endpoint(tmp_path / "lake")
    with closing(Lake(serving.dsn())) as lake:
        migrate(lake)
        serving.stop()
        for ask in (
            lambda: lake.one(Sql("select 1")),
            lambda: lake.insert_json("intake", b'{"project": 1, "events": 1}\n', token="t"),
            lambda: lake.insert("intake", ["project"], [(1,)]),
            lambda: lake.run(Sql("truncate table intake")),
        ):
            with pytest.raises(StoreUnreachable) as caught:
                ask()
            assert caught.value.retry_after_s
        serving.start()
        lake.insert_json("intake", b'{"project": 1, "events": 1}\n', token="t")
        assert lake.one(Sql("select sum(events) from intake")) == (1,)
    serving.stop()


def test_a_lake_of_a_newer_version_is_left_alone(remote_lake: Lake) -> None:
    later = (9999, "9999_later.sql", "x")
    remote_lake.insert("migrations", ["number", "name", "digest"], [later])
    with pytest.raises(StoreError) as caught:
        migrate(remote_lake)
    remote_lake.run(Sql("alter table migrations delete where number = 9999"), settings=WAIT)

    assert "upgrade bellrock" in caught.value.hint
    assert migrate(remote_lake) == []


def test_a_migration_that_changed_after_it_was_applied_is_refused(remote_lake: Lake) -> None:
    first = migrations()[0]
    note = "alter table migrations update digest = {digest:String} where number = 1"
    remote_lake.run(Sql(note, {"digest": "x"}), settings=WAIT)
    with pytest.raises(StoreError) as caught:
        migrate(remote_lake)
    remote_lake.run(Sql(note, {"digest": first.digest}), settings=WAIT)

    assert "never edited" in caught.value.hint
    assert migrate(remote_lake) == []


def _everything(error: BaseException | None) -> str:
    said = ""
    while error is not None:
        facts = error.facts if isinstance(error, BellrockError) else {}
        said, error = f"{said}{error!r}{error}{facts}", error.__cause__
    return said
