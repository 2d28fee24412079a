"""A file is read as it is: its packing, encoding, columns, times and values."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bellrock.collect.import_csv import delimiter_of, encoding_of, names
from bellrock.collect.import_files import open_source
from bellrock.collect.import_map import ImportMap, read_map
from bellrock.collect.import_rows import Sequence, chunks
from bellrock.collect.import_time import Times
from bellrock.core.errors import InvalidDefinition, NotFound, StoreCorrupt

TOLD = {"user": "who", "event": "what", "time": "when"}


def rows_of(path: Path, **told: Any) -> list[tuple[dict[str, Any] | None, str]]:
    with open_source(path, read_map(TOLD | told)).rows() as reading:
        return list(reading)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_quotes_hold_delimiters_newlines_and_quotes(tmp_path: Path) -> None:
    text = (
        'who,what,when,note\r\nann,buy,2024-01-01,"a, ""b""\r\nc"\r\n\r\nbob,view,2024-01-02,\r\n'
    )

    assert rows_of(write(tmp_path / "a.csv", text)) == [
        ({"who": "ann", "what": "buy", "when": "2024-01-01", "note": 'a, "b"\r\nc'}, ""),
        ({"who": "bob", "what": "view", "when": "2024-01-02", "note": ""}, ""),
    ]


def test_gzip_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(gzip.compress(b"who,what,when\nann,buy,2024\n"))

    assert rows_of(path) == [({"who": "ann", "what": "buy", "when": "2024"}, "")]


def test_a_file_cut_off_says_so_after_what_could_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    text = "who,what,when\n" + "".join(f"u{i * 7919},buy,2024\n" for i in range(200_000))
    path.write_bytes(gzip.compress(text.encode())[:-1000])
    seen = 0

    with (
        pytest.raises(StoreCorrupt, match="cut off"),
        open_source(path, read_map(TOLD)).rows() as reading,
    ):
        for _ in reading:
            seen += 1

    assert seen > 100_000


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "zoë"),
        ("utf-8-sig", "zoë"),
        ("utf-16", "zoë 李雷"),
        ("gb18030", "李雷 买了三本书"),
        ("cp1252", "zoë, müller"),
    ],
)
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str, text: str) -> None:
    path = write(tmp_path / "a.csv", f'who,what,when\n"{text}",buy,2024\n' * 3, encoding)

    first, *_ = rows_of(path)

    assert first[0] is not None
    assert first[0]["who"] == text


@given(st.text(max_size=200))
def test_every_text_in_utf8_is_found_to_be_that(text: str) -> None:
    data = text.encode() + b"\n"

    assert data.decode(encoding_of(data)).removeprefix("\ufeff") == (text + "\n").removeprefix(
        "\ufeff"
    ) or data[:2] in (b"\xff\xfe", b"\xfe\xff")


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [
        ("a,b;c,d", ","),
        ('"a,b,c";d', ";"),
        ("a\tb", "\t"),
        (" a  b c ", "whitespace"),
        ("a", ","),
        ("a|b", "|"),
    ],
)
def test_the_delimiter_is_found_out(line: str, delimiter: str) -> None:
    assert delimiter_of([line, line]) == delimiter


def test_columns_have_names_and_no_name_twice() -> None:
    assert names([" a ", "", "a", "a"]) == ("a", "column_2", "a_2", "a_3")


def test_columns_can_be_named_where_the_file_does_not(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "# made by hand\n  ann   buy 2024\n bob view  2025\n")

    assert rows_of(path, columns=["who", "what", "when"], skip=1) == [
        ({"who": "ann", "what": "buy", "when": "2024"}, ""),
        ({"who": "bob", "what": "view", "when": "2025"}, ""),
    ]


def test_a_row_with_too_many_columns_is_told_of(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "who,what,when\nann,buy,2024,oops\nbob,view\n")

    (_, wrong), (short, fine) = rows_of(path)

    assert wrong.startswith("too_many_columns")
    assert (short, fine) == ({"who": "bob", "what": "view"}, "")


def test_json_lines_keep_their_types_and_broken_ones_are_told_of(tmp_path: Path) -> None:
    text = '{"who":{"id":7},"what":"buy","when":1}\n\nnot json\n[1]\n{"who":1,"n":NaN}\n'
    path = write(tmp_path / "a.jsonl", text)

    found = rows_of(path)

    assert found[0] == ({"who": {"id": 7}, "what": "buy", "when": 1}, "")
    assert [problem.partition(":")[0] for _, problem in found] == [
        *("", "not_json", "not_an_object", "")
    ]


def test_parquet_comes_with_its_own_types(tmp_path: Path) -> None:
    moment = datetime(2024, 1, 1, 12, tzinfo=UTC)
    table = pa.table({"who": [7, None], "what": ["a", "b"], "when": [moment, None]})
    pq.write_table(table, tmp_path / "a.parquet")

    assert rows_of(tmp_path / "a.parquet") == [
        ({"who": 7, "what": "a", "when": moment}, ""),
        ({"who": None, "what": "b", "when": None}, ""),
    ]


@pytest.mark.parametrize(
    ("text", "told", "error"),
    [
        ("a,b\n1,2\n", {}, InvalidDefinition),
        ("", {}, InvalidDefinition),
        ('[{"a": 1}]', {}, InvalidDefinition),
        ("who,what,when\n", {"encoding": "klingon"}, InvalidDefinition),
        ("who,what,when\n", {"delimiter": "ab"}, InvalidDefinition),
        ("who,what,when\n", {"props": ["nothing"]}, InvalidDefinition),
        ("who,what,when\n", {"format": "parquet"}, InvalidDefinition),
        ("who,what,when\n", {"fields": {"who": "colour"}}, InvalidDefinition),
    ],
)
def test_a_file_that_cannot_be_read_so_is_refused_before_anything_is_sent(
    tmp_path: Path, text: str, told: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        rows_of(write(tmp_path / "a.csv", text), **told)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        rows_of(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    ("cells", "pattern", "zone", "expected"),
    [
        (["2024-03-13 10:21:14"], "", "UTC", "2024-03-13T10:21:14+00:00"),
        (["2024-03-13T10:21:14.5+02:00"], "", "UTC", "2024-03-13T08:21:14.500000+00:00"),
        (["2024/3/5 10:21"], "", "UTC", "2024-03-05T10:21:00+00:00"),
        (["2024-03-13 10:21:14 UTC"], "", "Asia/Shanghai", "2024-03-13T10:21:14+00:00"),
        (["19970101"], "", "UTC", "1997-01-01T00:00:00+00:00"),
        ([19970101], "", "UTC", "1997-01-01T00:00:00+00:00"),
        (["1712120112"], "", "UTC", "2024-04-03T04:55:12+00:00"),
        (["1712120112345"], "", "UTC", "2024-04-03T04:55:12.345000+00:00"),
        ([1712120112345678], "", "UTC", "2024-04-03T04:55:12.345678+00:00"),
        ([1712120112.25], "", "UTC", "2024-04-03T04:55:12.250000+00:00"),
        (["20000101"], "epoch_s", "UTC", "1970-08-20T11:35:01+00:00"),
        (["86400000"], "epoch_ms", "UTC", "1970-01-02T00:00:00+00:00"),
        (["13/03/2024 10:21"], "%d/%m/%Y %H:%M", "Europe/Berlin", "2024-03-13T09:21:00+00:00"),
        (["2015-01-01", "11:38:36"], "", "America/New_York", "2015-01-01T16:38:36+00:00"),
        ([date(2024, 7, 1)], "", "Asia/Shanghai", "2024-06-30T16:00:00+00:00"),
        (["2024-10-27 02:30"], "", "Europe/Berlin", "2024-10-27T00:30:00+00:00"),  # the first
    ],
)
def test_a_time_is_read_as_it_is_meant(
    cells: list[Any], pattern: str, zone: str, expected: str
) -> None:
    assert Times(pattern, zone).read(cells).isoformat() == expected


@pytest.mark.parametrize(
    "cells", [[], [None, ""], ["soon"], ["13.03.2024"], [True], ["0001-01-01"]]
)
def test_what_is_no_time_is_no_time(cells: list[Any]) -> None:
    with pytest.raises(ValueError, match=r"time|between"):
        Times().read(cells)


@pytest.mark.parametrize(("pattern", "zone"), [("often", "UTC"), ("", "Mars/Olympus")])
def test_a_time_format_or_zone_that_is_none_is_refused(pattern: str, zone: str) -> None:
    with pytest.raises(InvalidDefinition):
        Times(pattern, zone)


@given(st.lists(st.sampled_from("abc"), max_size=60))
def test_a_row_knows_how_many_like_it_came_before(keys: list[str]) -> None:
    sequence = Sequence(3)

    assert [sequence.next(key) for key in keys] == [keys[:i].count(k) for i, k in enumerate(keys)]


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 5_000))
def test_the_same_file_is_always_cut_into_the_same_chunks(
    tmp_path_factory: pytest.TempPathFactory, count: int
) -> None:
    lines = "".join(f"u{i},buy,2024\n" for i in range(count))
    path = write(tmp_path_factory.mktemp("chunks") / "a.csv", "who,what,when\n" + lines)
    told = read_map(TOLD)

    def cut() -> list[Any]:
        with open_source(path, told).rows() as reading:
            return list(chunks(reading, told))

    first = cut()
    assert first == cut()
    assert sum(chunk.rows for chunk in first) == count
    assert [chunk.first for chunk in first] == [1 + 2_000 * i for i in range(len(first))]


def test_a_mapping_is_read_from_yaml_and_flags_win(tmp_path: Path) -> None:
    file = write(
        tmp_path / "map.yaml", "user: id\nevent: =buy\ntime: [day, hour]\ntypes: {zip: text}"
    )

    told = read_map({"user": "who", "event": None, "props": ()}, file)

    assert told == ImportMap(user="who", event="=buy", time=("day", "hour"), types={"zip": "text"})


@pytest.mark.parametrize("text", ["- a", "user: [", "colour: red", "types: {zip: colour}"])
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidDefinition):
        read_map({}, write(tmp_path / "map.yaml", text))
