"""Which questions run apart from the request that asked them? Queued, watched, cancelled, kept.

A question belongs to who asked it. Asked again while it runs it is the same one, so that a page
that was left and opened again finds its own. Answers stay for a quarter of an hour, in memory; what
a stop of the server ended is known by the ledger as lost.
"""

from __future__ import annotations

import secrets
import string
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, RLock, Thread
from typing import Any, Literal

import structlog
from sqlalchemy import delete, insert, select, update

from bellrock.core.errors import BellrockError, Conflict, NotFound, QueryCancelled, TooMany
from bellrock.core.time import Clock
from bellrock.query.ask import Ask
from bellrock.query.relation import Context
from bellrock.runtime.answers import Answers, question_key
from bellrock.store import Lake, Ledger
from bellrock.store.schema_reports import BACKGROUND

State = Literal["waiting", "running", "done", "failed", "cancelled", "lost"]
AT_ONCE, OF_PROJECT, OF_ACTOR, WAITING = 6, 4, 3, 10
"""Questions that run at once in all, of a project and of one asker; and that wait of one asker."""
KEPT, KEPT_BYTES, KNOWN = timedelta(minutes=15), 64 << 20, timedelta(days=7)
_LETTERS = string.ascii_letters + string.digits
_NUDGE_S, _ENDS_S = 0.05, 30.0
_log = structlog.get_logger("bellrock.background")


@dataclass(frozen=True)
class Trouble:
    """Why a question has no answer."""

    message: str
    hint: str
    code: str
    field: str = ""


@dataclass(frozen=True)
class BackgroundQuestion:
    """A question that is answered apart from the request that asked it."""

    id: str
    kind: str
    ask: dict[str, Any]
    state: State
    place: int | None
    """How many have to begin before it, counting itself; null once it has begun."""
    rows_read: int
    rows_total: int | None
    """Rows that it reads in all, as far as that is known by now."""
    share: float | None
    """How far it is, 0 to 1; an estimate."""
    seconds: float
    """Since it began."""
    seconds_left: float | None
    created: datetime
    ended: datetime | None
    error: Trouble | None


@dataclass(eq=False)
class Job:
    """A question under way, or its answer."""

    id: str
    project: int
    actor: str
    ask: Ask
    key: bytes
    created: datetime
    state: State = "waiting"
    began: float = 0.0
    took: float = 0.0
    ended: datetime | None = None
    statements: int = 0
    rows: int = 0
    unwanted: bool = False
    kept: bool = False
    """Whether the ledger knows it."""
    answer: bytes = b""
    error: BellrockError | None = None
    done: Event = field(default_factory=Event)
    listeners: list[Callable[[], None]] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """The name of its statements in the engine."""
        return f"background-{self.id}"

    def heard(self, rows: int) -> None:
        """Count a statement that has ended.

        Raises:
            QueryCancelled: nobody wants the answer any more.
        """
        self.statements += 1
        self.rows += rows
        if self.unwanted:
            raise QueryCancelled("the question was cancelled", hint="ask again")


