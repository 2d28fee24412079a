"""Which commands are there? One line each; their files stand beside this one."""

from __future__ import annotations

from typing import Annotated

import typer

from bellrock import __version__
from bellrock.cli import (
    annotate,
    ask,
    audiences,
    backup,
    boards,
    costs,
    demo,
    doctor,
    imports,
    keys,
    mcp,
    metrics,
    person,
    projects,
    quarantine,
    questions,
    reports,
    serve,
    users,
)

app = typer.Typer(
    help="Bellrock, a self-hosted growth engine: collect, resolve, ask.",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("serve")(serve.serve)
app.command("demo")(demo.demo)
app.add_typer(ask.app, name="ask")
app.command("person")(person.person)
app.command("annotate")(annotate.annotate)
app.add_typer(metrics.metric, name="metric")
app.add_typer(metrics.goal, name="goal")
app.add_typer(keys.app, name="key")
app.add_typer(users.app, name="user")
app.add_typer(quarantine.app, name="quarantine")
app.add_typer(projects.app, name="project")
app.add_typer(audiences.app, name="audiences")
app.add_typer(boards.app, name="board")
app.add_typer(questions.app, name="questions")
app.add_typer(reports.app, name="reports")
app.command("import")(imports.import_files)
app.add_typer(costs.app, name="costs")
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("doctor")(doctor.doctor)
app.command("mcp")(mcp.mcp)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"bellrock {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the details of a failure.")] = False,
) -> None:
    """Bellrock, a self-hosted growth engine: collect, resolve, ask."""
