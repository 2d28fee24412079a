"""Is this row of an import an event? What a dialect lets pass and history must not.

An event without a time happened when it arrived; a row without one happened nobody knows when. What
was wrong with a row stands in its `problem`, which a fix may drop.
"""

from __future__ import annotations

from typing import Any

import msgspec

from bellrock.collect.event import Event, Parsed, Refusal
from bellrock.collect.record import Record
from bellrock.core.order import tie

IMPORTED = "import/"
"""How the path of an imported record begins; the file's name follows."""
_MASK = 65_535  # of a position, the part that is the place in the record


def check_rows(parsed: Parsed, record: Record) -> None:
    """Refuse rows with a problem, put those of one moment in the file's order, and name the rows.

    The row as it was sent is not kept beside the event: all of it that the mapping wants is there.
    """
    kept: list[Event] = []
    for refusal in parsed.refused:
        _name_problem(refusal, record)
    for event in parsed.events:
        problem = event.ctx.pop("problem", None)
        sequence = event.ctx.pop("sequence", 0)
        if problem is None and event.original is not None:
            event.tie = tie(sequence if isinstance(sequence, int) else 0, event.event_id)
            event.raw = ""
            kept.append(event)
            continue
        reason, _, detail = str(problem or "missing_time: the row has no time").partition(": ")
        refusal = Refusal(
            reason=reason,
            detail=detail or reason,
            raw=event.raw,
            index=event.position & _MASK,
            event=event.event,
            event_id=event.event_id,
        )
        refusal.detail = _row(refusal, record) + refusal.detail
        parsed.refused.append(refusal)
    parsed.events = kept
    parsed.refused.sort(key=lambda refusal: refusal.index)


def _name_problem(refusal: Refusal, record: Record) -> None:
    problem = _told(refusal.raw).get("problem")
    if problem:
        refusal.reason, _, refusal.detail = str(problem).partition(": ")
    refusal.detail = _row(refusal, record) + refusal.detail


def _told(raw: str) -> dict[str, Any]:
    try:
        told = msgspec.json.decode(raw)
    except msgspec.MsgspecError:
        return {}
    return told if isinstance(told, dict) else {}


def _row(refusal: Refusal, record: Record) -> str:
    if record.chunk is None:
        return ""
    name = record.envelope.path.removeprefix(IMPORTED)
    return f"row {record.chunk.first + refusal.index} of {name}: "
