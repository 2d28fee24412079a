"""`bellrock doctor`: every finding that is not well names its fix, and only the wrong ones fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.spoken import Speaker


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, speaker: Speaker) -> Path:
    """A home that is well."""
    path = tmp_path_factory.mktemp("doctor") / "home"
    speaker.said("key", "create", "--kind", "write", home=path)
    return path


def _found(speaker: Speaker, home: Path) -> tuple[int, dict[str, dict[str, Any]]]:
    done = speaker.run("doctor", "--json", home=home)
    told = json.loads(done.stdout)
    assert told["well"] == (done.returncode == 0)
    return done.returncode, {finding["name"]: finding for finding in told["findings"]}


def test_a_missing_home_is_wrong(tmp_path: Path, speaker: Speaker) -> None:
    code, found = _found(speaker, tmp_path / "nowhere")

    assert code == 1
    assert found["home"]["state"] == "wrong"
    assert "bellrock serve" in found["home"]["fix"]


def test_a_home_that_others_can_read_is_worth_a_note(home: Path, speaker: Speaker) -> None:
    home.chmod(0o755)
    code, found = _found(speaker, home)
    home.chmod(0o700)

    assert code == 0
    assert found["home"]["state"] == "warning"
    assert found["home"]["fix"] == f"chmod 700 {home}"


def test_a_wrong_setting_is_wrong(home: Path, speaker: Speaker) -> None:
    (home / "config.toml").write_text("[lake]\nsecnds = 3\n")
    code, found = _found(speaker, home)
    (home / "config.toml").unlink()

    assert code == 1
    assert "lake.seconds" in found["home"]["fix"]


def test_a_damaged_spool_file_is_wrong(home: Path, speaker: Speaker) -> None:
    aside = home / "spool" / "00000000000000000001-00000000.corrupt"
    aside.write_bytes(b"x")
    code, found = _found(speaker, home)
    aside.unlink()

    assert code == 1
    assert aside.name in found["spool"]["said"]


def test_a_damaged_ledger_is_wrong(home: Path, speaker: Speaker) -> None:
    ledger = home / "ledger.db"
    whole = ledger.read_bytes()
    ledger.write_bytes(b"this is no database" * 100)
    code, found = _found(speaker, home)
    ledger.write_bytes(whole)

    assert code == 1
    assert found["stores"]["state"] == "wrong"
    assert found["stores"]["fix"]


def test_people_read_what_is_well_and_what_to_do(home: Path, speaker: Speaker) -> None:
    shown = speaker.run("doctor", home=home).stdout

    assert "ClickHouse" in shown
    assert "fix: `bellrock user create" in shown
