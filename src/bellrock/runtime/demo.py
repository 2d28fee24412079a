"""How does the town move into a home? Through the collector, as its clients' requests would.

The town is played by a process of its own, so that making requests and storing their events each
have a core. What is true in it is left in `HOME/truth/`, and never told to the home.
"""

from __future__ import annotations

import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any, BinaryIO, cast

from bellrock.collect.event import Envelope
from bellrock.core import time
from bellrock.core.errors import BellrockError, Conflict, StoreError
from bellrock.query import Sql
from bellrock.runtime.app import App
from bellrock.runtime.demo_costs import import_spend
from bellrock.runtime.log import only_errors
from bellrock.runtime.patience import patiently
from bellrock.town import ZONE, Plan, Request, read_frames

SOURCES = ("web", "server", "till")
"""The shop's write keys, one for each kind of sender."""
CURRENCY = "GBP"
_AHEAD = 48
"""Frames of requests that may be on their way; about 12,000 requests."""
_PATIENCE_S = 120


@dataclass(frozen=True)
class Progress:
    """How far it has come: the share of the town's days that are stored, and the events so far."""

    share: float
    events: int


@dataclass(frozen=True)
class Moved:
    """What became of the events that were sent: these add up."""

    requests: int
    emitted: int
    stored: int
    """With a warning or without."""
    duplicate: int
    quarantined: int
    seconds: float


Watch = Callable[[Progress], None]
_Sent = tuple[Request, "Future[int]"]


def town_plan(app: App, *, people: int, days: int, seed: int, end: date | None = None) -> Plan:
    """Return the plan of a town that ends at midnight of `end`; today, unless told otherwise."""
    today = app.clock.now().astimezone(time.zone(ZONE)).date()
    return Plan(end=end or today, people=people, days=days, seed=seed)


def fill(app: App, plan: Plan, watch: Watch) -> Moved:
    """Play the town and send all it emits to the collector of `app`, which has been started.

    Args:
        watch: Called a few times a second with how far it is.

    Raises:
        Conflict: the home holds events already.
        StoreError: a store does not take the events.
    """
    _require_fresh(app)
    project = _settle(app)
    began = app.clock.monotonic()
    sender = _Sender(app, project, _keys(app, project))
    with only_errors("bellrock.people"):  # the kiosks are meant; the ledger has them
        with _played(app, plan) as output:
            for frame in read_frames(output):
                sender.send(frame)
                watch(_progress(plan, sender))
        while sender.waiting:
            sender.settle_oldest()
            watch(_progress(plan, sender))
    import_spend(app, project)
    watch(Progress(1.0, sender.events))
    return _moved(app, project, sender, app.clock.monotonic() - began)


def shop_key(app: App) -> str | None:
    """Return the write key of the demo's shop; None where the home is no demo's, or it is ended."""
    if not _truth(app).is_dir():
        return None
    keys = app.accounts.keys.of(app.accounts.project().id)
    return next((k.shown for k in keys if k.name == "web" and not k.revoked), None)


def is_filled(app: App) -> bool:
    """Whether the town has moved in already."""
    return _truth(app).is_dir() and bool(app.lake.rows(Sql("select 1 from events limit 1")))


def _truth(app: App) -> Path:
    return app.home.path / "truth"


