"""A value written into a statement is the value that was bound, and never ends its own quotes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bellrock.query.inlined import inlined, literal, named
from bellrock.query.sql import Sql
from bellrock.store import Lake

TEXTS = st.text(st.characters(codec="utf-8")) | st.sampled_from(
    [
        "'",
        "\\",
        "\\'",
        "'; drop table events; --",
        "{p0:String}",
        "\0\n\t\r\x1b",
        "灯塔 🏮",
        "`",
        "%s",
    ]
)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(TEXTS, min_size=1, max_size=30))
def test_a_text_written_out_is_the_text_itself(lake: Lake, texts: list[str]) -> None:
    shown = inlined(
        Sql("select {all:Array(String)}, {one:String}", {"all": texts, "one": texts[0]})
    )
    ((every, one),) = lake.rows(Sql(shown))

    assert (list(every), one) == (texts, texts[0])


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        (0, "UInt32"), (2**64 - 1, "UInt64"), (-(2**63), "Int64"), (-5, "Int64"),
        (1_767_225_600_000_000, "Int64"), (0.1, "Float64"),
        ([], "Array(String)"), ([], "Array(UInt16)"), ([1, 65535], "Array(UInt16)"),
        ([-1, 2**62], "Array(Int64)"),
    ],
)  # fmt: skip
def test_a_number_keeps_its_value_and_type(lake: Lake, value: Any, type_: str) -> None:
    shown = literal(value, type_)
    ((found, named_type),) = lake.rows(Sql(f"select {shown}, toTypeName({shown})"))

    assert (list(found) if isinstance(value, list) else found) == value
    assert named_type == type_


def test_a_label_written_as_a_name_is_the_name(lake: Lake) -> None:
    odd = "a`b\\c'd\ne"
    assert lake.query(Sql(f"select 1 as {named(odd)}")).columns == (odd,)


@pytest.mark.parametrize(("value", "type_"), [(1, "String"), ("1", "UInt8"), (object(), "Date")])
def test_what_has_no_literal_is_refused(value: Any, type_: str) -> None:
    with pytest.raises(TypeError):
        literal(value, type_)
