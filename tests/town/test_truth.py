"""The town through the real collector: what Bellrock says, beside what is true."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
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
DURING = ("--from", PLAN.start.isoformat(), "--to", PLAN.end.isoformat())


@dataclass(frozen=True)
class Filled:
    """A home with the town in it, what the demo reported, and what is true."""

    home: Path
    report: dict[str, Any]
    counts: dict[str, Any]
    effects: dict[str, Any]
    identity: dict[str, Any]

    def total(self, event: str, *words: str) -> float:
        """Return a trend's total, of one event over the town's days."""
        asked = said("ask", "trend", "--event", event, *DURING, *words, home=self.home)
        (series,) = asked["series"]
        total: float = series["total"]
        return total

    def by(self, event: str, name: str, *words: str) -> dict[str, float]:
        """Return a trend's totals by one property."""
        words = ("--by", name, "--top", "100", *words)
        asked = said("ask", "trend", "--event", event, *DURING, *words, home=self.home)
        return {one["by"][name]: one["total"] for one in asked["series"] if not one.get("other")}


@dataclass(frozen=True)
class Seen:
    """One event of a person: whose it truly is, whose Bellrock says it is, and under which ids."""

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
    return Filled(home, report, *truth)


@pytest.fixture(scope="module")
def lying(town: Filled) -> dict[str, Any]:
    """All events as they lie in the lake, each with its person."""
    script = Path(__file__).with_name("ask_home.py")
    done = subprocess.run([sys.executable, script, town.home], capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _seen(town: Filled, events: list[list[Any]]) -> Iterator[Seen]:
    owners, shared = town.identity["owners"], town.identity["shared_events"]
    joined = set(town.identity["joined"])
    for event_id, user_id, anonymous_id, found, bot, *_ in events:
        if bot or anonymous_id == "ad-platforms":
            continue
        owner = shared.get(event_id)
        if owner is None:
            (owner,) = owners[user_id or anonymous_id]
        yield Seen(owner, found, bool(user_id) or anonymous_id in joined)


def test_every_emitted_event_is_stored_or_a_duplicate_or_quarantined(town):
    moved = town.report["moved"]

    assert moved["emitted"] == town.counts["emitted"]
    assert moved["stored"] == town.counts["kept"]
    assert moved["duplicate"] == town.counts["duplicates"]
    assert moved["quarantined"] == sum(town.counts["malformed"].values())
    assert moved["requests"] == town.counts["requests"]


def test_malformed_events_are_refused_for_the_reason_that_was_planted(town, lying):
    planted = town.counts["malformed"]
    words = {
        "nobody": "missing_id",
        "nameless": "missing_event",
        "no_object": "not_an_object",
        "not_json": "not_json",
    }

    assert lying["reasons"] == {words[kind]: n for kind, n in planted.items()}


def test_events_count_as_they_happened(town):
    happened = town.counts["events"]
    names = ("Product Added", "Checkout Started", "Order Completed", "Order Refunded", "Signed Up")

    assert {name: town.total(name) for name in names} == {n: happened[n] for n in names}


def test_revenue_refunds_and_spend_add_up_to_the_penny(town):
    counts = town.counts
    sums = {
        "Order Completed": ("sum(revenue)", counts["revenue_cents"]),
        "Order Refunded": ("sum(total)", counts["refunded_cents"]),
        "Store Purchase": ("sum(revenue)", counts["store_cents"]),
    }
    found = {name: town.total(name, "--metric", metric) for name, (metric, _) in sums.items()}
    spend = town.by("ad_spend", "campaign", "--metric", "sum(spend)")

    assert found == pytest.approx({name: cents / 100 for name, (_, cents) in sums.items()})
    assert spend == pytest.approx({k: v / 100 for k, v in counts["spend_cents"].items()})


def test_refunds_are_as_frequent_as_planted(town):
    orders, refunds = town.total("Order Completed"), town.total("Order Refunded")
    due = refunds + town.counts["refunds_due_later"]

    assert due / orders == pytest.approx(town.effects["refund_rate"], abs=0.06)


def test_machines_are_told_from_people_and_their_share_is_shown(town, lying):
    asked = said("ask", "trend", "--event", "any", *DURING, home=town.home)
    kinds = Counter(bot for *_, bot, _, _ in lying["events"] if bot)

    assert asked["meta"]["bot_share"] == pytest.approx(town.effects["machine_share"])
    assert asked["series"][0]["total"] == town.counts["kept"] - sum(kinds.values())
    assert sum(kinds.values()) == sum(town.counts["machines"].values())


def test_the_launch_shows_in_the_checkouts_that_become_orders(town):
    launch = str(Plan(end=PLAN.end, people=1, days=PLAN.days).start)
    day = date.fromisoformat(launch).toordinal() + town.effects["launch"]["day"]
    at = date.fromordinal(day).isoformat()
    steps = ("--step", "Checkout Started", "--step", "Order Completed", "--within", "1h")
    shares = [
        said("ask", "funnel", *steps, "--from", a, "--to", b, home=town.home)["steps"][1]["share"]
        for a, b in ((PLAN.start.isoformat(), at), (at, PLAN.end.isoformat()))
    ]

    assert shares[1] > shares[0] + 0.05


def test_skewed_clocks_are_set_right(town, lying):
    moments = [ts for *_, ts, _ in lying["events"]]

    assert town.identity["skewed_s"]
    assert min(moments) >= PLAN.start_ms - 5_000
    assert max(moments) < PLAN.end_ms


def test_nobody_is_taken_for_somebody_else(town, lying):
    seen = list(_seen(town, lying["events"]))
    people: dict[str, Counter[int]] = defaultdict(Counter)
    for one in seen:
        people[one.found][one.true] += 1
    right = sum(people[one.found][one.true] / people[one.found].total() for one in seen)

    assert right / len(seen) > 0.985  # the rest: shared devices on which nobody signed in


def test_who_can_be_joined_is_joined(town, lying):
    seen = [one for one in _seen(town, lying["events"]) if one.joinable]
    people: dict[int, Counter[str]] = defaultdict(Counter)
    for one in seen:
        people[one.true][one.found] += 1
    found = sum(people[one.true][one.found] / people[one.true].total() for one in seen)

    assert found / len(seen) > 0.97


def test_there_are_as_many_people_as_can_be_told_apart(town, lying):
    seen = list(_seen(town, lying["events"]))
    known = {one.true for one in seen if one.joinable}
    strangers = {one.found for one in seen if not one.joinable}
    found = {one.found for one in seen}

    assert len(found) == pytest.approx(len(known) + len(strangers), rel=0.02)


def test_a_home_with_events_is_refused_with_a_hint(town):
    again = bellrock("demo", *SIZE, home=town.home)

    assert again.returncode == 1
    assert "holds events already" in again.stderr
    assert "--home" in again.stderr


def test_the_report_answers_the_four_questions(town):
    report = town.report

    assert report["trend"]["series"][0]["total"] == sum(town.counts["orders"].values())
    assert [step["name"] for step in report["funnel"]["steps"]][-1] == "Order Completed"
    assert report["retention"]["cohorts"]
    assert report["paths"]["edges"]
