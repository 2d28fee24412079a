"""Filters read as written, travel as JSON, and say where they are wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.core.errors import InvalidDefinition
from bellrock.query import predicate
from bellrock.query.grammar import parse
from bellrock.query.naming import Name
from bellrock.query.predicate import OPS, Either, Every, Opposite, Predicate, dump, load
from bellrock.query.when import When
from bellrock.query.wording import say

WORDS = st.sampled_from(["price", "$browser", "order id", 'odd "name"', "国家", "in", "not", "x1"])
PATHS = st.lists(WORDS, min_size=1, max_size=3).map(tuple)
NAMES = st.builds(Name, st.sampled_from(["", "props"]), PATHS)
SCALARS = (
    st.text(max_size=8)
    | st.integers(-(2**60), 2**60)
    | st.floats(-1e9, 1e9, allow_nan=False).filter(lambda x: x != 0 or str(x) == "0.0")
    | st.booleans()
    | st.sampled_from([When("last 7 days"), When("2026-01-31"), When("today")])
)


def one_of(op: str) -> st.SearchStrategy[Predicate]:
    values: st.SearchStrategy[Any] = SCALARS
    ordered = SCALARS.filter(lambda value: not isinstance(value, bool))
    if op in ("is set", "is not set"):
        values = st.none()
    elif op in ("in", "not in"):
        values = st.lists(SCALARS, min_size=1, max_size=4).map(tuple)
    elif "between" in op:
        values = st.tuples(ordered, ordered)
    elif op in ("<", "<=", ">", ">="):
        values = ordered
    elif "matches" in op:
        values = st.just("^a.*b$")
    elif op not in ("=", "!=", "<", "<=", ">", ">="):
        values = st.text(max_size=8)
    return st.builds(predicate.Test, NAMES, st.just(op), values)


TESTS = st.sampled_from(OPS).flatmap(one_of)
TREES = st.recursive(
    TESTS,
    lambda inner: (
        st.builds(Every, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Either, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Opposite, inner)
    ),
    max_leaves=6,
)


@given(tree=TREES)
def test_what_is_said_is_what_is_read(tree: Predicate) -> None:
    assert parse(say(tree)) == tree
    assert load(dump(tree)) == tree


@given(text=st.text(max_size=60) | st.text("abc =<>!()[].,\"'andorti1 ", max_size=60))
def test_any_text_is_a_filter_or_a_refusal_that_names_its_place(text: str) -> None:
    try:
        parse(text)
    except InvalidDefinition as refusal:
        assert re.fullmatch(r"where(\[\d+\])?", refusal.field)
        assert refusal.hint


@given(
    data=st.recursive(
        st.none() | st.text(max_size=5) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["and", "or", "not", "property", "op", "value"]), inner
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_a_filter_or_a_refusal(data: Any) -> None:
    try:
        load(data)
    except InvalidDefinition as refusal:
        assert refusal.hint


def test_and_binds_tighter_than_or_and_not_tighter_still() -> None:
    tree = parse("a = 1 or b = 2 and not c = 3")

    assert say(tree) == "a = 1 or (b = 2 and not (c = 3))"


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("country = CN", 11, 'put texts in quotes: "CN"'),
        ('country = "CN', 11, 'close the text with "'),
        ("price > 10 adn price < 20", 12, "did you mean and?"),
        ("name contians 3", 6, "did you mean contains?"),
        ("(price > 10", 12, "close the bracket with )"),
        ("column.contry = 3", 1, "did you mean column.country?"),
        ("signed in last 0 days", 11, "use 2026-01-31"),
        ('name matches "("', 6, "RE2 syntax"),
        ("plan in []", 10, 'write "text"'),
        ("", 1, "write for example"),
    ],
)
def test_a_wrong_filter_names_the_place_and_the_fix(text: str, place: int, hint: str) -> None:
    with pytest.raises(InvalidDefinition) as refusal:
        parse(text)

    assert f"at character {place} of the filter" in refusal.value.message
    assert refusal.value.hint.startswith(hint)


@pytest.mark.parametrize(
    "pattern", ["(?=a)", r"(a)\1", "a{2000}", "(?<!x)y", "(", "a++", "x" * 2000, "[b-a]"]
)
def test_patterns_that_the_engine_cannot_match_safely_are_refused(pattern: str) -> None:
    with pytest.raises(InvalidDefinition, match="cannot be used"):
        load({"property": "name", "op": "matches", "value": pattern})


@pytest.mark.parametrize("name", [":String", "^a", "a[]", "", "a\nb", "x" * 300])
def test_names_that_the_engine_would_read_as_its_own_syntax_are_refused(name: str) -> None:
    with pytest.raises(InvalidDefinition):
        load({"property": f'"{name}"' if "\n" not in name else name, "op": "is set"})


def test_a_filter_cannot_be_nested_or_repeated_without_end() -> None:
    with pytest.raises(InvalidDefinition, match="nested too deeply"):
        parse("(" * 500 + "a = 1" + ")" * 500)
    with pytest.raises(InvalidDefinition, match="too many parts"):
        parse(" and ".join(["a = 1"] * 500))
