"""Which events were refused, and how do they get in after all?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, Field

from bellrock.collect.drain import Drain
from bellrock.collect.mend import Fix, fix
from bellrock.collect.outcome import total
from bellrock.collect.quarantine import Held, Which, counts, held, newest, replay
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Changer, Reader
from bellrock.server.page import Cursor, Limit, Page, Position, cursor, place, position_of

router = api_router("quarantine", "/quarantine")


class Choice(BaseModel):
    """Which refused events; what is left out does not matter."""

    reason: Annotated[str, Field(max_length=200)] | None = None
    event: Annotated[str, Field(max_length=1000)] | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = Field(None, description="arrived before")

    def which(self, **more: Any) -> Which:
        """Return it as the choice that is asked for."""
        return Which(**self.model_dump(include=set(Choice.model_fields)), **more)


class Listed(Choice):
    """Which refused events to list, and in which order."""

    replayed: bool = Field(False, description="Those brought in since, instead.")
    latest: bool = Field(False, description="Latest first, instead.")


class Replay(Choice):
    """What to send through the front door again, mended by `fixes` first."""

    positions: list[Position] | None = Field(None, max_length=10_000)
    fixes: list[dict[str, Any]] = Field([], max_length=100)
    wait_s: float = Field(0, ge=0, le=20, description="how long to wait for what becomes of them")


class Replayed(BaseModel):
    """How many records were sent again, and what became of those that are settled by now."""

    sent: int
    stored: int = 0
    duplicate: int = 0
    quarantined: int = 0
    waiting: int = 0


class HeldEvent(BaseModel):
    """A refused event; `position` is its name."""

    position: str
    received: datetime
    dialect: str
    source: int
    event: str
    event_id: str
    reason: str
    detail: str
    raw: str
    replayed: bool
    sent: dict[str, Any]


class Reason(BaseModel):
    """How many events one reason keeps out."""

    reason: str
    events: int


@router.get("/reasons")
def list_reasons(choice: Annotated[Choice, Query()], caller: Reader, app: AppDep) -> Page[Reason]:
    """Count refused events by reason, most first."""
    found = counts(app.lake, caller.project.id, choice.which())
    return Page(data=[Reason(reason=reason, events=n) for reason, n in found.items()])


@router.get("")
def list_held(
    choice: Annotated[Listed, Query()],
    caller: Reader,
    app: AppDep,
    after: Cursor = None,
    limit: Limit = 50,
) -> Page[HeldEvent]:
    """List refused events in the order they arrived."""
    went, which = place(after, 1), choice.which(replayed=choice.replayed)
    mine = caller.project.id
    if choice.latest:
        found = newest(app.lake, mine, which, before=went[0] if went else None, limit=limit)
    else:
        found = held(app.lake, mine, which, after=went[0] if went else 0, limit=limit)
    more = len(found) == limit
    return Page(
        data=[_shown(one) for one in found], next=cursor(found[-1].position) if more else None
    )


@router.post("/replay")
def replay_held(asked: Replay, caller: Changer, app: AppDep) -> Replayed:
    """Send refused events through the front door again; twice does nothing twice."""
    positions = None if asked.positions is None else [position_of(p) for p in asked.positions]
    fixes: list[Fix] = [fix(told) for told in asked.fixes]
    which = asked.which(positions=positions)
    sent = replay(app.lake, app.collector.append, caller.project.id, which, fixes=fixes)
    app.accounts.audit.note(
        caller.actor, "quarantine.replay", f"{len(sent)} records", project=caller.project.id
    )
    return _replayed(app.drain, sent, asked.wait_s)


def _replayed(drain: Drain, sent: list[int], wait_s: float) -> Replayed:
    """Wait for the last of the records `sent`, and tell what became of all."""
    drain.settled(max(sent, default=0), wait_s)
    found = [told for one in sent if (told := drain.settled(one, 0)) is not None]
    sums = total(found)
    return Replayed(
        sent=len(sent), stored=sums.kept, duplicate=sums.duplicate,
        quarantined=sums.quarantined, waiting=len(sent) - len(found),
    )  # fmt: skip


def _shown(one: Held) -> HeldEvent:
    return HeldEvent(**{**asdict(one), "position": str(one.position), "sent": dict(one.sent)})
