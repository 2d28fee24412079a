"""Which rows does a question read? Events with the identity graph applied: the one relation.

Every question, person list, audience and metric reads events through `Relation`, so their numbers
agree: bots are left out by default, and `who` is the person an event belongs to as known now.
"""

from __future__ import annotations

from dataclasses import dataclass

from bellrock.core.time import SYSTEM_CLOCK, Clock

AT = "toUInt64(toUnixTimestamp64Micro(ts)) * 8192 + tie"
DICTIONARY = "person_override"


@dataclass(frozen=True)
class IdentityState:
    """What the identity graph of a project can change, so that idle look-ups are left out."""

    overrides: bool = True
    """Some person key maps to another person."""
    visits: bool = False
    """Some visit of a shared device has been given to a person of its own."""


@dataclass(frozen=True)
class Context:
    """Who asks: the project, its zone, what is known of identity, and the clock."""

    project: int
    zone: str = "UTC"
    identity: IdentityState = IdentityState()
    clock: Clock = SYSTEM_CLOCK
    include_bots: bool = False
