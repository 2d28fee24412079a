"""`bellrock metric` and `bellrock goal`: which numbers are registered, what moved them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_facts, show_json, show_table
from bellrock.runtime.reach import reach

metric = typer.Typer(help="Registered metrics: what they say and why.", no_args_is_help=True)
goal = typer.Typer(help="Goals, and what drives them.", no_args_is_help=True)
Json = Mapping[str, Any]
Key = Annotated[str, typer.Argument(metavar="METRIC", help="Its key or id.")]
From = Annotated[str | None, typer.Option("--from", help="A date, a moment, or -30d.")]
To = Annotated[str | None, typer.Option("--to", help="The end, which is not included.")]


@metric.command("list")
def list_metrics(
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False
) -> None:
    """List registered metrics by name."""
    with reach(home_or_default(home), project=project, purpose="metric list") as door:
        found = door.metrics()
    if json:
        show_json(found)
        return
    rows = [
        (one["key"], one["name"], one["definition"]["unit"], (one["owner"] or {}).get("email"))
        for one in found
    ]
    show_table(("key", "name", "unit", "owner"), rows, empty="no metric is registered")


@metric.command("show")
def show_metric(
    key: Key, project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Show what a metric means."""
    with reach(home_or_default(home), project=project, purpose="metric show") as door:
        found = door.metric(key)
    if json:
        show_json(found)
        return
    told = found["definition"]
    ask, check = told["ask"], told["check"]
    show_facts(
        {
            "metric": f"{found['name']} ({found['key']})",
            "for": found["description"],
            "events": ", ".join(one["name"] for one in ask["events"]),
            "figure": ", ".join(ask["metrics"]) or ask["metric"],
            "formula": ask["formula"],
            "unit": told["unit"],
            "better": told["direction"],
            "late events": told["maturity"],
            "checks": ", ".join(f"{name} {value}" for name, value in check.items() if value),
            "owner": (found["owner"] or {}).get("email"),
        }
    )


@metric.command("value")
def value_of(
    key: Key, from_: From = None, to: To = None, project: ProjectOption = "default",
    home: HomeOption = None, json: JsonOption = False,
) -> None:  # fmt: skip
    """Say what a metric was, day by day, and which days are odd."""
    with reach(home_or_default(home), project=project, purpose="metric value") as door:
        found = door.metric_value(key, _asked(from_, to))
    if json:
        show_json(found)
        return
    rows = [
        (str(one["start"])[:10], _said(one["value"]), _said(one.get("expected")), _remark(one))
        for one in found["points"]
    ]
    show_table(("day", "value", "expected", ""), rows, empty="nothing in this period")
    show_facts({"whole": _said(found["total"]), "before": _said(found.get("before"))})


@metric.command("change")
def change_of(  # noqa: PLR0913, PLR0917 -- options of a command
    key: Key, by: Annotated[
        list[str] | None, typer.Option("--by", help="Take it apart by this; may be repeated.")
    ] = None, from_: From = None, to: To = None,
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False,
) -> None:  # fmt: skip
    """Say why a metric changed: what every value of a dimension added."""
    with reach(home_or_default(home), project=project, purpose="metric change") as door:
        found = door.metric_change(key, _asked(from_, to) | ({"by": by} if by else {}))
    if json:
        show_json(found)
        return
    show_facts({name: _said(found[name]) for name in ("total", "before", "change")})
    for split in found["splits"]:
        rows = [(_group(part), _said(part["added"]), _said(part["value"]), _said(part["before"]))
                for part in split["parts"]]  # fmt: skip
        rows.append(("rest", _said(split["rest"]), "", ""))
        typer.echo("")
        show_table((split["by"], "added", "now", "before"), rows, empty="")
        if split.get("reversed"):
            typer.echo("every large group moved against the whole: their weights did it")


@goal.command("tree")
def tree(
    from_: From = None, to: To = None, project: ProjectOption = "default",
    home: HomeOption = None, json: JsonOption = False,
) -> None:  # fmt: skip
    """Show the goals with what moved them since the period before."""
    with reach(home_or_default(home), project=project, purpose="goal tree") as door:
        found = door.goal_tree(_asked(from_, to))
    if json:
        show_json(found)
        return
    names = {one["id"]: one["name"] for one in found["metrics"]}
    values = {one["goal"]: one for one in (found["values"] or {}).get("goals", ())}
    rows = _rows(found["goals"], names, values, None, 0)
    columns = ("goal", "value", "change", "added", "target", "headroom")
    show_table(columns, rows, empty="there is no goal")


def _rows(
    goals: Sequence[Json], names: Mapping[str, str], values: Mapping[str, Json],
    parent: str | None, depth: int,
) -> list[tuple[str, ...]]:  # fmt: skip
    found: list[tuple[str, ...]] = []
    for one in sorted((g for g in goals if g["parent"] == parent), key=lambda g: g["place"]):
        told = values.get(one["id"], {})
        said = [_said(told.get(name)) for name in ("value", "change", "added")]
        name = "  " * depth + names.get(one["metric"], "a deleted metric")
        found.append((name, *said, _said(one["target"]), _said(told.get("headroom"))))
        found += _rows(goals, names, values, one["id"], depth + 1)
    return found


def _asked(from_: str | None, to: str | None) -> dict[str, Any]:
    told = {"from": from_, "to": to, "compare": "previous"}
    return {name: value for name, value in told.items() if value is not None}


def _remark(point: Json) -> str:
    said = [
        "odd" if point.get("odd") else "", point.get("wrong") or "",
        "" if point["mature"] else "not final", point.get("holiday") or "",
    ]  # fmt: skip
    return ", ".join(one for one in said if one)


def _group(part: Json) -> str:
    if part.get("other"):
        return "other"
    return " · ".join(str(v) if v not in (None, "") else "not set" for v in part["by"].values())


def _said(value: Any) -> str:
    return "–" if value is None else f"{value:,.6g}" if isinstance(value, float) else f"{value:,}"
