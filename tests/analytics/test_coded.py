"""Quick ways give what the plain ones do: codes in place of texts, columns read alone."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from analytics.logs import Case, random_case, store
from analytics.oracle import Event, World
from bellrock.analytics import coded, guessed, one_by_one
from bellrock.analytics.kinds import kind_of
from bellrock.analytics.unsent import known, names_in
from bellrock.query.ask import ASKS
from bellrock.query.asking import Ask
from bellrock.query.naming import Name
from bellrock.store import Lake

COUNTRY, OS = Name("", ("country",)), Name("", ("os",))
BY: list[dict[str, Any]] = [
    {"question": "composition", "by": "plan", "every": "day"},
    {"question": "composition", "by": "country", "value": "first"},
    {"question": "profile", "target": "a", "by": ["country", "plan", "pattern(plan, \"p*\")"],
     "least": 1},
    {"question": "retention", "by": ["plan", "country"], "every": "day", "kind": "recurring"},
    {"question": "retention", "by": "country", "clock": "rolling", "every": "day"},
    {"question": "funnel", "steps": ["a", "b"], "by": ["country", "plan"], "within": "3d"},
    {"question": "channels", "by": "country", "across": ["plan"], "goal": "b", "value": "price",
     "least": 1},
    {"question": "channels", "by": "plan", "across": ["country"], "start": "a", "return": "b",
     "least": 1},
]  # fmt: skip


@pytest.fixture(scope="module")
def cases(lake: Lake) -> list[Case]:
    random = Random(11)
    made = [random_case(random, events=120) for _ in range(2)]
    store(lake, made)
    return made


@pytest.mark.parametrize("told", BY, ids=lambda told: f"{told['question']} by {told['by']}")
def test_codes_answer_as_texts_do(
    lake: Lake, cases: list[Case], told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = [_ask(told, case) for case in cases]
    by_code = [_told(lake, ask, case) for ask, case in zip(asks, cases, strict=True)]

    monkeypatch.setattr(coded, "MOST", 0)

    assert by_code == [_told(lake, ask, case) for ask, case in zip(asks, cases, strict=True)]


@pytest.mark.parametrize("shown", ["1", "sipHash64(event_id) % 20 = 0", "0"])
@pytest.mark.parametrize("told", BY[:3], ids=lambda told: f"{told['question']} by {told['by']}")
def test_guessed_codes_answer_as_all_do_whatever_the_sample_shows(
    lake: Lake, cases: list[Case], told: dict[str, Any], shown: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    asks = [_ask(told, case) for case in cases]
    by_all = [_told(lake, ask, case) for ask, case in zip(asks, cases, strict=True)]

    monkeypatch.setattr(one_by_one, "MANY", 0)
    monkeypatch.setattr(guessed, "ENOUGH", 1)
    monkeypatch.setattr(guessed, "SAMPLED", shown)

    assert by_all == [_told(lake, ask, case) for ask, case in zip(asks, cases, strict=True)]


def test_a_column_is_read_alone_only_where_no_event_carries_the_property(lake: Lake) -> None:
    base = random_case(Random(5))
    at = base.middle
    sent = World([
        Event("a", at, person=1, country="DE", props={"country": "FR"}),
        Event("a", at, person=2, country="DE"),
    ])  # fmt: skip
    case = Case(base.project, "UTC", at, sent)
    store(lake, [case])

    ctx = known(lake, case.context, [COUNTRY, OS])
    parts = kind_of(ask := _ask({"question": "composition", "by": "country"}, case)).answer(
        lake, ask, case.context
    )

    assert ctx.unsent == {"os"}
    assert {part.value: part.count for part in parts.parts} == {"DE": 1, "FR": 1}


def test_names_are_found_wherever_a_question_holds_them() -> None:
    ask = ASKS["funnel"].model_validate({
        "steps": ['a[city = "x"]', "b"], "hold": "os", "by": "path(url)",
        "where": 'not (country = "DE" or browser = "x")',
    })  # fmt: skip

    assert {str(name) for name in names_in(ask)} == {"city", "os", "url", "country", "browser"}


def _ask(told: dict[str, Any], case: Case) -> Ask:
    body = {name: value for name, value in told.items() if name != "question"}
    period = {"from": case.middle.date().isoformat(), "to": case.now.date().isoformat()}
    return ASKS[told["question"]].model_validate({**period, **body})


def _told(lake: Lake, ask: Ask, case: Case) -> Any:
    answer = kind_of(ask).answer(lake, ask, case.context)
    return replace(answer, meta=None)
