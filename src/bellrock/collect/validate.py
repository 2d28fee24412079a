"""May this event be stored as it is? Its verdict: stored, warned about, or refused.

What the lake cannot hold is mended rather than refused, with a warning; the event as it was sent
is kept beside it in any case.
"""

from __future__ import annotations

from collections.abc import Iterable

from bellrock.collect.event import Event
from bellrock.collect.tame import MOST_PROPERTIES, is_tame, tame
from bellrock.core.errors import InvalidEvent

LONGEST_NAME = 200
"""Characters an event's name may have; a longer one is cut."""
LARGEST = 1024 * 1024
"""Characters an event may have as it was sent, where its dialect sets no lower limit."""


def check(event: Event, *, largest: int = LARGEST) -> None:
    """Set the event's verdict, and mend what the lake could not hold.

    Raises:
        InvalidEvent: longer than `largest` characters; `reason` is `too_large`.
    """
    if len(event.raw) > largest:
        raise InvalidEvent(
            f"the event has {len(event.raw)} characters",
            hint=f"an event may have {largest}; keep documents and images elsewhere",
            reason="too_large",
        )
    if len(event.event) > LONGEST_NAME:
        event.event = event.event[:LONGEST_NAME]
        event.warnings.append("name_cut")
    many = event.raw.count(":") > MOST_PROPERTIES
    if many or not (is_tame(event.props) and is_tame(event.ctx)):
        event.props, warnings = tame(event.props)
        event.ctx, more = tame(event.ctx)
        _warn(event, warnings | more)
    if event.traits and not is_tame([change.value for change in event.traits]):
        _tame_traits(event)
    event.verdict = "warned" if event.warnings else "stored"


def _tame_traits(event: Event) -> None:
    for place, change in enumerate(event.traits):
        value, warnings = tame({"value": change.value})
        event.traits[place] = type(change)(change.trait, change.op, value["value"])
        _warn(event, warnings)


def _warn(event: Event, warnings: Iterable[str]) -> None:
    event.warnings += sorted(set(warnings) - set(event.warnings))
