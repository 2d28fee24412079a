"""How does a record become events? Parsed in its dialect, checked, and enriched."""

from __future__ import annotations

from bellrock.collect.dialects import parse
from bellrock.collect.enrich import Enricher
from bellrock.collect.event import Envelope, Parsed


class Read:
    """Reads bodies; for one thread, as its enricher is."""

    def __init__(self, enricher: Enricher | None = None) -> None:
        self.enricher = enricher or Enricher()

    def __call__(self, envelope: Envelope, body: bytes) -> Parsed:
        """Return what `body` holds, ready to be stored.

        Raises:
            InvalidEvent: the body as a whole cannot be read.
        """
        parsed = parse(envelope, body)
        for event in parsed.events:
            self.enricher.enrich(event, envelope)
        return parsed
