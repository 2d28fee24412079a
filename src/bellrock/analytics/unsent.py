"""Which columns' names does no event carry as a property? Then the column alone is read.

`country` is the event's own property where it carries one, else the column. To look for a property
in every event costs more than all else; that no event carries it is known at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pydantic import BaseModel

from bellrock.analytics.kind import Kind
from bellrock.query.ask import Ask
from bellrock.query.naming import Name
from bellrock.query.operand import quoted
from bellrock.query.relation import Context
from bellrock.query.sql import Sql
from bellrock.store import Lake


def known(lake: Lake, ctx: Context, names: Iterable[Name]) -> Context:
    """Return `ctx`, with those of `names` that only a column can hold."""
    both = {name.path[0] for name in names if name.column and name.property}
    asked = sorted(both - ctx.unsent)
    if not asked:
        return ctx
    sent = lake.one(_sent_sql(ctx.project, asked))
    unsent = {name for name, count in zip(asked, sent, strict=True) if not count}
    return replace(ctx, unsent=ctx.unsent | unsent)


def names_in(part: Any) -> Iterator[Name]:
    """Yield every name in a question, or in a part of one."""
    if isinstance(part, Name):
        yield Name(part.scope, part.path)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from names_in(getattr(part, name))
    elif isinstance(part, list | tuple):
        for one in part:
            yield from names_in(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from names_in(getattr(part, field.name))


def knowing(kind: Kind[Any, Any], usual: Callable[[Any], Iterable[Name]]) -> Kind[Any, Any]:
    """Return `kind`, which looks up first what only columns hold; `usual` are names not asked."""

    def context(lake: Lake, ask: Ask, ctx: Context) -> Context:
        return known(lake, ctx, [*names_in(ask), *usual(ask)])

    def answer(lake: Lake, ask: Ask, ctx: Context) -> Any:
        return kind.answer(lake, ask, context(lake, ask, ctx))

    def behind(lake: Lake, ask: Ask, ctx: Context, cell: Any) -> list[int]:
        if kind.behind is None:
            raise TypeError(f"no people stand behind {kind.name}")
        return kind.behind(lake, ask, context(lake, ask, ctx), cell)

    return replace(kind, answer=answer, behind=None if kind.behind is None else behind)


def _sent_sql(project: int, names: list[str]) -> Sql:
    """Say of each name whether (1 or 0) an event of the project carries it as a property."""
    asked = [
        "(select count() from (select 1 from events where project = {project:UInt32} "
        f"and isNotNull(props.{quoted(name)}) limit 1))"
        for name in names
    ]
    return Sql(f"select {', '.join(asked)}", {"project": project})
