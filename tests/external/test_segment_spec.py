"""Every message that Segment's specification shows is accepted. Source: segment-docs, CC BY 4.0."""

from __future__ import annotations

import json

from bellrock.collect.dialects import parse
from bellrock.collect.event import Envelope, rows
from bellrock.query import Sql
from envelopes import NOON, envelope
from outside import outside

KINDS = ("track", "identify", "page", "screen", "group", "alias")


def examples():
    lines = outside("conformance/segment_spec_examples.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def as_sent(example):
    """Return the message of an example; the pages leave out who it is about, and often the type."""
    message = example["payload"]
    message.setdefault("type", next((k for k in KINDS if k in example["page"]), "track"))
    if message["type"] == "track":
        message.setdefault("event", example["section"])
    if "userId" not in message and "anonymousId" not in message:
        message["anonymousId"] = "somebody"
    return message


def test_every_example_of_the_specification_is_accepted_and_stored(lake, project):
    messages = [as_sent(example) for example in examples()]
    here = Envelope(project, 1, "segment", "/v1/batch", NOON)

    parsed = parse(here, json.dumps({"batch": messages}).encode())
    lake.insert_json("events", rows(parsed.events))

    assert [(r.reason, r.raw) for r in parsed.refused] == []
    counted = Sql("select count() from events where project = {p:UInt32}", {"p": project})
    assert lake.one(counted) == (76,)


def test_the_examples_mean_what_their_pages_say():
    by_page = {}
    for example in examples():
        message = as_sent(example)
        (event,) = parse(envelope("segment", "/v1/batch"), json.dumps(message).encode()).events
        by_page.setdefault(example["page"], set()).add(event.kind)

    for kind in KINDS:
        assert kind in by_page[f"{kind}.md"]
