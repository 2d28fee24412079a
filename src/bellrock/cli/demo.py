"""`bellrock demo`: fill a fresh home with the town, show the first answers, and serve it."""

# ruff: noqa: PLR0913, PLR0917 -- a command's options are its function's arguments
from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from bellrock.cli import demo_report, serve, words
from bellrock.cli.options import HomeOption, JsonOption, home_or_default
from bellrock.cli.show import show_json
from bellrock.cli.terminal import console
from bellrock.core.time import from_micros
from bellrock.runtime import home as homes
from bellrock.runtime.config import Config, load
from bellrock.runtime.log import configure

if TYPE_CHECKING:
    from bellrock.runtime.app import App
    from bellrock.runtime.demo import Moved, Watch
    from bellrock.town import Plan


def demo(
    home: HomeOption = None,
    people: Annotated[int, typer.Option("--people", help="People of the town.")] = 20_000,
    days: Annotated[int, typer.Option("--days", help="Days of its life, up to today.")] = 90,
    seed: Annotated[int, typer.Option("--seed", help="Another seed is another town.")] = 7,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Stop after the first answers.")
    ] = False,
    port: Annotated[
        int | None, typer.Option("--port", help="Port to serve on; else server.port, else 8420.")
    ] = None,
    end: Annotated[
        datetime | None,
        typer.Option("--end", help="The day after the last.", formats=["%Y-%m-%d"], hidden=True),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Fill a fresh home with a town of shoppers, show the first answers, and serve it."""
    path = home_or_default(home)
    config = load(homes.create(path).config)
    configure(config.log)
    size = {"people": people, "days": days, "seed": seed, "end": end.date() if end else None}
    _fill_and_tell(path, config, size, json=json)
    if not no_serve:
        serve.run(path, config, port=port, json=json)


def _fill_and_tell(path: Path, config: Config, size: dict[str, Any], *, json: bool) -> None:
    from bellrock.runtime.app import App  # noqa: PLC0415 -- loads the engine
    from bellrock.runtime.demo import fill, is_filled, town_plan  # noqa: PLC0415 -- as above
    from bellrock.runtime.interpreter import tune  # noqa: PLC0415 -- as above

    tune()
    with closing(App.open(path, config=config, purpose="demo")) as app:
        if is_filled(app) and not json:
            console().print(f"The town lives in {path} already.", markup=False, soft_wrap=True)
            return
        plan = town_plan(app, **size)
        app.start()
        with _bar(plan) as watch:
            moved = fill(app, plan, watch)
        answers = demo_report.first_answers(app, plan)
        if json:
            show_json(_document(app, plan, moved, answers))
        else:
            out = console()
            _tell(out, plan, moved)
            demo_report.show(answers, out, path)


@contextmanager
def _bar(plan: Plan) -> Iterator[Watch]:
    """Show a bar on standard error, with a count and an estimate; nothing where nobody looks."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TaskProgressColumn(),
        TextColumn("{task.fields[events]} events"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=console(stderr=True),
        transient=True,
    ) as progress:
        title = f"{plan.days} days of the town"
        task = progress.add_task(title, total=1.0, events="0")

        def watch(seen: Any) -> None:
            progress.update(task, completed=seen.share, events=f"{seen.events:,}")

        yield watch


def _tell(out: Console, plan: Plan, moved: Moved) -> None:
    start, end = (
        words.moment(from_micros(ms * 1000), plan.zone) for ms in (plan.start_ms, plan.end_ms)
    )
    rate = moved.emitted / moved.seconds if moved.seconds else 0.0
    out.print(
        f"The town sent {moved.emitted:,} events of {plan.people:,} people in "
        f"{moved.requests:,} requests, {words.span(start, end)}.",
        style="bold",
    )
    facts = [
        f"{moved.stored:,} stored",
        f"{moved.duplicate:,} recognised as sent twice",
        f"{moved.quarantined:,} quarantined",
        f"{words.wait(moved.seconds)}, {words.count(round(rate))} events/s",
        "what is true in it: truth/*.json",
    ]
    for line in words.joined(facts, out.width):
        out.print(line, style="dim")


def _document(app: App, plan: Plan, moved: Moved, answers: demo_report.Answers) -> dict[str, Any]:
    return {
        "home": str(app.home.path),
        "town": {
            "people": plan.people,
            "days": plan.days,
            "seed": plan.seed,
            "start": plan.start.isoformat(),
            "end": plan.end.isoformat(),
        },
        "moved": asdict(moved),
        **{one.question: one.answer for one in answers},
    }
