"""A question said in words is the same question when it is read again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.query.ask import Ask, FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.query.phrases import phrases, say_selector
from bellrock.query.selector import read_selector

ASKS: list[tuple[type[Ask], dict[str, Any]]] = [
    (TrendAsk, {"event": "buy"}),
    (TrendAsk, {"events": ["page|screen", 'buy[price > 10 and plan in ["pro", "free"]]'],
                "metrics": ["uniques", "p95(price)"], "formula": "A / B", "every": "hour",
                "by": ["country", 'props."order id"', "person.plan"], "top": 3, "bots": True,
                "from": "-30d", "to": "2026-02-01", "where": 'not (city = "Köln" or price is set)',
                "zone": "Asia/Shanghai", "identity": "as_of_event"}),
    (TrendAsk, {"event": {"event": "buy", "name": "Bought"}, "metric": "quantile(price, 1.0)"}),
    (TrendAsk, {"event": {"any_of": ["a", {"event": None, "where": "x = 1"}], "where": "y = 2"}}),
    (FunnelAsk, {"steps": ["view", '"any"', '"a|b[c"[x = "]"]'], "within": "90s",
                 "order": "strict", "exclude": ["quit@1", {"event": "x@2"}, "stop"]}),
    (RetentionAsk, {"start": "any", "return": "buy", "kind": "recurring", "mode": "on-or-after",
                    "every": "day", "periods": 4}),
    (PathsAsk, {"start": "view", "end": "buy", "max-steps": 7, "within": "2h", "collapse": True,
                "events": ["a", "b"], "exclude": ["c"], "top": 5}),
]  # fmt: skip


@pytest.mark.parametrize(("model", "body"), ASKS)
def test_a_question_in_words_is_the_same_question(model: type[Ask], body: dict[str, Any]) -> None:
    asked = model.model_validate(body)
    again = model.model_validate(phrases(asked))

    assert again.model_dump() == asked.model_dump()


@given(name=st.text(min_size=1).filter(str.strip))
def test_any_name_of_an_event_can_be_said(name: str) -> None:
    selector = read_selector({"event": name})

    assert read_selector(say_selector(selector)).choices == selector.choices
