"""Every view of paths is what the plainest Python says; lists of people are as long as numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from analytics import paths_oracle as oracle
from analytics.oracle import Event, text
from analytics.paths_oracle import Asked, Walk
from analytics.test_oracle import MEANINGS, SEEDS, _narrowed, _only, _stored
from bellrock.analytics.paths import PathsCell, behind_paths, paths
from bellrock.analytics.paths.alike import model_of
from bellrock.analytics.paths.nodes import catalog
from bellrock.analytics.paths.statements import paths_statements
from bellrock.core.errors import NotFound
from bellrock.query import Context, PathsAsk
from bellrock.store import Lake

A_FEW = settings(
    max_examples=4, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
PERIOD = {"from": "2025-01-01", "to": "2027-01-01"}
ANCHORS = ("a", "b", "b[price > 6]", "a|b")


def _plan(event: Event) -> str:
    plan = text(event.props.get("plan"))
    return event.event if not plan else f"{event.event} · {plan}"


def _paid(event: Event) -> str:
    plan = text(event.props.get("plan"))
    return _plan(event) if plan not in ("pro", "5") else f"{event.event} · Paid"


def _grouped(event: Event) -> str:
    return "Checkout" if MEANINGS["b[price > 6]"](event) or event.event == "c" else event.event


def _grouped_plan(event: Event) -> str:
    name = _grouped(event)
    return _plan(event) if name == event.event == "a" else name


GROUP = {"any_of": [{"event": "b", "where": "price > 6"}, "c"], "name": "Checkout"}
NAMES: tuple[tuple[dict[str, Any], Callable[[Event], str]], ...] = (
    ({}, lambda e: e.event),
    ({"expand": "plan"}, _plan),
    ({"expand": ["groups(plan, Paid = pro|5)"]}, _paid),
    ({"groups": [GROUP]}, _grouped),
    ({"groups": [GROUP], "expand": ["plan"], "expand_only": ["a"]}, _grouped_plan),
)


def _asked(random: Random) -> tuple[dict[str, Any], Asked]:
    """A question, for the server and for the oracle."""
    said: dict[str, Any] = {
        "max_steps": random.choice((2, 3, 10)), "collapse": random.random() < 0.6, "top": 1000,
    }  # fmt: skip
    if said["collapse"]:
        said["loops"] = random.choice((1, 2, 3))
    anchored = random.choice(("", "start", "end", "around", "around", "both"))
    for anchor in ("start", "end") if anchored == "both" else filter(None, (anchored,)):
        said[anchor] = random.choice(ANCHORS)
    if anchored == "around":
        said["before"] = random.choice((1, 2, 5))
    if random.random() < 0.3:
        said["via"] = random.choice(ANCHORS)
    within = random.choice((None, None, timedelta(hours=5), timedelta(days=3)))
    named, name = random.choice(NAMES)
    marks = {mark: said[mark] for mark in ("start", "end", "around", "via") if mark in said}
    events, without = random.choice((None, ["a", "b|c"])), random.choice(((), ["c"]))
    wanted = [MEANINGS[one] for one in [*(events or ["any"]), *marks.values()]]
    asked = Asked(
        **{mark: MEANINGS[one] for mark, one in marks.items()},
        max_steps=said["max_steps"], before=said.get("before", 3),
        within=None if within is None else within // timedelta(microseconds=1),
        collapse=said["collapse"], loops=said.get("loops", 1),
        keep=_only(wanted, without), name=name,
    )  # fmt: skip
    told = {**said, **named, "within": within, "events": events, "exclude": without}
    return told, asked


@A_FEW
@given(seed=SEEDS)
def test_ways_and_graph_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        said, asked = _asked(random)
        _, world, common = _narrowed(random, case)
        ask = PathsAsk(**said, view="graph", **common)

        answer = paths(lake, ask, case.context)

        found = oracle.walks(world, asked)
        edges, whole = (one.told() for one in oracle.ways(found))
        assert {(e.from_, e.to): (e.people, e.count) for e in answer.edges} == edges
        assert {(p.steps, p.at): (p.people, p.count) for p in answer.paths} == whole
        visits = {node.name: node for node in answer.nodes or ()}
        for name, node in visits.items():
            assert node.count == sum(walk.names.count(name) for walk in found)
            assert node.people == len({walk.who for walk in found if name in walk.names})
            assert node.starts == sum(walk.names[0] == name for walk in found)
            gone = sum(edge.count for edge in answer.edges if edge.from_ == name)
            assert node.ends + gone == node.count
        assert all(e.share == e.count / visits[e.from_].count for e in answer.edges)
        assert set(visits) == {name for walk in found for name in walk.names}
        _check_people(lake, random, ask, case.context, found, asked)


def _check_people(
    lake: Lake, random: Random, ask: PathsAsk, ctx: Context, found: list[Walk], asked: Asked
) -> None:
    assert behind_paths(lake, ask, ctx, PathsCell()) == sorted({walk.who for walk in found})
    if not found:
        return
    walk = random.choice(found)
    cell = PathsCell(steps=walk.names, pivot=walk.pivot)
    same = {one.who for one in found if (one.names, one.pivot) == (walk.names, walk.pivot)}
    assert behind_paths(lake, ask, ctx, cell) == sorted(same)
    place = random.choice(range(len(walk.names)))
    at, name = oracle.places(walk, asked)[place], walk.names[place]
    last = random.random() < 0.5
    there = {
        one.who
        for one in found
        if (at, name) in zip(oracle.places(one, asked), one.names, strict=True)
        and (not last or oracle.places(one, asked)[-1] == at)
    }
    where = PathsCell(steps=(name,), at=at, last=last)
    assert behind_paths(lake, ask, ctx, where) == sorted(there)
    anywhere = behind_paths(lake, ask, ctx, PathsCell(steps=(name,), edge=True))
    assert anywhere == sorted({one.who for one in found if name in one.names})


@A_FEW
@given(seed=SEEDS)
def test_a_matrix_is_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        said, asked = _asked(random)
        _, world, common = _narrowed(random, case)
        least = random.choice((1, 1, 2))
        ask = PathsAsk(**said, view="matrix", at_least=least, **common)

        answer = paths(lake, ask, case.context)

        found = oracle.walks(world, asked)
        cells, steps = (one.told() for one in oracle.matrix(found, asked))
        assert answer.matrix is not None and answer.walked is not None
        assert answer.walked.count == len(found)
        assert answer.walked.people == len({walk.who for walk in found})
        assert {step.at: (step.people, step.count) for step in answer.matrix} == steps
        told = {
            (step.at, one.name): (one.people, one.count)
            for step in answer.matrix
            for one in step.events
        }
        assert told == {cell: counts for cell, counts in cells.items() if counts[0] >= least}
        shares = [one.share for step in answer.matrix for one in step.events]
        assert shares == [one.count / len(found) for s in answer.matrix for one in s.events]


@A_FEW
@given(seed=SEEDS)
def test_two_audiences_are_each_what_they_are_alone(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        said, asked = _asked(random)
        _, world, common = _narrowed(random, case)
        view = random.choice(("ways", "graph", "matrix"))
        versus = 'plan = "pro"'
        ask = PathsAsk(**said, view=view, versus=versus, **common)

        answer = paths(lake, ask, case.context)

        other = replace(world, keep=lambda e: e.props.get("plan") == "pro")
        ours, theirs = oracle.walks(world, asked), oracle.walks(other, asked)
        one, two = {w.who for w in ours}, {w.who for w in theirs}
        assert answer.compared is not None
        sizes = (answer.compared.people, answer.compared.versus, answer.compared.both)
        assert sizes == (len(one), len(two), len(one & two))
        sides = [_counted(found, asked, view) for found in (ours, theirs)]
        expected = {
            key: (len(sides[0].get(key, ())), len(sides[1].get(key, ())))
            for key in {*sides[0], *sides[1]}
        }
        told = {(d.kind, d.steps, d.at): (d.people, d.versus) for d in answer.compared.differences}
        assert told == (expected if one and two else {})
        for difference in answer.compared.differences[:1]:
            cell = PathsCell(
                steps=difference.steps, edge=difference.kind == "edge", versus=True,
                **{"at": difference.at} if difference.kind == "step" else {"pivot": difference.at},
            )  # fmt: skip
            assert len(behind_paths(lake, ask, case.context, cell)) == difference.versus


def _counted(found: list[Walk], asked: Asked, view: str) -> dict[Any, set[int]]:
    if view == "matrix":
        cells, _ = oracle.matrix(found, asked)
        return {("step", (name,), at): who for (at, name), who in cells.people.items()}
    edges, whole = oracle.ways(found)
    told: dict[Any, set[int]] = {("edge", key, None): who for key, who in edges.people.items()}
    if view == "ways":
        told |= {("path", *key): who for key, who in whole.people.items()}
    return told


@A_FEW
@given(seed=SEEDS)
def test_everybody_is_in_the_nearest_cluster(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        said, asked = _asked(random)
        _, world, common = _narrowed(random, case)
        goal = random.choice((None, "b[price > 6]"))
        asked = replace(asked, goal=goal and MEANINGS[goal])
        if goal and said["events"]:
            kept = asked.keep
            barred = _only([MEANINGS[goal]], said["exclude"])
            asked = replace(asked, keep=lambda e, a=kept, b=barred: a(e) or b(e))
        ask = PathsAsk(**said, view="clusters", clusters=random.choice((2, 3)), goal=goal, **common)

        answer = paths(lake, ask, case.context)

        found = oracle.walks(world, asked)
        assert answer.clusters is not None and answer.walked is not None
        assert answer.walked.people == len({walk.who for walk in found})
        assert answer.walked.count == len(found)
        if not found:
            continue
        nodes = catalog(lake, ask, case.context)
        model = model_of(lake, ask, case.context, nodes)
        assert answer.clusters == paths(lake, ask, case.context).clusters
        number = {name: code for code, name in enumerate(nodes.names)}
        belongs = {
            who: model.cluster([_gram([number[name] for name in gram]) for gram in grams])
            for who, grams in oracle.grams(found).items()
        }
        for i, cluster in enumerate(answer.clusters):
            members = {who for who, place in belongs.items() if place == i}
            theirs = [walk for walk in found if walk.who in members]
            assert cluster.people == len(members)
            assert cluster.count == len(theirs)
            assert behind_paths(lake, ask, case.context, PathsCell(cluster=i)) == sorted(members)
            if goal:
                assert cluster.reached == len({walk.who for walk in theirs if walk.reached})
            edges, whole = oracle.ways(theirs)
            most = max(len(who) for who in whole.people.values())
            walkers = [who for key, who in whole.people.items() if key[0] == cluster.steps]
            assert cluster.walked_by == most and any(len(who) == most for who in walkers)
            everybody, _ = oracle.ways(found)
            for edge in cluster.edges:
                key = (edge.from_, edge.to)
                assert edge.people == len(edges.people[key])
                assert edge.share == edge.people / cluster.people
                assert edge.share_of_all == len(everybody.people[key]) / len(belongs)


def _gram(codes: list[int]) -> int:
    first, *rest = codes
    return (first + 1) * 65536 + rest[0] + 1 if rest else first + 1


@pytest.mark.parametrize("view", ["ways", "matrix", "graph", "clusters"])
def test_the_sql_for_the_reader_gives_as_many_lines(lake: Lake, view: str) -> None:
    random = Random(3)
    (case, *_) = _stored(lake, random)
    versus = None if view == "clusters" else 'plan = "pro"'
    ask = PathsAsk(
        view=view, versus=versus, expand="plan", around="b", top=1000,
        **PERIOD,
    )  # fmt: skip

    answer = paths(lake, ask, case.context)
    told = [lake.rows(one.sql) for one in paths_statements(lake, ask, case.context)]

    if view == "matrix":
        assert answer.matrix is not None
        shown = sum(len(step.events) + 1 for step in answer.matrix) + 1
    elif view == "clusters":
        shown = len(told[0])
        assert answer.clusters is not None
        assert {int(str(row[0])) for row in told[0]} == set(range(len(answer.clusters)))
    else:
        shown = len(answer.edges) + len(answer.paths)
    assert len(told[0]) == shown
    if answer.compared is not None:
        assert len(told[-1]) == len(answer.compared.differences) + 1


def test_a_cell_that_the_answer_does_not_have_is_refused(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(4))
    ways, clusters = PathsAsk(**PERIOD), PathsAsk(view="clusters", clusters=2, **PERIOD)

    for ask, cell in (
        (ways, PathsCell(versus=True)), (ways, PathsCell(cluster=0)),
        (clusters, PathsCell(cluster=7)),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            behind_paths(lake, ask, case.context, cell)


def test_only_so_many_values_stand_alone(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bellrock.analytics.paths.nodes.MOST", 2)
    monkeypatch.setattr("bellrock.analytics.paths.run.MOST", 2)
    (case, *_) = _stored(lake, Random(5))
    ask = PathsAsk(
        expand="plan", view="graph", top=1000, **{"from": "2025-01-01", "to": "2027-01-01"}
    )

    answer = paths(lake, ask, case.context)

    names = {node.name for node in answer.nodes or ()}
    alone = {name for name in names if not name.endswith(" · other")}
    assert len(alone) == 2 and {"a · other", "d · other"} <= names
    assert any(note.startswith("the 2 most frequent of") for note in answer.meta.notes)
