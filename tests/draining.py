"""A collector and its drain on real stores, to be killed and opened again by tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bellrock.collect.batch import Read, Size
from bellrock.collect.drain import Drain
from bellrock.collect.elsewhere import Here
from bellrock.collect.event import Envelope, Event
from bellrock.collect.ingest import Collector
from bellrock.collect.reader import reader
from bellrock.collect.steps import Steps
from bellrock.core.time import FixedClock
from bellrock.people import Claim, TraitOp
from bellrock.people.traits import write_traits
from bellrock.query import Sql
from bellrock.store import Lake, Ledger, migrate_ledger
from bellrock.store.spool import Spool


class Crash(BaseException):
    """The process dies here."""


class Bystander:
    """Stands where `People` stands in tests about events: keeps claims, writes traits for real."""

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self.claims: list[Claim] = []
        self.ops: list[TraitOp] = []

    def observe(self, claims: Sequence[Claim]) -> list[str]:
        self.claims += claims
        return ["attached" for _ in claims]

    def write_traits(self, ops: Sequence[TraitOp], *, token: str) -> None:
        self.ops += ops
        write_traits(self.lake, ops, token=token)


def unenriched(event: Event, envelope: Envelope) -> None:
    """Add nothing to an event."""


class Rig:
    """Spool, collector and drain on one folder; `reopen` is what a new process would do."""

    def __init__(self, folder: Path, lake: Lake, clock: FixedClock, project: int) -> None:
        self.folder, self.lake, self.clock, self.project = folder, lake, clock, project
        folder.mkdir(parents=True, exist_ok=True)
        self.ledger = Ledger(f"sqlite:///{folder / 'ledger.db'}")
        migrate_ledger(self.ledger)
        self.people: Any = Bystander(lake)
        self.size: Size | None = None
        self.read: Read = reader(unenriched)
        self.open()

    def open(self) -> None:
        self.spool = Spool(self.folder / "spool", clock=self.clock, segment_bytes=4096)
        self.collector = Collector(self.spool)
        self.steps = Steps(self.lake, self.ledger, self.people)
        self.drain = Drain(
            self.spool, self.steps, Here(self.read), clock=self.clock, linger_s=0.01, size=self.size
        )

    def reopen(self) -> None:
        self.spool.close()
        self.open()

    def close(self) -> None:
        self.drain.close(timeout_s=0)
        self.spool.close()
        self.ledger.close()

    def send(self, *events: dict[str, Any], **envelope: Any) -> int:
        """Accept one request of Bellrock's own dialect; return its position."""
        return self.send_body(json.dumps({"events": events}).encode(), **envelope)

    def send_body(self, body: bytes, **envelope: Any) -> int:
        around = {
            "project": self.project,
            "source": 1,
            "dialect": "bellrock",
            "path": "/v1/events",
            "received": self.clock.now(),
        }
        return self.collector.accept(Envelope(**around | envelope), body).result(10)

    def drain_all(self) -> None:
        while self.drain.once():
            pass

    def die_after(self, step: str) -> None:
        """Drain until `step` is done, and die there."""

        def watch(done: str) -> None:
            if done == step:
                raise Crash

        self.drain.after_step = watch
        try:
            self.drain_all()
        except Crash:
            return
        raise AssertionError(f"{step} was never done")

    def rows(self, text: str) -> list[tuple[Any, ...]]:
        return self.lake.rows(Sql(text, {"project": self.project}))

    def events(self, columns: str = "event_id") -> list[tuple[Any, ...]]:
        """Return the stored events, by id."""
        return self.rows(
            f"select {columns} from events where project = {{project:UInt32}} order by event_id, ts"
        )

    def picture(self) -> dict[str, Any]:
        """Return all that draining has left, without what depends on the project's number."""
        return {
            "events": self.events("event_id, event, ts, tie, verdict, warnings, props, raw"),
            "refused": self.rows(
                """select reason, detail, event, event_id, raw, replayed from quarantine final
                where project = {project:UInt32} order by position"""
            ),
            "traits": self.rows(
                """select trait, op, value, ts, tie, event_id from trait_ops final
                where project = {project:UInt32} order by all"""
            ),
            "intake": self.intake(),
        }

    def intake(self) -> dict[tuple[str, str], int]:
        found = self.rows(
            """select verdict, reason, sum(events) from intake final
            where project = {project:UInt32} group by all"""
        )
        return {(verdict, reason): events for verdict, reason, events in found}


def said(event_id: str, **fields: Any) -> dict[str, Any]:
    """Return an event that somebody sends."""
    return {
        "event": "viewed",
        "event_id": event_id,
        "user_id": "ann",
        "ts": "2026-03-01T11:00:00Z",
    } | fields


Made = Callable[..., Rig]
