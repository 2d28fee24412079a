"""Does the graph stay what the claims say, however they arrive? On both ledgers and a real lake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bellrock.core.errors import InvalidDefinition, NotFound, StoreFull
from bellrock.core.ids import person_key, visit_key
from bellrock.core.time import FixedClock
from bellrock.people.claims import Claim, ClaimRule
from bellrock.people.graph import Graph
from bellrock.people.nodes import edge_of, node
from bellrock.people.resolve import resolve
from bellrock.people.review import Review
from bellrock.people.rules import DEFAULT_RULES, Rules
from bellrock.query import Sql
from bellrock.query.relation import IdentityState
from bellrock.store import Lake, Ledger
from bellrock.store.schema_people import PUBLICATIONS
from people.graphs import EDGES, identifier

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
SMALL = replace(DEFAULT_RULES, max_component=5, max_merges=1, max_strong_links=3)
FEW = settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking on two stores takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
_projects = count(2_000_000)


def claim(
    project: int, a: str, b: str, rule: ClaimRule = "login", minute: int = 0, session: str = "s"
) -> Claim:
    ts = MONDAY + timedelta(minutes=minute)
    event_id = f"{a}{b}{rule}{minute}"
    return Claim(project, identifier(a), identifier(b), rule, ts, event_id, session, "test")


def claims_of(project: int, log: Sequence[tuple[str, str, ClaimRule, int]]) -> list[Claim]:
    """Return the claims of `log`; no two pairs of one moment, as keys break ties by project."""
    pairs = sorted({told[:3] for told in log})
    return [
        replace(told, ts=told.ts + timedelta(microseconds=pairs.index((a, b, rule))))
        for a, b, rule, minute in log
        for told in [claim(project, a, b, rule, minute, f"s{minute % 2}")]
    ]


def person(lake: Lake, project: int, value: str) -> int:
    """Return whom the lake takes `value` for."""
    return lookup(lake, [person_key(project, value)])[0]


def visitor(lake: Lake, project: int, device: str, session: str = "s") -> int:
    return lookup(lake, [visit_key(project, device, session)])[0]


def lookup(lake: Lake, keys: list[int]) -> list[int]:
    lake.run(Sql("system reload dictionary person_override"))  # as `state` does before a question
    text = """
    select dictGetOrDefault('person_override', 'canonical', key, key)
    from (select arrayJoin({keys:Array(UInt64)}) as key)
    """
    return [row[0] for row in lake.rows(Sql(text, {"keys": keys}))]


def everything(lake: Lake, ledger: Ledger, project: int) -> dict[str, object]:
    """Return all that anyone can see of a project's identities."""
    with ledger.read() as connection:
        edges = connection.exec_driver_sql(
            "select id, ts, event_id, verdict, status, why from edges "
            f"where project = {project} order by id"
        ).all()
        ids = connection.exec_driver_sql(
            "select key, type, canonical, shared, quarantined from identifiers "
            f"where project = {project} order by key, type"
        ).all()
    overrides = lake.rows(
        Sql(
            "select key, argMax(canonical, version) as person from person_overrides "
            "where project = {p:UInt32} group by key having person != key order by key",
            {"p": project},
        )
    )
    return {
        "edges": [tuple(row) for row in edges],
        "ids": [tuple(row) for row in ids],
        "overrides": overrides,
    }


@pytest.fixture
def graph(ledger: Ledger, lake: Lake, clock: FixedClock) -> Iterator[Graph]:
    """A graph on an empty ledger."""
    opened = Graph(ledger, lake, clock)
    yield opened
    opened.close()


@pytest.fixture
def review(graph: Graph, ledger: Ledger, clock: FixedClock) -> Review:
    """Decisions over `graph`."""
    return Review(graph, ledger, clock)


def test_a_login_gives_the_device_to_the_user(graph: Graph, lake: Lake, project: int) -> None:
    assert graph.observe([claim(project, "anon:d", "user:ann")]) == ["attached"]
    assert person(lake, project, "d") == person_key(project, "ann")
    assert graph.state(project) == IdentityState(overrides=True, visits=False)


