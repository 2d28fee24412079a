"""What is a trait now? Operations fold by their own time, whoever is merged when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any
from zlib import crc32

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import EPOCH, FixedClock
from bellrock.people.claims import TRAIT_VERBS, TraitOp
from bellrock.people.traits import choose_fold, folds, write_traits
from bellrock.query.binder import Binder
from bellrock.query.relation import IdentityState
from bellrock.query.traits import LATEST, Fold, FoldKind, trait_text
from bellrock.store import Lake, Ledger

IDLE = IdentityState(overrides=False)
RANKS = ("unset", "set", "set_once", "add", "append", "union")
KINDS: tuple[FoldKind, ...] = ("latest", "first", "max", "min", "sum", "union", "source")
NUMBERS = st.one_of(st.integers(-(10**6), 10**6), st.floats(-1e6, 1e6, allow_nan=False))
SCALARS = st.one_of(NUMBERS, st.sampled_from(["", "a", '中 "q" \\', "2"]), st.booleans())
VALUES = st.one_of(SCALARS, st.none(), st.lists(SCALARS, max_size=3), st.just({"k": [1, "x"]}))
OPS = st.builds(
    TraitOp,
    project=st.just(0), person=st.integers(1, 2), trait=st.sampled_from(["a", "b"]),
    op=st.sampled_from(TRAIT_VERBS), value=VALUES,
    ts=st.integers(0, 3).map(lambda n: EPOCH + timedelta(days=20_000, microseconds=n)),
    tie=st.integers(0, 2), event_id=st.sampled_from("uvw"), source=st.sampled_from(["x", "y", "z"]),
)  # fmt: skip
_projects = count(20_000_000)


def answers(lake: Lake, project: int, fold: Fold) -> dict[tuple[int, str], Any]:
    binder = Binder()
    text = trait_text(binder, project, None, fold, identity=IDLE)
    rows = lake.rows(binder.sql(f"select who, trait, value from ({text})"))
    return {(who, trait): json.loads(value) for who, trait, value in rows}


def plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return [plain(item) for item in value] if isinstance(value, list) else value


def shown(value: Any) -> str:
    return json.dumps(plain(value), sort_keys=True)


def expected(ops: Sequence[TraitOp], fold: Fold) -> dict[tuple[int, str], Any]:
    """Fold `ops` one after the other, as a person would."""
    log: dict[tuple[int, str], list[tuple[Any, ...]]] = {}
    for op in ops:
        unset = op.op == "unset" or (op.op == "set" and op.value is None)
        if op.value is None and not unset:
            continue
        if op.op == "add" and not is_number(op.value):
            continue
        rank = 0 if unset else RANKS.index(op.op)
        text = "" if unset else msgspec.json.encode(plain(op.value)).decode()
        event, value = crc32(op.event_id.encode()), crc32(text.encode()) >> 3
        said = (op.ts, op.tie, event, rank, value, op.source)
        log.setdefault((op.person, op.trait), []).append((*said, plain(op.value)))
    folded = {who: one(said, fold) for who, said in log.items()}
    return {who: value for who, value in folded.items() if value is not None}


def one(said: list[tuple[Any, ...]], fold: Fold) -> Any:
    steps = sorted({step[:6]: step for step in said}.values(), key=lambda step: step[:6])
    unset = max((i for i, step in enumerate(steps) if step[3] == 0), default=-1)
    steps = steps[unset + 1 :]
    if fold.kind == "latest":
        return latest(steps)
    sets = [step for step in steps if step[3] in (1, 2)]
    if fold.kind == "first":
        return sets[0][6] if sets else None
    if fold.kind in ("max", "min"):
        numbers = [step[6] for step in sets if is_number(step[6])]
        return (max if fold.kind == "max" else min)(numbers, default=None)
    if fold.kind == "sum":
        terms = [step[6] for step in steps if step[3] <= 3 and is_number(step[6])]
        return float(sum_in_order(terms)) if terms else None
    if fold.kind == "union":
        kept = [step for step in steps if step[3] != 3]
        return union([], [item for step in kept for item in listed(step[6])]) if kept else None
    rank = {name: i for i, name in enumerate(fold.sources)}
    best = min((rank.get(step[5], 99) for step in sets), default=None)
    return next((s[6] for s in reversed(sets) if rank.get(s[5], 99) == best), None)


def latest(steps: Sequence[tuple[Any, ...]]) -> Any:
    now: Any = None
    for step in steps:
        verb, value = RANKS[step[3]], step[6]
        if verb == "set" or (verb == "set_once" and now is None):
            now = value
        elif verb == "add":
            now = (now if is_number(now) else 0.0) + float(value)
        elif verb == "append":
            now = listed(now) + listed(value)
        elif verb == "union":
            now = union(listed(now), listed(value))
    return now


def sum_in_order(terms: Sequence[float]) -> float:
    total = 0.0
    for term in terms:
        total += term
    return total


def listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def union(had: list[Any], more: list[Any]) -> list[Any]:
    texts, got = {shown(item) for item in had}, list(had)
    for item in more:
        if shown(item) not in texts:
            texts.add(shown(item))
            got.append(item)
    return got


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@pytest.mark.parametrize("kind", KINDS)
@given(ops=st.lists(OPS, max_size=25), data=st.data())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_fold_is_what_the_operations_say_one_after_the_other(
    lake: Lake, kind: FoldKind, ops: list[TraitOp], data: st.DataObject
) -> None:
    project, fold = next(_projects), Fold(kind, ("y", "x") if kind == "source" else ())
    told = [TraitOp(project, *(getattr(op, f) for f in OP_FIELDS)) for op in ops]
    write_traits(lake, data.draw(st.permutations(told)), token="")
    write_traits(lake, told[:5], token="")  # and some of it again

    assert answers(lake, project, fold) == expected(told, fold)


OP_FIELDS = ("person", "trait", "op", "value", "ts", "tie", "event_id", "source")


def test_a_trait_follows_the_person_its_teller_has_become(lake: Lake, project: int) -> None:
    key, person = project * 1000 + 1, project * 1000 + 2
    write_traits(lake, [TraitOp(project, key, "plan", "set", "pro", EPOCH, 0, "e")], token="")
    lake.insert(
        "person_overrides",
        ["key", "project", "kind", "canonical", "version"],
        [(key, project, "person", person, 1)],
    )
    binder = Binder()
    lake.run(binder.sql("system reload dictionary person_override"))
    text = trait_text(binder, project, ["plan"], LATEST, identity=IdentityState())

    assert [row[:3] for row in lake.rows(binder.sql(text))] == [(person, "plan", '"pro"')]


def test_a_chosen_fold_is_kept_by_project(ledger: Ledger, clock: FixedClock) -> None:
    choose_fold(ledger, 1, "first_seen", Fold("min"), clock=clock)
    choose_fold(ledger, 1, "name", Fold("source", ("crm", "web")), clock=clock)
    choose_fold(ledger, 1, "first_seen", Fold("first"), clock=clock)

    assert folds(ledger, 1) == {"first_seen": Fold("first"), "name": Fold("source", ("crm", "web"))}
    assert folds(ledger, 2) == {}


def test_a_fold_by_source_names_its_sources(ledger: Ledger, clock: FixedClock) -> None:
    with pytest.raises(InvalidDefinition, match="cannot be folded"):
        choose_fold(ledger, 1, "name", Fold("source"), clock=clock)
