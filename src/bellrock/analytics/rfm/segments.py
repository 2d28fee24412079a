"""In which segment does a person stand, by their three levels?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bellrock.query.asks.rfm import Scheme

NAMES: Mapping[Scheme, tuple[str, ...]] = {
    "ten": (
        "champions", "loyal", "potential_loyalists", "new", "promising", "need_attention",
        "about_to_sleep", "at_risk", "cant_lose", "hibernating",
    ),
    "eight": (
        "key_value", "key_growth", "key_keep", "key_winback", "value", "growth", "keep", "winback",
    ),
}  # fmt: skip
"""The segments of a scheme, the best first. Of eight, those called key have a high value."""
NONE = "none"
"""Who did not do it in a period at all."""
_TEN = (
    ("hibernating", "hibernating", "at_risk", "at_risk", "cant_lose"),
    ("hibernating", "hibernating", "at_risk", "at_risk", "cant_lose"),
    ("about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"),
    ("promising", "potential_loyalists", "potential_loyalists", "loyal", "loyal"),
    ("new", "potential_loyalists", "potential_loyalists", "champions", "champions"),
)
"""By recency (rows) and frequency, of five levels each: the grid that the field uses."""
_EIGHT = {
    (True, True, True): "key_value", (True, False, True): "key_growth",
    (False, True, True): "key_keep", (False, False, True): "key_winback",
    (True, True, False): "value", (True, False, False): "growth",
    (False, True, False): "keep", (False, False, False): "winback",
}  # fmt: skip
"""By whether recency, frequency and value are high."""
Levels = tuple[int, int, int]
"""Of recency, frequency and value, from 1."""


def segment(
    scheme: Scheme, levels: Levels, counts: Levels, means: Sequence[tuple[int, int]]
) -> str:
    """Return the segment of people at `levels`.

    Args:
        counts: How many levels there are of each; of ten segments, other numbers of levels than
            five are stretched to five and rounded.
        means: Of each, the sum of everybody's levels and how many people that are: high is who
            stands above the mean level.
    """
    if scheme == "ten":
        recency, frequency = (
            (2 * 4 * (level - 1) + count - 1) // (2 * (count - 1))
            for level, count in zip(levels[:2], counts[:2], strict=True)
        )
        return _TEN[recency][frequency]
    recent, often, much = (
        level * people > total for level, (total, people) in zip(levels, means, strict=True)
    )
    return _EIGHT[recent, often, much]


def places(scheme: Scheme, counts: Levels, means: Sequence[tuple[int, int]]) -> list[int]:
    """Return for all levels, the value's running fastest, the place of their segment from 1 on."""
    named = {name: place for place, name in enumerate(NAMES[scheme], 1)}
    return [
        named[segment(scheme, (r, f, m), counts, means)]
        for r in range(1, counts[0] + 1)
        for f in range(1, counts[1] + 1)
        for m in range(1, counts[2] + 1)
    ]
