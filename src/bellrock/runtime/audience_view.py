"""What is told of an audience? The same from a folder and from a server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from bellrock.audiences import Audience, AudienceOwner
from bellrock.runtime.app import App
from bellrock.runtime.audience_desk import Refreshed, Uploaded, refreshable
from bellrock.runtime.audience_list import Missing


class AudienceView(BaseModel):
    """A set of people. `key` names it in filters: in audience "big-spenders"; it stays.

    `people` is how many are in it as people are known now, `saved` how many were found when it was
    `filled`. `definition` says where they come from; `refreshable` whether it can be filled anew.
    """

    key: str
    name: str
    note: str
    people: int
    saved: int
    filled: datetime
    definition: dict[str, Any]
    refreshable: bool
    owner: AudienceOwner | None
    created: datetime
    updated: datetime
    deleted: datetime | None


class AudienceRefreshed(BaseModel):
    """An audience that was filled anew: how many came, and how many left."""

    audience: AudienceView
    came: int
    left: int


class AudienceUploaded(BaseModel):
    """An audience of a file: how many ids it has, and those that nobody goes by.

    `examples` are the first of these with their lines.
    """

    audience: AudienceView
    given: int
    found: int
    repeated: int
    missing: int
    examples: list[Missing]


def audience_views(app: App, project: int, found: Sequence[Audience]) -> list[AudienceView]:
    """Return audiences as they are told, with how many people are in them now."""
    counts = app.crowds.counts(project, found)
    return [_view(one, counts[one.content]) for one in found]


def audience_view(app: App, project: int, audience: Audience) -> AudienceView:
    """Return an audience as it is told."""
    return audience_views(app, project, [audience])[0]


def refreshed_view(app: App, project: int, made: Refreshed) -> AudienceRefreshed:
    """Return what filling an audience anew changed."""
    view = audience_view(app, project, made.audience)
    return AudienceRefreshed(audience=view, came=made.change.came, left=made.change.left)


def uploaded_view(app: App, project: int, made: Uploaded) -> AudienceUploaded:
    """Return what became of the ids of a file."""
    told = {name: value for name, value in asdict(made.report).items() if name != "examples"}
    view = audience_view(app, project, made.audience)
    return AudienceUploaded(audience=view, **told, examples=made.report.examples)


def _view(one: Audience, people: int) -> AudienceView:
    definition = {name: value for name, value in one.definition.items() if name != "looks"}
    return AudienceView(
        key=one.key, name=one.name, note=one.note, people=people, saved=one.people,
        filled=one.filled, definition=definition, refreshable=refreshable(one), owner=one.owner,
        created=one.created, updated=one.updated, deleted=one.deleted,
    )  # fmt: skip
