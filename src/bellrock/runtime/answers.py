"""Has this been asked before, of the same data? Answers kept in memory, by definition and data.

An answer is good while nothing that it was read from has changed: events, traits, who is who, and
the project's own rules. What the lake holds is told by its parts (see `watermark_sql`), so that it
does not matter which process wrote. An answer that is given again says how old it is.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

import msgspec

from bellrock.analytics import kind_of
from bellrock.analytics.answer import Answer
from bellrock.core.time import Clock, micros
from bellrock.query import Sql
from bellrock.query.ask import Ask
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

ROOM_BYTES, LARGEST_BYTES = 64 << 20, 8 << 20
"""The most that kept answers take, and the largest that is kept, as JSON."""
_SLOT_US = 15 * 60 * 1_000_000
"""Days, weeks and hours of every zone begin with a quarter of an hour: what an answer says of
buckets that have ended holds until the next."""
_MOVING = re.compile(
    r"\bnow(?:InBlock)?(?:64)?\b|\b(?:current|local|utc)_?time(?:stamp)?\b"
    r"|\b(?:last|this)\s+(?:\d+\s+)?(?:minute|hour)|\"-\s*\d+\s*h\"|\"-0",
    re.I,
)
"""What means another stretch of time at every moment."""
_AGE = b'"cached_s":-1.0'
"""Where the age of a kept answer is written; no text of an answer holds a bare quote."""


@dataclass(frozen=True)
class _Kept:
    mark: int
    """The lake's watermark before the answer was computed."""
    at: float
    before: bytes
    after: bytes

    @property
    def size(self) -> int:
        return len(self.before) + len(self.after)


class Answers:
    """Answers as JSON, from memory where they still hold; safe to share between threads."""

    def __init__(self, clock: Clock, *, room_bytes: int = ROOM_BYTES) -> None:
        self._clock = clock
        self._room = room_bytes
        self._lock = Lock()
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self._bytes = 0

    def reply(self, lake: Lake, ask: Ask, ctx: Context) -> bytes:
        """Return the answer to `ask` as JSON, computed where none is kept that still holds.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        key = question_key(ask, ctx)
        mark = watermark(lake) if key else 0
        again = self._again(key, mark)
        if again is not None:
            return again
        answer = kind_of(ask).answer(lake, ask, ctx)
        if key:
            self._keep(key, mark, answer)
        return answer.to_bytes()

    def look(self, lake: Lake, ask: Ask, ctx: Context) -> bytes | None:
        """Return the kept answer to `ask`, None where there is none that still holds.

        Raises:
            InvalidDefinition: as `reply`.
        """
        key = question_key(ask, ctx)
        if not key or key not in self._kept:
            return None
        return self._again(key, watermark(lake))

    @property
    def taken(self) -> int:
        """How many bytes the kept answers take."""
        return self._bytes

    def _again(self, key: bytes, mark: int) -> bytes | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            if kept.mark != mark:
                self._drop(key)
                return None
            self._kept.move_to_end(key)
        age = max(0.0, self._clock.monotonic() - kept.at)
        return b'%b"cached_s":%.1f%b' % (kept.before, age, kept.after)

    def _keep(self, key: bytes, mark: int, answer: Answer) -> None:
        text = answer.as_kept().to_bytes()
        before, found, after = text.partition(_AGE)
        kept = _Kept(mark, self._clock.monotonic(), before, after)
        if not found or kept.size > LARGEST_BYTES:
            return
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self._bytes += kept.size
            while self._bytes > self._room:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: bytes) -> None:
        kept = self._kept.pop(key, None)
        self._bytes -= kept.size if kept else 0


def question_key(ask: Ask, ctx: Context) -> bytes:
    """Return what tells a question from every other one; empty where it changes by the moment.

    Two ways to write one question have one key: it is made of what was understood.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    reading = Reading(ask, ctx)
    told: dict[str, Any] = ask.model_dump(mode="json", by_alias=True)
    if _MOVING.search(msgspec.json.encode(told).decode()):
        return b""
    told |= {"from": micros(reading.period.start), "to": micros(reading.period.end)}
    about = {
        "ask": told,
        "kind": ask.question,
        "project": ctx.project,
        "zone": reading.tz.key,
        "bots": reading.bots,
        "identity": [ctx.identity.overrides, ctx.identity.visits],
        "audiences": dict(sorted(ctx.audiences.items())),
        "folds": {trait: repr(fold) for trait, fold in ctx.folds.items()},
        "slot": micros(reading.now) // _SLOT_US,
    }
    return msgspec.json.encode(about, order="deterministic")


def watermark(lake: Lake) -> int:
    """Return a number that changes with everything that is stored in the lake."""
    (found,) = lake.one(watermark_sql())
    return int(found)


def watermark_sql() -> Sql:
    """Return one row: a digest of what every table holds, as the engine numbers its blocks.

    A merge in the background changes it seldom, an insert, a deletion or a mutation always.
    """
    return Sql(
        """
        select groupBitXor(cityHash64(table, partition_id, blocks, version, n)) from (
          select table, partition_id,
            max(max_block_number) as blocks, max(data_version) as version, sum(rows) as n
          from system.parts
          where database = currentDatabase() and active
            and table in ('events', 'trait_ops', 'logins', 'person_overrides', 'costs')
          group by table, partition_id
        )
        """
    )
