"""The town without a collector: the same bytes twice, in order, with a truth that adds up."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from bellrock.core.errors import InvalidDefinition
from bellrock.town import Plan, Request, Town, read_frames, write_frames
from bellrock.town.inhabitants import populate

END = date(2026, 3, 31)  # the days around it hold a clock change and a weekend
PLAN = Plan(end=END, people=300, days=14, seed=7)
DIGEST = "d473ca446a2f6087d9b780e458bf5062"  # of PLAN; a change of the town changes it: set it anew


def _digest(requests: Iterable[Request]) -> str:
    h = hashlib.blake2b(digest_size=16)
    for request in requests:
        h.update(msgspec.msgpack.encode(request))
    return h.hexdigest()


@pytest.fixture(scope="module")
def town() -> tuple[Town, list[Request]]:
    made = Town(PLAN)
    return made, list(made.requests())


def test_a_seed_gives_the_same_bytes_today_as_when_this_was_written(town):
    _, requests = town

    assert _digest(requests) == DIGEST


def test_the_bytes_do_not_depend_on_the_process_that_makes_them(town, tmp_path):
    _, requests = town
    words = ["--people", "300", "--days", "14", "--seed", "7", "--end", END.isoformat()]
    done = subprocess.run(
        [sys.executable, "-m", "bellrock.town", *words, "--truth", str(tmp_path)],
        env={**os.environ, "PYTHONHASHSEED": "12345"},
        capture_output=True,
        check=True,
    )
    apart = [r for frame in read_frames(io.BytesIO(done.stdout)) for r in frame]

    assert apart == requests
    assert {path.name for path in tmp_path.iterdir()} == {
        "counts.json", "effects.json", "identity.json",
    }  # fmt: skip


def test_another_seed_is_another_town(town):
    _, requests = town
    other = Town(Plan(end=END, people=300, days=14, seed=8))

    assert _digest(other.requests()) != _digest(requests)


def test_requests_arrive_in_order_and_inside_the_towns_days(town):
    _, requests = town

    assert all(a.received_ms <= b.received_ms for a, b in pairwise(requests))
    assert requests[0].received_ms >= PLAN.start_ms
    assert requests[-1].received_ms < PLAN.end_ms


def test_people_stay_who_they_are_when_the_town_grows():
    few, many = populate(PLAN), populate(Plan(end=END, people=500, days=14, seed=7))

    assert few == many[:300]


def test_the_truth_counts_what_was_emitted(town):
    made, requests = town
    truth = made.truth
    kept = truth.events.total() + truth.machines.total()

    assert truth.emitted == sum(request.events for request in requests)
    assert truth.emitted == kept + truth.duplicates + truth.malformed.total()
    assert truth.events_by_dialect.total() == kept
    assert truth.duplicates > 0
    assert truth.malformed.total() > 0


def test_the_planted_effects_come_out_in_a_larger_town():
    town = Town(Plan(end=END, people=3000, days=28, seed=7))
    for _ in town.requests():
        pass
    effects = town.truth.effects()
    launch, added = effects["launch"], effects["added_per_view"]

    assert launch["realised_after"] > launch["realised_before"] + 0.08
    assert added["email"] > added["organic_search"] > added["display"]
    assert 0.06 < effects["machine_share"] < 0.16


def test_every_dialect_and_language_takes_part(town):
    _, requests = town
    dialects = Counter(request.dialect for request in requests)
    paths = {request.path for request in requests}
    bodies = b"".join(request.body for request in requests).decode()

    assert set(dialects) == {"segment", "rudderstack", "posthog"}
    assert {"/v1/batch", "/v1/p", "/v1/t", "/batch/"} <= paths
    assert "夹克" in bodies
    assert "Müller" in bodies


def test_a_stream_that_breaks_off_is_noticed(town):
    _, requests = town
    whole = io.BytesIO()
    write_frames(whole, requests[:10])

    with pytest.raises(EOFError):
        list(read_frames(io.BytesIO(whole.getvalue()[:-3])))


@pytest.mark.parametrize(("people", "days"), [(0, 14), (300, 1)])
def test_a_town_without_people_or_days_is_refused(people, days):
    with pytest.raises(InvalidDefinition):
        Plan(end=END, people=people, days=days)


def test_the_truth_is_written_as_json(town, tmp_path: Path):
    made, _ = town
    made.truth.write(tmp_path / "truth", made.people)
    counts = msgspec.json.decode((tmp_path / "truth" / "counts.json").read_bytes())
    identity = msgspec.json.decode((tmp_path / "truth" / "identity.json").read_bytes())

    assert counts["emitted"] == made.truth.emitted
    assert len(identity["people"]) <= 300
    assert set(identity["joined"]) <= set(identity["owners"])
