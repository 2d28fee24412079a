"""Why might a number be empty? Names that nobody ever sent, with the ones that were meant."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from bellrock.query.dimension import plain_name
from bellrock.query.naming import COLUMNS, Name
from bellrock.query.operand import operand
from bellrock.query.relation import QUARTER, Context
from bellrock.query.sql import Sql
from bellrock.store import Lake

_SAMPLE = 50_000
_SHOWN = 5


def doubts(lake: Lake, ctx: Context, events: Sequence[str], names: Sequence[Name]) -> list[str]:
    """Return a note for each event of `events` and property of `names` that explains an absence.

    Args:
        events: Event names with nothing in the period.
        names: Properties that were read by an answer which came out empty.
    """
    return [*_about_events(lake, ctx, events), *_about_names(lake, ctx, names)]


def _about_events(lake: Lake, ctx: Context, missing: Sequence[str]) -> list[str]:
    if not missing:
        return []
    known = {event: (first, last) for event, first, last in lake.rows(catalog_sql(ctx.project))}
    if not known:
        return ["this project has no events yet; send some, or import a file"]
    return [_about_event(event, known) for event in missing]


def _about_event(event: str, known: dict[str, tuple[object, object]]) -> str:
    if event in known:
        first, last = (str(moment)[:10] for moment in known[event])
        return f"there is no {event!r} in this period; it was sent from {first} to {last} (UTC)"
    near = get_close_matches(event, known, n=1, cutoff=0.6)
    folded = [name for name in known if name.lower() == event.lower()]
    meant = (folded or near)[:1]
    ask = f"did you mean {meant[0]!r}?" if meant else f"there are {_listed(sorted(known))}"
    return f"no event called {event!r} has ever been sent to this project; {ask}"


def _about_names(lake: Lake, ctx: Context, names: Sequence[Name]) -> list[str]:
    plain = [plain_name(name) for name in names]
    asked = [name for name in dict.fromkeys(plain) if name and name.scope != "person"]
    unknown = [name for name in asked if not _ever_set(lake, ctx, name)]
    known = _properties(lake, ctx) if unknown else []
    return [_about_name(name, known) for name in unknown]


def _about_name(name: Name, known: Sequence[str]) -> str:
    near = get_close_matches(str(name), [*known, *COLUMNS], n=1, cutoff=0.6)
    if not near and not known:
        return f"no event carries a {name} yet; send it as a property of your events"
    ask = f"did you mean {near[0]}?" if near else f"there are {_listed(known)}"
    return f"no event carries a {name}; {ask}"


def _ever_set(lake: Lake, ctx: Context, name: Name) -> bool:
    text = operand(name, "'UTC'").text
    return bool(
        lake.rows(
            Sql(
                f"select 1 from events where project = {{project:UInt32}} and isNotNull({text})"
                " limit 1",
                {"project": ctx.project},
            )
        )
    )


def _properties(lake: Lake, ctx: Context) -> list[str]:
    rows = lake.rows(
        Sql(
            f"""
select arrayJoin(JSONAllPaths(props)) as property, count() as events
from (select props from events where project = {{project:UInt32}} limit {_SAMPLE})
group by property order by events desc limit 1000""",
            {"project": ctx.project},
        )
    )
    return [name for name, _ in rows]


def catalog_sql(project: int) -> Sql:
    """List the events of a project with when they were first and last seen, to a quarter."""
    return Sql(
        f"select event, min(quarter), max(quarter) from ("
        f"select event, {QUARTER} as quarter, count() as n from events "
        f"where project = {{project:UInt32}} group by event, quarter) group by event",
        {"project": project},
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown
