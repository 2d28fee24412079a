"""`bellrock ask`: a question in, an answer out, as a chart for people or as JSON for programs."""

# ruff: noqa: PLR0913, PLR0917 -- a command's options are its function's arguments
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bellrock.cli import charts
from bellrock.cli.ask_options import (
    BotsOption,
    ByOption,
    EventsOption,
    EveryOption,
    ExcludeOption,
    FromOption,
    IdentityOption,
    StepsOption,
    ToOption,
    TopOption,
    WhereOption,
    ZoneOption,
)
from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_json
from bellrock.cli.terminal import console
from bellrock.query.ask import Ask, FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.runtime.reach import reach

app = typer.Typer(help="Ask about what happened.", no_args_is_help=True)

Show = Callable[[Mapping[str, Any], Console], None]


@dataclass(frozen=True)
class _Asked:
    """One question as it was typed, and where and how its answer is wanted."""

    question: str
    model: type[Ask]
    show: Show
    body: Mapping[str, Any]
    home: Path | None
    project: str
    json: bool


@app.command("trend")
def trend(
    event: EventsOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    every: EveryOption = None,
    by: ByOption = None,
    where: WhereOption = None,
    metric: Annotated[
        list[str] | None,
        typer.Option(
            "--metric", metavar="METRIC", help="total, uniques, per_user, sum(price), p95(price) …"
        ),
    ] = None,
    formula: Annotated[
        str | None, typer.Option("--formula", metavar="FORMULA", help="Such as A / B.")
    ] = None,
    zone: ZoneOption = None,
    top: TopOption = None,
    bots: BotsOption = False,
    identity: IdentityOption = None,
    home: HomeOption = None,
    project: ProjectOption = "default",
    json: JsonOption = False,
) -> None:
    """How a number moves over time."""
    figures = metric or []
    body = {
        "events": event, "from": from_, "to": to, "every": every, "by": by, "where": where,
        "metric": figures[0] if len(figures) == 1 else None,
        "metrics": figures if len(figures) > 1 else None,
        "formula": formula, "zone": zone, "top": top, "bots": bots, "identity": identity,
    }  # fmt: skip
    _answer(_Asked("trend", TrendAsk, charts.show_trend, body, home, project, json))


@app.command("funnel")
def funnel(
    step: StepsOption = None,
    within: Annotated[
        str | None,
        typer.Option("--within", metavar="TIME", help="Whole climb, such as 7d, 12h or 30m."),
    ] = None,
    order: Annotated[
        str | None, typer.Option("--order", metavar="ORDER", help="ordered, strict or unordered.")
    ] = None,
    exclude: ExcludeOption = None,
    from_: FromOption = None,
    to: ToOption = None,
    by: ByOption = None,
    where: WhereOption = None,
    zone: ZoneOption = None,
    top: TopOption = None,
    bots: BotsOption = False,
    identity: IdentityOption = None,
    home: HomeOption = None,
    project: ProjectOption = "default",
    json: JsonOption = False,
) -> None:
    """How many people climb a ladder of steps, in order and in time."""
    body = {
        "steps": step, "within": within, "order": order, "exclude": exclude, "from": from_,
        "to": to, "by": by, "where": where, "zone": zone, "top": top, "bots": bots,
        "identity": identity,
    }  # fmt: skip
    _answer(_Asked("funnel", FunnelAsk, charts.show_funnel, body, home, project, json))


@app.command("retention")
def retention(
    start: Annotated[
        str | None,
        typer.Option(
            "--start", metavar="EVENT", help="What makes a person start: an event, or any."
        ),
    ] = None,
    return_: Annotated[
        str | None,
        typer.Option(
            "--return", metavar="EVENT", help="What counts as coming back: an event, or any."
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help="first (ever) or recurring (in every period)."),
    ] = None,
    mode: Annotated[
        str | None, typer.Option("--mode", metavar="MODE", help="on or on-or-after.")
    ] = None,
    every: EveryOption = None,
    periods: Annotated[
        int | None, typer.Option("--periods", metavar="N", help="Buckets shown.")
    ] = None,
    from_: FromOption = None,
    to: ToOption = None,
    where: WhereOption = None,
    zone: ZoneOption = None,
    bots: BotsOption = False,
    identity: IdentityOption = None,
    home: HomeOption = None,
    project: ProjectOption = "default",
    json: JsonOption = False,
) -> None:
    """How many of the people who started come back, bucket after bucket."""
    body = {
        "start": start, "return": return_, "kind": kind, "mode": mode, "every": every,
        "periods": periods, "from": from_, "to": to, "where": where, "zone": zone, "bots": bots,
        "identity": identity,
    }  # fmt: skip
    _answer(_Asked("retention", RetentionAsk, charts.show_retention, body, home, project, json))


@app.command("paths")
def paths(
    start: Annotated[
        str | None, typer.Option("--start", metavar="EVENT", help="Paths begin here.")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--end", metavar="EVENT", help="Paths end here.")
    ] = None,
    max_steps: Annotated[
        int | None, typer.Option("--max-steps", metavar="N", help="Events in a path at most.")
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(
            "--within", metavar="TIME", help="Bind paths by time, not by session: 30m, 1d."
        ),
    ] = None,
    event: Annotated[
        list[str] | None, typer.Option("--event", metavar="EVENT", help="Only these events.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", metavar="EVENT", help="Without these events.")
    ] = None,
    collapse: Annotated[
        bool, typer.Option("--collapse", help="Show the same event in a row once.")
    ] = False,
    from_: FromOption = None,
    to: ToOption = None,
    where: WhereOption = None,
    zone: ZoneOption = None,
    top: TopOption = None,
    bots: BotsOption = False,
    identity: IdentityOption = None,
    home: HomeOption = None,
    project: ProjectOption = "default",
    json: JsonOption = False,
) -> None:
    """Which ways people take, event by event."""
    body = {
        "start": start, "end": end, "max_steps": max_steps, "within": within, "events": event,
        "exclude": exclude, "collapse": collapse, "from": from_, "to": to, "where": where,
        "zone": zone, "top": top, "bots": bots, "identity": identity,
    }  # fmt: skip
    _answer(_Asked("paths", PathsAsk, charts.show_paths, body, home, project, json))


def _answer(asked: _Asked) -> None:
    body = {name: value for name, value in asked.body.items() if value not in (None, [], False)}
    asked.model.model_validate(body)  # what cannot mean anything is refused before a home is opened
    purpose = f"ask {asked.question}"
    with reach(home_or_default(asked.home), project=asked.project, purpose=purpose) as door:
        answer = door.ask(asked.question, body)
    if asked.json:
        show_json(answer)
    else:
        asked.show(answer, console())
