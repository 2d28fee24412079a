"""Which programs may send to, or read from, the project?"""

from __future__ import annotations

from pydantic import BaseModel

from bellrock.runtime.accounts_model import Key, KeyKind
from bellrock.runtime.browse_intake import KeyInUse, keys_in_use
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Manager
from bellrock.server.page import Line, Number, Page

router = api_router("keys", "/keys")


class NewKey(BaseModel):
    """A key to be made. write: send events. read: ask. admin: everything in this project."""

    kind: KeyKind
    name: Line = ""


class MadeKey(BaseModel):
    """A new key; the text of a read or admin key is shown only now."""

    key: str
    made: Key


@router.get("")
def list_keys(caller: Manager, app: AppDep) -> Page[KeyInUse]:
    """List the project's keys, oldest first, with what came by each in the last 24 hours.

    Write keys are shown in full, of others the last four signs.
    """
    keys = app.accounts.keys.of(caller.project.id)
    return Page(data=keys_in_use(app.lake, caller.project.id, keys, app.clock))


@router.post("", status_code=201)
def make_key(new: NewKey, caller: Manager, app: AppDep) -> MadeKey:
    """Make a key."""
    made, text = app.accounts.keys.create(new.kind, caller.project.id, new.name, actor=caller.actor)
    return MadeKey(key=text, made=made)


@router.delete("/{source}", status_code=204)
def revoke_key(source: Number, caller: Manager, app: AppDep) -> None:
    """End a key; events it sent stay."""
    app.accounts.keys.revoke(caller.project.id, source, actor=caller.actor)
