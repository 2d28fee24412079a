"""Every row of an import is stored, a duplicate or quarantined, and the report says which."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bellrock.collect.event import Envelope
from bellrock.collect.import_map import read_map
from bellrock.collect.import_rows import ROW_BYTES
from bellrock.collect.import_state import Report, Run
from bellrock.collect.import_take import Imports, LocalDoor
from bellrock.collect.imports import Progress, preview, run_import
from bellrock.collect.mend import Fix
from bellrock.collect.quarantine import held, replay
from bellrock.core.errors import Conflict, InvalidDefinition, NotFound
from draining import Crash, Made, Rig, said

ROWS = 4_500  # two whole chunks and a part
TOLD = read_map({"user": "who", "event": "what", "time": "when"})


def imports_of(rig: Rig) -> Imports:
    return Imports(rig.collector, rig.drain, rig.ledger, rig.lake, rig.clock)


def door_of(rig: Rig) -> LocalDoor:
    return LocalDoor(imports_of(rig), rig.project)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.read, report.stored, report.duplicate, report.quarantined


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    lines = (f"u{i % 7},buy,{1_700_000_000 + i // 3},{i}.5,0{i}\n" for i in range(ROWS))
    path.write_text("who,what,when,price,zip\n" + "".join(lines))
    return path


class Dying:
    """A door that dies at the `last` call of `rows`."""

    def __init__(self, door: LocalDoor, last: int) -> None:
        self._door, self._left = door, last

    def begin(self, plan: Mapping[str, Any]) -> Run:
        return self._door.begin(plan)

    def rows(self, import_id: str, file: int, first: int, lines: bytes) -> None:
        self._door.rows(import_id, file, first, lines)
        self._left -= 1
        if not self._left:
            raise Crash

    def finish(self, import_id: str, read: int) -> Report | None:
        return self._door.finish(import_id, read)


def test_every_row_becomes_an_event_of_its_own_time(rig: Rig, file: Path) -> None:
    report = run_import(door_of(rig), [file], TOLD)

    assert counts(report) == (ROWS, ROWS, 0, 0)
    ((stored, people, total, first, historical),) = rig.rows(
        """select count(), uniqExact(person), sum(props.price.:Float64),
           toUnixTimestamp(min(ts)), min(historical)
        from events where project = {project:UInt32}"""
    )
    assert (stored, people, first) == (ROWS, 7, 1_700_000_000)
    assert total == sum(i + 0.5 for i in range(ROWS))
    assert historical
    assert rig.rows(
        "select distinct toString(props.zip) from events where project = {project:UInt32}"
        " and props.price.:Float64 = 7.5"
    ) == [("07",)]


def test_rows_of_one_person_and_moment_keep_the_files_order(rig: Rig, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [("ann", 1), ("bob", 1), ("ann", 1), ("ann", 2), ("ann", 1), ("bob", 1)]
    path.write_text("who,what,when\n" + "".join(f"{w},e{i},{t}\n" for i, (w, t) in enumerate(rows)))

    run_import(door_of(rig), [path], TOLD)

    found = rig.rows(
        "select user_id, groupArray(event) from (select * from events"
        " where project = {project:UInt32} order by ts, tie) group by 1 order by 1"
    )
    assert found == [("ann", ["e0", "e2", "e4", "e3"]), ("bob", ["e1", "e5"])]


def test_a_second_run_stores_nothing_and_says_so(rig: Rig, file: Path) -> None:
    first = run_import(door_of(rig), [file], TOLD)
    second = run_import(door_of(rig), [file], TOLD)

    assert counts(second) == (ROWS, 0, ROWS, 0)
    assert first.id != second.id
    assert len(rig.events()) == ROWS


@pytest.mark.parametrize("last", [1, 2, 3])
@pytest.mark.parametrize("drained", [True, False])
def test_an_interrupted_import_goes_on_and_its_report_covers_all_of_it(
    rig: Rig, file: Path, last: int, drained: bool
) -> None:
    with pytest.raises(Crash):
        run_import(Dying(door_of(rig), last), [file], TOLD)
    rig.spool.append([b"not ours"])  # all that was sent is on the disk now
    if drained:
        rig.drain_all()
    rig.reopen()

    report = run_import(door_of(rig), [file], TOLD)

    assert counts(report) == (ROWS, ROWS, 0, 0)
    assert len(rig.events()) == ROWS


def test_a_chunk_that_is_sent_twice_counts_once(rig: Rig, file: Path) -> None:
    door = door_of(rig)

    class Stammering(Dying):
        def rows(self, import_id: str, file: int, first: int, lines: bytes) -> None:
            door.rows(import_id, file, first, lines)
            door.rows(import_id, file, first, lines)

    report = run_import(Stammering(door, 0), [file], TOLD)

    assert counts(report) == (ROWS, ROWS, 0, 0)
    assert rig.intake()[("duplicate", "event_id")] == ROWS


def test_bad_rows_are_kept_with_their_number_and_reason(rig: Rig, tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text(
        "who,what,when\nann,buy,2024-01-01\n,buy,2024-01-01\nann,,2024-01-01\n"
        "ann,buy,someday\nann,buy,\nann,buy,2024-01-02,extra\nbob,buy,2024-01-03\n"
    )

    report = run_import(door_of(rig), [path], TOLD)

    assert counts(report) == (7, 2, 0, 5)
    refused = held(rig.lake, rig.project)
    assert [(one.reason, one.detail.split(":")[0]) for one in refused] == [
        ("missing_id", "row 2 of mixed.csv"),
        ("missing_event", "row 3 of mixed.csv"),
        ("bad_time", "row 4 of mixed.csv"),
        ("bad_time", "row 5 of mixed.csv"),
        ("too_many_columns", "row 6 of mixed.csv"),
    ]
    assert json.loads(refused[2].raw)["ts"] == "someday"


def test_ids_sessions_traits_and_fields_go_where_the_mapping_says(rig: Rig, tmp_path: Path) -> None:
    row = {"u": {"id": 7}, "dev": "d1", "t": 1_700_000_000_000, "key": "k1", "visit": "s1"}
    row |= {"plan": "pro", "land": "CN", "n": "5", "ok": "yes", "x": {"y": [1, 2]}}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row) + "\n" + json.dumps(row) + "\n")
    told = read_map(
        {
            "user": "u.id",
            "anonymous": "dev",
            "event": "=signed_up",
            "time": "t",
            "id": "key",
            "session": "visit",
            "traits": ["plan"],
            "fields": {"land": "country"},
            "types": {"n": "number", "ok": "flag"},
            "rename": {"x": "extra"},
            "props": ["n", "ok", "x"],
        }
    )

    report = run_import(door_of(rig), [path], told)

    assert counts(report) == (2, 1, 1, 0)
    assert rig.events("event_id, user_id, anonymous_id, session, country, toJSONString(props)") == [
        ("k1", "7", "d1", "s1", "CN", '{"extra":{"y":[1,2]},"n":5,"ok":true}')
    ]
    assert [(op.trait, op.value) for op in rig.people.ops] == [("plan", "pro")]
    assert [claim.rule for claim in rig.people.claims] == ["login"]


def test_the_whole_row_is_kept_as_it_was_read_whatever_the_mapping_takes(
    rig: Rig, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"who,what,when,note,zip\n ann,buy,2024-01-01,caf\xff ,007\nbob,buy,2024-01-01\n"
    )
    told = TOLD.model_copy(update={"props": (), "encoding": "utf-8"})

    report = run_import(door_of(rig), [path], told)

    assert counts(report) == (2, 2, 0, 0)
    ann, bob = (json.loads(raw) for (raw,) in rig.events("raw"))
    assert ann == {
        "who": " ann",
        "what": "buy",
        "when": "2024-01-01",
        "note": "caf? ",
        "zip": "007",
    }
    assert bob == {"who": "bob", "what": "buy", "when": "2024-01-01"}
    assert set(rig.events("toJSONString(props), toJSONString(ctx), verdict")) == {
        ("{}", "{}", "stored")
    }


def test_a_quarantined_row_is_kept_whole_and_keeps_it_when_it_is_mended(
    rig: Rig, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("who,what,when,n\nann,buy,someday,1\n")
    run_import(door_of(rig), [path], TOLD.model_copy(update={"props": ()}))
    (refused,) = held(rig.lake, rig.project)
    assert json.loads(refused.raw)["row"] == {
        "who": "ann", "what": "buy", "when": "someday", "n": "1"
    }  # fmt: skip

    fixes = [Fix("drop", "problem"), Fix("set", "ts", "2024-01-01")]
    replay(rig.lake, rig.collector.append, rig.project, fixes=fixes)
    rig.drain_all()

    assert [json.loads(raw)["n"] for (raw,) in rig.events("raw")] == ["1"]


@pytest.mark.parametrize("note", ["x" * ROW_BYTES, "[" * 150 + "]" * 150])
def test_a_row_too_large_or_too_deep_to_keep_is_stored_with_a_warning(
    rig: Rig, tmp_path: Path, note: str
) -> None:
    path = tmp_path / "a.jsonl"
    row = {"who": "ann", "what": "buy", "when": "2024-01-01"}
    value = note if note[0] == "x" else json.loads(note)
    path.write_text(json.dumps(row | {"note": value}) + "\n")
    told = TOLD.model_copy(update={"props": ()})

    seen = preview([path], told)
    report = run_import(door_of(rig), [path], told)

    assert (seen.stored, report.stored) == (1, 1)
    assert rig.events("raw, warnings, verdict") == [("", ["row_not_kept"], "warned")]


def test_one_file_can_be_read_as_two_kinds_of_event(rig: Rig, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("who,signed_up,left\nann,2024-01-01,2024-02-01\n")

    for event, column in (("=signed_up", "signed_up"), ("=left", "left")):
        told = read_map({"user": "who", "event": event, "time": column, "props": ["who"]})
        assert counts(run_import(door_of(rig), [path], told)) == (1, 1, 0, 0)

    assert len(rig.events()) == 2


def test_a_dry_run_shows_events_and_problems_and_stores_nothing(rig: Rig, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("who,what,when,n\nann,buy,2024-01-01,3\nann,buy,never,4\n")

    seen = preview([path], TOLD)

    assert (seen.read, seen.stored, seen.quarantined) == (2, 1, 1)
    assert seen.problems == {"bad_time": 1}
    assert seen.examples[0].row == 2
    assert seen.sample[0]["ts"] == "2024-01-01T00:00:00+00:00"
    assert seen.sample[0]["props"] == {"n": 3}
    assert rig.events() == []


def test_progress_ends_at_the_end(rig: Rig, file: Path) -> None:
    told: list[Progress] = []

    run_import(door_of(rig), [file, file], TOLD, progress=told.append)

    assert [one.rows for one in told] == [2_000, 4_000, 4_500, 6_500, 8_500, 9_000]
    assert told[-1].bytes == told[-1].bytes_total == 2 * file.stat().st_size


def test_imported_rows_are_shown_live_as_history_and_not_doubled_by_clients(
    rig: Rig, file: Path
) -> None:
    run_import(door_of(rig), [file], TOLD)
    (known,) = rig.rows(
        "select event_id from events where project = {project:UInt32} order by event_id limit 1"
    )
    rig.send(said(known[0]))

    rig.drain_all()

    assert len(rig.events()) == ROWS


def test_rows_for_another_projects_import_are_refused(rig: Rig, file: Path) -> None:
    imports = imports_of(rig)
    run = imports.begin(rig.project, {"files": [{"name": "a"}]})

    with pytest.raises(NotFound):
        imports.rows(rig.project + 1, run.id, 0, 1, b"{}")
    with pytest.raises(NotFound):
        imports.finish(rig.project + 1, run.id, 0)
    with pytest.raises(InvalidDefinition):
        imports.rows(rig.project, run.id, 1, 1, b"{}")
    with pytest.raises(InvalidDefinition):
        imports.rows(rig.project, run.id, 0, 1, b"{}\n" * 10_001)
    with pytest.raises(InvalidDefinition):
        imports.begin(rig.project, {"files": []})


@pytest.mark.parametrize("lines", [b"", b"no json\n{}", b'{"a":1},{"b":2}', b"\xff\n\n[]"])
def test_rows_that_are_none_are_accounted_for(rig: Rig, lines: bytes) -> None:
    imports = imports_of(rig)
    run = imports.begin(rig.project, {"files": [{"name": "a"}]})
    rows = lines.count(b"\n") + 1

    imports.rows(rig.project, run.id, 0, 1, lines)

    report = imports.finish(rig.project, run.id, rows)
    assert report is not None
    assert counts(report) == (rows, 0, 0, rows)


def test_an_import_that_does_not_add_up_does_not_end(rig: Rig) -> None:
    imports = imports_of(rig)
    run = imports.begin(rig.project, {"files": [{"name": "a"}]})
    imports.rows(rig.project, run.id, 0, 1, b"{}")

    with pytest.raises(Conflict, match="accounted for"):
        imports.finish(rig.project, run.id, 2)
    imports.rows(rig.project, run.id, 0, 2, b"{}")
    assert imports.finish(rig.project, run.id, 2) == imports.finish(rig.project, run.id, 2)
    with pytest.raises(Conflict, match="ended"):
        imports.rows(rig.project, run.id, 0, 3, b"{}")


def test_an_import_waits_for_a_drain_that_is_behind(rig: Rig, file: Path) -> None:
    rig.drain.start()

    assert counts(run_import(door_of(rig), [file], TOLD)) == (ROWS, ROWS, 0, 0)


CELL = st.sampled_from(["ann", "", "7", '"', ",", "a\nb", "\x00", "2024-01-01", "12e3", "李", "é,"])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.lists(CELL, min_size=0, max_size=5), max_size=8), sick=st.binary(max_size=8)
)
def test_whatever_a_file_holds_its_rows_add_up(
    rig_of: Made, tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], sick: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    text = "who,what,when\n" + "\n".join(",".join(row) for row in rows)
    path.write_bytes(text.encode() + b"\n" + sick)
    told = read_map({"user": "who", "event": "what", "time": "when", "encoding": "utf-8"})

    seen = preview([path], told)

    assert seen.read == seen.stored + seen.quarantined


def test_a_records_envelope_says_it_is_history(rig: Rig, file: Path) -> None:
    seen: list[Envelope] = []
    keep = rig.collector.append

    def watch(record: Any) -> Any:
        seen.append(record.envelope)
        return keep(record)

    rig.collector.append = watch  # type: ignore[method-assign] # to look at what passes
    run_import(door_of(rig), [file], TOLD)

    assert {(one.historical, one.path) for one in seen} == {(True, "import/orders.csv")}
