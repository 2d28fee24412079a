"""Which boards are sent to whom? Made, found, changed, paused, deleted and brought back."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from bellrock.core.errors import InvalidDefinition, NotAllowed, NotFound
from bellrock.core.time import Clock, zone
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.accounts_model import Project, plain_email
from bellrock.runtime.boards_model import Visitor
from bellrock.runtime.boards_rows import seen, seen_by
from bellrock.runtime.reports.links import StopLinks
from bellrock.runtime.reports.model import (
    REPORTS as MOST,
)
from bellrock.runtime.reports.model import (
    BoardReport,
    BoardReportChange,
    BoardReportRun,
    NewBoardReport,
    Reader,
    ReportReader,
)
from bellrock.runtime.reports.runs import Runs, read_run
from bellrock.runtime.reports.schedule import Schedule, check_schedule, next_after
from bellrock.runtime.saved_questions import Author
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import USERS
from bellrock.store.schema_boards import BOARDS
from bellrock.store.schema_reports import REPORT_RECIPIENTS, REPORT_RUNS, REPORTS

_LETTERS, _LENGTH = string.ascii_letters + string.digits, 10


class Reports:
    """The scheduled reports of every project; their times in `runs`, the ways out in `stops`."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit
        self.runs = Runs(ledger, clock)
        self.stops = StopLinks(ledger, clock, audit)

    def all(self, project: int, visitor: Visitor, board: str | None = None) -> list[BoardReport]:
        """Return the reports on boards that `visitor` sees, newest first."""
        query = _reports().where(
            REPORTS.c.project == project, REPORTS.c.deleted.is_(None), seen_by(visitor)
        )
        if board is not None:
            query = query.where(BOARDS.c.id == board)
        with self._ledger.read() as connection:
            rows = connection.execute(query.order_by(REPORTS.c.number.desc())).all()
            return [self._read(connection, row, visitor) for row in rows]

    def show(self, project: int, report: str, visitor: Visitor) -> BoardReport:
        """Return a report; a deleted one says when that was.

        Raises:
            NotFound: the project has none of this id that `visitor` sees.
        """
        with self._ledger.read() as connection:
            return self._read(connection, _one(connection, project, report, visitor), visitor)

    def make(
        self, project: Project, new: NewBoardReport, visitor: Visitor, *, actor: str
    ) -> BoardReport:
        """Send a board from now on.

        Raises:
            NotFound: there is no such board.
            InvalidDefinition: a part means nothing, or there are too many reports.
        """
        schedule, now = check_schedule(new.schedule), self._clock.now()
        readers = _readers(new.readers)
        with self._ledger.write() as to:
            board = seen(to, project.id, new.board, visitor)
            _check_room(to, project.id)
            row = {
                "id": "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)),
                "project": project.id, "board": board.number, "owner": visitor.user,
                "subject": new.subject.strip(), "note": new.note.strip(),
                "schedule": schedule.model_dump(exclude_none=True), "formats": _once(new.formats),
                "secret": secrets.token_hex(32),
                "due": next_after(schedule, now, zone(project.zone)),
                "created": now, "updated": now,
            }  # fmt: skip
            number = to.execute(
                insert(REPORTS).values(**row).returning(REPORTS.c.number)
            ).scalar_one()
            self._name(to, number, readers)
            self._note(to, actor, "create", project.id, str(row["id"]), emails=list(readers))
            return self._read(to, _one(to, project.id, str(row["id"]), visitor), visitor)

    def change(
        self,
        project: Project,
        report: str,
        said: BoardReportChange,
        visitor: Visitor,
        *,
        actor: str,
    ) -> BoardReport:
        """Change what `said` names, or pause it; what was due meanwhile is not made up for.

        Raises:
            NotFound: there is no such report.
            NotAllowed: it is another member's.
            InvalidDefinition: as `make`.
        """
        told = {k: v for k in said.model_fields_set if (v := getattr(said, k)) is not None}
        now = self._clock.now()
        with self._ledger.write() as to:
            old = _editable(to, project.id, report, visitor)
            row: dict[str, Any] = {k: told[k].strip() for k in ("subject", "note") if k in told}
            if "formats" in told:
                row["formats"] = _once(told["formats"])
            schedule = check_schedule(told.get("schedule") or Schedule(**old.schedule))
            if "schedule" in told or "paused" in told:
                row["schedule"] = schedule.model_dump(exclude_none=True)
                row["due"] = next_after(schedule, now, zone(project.zone))
            if "paused" in told:
                row["paused"] = (old.paused or now) if told["paused"] else None
            if "readers" in told:
                self._name(to, old.number, _readers(told["readers"]))
            to.execute(_at(old.number).values(**row, updated=now))
            self._note(to, actor, "change", project.id, report, changed=sorted(told))
            return self._read(to, _one(to, project.id, report, visitor), visitor)

    def put(
        self, project: int, report: str, visitor: Visitor, *, deleted: bool, actor: str
    ) -> BoardReport:
        """Delete a report, or bring a deleted one back. Twice is once.

        Raises:
            NotFound: there is no such report.
            NotAllowed: it is another member's.
        """
        with self._ledger.write() as to:
            old = _editable(to, project, report, visitor, kept=False)
            if (old.deleted is not None) != deleted:
                to.execute(_at(old.number).values(deleted=self._clock.now() if deleted else None))
                self._note(to, actor, "delete" if deleted else "restore", project, report)
            return self._read(to, _one(to, project, report, visitor), visitor)

    def history(self, project: int, report: str, visitor: Visitor) -> list[BoardReportRun]:
        """Return the times of a report, newest first.

        Raises:
            NotFound: there is no such report.
        """
        with self._ledger.read() as connection:
            row = _one(connection, project, report, visitor)
        return self.runs.of(row.number)

    def trial(self, project: int, report: str, visitor: Visitor, email: str, language: str) -> None:
        """Have a report sent to `email` alone, now.

        Raises:
            NotFound: there is no such report.
        """
        with self._ledger.read() as connection:
            row = _one(connection, project, report, visitor)
        self.runs.trial(row.number, plain_email(email), language)

    def due(self) -> list[Row[Any]]:
        """Return the rows of what is due, with the board's id."""
        query = _reports().where(
            REPORTS.c.due <= self._clock.now(), REPORTS.c.paused.is_(None),
            REPORTS.c.deleted.is_(None),
        )  # fmt: skip
        with self._ledger.read() as connection:
            return list(connection.execute(query).all())

    def numbered(self, number: int) -> Row[Any]:
        """Return the row of a report, with its board's id."""
        with self._ledger.read() as connection:
            return connection.execute(_reports().where(REPORTS.c.number == number)).one()

    def takers(self, number: int) -> dict[str, Row[Any]]:
        """Return those who take a report now, by address."""
        with self._ledger.read() as connection:
            rows = connection.execute(_named(number)).all()
        return {row.email: row for row in rows if row.unsubscribed is None}

    def pause(self, number: int) -> None:
        """Pause a report that nobody answers for any more."""
        with self._ledger.write() as to:
            to.execute(_at(number).values(paused=self._clock.now()))

    def _name(self, to: Connection, number: int, readers: Mapping[str, Reader]) -> None:
        """Write down whom a report names; who said no stays known, and so does their no."""
        known = {
            row.email: row.number
            for row in to.execute(
                select(REPORT_RECIPIENTS).where(REPORT_RECIPIENTS.c.report == number)
            )
        }
        own = REPORT_RECIPIENTS.c
        for email, place in known.items():
            reader = readers.get(email)
            kept = {"removed": self._clock.now()} if reader is None else {
                "removed": None, "language": reader.language,
            }  # fmt: skip
            to.execute(update(REPORT_RECIPIENTS).where(own.number == place).values(**kept))
        fresh = [
            {"report": number, "email": email, "language": one.language}
            for email, one in readers.items()
            if email not in known
        ]
        if fresh:
            to.execute(insert(REPORT_RECIPIENTS), fresh)

    def _read(self, connection: Connection, row: Row[Any], visitor: Visitor) -> BoardReport:
        named = connection.execute(_named(row.number)).all()
        newest = (
            select(REPORT_RUNS)
            .where(REPORT_RUNS.c.report == row.number, REPORT_RUNS.c.trial == 0)
            .order_by(REPORT_RUNS.c.number.desc())
            .limit(1)
        )
        last = connection.execute(newest).one_or_none()
        owner = None if row.owner is None else Author(row.owner, row.owner_email, row.owner_name)
        return BoardReport(
            row.id, row.board_id, row.board_name, owner, row.subject, row.note,
            Schedule(**row.schedule), tuple(row.formats),
            tuple(ReportReader(one.email, one.language, one.unsubscribed) for one in named),
            row.due, row.paused, _may_change(row, visitor),
            None if last is None else read_run(last), row.created, row.updated, row.deleted,
        )  # fmt: skip

    def _note(
        self, to: Connection, actor: str, did: str, project: int, report: str, **detail: Any
    ) -> None:
        self._audit.record(
            to, actor, f"report.{did}", f"report:{report}", project=project, **detail
        )