class Background:
    """The questions of every asker; safe to share between threads."""

    def __init__(
        self, ledger: Ledger, lake: Lake, clock: Clock, answers: Answers,
        context: Callable[[int], Context],
    ) -> None:  # fmt: skip
        """Take what an earlier process left unfinished for lost."""
        self._ledger, self._lake, self._clock = ledger, lake, clock
        self._answers, self._context = answers, context
        self._guard = RLock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._usual: dict[str, int] = {}
        self._closed = False
        with ledger.write() as to:
            left = BACKGROUND.c.state.in_(("waiting", "running"))
            to.execute(update(BACKGROUND).where(left).values(state="lost", ended=clock.now()))
            old = BACKGROUND.c.created < clock.now() - KNOWN
            to.execute(delete(BACKGROUND).where(old))

    def submit(self, project: int, actor: str, ask: Ask) -> Job:
        """Have a question answered, or join it where the same asker's is under way.

        Raises:
            InvalidDefinition: it cannot mean anything.
            TooMany: too many questions of this asker wait.
        """
        key = question_key(ask, self._context(project))
        with self._guard:
            self._sweep()
            mine = [one for one in self._jobs.values() if one.actor == actor and not one.ended]
            same = (one for one in mine if key and (one.project, one.key) == (project, key))
            if (found := next(same, None)) is not None and not found.unwanted:
                return found
            if sum(one.state == "waiting" for one in mine) >= WAITING:
                raise TooMany(
                    "too many of your questions wait for their turn",
                    hint="cancel some: GET /api/v1/background lists them", retry_after_s=10,
                )  # fmt: skip
            name = "".join(secrets.choice(_LETTERS) for _ in range(10))
            job = Job(name, project, actor, ask, key, self._clock.now())
            self._jobs[name] = job
            self._fill()
        return job

    def keep(self, job: Job) -> None:
        """Have the ledger know a question that outlives its request."""
        with self._guard:
            if job.kept or job.ended is not None:
                return
            job.kept = True
            ask = job.ask.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            row = {"id": job.id, "project": job.project, "actor": job.actor[:300], "ask": ask}
            row |= {"kind": job.ask.question, "state": job.state, "created": job.created}
            with self._ledger.write() as to:
                to.execute(insert(BACKGROUND).values(**row))

    def all(self, project: int, actor: str) -> list[BackgroundQuestion]:
        """Return an asker's questions that outlived their requests, newest first."""
        with self._guard:
            self._sweep()
            jobs = [one for one in self._jobs.values() if one.kept and _of(one, project, actor)]
        return [self.told(one) for one in reversed(jobs)]

    def show(self, project: int, actor: str, question: str) -> BackgroundQuestion:
        """Return how far a question is; one that a stop of the server ended is lost.

        Raises:
            NotFound: this asker has none of this id.
        """
        job = self._jobs.get(question)
        if job is not None and _of(job, project, actor):
            return self.told(job)
        query = select(BACKGROUND).where(
            BACKGROUND.c.id == question, BACKGROUND.c.project == project,
            BACKGROUND.c.actor == actor[:300],
        )  # fmt: skip
        with self._ledger.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise _unknown()
        lost = Trouble("the server stopped before this was answered", "ask again", "lost")
        return BackgroundQuestion(
            row.id, row.kind, dict(row.ask), row.state, None, 0, None, None, 0.0, None,
            row.created, row.ended, lost if row.state == "lost" else None,
        )  # fmt: skip

    def answer(self, project: int, actor: str, question: str) -> bytes:
        """Return the answer as JSON.

        Raises:
            NotFound: this asker has none of this id, or it is not kept any more.
            Conflict: it is not answered yet.
            BellrockError: as the question was refused.
        """
        job = self._jobs.get(question)
        if job is None or not _of(job, project, actor):
            raise _unknown()
        if job.error is not None:
            raise job.error
        if job.ended is None:
            raise Conflict(
                "this is not answered yet", hint=f"ask how far it is: /api/v1/background/{job.id}"
            )
        return job.answer

    def cancel(self, project: int, actor: str, question: str) -> None:
        """End a question, in the engine too; one that has ended stays as it is.

        Raises:
            NotFound: this asker has none of this id.
        """
        job = self._jobs.get(question)
        if job is None or not _of(job, project, actor):
            self.show(project, actor, question)
            return
        self.drop(job)

    def drop(self, job: Job) -> None:
        """End a question that nobody wants any more."""
        with self._guard:
            job.unwanted = True
            if job.state == "waiting":
                self._end(job, QueryCancelled("the question was cancelled", hint="ask again"))
                return
        for _ in range(int(_ENDS_S / _NUDGE_S)):  # the statement under way, and any next one
            if job.done.wait(_NUDGE_S):
                return
            self._lake.cancel(job.tag)

    def told(self, job: Job) -> BackgroundQuestion:
        """Return how far a question is now."""
        with self._guard:
            waiting = [one for one in self._jobs.values() if one.state == "waiting"]
            place = waiting.index(job) + 1 if job in waiting else None
            running = job.state == "running"
        read, total, share = job.rows, None, None
        seconds = self._clock.monotonic() - job.began if running else job.took
        if running and (now := self._lake.progress(job.tag)) is not None:
            read, total = read + now.rows_read, job.rows + max(now.rows_total, now.rows_read)
            part = now.rows_read / max(now.rows_total, now.rows_read, 1)
            usual = max(self._usual.get(job.ask.question, 1), job.statements + 1)
            share = min(0.99, (job.statements + part) / usual)
        left = None if not share or share < 0.05 else seconds * (1 - share) / share
        why = job.error
        trouble = None if why is None else Trouble(
            why.message, why.hint, why.code, str(why.facts.get("field") or "")
        )  # fmt: skip
        ask = job.ask.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return BackgroundQuestion(
            job.id, job.ask.question, ask, job.state, place, read, total,
            1.0 if job.state == "done" else share, seconds, left, job.created, job.ended, trouble,
        )  # fmt: skip

    def close(self) -> None:
        """End all that is under way; it is lost, and the ledger says so at the next start."""
        with self._guard:
            self._closed = True
            left = [one for one in self._jobs.values() if one.ended is None]
        for job in left:
            self.drop(job)

    def _fill(self) -> None:
        """Begin what may begin, in the order in which it was asked."""
        running = [one for one in self._jobs.values() if one.state == "running"]
        projects = Counter(one.project for one in running)
        actors = Counter((one.project, one.actor) for one in running)
        for job in [one for one in self._jobs.values() if one.state == "waiting"]:
            who = (job.project, job.actor)
            if sum(projects.values()) >= AT_ONCE:
                return
            if projects[job.project] < OF_PROJECT and actors[who] < OF_ACTOR and not self._closed:
                projects[job.project] += 1
                actors[who] += 1
                job.state, job.began = "running", self._clock.monotonic()
                Thread(target=self._work, args=(job,), name=job.tag, daemon=True).start()

    def _work(self, job: Job) -> None:
        error: BellrockError | None = None
        try:
            lake = self._lake.tagged(job.tag, heard=job.heard)
            job.answer = self._answers.reply(lake, job.ask, self._context(job.project))
            self._usual[job.ask.question] = max(1, job.statements)
        except BellrockError as refused:
            error = refused
        except Exception:
            _log.exception("a question failed", question=job.id)
            error = BellrockError("something went wrong on our side", hint="see the server's log")
        with self._guard:
            self._end(job, error)
            self._fill()

    def _end(self, job: Job, error: BellrockError | None) -> None:
        job.took = self._clock.monotonic() - job.began if job.began else 0.0
        job.error, job.ended = error, self._clock.now()
        cancelled = isinstance(error, QueryCancelled)
        job.state = "done" if error is None else "cancelled" if cancelled else "failed"
        if job.kept and not self._closed:
            with self._ledger.write() as to:
                here = BACKGROUND.c.id == job.id
                values = {"state": job.state, "ended": job.ended}
                to.execute(update(BACKGROUND).where(here).values(**values))
        job.done.set()
        for tell in list(job.listeners):
            tell()

    def _sweep(self) -> None:
        """Forget answers that are old, and the oldest where they take too much room."""
        ended = [one for one in self._jobs.values() if one.ended is not None]
        room = sum(len(one.answer) for one in ended)
        for job in ended:
            old = job.ended is not None and job.ended < self._clock.now() - KEPT
            if old or not job.kept or room > KEPT_BYTES:
                room -= len(job.answer)
                del self._jobs[job.id]


def _of(job: Job, project: int, actor: str) -> bool:
    return (job.project, job.actor) == (project, actor)


def _unknown() -> NotFound:
    return NotFound(
        "there is no such question in the background",
        hint="ask it again; answers are kept for a quarter of an hour",
    )
