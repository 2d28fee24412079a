"""The stages of growth are guessed from events that exist; what does not fit stays open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bellrock.query.registered import STAGES, read_metric_definition
from bellrock.runtime.browse_schema import EventName, Property
from bellrock.runtime.stage_guess import StageGuess, guess

WHEN = datetime(2026, 3, 1, tzinfo=UTC)
TOWN = (
    "$pageview:page", "Product Viewed", "Products Searched", "Product Added", "$identify:identify",
    "Checkout Started", "Signed In", "Order Completed", "Signed Up", "Link Shared",
    "Shared Link Opened", "Order Refunded",
)  # fmt: skip


def guessed(
    names: Sequence[str], fields: Sequence[Property] = (), currency: str = "GBP"
) -> dict[str, StageGuess]:
    events = []
    for i, told in enumerate(names):
        name, _, kind = told.partition(":")
        events.append(EventName(name, kind or "track", 1000 - i, WHEN, WHEN))
    found = guess(events, lambda _: fields, currency)
    assert tuple(one.stage for one in found) == STAGES
    for one in found:
        assert (one.why == "open") == (one.definition is None)
        if one.definition is not None:
            read_metric_definition(one.definition)  # it can be registered as it is
    return {one.stage: one for one in found}


def prop(name: str, **types: int) -> Property:
    return Property(name, "props", "", 10, types)


def test_every_stage_of_the_town_is_found() -> None:
    found = guessed(TOWN, [prop("props.products", list=10), prop("props.total", number=10)])

    assert {stage: one.event for stage, one in found.items()} == {
        "acquisition": "$pageview", "activation": "Signed Up", "retention": "Signed In",
        "referral": "Link Shared", "revenue": "Order Completed",
    }  # fmt: skip
    revenue = found["revenue"].definition
    assert revenue == {
        "ask": {"events": "Order Completed", "metric": "sum(props.total)"}, "unit": "GBP"
    }  # fmt: skip


def test_nothing_that_fits_leaves_a_stage_open() -> None:
    found = guessed(["heartbeat", "sensor_reading", "Order Refunded", "Payment failed"])

    assert {one.why for one in found.values()} == {"open"}
    assert {one.why for one in guessed([]).values()} == {"open"}


@pytest.mark.parametrize(
    ("event", "stage"),
    [
        ("注册成功", "activation"), ("user_registered", "activation"),
        ("trial started", "activation"),
        ("支付完成", "revenue"), ("purchase", "revenue"), ("invoice_paid", "revenue"),
        ("邀请好友", "referral"), ("Invite sent", "referral"), ("登录", "retention"),
        ("$screen:screen", "acquisition"), ("app_opened", "acquisition"),
    ],
)  # fmt: skip
def test_names_are_read_as_sites_of_many_kinds_write_them(event: str, stage: str) -> None:
    found = guessed([event])

    assert found[stage].event == event.partition(":")[0]


def test_payments_without_an_amount_are_counted() -> None:
    for fields in ([], [prop("props.total", string=9)], [prop("props.weight", number=9)]):
        found = guessed(["bought"], fields)["revenue"]

        assert (found.why, found.definition) == ("paid", {"ask": {"events": "bought",
                                                                  "metric": "total"}})  # fmt: skip


def test_without_sign_ins_retention_is_visits_a_visitor() -> None:
    found = guessed(["page:page", "buy"])["retention"]

    assert (found.why, found.event) == ("visits", "page")


def test_a_name_that_means_something_to_a_selector_means_it_alone() -> None:
    found = guessed(['Order Completed|"now"[x]'])["revenue"]

    assert found.definition is not None
    (event,) = read_metric_definition(found.definition).ask.events
    assert event.events == ('Order Completed|"now"[x]',)
