"""How does a drained batch stand in the lake? Its rows, as JSON lines, table by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from bellrock.collect.batch import Refused
from bellrock.collect.event import Event, rows
from bellrock.collect.places import Places
from bellrock.core.time import EPOCH

_find = Places().find
_encode = msgspec.json.Encoder(decimal_format="number")

Counted = Counter[tuple[int, datetime, int, str, str, str]]
"""How many events, by project, minute of arrival, source, dialect, verdict and reason."""


def event_lines(events: Sequence[Event]) -> bytes:
    """Return rows of `events`; takes `links` and `traits` off them."""
    return rows(events)


def refused_lines(refused: Iterable[Refused]) -> bytes:
    """Return rows of `quarantine`; a record's number is the version of what it says."""
    return _encode.encode_lines([_refused_row(one) for one in refused])


def intake_lines(counted: Counted, first: int, last: int) -> bytes:
    """Return rows of `intake` for the batch of the records `first` to `last`.

    A batch that is drained again begins with the same record and reaches at least as far, so the
    row with the greater `last` replaces the other.
    """
    return _encode.encode_lines(
        [
            {
                "project": project,
                "minute": minute,
                "source": source,
                "dialect": dialect,
                "verdict": verdict,
                "reason": reason,
                "batch": first,
                "events": count,
                "version": last,
            }
            for (project, minute, source, dialect, verdict, reason), count in counted.items()
        ]
    )


def count(
    stored: Iterable[Event], duplicates: Iterable[Event], refused: Iterable[Refused]
) -> Counted:
    """Count a batch's events by what became of them."""
    counted: Counted = Counter()
    minutes: dict[datetime, datetime] = {}
    for event in stored:
        reason = event.warnings[0] if event.warnings else ""
        counted[_key(event, event.verdict, reason, minutes)] += 1
    for event in duplicates:
        counted[_key(event, "duplicate", "event_id", minutes)] += 1
    for one in refused:
        sent = one.origin.record.envelope
        minute = sent.received.replace(second=0, microsecond=0)
        reason = one.refusal.reason
        key = (sent.project, minute, sent.source, sent.dialect, "quarantined", reason)
        counted[key] += 1
    return counted


def _key(
    event: Event, verdict: str, reason: str, minutes: dict[datetime, datetime]
) -> tuple[int, datetime, int, str, str, str]:
    minute = minutes.get(event.received)
    if minute is None:
        minute = event.received.replace(second=0, microsecond=0)
        minutes[event.received] = minute
    return (event.project, minute, event.source, event.dialect, verdict, reason)


def _refused_row(one: Refused) -> dict[str, Any]:
    sent = one.origin.record.envelope
    around = {
        "path": sent.path,
        "query": sent.query,
        "ip": _find(sent.ip).network,  # never the whole address
        "user_agent": sent.user_agent,
        "headers": sent.headers,
        "historical": sent.historical,
        "around": one.refusal.around,
        "whole": one.whole,
        "encoding": one.encoding,
    }
    return {
        "project": sent.project,
        "position": one.position,
        "received": max(sent.received, EPOCH),
        "dialect": sent.dialect,
        "source": sent.source,
        "event": one.refusal.event,
        "event_id": one.refusal.event_id,
        "reason": one.refusal.reason,
        "detail": one.refusal.detail,
        "envelope": _encode.encode(around).decode(),
        "raw": one.refusal.raw,
        "replayed": 0,
        "version": one.origin.number,
    }
