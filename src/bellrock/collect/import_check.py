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
NOT_KEPT = "row_not_kept"
"""The warning that a row was too large to be kept beside what the mapping took of it."""
_MASK = 65_535  # of a position, the part that is the place in the record


class _Line(msgspec.Struct):
    row: msgspec.Raw = msgspec.Raw()


_read_row = msgspec.json.Decoder(_Line).decode


def check_rows(parsed: Parsed, record: Record) -> None:
    """Refuse rows with a problem, put those of one moment in the file's order, and name the rows.

    What is kept as sent is the row as it was read, with all its columns, and not what the mapping
    made of it: that stands in the event.
    """
    kept: list[Event] = []
    for refusal in parsed.refused:
        _name_problem(refusal, record)
    for event in parsed.events:
        problem = event.ctx.pop("problem", None)
        sequence = event.ctx.pop("sequence", 0)
        if problem is None and event.original is not None:
            event.tie = tie(sequence if isinstance(sequence, int) else 0, event.event_id)
            _keep_row(event)
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
        refusal.detail = _of_row(refusal, record)
        parsed.refused.append(refusal)
    parsed.events = kept
    parsed.refused.sort(key=lambda refusal: refusal.index)


def _keep_row(event: Event) -> None:
    """Leave of what was sent the row as it was read."""
    try:
        row = str(_read_row(event.raw).row, "utf-8")
    except (msgspec.MsgspecError, RecursionError):
        row = ""
    event.raw = row if row.startswith("{") else ""
    if row == "null":
        event.warnings.append(NOT_KEPT)
        event.verdict = "warned"


def _name_problem(refusal: Refusal, record: Record) -> None:
    problem = _told(refusal.raw).get("problem")
    if problem:
        refusal.reason, _, refusal.detail = str(problem).partition(": ")
    refusal.detail = _of_row(refusal, record)


def _told(raw: str) -> dict[str, Any]:
    try:
        told = msgspec.json.decode(raw)
    except msgspec.MsgspecError:
        return {}
    return told if isinstance(told, dict) else {}


def _of_row(refusal: Refusal, record: Record) -> str:
    if record.chunk is None:
        return refusal.detail
    row, file = record.chunk.first + refusal.index, record.envelope.path.removeprefix(IMPORTED)
    return f"row {row} of {file}: {refusal.detail}"
