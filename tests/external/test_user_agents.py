"""Does our reading of user agents agree with ua-parser's own conformance files?

The two lists name things differently and were made for different ends, so that agreement is a rate
with a floor: the measured one, less a few points. Mostly every seventh case, as each costs
milliseconds.
"""

from __future__ import annotations

import gzip
import re

import pytest
import yaml

from bellrock.collect.agents import describe
from outside import outside

MAJOR = ("chrome", "firefox", "safari", "edge", "opera", "ie", "samsunginternet", "ucbrowser")
SAME = {"ie": "internetexplorer", "samsunginternet": "samsungbrowser", "macosx": "mac"}
HUMAN = ("Chrome", "Firefox", "Mobile Safari", "Edge", "Windows", "iOS")
BOT = re.compile(r"bot\b|crawler|spider|monitor|slurp", re.IGNORECASE)


def cases(kind, every=7):
    packed = outside(f"conformance/uap_test_{kind}.yaml.gz").read_bytes()
    return yaml.load(gzip.decompress(packed), yaml.CSafeLoader)["test_cases"][::every]


def plain(name):
    short = name.lower().replace(" ", "").replace("-", "").replace("mobile", "")
    return SAME.get(short, short)


def alike(ours, theirs):
    a, b = plain(ours), plain(theirs)
    return bool(a) and (a in b or b in a)


def share(found):
    return sum(found) / len(found)


def test_major_browsers_are_named_alike():
    found = [
        alike(describe(case["user_agent_string"]).browser, case["family"])
        for case in cases("ua", every=1)
        if case["family"].lower().replace("mobile ", "").replace(" ", "") in MAJOR
    ]

    assert share(found) >= 0.9


def test_systems_are_named_alike():
    found = [
        alike(describe(case["user_agent_string"]).os, case["family"])
        for case in cases("os")
        if case["family"] != "Other"
    ]

    assert share(found) >= 0.8


def test_what_calls_itself_a_bot_is_labelled_one():
    found = [
        describe(case["user_agent_string"]).bot != ""
        for case in cases("ua")
        if BOT.search(case["family"])
    ]

    assert share(found) >= 0.9


@pytest.mark.parametrize("kind", ["ua", "os"])
def test_most_visitors_of_major_browsers_are_no_bots(kind):
    found = [
        describe(case["user_agent_string"]).bot == ""
        for case in cases(kind)
        if case["family"].startswith(HUMAN)
    ]

    assert share(found) >= 0.9
