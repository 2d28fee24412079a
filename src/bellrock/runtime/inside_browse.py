"""What can be asked about, and what was kept, in this process? In the JSON forms of HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from bellrock.analytics import KINDS
from bellrock.runtime.app import App
from bellrock.runtime.boards import BoardSearch
from bellrock.runtime.boards_ask import tile_question
from bellrock.runtime.boards_model import Board, BoardHead, Filters, Visitor
from bellrock.runtime.browse_schema import (
    EventName,
    Property,
    Value,
    event_names,
    properties,
    values,
)
from bellrock.runtime.question_files import MOST, write_questions
from bellrock.runtime.saved_questions import SavedQuestion, Search

Json = dict[str, Any]
OPERATOR = Visitor(None, changes=True, manages=True)
"""Who looks at boards where the folder itself is at hand: everything but what is private."""
_EVENT, _PROPERTY, _VALUE = TypeAdapter(EventName), TypeAdapter(Property), TypeAdapter(Value)
_BOARD, _HEAD, _SAVED = TypeAdapter(Board), TypeAdapter(BoardHead), TypeAdapter(SavedQuestion)


def events_told(app: App, project: int) -> list[Json]:
    """Return the project's events, most frequent first."""
    return [_EVENT.dump_python(one, mode="json") for one in event_names(app.lake, project)]


def properties_told(app: App, project: int, event: str | None) -> list[Json]:
    """Return what a question may name."""
    found = properties(app.lake, project, event)
    return [_PROPERTY.dump_python(one, mode="json") for one in found]


def values_told(app: App, project: int, name: str, event: str | None, starts: str) -> list[Json]:
    """Return the commonest values of a property among the newest events."""
    found = values(app.lake, project, name, event=event, starts=starts)
    return [_VALUE.dump_python(one, mode="json") for one in found]


def questions_told(app: App, project: int, search: str, limit: int) -> list[Json]:
    """Return saved questions, newest first."""
    found, _ = app.questions.find(project, Search(search, limit=limit))
    return [_SAVED.dump_python(one, mode="json") for one in found]


def question_told(app: App, project: int, question: str) -> Json:
    """Return a saved question; a deleted one says when that was."""
    told: Json = _SAVED.dump_python(app.questions.show(project, question), mode="json")
    return told


def questions_file(app: App, project: int, ids: Sequence[str]) -> str:
    """Return saved questions as YAML; all of them, oldest first, where no ids are given."""
    if ids:
        return write_questions([app.questions.show(project, one) for one in ids])
    found, _ = app.questions.find(project, Search(limit=MOST))
    return write_questions(found[::-1])


def boards_told(app: App, project: int) -> list[Json]:
    """Return the project's boards, newest first."""
    found, _ = app.boards.find(project, OPERATOR, BoardSearch(limit=500))
    return [_HEAD.dump_python(one, mode="json") for one in found]


def board_told(app: App, project: int, board: str) -> Json:
    """Return a board in full."""
    told: Json = _BOARD.dump_python(app.boards.show(project, board, OPERATOR), mode="json")
    return told


def tile_answer(app: App, project: int, board: str, tile: str, told: Mapping[str, str]) -> Json:
    """Return what a tile says: its question as it was asked, filters included, and the answer."""
    filters = Filters.model_validate(dict(told))
    asked = tile_question(app.boards.show(project, board, OPERATOR), tile, filters)
    answer = KINDS[asked.kind].answer(app.lake, asked.ask, app.context(project))
    return {
        "kind": asked.kind, "ask": asked.body, "answer": answer.to_json(), "chart": asked.chart,
        "unfiltered": asked.unfiltered,
    }  # fmt: skip
