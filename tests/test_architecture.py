"""The shape of the house, as far as a machine can see it."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bellrock.query.tables import TABLES

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "bellrock"
FILES = sorted(SOURCE.rglob("*.py"))
CAPABILITIES = ("collect", "analytics", "people", "runtime", "server", "cli", "town", "query")
LONGEST_FILE, LONGEST_FUNCTION = 400, 60


def _tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.splitlines()


def _package(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _sql_texts(path: Path) -> Iterator[str]:
    """Yield every string of a file in lower case; an f-string with its values left out."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.lower()
        if isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else "?" for p in node.values]
            yield "".join(map(str, parts)).lower()


def test_files_are_short_and_their_functions_are_shorter() -> None:
    files = [str(p) for p in FILES if len(p.read_text("utf-8").splitlines()) > LONGEST_FILE]
    functions = [
        f"{path}: {function.name}"
        for path in FILES
        for function in _functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > LONGEST_FUNCTION
    ]

    assert files == []
    assert functions == []


def test_public_functions_say_what_they_do() -> None:
    silent = [
        f"{path}: {node.name}"
        for path in FILES
        for node in _tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]

    assert silent == []
    assert [str(path) for path in FILES if ast.get_docstring(_tree(path)) is None] == []


def test_most_functions_are_short() -> None:
    lengths = sorted((f.end_lineno or 0) - f.lineno + 1 for path in FILES for f in _functions(path))

    assert lengths[len(lengths) // 2] <= 12
    assert lengths[len(lengths) * 9 // 10] <= 30


def test_only_one_file_reads_the_environment() -> None:
    readers = {
        str(p.relative_to(SOURCE))
        for p in FILES
        if re.search(r"\b(os\.environ|os\.getenv|getenv\()", p.read_text("utf-8"))
    }

    assert readers <= {"runtime/config.py"}


def test_only_one_file_asks_the_clock() -> None:
    asks = re.compile(
        r"\b(datetime\.(now|utcnow)|date\.today|time\.(time|monotonic|perf_counter)"
        r"|from time import [^\n]*(time|monotonic|perf_counter|time_ns)\b)"
    )
    readers = {str(p.relative_to(SOURCE)) for p in FILES if asks.search(p.read_text("utf-8"))}

    assert readers == {"core/time.py"}


def test_chance_arrives_as_a_seeded_argument() -> None:
    loose = re.compile(r"\brandom\.(random|randint|choice|shuffle|seed|uniform)\(")
    users = {str(p.relative_to(SOURCE)) for p in FILES if loose.search(p.read_text("utf-8"))}

    assert users == set()


def test_a_lake_table_has_one_writer() -> None:
    writes = re.compile(r"(?:insert into|alter table|truncate table|delete from)\s+([a-z_]+)")
    others = [
        f"{path} writes {table}"
        for path in FILES
        if _package(path) != "store"
        for text in _sql_texts(path)
        for table in writes.findall(text)
        if table in TABLES and TABLES[table].writer != _package(path)
    ]

    assert others == []


def test_the_map_names_every_file() -> None:
    drawn = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    missing = [
        str(p.relative_to(SOURCE))
        for p in FILES
        if p.name != "__init__.py" and f"`{p.relative_to(SOURCE)}`" not in drawn
    ]
    gone = [
        name
        for name in re.findall(r"`([a-z_]+/[a-z_/0-9]+\.py)`", drawn)
        if not (SOURCE / name).exists()
    ]

    assert missing == []
    assert gone == []


def test_the_root_stays_small() -> None:
    visible = {name.split("/")[0] for name in _tracked() if not name.startswith(".")}

    assert len(visible) <= 14, sorted(visible)


def test_no_file_names_a_package_index_or_this_machine() -> None:
    # Spelled in pieces, so that this file does not name them either.
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "/work" + "/main"]
    found = []
    for name in _tracked():
        path = ROOT / name
        if path.suffix in {".gz", ".mmdb", ".parquet", ".png"} or not path.is_file():
            continue
        text = path.read_text("utf-8", errors="replace")
        found += [f"{name}: {host}" for host in hosts if host in text]

    assert found == []


def test_pins_are_exact_and_carry_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()

    assert lines
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.!+-]+", line)] == []
