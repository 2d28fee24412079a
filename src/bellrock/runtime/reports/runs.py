"""What became of each time that a report was sent? What is due, what is under way, and how it went.

A time is taken before anything is sent, and every address is noted as it is told: a stop in between
neither sends twice to anybody nor forgets the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Row, insert, or_, select, update

from bellrock.core.time import Clock
from bellrock.runtime.reports.model import MAILS_A_DAY, BoardReportRun, Carried
from bellrock.store.ledger import Ledger
from bellrock.store.schema_reports import REPORT_RECIPIENTS, REPORT_RUNS, REPORTS

WAITING, TRIES, PAUSE = "", 3, timedelta(minutes=10)
"""What is noted of an address that is not told yet; how often it is tried, and how long between."""


@dataclass(frozen=True)
class Task:
    """A time that a report is to be sent now."""

    run: int
    report: int
    due: datetime
    language: str
    """Of a trial; empty where readers choose."""
    tries: int
    told: Mapping[str, str | None]

    @property
    def trial(self) -> bool:
        """Whether it goes to whoever asked alone."""
        return bool(self.language)

    @property
    def waiting(self) -> list[str]:
        """The addresses that are not told yet."""
        return [email for email, why in self.told.items() if why is not None]


class Runs:
    """The times of every report."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def take(self, report: Row[Any], due: datetime, following: datetime) -> None:
        """Take a time that is due, so that nobody else does; the next is `following`."""
        with self._ledger.write() as to:
            mine = to.execute(
                update(REPORTS)
                .where(REPORTS.c.number == report.number, REPORTS.c.due == report.due)
                .values(due=following)
            ).rowcount
            emails = to.execute(
                select(REPORT_RECIPIENTS.c.email).where(
                    REPORT_RECIPIENTS.c.report == report.number,
                    REPORT_RECIPIENTS.c.removed.is_(None),
                    REPORT_RECIPIENTS.c.unsubscribed.is_(None),
                )
            ).scalars()
            if mine:
                to.execute(self._new(report.number, due, 0, list(emails)))

    def trial(self, report: int, email: str, language: str) -> None:
        """Have a report sent once, now, to `email` alone."""
        with self._ledger.write() as to:
            kind = 2 if language == "zh-CN" else 1
            to.execute(self._new(report, self._clock.now(), kind, [email]))

    def tasks(self) -> list[Task]:
        """Return what is to be sent now, oldest first."""
        query = (
            select(REPORT_RUNS)
            .where(REPORT_RUNS.c.ended.is_(None), REPORT_RUNS.c.again <= self._clock.now())
            .order_by(REPORT_RUNS.c.number)
        )
        with self._ledger.read() as connection:
            rows = connection.execute(query).all()
        languages = ("", "en", "zh-CN")
        return [
            Task(row.number, row.report, row.due, languages[row.trial], row.tries, dict(row.told))
            for row in rows
        ]

    def begin(self, task: Task) -> None:
        """Count a try; where it ends the process, the next comes later, and not for ever."""
        self._change(task, tries=task.tries + 1, again=self._clock.now() + PAUSE)

    def note(self, task: Task, told: Mapping[str, str | None], carried: Carried) -> None:
        """Write down who was told by now."""
        self._change(task, told=dict(told), carried=carried)

    def end(self, task: Task, told: Mapping[str, str | None], error: str | None) -> None:
        """Write down how a try ended; where somebody is still to be told, it is tried again."""
        now = self._clock.now()
        wanting = any(why is not None for why in told.values())
        again = wanting and task.tries + 1 < TRIES and not task.trial
        self._change(
            task, told=dict(told), error=error and error[:500],
            again=now + PAUSE * (task.tries + 1) if again else None,
            ended=None if again else now,
        )  # fmt: skip

    def stop(self, task: Task, error: str) -> None:
        """End a time that makes no sense any more."""
        told = {email: why and error for email, why in task.told.items()}
        told = {email: error if why == WAITING else why for email, why in told.items()}
        self._change(task, told=told, error=error[:500], again=None, ended=self._clock.now())

    def sent_lately(self, project: int) -> int:
        """Return how many e-mails the reports of a project sent within a day."""
        since = self._clock.now() - timedelta(days=1)
        query = (
            select(REPORT_RUNS.c.told)
            .join(REPORTS, REPORTS.c.number == REPORT_RUNS.c.report)
            .where(
                REPORTS.c.project == project,
                or_(REPORT_RUNS.c.began >= since, REPORT_RUNS.c.ended >= since),
            )
        )
        with self._ledger.read() as connection:
            told = connection.execute(query).scalars().all()
        return sum(why is None for one in told for why in one.values())

    def room(self, project: int) -> bool:
        """Whether the reports of a project may send another e-mail today."""
        return self.sent_lately(project) < MAILS_A_DAY

    def of(self, report: int, limit: int = 50) -> list[BoardReportRun]:
        """Return the times of a report, newest first."""
        query = select(REPORT_RUNS).where(REPORT_RUNS.c.report == report)
        with self._ledger.read() as connection:
            rows = connection.execute(query.order_by(REPORT_RUNS.c.number.desc()).limit(limit))
            return [read_run(row) for row in rows.all()]

    def _new(self, report: int, due: datetime, trial: int, emails: list[str]) -> Any:
        now = self._clock.now()
        return insert(REPORT_RUNS).values(
            report=report, due=due, trial=trial, tries=0, again=now, began=now,
            told=dict.fromkeys(emails, WAITING), carried="",
        )  # fmt: skip

    def _change(self, task: Task, **values: Any) -> None:
        with self._ledger.write() as to:
            to.execute(update(REPORT_RUNS).where(REPORT_RUNS.c.number == task.run).values(**values))


def read_run(row: Row[Any]) -> BoardReportRun:
    """Read a time from its row."""
    return BoardReportRun(
        due=row.due, trial=bool(row.trial), began=row.began, ended=row.ended,
        again=row.again if row.ended is None else None,
        sent=tuple(email for email, why in row.told.items() if why is None),
        failed={email: why for email, why in row.told.items() if why},
        carried=cast(Carried, row.carried), error=row.error,
    )  # fmt: skip
