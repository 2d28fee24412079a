"""What is a thing called inside? Digests of people and visits, and random ids."""

from __future__ import annotations

from uuid import UUID, uuid4

from bellrock.core.bucket import digest64


def person_key(project: int, value: str) -> int:
    """Return the 64-bit person that the id `value` names by itself, before any merge.

    User ids and anonymous ids share one namespace, so a value names one person whichever way it
    arrives.
    """
    return digest64("person", str(project), value)


def visit_key(project: int, anonymous_id: str, session: str) -> int:
    """Return the 64-bit visit: one device in one session; never 0."""
    return digest64("visit", str(project), anonymous_id, session) or 1


def event_hash(project: int, event_id: str) -> int:
    """Return the 64-bit digest by which an event is recognised when it is sent twice."""
    return digest64("event", str(project), event_id)


def show_person(key: int) -> str:
    """Return a person's key as people and programs see it: 16 hexadecimal digits."""
    return f"{key:016x}"


def read_person(text: str) -> int | None:
    """Return the key that `show_person` printed, or None where `text` is no such thing."""
    if len(text) != 16:
        return None
    try:
        return int(text, 16)
    except ValueError:
        return None


def new_id() -> UUID:
    """Return a fresh random id."""
    return uuid4()
