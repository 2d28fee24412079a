"""Public logs as rows of the lake, inserted directly."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bellrock.core.ids import person_key
from bellrock.core.order import tie
from bellrock.store import Lake
from outside import outside


@dataclass(frozen=True)
class Row:
    """One event of a public log; `ts` is without a zone and taken as UTC."""

    event: str
    who: str
    ts: datetime
    props: Mapping[str, Any]
    session: str = ""


def cdnow() -> Iterator[Row]:
    """Return the purchases of CDNOW's 23,570 customers, in the file's order."""
    with gzip.open(outside("CDNOW_master.txt.gz"), "rt") as file:
        for line in file:
            who, day, cds, dollars = line.split()
            if who.isdigit():
                when = datetime.strptime(day, "%Y%m%d")  # noqa: DTZ007 # the file has no zone
                yield Row("purchase", who, when, {"cds": int(cds), "dollars": float(dollars)})


def pizzas() -> Iterator[Row]:
    """Return the pizzas sold in 2015, a row each; who is the order."""
    with gzip.open(outside("gt_pizzaplace.csv.gz"), "rt") as file:
        for row in csv.DictReader(file):
            when = datetime.fromisoformat(f"{row['date']}T{row['time']}")
            props = {"type": row["type"], "size": row["size"], "price": float(row["price"])}
            yield Row("pizza", row["id"], when, props)


def clicks() -> Iterator[Row]:
    """Return the events of retentioneering's synthetic shop."""
    with gzip.open(outside("clickstream_ecom_synth.csv.gz"), "rt") as file:
        for row in csv.DictReader(file):
            when = datetime.fromisoformat(row["timestamp"])
            props = {"platform": row["platform"], "acquired": row["acquisition_channel"]}
            yield Row(row["event"], row["user_id"], when, props, row["session_id"])


def store(lake: Lake, project: int, rows: Iterable[Row]) -> None:
    """Put `rows` into the lake, tied in the order of the file as an import ties them."""
    seen: Counter[tuple[str, datetime]] = Counter()
    lines = []
    for place, row in enumerate(rows):
        before = seen[row.who, row.ts]
        seen[row.who, row.ts] += 1
        lines.append(_line(project, place, before, row))
    lake.insert_json("events", "\n".join(lines).encode())


def _line(project: int, place: int, before: int, row: Row) -> str:
    at = row.ts.isoformat() + "Z"
    return json.dumps(
        {
            "project": project, "event": row.event, "ts": at, "tie": tie(before, str(place)),
            "person": person_key(project, row.who), "event_id": str(place), "received": at,
            "session": row.session, "props": row.props,
        }
    )  # fmt: skip
