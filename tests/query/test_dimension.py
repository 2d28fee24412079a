"""What is made of a name: ranges, parts of a moment, addresses, patterns and groups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.core.errors import InvalidDefinition
from bellrock.query.dimension import Dimension, plain_name, rank, read_dimension
from bellrock.query.naming import Name, read_name

WRITTEN = (
    "country",
    '"size (cm)"',
    "ranges(price, 10, 50)",
    "ranges(props.a.b, -1.5, 0, 2.25)",
    "hour(time)",
    "weekday(props.booked)",
    "path(url)",
    'pattern(url, "/product/*", "/blog/**")',
    'groups(country, "Nor\\"dic" = "SE"|"NO", "Home" = "D,E")',
)


@pytest.mark.parametrize("written", WRITTEN)
def test_what_is_written_is_read_back(written: str) -> None:
    read = read_dimension(written)

    assert str(read) == written
    assert read_dimension(str(read)) == read


@given(bounds=st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=50, unique=True))
def test_ranges_are_read_back_whatever_their_bounds(bounds: list[int]) -> None:
    read = read_dimension(f"ranges(price, {', '.join(map(str, sorted(bounds)))})")

    assert read_dimension(str(read)) == read


def test_words_may_stand_without_quotes() -> None:
    assert str(read_dimension("groups(country, North = SE|NO)")) == (
        'groups(country, "North" = "SE"|"NO")'
    )
    assert read_dimension("size(cm)") == read_name("size(cm)")


def test_a_dimension_knows_the_name_it_is_made_of() -> None:
    assert plain_name(read_dimension("ranges(person.age, 18)")) == Name("person", ("age",))
    assert plain_name(read_dimension("hour(time)")) is None
    assert plain_name(read_dimension("hour(props.time)")) == Name("props", ("time",))


def test_ranges_and_weekdays_stand_in_their_own_order() -> None:
    ranges = read_dimension("ranges(price, 5, 10)")
    assert isinstance(ranges, Dimension)
    told = [None, "≥ 10", "< 5", "5 – 10"]
    assert sorted(told, key=lambda v: rank([ranges], [v])) == [
        "< 5", "5 – 10", "≥ 10", None,
    ]  # fmt: skip
    days = read_dimension("weekday(time)")
    assert sorted(["Wed", "Sun", "Mon"], key=lambda v: rank([days], [v])) == ["Mon", "Wed", "Sun"]
    hours = read_dimension("hour(time)")
    assert sorted(["10", "09"], key=lambda v: rank([hours], [v])) == ["09", "10"]
    assert rank([read_name("plan")], ["pro"]) == rank([read_name("plan")], ["basic"])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ranges(price)", "ranges have 1 to 50 bounds that rise"),
        ("ranges(price, 10, 5)", "ranges have 1 to 50 bounds that rise"),
        ("ranges(price, 10, 10)", "ranges have 1 to 50 bounds that rise"),
        ("ranges(price, nan)", "ranges have 1 to 50 bounds that rise"),
        ("ranges(price, cheap)", "bounds of ranges are numbers"),
        ("hour(time, 3)", "it takes a name and nothing more"),
        ("pattern(url)", "give 1 to 50 patterns"),
        ('pattern(url, "")', "give 1 to 50 patterns"),
        ("groups(country, North)", "a group has a label and values"),
        ("groups(country, = SE)", "a group has a label and values"),
        ("groups(country)", "give 1 to 50 groups"),
        ("hour()", "'' is no name"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_fix(written: str, said: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        read_dimension(written)

    assert said in refused.value.message
    assert refused.value.field == "by"
    assert refused.value.hint
