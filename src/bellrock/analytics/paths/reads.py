"""Which events are read for paths, and which of them mark something?"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.query.ask import PathsAsk
from bellrock.query.relation import Reading
from bellrock.query.selector import ANY, Selector

MARKS = ("start", "end", "around", "via", "goal")


def marks(ask: PathsAsk) -> dict[str, Selector]:
    """Return the events that mark something on a path, by what they mark."""
    return {mark: one for mark in MARKS if (one := getattr(ask, mark)) is not None}


def read_selectors(ask: PathsAsk) -> Sequence[Selector]:
    """Return what is read: everything, or only the asked events and those that mark something."""
    return [ANY] if ask.events is None else [*ask.events, *marks(ask).values()]


def kept(reading: Reading, ask: PathsAsk) -> list[str]:
    """The conditions on rows: one of what is read, and none of those left out."""
    conditions = [f"not ({reading.matches(selector)})" for selector in ask.exclude]
    if ask.events is None:
        return conditions
    return [*conditions, *reading.wanted(read_selectors(ask))]
