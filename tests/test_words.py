"""Every sentence that a page can show has its words in every language that the app speaks.

The app finds the template that a sentence of the server was made of, and words it: the catalogues
are `web/src/lib/sentences/<language>.json`, one beside English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from pydantic_core import _pydantic_core

from bellrock.core import errors
from bellrock.runtime.holidays import HolidayRule, name_of
from sentences import SOURCE, Reader, Said, notes, reasons, sinks

LIB = SOURCE.parents[1] / "web/src/lib"
CATALOGUES = sorted((LIB / "sentences").glob("*.json"))
HOLIDAYS = sorted((LIB / "holidays").glob("*.json"))

NO_PAGE = {
    "cli/": "the command line's own",
    "town/": "the command line's own",
    "analytics/answer.py": "told to whoever uses the Python package",
    "collect/places.py": "stops the server before it serves",
    "people/rules.py": "identity rules are written in no page",
    "people/traits.py": "stops a mistake of ours",
    "runtime/assistant": "told to assistants",
    "runtime/config.py": "stops the server before it serves",
    "runtime/demo.py": "the command line's own",
    "runtime/doctor.py": "looked at from outside, by the command line alone",
    "runtime/door_audiences.py": "told to whoever uses the Python package",
    "runtime/door.py": "told to whoever uses the Python package",
    "runtime/home.py": "stops the server before it serves",
    "runtime/keeping.py": "the command line's own",
    "runtime/lakeside.py": "told to whoever uses the Python package",
    "runtime/remote": "told to whoever uses the Python package",
    "server/collector/": "told to what sends events",
    "server/mcp.py": "told to assistants",
    "server/routes/backup.py": "the command line's own",
    "server/routes/users.py": "the command line's own",
    "server/serve.py": "stops the server before it serves",
    "store/backup.py": "the command line's own",
    "store/lake_copy.py": "the command line's own",
    "store/lake_folder.py": "stops the server before it serves",
    "store/lake_schema.py": "stops the server before it serves",
    "store/ledger.py": "stops the server before it serves",
    "store/ledger_schema.py": "stops the server before it serves",
    "store/spool_folder.py": "stops the server before it serves",
}
"""Whose sentences no page shows, and why."""

NOTES = {
    "analytics/channels/run.py": ("_notes",),
    "analytics/composition/run.py": ("_notes", "_edges"),
    "analytics/funnel/notes.py": ("notes", "_entry"),
    "analytics/groups.py": ("folded",),
    "analytics/frequency/run.py": ("_notes",),
    "analytics/heat/run.py": ("_notes",),
    "analytics/interval/run.py": ("_notes",),
    "analytics/lifecycle/run.py": ("_notes",),
    "analytics/ltv/run.py": ("_notes",),
    "analytics/rfm/run.py": ("_notes",),
    "analytics/whole.py": ("widened",),
    "analytics/notes.py": ("_about_events", "_about_event", "_about_names", "_about_name",
                           "_listed"),
    "analytics/paths/run.py": ("_notes",),
    "analytics/pivot/run.py": ("_notes",),
    "analytics/profile/run.py": ("_notes",),
    "analytics/report/run.py": ("_notes",),
    "analytics/retention/run.py": ("_notes",),
    "analytics/sessions/run.py": ("_notes",),
    "analytics/sql/run.py": ("_notes",),
    "analytics/trend/run.py": ("_edges",),
    "analytics/vitals/run.py": ("_notes",),
    "collect/import_check.py": ("_of_row",),
}  # fmt: skip
"""Functions whose texts stand in answers: what is said under a number, or of a row."""

PASSED = {
    "analytics/sql/faults.py": {"error.hint"},
    "collect/batch.py": {"str(error)"},
    "collect/dialects/posthog.py": {"refused.detail"},
    "collect/validate.py": {"change.trait"},
    "core/errors.py": {"self.message", "self.hint"},
    "query/asking.py": {"f'{field}: {said}'"},
    "query/grammar.py": {"error.hint"},
    "runtime/yaml_text.py": {"f'{field}: {said}'", "error.message", "error.hint"},
    "runtime/checkup.py": {"app.ledger.dialect", "'; '.join(found)"},
    "runtime/patience.py": {"'; '.join((said for said in (error.hint, hint) if said))"},
    "server/errors.py": {"error.message", "error.hint", "fault['msg']", "str(error.detail)"},
}
"""What is handed on as it was said elsewhere, or is no sentence."""

TERMS = {
    "{field}: {said}",
    "{one!r} or {other!r}",
    "{some}, {one!r} or {other!r}",  # pydantic's choices
    "Not Found", "Method Not Allowed",  # Starlette's
    "none", "paths", "edges", "hour", "day", "week", "month",  # stand inside of sentences
}  # fmt: skip
SHAPES = (
    "datetime_from_date_parsing", "datetime_parsing", "datetime_type", "bool_parsing",
    "bool_type", "dict_type", "extra_forbidden", "finite_number", "float_parsing", "float_type",
    "greater_than", "greater_than_equal", "int_from_float", "int_parsing", "int_parsing_size",
    "int_type", "json_invalid", "less_than", "less_than_equal", "list_type", "literal_error",
    "missing", "model_attributes_type", "model_type", "string_pattern_mismatch",
    "string_too_long", "string_too_short", "string_type", "string_unicode", "timezone_aware",
    "too_long", "too_short", "tuple_type", "value_error",
)  # fmt: skip
"""What pydantic may find wrong with a request."""
PATTERNS = ("(", "a)", "*", "a**", "[", "a\\", "(?<n>a)", "[z-a]")
"""Regular expressions with whatever people get wrong in them."""
UNSAID = {"class_name", "expected_plural", "field_type"}
"""What only an English sentence of pydantic's needs."""


