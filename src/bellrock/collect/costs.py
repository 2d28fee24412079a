"""Where are costs kept? In the lake, the newest version of each day and campaign alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bellrock.collect.costs_read import FIRST_DAY, LAST_DAY, Key, Paid
from bellrock.query.sql import Sql
from bellrock.store import Lake

_COLUMNS = [
    "project", "day", "channel", "source", "medium", "campaign", "amount", "currency", "paid",
    "clicks", "impressions", "import", "version", "removed",
]  # fmt: skip
MOST_SHOWN = 1000


@dataclass(frozen=True)
class Change:
    """What an import does to what is kept."""

    added: Mapping[Key, Paid]
    replaced: Mapping[Key, Paid]
    same: int


@dataclass(frozen=True)
class CostLine:
    """What one campaign cost in all."""

    channel: str
    source: str
    medium: str
    campaign: str
    first: date
    last: date
    days: int
    amount: float
    clicks: int
    impressions: int


@dataclass(frozen=True)
class Which:
    """Which costs are meant; all of the project where nothing is said."""

    first: date | None = None
    last: date | None = None
    """The last day, included."""
    channel: str | None = None
    campaign: str | None = None
    imported: int | None = None


def compare_costs(lake: Lake, project: int, rows: Mapping[Key, Paid]) -> Change:
    """Return what is new among `rows`, what differs from what is kept, how many are the same."""
    if not rows:
        return Change({}, {}, 0)
    days = [key[0] for key in rows]
    kept = lake.rows(Sql(
        "select day, channel, source, medium, campaign, amount, currency, paid, clicks, impressions"
        " from costs final where project = {project:UInt32}"
        " and day >= {first:Date} and day <= {last:Date}",
        {"project": project, "first": min(days), "last": max(days)},
    ))  # fmt: skip
    known = {tuple(row[:5]): Paid(*row[5:]) for row in kept}
    added = {key: paid for key, paid in rows.items() if key not in known}
    replaced = {k: paid for k, paid in rows.items() if k in known and known[k] != paid}
    return Change(added, replaced, len(rows) - len(added) - len(replaced))


def keep_costs(lake: Lake, project: int, change: Change, *, imported: int, version: int) -> None:
    """Write what is new and what differs, as of the import number `imported`."""
    rows = [
        (project, *key, one.amount, one.currency, one.paid, one.clicks, one.impressions,
         imported, version, 0)
        for key, one in (*change.added.items(), *change.replaced.items())
    ]  # fmt: skip
    lake.insert("costs", _COLUMNS, rows)


def remove_costs(lake: Lake, project: int, which: Which, *, version: int) -> int:
    """Remove the costs meant and return how many there were."""
    kept, params = _meant(project, which)
    (count,) = lake.one(Sql(f"select count() from costs final where {kept}", params))
    if count:
        columns = ", ".join(_COLUMNS[:-2])
        lake.run(
            Sql(
                f"insert into costs ({', '.join(_COLUMNS)}) select {columns}, "
                f"{{version:UInt64}}, 1 from costs final where {kept}",
                {**params, "version": version},
            )
        )
    return int(count)


def list_costs(lake: Lake, project: int, which: Which) -> list[CostLine]:
    """Return what each campaign cost, the dearest first, at most `MOST_SHOWN`."""
    kept, params = _meant(project, which)
    rows = lake.rows(Sql(
        "select channel, source, medium, campaign, min(day), max(day), uniqExact(day),"
        " sumKahan(amount) as paid, sum(clicks), sum(impressions)"
        f" from costs final where {kept} group by channel, source, medium, campaign"
        f" order by paid desc, channel, source, medium, campaign limit {MOST_SHOWN}",
        params,
    ))  # fmt: skip
    return [CostLine(*row) for row in rows]


def unmet_campaigns(lake: Lake, project: int, campaigns: Sequence[str]) -> list[str]:
    """Return which of `campaigns` no event of the project carries."""
    told = sorted({one for one in campaigns if one})
    if not told:
        return []
    rows = lake.rows(Sql(
        "select distinct utm_campaign from events where project = {project:UInt32}"
        " and utm_campaign in {told:Array(String)}",
        {"project": project, "told": told},
    ))  # fmt: skip
    met = {name for (name,) in rows}
    return [one for one in told if one not in met]


def _within(day: date | None) -> date | None:
    """Return `day`, or the nearest that the engine knows."""
    return None if day is None else max(FIRST_DAY, min(LAST_DAY, day))


def _meant(project: int, which: Which) -> tuple[str, dict[str, Any]]:
    tests = {
        "first": ("day >= {first:Date}", _within(which.first)),
        "last": ("day <= {last:Date}", _within(which.last)),
        "channel": ("channel = {channel:String}", which.channel),
        "campaign": ("campaign = {campaign:String}", which.campaign),
        "imported": ("import = {imported:UInt64}", which.imported),
    }  # fmt: skip
    told = {name: value for name, (_, value) in tests.items() if value is not None}
    kept = ["project = {project:UInt32}", *(tests[name][0] for name in told)]
    return " and ".join(kept), {"project": project, **told}
