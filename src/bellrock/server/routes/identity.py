"""Who is who, and who decided so? Conflicts to review, merges to take back, and the decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from bellrock.core.ids import show_person
from bellrock.core.time import from_micros, micros
from bellrock.people.claims import Identifier
from bellrock.people.review import Decision, EdgeView, Review
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Changer, Reader
from bellrock.server.page import Cursor, HexKey, Limit, Page, cursor, place

router = api_router("identity", "/identity")
Verdict = Literal["unlink", "restore", "accept", "dismiss"]
Reason = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]


class Why(BaseModel):
    """Why somebody decides so; for those who read the record later."""

    reason: Reason = ""


class Split(BaseModel):
    """Which ids to part from the rest of a person."""

    ids: list[HexKey] = Field(min_length=1, max_length=1000)
    reason: Reason = ""


class IdentityEdge(BaseModel):
    """Two ids, why they are one person or are not, and whom they belong to now."""

    id: str
    a: Identifier
    b: Identifier
    people: tuple[str, str]
    rule: str
    ts: datetime
    event_id: str
    source: str
    status: str
    why: str
    verdict: str


class Decided(BaseModel):
    """What somebody decided about an edge; `changed` is person before and after, by id."""

    id: int
    edge: str
    verdict: str
    actor: str
    reason: str
    at: datetime
    changed: dict[str, Any]


class Moved(BaseModel):
    """The ids whose person changed, and to whom."""

    moved: dict[str, str]


@router.get("/queue")
def list_conflicts(
    caller: Reader, app: AppDep, after: Cursor = None, limit: Limit = 50
) -> Page[IdentityEdge]:
    """List conflicts that nobody has decided about, newest first."""
    return _edges(app.people.review.queue, caller.project.id, after, limit)


@router.get("/merges")
def list_merges(
    caller: Reader, app: AppDep, after: Cursor = None, limit: Limit = 50
) -> Page[IdentityEdge]:
    """List the edges that joined people known by user ids, newest first."""
    return _edges(app.people.review.merges, caller.project.id, after, limit)


@router.get("/decisions")
def list_decisions(caller: Reader, app: AppDep, limit: Limit = 50) -> Page[Decided]:
    """List what was decided, newest first."""
    found = app.people.review.decisions(caller.project.id, limit=limit)
    return Page(data=[_decided(one) for one in found])


@router.post("/edges/{edge}/{verdict}")
def decide(edge: HexKey, verdict: Verdict, why: Why, caller: Changer, app: AppDep) -> Moved:
    """Decide about an edge: unlink it (which reverts a merge), restore, accept or dismiss it."""
    act = _VERDICTS[verdict]
    number = caller.project.id
    moved = act(app.people.review, number, int(edge, 16), actor=caller.actor, reason=why.reason)
    app.accounts.audit.note(caller.actor, f"identity.{verdict}", f"edge:{edge}", project=number)
    return _moved(moved or {})


@router.post("/people/{person}/split")
def split(person: HexKey, told: Split, caller: Changer, app: AppDep) -> Moved:
    """Part some ids from the rest of a person, cutting all between them."""
    ids = [int(one, 16) for one in told.ids]
    moved = app.people.review.split(
        caller.project.id, int(person, 16), ids, actor=caller.actor, reason=told.reason
    )
    app.accounts.audit.note(
        caller.actor, "identity.split", f"person:{person}", project=caller.project.id
    )
    return _moved(moved)


_VERDICTS: Mapping[str, Callable[..., dict[int, int] | None]] = {
    "unlink": Review.unlink,
    "restore": Review.restore,
    "accept": Review.accept,
    "dismiss": Review.dismiss,
}


def _edges(
    find: Callable[..., Sequence[EdgeView]], project: int, after: str | None, limit: int
) -> Page[IdentityEdge]:
    older = place(after, 1)
    before = from_micros(min(older[0], _LAST)) if older else None
    found = find(project, limit=limit, before=before)
    more = len(found) == limit
    return Page(
        data=[edge_view(one) for one in found],
        next=cursor(max(0, micros(found[-1].ts))) if more else None,
    )


def edge_view(one: EdgeView) -> IdentityEdge:
    """Return an edge as it is shown."""
    told = {name: getattr(one, name) for name in IdentityEdge.model_fields}
    people = (show_person(one.people[0]), show_person(one.people[1]))
    return IdentityEdge(**told | {"id": show_person(one.id), "people": people})


def _decided(one: Decision) -> Decided:
    told = {name: getattr(one, name) for name in Decided.model_fields}
    return Decided(**told | {"edge": show_person(one.edge), "changed": dict(one.changed)})


def _moved(moved: Mapping[int, int]) -> Moved:
    return Moved(moved={show_person(key): show_person(to) for key, to in moved.items()})


_LAST = micros(datetime.fromisoformat("9999-01-01T00:00:00+00:00"))
