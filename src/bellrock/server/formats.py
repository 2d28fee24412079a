"""In which form does an answer leave? As JSON, or its lines as CSV or Parquet."""

from __future__ import annotations

import csv
import io
from typing import Annotated, Any, Literal

import msgspec
from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from bellrock.analytics import KINDS
from bellrock.query.ask import KindName

Format = Literal["json", "csv", "parquet"]
FormatQuery = Annotated[
    Format | None,
    Query(alias="format", description="csv or parquet: a line a number; else as Accept says"),
]
TYPES: dict[Format, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            TYPES[form].split(";", 1)[0]: {"schema": {"type": "string", "format": "binary"}}
            for form in ("csv", "parquet")
        }
    }
}
"""What a route that answers in these forms says of itself, beside its JSON."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def wanted(request: Request, told: Format | None) -> Format:
    """Return the form that a caller wants: by the query, else by `Accept`, else JSON."""
    if told is not None:
        return told
    accepted = request.headers.get("accept", "")
    for name, kind in TYPES.items():
        if name != "json" and kind.split(";", 1)[0] in accepted:
            return name
    return "json"


def written(found: bytes, kind: KindName, form: Format) -> Response:
    """Return an answer, which came as JSON, in the form wanted; the numbers are the same."""
    if form == "json":
        return Response(found, media_type=TYPES["json"])
    answer = KINDS[kind].shape.from_json(msgspec.json.decode(found))
    body = _csv(answer.lines()) if form == "csv" else _parquet(answer.to_arrow())
    headers = {"Content-Disposition": f'attachment; filename="{kind}.{form}"'}
    return Response(body, media_type=TYPES[form], headers=headers)


def _csv(lines: list[dict[str, Any]]) -> bytes:
    """Return RFC 4180 text; no spreadsheet takes a text of it for a formula."""
    out = io.StringIO(newline="")
    names = list(dict.fromkeys(name for line in lines for name in line))
    writer = csv.writer(out)
    writer.writerow([_plain(name) for name in names])
    writer.writerows([[_plain(line.get(name)) for name in names] for line in lines])
    return out.getvalue().encode()


def _plain(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip().startswith(_FORMULA):
        return f"'{value}"
    return value.isoformat() if hasattr(value, "isoformat") else value


def _parquet(table: Any) -> bytes:
    from pyarrow import parquet  # noqa: PLC0415 -- a second of start for what is seldom asked

    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()
