"""How are old events erased? All of a project before a moment, accepted and refused alike."""

from __future__ import annotations

from datetime import datetime

from bellrock.core.time import micros
from bellrock.query import Sql
from bellrock.store import Lake

_AT_ONCE = {"mutations_sync": 1}  # returns when they are gone, on this server at least
_BEFORE = "project = {project:UInt32} and %s < fromUnixTimestamp64Micro({before:Int64}, 'UTC')"
_EVENTS = _BEFORE % "ts"
_REFUSED = _BEFORE % "received"


def expire(lake: Lake, project: int, before: datetime) -> int:
    """Erase the project's events of before `before`, and what was refused before it.

    Returns how many events went. People, their ids and their traits stay, as do the counts of what
    arrived. Files are rewritten of the months alone that hold such events, so that asking again
    costs a look.
    """
    params = {"project": project, "before": micros(before)}
    months = lake.rows(
        Sql(f"select _partition_id, count() from events where {_EVENTS} group by 1", params)
    )
    for month, _ in months:
        asked = {**params, "month": month}
        text = f"alter table events delete in partition id {{month:String}} where {_EVENTS}"
        lake.run(Sql(text, asked), settings=_AT_ONCE)
    (refused,) = lake.one(Sql(f"select count() from quarantine where {_REFUSED}", params))
    if refused:
        lake.run(Sql(f"alter table quarantine delete where {_REFUSED}", params), settings=_AT_ONCE)
    return sum(int(events) for _, events in months)
