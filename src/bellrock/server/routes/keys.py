"""Which programs may send to, or read from, the project?"""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from bellrock.runtime.accounts_model import Key, KeyKind
from bellrock.server.auth import AppDep, Manager
from bellrock.server.page import Line, Number, Page

router = APIRouter(tags=["keys"], prefix="/keys")


class NewKey(BaseModel):
    """A key to be made. write: send events. read: ask. admin: everything in this project."""

    kind: KeyKind
    name: Line = ""


class MadeKey(BaseModel):
    """A new key; the text of a read or admin key is shown only now."""

    key: str
    made: Key


@router.get("")
def list_keys(caller: Manager, app: AppDep) -> Page[Key]:
    """List the project's keys, oldest first; write keys in full, of others the last four signs."""
    return Page(data=app.accounts.keys.of(caller.project.id))


@router.post("", status_code=201)
def make_key(new: NewKey, caller: Manager, app: AppDep) -> MadeKey:
    """Make a key."""
    made, text = app.accounts.keys.create(new.kind, caller.project.id, new.name, actor=caller.actor)
    return MadeKey(key=text, made=made)


@router.delete("/{source}", status_code=204)
def revoke_key(source: Number, caller: Manager, app: AppDep) -> None:
    """End a key; events it sent stay."""
    app.accounts.keys.revoke(caller.project.id, source, actor=caller.actor)
