"""What did an event say about who somebody is, and what they are like?

A claim is testimony, not a decision: two ids were seen together, and a rule says how. What the
claims add up to is decided in `people/resolve.py`, from all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

ClaimRule = Literal["login", "alias", "merge", "trait", "verified"]
TraitVerb = Literal["set", "set_once", "add", "append", "union", "unset"]
CLAIM_RULES: tuple[ClaimRule, ...] = get_args(ClaimRule)
TRAIT_VERBS: tuple[TraitVerb, ...] = get_args(TraitVerb)


@dataclass(frozen=True, slots=True)
class Identifier:
    """One id of somebody: `user_id`, `anonymous_id`, `email`, `phone`, `device_id` or custom.

    User ids and anonymous ids carry events and share one namespace (`core.ids.person_key`); every
    other type is a namespace of its own.
    """

    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Two ids of one project seen together on one event; which is `a` and which `b` is no matter.

    `rule` says how they were seen: `login` (a device and the user on it), `alias` (a client says
    that two ids are one person), `merge` (the same, over any objection), `trait` (a person states
    an e-mail, phone or other id, unproven), `verified` (the same, proven). `session` is the
    client's session, or empty; `source` is the dialect or import that said it.
    """

    project: int
    a: Identifier
    b: Identifier
    rule: ClaimRule
    ts: datetime
    event_id: str
    session: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class TraitOp:
    """One operation on one trait of a person, who is the event's own strongest id.

    `op` is one of `TRAIT_VERBS`; `value` is any JSON value (ignored by `unset`). Operations apply
    in the order of (`ts`, `tie`, `event_id`), however they arrive.
    """

    project: int
    person: int
    trait: str
    op: str
    value: Any
    ts: datetime
    tie: int
    event_id: str
    source: str = ""
