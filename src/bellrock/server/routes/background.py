"""How far is a question that takes long, and what does it answer? Its asker watches and cancels."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Response
from starlette.requests import Request

from bellrock.query.asking import KindName
from bellrock.runtime.background import BackgroundQuestion
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Reader
from bellrock.server.formats import FORMS, FormatQuery, wanted, written

router = api_router("ask", "/background")
QuestionId = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,16}$")]


@router.get("")
def list_background(caller: Reader, app: AppDep) -> list[BackgroundQuestion]:
    """List the caller's questions that run in the background or ended there lately."""
    return app.background.all(caller.project.id, caller.actor)


@router.get("/{question}")
def show_background(question: QuestionId, caller: Reader, app: AppDep) -> BackgroundQuestion:
    """Show how far a question is: rows read of how many, seconds, its place in the queue."""
    return app.background.show(caller.project.id, caller.actor, question)


@router.get("/{question}/answer", responses=FORMS)
def background_answer(
    question: QuestionId, request: Request, caller: Reader, app: AppDep, form: FormatQuery = None
) -> Response:
    """Give the answer, as POST /ask/{kind} gives it; kept for a quarter of an hour."""
    told = app.background.show(caller.project.id, caller.actor, question)
    found = app.background.answer(caller.project.id, caller.actor, question)
    kind: KindName = told.kind  # type: ignore[assignment] # only such are asked
    return written(found, kind, wanted(request, form))


@router.delete("/{question}", status_code=204)
def cancel_background(question: QuestionId, caller: Reader, app: AppDep) -> None:
    """Cancel a question; the engine stops working on it."""
    app.background.cancel(caller.project.id, caller.actor, question)
