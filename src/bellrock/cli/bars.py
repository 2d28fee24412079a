"""How is a number drawn with letters? Bars, columns and sparklines, in blocks or plain ASCII."""

from __future__ import annotations

from collections.abc import Sequence

_LEVELS = " ▁▂▃▄▅▆▇█"
_PARTS = " ▏▎▍▌▋▊▉█"
_PLAIN = " .:-=+*#@"


def bar(part: float, width: int, *, ascii_only: bool = False) -> str:
    """Return a horizontal bar that fills `part` (0–1) of `width`; above 0 it is never invisible."""
    eighths = round(max(0.0, min(1.0, part)) * width * 8)
    eighths = max(eighths, 1) if part > 0 else 0
    full, rest = divmod(eighths, 8)
    if ascii_only:
        return "#" * (full + (rest >= 4)) or ("." if part > 0 else "")
    return "█" * full + (_PARTS[rest] if rest else "")


def spark(values: Sequence[float], *, ascii_only: bool = False) -> str:
    """Return one letter a value, zero-based, the highest full; an all-zero line is blank."""
    top = max(values, default=0.0)
    letters = _PLAIN if ascii_only else _LEVELS
    return "".join(letters[_level(value, top, 8)] for value in values)


def columns(
    values: Sequence[float], *, height: int, wide: int = 1, ascii_only: bool = False
) -> list[str]:
    """Return `height` lines, top first, that draw each value as a column `wide` letters wide."""
    top = max(values, default=0.0)
    levels = [_level(value, top, 8 * height) for value in values]
    lines = []
    for row in range(height - 1, -1, -1):
        parts = [max(0, min(8, level - 8 * row)) for level in levels]
        letters = ("#" if part >= 4 else " " for part in parts) if ascii_only else None
        lines.append("".join(x * wide for x in letters or (_LEVELS[part] for part in parts)))
    return lines


def fit(values: Sequence[float | None], room: int) -> tuple[list[float], int]:
    """Return `values` averaged by runs so that at most `room` remain, and the run's length.

    An unknown value counts as 0 in the drawing alone.
    """
    known = [float(value or 0.0) for value in values]
    every = max(1, -(-len(known) // max(1, room)))
    runs = [known[i : i + every] for i in range(0, len(known), every)]
    return [sum(run) / len(run) for run in runs], every


def _level(value: float, top: float, steps: int) -> int:
    if top <= 0 or value <= 0:
        return 0
    return max(1, round(value / top * steps))