def _reports() -> Select[Any]:
    return (
        select(
            REPORTS, BOARDS.c.id.label("board_id"), BOARDS.c.name.label("board_name"),
            USERS.c.email.label("owner_email"), USERS.c.name.label("owner_name"),
        )
        .join(BOARDS, BOARDS.c.number == REPORTS.c.board)
        .outerjoin(USERS, USERS.c.id == REPORTS.c.owner)
    )  # fmt: skip


def _one(connection: Connection, project: int, report: str, visitor: Visitor) -> Row[Any]:
    query = _reports().where(REPORTS.c.project == project, REPORTS.c.id == report, seen_by(visitor))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("there is no such report", hint="list them with GET /api/v1/reports")
    return row


def _editable(
    to: Connection, project: int, report: str, visitor: Visitor, *, kept: bool = True
) -> Row[Any]:
    row = _one(to, project, report, visitor)
    if kept and row.deleted is not None:
        raise NotFound(
            "this report is deleted",
            hint=f"bring it back with POST /api/v1/reports/{report}/restore",
        )
    if not _may_change(row, visitor):
        raise NotAllowed(
            "this report is another member's",
            hint="make one of your own, or ask its owner or an admin of the project",
        )
    return row


def _may_change(row: Row[Any], visitor: Visitor) -> bool:
    mine = row.owner is None or row.owner == visitor.user
    return visitor.changes and (mine or visitor.manages)


def _named(number: int) -> Select[Any]:
    own = REPORT_RECIPIENTS.c
    return (
        select(REPORT_RECIPIENTS)
        .where(own.report == number, own.removed.is_(None))
        .order_by(own.number)
    )


def _at(number: int) -> Any:  # sqlalchemy's own type is not worth spelling out
    return update(REPORTS).where(REPORTS.c.number == number)


def _readers(said: Sequence[Reader]) -> dict[str, Reader]:
    found = {}
    for place, one in enumerate(said):
        try:
            found[plain_email(one.email)] = one
        except InvalidDefinition as error:
            raise error.at(f"readers[{place}].email") from error
    return found


def _once(formats: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(formats))


def _check_room(to: Connection, project: int) -> None:
    query = select(func.count()).where(REPORTS.c.project == project, REPORTS.c.deleted.is_(None))
    if (to.execute(query).scalar() or 0) >= MOST:
        raise InvalidDefinition(
            f"a project has at most {MOST} reports", hint="delete some", field="board"
        )


def is_late(due: datetime, now: datetime) -> bool:
    """Whether a report is sent so late that its readers should know."""
    return (now - due).total_seconds() > 30 * 60
