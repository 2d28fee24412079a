"""`bellrock import`: the same report from the folder and through a server, and it adds up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.spoken import Speaker
from serving import Served

# four rows, one of them without a time
ROWS = """customer,action,at,amount
ann,bought,2026-03-01 09:30:00,25.00
ann,bought,2026-03-08 18:05:00,12.50
bob,bought,2026-03-02 12:00:00,99.00
bob,bought,yesterday,7.00
"""
FLAGS = ("--user", "customer", "--event", "action", "--time", "at", "--prop", "amount")


@pytest.fixture(scope="module", params=["folder", "server"])
def home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A fresh home, with and without a server on it."""
    path = tmp_path_factory.mktemp(request.param) / "home"
    if request.param == "folder":
        yield path
        return
    server = Served(path)
    yield path
    server.stop()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The rows as a CSV file."""
    path = tmp_path / "orders.csv"
    path.write_text(ROWS)
    return path


def test_a_report_adds_up_and_twice_is_once(home: Path, file: Path, speaker: Speaker) -> None:
    first = speaker.said("import", str(file), *FLAGS, home=home)
    again = speaker.said("import", str(file), *FLAGS, home=home)
    counts = ("read", "stored", "duplicate", "quarantined")
    ask = ("ask", "trend", "--event", "bought", "--metric", "sum(amount)", "--every", "month")
    answer = speaker.said(*ask, "--from", "2026-03-01", "--to", "2026-04-01", home=home)

    assert [first[name] for name in counts] == [4, 3, 0, 1]
    assert [again[name] for name in counts] == [4, 0, 3, 1]
    assert answer["series"][0]["total"] == 25 + 12.5 + 99


def test_people_read_the_sum_and_where_the_rest_is(
    home: Path, file: Path, speaker: Speaker
) -> None:
    file.write_text(ROWS.replace("bought", "returned"))
    done = speaker.run("import", str(file), *FLAGS, home=home)
    listed = speaker.run("quarantine", "list", "--event", "returned", home=home)

    assert "4 rows read = 3 stored + 0 duplicate + 1 quarantined" in done.stdout
    assert "bellrock quarantine list" in done.stdout
    assert "bad_time" in listed.stdout


def test_a_refused_row_gets_in_once_mended(home: Path, file: Path, speaker: Speaker) -> None:
    file.write_text(ROWS.replace("bought", "gave"))
    speaker.said("import", str(file), *FLAGS, home=home)
    mend = ("--event", "gave", "--set", "ts=2026-03-09T00:00:00Z", "--drop", "problem")
    sent = speaker.said("quarantine", "replay", *mend, home=home)

    assert sent["sent"] == 1


def test_a_dry_run_stores_nothing_and_needs_no_home(
    tmp_path: Path, file: Path, speaker: Speaker
) -> None:
    seen = speaker.said("import", str(file), *FLAGS, "--dry-run", home=tmp_path / "home")

    assert (seen["read"], seen["stored"], seen["quarantined"]) == (4, 3, 1)
    assert seen["examples"][0]["row"] == 4
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--user", "customer"], "event"),
        ([*FLAGS, "--time", "when"], "when"),
        ([*FLAGS, "--type", "amount="], "COLUMN=NAME"),
        ([*FLAGS, "--map", "none.yaml"], "none.yaml"),
    ],
)
def test_a_mapping_that_cannot_be_is_bad_input(
    tmp_path: Path, file: Path, args: list[str], says: str, speaker: Speaker
) -> None:
    done = speaker.run("import", str(file), *args, home=tmp_path / "home")

    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
