"""Which files were uploaded, and how far is the import of each? In the home, for a week."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, insert, select, update

from bellrock.collect.import_map import ImportMap
from bellrock.collect.import_state import Report, so_far
from bellrock.core.errors import Conflict, NotFound
from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.documents import plain_json
from bellrock.store import Ledger
from bellrock.store.schema_uploads import UPLOADS

State = Literal["uploaded", "waiting", "running", "cancelled", "failed", "finished"]
KEPT = timedelta(days=7)
MAP_BYTES = 256 << 10
"""The most that a mapping may take as JSON."""
BUSY: Sequence[State] = ("waiting", "running")
_LETTERS, _LENGTH, _LONGEST_NAME = string.ascii_letters + string.digits, 12, 120


@dataclass(frozen=True)
class Upload:
    """An uploaded file and its import. `kept` is whether the file is still there.

    Rows: read so far, and what became of those that are settled; `rows_expected` is an estimate
    from the bytes read, null before any were. `seconds` since it began, `error` and `hint` where
    it failed. What was stored stays, also of a cancelled or failed import, and is recognised when
    the same file is imported again.
    """

    id: str
    name: str
    bytes: int
    created: datetime
    state: State
    kept: bool
    mapping: ImportMap | None
    bytes_read: int
    rows_read: int
    rows_expected: int | None
    stored: int
    duplicate: int
    quarantined: int
    began: datetime | None
    ended: datetime | None
    seconds: float | None
    error: str | None
    hint: str | None


@dataclass(frozen=True)
class Waiting:
    """What the import of an upload needs to know."""

    id: str
    project: int
    path: Path
    digest: str
    mapping: ImportMap
    bytes: int
    began: datetime
    """Tells this import of the file from any other."""


class Uploads:
    """The uploaded files of every project, and what the ledger says of them."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit, folder: Path) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit
        self.folder = folder

    def place(self, name: str) -> tuple[str, Path]:
        """Return a new upload's id and where its file goes; its folder is made."""
        found = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        folder = self.folder / found
        folder.mkdir(mode=0o700, parents=True)
        return found, folder / file_name(name)

    def add(
        self, project: int, upload: str, path: Path, size: int, digest: str, *, actor: str
    ) -> Upload:  # fmt: skip
        """Note a file that has arrived whole."""
        row = {"id": upload, "project": project, "name": path.name, "bytes": size, "digest": digest}
        row |= {"actor": actor[:300], "created": self._clock.now(), "state": "uploaded"}
        with self._ledger.write() as to:
            to.execute(insert(UPLOADS).values(**row, rows_read=0, bytes_read=0))
            self._audit.record(
                to, actor, "import.upload", f"upload:{upload}", project=project, name=path.name
            )
        return self.show(project, upload)

    def list(self, project: int, *, before: int | None, limit: int) -> tuple[list[Upload], int]:
        """Return uploads, newest first, and the number of the last one, 0 where there is none."""
        query = select(UPLOADS).where(UPLOADS.c.project == project)
        if before is not None:
            query = query.where(UPLOADS.c.number < before)
        with self._ledger.read() as connection:
            rows = connection.execute(query.order_by(UPLOADS.c.number.desc()).limit(limit)).all()
        return [self._shown(row) for row in rows], rows[-1].number if rows else 0

    def show(self, project: int, upload: str) -> Upload:
        """Return an upload of the project.

        Raises:
            NotFound: there is none of this id.
        """
        return self._shown(self._row(project, upload))

    def path(self, project: int, upload: str) -> tuple[Path, str]:
        """Return where the file lies, and its digest.

        Raises:
            NotFound: there is no such upload, or its file was removed.
        """
        row = self._row(project, upload)
        path = self.folder / row.id / row.name
        if not self._is_kept(row):
            raise NotFound("this file is not kept any more", hint="upload it again")
        return path, row.digest

    def enqueue(self, project: int, upload: str, told: ImportMap, *, actor: str) -> Upload:
        """Let the file be imported by the mapping `told`; once it runs, `next` gives it.

        Raises:
            NotFound: as `path`.
            Conflict: it is being imported.
        """
        name = self.path(project, upload)[0].name
        mapping = told.model_dump(mode="json", exclude_defaults=True)
        row: dict[str, Any] = {"state": "waiting", "map": plain_json(mapping, "map", MAP_BYTES)}
        row |= {"began": self._clock.now(), "import_id": None, "rows_read": 0, "bytes_read": 0}
        row |= {"ended": None, "error": None, "hint": None}
        idle = UPLOADS.c.state.not_in(BUSY)
        with self._ledger.write() as to:
            query = update(UPLOADS).where(_is(project, upload), idle).values(**row)
            if to.execute(query).rowcount != 1:
                raise Conflict("this file is being imported", hint="wait for it, or cancel it")
            self._audit.record(
                to, actor, "import.run", f"upload:{upload}", project=project, name=name
            )
        return self.show(project, upload)

    def next(self) -> Waiting | None:
        """Return the upload that was interrupted, or has waited longest; None where none waits."""
        query = select(UPLOADS).where(UPLOADS.c.state.in_(BUSY))
        with self._ledger.read() as connection:
            rows = connection.execute(query.order_by(UPLOADS.c.began, UPLOADS.c.number)).all()
        here = [row for row in rows if (self.folder / row.id / row.name).is_file()]
        row = min(here, key=lambda one: one.state != "running", default=None)
        if row is None:
            return None
        path, told = self.folder / row.id / row.name, ImportMap.model_validate(row.map)
        return Waiting(row.id, row.project, path, row.digest, told, row.bytes, row.began)

    def note(self, one: Waiting, **changes: Any) -> bool:
        """Write down how far an import is, or how it ended; return whether it is still wanted."""
        if changes.get("state") in ("failed", "finished"):
            changes["ended"] = self._clock.now()
        busy = UPLOADS.c.state.in_(BUSY) & (UPLOADS.c.began == one.began)
        with self._ledger.write() as to:
            query = update(UPLOADS).where(_is(one.project, one.id), busy).values(**changes)
            return bool(to.execute(query).rowcount == 1)

    def cancel(self, project: int, upload: str, *, actor: str) -> Upload:
        """End the import of a file; what was stored stays. Of one that has ended, nothing changes.

        Raises:
            NotFound: there is no such upload.
        """
        name = self._row(project, upload).name
        row = {"state": "cancelled", "ended": self._clock.now()}
        busy = UPLOADS.c.state.in_(BUSY)
        with self._ledger.write() as to:
            query = update(UPLOADS).where(_is(project, upload), busy).values(**row)
            if to.execute(query).rowcount:
                self._audit.record(
                    to, actor, "import.cancel", f"upload:{upload}", project=project, name=name
                )
        return self.show(project, upload)

    def remove(self, project: int, upload: str, *, actor: str) -> None:
        """Delete the file; what was imported of it stays, and so does the record.

        Raises:
            NotFound: there is no such upload.
            Conflict: it is being imported.
        """
        row = self._row(project, upload)
        if row.state in BUSY:
            raise Conflict("this file is being imported", hint="cancel that first")
        self._forget(project, upload)
        self._audit.note(actor, "import.remove", f"upload:{upload}", project=project, name=row.name)

    def sweep(self) -> None:
        """Delete files that nobody has touched for a week, and what broken uploads left."""
        now = self._clock.now()
        old = (UPLOADS.c.created < now - KEPT) & UPLOADS.c.state.not_in(BUSY)
        with self._ledger.read() as connection:
            gone = connection.execute(select(UPLOADS).where(old, UPLOADS.c.removed.is_(None))).all()
            known = set(connection.execute(select(UPLOADS.c.id)).scalars())
        for row in gone:
            self._forget(row.project, row.id)
        for folder in self.folder.iterdir() if self.folder.is_dir() else ():
            with contextlib.suppress(FileNotFoundError):
                age = now.timestamp() - folder.stat().st_mtime
                if folder.name not in known and age > timedelta(days=1).total_seconds():
                    shutil.rmtree(folder, ignore_errors=True)

    def _forget(self, project: int, upload: str) -> None:
        shutil.rmtree(self.folder / upload, ignore_errors=True)
        with self._ledger.write() as to:
            query = update(UPLOADS).where(_is(project, upload), UPLOADS.c.removed.is_(None))
            to.execute(query.values(removed=self._clock.now()))

    def _row(self, project: int, upload: str) -> Row[Any]:
        with self._ledger.read() as connection:
            found = connection.execute(select(UPLOADS).where(_is(project, upload))).one_or_none()
        if found is None:
            raise NotFound("there is no such upload", hint="list them with GET /api/v1/uploads")
        return found

    def _shown(self, row: Row[Any]) -> Upload:
        sums = Report("", 0, 0, 0, 0)
        if row.import_id is not None:
            sums = so_far(self._ledger, row.import_id)
        rows = max(row.rows_read, sums.read)
        return Upload(
            row.id, row.name, row.bytes, row.created, row.state, self._is_kept(row),
            None if row.map is None else ImportMap.model_validate(row.map),
            row.bytes_read, rows, _expected(row, rows),
            sums.stored, sums.duplicate, sums.quarantined,
            row.began, row.ended, self._seconds(row), row.error, row.hint,
        )  # fmt: skip

    def _is_kept(self, row: Row[Any]) -> bool:
        return row.removed is None and (self.folder / row.id / row.name).is_file()

    def _seconds(self, row: Row[Any]) -> float | None:
        if row.began is None:
            return None
        return float(((row.ended or self._clock.now()) - row.began).total_seconds())


def file_name(said: str) -> str:
    """Return a name that is fit for a disk, as near as can be to what was said."""
    base = said.replace("\\", "/").rpartition("/")[2]
    plain = "".join(char for char in base if char.isprintable()).lstrip(". ").rstrip()
    while len(plain.encode()) > _LONGEST_NAME:
        plain = plain[1:]  # its end says what it is
    return plain.lstrip(". ") or "file"


@contextlib.contextmanager
def undone(path: Path) -> Iterator[None]:
    """Delete the folder of `path` where the block that fills it fails."""
    try:
        yield
    except BaseException:
        shutil.rmtree(path.parent, ignore_errors=True)
        raise


def _is(project: int, upload: str) -> ColumnElement[bool]:
    return (UPLOADS.c.project == project) & (UPLOADS.c.id == upload)


def _expected(row: Row[Any], rows: int) -> int | None:
    if row.state == "finished":
        return rows
    if not row.bytes_read or not row.rows_read:
        return None
    return int(max(rows, round(row.rows_read * row.bytes / row.bytes_read)))
