"""Real files come in whole: the counts that their sources state come out of the lake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bellrock.collect.import_map import read_map
from bellrock.collect.import_take import Imports, LocalDoor
from bellrock.collect.imports import preview, run_import
from bellrock.core.time import FixedClock
from bellrock.store import Lake
from draining import Rig
from outside import outside

CLICKS = {"user": "user_id", "event": "event", "time": "timestamp", "session": "session_id"}
CDNOW = {
    "user": "customer_id",
    "event": "=purchase",
    "time": "date",
    "rename": {"number_of_cds": "cds", "dollar_value": "value"},
}
PIZZA = {"user": "id", "event": "=sold", "time": ["date", "time"], "zone": "America/New_York"}


@pytest.fixture
def rig(lake: Lake, clock: FixedClock, project: int, tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path / "rig", lake, clock, project)
    yield made
    made.close()


def imported(rig: Rig, name: str, told: dict[str, Any]) -> tuple[int, int, int, int]:
    imports = Imports(rig.collector, rig.drain, rig.ledger, rig.lake, rig.clock)
    report = run_import(LocalDoor(imports, rig.project), [outside(name)], read_map(told))
    return report.read, report.stored, report.duplicate, report.quarantined


def one(rig: Rig, columns: str) -> tuple[Any, ...]:
    (row,) = rig.rows(f"select {columns} from events where project = {{project:UInt32}}")
    return row


def test_the_shops_click_stream(rig: Rig) -> None:
    assert imported(rig, "clickstream_ecom_synth.csv.gz", CLICKS) == (31_106, 31_106, 0, 0)

    found = one(rig, "uniqExact(person), uniqExact(session), uniqExact(event), count()")
    assert found == (600, 3_605, 19, 31_106)
    assert imported(rig, "clickstream_ecom_synth.csv.gz", CLICKS) == (31_106, 0, 31_106, 0)
    assert one(rig, "count()") == (31_106,)


def test_the_purchases_of_cdnow(rig: Rig) -> None:
    """Columns set apart by blanks alone, days without a clock, many purchases on one day."""
    assert imported(rig, "CDNOW_master.txt.gz", CDNOW) == (69_659, 69_659, 0, 0)

    found = one(
        rig,
        """uniqExact(person), sum(props.cds.:Int64), round(sum(props.value.:Float64), 2),
        toString(toDate(min(ts))), toString(toDate(max(ts)))""",
    )
    assert found == (23_570, 167_881, 2_500_315.63, "1997-01-01", "1998-06-30")


def test_the_summary_of_cdnow_agrees_with_its_own_sample(rig: Rig) -> None:
    told = CDNOW | {"columns": ["id", "customer_id", "date", "number_of_cds", "dollar_value"]}

    read, stored, *_ = imported(rig, "CDNOW_sample.txt", told)

    assert read == stored == 6_919
    assert one(rig, "uniqExact(props.id)") == (2_357,)


def test_a_year_of_pizzas(rig: Rig) -> None:
    """A date and a time in two columns, on the clock of the shop."""
    assert imported(rig, "gt_pizzaplace.csv.gz", PIZZA) == (49_574, 49_574, 0, 0)

    found = one(
        rig,
        """uniqExact(toString(toDate(ts, 'America/New_York'))), min(toHour(ts, 'America/New_York')),
        toString(min(ts)), uniqExact(user_id), round(sum(props.price.:Float64), 2)""",
    )
    assert found == (358, 9, "2015-01-01 16:38:36.000000", 21_350, 817_860.05)


def test_a_dry_run_finds_nothing_wrong() -> None:
    seen = preview([outside("clickstream_ecom_synth.csv.gz")], read_map(CLICKS))

    assert (seen.read, seen.stored, seen.quarantined, seen.problems) == (31_106, 31_106, 0, {})
