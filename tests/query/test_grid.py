"""Buckets in the engine are the buckets of the clock, through every change of it."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import GRAINS, Period, micros
from bellrock.query import Sql
from bellrock.query.grid import grid
from bellrock.store import Lake

ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe",
    "Asia/Kathmandu", "Asia/Shanghai", "Pacific/Apia", "Africa/Casablanca", "Asia/Beirut",
)  # fmt: skip


@pytest.mark.parametrize("name", ZONES)
def test_the_engine_finds_the_bucket_that_holds_a_moment(lake: Lake, name: str) -> None:
    tz = ZoneInfo(name)
    random = Random(name)
    year = 2011 if name == "Pacific/Apia" else 2026  # Samoa skipped 30 December 2011
    for grain in GRAINS:
        days = 150 if grain == "hour" else 1200
        start = datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=random.randrange(4000))
        during = Period(start, start + timedelta(days=days))
        cells = grid(during, grain, tz)
        moments = [start + timedelta(seconds=random.randrange(days * 86_400)) for _ in range(300)]
        edges = [s for s in cells.starts if s >= start][:200]
        moments += [*edges, *(e - timedelta(microseconds=1) for e in edges if e > start)]

        rows = lake.rows(
            Sql(
                f"select {cells.index('at')} from (select arrayJoin({{at:Array(Int64)}}) as at)",
                {"at": [micros(m) for m in moments]},
            )
        )

        assert [n for (n,) in rows] == [bisect_right(cells.starts, m) - 1 for m in moments]


def test_too_many_points_are_refused_before_they_are_counted() -> None:
    during = Period(datetime(1990, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))

    with pytest.raises(InvalidDefinition, match="too many points"):
        grid(during, "hour", ZoneInfo("UTC"))
