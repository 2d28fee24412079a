"""Which questions did somebody keep? Every member reads them; who may change things, writes."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from bellrock.query.ask import KindName
from bellrock.runtime.inside_browse import questions_file
from bellrock.runtime.question_files import (
    MOST,
    QuestionsImported,
    read_questions,
)
from bellrock.runtime.saved_questions import DESCRIPTION, NAME, SavedQuestion, Search
from bellrock.runtime.yaml_text import LARGEST_BYTES
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Changer, Reader
from bellrock.server.page import Cursor, Limit, Page, cursor, place

router = api_router("questions", "/questions")
QuestionId = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,16}$")]
Name = Annotated[str, Field(min_length=1, max_length=NAME, pattern=r"^[^\x00-\x1f\x7f]*$")]
Description = Annotated[str, Field(max_length=DESCRIPTION, pattern=r"^[^\x00]*$")]
Ask = Annotated[dict[str, Any], Field(description="what POST /api/v1/ask/{kind} takes")]
View = Annotated[
    dict[str, Any], Field(description="what the app remembers of its display; at most 16 KiB")
]


_YAML: dict[int | str, dict[str, Any]] = {
    200: {"description": "the questions", "content": {"application/yaml": {}}}
}


class NewQuestion(BaseModel):
    """A question to be kept."""

    model_config = ConfigDict(extra="forbid")

    kind: KindName
    name: Name
    description: Description = ""
    ask: Ask
    view: View = {}


class QuestionChange(BaseModel):
    """What to change; what is left out stays. A question keeps its kind."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    description: Description | None = None
    ask: Ask | None = None
    view: View | None = None


class QuestionsFile(BaseModel):
    """A file of questions."""

    model_config = ConfigDict(extra="forbid")

    yaml: str = Field(max_length=LARGEST_BYTES)


class Choice(BaseModel):
    """Which questions."""

    search: str = Field(
        "", max_length=200, pattern=r"^[^\x00]*$", description="part of the name or description"
    )
    kind: KindName | None = None
    deleted: bool = Field(False, description="those that were deleted, instead")


@router.get("")
def list_questions(
    choice: Annotated[Choice, Query()],
    caller: Reader,
    app: AppDep,
    after: Cursor = None,
    limit: Limit = 50,
) -> Page[SavedQuestion]:
    """List saved questions, newest first."""
    older = place(after, 1)
    search = Search(
        choice.search, choice.kind, choice.deleted, min(older[0], _LAST) if older else None, limit
    )
    found, last = app.questions.find(caller.project.id, search)
    return Page(data=found, next=None if last is None else cursor(last))


@router.post("", status_code=201)
def save_question(new: NewQuestion, caller: Changer, app: AppDep) -> SavedQuestion:
    """Keep a question."""
    return app.questions.save(
        caller.project.id,
        new.kind,
        new.model_dump(exclude={"kind"}),
        owner=caller.user.id if caller.user else None,
        actor=caller.actor,
    )


@router.get("/yaml", responses=_YAML, response_class=Response)
def export_questions(
    caller: Reader, app: AppDep,
    id_: Annotated[
        list[str] | None, Query(alias="id", max_length=MOST, description="only these")
    ] = None,
) -> Response:  # fmt: skip
    """Give saved questions as YAML: all of them, or those of the ids given, oldest first."""
    project = caller.project.id
    text = questions_file(app, project, list(dict.fromkeys(id_ or ())))
    headers = {"Content-Disposition": 'attachment; filename="questions.yaml"'}
    return Response(text, media_type="application/yaml", headers=headers)


@router.post("/import")
def import_questions(body: QuestionsFile, caller: Changer, app: AppDep) -> QuestionsImported:
    """Take the questions of a YAML file in; a fault is told by its line."""
    owner = caller.user.id if caller.user else None
    return read_questions(
        body.yaml, caller.project.id, app.questions, owner=owner, actor=caller.actor
    )


@router.get("/{question}")
def show_question(question: QuestionId, caller: Reader, app: AppDep) -> SavedQuestion:
    """Show a saved question; `deleted` says when, where it was."""
    return app.questions.show(caller.project.id, question)


@router.patch("/{question}")
def change_question(
    question: QuestionId, change: QuestionChange, caller: Changer, app: AppDep
) -> SavedQuestion:
    """Rename a question, or replace what it asks or how it is shown."""
    said = {k: v for k, v in change.model_dump(exclude_unset=True).items() if v is not None}
    return app.questions.change(caller.project.id, question, said, actor=caller.actor)


@router.delete("/{question}", status_code=204)
def delete_question(question: QuestionId, caller: Changer, app: AppDep) -> None:
    """Delete a question; it can be restored."""
    app.questions.delete(caller.project.id, question, actor=caller.actor)


@router.post("/{question}/restore")
def restore_question(question: QuestionId, caller: Changer, app: AppDep) -> SavedQuestion:
    """Bring a deleted question back as it was."""
    return app.questions.restore(caller.project.id, question, actor=caller.actor)


_LAST = 2**63 - 1
