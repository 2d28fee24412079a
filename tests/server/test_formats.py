"""An answer leaves as JSON, CSV or Parquet, with the same numbers."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from pyarrow import parquet

from bellrock.analytics import KINDS
from shops import Shop

ASKS: dict[str, dict[str, Any]] = {
    "trend": {"event": "buy", "by": ["plan"]},
    "funnel": {"steps": ["view", "buy"]},
    "retention": {"start": "view", "return": "buy", "every": "day", "from": "-3d"},
    "paths": {"from": "-3d"},
}


@pytest.fixture
def sold(shop: Shop) -> Shop:
    """A shop with two buyers, one of a plan that a spreadsheet would run."""
    for who, plan in (("ann", "=1+1"), ("bob", "pro, or so")):
        for name in ("view", "buy"):
            shop.send({"type": "track", "event": name, "userId": who, "properties": {"plan": plan}})
    return shop


@pytest.mark.parametrize("kind", ASKS)
def test_every_form_says_the_same(sold: Shop, kind: str) -> None:
    path = f"/api/v1/ask/{kind}"
    with sold.reader() as client:
        told = client.post(path, json=ASKS[kind])
        lines = KINDS[kind].shape.from_json(told.json()).lines()
        as_csv = client.post(path, json=ASKS[kind], params={"format": "csv"})
        by_head = client.post(path, json=ASKS[kind], headers={"Accept": "text/csv"})
        as_parquet = client.post(path, json=ASKS[kind], params={"format": "parquet"})

    rows = list(csv.DictReader(io.StringIO(as_csv.text)))
    table = parquet.read_table(io.BytesIO(as_parquet.content))
    assert len(lines) == len(rows) == table.num_rows
    assert table.to_pylist() == lines
    assert by_head.content == as_csv.content
    assert as_csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert as_parquet.headers["content-disposition"] == f'attachment; filename="{kind}.parquet"'


def test_no_text_of_a_csv_is_a_formula(sold: Shop) -> None:
    with sold.reader() as client:
        said = client.post("/api/v1/ask/trend", json=ASKS["trend"], params={"format": "csv"}).text
        wrong = client.post("/api/v1/ask/trend", json=ASKS["trend"], params={"format": "xls"})

    assert "'=1+1" in said
    assert ",=1" not in said
    assert wrong.status_code == 422