def test_a_question_asked_after_a_claim_sees_it(graph: Graph, lake: Lake, project: int) -> None:
    for i in range(5):  # faster than the dictionary may be reloaded
        graph.observe([claim(project, f"anon:d{i}", "user:ann")])
    graph.state(project)
    asked = "select dictGetOrDefault('person_override', 'canonical', {key:UInt64}, 0)"
    keys = [person_key(project, f"d{i}") for i in range(5)]

    assert {lake.one(Sql(asked, {"key": key}))[0] for key in keys} == {person_key(project, "ann")}


def test_a_claim_is_answered_alike_when_repeated_or_swapped(graph: Graph, project: int) -> None:
    told = claim(project, "anon:d", "user:ann")
    swapped = replace(told, a=told.b, b=told.a)

    assert graph.observe([told, told, swapped]) == ["attached"] * 3
    assert graph.observe([swapped]) == ["attached"]


def test_placeholders_are_no_ids_and_the_claim_says_so(graph: Graph, project: int) -> None:
    told = [
        claim(project, "anon:d", "user:undefined"),
        claim(project, "anon:0000", "user:ann"),
        claim(project, "anon:D", "user:D"),
    ]

    assert graph.observe(told) == ["blocked:value", "blocked:value", "attached"]


def test_on_a_shared_device_each_visit_belongs_to_whoever_signed_in(
    graph: Graph, lake: Lake, project: int
) -> None:
    ann, bob, d = (person_key(project, value) for value in ("ann", "bob", "d"))
    graph.observe([claim(project, "anon:d", "user:ann", session="one")])
    before = person(lake, project, "d")
    said = graph.observe([claim(project, "anon:d", "user:bob", session="two", minute=5)])

    assert (before, said) == (ann, ["queued:shared_device"])
    assert person(lake, project, "d") == d
    assert visitor(lake, project, "d", "one") == ann
    assert visitor(lake, project, "d", "two") == bob
    assert visitor(lake, project, "d", "three") == visit_key(project, "d", "three")
    assert graph.state(project).visits

    # A known pair in a new visit, and one who came earlier in a known one.
    graph.observe([claim(project, "anon:d", "user:ann", session="three", minute=9)])
    graph.observe([claim(project, "anon:d", "user:ann", session="two", minute=4)])
    assert visitor(lake, project, "d", "three") == ann
    assert visitor(lake, project, "d", "two") == ann


def test_a_visit_follows_its_user_into_another_person(
    graph: Graph, lake: Lake, project: int
) -> None:
    graph.observe(
        [
            claim(project, "anon:d", "user:ann", session="one", minute=3),
            claim(project, "anon:d", "user:bob", session="two", minute=4),
            claim(project, "user:ann", "user:eve", "alias", minute=1),
        ]
    )
    eve = person(lake, project, "eve")

    assert person(lake, project, "ann") == visitor(lake, project, "d", "one") == eve
    assert visitor(lake, project, "d", "two") == person_key(project, "bob")


def test_a_visit_without_a_session_is_a_day(graph: Graph, lake: Lake, project: int) -> None:
    graph.observe(
        [
            claim(project, "anon:d", "user:ann", session=""),
            claim(project, "anon:d", "user:bob", session="", minute=24 * 60),
        ]
    )

    assert visitor(lake, project, "d", "2026-03-02") == person_key(project, "ann")
    assert visitor(lake, project, "d", "2026-03-03") == person_key(project, "bob")


@given(log=EDGES, data=st.data())
@FEW
def test_however_claims_arrive_the_graph_is_the_same(
    ledger: Ledger, lake: Lake, clock: FixedClock,
    log: list[tuple[str, str, ClaimRule, int]], data: st.DataObject,
) -> None:  # fmt: skip
    seen = []
    for told in (log, data.draw(st.permutations(log)), [*log, *log[:3]]):
        project = next(_projects)
        graph = Graph(ledger, lake, clock, room=data.draw(st.sampled_from([2, 1000])))
        graph.set_rules(project, SMALL)
        claims, cut = claims_of(project, told), data.draw(st.integers(0, 5))
        for part in (claims[:cut], claims[cut : cut + 1], claims[cut + 1 :]):
            graph.observe(part)
        seen.append(by_name(everything(lake, ledger, project), project, log))
        assert_as_resolved(lake, claims, SMALL)

    assert seen[0] == seen[1] == seen[2]


