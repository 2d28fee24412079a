"""A place is written the same, whichever way led to it."""

from __future__ import annotations

import pytest

from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside, place


@pytest.mark.parametrize(
    ("parts", "written"),
    [((), ""), (("where",), "where"), (("steps", 1), "steps[1]"),
     (("exclude", 0, "after"), "exclude[0].after"), (("a", 0, 2), "a[0][2]")],
)  # fmt: skip
def test_names_are_joined_by_dots_and_numbers_stand_in_brackets(
    parts: tuple[str | int, ...], written: str
) -> None:
    assert place(parts) == written


def test_a_place_inside_another_is_written_as_one() -> None:
    assert inside("events[2]", "where[0]") == "events[2].where[0]"
    assert inside("where", "[1]") == "where[1]"
    assert (inside("", "by"), inside("by", "")) == ("by", "by")


def test_a_refusal_is_the_same_at_another_place() -> None:
    refusal = InvalidDefinition("no", hint="yes", field="where", position=3)

    moved = refusal.at("steps[1].where")

    assert (moved.message, moved.hint, moved.field) == ("no", "yes", "steps[1].where")
    assert moved.facts["position"] == 3
