"""What are people like? Operations on traits are kept as said and folded when asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import Clock
from bellrock.people.claims import TRAIT_VERBS, TraitOp
from bellrock.query.traits import Fold
from bellrock.store import Lake, Ledger, upsert
from bellrock.store.schema_people import TRAIT_FOLDS

_COLUMNS = ["project", "trait", "person", "op", "value", "ts", "tie", "event_id", "source"]
_KINDS = ("latest", "first", "max", "min", "sum", "union", "source")
_json = msgspec.json.Encoder()


def write_traits(lake: Lake, ops: Sequence[TraitOp], *, token: str) -> None:
    """Store `ops` as one block, at most once a `token`.

    Setting a trait to null unsets it; adding what is no number, or adding nothing to a list, says
    nothing and is left out.
    """
    rows = [row for op in ops if (row := _row(op))]
    lake.insert("trait_ops", _COLUMNS, rows, token=token)


def folds(ledger: Ledger, project: int) -> Mapping[str, Fold]:
    """Return how each trait of `project` is folded, of those for which somebody chose."""
    table = TRAIT_FOLDS
    with ledger.read() as connection:
        found = connection.execute(
            sa.select(table.c.trait, table.c.kind, table.c.sources).where(
                table.c.project == project
            )
        )
        return {trait: Fold(kind, tuple(sources)) for trait, kind, sources in found}


def choose_fold(ledger: Ledger, project: int, trait: str, fold: Fold, *, clock: Clock) -> None:
    """Fold `trait` by `fold` from now on, for its whole history.

    Raises:
        InvalidDefinition: there is no such way, or `source` comes without sources.
    """
    if fold.kind not in _KINDS or (fold.kind == "source" and not fold.sources):
        raise InvalidDefinition(
            f"a trait cannot be folded by {fold.kind!r}",
            hint=f"use one of {', '.join(_KINDS)}; source wants its sources, best first",
            field="fold",
        )
    row = {"kind": fold.kind, "sources": list(fold.sources), "updated": clock.now()}
    with ledger.write() as connection:
        insert = upsert(connection, TRAIT_FOLDS).values(project=project, trait=trait, **row)
        connection.execute(
            insert.on_conflict_do_update(index_elements=["project", "trait"], set_=row)
        )


def _row(op: TraitOp) -> tuple[Any, ...] | None:
    if op.op not in TRAIT_VERBS:
        raise InvalidDefinition(
            f"there is no operation {op.op!r} on a trait", hint=f"use {', '.join(TRAIT_VERBS)}"
        )
    verb, value = op.op, _plain(op.value)
    if verb == "unset" or (verb == "set" and value is None):
        verb, value = "unset", ""
    elif value is None or (verb == "add" and not _is_number(value)):
        return None
    text = _json.encode(value).decode() if verb != "unset" else ""
    event_id = op.event_id.replace("\0", "")
    return (op.project, op.trait, op.person, verb, text, op.ts, op.tie, event_id, op.source)


def _plain(value: Any) -> Any:
    """Return `value` with whole floats as integers, so that 1.0 and 1 are the same item."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
