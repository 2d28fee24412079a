"""Where in a definition is what is wrong? `events[2].where[0]`, written the same everywhere.

Names are joined by dots, a place in a list stands in brackets and counts from 0. The place in a
filter is that of the test, in reading order, whether the filter came as text or as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable


def place(parts: Iterable[str | int]) -> str:
    """Return the place that a way of names and numbers leads to: `("steps", 1)` is `steps[1]`."""
    found = ""
    for part in parts:
        found = inside(found, f"[{part}]" if isinstance(part, int) else part)
    return found


def inside(outer: str, inner: str) -> str:
    """Return the place `inner` of what stands at `outer`; either may be empty."""
    joined = outer and inner and not inner.startswith("[")
    return f"{outer}.{inner}" if joined else outer + inner
