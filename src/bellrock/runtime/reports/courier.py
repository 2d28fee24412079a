"""When a report is due, who sends it? One thread, once a time, address by address.

What fell due while the server was off is sent once, for the newest such time, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Any, cast

import structlog
from sqlalchemy import Row

from bellrock.core.errors import BellrockError, NotFound
from bellrock.core.time import Clock, zone
from bellrock.runtime.accounts import Accounts
from bellrock.runtime.accounts_model import Project
from bellrock.runtime.boards import Boards
from bellrock.runtime.boards_model import Board, Visitor
from bellrock.runtime.config import MailConfig
from bellrock.runtime.notify import send_letter
from bellrock.runtime.reports.compose import Studio, Wanted, compose
from bellrock.runtime.reports.letter import Content, Envelope, letter
from bellrock.runtime.reports.links import stop_token
from bellrock.runtime.reports.runs import Task
from bellrock.runtime.reports.schedule import Schedule, last_until, next_after
from bellrock.runtime.reports.shelf import Reports, is_late
from bellrock.runtime.reports.words import Language

_LOOK_S = 20.0
_log = structlog.get_logger("bellrock.reports")


@dataclass(frozen=True)
class Office:
    """What sending needs of the ledger."""

    reports: Reports
    boards: Boards
    accounts: Accounts


class Courier:
    """Sends reports when they are due; `studio` makes them."""

    def __init__(
        self, office: Office, studio: Studio, mail: MailConfig, clock: Clock, *, public_url: str
    ) -> None:
        """Wire it; `public_url` is where readers reach the app."""
        self.studio = studio
        self._office = office
        self._reports = office.reports
        self._mail = mail
        self._clock = clock
        self._public = public_url.rstrip("/")
        self._stop, self._wake, self._once = Event(), Event(), Lock()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Look for what is due every few seconds."""
        self._stop.clear()
        self._thread = Thread(target=self._run, name="reports", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop; a report under way goes on at the next start with whom it has not reached."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def nudge(self) -> None:
        """Look now."""
        self._wake.set()

    def once(self) -> int:
        """Send what is due, and what waits to be tried again; return how many times that were."""
        with self._once:
            now = self._clock.now()
            for row in self._reports.due():
                schedule, tz = Schedule(**row.schedule), zone(self._project(row.project).zone)
                due = max(row.due, last_until(schedule, now, tz))
                self._reports.runs.take(row, due, next_after(schedule, now, tz))
            tasks = self._reports.runs.tasks()
            for task in tasks:
                if self._stop.is_set():
                    break
                self._send(task)
            return len(tasks)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.once()
            except BellrockError as error:  # a store does not work now; the next look may
                _log.warning("reports wait", error=str(error))
            except Exception:
                _log.exception("a report failed")
            self._wake.wait(_LOOK_S)
            self._wake.clear()

    def _send(self, task: Task) -> None:
        row = self._reports.numbered(task.report)
        project = self._project(row.project)
        self._reports.runs.begin(task)
        try:
            board, visitor = self._board(row)
        except BellrockError as error:
            self._reports.runs.stop(task, error.message)
            return
        told, takers = dict(task.told), self._reports.takers(task.report)
        contents: dict[Language, Content] = {}
        for email in task.waiting:
            if self._stop.is_set():
                self._reports.runs.note(task, told, "")
                return
            reader = takers.get(email)
            if reader is None and not task.trial:
                del told[email]  # who said no, or is not named any more
                continue
            language = cast(Language, task.language or getattr(reader, "language", "en"))
            if language not in contents:
                wanted = Wanted(project, board, visitor, language, frozenset(row.formats))
                contents[language] = compose(self.studio, wanted)
            envelope = self._envelope(row, project, task, email, None if task.trial else reader)
            told[email] = self._deliver(contents[language], envelope, project)
            carried = "tables" if contents[language].undrawn else "pictures"
            self._reports.runs.note(task, told, carried)  # type: ignore[arg-type] # one of the two
        undrawn = next((one.undrawn for one in contents.values() if one.undrawn), None)
        self._reports.runs.end(task, told, undrawn or (None if told else "nobody takes it"))

    def _deliver(self, content: Content, envelope: Envelope, project: Project) -> str | None:
        """Send one letter; return why it was not sent."""
        if not self._reports.runs.room(project.id):
            return "the project's reports have sent as many e-mails as they may within a day"
        try:
            send_letter(self._mail, letter(content, envelope))
        except BellrockError as error:
            _log.warning("a report was not delivered", error=str(error))
            return error.message[:300]
        return None

    def _board(self, row: Row[Any]) -> tuple[Board, Visitor]:
        """Return the board, and as whom it is looked at.

        Raises:
            NotFound: it is deleted, or whoever made the report does not see it any more.
        """
        if row.deleted is not None:
            raise NotFound("the report was deleted")
        visitor = Visitor(row.owner, changes=False, manages=False)
        if row.owner is not None and not any(
            one.user.id == row.owner for one in self._office.accounts.members.of(row.project)
        ):
            self._reports.pause(row.number)
            raise NotFound("whoever made this report is no member any more, so it is paused")
        board = self._office.boards.show(row.project, row.board_id, visitor)
        if board.deleted is not None:
            raise NotFound("the board is deleted")
        return board, visitor

    def _envelope(
        self, row: Row[Any], project: Project, task: Task, email: str, reader: Row[Any] | None
    ) -> Envelope:
        base = self._public or self.studio.address
        stop = "" if reader is None else stop_token(reader.number, email, row.secret)
        late = ""
        if not task.trial and is_late(task.due, self._clock.now()):
            at = task.due.astimezone(zone(project.zone))
            late = f"{at:%Y-%m-%d %H:%M} ({project.zone})"
        language = task.language or (reader.language if reader is not None else "en")
        return Envelope(
            to=email, language=cast(Language, language), subject=row.subject or row.board_name,
            note=row.note, board=f"{base}/p/{project.name}/boards/{row.board_id}",
            stop=stop and f"{base}/unsubscribe/{stop}",
            stop_post=stop and f"{base}/api/v1/unsubscribe/{stop}", late=late,
        )  # fmt: skip

    def _project(self, number: int) -> Project:
        return self._office.accounts.projects.numbered(number)
