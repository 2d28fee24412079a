"""How much of an answer does an assistant get? So much that it can be read, and what was left out.

All lists are cut to one length, so that what stands side by side stays so: the newest of points in
time, the first of anything else, which is how answers order their rows.
"""

from __future__ import annotations

import json
from typing import Any

from bellrock.core.errors import TooLarge

Json = dict[str, Any]
MOST = 40_000
"""The most letters of an answer, as JSON."""
_TEXT, _KEYS = 2_000, 60
"""The longest text within an answer, and the most keys of a mapping that names things."""
_NARROWER = "ask for fewer: a shorter period, a coarser `every`, a smaller `top`, or a filter"


def written(value: Any) -> str:
    """Return `value` as the JSON that is sent."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def bounded(answer: Json, most: int = MOST) -> Json:
    """Return `answer` in at most about `most` letters; a `note` before it says what is missing.

    Raises:
        TooLarge: it cannot be made so small.
    """
    limit = _longest(answer)
    while True:
        left: dict[str, str] = {}
        cut = _cut(answer, limit, "", left)
        if (size := len(written(cut))) <= most:
            break
        if limit <= 1:
            raise TooLarge(f"this answer takes {size:,} letters of {most:,}", hint=_NARROWER)
        limit = limit * 2 // 3
    if not left:
        return answer
    told = "; ".join(f"{where}: {what}" for where, what in left.items())
    return {"note": f"not everything is shown ({told}); {_NARROWER}", **cut}


def _cut(value: Any, limit: int, where: str, left: dict[str, str]) -> Any:
    if isinstance(value, str) and len(value) > _TEXT:
        left[where] = f"texts end after {_TEXT:,} letters"
        return value[:_TEXT] + "…"
    if isinstance(value, dict):
        keys, most = list(value), max(limit, _KEYS)
        if len(keys) > most:
            left[where] = f"the first {most} of {len(keys):,}"
        return {key: _cut(value[key], limit, f"{where}.{key}".lstrip("."), left)
                for key in keys[:most]}  # fmt: skip
    if not isinstance(value, list):
        return value
    shown = value
    if len(value) > limit:
        in_time = isinstance(value[0], dict) and isinstance(value[0].get("start"), str)
        shown = value[-limit:] if in_time else value[:limit]
        left[where] = f"the {'last' if in_time else 'first'} {limit} of {len(value):,}"
    return [_cut(one, limit, f"{where}[]", left) for one in shown]


def _longest(value: Any) -> int:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = len(value) if isinstance(value, list) else 1
    return max([own, *(_longest(part) for part in parts)])
