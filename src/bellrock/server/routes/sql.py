"""How does one ask in SQL? For those who may change things; the log says who ran what."""

from __future__ import annotations

import structlog
from anyio import to_thread
from fastapi import Response
from pydantic import BaseModel
from starlette.requests import Request

from bellrock.analytics import KINDS
from bellrock.analytics.sql import RELATIONS, SqlAnswer, known
from bellrock.core.errors import BellrockError
from bellrock.query.ask import SqlAsk
from bellrock.runtime.forms import Forms, forms
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Changer
from bellrock.server.formats import FORMS, FormatQuery, wanted, written
from bellrock.server.question import answer

router = api_router("ask", "/ask/sql")
_KIND = KINDS["sql"]
_log = structlog.get_logger("bellrock.sql")


class RelationColumn(BaseModel):
    """A column of a relation and what it holds."""

    name: str
    meaning: str


class Relation(BaseModel):
    """What a statement reads."""

    name: str
    columns: list[RelationColumn]


class Words(BaseModel):
    """What a statement may name, beside its project's properties and traits."""

    relations: list[Relation]
    functions: list[str]


@router.post("", name="sql", summary=_KIND.what, response_model=SqlAnswer, responses=FORMS)
async def ask_in_sql(
    ask: SqlAsk, request: Request, caller: Changer, app: AppDep, form: FormatQuery = None
) -> Response:
    """Run a statement over `events` and `people`, read-only and within limits."""
    context = app.context(caller.project.id)
    try:
        found = await answer(request, lambda lake: _KIND.answer(lake, ask, context))
    except BellrockError as error:
        note_statement(caller.actor, caller.project.name, ask, refused=error.code)
        raise
    seconds = round(found.meta.seconds, 3)
    note_statement(caller.actor, caller.project.name, ask, seconds=seconds)
    told = found.to_bytes()
    return await to_thread.run_sync(written, told, "sql", wanted(request, form))


@router.post("/forms", name="forms_of_sql")
async def forms_of_sql(ask: SqlAsk, request: Request, caller: Changer, app: AppDep) -> Forms:
    """Show a statement as it is sent to the engine, a command, Python and curl."""
    context, name = app.context(caller.project.id), caller.project.name
    url = (app.config.server.public_url or str(request.base_url)).rstrip("/")
    return await answer(request, lambda lake: forms(lake, ask, context, project=name, url=url))


@router.get("/words", name="words_of_sql")
def words_of_sql(caller: Changer) -> Words:  # noqa: ARG001 -- lets nobody else in
    """List what a statement may name: relations, columns and functions."""
    relations = [
        Relation(
            name=name,
            columns=[RelationColumn(name=one, meaning=said) for one, said in columns.items()],
        )
        for name, columns in RELATIONS.items()
    ]
    return Words(relations=relations, functions=list(known()))


def note_statement(actor: str, project: str, ask: SqlAsk, **how: object) -> None:
    """Say in the log who ran what, and what became of it."""
    _log.info("a statement ran", actor=actor, project=project, sql=ask.sql, **how)
