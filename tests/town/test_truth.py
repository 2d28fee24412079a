"""The town through the real collector: what Bellrock says, beside what is true."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bellrock.town import Plan
from serving import bellrock, said

PLAN = Plan(end=date(2026, 4, 5), people=1200, days=28, seed=11)
SIZE = (
    "--people", str(PLAN.people), "--days", str(PLAN.days), "--seed", str(PLAN.seed),
    "--end", PLAN.end.isoformat(), "--no-serve",
)  # fmt: skip
DURING = {"from": PLAN.start.isoformat(), "to": PLAN.end.isoformat()}
LAUNCH = (PLAN.start + timedelta(days=PLAN.launch_day)).isoformat()
BUYING = {"steps": ["Checkout Started", "Order Completed"], "within": "1h"}
COUNTED = ("Product Added", "Checkout Started", "Order Completed", "Order Refunded", "Signed Up")
SUMS = {
    "Order Completed": ("revenue", "revenue_cents"),
    "Order Refunded": ("total", "refunded_cents"),
    "Store Purchase": ("revenue", "store_cents"),
}
QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "counted": ("trend", {"events": COUNTED, **DURING}),
    "any": ("trend", {"events": ["any"], **DURING}),
    "sums": (
        "trend",
        {"events": list(SUMS), "metrics": [f"sum({name})" for name, _ in SUMS.values()], **DURING},
    ),
    "spend": (
        "trend",
        {"events": ["ad_spend"], "by": ["campaign"], "top": 100, "metric": "sum(spend)", **DURING},
    ),
    "worth": ("ltv", {"event": "Order Completed", "by": ["channel"], **DURING}),
    "before": ("funnel", {**BUYING, **DURING, "to": LAUNCH}),
    "after": ("funnel", {**BUYING, **DURING, "from": LAUNCH}),
}


@dataclass(frozen=True)
class Filled:
    """A home with the town in it: what the demo reported, what Bellrock says, what is true."""

    home: Path
    report: dict[str, Any]
    counts: dict[str, Any]
    effects: dict[str, Any]
    identity: dict[str, Any]
    events: list[list[Any]]
    """Every event in the lake, with the person it belongs to."""
    reasons: dict[str, int]
    answers: dict[str, Any]

    def totals(self, question: str) -> dict[str, float]:
        """Return the totals of a trend's series by name, or by group."""
        return {
            "".join((one["by"] or {}).values()) or one["name"]: one["total"]
            for one in self.answers[question]["series"]
            if not one.get("other")
        }


@dataclass(frozen=True)
class Seen:
    """One event of a person: whose it truly is, whose Bellrock says it is, and whether by ids."""

    true: int
    found: str
    joinable: bool


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    home = tmp_path_factory.mktemp("town") / "home"
    report = said("demo", *SIZE, home=home)
    truth = [
        json.loads((home / "truth" / f"{name}.json").read_text())
        for name in ("counts", "effects", "identity")
    ]
    script = Path(__file__).with_name("ask_home.py")
    done = subprocess.run(
        [sys.executable, script, home],
        input=json.dumps(QUESTIONS),
        text=True,
        capture_output=True,
        check=True,
    )
    lying = json.loads(done.stdout)
    return Filled(home, report, *truth, lying["events"], lying["reasons"], lying["answers"])


@pytest.fixture(scope="module")
def seen(town: Filled) -> list[Seen]:
    """The events of people, each with its true person and the one that was found."""
    return list(_seen(town))


def _seen(town: Filled) -> Iterator[Seen]:
    owners, shared = town.identity["owners"], town.identity["shared_events"]
    joined = set(town.identity["joined"])
    for event_id, user_id, anonymous_id, found, bot, *_ in town.events:
        if bot or anonymous_id == "ad-platforms":
            continue
        owner = shared.get(event_id)
        if owner is None:
            (owner,) = owners[user_id or anonymous_id]
        yield Seen(owner, found, bool(user_id) or anonymous_id in joined)


def test_every_emitted_event_is_stored_or_a_duplicate_or_quarantined(town):
    moved = town.report["moved"]

    assert moved["emitted"] == town.counts["emitted"]
    assert moved["stored"] == town.counts["kept"] == len(town.events)
    assert moved["duplicate"] == town.counts["duplicates"]
    assert moved["quarantined"] == sum(town.counts["malformed"].values())
    assert moved["requests"] == town.counts["requests"]


def test_malformed_events_are_refused_for_the_reason_that_was_planted(town):
    words = {
        "nobody": "missing_id",
        "nameless": "missing_event",
        "no_object": "not_an_object",
        "not_json": "not_json",
    }

    assert town.reasons == {words[kind]: n for kind, n in town.counts["malformed"].items()}


