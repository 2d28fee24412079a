"""How does a body become events that may be stored? Read and checked by its dialect, enriched."""

from __future__ import annotations

from collections.abc import Callable

from bellrock.collect.batch import Read
from bellrock.collect.dialects import parse
from bellrock.collect.event import Envelope, Event, Parsed

Enrich = Callable[[Event, Envelope], None]
"""Adds to an event what follows from what it and its envelope say: device, bot, channel, place."""


def reader(enrich: Enrich) -> Read:
    """Return the function that reads a body, with what `enrich` knows."""

    def read(envelope: Envelope, body: bytes) -> Parsed:
        parsed = parse(envelope, body)
        for event in parsed.events:
            enrich(event, envelope)
        return parsed

    return read
