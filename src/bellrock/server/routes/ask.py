"""How does one ask? Every kind of question, the people behind its numbers, and its other forms."""

from __future__ import annotations

from bisect import bisect_right
from typing import Annotated, Any

from anyio import to_thread
from fastapi import Header, Response
from pydantic import BaseModel, TypeAdapter, create_model
from starlette.requests import Request

from bellrock.analytics import KINDS, Kind
from bellrock.core.ids import show_person
from bellrock.query.ask import Ask
from bellrock.runtime.background import BackgroundQuestion
from bellrock.runtime.forms import Forms, forms
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Reader
from bellrock.server.formats import FORMS, FormatQuery, wanted, written
from bellrock.server.page import Cursor, Limit, cursor, place
from bellrock.server.question import answer, reply, reply_or_later

router = api_router("ask", "/ask")
LONGEST_WAIT_S = 20.0
_LATER = {
    "description": "It takes longer than was waited for; as GET /background/{question} tells it."
}
Prefer = Annotated[
    str | None,
    Header(
        max_length=200,
        description="`respond-async, wait=2`: what takes longer than that many seconds is answered "
        "with 202 and the address (Location) at which it can be watched, fetched and cancelled",
    ),
]


class Crowd(BaseModel):
    """The people of a cell, by key, and how many there are in all."""

    total: int
    people: list[str]
    next: str | None = None


def _add(kind: Kind[Any, Any]) -> None:
    """Add the three routes of `kind`; its types stand in the OpenAPI document."""
    behind, cell_type = kind.behind, kind.cell
    if behind is None or cell_type is None:  # it has routes of its own
        return

    async def ask_it(
        ask: Ask, request: Request, caller: Reader, form: FormatQuery = None,
        prefer: Prefer = None,
    ) -> Response:  # fmt: skip
        wait_s = patience(prefer)
        if wait_s is None:
            found = await reply(request, ask, caller.project.id)
        else:
            later = await reply_or_later(request, ask, caller.project.id, caller.actor, wait_s)
            if isinstance(later, BackgroundQuestion):
                return _accepted(later)
            found = later
        return await to_thread.run_sync(written, found, kind.name, wanted(request, form))

    async def people_of(
        cell: Any, request: Request, caller: Reader, app: AppDep,
        after: Cursor = None, limit: Limit = 50,
    ) -> Crowd:  # fmt: skip
        last = place(after, 1)
        context, where = app.context(caller.project.id), _cell(cell_type, cell)
        people = await answer(request, lambda lake: behind(lake, cell.ask, context, where))
        return _page(people, None if last is None else last[0], limit)

    async def forms_of(ask: Ask, request: Request, caller: Reader, app: AppDep) -> Forms:
        context, name = app.context(caller.project.id), caller.project.name
        url = (app.config.server.public_url or str(request.base_url)).rstrip("/")
        return await answer(request, lambda lake: forms(lake, ask, context, project=name, url=url))

    ask_it.__annotations__["ask"] = forms_of.__annotations__["ask"] = kind.ask
    people_of.__annotations__["cell"] = create_model(
        f"{cell_type.__name__}Ask", __base__=cell_type, __doc__=cell_type.__doc__, ask=kind.ask
    )
    router.post(
        f"/{kind.name}", name=kind.name, summary=kind.what, response_model=kind.shape,
        responses={**FORMS, 202: _LATER},
    )(ask_it)  # fmt: skip
    router.post(
        f"/{kind.name}/people", name=f"people_of_{kind.name}",
        summary=f"List the people behind a number of a {kind.name} question.", response_model=Crowd,
    )(people_of)  # fmt: skip
    router.post(
        f"/{kind.name}/forms", name=f"forms_of_{kind.name}",
        summary=f"Show a {kind.name} question as SQL, a command, Python and curl.",
        response_model=Forms,
    )(forms_of)  # fmt: skip


def patience(prefer: str | None) -> float | None:
    """Return how long to wait before a question goes on in the background; None: to its end."""
    said = [one.strip().lower() for one in (prefer or "").split(",")]
    if "respond-async" not in said:
        return None
    waits = [one.partition("=")[2].strip() for one in said if one.startswith("wait")]
    return min(float(waits[0]), LONGEST_WAIT_S) if waits and waits[0].isdecimal() else 0.0


def _accepted(later: BackgroundQuestion) -> Response:
    headers = {"Location": f"/api/v1/background/{later.id}", "Preference-Applied": "respond-async"}
    text = TypeAdapter(BackgroundQuestion).dump_json(later)
    return Response(text, 202, headers, media_type="application/json")


def _cell(kind: type[BaseModel], body: BaseModel) -> Any:
    return kind.model_construct(**{k: getattr(body, k) for k in kind.model_fields})


def _page(people: list[int], last: int | None, limit: int) -> Crowd:
    first = 0 if last is None else bisect_right(people, last)
    shown = people[first : first + limit]
    more = first + limit < len(people)
    return Crowd(
        total=len(people),
        people=[show_person(person) for person in shown],
        next=cursor(shown[-1]) if more else None,
    )


for _kind in KINDS.values():
    _add(_kind)
