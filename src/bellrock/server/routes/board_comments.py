"""What do members say about a board, and who is meant?"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bellrock.runtime.boards_comments import MENTIONS, TEXT, Comment
from bellrock.runtime.saved_questions import Author
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Member, Reader
from bellrock.server.page import Cursor, Limit, Number, Page, cursor, place
from bellrock.server.routes.boards import BoardId, visitor

router = api_router("boards")


class Said(BaseModel):
    """A comment; `mentions` names members by the number of their user."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=TEXT, pattern=r"^[^\x00]*$")
    mentions: Annotated[list[int], Field(max_length=MENTIONS)] = []


class Mentions(BaseModel):
    """How many comments in the project mention the caller, who has not read them."""

    unread: int


@router.get("/boards/{board}/comments")
def list_comments(
    board: BoardId, caller: Reader, app: AppDep, after: Cursor = None, limit: Limit = 50
) -> Page[Comment]:
    """List the comments on a board, oldest first."""
    newer = place(after, 1)
    found, last = app.comments.of(
        caller.project.id, board, visitor(caller),
        after=min(newer[0], 2**63 - 1) if newer else 0, limit=limit,
    )  # fmt: skip
    return Page(data=found, next=None if last is None else cursor(last))


@router.post("/boards/{board}/comments", status_code=201)
def add_comment(board: BoardId, said: Said, caller: Member, app: AppDep) -> Comment:
    """Say something about a board; every member may who sees it."""
    return app.comments.add(caller.project.id, board, said.text, said.mentions, visitor(caller))


@router.get("/boards/{board}/comments/people")
def list_mentionable(board: BoardId, caller: Reader, app: AppDep) -> list[Author]:
    """List the members who can be mentioned: those who see the board."""
    return app.comments.mentionable(caller.project.id, board, visitor(caller))


@router.post("/boards/{board}/comments/read", status_code=204)
def read_comments(board: BoardId, caller: Member, app: AppDep) -> None:
    """Note that the caller has read what mentions them on this board."""
    app.comments.read(caller.project.id, board, visitor(caller))


@router.patch("/boards/{board}/comments/{comment}")
def change_comment(
    board: BoardId, comment: Number, said: Said, caller: Member, app: AppDep
) -> Comment:
    """Say one's own comment otherwise."""
    return app.comments.change(
        caller.project.id, board, comment, said.text, said.mentions, visitor(caller)
    )


@router.delete("/boards/{board}/comments/{comment}", status_code=204)
def delete_comment(board: BoardId, comment: Number, caller: Member, app: AppDep) -> None:
    """Take one's own comment back; managers take back anybody's."""
    app.comments.delete(caller.project.id, board, comment, visitor(caller))


@router.get("/mentions")
def count_mentions(caller: Reader, app: AppDep) -> Mentions:
    """Count the comments that mention the caller and that they have not read."""
    user = caller.user
    return Mentions(unread=app.comments.unread(caller.project.id, user.id) if user else 0)