def by_name(
    state: dict[str, object], project: int, log: Sequence[tuple[str, str, ClaimRule, int]]
) -> str:
    """Return `state` with ids by name, so that two projects can be compared."""
    names = {}
    for value in {text.split(":", 1)[1] for told in log for text in told[:2]}:
        names[person_key(project, value)] = value
        for session in ("s0", "s1"):
            names[visit_key(project, value, session)] = f"{value}/{session}"
    names[node(project, identifier("email:e")).key] = "email:e"
    for told in claims_of(project, log):
        edge = edge_of(told, told.a, told.b)
        names[edge.id] = f"{edge.a.value}-{edge.b.value}-{edge.rule}".replace("email:", "")
    signed = {k - 2**64 if k >= 2**63 else k: name for k, name in names.items()} | names

    def named(value: object) -> object:
        return signed.get(value, value) if isinstance(value, int) else value

    rows = {
        part: sorted(str(sorted_ends([named(cell) for cell in row])) for row in listed)
        for part, listed in state.items()
        if isinstance(listed, list)
    }
    return str(rows)


def sorted_ends(row: list[object]) -> list[object]:
    head = str(row[0]).split("-")
    return ["-".join([*sorted(head[:2]), *head[2:]]), *row[1:]]


def assert_as_resolved(lake: Lake, claims: list[Claim], rules: Rules) -> None:
    """The lake says of every id what all claims at once say."""
    edges = [edge_of(c, c.a, c.b) for c in claims]
    got = resolve([e for e in edges if e.a.key != e.b.key], rules)
    carriers = {n.key for e in edges for n in (e.a, e.b) if n.type != "email"}
    keys = sorted(carriers & got.canonical.keys())

    assert lookup(lake, keys) == [got.canonical[key] for key in keys]


@given(log=EDGES.filter(bool), data=st.data())
@FEW
def test_taking_a_claim_back_restores_the_exact_earlier_state(
    ledger: Ledger, lake: Lake, clock: FixedClock,
    log: list[tuple[str, str, ClaimRule, int]], data: st.DataObject,
) -> None:  # fmt: skip
    project, graph = next(_projects), Graph(ledger, lake, clock)
    graph.set_rules(project, SMALL)
    claims = claims_of(project, log)
    last = data.draw(st.sampled_from(claims))
    edge = edge_of(last, last.a, last.b).id
    graph.observe([c for c in claims if edge_of(c, c.a, c.b).id != edge])
    before = everything(lake, ledger, project)
    graph.observe(claims)
    Review(graph, ledger, clock).unlink(project, edge, actor="ann")
    after = everything(lake, ledger, project)

    assert after["overrides"] == before["overrides"]
    assert [e for e in rows(after["edges"]) if e[0] != rows_of(edge)] == before["edges"]
    named = {row[:2] for row in rows(before["ids"])}
    assert [row for row in rows(after["ids"]) if row[:2] in named] == before["ids"]
    keys = {row[0] for row in rows(before["ids"])}
    assert all(row[0] == row[2] for row in rows(after["ids"]) if row[0] not in keys)

    Review(graph, ledger, clock).restore(project, edge, actor="ann")
    assert_as_resolved(lake, claims, SMALL)


def rows(value: object) -> list[tuple[object, ...]]:
    assert isinstance(value, list)
    return value


def rows_of(edge: int) -> int:
    return edge - 2**64 if edge >= 2**63 else edge


def test_a_split_parts_ids_that_several_claims_hold_together(
    graph: Graph, review: Review, lake: Lake, project: int
) -> None:
    graph.observe(
        [
            claim(project, "anon:d1", "user:ann"),
            claim(project, "anon:d2", "user:ann"),
            claim(project, "anon:d1", "anon:d2", "alias"),
            claim(project, "anon:d1", "user:ann", "alias"),
        ]
    )
    ann, d1 = person_key(project, "ann"), person_key(project, "d1")
    moved = review.split(project, ann, [d1], actor="eve", reason="two people")

    assert moved == {d1: d1}
    assert lookup(lake, [d1, person_key(project, "d2")]) == [d1, ann]
    assert {d.actor for d in review.decisions(project)} == {"eve"}
    with pytest.raises(InvalidDefinition, match="some of a person's ids"):
        review.split(project, ann, [d1], actor="eve")


