"""Every view of ways: chosen by mouse and by keyboard, as the API says it, with its people."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from e2e.browser import Visitor
from e2e.inside import Inside
from e2e.test_insights import LINKS, answered, change, crowd, inside
from e2e.wholesome import complaints, overflow

__all__ = ["inside"]
VIEW = "How ways are looked at"
VIEWS = [
    ("a step matrix", "show=matrix", "24 ways. Step 2: most stand at Looked Around, 100.0%."),
    ("a transition graph", "show=graph", "From Signed Up, 100.0% go on to Looked Around"),
    ("clusters", "show=clusters", "holds 100.0% of people"),
]
"""What is chosen, what the address says then, and the sentence."""


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_ways_are_looked_at_in_every_view(inside: Inside, visitor: Visitor, by: str) -> None:
    page = inside.enter(visitor, LINKS["paths"])
    answered(page)
    for wanted, said, sentence in VIEWS:
        if by == "keyboard":
            change(page, VIEW, wanted)
        else:
            page.get_by_role("button", name=VIEW).click()
            page.get_by_role("menuitem", name=re.compile(f"^{wanted}")).click()
        page.wait_for_url(re.compile(said))
        expect(page.locator(".br-answer-sentence")).to_contain_text(sentence)
    page.get_by_role("button", name="Group 1: see the 24 people").click()
    assert crowd(page) == 24
    assert complaints(visitor) == []


def test_two_audiences_are_told_apart_with_their_people(inside: Inside, visitor: Visitor) -> None:
    asked = "&show=difference&where=plan+%3D+%22pro%22&versus=plan+%3D+%22free%22"
    page = inside.enter(visitor, LINKS["paths"] + asked)
    answered(page)

    page.get_by_role("button", name="Signed Up → Looked Around: see the 15 others").first.click()

    assert crowd(page) == 15
    page.set_viewport_size({"width": 360, "height": 740})
    assert overflow(page) == 0
    assert complaints(visitor) == []
