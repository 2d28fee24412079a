"""Whatever JSON a client sends, the row it becomes is one that the lake takes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.collect.dialects import parse
from bellrock.collect.event import Envelope, rows
from bellrock.collect.tame import DEEPEST, MOST_PROPERTIES, REST, is_tame, tame
from bellrock.collect.wire import DEEPEST as DEEPEST_EVENT
from bellrock.collect.wire import depth
from bellrock.core.errors import InvalidEvent
from bellrock.query import Sql
from envelopes import NOON, envelope, read

DEEP = 120
NASTY: dict[str, bytes] = {
    "a number beyond every float": b'{"x":1e400}',
    "NaN and infinities": b'{"x":NaN,"y":Infinity,"z":-Infinity}',
    "integers beyond 64 bits": b'{"x":123456789012345678901234567890,"y":-9223372036854775809}',
    "the largest integers": b'{"x":18446744073709551615,"y":-9223372036854775808}',
    "an integer of 5000 digits": b'{"x":' + b"9" * 5000 + b"}",
    "a lone surrogate": b'{"x":"\\ud800","\\udfff":1}',
    "a pair of surrogates": b'{"x":"\\ud83d\\ude00"}',
    "NUL in a name and a value": b'{"a\\u0000b":"c\\u0000d"}',
    "bytes that are no UTF-8": b'{"x":"\xff\xfe","\xff":2}',
    "one name twice": b'{"x":1,"x":{"y":2}}',
    "one path twice": b'{"a.b":1,"a":{"b":2}}',
    "one path twice, the other way": b'{"a":{"b":2},"a.b":1,"a.b_2":3}',
    "a value and an object at one path": b'{"a":1,"a.b":2,"a.b.c":3}',
    "empty names": b'{"":1,"a":{"":2},"a.":3,".":4,"..":{"":5}}',
    "backticks, quotes and brackets": b'{"a`b":1,"c\\"d":2,"e]f":3,"g[]":[4]}',
    "one path twice inside an array": b'{"x":[{"a.b":1,"a":{"b":2}},[{"":1}]]}',
    "an array of everything": b'{"x":[1,"a",null,true,1.5,{"b":1},[1,[2]],[],{}]}',
    "arrays nested deep": b'{"x":' + b"[" * DEEP + b"1" + b"]" * DEEP + b"}",
    "objects nested deep": b'{"x":' * DEEP + b"1" + b"}" * DEEP,
    "thousands of properties": json.dumps({f"p{i}": i for i in range(3000)}).encode(),
    "thousands of paths": json.dumps(
        {f"a{i}": {f"b{j}": j for j in range(50)} for i in range(60)}
    ).encode(),
    "our own name for the rest": b'{"$rest":1}',
    "a name of 20,000 letters": json.dumps({"n" * 20_000: 1}).encode(),
    "text that looks like dates": b'{"a":"2026-01-01","b":"1900-01-01 00:00","c":["2026-01-01"]}',
    "control characters raw": b'{"x":"a\nb\tc"}',
    "no properties at all": b"null",
    "properties that are a text": b'"text"',
    "an empty object inside": b'{"a":{},"a.b":1,"c":[]}',
}


def event_of(props: bytes) -> bytes:
    return b'{"event":"nasty","user_id":"u","ts":"2026-03-01T11:00:00Z","props":' + props + b"}"


@pytest.mark.parametrize("props", NASTY.values(), ids=NASTY.keys())
def test_nasty_properties_are_stored_or_refused_and_never_stop_the_lake(lake, project, props):
    here = Envelope(project, 1, "bellrock", "/v1/events", NOON)

    parsed = parse(here, b"[" + event_of(props) + b"," + event_of(b'{"fine":1}') + b"]")
    lake.insert_json("events", rows(parsed.events))

    stored = lake.rows(Sql("select raw from events where project = {p:UInt32}", {"p": project}))
    assert len(stored) + len(parsed.refused) == 2
    assert all(refusal.raw for refusal in parsed.refused)


def test_only_what_nobody_can_read_is_refused():
    refused = {
        name
        for name, props in NASTY.items()
        if read("bellrock", "/", b"[%s]" % event_of(props)).refused
    }

    assert refused == {"arrays nested deep", "objects nested deep"}


def test_a_body_that_nests_without_end_is_refused_as_a_whole():
    for opening, closing in ((b"[", b"]"), (b'{"x":', b"}")):
        with pytest.raises(InvalidEvent) as refusal:
            read("bellrock", "/", event_of(opening * 50_000 + b"1" + closing * 50_000))
        assert refusal.value.facts["reason"] == "nested_too_deep"


@given(said=st.text('[]{}"\\', max_size=300), levels=st.integers(1, 130))
def test_brackets_inside_strings_are_no_nesting(said, levels):
    text = "[" * levels + json.dumps(said) + "]" * levels

    assert max(depth(text), DEEPEST_EVENT) == max(levels, DEEPEST_EVENT)


def test_what_was_mended_is_warned_about_and_kept_as_it_was_sent():
    (event,) = read("bellrock", "/", event_of(b'{"x":1e400,"a.b":1,"a":{"b":2}}')).events

    assert event.props == {"x": "inf", "a.b": 1, "a": {"b_2": 2}}
    assert set(event.warnings) >= {"mended_json", "property_renamed"}
    assert "1e400" in event.raw
    assert event.verdict == "warned"


def test_text_that_looks_like_a_date_stays_that_text(lake, project):
    here = Envelope(project, 1, "bellrock", "/v1/events", NOON)
    lake.insert_json("events", rows(parse(here, event_of(b'{"day":"2026-01-01"}')).events))

    (found,) = lake.rows(
        Sql(
            "select props.day, dynamicType(props.day) from events where project = {p:UInt32}",
            {"p": project},
        )
    )

    assert found == ("2026-01-01", "String")


def test_a_hundred_and_fifty_months_may_arrive_at_once(lake, project):
    here = Envelope(project, 1, "bellrock", "/v1/events", NOON, historical=True)
    events = [
        {"event": "e", "user_id": "u", "event_id": f"{y}-{m}", "ts": f"{y}-{m:02}-01"}
        for y in range(1980, 1993)
        for m in range(1, 13)
    ]

    lake.insert_json("events", rows(parse(here, json.dumps(events).encode()).events))

    counted = lake.one(Sql("select count() from events where project = {p:UInt32}", {"p": project}))
    assert counted == (156,)


def test_too_many_properties_stay_together_as_text():
    found, warnings = tame({f"p{i}": i for i in range(MOST_PROPERTIES + 7)})

    assert len(found) == MOST_PROPERTIES + 1
    assert len(json.loads(found[REST])) == 7
    assert warnings == {"too_many_properties"}


def test_what_lies_too_deep_stays_text():
    deep: Any = "bottom"
    for _ in range(DEEPEST + 5):
        deep = {"x": deep}

    found, warnings = tame({"x": deep})

    assert warnings == {"nested_too_deep"}
    assert "bottom" in json.dumps(found)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("ab.$", max_size=4), inner, max_size=4)
    ),
    max_leaves=25,
)


def paths(value: Any, prefix: str = "") -> list[str]:
    if not isinstance(value, dict) or (prefix and not value):
        return [prefix]
    inside = (
        paths(item, f"{prefix}.{name}" if prefix else f"/{name}") for name, item in value.items()
    )
    return [path for found in inside for path in found]


@given(fields=st.dictionaries(st.text("ab.$", max_size=4), JSON, max_size=6))
def test_tamed_properties_have_every_path_once_and_lose_nothing(fields):
    found, _ = tame(fields)

    leaves = paths(found)
    assert len(leaves) == len(set(leaves))
    assert len(leaves) == len(paths(fields))


@given(fields=st.dictionaries(st.text("ab$", max_size=4), JSON, max_size=6))
def test_what_is_tame_stays_as_it_is(fields):
    if is_tame(fields):
        found, warnings = tame(fields)
        if not warnings:
            assert repr(found) == repr(fields)


def test_an_envelope_alone_says_where_an_event_came_from():
    (event,) = parse(envelope("bellrock", "/v1/events"), event_of(b"{}")).events

    assert (event.project, event.source, event.received, event.dialect) == (1, 2, NOON, "bellrock")