class _Sender:
    """Sends requests to the collector, and waits where the lake falls far behind."""

    def __init__(self, app: App, project: int, sources: dict[str, int]) -> None:
        self._app = app
        self._project = project
        self._sources = sources
        self._sent: deque[tuple[int, list[_Sent]]] = deque()
        self.requests = 0
        self.events = 0
        self.stored_ms = 0
        """When the newest request arrived of which all before it are stored."""

    def send(self, frame: list[Request]) -> None:
        """Hand the requests of one frame to the collector."""
        sent = [(request, self._handed_over(request)) for request in frame]
        self._sent.append((frame[-1].received_ms, sent))
        self.requests += len(frame)
        self.events += sum(request.events for request in frame)
        while len(self._sent) > _AHEAD or self._is_oldest_stored():
            self.settle_oldest()

    @property
    def waiting(self) -> bool:
        """Whether something sent is not yet known to be stored."""
        return bool(self._sent)

    def _is_oldest_stored(self) -> bool:
        if not self._sent:
            return False
        newest = self._sent[0][1][-1][1]
        if not newest.done():
            return False
        return newest.exception() is not None or newest.result() <= self._app.spool.checkpointed

    def _handed_over(self, request: Request) -> Future[int]:
        return patiently(lambda: self._accept(request), self._rest, patience_s=_PATIENCE_S)

    def _accept(self, request: Request) -> Future[int]:
        envelope = Envelope(
            self._project,
            self._sources[request.source],
            request.dialect,
            request.path,
            request.received,
            request.ip,
            request.headers.get("user-agent", ""),
            request.query,
            {name: request.headers[name] for name in _KEPT if name in request.headers},
        )
        return self._app.collector.accept(envelope, request.body)

    def _rest(self, seconds: float) -> None:
        """Let the lake catch up, which frees the spool, and then let some time pass."""
        while self._sent:
            self.settle_oldest()
        sleep(seconds)

    def _position(self, sent: _Sent) -> int:
        """Return where a request is safe on the disk; one that a full disk refused goes again."""
        request, first = sent
        left = [first]

        def attempt() -> int:
            return (left.pop() if left else self._accept(request)).result()

        return patiently(attempt, sleep, patience_s=_PATIENCE_S)

    def settle_oldest(self) -> None:
        """Wait until the oldest frame under way is stored.

        Raises:
            StoreFull: the disk took no more for two minutes.
            StoreError: the lake took nothing for two minutes.
        """
        received_ms, frame = self._sent.popleft()
        position = max(self._position(sent) for sent in frame)
        drain, spool = self._app.drain, self._app.spool
        began = self._app.clock.monotonic()
        while spool.checkpointed < position:
            drain.settled(position, 5.0)
            if self._app.clock.monotonic() - began > _PATIENCE_S:
                raise StoreError(
                    "the lake does not take the town's events",
                    hint=drain.lag().error or "try again",
                )
        self.stored_ms = received_ms


_KEPT = ("content-type", "accept-language")


def _progress(plan: Plan, sender: _Sender) -> Progress:
    done = max(0, sender.stored_ms - plan.start_ms)
    return Progress(done / (plan.end_ms - plan.start_ms), sender.events)


def _require_fresh(app: App) -> None:
    if app.lake.rows(Sql("select 1 from events limit 1")):
        raise Conflict(
            f"the home {app.home.path} holds events already",
            hint="name a fresh folder with --home, or look at this one with `bellrock serve`",
        )


def _settle(app: App) -> int:
    """Give the default project the town's time zone and currency, and return its number."""
    project = app.accounts.project()
    app.accounts.projects.change(project.id, {"zone": ZONE, "currency": CURRENCY}, actor="demo")
    return project.id


def _keys(app: App, project: int) -> dict[str, int]:
    made = {
        name: app.accounts.keys.create("write", project, name, actor="demo") for name in SOURCES
    }
    return {name: key.source for name, (key, _) in made.items()}


@contextmanager
def _played(app: App, plan: Plan) -> Iterator[BinaryIO]:
    """Play the town in a child process and give what it writes."""
    words = {
        "--people": plan.people, "--days": plan.days, "--seed": plan.seed,
        "--end": plan.end.isoformat(), "--truth": _truth(app),
    }  # fmt: skip
    command = [sys.executable, "-m", "bellrock.town"]
    command += [str(word) for pair in words.items() for word in pair]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 -- our own module
    assert child.stdout is not None  # noqa: S101 -- tells the type checker of the pipe above
    try:
        with child.stdout as output:
            yield cast(BinaryIO, output)
        if child.wait() != 0:
            raise BellrockError("the town could not be played to its end", hint="see above")
    except EOFError as error:
        raise BellrockError("the town stopped before its last day", hint="see above") from error
    finally:
        child.kill()
        child.wait()


def _moved(app: App, project: int, sender: _Sender, seconds: float) -> Moved:
    counted: dict[str, Any] = dict(
        app.lake.rows(
            Sql(
                """
                select verdict, sum(events)
                from intake
                where project = {project:UInt32}
                group by verdict
                """,
                {"project": project},
            )
        )
    )
    return Moved(
        requests=sender.requests,
        emitted=sender.events,
        stored=int(counted.get("stored", 0)) + int(counted.get("warned", 0)),
        duplicate=int(counted.get("duplicate", 0)),
        quarantined=int(counted.get("quarantined", 0)),
        seconds=seconds,
    )
