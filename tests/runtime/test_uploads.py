"""What the ledger knows of uploads, on each engine; and an import that a stop interrupts."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from bellrock.collect.import_map import ImportMap
from bellrock.core.errors import Conflict, InvalidDefinition
from bellrock.core.time import EPOCH, FixedClock
from bellrock.runtime.accounts import Accounts
from bellrock.runtime.app import App
from bellrock.runtime.upload_run import _Stopped
from bellrock.runtime.uploads import KEPT, Upload, Uploads
from bellrock.store import Lake, Ledger
from bellrock.store.schema_accounts import PROJECTS

TOLD = ImportMap(user="who", event="what", time=("when",))


def add(uploads: Uploads, project: int, text: str = "who,what,when\n") -> Upload:
    upload, path = uploads.place("a.csv")
    path.write_text(text)
    return uploads.add(project, upload, path, len(text), "d" * 32, actor="cli")


@pytest.fixture
def project(ledger: Ledger, clock: FixedClock) -> int:
    return Accounts(ledger, clock).project().id


@pytest.fixture
def uploads(ledger: Ledger, clock: FixedClock, tmp_path: Path) -> Uploads:
    return Uploads(ledger, clock, Accounts(ledger, clock).audit, tmp_path / "uploads")


def test_uploads_wait_in_order_and_what_was_interrupted_comes_first(
    uploads: Uploads, project: int, clock: FixedClock
) -> None:
    first, second = add(uploads, project), add(uploads, project)
    for one in (second, first):
        uploads.enqueue(project, one.id, TOLD, actor="cli")
        clock.tick(timedelta(seconds=1))
    waiting = uploads.next()
    assert waiting is not None
    assert (waiting.id, waiting.mapping) == (second.id, TOLD)
    uploads.cancel(project, second.id, actor="cli")
    again = uploads.enqueue(project, second.id, TOLD, actor="cli")

    assert not uploads.note(waiting, state="finished")  # it is another import now
    assert again.state == "waiting"
    now = uploads.next()
    assert now is not None
    assert now.id == first.id
    with pytest.raises(Conflict):
        uploads.enqueue(project, first.id, TOLD, actor="cli")
    found, last = uploads.list(project, before=None, limit=1)
    assert [one.id for one in found] == [second.id]
    assert [one.id for one in uploads.list(project, before=last, limit=9)[0]] == [first.id]


def test_a_mapping_that_a_ledger_cannot_keep_is_refused(uploads: Uploads, project: int) -> None:
    made = add(uploads, project)
    with pytest.raises(InvalidDefinition):
        uploads.enqueue(project, made.id, ImportMap(user="a\0b"), actor="cli")
    assert uploads.show(project, made.id).state == "uploaded"


def test_files_go_after_a_week_unless_they_wait(
    uploads: Uploads, project: int, clock: FixedClock
) -> None:
    idle, busy = add(uploads, project), add(uploads, project)
    uploads.enqueue(project, busy.id, TOLD, actor="cli")
    broken, path = uploads.place("half.csv")
    clock.tick(KEPT - timedelta(hours=1))
    uploads.sweep()
    assert uploads.show(project, idle.id).kept
    clock.tick(timedelta(hours=2))
    os.utime(path.parent, (0, 0))
    uploads.sweep()

    assert not uploads.show(project, idle.id).kept
    assert uploads.show(project, busy.id).kept
    assert sorted(p.name for p in uploads.folder.iterdir()) == [busy.id]
    assert broken != busy.id


def test_an_import_that_a_stop_interrupts_goes_on_at_the_next_start(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, rows = tmp_path / "home", 4_500
    text = "who,what,when\n" + "".join(f"u{i},x,{1_700_000_000 + i}\n" for i in range(rows))
    app = App.open(home, lake=lake)
    with app.ledger.write() as to:
        row = {"name": "far", "zone": "UTC", "currency": "USD", "bots": "excluded"}
        to.execute(insert(PROJECTS).values(id=6_000_000, created=EPOCH, **row))
    made = add(app.uploads, 6_000_000, text)
    app.uploads.enqueue(6_000_000, made.id, TOLD, actor="cli")
    take = app.imports.rows

    def one_chunk(project: int, import_id: str, file: int, first: int, lines: bytes) -> None:
        if first > 1:
            raise _Stopped
        take(project, import_id, file, first, lines)

    monkeypatch.setattr(app.imports, "rows", one_chunk)
    waiting = app.uploads.next()
    assert waiting is not None
    app.runner.once(waiting)
    assert app.uploads.show(6_000_000, made.id).state == "running"
    app.close()

    app = App.open(home, lake=lake)
    app.start()
    deadline = time.monotonic() + 40
    while (told := app.uploads.show(6_000_000, made.id)).state == "running":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    app.close()

    assert (told.state, told.rows_read) == ("finished", rows), told
    assert (told.stored, told.duplicate, told.quarantined) == (rows, 0, 0)
