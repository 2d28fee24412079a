"""What may a statement call? Functions of values, and aggregates; whatever reaches out is not here.

A function that reads a dictionary, a file, a setting or another table, that waits, or that tells of
the machine is in no category of `functions.txt`.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.resources import files

COMBINATORS = (
    "If", "Array", "Map", "Distinct", "OrDefault", "OrNull", "ForEach", "ArgMin", "ArgMax",
    "State", "SimpleState", "Merge", "MergeState",
)  # fmt: skip
"""What an aggregate's name may end with."""
TABLE_FUNCTIONS = ("numbers", "zeros", "values", "generate_series", "generateseries")
"""What may stand where a table does."""


def is_known(name: str) -> bool:
    """Return whether a statement may call `name`."""
    return name.lower() in _names()[0] or is_aggregate(name)


def is_aggregate(name: str) -> bool:
    """Return whether `name` is an aggregate, its combinators left off one by one."""
    if name.lower() in _names()[1]:
        return True
    return any(
        name.endswith(ending) and is_aggregate(name.removesuffix(ending)) for ending in COMBINATORS
    )


def meant(name: str) -> list[str]:
    """Return functions whose names are like `name`."""
    return get_close_matches(name, known(), n=3, cutoff=0.75)


@cache
def known() -> tuple[str, ...]:
    """Return every function's name, as the engine writes it."""
    text = files(__package__).joinpath("functions.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(" ".join(lines).split())


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    text = files(__package__).joinpath("functions.txt").read_text("utf-8")
    plain, aggregates = (
        frozenset(part.partition("\n")[2].lower().split()) for part in text.split("\n\n")
    )
    return plain, aggregates