def test_a_conflict_waits_until_somebody_accepts_or_dismisses_it(
    graph: Graph, review: Review, lake: Lake, project: int
) -> None:
    graph.observe([claim(project, "anon:d", "user:ann", "alias")])
    said = graph.observe([claim(project, "anon:d", "user:bob", minute=1)])
    (waiting,) = review.queue(project)

    assert said == ["queued:conflict"]
    assert (waiting.why, waiting.source) == ("conflict", "test")
    assert set(waiting.people) == {person_key(project, "ann"), person_key(project, "bob")}

    review.dismiss(project, waiting.id, actor="eve")
    assert review.queue(project) == []
    assert person(lake, project, "bob") == person_key(project, "bob")

    review.accept(project, waiting.id, actor="eve", reason="same one")
    assert person(lake, project, "bob") == person_key(project, "ann")
    assert [m.id for m in review.merges(project)] == [waiting.id]

    newest = review.decisions(project)[0]
    assert (newest.verdict, newest.reason, len(newest.changed)) == ("accepted", "same one", 1)


def test_nobody_decides_about_another_projects_edges(
    graph: Graph, review: Review, project: int
) -> None:
    graph.observe([claim(project, "user:ann", "user:bob", "alias")])
    (merge,) = review.merges(project)

    with pytest.raises(NotFound):
        review.unlink(project + 1, merge.id, actor="eve")


def test_what_the_lake_missed_is_written_at_the_next_start(
    ledger: Ledger, lake: Lake, clock: FixedClock, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = Graph(ledger, lake, clock)
    graph.observe([claim(project, "anon:x", "user:zoe", session="one")])

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("bellrock.people.overrides.Overrides.publish", crash)
        graph.observe(
            [
                claim(project, "anon:d", "user:ann"),
                claim(project, "anon:x", "user:bob", session="two"),
            ]
        )
    assert person(lake, project, "d") == person_key(project, "d")

    Graph(ledger, lake, clock).close()
    with ledger.read() as connection:
        waiting = sa.select(PUBLICATIONS.c.version).where(PUBLICATIONS.c.pending)
        assert connection.execute(waiting).all() == []
    assert person(lake, project, "d") == person_key(project, "ann")
    assert person(lake, project, "x") == person_key(project, "x")
    assert visitor(lake, project, "x", "one") == person_key(project, "zoe")
    assert visitor(lake, project, "x", "two") == person_key(project, "bob")


def test_what_could_not_be_published_is_published_with_the_next_claims(
    graph: Graph, lake: Lake, project: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [claim(project, "anon:d", "user:ann")]

    def refuse(*_: object, **__: object) -> None:
        raise StoreFull("the lake's disk is full")

    with monkeypatch.context() as patch, pytest.raises(StoreFull):
        patch.setattr("bellrock.people.overrides.Overrides.publish", refuse)
        graph.observe(told)
    assert graph.observe(told) == ["attached"]
    assert person(lake, project, "d") == person_key(project, "ann")


def test_rules_can_change_and_decide_history_anew(graph: Graph, lake: Lake, project: int) -> None:
    graph.observe(
        [claim(project, "anon:d", "user:ann"), claim(project, "anon:d", "user:bob", minute=1)]
    )
    graph.set_rules(project, replace(DEFAULT_RULES, shared_device="last_user"))

    assert person(lake, project, "d") == person_key(project, "bob")
    assert visitor(lake, project, "d") == visit_key(project, "d", "s")


def test_a_constant_in_code_stops_joining_once_too_many_have_it(
    graph: Graph, lake: Lake, project: int, caplog: pytest.LogCaptureFixture
) -> None:
    graph.set_rules(project, SMALL)
    for i in range(6):
        said = graph.observe([claim(project, "anon:const", f"user:u{i}", minute=i, session=f"{i}")])

    assert said == ["blocked:quarantined"]
    assert visitor(lake, project, "const", "1") == visit_key(project, "const", "1")
