"""How are counts, shares, waits and moments written for people?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bellrock.core import time

_SCALES = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))


def count(value: float | None) -> str:
    """Write a number: in full up to five digits, shortened above ("1.24 M"); None is –."""
    if value is None:
        return "–"
    if abs(value) >= 99_999.5:
        return _short(value)
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.2f}" if abs(value) < 1000 else f"{value:,.0f}"


def share(value: float | None) -> str:
    """Write a share in 0–1 as per cent with one decimal; None is –."""
    return "–" if value is None else f"{100 * value:.1f} %"


def wait(seconds: float | None) -> str:
    """Write a duration in its two largest units, such as "2 h 5 min"; None is –."""
    if seconds is None:
        return "–"
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    whole = round(seconds)
    for size, name, smaller, small_name in (
        (86400, "d", 3600, "h"),
        (3600, "h", 60, "min"),
        (60, "min", 1, "s"),
    ):
        if whole >= size:
            rest = whole % size // smaller
            return f"{whole // size} {name}" + (f" {rest} {small_name}" if rest else "")
    return f"{whole} s"


def moment(text: str | datetime, zone: str) -> datetime:
    """Return the moment `text` (ISO 8601) as the wall clock of `zone` shows it; naive is UTC."""
    at = text if isinstance(text, datetime) else datetime.fromisoformat(text)
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(time.zone(zone))


def day(at: datetime, *, year: bool = False) -> str:
    """Write a local date, such as "3 Nov" or "3 Nov 2026"."""
    return f"{at.day} {at:%b}" + (f" {at.year}" if year else "")


def span(start: datetime, end: datetime) -> str:
    """Write a half-open period of local times; where it ends at midnight, its last day counts."""
    last = end - timedelta(microseconds=1)
    if start.date() == last.date():
        return day(start, year=True)
    return f"{day(start, year=start.year != last.year)} – {day(last, year=True)}"


def bounds(meta: Mapping[str, Any]) -> tuple[datetime, datetime] | None:
    """Return the answer's period in its own zone, or None where it states none."""
    period = meta.get("period")
    zone = str(meta.get("zone") or "UTC")
    if not period:
        return None
    return moment(period["from"], zone), moment(period["to"], zone)


def quiet(meta: Mapping[str, Any]) -> list[str]:
    """Write what stands under a chart: period, zone, filters, bots, freshness, rows, seconds."""
    period = bounds(meta)
    parts = [
        span(*period) if period else "",
        str(meta.get("zone") or "UTC"),
        *(str(one) for one in meta.get("filters") or ()),
        _bots(meta),
        f"people estimated, standard error {share(meta['error'])}" if meta.get("error") else "",
        "ids as of each event" if meta.get("identity") == "as_of_event" else "",
        _fresh(meta),
        f"{count(meta['rows_scanned'])} rows" if meta.get("rows_scanned") is not None else "",
        f"{meta['seconds']:.2f} s" if meta.get("seconds") is not None else "",
    ]
    return [part for part in parts if part]


def joined(parts: Sequence[str], width: int) -> list[str]:
    """Join `parts` by dots into lines of at most `width`, broken between parts alone."""
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + 3 + len(part) <= width:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return lines


def _short(value: float) -> str:
    for size, letter in _SCALES:
        if abs(value) >= size * 0.9995:
            return f"{value / size:.3g} {letter}"
    return f"{value:.3g}"


def _bots(meta: Mapping[str, Any]) -> str:
    part = meta.get("bot_share")
    if part is None:
        return ""
    return f"{share(part)} bots {'in' if meta.get('bots') == 'included' else 'out'}"


def _fresh(meta: Mapping[str, Any]) -> str:
    newest = meta.get("freshness")
    if not newest:
        return ""
    at = moment(newest, str(meta.get("zone") or "UTC"))
    return f"fresh to {day(at)} {at:%H:%M}"
