"""A saved question is what was saved: found, changed, put away and brought back, on each engine."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.time import FixedClock
from bellrock.runtime.accounts import Accounts
from bellrock.runtime.saved_questions import SavedQuestion, SavedQuestions, Search
from bellrock.store import Ledger

BUY = {"events": ["buy"], "where": 'country = "CN"'}


class Desk:
    """A project, its owner, and the questions they save."""

    def __init__(self, ledger: Ledger, clock: FixedClock) -> None:
        self.clock = clock
        self.accounts = Accounts(ledger, clock)
        self.questions = SavedQuestions(ledger, clock, self.accounts.audit)
        self.owner = self.accounts.user_create("ann@example.org", "a lamp above the sea")
        self.project = self.accounts.project().id

    def save(self, name: str = "Buyers", **fields: Any) -> SavedQuestion:
        told = {"name": name, "ask": BUY} | fields
        return self.questions.save(
            self.project, "trend", told, owner=self.owner.id, actor="user:1 ann@example.org"
        )

    def names(self, **search: Any) -> list[str]:
        return [one.name for one in self.questions.find(self.project, Search(**search))[0]]


@pytest.fixture
def desk(ledger: Ledger, clock: FixedClock) -> Desk:
    return Desk(ledger, clock)


def test_a_question_is_kept_as_it_was_sent(desk: Desk) -> None:
    made = desk.save(description="by 渠道", view={"chart": "bars", "hidden": [1, None]})

    assert desk.questions.show(desk.project, made.id) == made
    assert (made.ask, made.view) == (BUY, {"chart": "bars", "hidden": [1, None]})
    assert made.owner is not None
    assert made.owner.email == "ann@example.org"
    assert (made.created, made.deleted) == (desk.clock.now(), None)


def test_pages_hold_every_question_once_newest_first(desk: Desk) -> None:
    for n in range(5):
        desk.save(f"q{n}")
    found, before = [], None
    while True:
        page, before = desk.questions.find(desk.project, Search(before=before, limit=2))
        found += [one.name for one in page]
        if before is None:
            break

    assert found == ["q4", "q3", "q2", "q1", "q0"]


@pytest.mark.parametrize("text", ["über", "ÜBER", "100%", "渠道", "a_b"])
def test_a_search_finds_part_of_a_name_or_description_in_any_case(desk: Desk, text: str) -> None:
    desk.save("Umsatz Über 100%", description="渠道 a_b")
    desk.save("Overview 1000", description="axb")

    assert desk.names(text=text) == ["Umsatz Über 100%"]


def test_a_change_leaves_the_rest_and_a_search_finds_the_new_name(desk: Desk) -> None:
    made = desk.save("Buyers", description="who buys", view={"chart": "bars"})
    desk.clock.tick(timedelta(hours=1))
    changed = desk.questions.change(desk.project, made.id, {"name": "Sellers"}, actor="cli")

    assert (changed.name, changed.description, changed.view) == ("Sellers", "who buys", made.view)
    assert changed.updated - made.updated == timedelta(hours=1)
    assert (desk.names(text="sellers"), desk.names(text="buyers")) == (["Sellers"], [])


def test_what_is_deleted_is_out_of_the_list_and_comes_back_as_it_was(desk: Desk) -> None:
    made = desk.save()
    desk.questions.delete(desk.project, made.id, actor="cli")
    desk.questions.delete(desk.project, made.id, actor="cli")

    assert (desk.names(), desk.names(deleted=True)) == ([], ["Buyers"])
    with pytest.raises(NotFound, match="restore"):
        desk.questions.change(desk.project, made.id, {"name": "x"}, actor="cli")
    assert desk.questions.restore(desk.project, made.id, actor="cli") == made
    assert desk.names() == ["Buyers"]
    did = [change.action for change in desk.accounts.audit.changes(desk.project)]
    assert did[:3] == ["question.restore", "question.delete", "question.create"]


def test_another_project_has_no_such_question(desk: Desk) -> None:
    made = desk.save()
    other = desk.accounts.projects.create("other").id
    acts = [
        lambda: desk.questions.show(other, made.id),
        lambda: desk.questions.change(other, made.id, {"name": "x"}, actor="cli"),
        lambda: desk.questions.delete(other, made.id, actor="cli"),
        lambda: desk.questions.restore(other, made.id, actor="cli"),
    ]

    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert desk.questions.find(other, Search()) == ([], None)
    assert desk.names() == ["Buyers"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "  "}, "name"),
        ({"ask": {"events": []}}, "ask.events"),
        ({"ask": {"events": ["buy"], "where": "price >"}}, "ask.where[0]"),
        ({"ask": {"steps": ["a", "b"]}}, "ask.events"),
        ({"ask": {"events": ["a\x00b"]}}, "ask"),
        ({"ask": {"events": ["a\ud800b"]}}, "ask"),
        ({"ask": {"events": ["x" * 70_000]}}, "ask"),
        ({"view": {"x": "y" * 20_000}}, "view"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_place(
    desk: Desk, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        desk.save(**fields)

    assert refused.value.facts["field"] == field
    assert refused.value.hint
    assert desk.names() == []


def test_odd_documents_come_back_as_json_can_say_them(desk: Desk) -> None:
    made = desk.save(view={"nan": float("nan"), "text": "\\u0000 \U0001f3ee", "deep": [[{}]]})

    shown = desk.questions.show(desk.project, made.id).view
    assert shown == {"nan": None, "text": "\\u0000 \U0001f3ee", "deep": [[{}]]}
