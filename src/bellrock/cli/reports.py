"""`bellrock reports`: which boards are sent by e-mail, when, and what became of it?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_json, show_table
from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import zone
from bellrock.runtime.reach import reach

app = typer.Typer(help="Send boards by e-mail at set times.", no_args_is_help=True)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Which = Annotated[str, typer.Argument(help="Its id, as `list` shows it.")]


@app.command("list")
def list_reports(
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False
) -> None:
    """List the reports of a project, but for those on private boards."""
    with reach(home_or_default(home), project=project, purpose="reports list") as door:
        found = door.reports()
        tz = next(one["zone"] for one in door.projects() if one["name"] == project)
    if json:
        show_json(found)
        return
    rows = [
        [
            one["id"], one["board_name"], said(one["schedule"]),
            "paused" if one["paused"] else _when(one["due"], tz),
            len([r for r in one["readers"] if not r["unsubscribed"]]), _how(one["last"]),
        ]
        for one in found
    ]  # fmt: skip
    show_table(
        ("id", "board", "sent", f"next ({tz})", "readers", "last"), rows,
        empty="No reports. Make one: bellrock reports create BOARD --to name@example.org",
    )  # fmt: skip


@app.command("create")
def create(  # noqa: PLR0913, PLR0917 -- an option each
    board: Annotated[str, typer.Argument(help="The board's id: bellrock board list.")],
    to: Annotated[list[str], typer.Option("--to", help="An address; may be given again.")],
    every: Annotated[str, typer.Option(help="day, week or month.")] = "week",
    on: Annotated[
        str | None, typer.Option(help="monday … sunday, or the day of the month, 1 to 31.")
    ] = None,
    at: Annotated[str, typer.Option(help="The time in the project's zone, as 08:00.")] = "08:00",
    subject: Annotated[str, typer.Option(help="Of the e-mail; else the board's name.")] = "",
    note: Annotated[str, typer.Option(help="What stands above the board.")] = "",
    language: Annotated[str, typer.Option(help="en or zh-CN.")] = "en",
    project: ProjectOption = "default",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Send a board by e-mail from now on."""
    body: dict[str, Any] = {
        "board": board, "subject": subject, "note": note, "schedule": _schedule(every, on, at),
        "readers": [{"email": one, "language": language} for one in to],
    }  # fmt: skip
    with reach(home_or_default(home), project=project, purpose="reports create") as door:
        made = door.report_make(body)
        tz = next(one["zone"] for one in door.projects() if one["name"] == project)
    if json:
        show_json(made)
    else:
        when = _when(made["due"], tz)
        typer.echo(f"{made['id']}: {made['board_name']} is sent {said(made['schedule'])},")
        typer.echo(f"first on {when} ({tz}).")


@app.command("history")
def history(
    report: Which, project: ProjectOption = "default", home: HomeOption = None,
    json: JsonOption = False,
) -> None:  # fmt: skip
    """Show each time that a report was sent: to how many, and what failed and why."""
    with reach(home_or_default(home), project=project, purpose="reports history") as door:
        found = door.report_history(report)
    if json:
        show_json(found)
        return
    rows = [
        [one["due"][:16].replace("T", " "), "test" if one["trial"] else "", _how(one),
         one["carried"], one["error"] or "; ".join(
             f"{email}: {why}" for email, why in one["failed"].items())]
        for one in found
    ]  # fmt: skip
    show_table(("due (UTC)", "", "sent", "as", "why not"), rows, empty="It was not sent yet.")


@app.command("test")
def test(
    report: Which,
    to: Annotated[str, typer.Option("--to", help="The address to send it to.")],
    language: Annotated[str, typer.Option(help="en or zh-CN.")] = "en",
    project: ProjectOption = "default",
    home: HomeOption = None,
) -> None:
    """Send a report now to one address, to see how it looks; the server must run."""
    with reach(home_or_default(home), project=project, purpose="reports test") as door:
        door.report_test(report, {"to": to, "language": language})
    typer.echo(f"It is on its way; bellrock reports history {report} says how that went.")


@app.command("pause")
def pause(report: Which, project: ProjectOption = "default", home: HomeOption = None) -> None:
    """Send a report no more, until `resume`."""
    with reach(home_or_default(home), project=project, purpose="reports pause") as door:
        door.report_change(report, {"paused": True})


@app.command("resume")
def resume(report: Which, project: ProjectOption = "default", home: HomeOption = None) -> None:
    """Send a paused report again; what was missed is not made up for."""
    with reach(home_or_default(home), project=project, purpose="reports resume") as door:
        door.report_change(report, {"paused": False})


@app.command("delete")
def delete(report: Which, project: ProjectOption = "default", home: HomeOption = None) -> None:
    """Delete a report; it can be restored in the app."""
    with reach(home_or_default(home), project=project, purpose="reports delete") as door:
        door.report_delete(report)


def said(schedule: dict[str, Any]) -> str:
    """Return a schedule in words: each Monday at 08:00."""
    at = schedule["at"]
    if schedule["every"] == "week":
        return f"each {_DAYS[(schedule['weekday'] or 1) - 1].title()} at {at}"
    if schedule["every"] == "month":
        return f"each month on day {schedule['day'] or 1} at {at}"
    return f"each day at {at}"


def _schedule(every: str, on: str | None, at: str) -> dict[str, Any]:
    told: dict[str, Any] = {"every": every, "at": at}
    if on is None:
        return told
    if on.isdecimal():
        return told | {"day": int(on)}
    found = [n for n, day in enumerate(_DAYS, 1) if day.startswith(on.strip().lower())]
    if len(found) != 1:
        raise InvalidDefinition(
            f"{on!r} is no day", hint="monday to sunday, or 1 to 31", field="on"
        )
    return told | {"weekday": found[0]}


def _when(at: str, tz: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone(zone(tz)):%Y-%m-%d %H:%M}"


def _how(run: dict[str, Any] | None) -> str:
    if run is None:
        return "-"
    told = f"{len(run['sent'])} sent"
    return f"{told}, {len(run['failed'])} failed" if run["failed"] else told