@cache
def said() -> dict[str, str]:
    """Return every template, with the file and line of one place where it is said."""
    found = {text: f"{file}:{line}" for file, text, line in _said()}
    found |= dict.fromkeys(TERMS, "here")
    found |= dict.fromkeys(map(_wrong_with, PATTERNS), "Python's re")
    shapes = {one["type"]: one["message_template_python"] for one in _shapes()}
    return found | {shapes[kind]: f"pydantic's {kind}" for kind in SHAPES}


def _said() -> Iterator[tuple[str, str, int]]:
    for file, reader in _readers().items():
        yield from ((file, text, line) for text, line in reader.found.items())
        if "/import_" in file:
            yield from ((file, text, line) for text, line in reasons(SOURCE / file).items())
    for file, functions in NOTES.items():
        texts = notes(SOURCE / file, functions)
        yield from ((file, text, line) for text, line in texts.items())


@cache
def _readers() -> dict[str, Reader]:
    kinds = [one for one in vars(errors).values() if isinstance(one, type)]
    names = [one.__name__ for one in kinds if issubclass(one, errors.BellrockError)]
    readers = {}
    for path in sorted(SOURCE.rglob("*.py")):
        file = path.relative_to(SOURCE).as_posix()
        if not file.startswith(tuple(NO_PAGE)):
            more = {"ValueError": Said((0,))} if file == "collect/import_time.py" else {}
            readers[file] = Reader(path, sinks(names) | more).read()
    return readers


def _wrong_with(pattern: str) -> str:
    """Return the template of what Python finds wrong with a regular expression."""
    with pytest.raises(re.error) as refused:
        re.compile(pattern)
    text = re.sub(r"position \d+$", "position {at}", str(refused.value))
    return re.sub(r"(extension|range) \S+", r"\1 {what}", text)


def _shapes() -> list[dict[str, str]]:
    known: list[dict[str, str]] = _pydantic_core.list_all_errors()
    return known


def _holes(text: str) -> set[str]:
    bare = text.replace("{{", "").replace("}}", "")
    return {found.partition("!")[0] for found in re.findall(r"{([^{}]+)}", bare)}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_sentence_that_a_page_can_show_is_worded(path: Path) -> None:
    catalogue = json.loads(path.read_text("utf-8"))

    missing = [f"{where}: {text}" for text, where in said().items() if text not in catalogue]

    assert missing == []
    assert [text for text in catalogue if text not in said()] == []


@pytest.mark.parametrize("path", CATALOGUES + HOLIDAYS, ids=lambda path: path.parent.name)
def test_a_worded_sentence_holds_what_the_english_one_holds(path: Path) -> None:
    catalogue = json.loads(path.read_text("utf-8"))

    wrong = [key for key, text in catalogue.items() if _holes(key) - UNSAID != _holes(text)]

    assert wrong == []
    assert list(catalogue) == sorted(catalogue)
    assert all(text.strip() for text in catalogue.values())


@pytest.mark.parametrize("path", HOLIDAYS, ids=lambda path: path.stem)
@pytest.mark.parametrize("country", ["CN", "HK", "MO", "TW", "SG", "MY", "JP", "US", "GB", "DE"])
def test_the_holidays_of_a_country_have_names(path: Path, country: str) -> None:
    catalogue = json.loads(path.read_text("utf-8"))
    days = (date(2026, 1, 1) + timedelta(days) for days in range(730))
    told = {name_of(HolidayRule(country), day) for day in days} - {None}
    names = {name for some in told if some for name in some.split("; ")}

    assert names
    assert [name for name in sorted(names) if not _named(name, catalogue)] == []


def _named(name: str, catalogue: dict[str, str]) -> bool:
    """Whether a name is a template's, what is filled into one in turn too."""
    for template in catalogue:
        if name == template:
            return True
        shape = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(template))
        if "(?P" in shape and (found := re.fullmatch(shape, name)):
            inner = found.groupdict().get("name")
            if inner is None or _named(inner, catalogue):
                return True
    return False


def test_every_sentence_can_be_followed_to_its_words() -> None:
    passed = {
        file: set(reader.passed) - PASSED.get(file, set()) for file, reader in _readers().items()
    }

    assert {file: found for file, found in passed.items() if found} == {}


def test_what_is_left_out_is_there() -> None:
    files = [path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py")]

    assert [begin for begin in NO_PAGE if not any(f.startswith(begin) for f in files)] == []
    assert CATALOGUES


def test_a_sentence_is_read_where_it_is_put_together(tmp_path: Path) -> None:
    source = tmp_path / "shop.py"
    source.write_text(
        """
MOST = "three"
def buy(thing, n):
    if n > 3:
        raise _wrong(f"no {thing!r}, {'item' if n == 1 else 'items'}", "buy " + MOST)
    what = "sold out" if n else "gone"
    raise NotFound(f"it is {what}", hint=f"{len(thing):,} of {thing.name}")
def _wrong(message, hint):
    return NotFound(f"{message}, at {MOST}", hint=hint)
"""
    )

    found = Reader(source, sinks(["NotFound"])).read()

    assert set(found.found) == {
        "{message}, at three", "no {thing!r}, item", "no {thing!r}, items", "buy three",
        "it is {what}", "sold out", "gone", "{thing} of {name}",
    }  # fmt: skip
    assert found.passed == {}
