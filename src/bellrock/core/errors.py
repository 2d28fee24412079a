"""What can go wrong, and what does the reader do about it?

BellrockError
├── InvalidDefinition     a question, filter, mapping or setting that cannot mean anything
├── InvalidEvent          a body or an event that the collector cannot accept
├── NotEnoughData         the answer exists, but not yet
├── NotFound              the thing named is not here
├── NotAllowed            the caller may not do this
│   └── NotSignedIn       the caller is not known
├── Conflict              the thing exists already, or changed underneath
├── TooMany               a rate or size limit; retry later
├── TooLarge              a body beyond what is taken
├── NotDelivered          a message that another service did not take
├── NotDrawn              a page that no browser drew
└── StoreError            an engine refused
    ├── StoreLocked       another process owns the folder
    ├── StoreFull         the disk is at its watermark; retry later
    ├── StoreUnreachable  the server does not answer; retry later
    ├── StoreUnwritable   the folder cannot be written
    ├── QueryOverLimit    a query passed its time or memory limit
    ├── QueryCancelled    somebody cancelled it
    └── StoreCorrupt      a file on disk is damaged
"""

from __future__ import annotations

from typing import Any


class BellrockError(Exception):
    """A refusal: one sentence, a `hint` that contains the fix, and the facts.

    Args:
        message: What is wrong, as a sentence without a full stop.
        hint: What the reader can do now.
        retry_after_s: Seconds after which the same call may work; None means it will not.
        facts: Values that belong to the case, safe to show (never a secret).
    """

    code = "error"

    def __init__(
        self, message: str, *, hint: str = "", retry_after_s: int | None = None, **facts: Any
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.retry_after_s = retry_after_s
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class InvalidDefinition(BellrockError):
    """A question, filter, mapping or setting cannot mean anything; `field` names the place."""

    code = "invalid_definition"

    @property
    def field(self) -> str:
        """The place in the definition, as `core.place` writes it; empty for the whole of it."""
        return str(self.facts.get("field") or "")

    def at(self, field: str) -> InvalidDefinition:
        """Return the same refusal, at the place `field`."""
        return InvalidDefinition(self.message, hint=self.hint, **{**self.facts, "field": field})


class InvalidEvent(BellrockError):
    """A body or an event that the collector cannot accept."""

    code = "invalid_event"


class NotEnoughData(BellrockError):
    """The answer exists, but the data does not carry it yet."""

    code = "not_enough_data"


class NotFound(BellrockError):
    """The thing named is not here."""

    code = "not_found"


class NotAllowed(BellrockError):
    """The caller is known and may not do this."""

    code = "not_allowed"


class NotSignedIn(NotAllowed):
    """The caller is not known."""

    code = "not_signed_in"


class Conflict(BellrockError):
    """The thing exists already, or it changed underneath."""

    code = "conflict"


class TooMany(BellrockError):
    """A rate or size limit was passed."""

    code = "too_many"


class TooLarge(BellrockError):
    """What was sent is larger than what is taken."""

    code = "too_large"


class NotDelivered(BellrockError):
    """A message that another service did not take."""

    code = "not_delivered"


class NotDrawn(BellrockError):
    """A page that no browser drew."""

    code = "not_drawn"


class StoreError(BellrockError):
    """An engine refused."""

    code = "store_error"


class StoreLocked(StoreError):
    """Another process owns the folder."""

    code = "store_locked"


class StoreFull(StoreError):
    """The disk is at its watermark; nothing was accepted."""

    code = "store_full"


class StoreUnreachable(StoreError):
    """The database server does not answer."""

    code = "store_unreachable"


class StoreUnwritable(StoreError):
    """The folder or file cannot be written."""

    code = "store_unwritable"


class QueryOverLimit(StoreError):
    """A query passed its time or memory limit."""

    code = "query_over_limit"


class QueryCancelled(StoreError):
    """Somebody cancelled the query."""

    code = "query_cancelled"


class StoreCorrupt(StoreError):
    """A file on disk is damaged."""

    code = "store_corrupt"
