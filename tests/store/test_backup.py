"""A backup shows one moment, comes back whole, and is refused when it is not whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from bellrock.core.errors import Conflict, InvalidDefinition, StoreCorrupt
from bellrock.core.time import SYSTEM_CLOCK
from bellrock.store import Lake, Ledger, Spool, backup

CHILD = Path(__file__).with_name("backup_child.py")


def child(what: str, home: Path, copy: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, CHILD, what, home, copy], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home and, in `copy`, its backup, made before the home went on."""
    folder = tmp_path_factory.mktemp("backup")
    assert child("make", folder / "home", folder / "copy") == [
        "2026-03-01T00:00:00+00:00 True True",
        "first later",
        "later 4 later 5",
        "[('first', 3, 3), ('later', 3, 3)]",
        "7",
    ]
    return folder


def test_what_comes_back_is_the_moment_of_the_backup(made: Path) -> None:
    assert child("back", made / "new", made / "copy") == [
        "[] []",
        "first",
        "first 4 first 5",
        "[('first', 3, 3)]",
        "6",
    ]


def test_nothing_is_overwritten(made: Path) -> None:
    (said,) = child("back", made / "home", made / "copy")

    assert said.startswith("Conflict there is something already")


def test_a_copy_that_changed_or_was_cut_short_is_refused(made: Path) -> None:
    manifest = made / "copy" / "manifest.json"
    whole = manifest.read_bytes()
    places = {"ledger": made / "x.db", "spool": made / "x", "lake": f"chdb:///{made}/x-lake"}
    manifest.write_bytes(whole.replace(b'"ledger.db": "', b'"ledger.db": "0'))
    with pytest.raises(StoreCorrupt, match="has changed") as caught:
        backup.restore(made / "copy", **places)  # type: ignore[arg-type]  # each as it should be
    assert caught.value.facts["files"] == ["ledger.db"]
    manifest.unlink()
    with pytest.raises(StoreCorrupt, match="no complete backup"):
        backup.restore(made / "copy", **places)  # type: ignore[arg-type]  # each as it should be
    manifest.write_bytes(whole)


def test_a_folder_that_exists_is_not_written_to(
    tmp_path: Path, sqlite_ledger: Ledger, lake: Lake
) -> None:
    spool = Spool(tmp_path / "spool", clock=SYSTEM_CLOCK)
    stores = {"spool": spool, "clock": SYSTEM_CLOCK}
    with pytest.raises(Conflict):
        backup.back_up(tmp_path, ledger=sqlite_ledger, lake=lake, **stores)  # type: ignore[arg-type]  # each as it should be
    spool.close()


def test_servers_are_left_to_their_own_tools(
    tmp_path: Path, ledger: Ledger, remote_lake: Lake
) -> None:
    spool = Spool(tmp_path / "spool", clock=SYSTEM_CLOCK)
    stores = {"spool": spool, "clock": SYSTEM_CLOCK}
    with pytest.raises(InvalidDefinition) as caught:
        backup.back_up(tmp_path / "copy", ledger=ledger, lake=remote_lake, **stores)  # type: ignore[arg-type]  # each as it should be
    spool.close()

    assert "back it up" in caught.value.hint