def test_events_count_as_they_happened(town):
    assert town.totals("counted") == {name: town.counts["events"][name] for name in COUNTED}


def test_revenue_refunds_and_spend_add_up_to_the_penny(town):
    counts = town.counts
    cents = {name: counts[truth] for name, (_, truth) in SUMS.items()}
    sums = [one["total"] for one in town.answers["sums"]["series"]]

    assert sums == pytest.approx([value / 100 for value in cents.values()])
    assert town.totals("spend") == pytest.approx(
        {name: value / 100 for name, value in counts["spend_cents"].items()}
    )


def test_the_costs_of_its_people_are_what_the_ad_networks_reported(town):
    worth = town.answers["worth"]
    by_channel = {one["by"]["channel"]: one for one in worth["groups"]}

    assert worth["everybody"]["cost"] == pytest.approx(
        sum(town.counts["spend_cents"].values()) / 100
    )
    assert by_channel["Paid Search"]["cac"] > by_channel["Email"]["cac"] > 0
    assert by_channel["Direct"]["cost"] == 0


def test_refunds_are_as_frequent_as_planted(town):
    counted = town.totals("counted")
    due = counted["Order Refunded"] + town.counts["refunds_due_later"]

    assert due / counted["Order Completed"] == pytest.approx(town.effects["refund_rate"], abs=0.06)


def test_machines_are_told_from_people_and_their_share_is_shown(town):
    answer = town.answers["any"]
    machines = sum(1 for *_, bot, _, _ in town.events if bot)

    assert machines == sum(town.counts["machines"].values())
    assert answer["meta"]["bot_share"] == pytest.approx(town.effects["machine_share"])
    assert answer["series"][0]["total"] == town.counts["kept"] - machines


def test_the_launch_shows_in_the_checkouts_that_become_orders(town):
    before, after = (town.answers[name]["steps"][1]["share"] for name in ("before", "after"))

    assert after > before + 0.05


def test_skewed_clocks_are_set_right(town):
    moments = [ts for *_, ts, _ in town.events]

    assert town.identity["skewed_s"]
    assert min(moments) >= PLAN.start_ms - 5_000
    assert max(moments) < PLAN.end_ms


def test_the_country_of_every_visitor_is_known(town):
    visits = [
        event[-1] for event in town.events if not event[4] and event[2] not in ("", "ad-platforms")
    ]
    unknown = sum(1 for country in visits if not country)

    assert {"GB", "DE", "FR", "US", "CN"} <= set(visits)
    assert unknown / len(visits) < 0.02  # tills and refunds, which name no place


def test_nobody_is_taken_for_somebody_else(seen):
    people: dict[str, Counter[int]] = defaultdict(Counter)
    for one in seen:
        people[one.found][one.true] += 1
    right = sum(people[one.found][one.true] / people[one.found].total() for one in seen)

    assert right / len(seen) > 0.985  # the rest: shared devices on which nobody signed in


def test_who_can_be_joined_is_joined(seen):
    people: dict[int, Counter[str]] = defaultdict(Counter)
    joinable = [one for one in seen if one.joinable]
    for one in joinable:
        people[one.true][one.found] += 1
    found = sum(people[one.true][one.found] / people[one.true].total() for one in joinable)

    assert found / len(joinable) > 0.97


def test_there_are_as_many_people_as_can_be_told_apart(seen):
    known = {one.true for one in seen if one.joinable}
    strangers = {one.found for one in seen if not one.joinable}
    found = {one.found for one in seen}

    assert len(found) == pytest.approx(len(known) + len(strangers), rel=0.02)


def test_a_second_demo_shows_the_town_that_is_there(town):
    again = bellrock("demo", *SIZE, "--no-serve", home=town.home)

    assert again.returncode == 0
    assert "already" in again.stdout
    assert "sent" not in again.stdout


def test_a_home_with_events_is_refused_with_a_hint(town):
    truth = town.home / "truth"
    truth.rename(town.home / "aside")
    again = bellrock("demo", *SIZE, home=town.home)
    (town.home / "aside").rename(truth)

    assert again.returncode == 1
    assert "holds events already" in again.stderr
    assert "--home" in again.stderr


def test_the_report_answers_the_four_questions(town):
    report = town.report

    assert report["trend"]["series"][0]["total"] == sum(town.counts["orders"].values())
    assert [step["name"] for step in report["funnel"]["steps"]][-1] == "Order Completed"
    assert report["retention"]["cohorts"]
    assert report["paths"]["edges"]
