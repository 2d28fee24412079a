"""Which boards are sent by e-mail? Who may change things makes and sees them; readers stop them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from bellrock.core.errors import NotAllowed, NotSignedIn
from bellrock.runtime.reports import (
    BoardReport,
    BoardReportChange,
    BoardReportRun,
    NewBoardReport,
    Subscription,
)
from bellrock.runtime.reports.browser import INSTALL, find_browser
from bellrock.runtime.reports.words import Language
from bellrock.server.api import api_router
from bellrock.server.auth import AddressDep, AppDep, Caller, Changer
from bellrock.server.pace import Pace
from bellrock.server.routes.boards import visitor

router = api_router("reports")
ReportId = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,16}$")]
StopToken = Annotated[str, Path(pattern=r"^[A-Za-z0-9._-]{1,100}$")]
TRIALS_A_MINUTE = 3


class Means(BaseModel):
    """Whether reports can be sent, and drawn; `lacks` says what to do about what is missing."""

    mail: bool
    browser: bool
    lacks: list[str]


class Trial(BaseModel):
    """To whom a report is sent now."""

    model_config = ConfigDict(extra="forbid")

    to: Annotated[
        str | None,
        Field(max_length=254, description="left out: oneself; another only by the operator"),
    ] = None
    language: Language = "en"


@router.get("/reports/means")
def report_means(_: Changer, app: AppDep) -> Means:
    """Say whether this server can send e-mail, and draw boards."""
    mail, browser = bool(app.config.mail.host), find_browser(app.config.reports) is not None
    lacks = [] if mail else ["set mail.host in config.toml and restart"]
    return Means(mail=mail, browser=browser, lacks=lacks if browser else [*lacks, INSTALL])


@router.get("/reports")
def list_reports(
    caller: Changer, app: AppDep,
    board: Annotated[str | None, Query(max_length=16, description="of this board alone")] = None,
) -> list[BoardReport]:  # fmt: skip
    """List the scheduled reports on boards that the caller sees, newest first."""
    return app.reports.all(caller.project.id, visitor(caller), board)


@router.post("/reports", status_code=201)
def make_report(new: NewBoardReport, caller: Changer, app: AppDep) -> BoardReport:
    """Send a board by e-mail from now on."""
    return app.reports.make(caller.project, new, visitor(caller), actor=caller.actor)


@router.get("/reports/{report}")
def show_report(report: ReportId, caller: Changer, app: AppDep) -> BoardReport:
    """Show a scheduled report."""
    return app.reports.show(caller.project.id, report, visitor(caller))


@router.get("/reports/{report}/history")
def report_history(report: ReportId, caller: Changer, app: AppDep) -> list[BoardReportRun]:
    """List the times that a report was sent, newest first: to whom, and what failed and why."""
    return app.reports.history(caller.project.id, report, visitor(caller))


@router.patch("/reports/{report}")
def change_report(
    report: ReportId, said: BoardReportChange, caller: Changer, app: AppDep
) -> BoardReport:
    """Change a report, pause it, or go on with it."""
    return app.reports.change(caller.project, report, said, visitor(caller), actor=caller.actor)


@router.post("/reports/{report}/test", status_code=202)
def test_report(
    report: ReportId, trial: Trial, request: Request, caller: Changer, app: AppDep
) -> None:
    """Send a report now to oneself, to see how it looks; its history says how that went."""
    email = _mine(caller, trial.to)
    pace: Pace = request.app.state.trials
    pace.admit(caller.actor)
    app.reports.trial(caller.project.id, report, visitor(caller), email, trial.language)
    app.courier.nudge()


@router.delete("/reports/{report}", status_code=204)
def delete_report(report: ReportId, caller: Changer, app: AppDep) -> None:
    """Delete a report; it can be restored."""
    app.reports.put(caller.project.id, report, visitor(caller), deleted=True, actor=caller.actor)


@router.post("/reports/{report}/restore")
def restore_report(report: ReportId, caller: Changer, app: AppDep) -> BoardReport:
    """Bring a deleted report back as it was."""
    return app.reports.put(
        caller.project.id, report, visitor(caller), deleted=False, actor=caller.actor
    )


@router.get("/unsubscribe/{token}")
def show_subscription(
    token: StopToken, request: Request, address: AddressDep, app: AppDep
) -> Subscription:
    """Show what a link in an e-mail stops; to look at it stops nothing."""
    _slowly(request, address)
    return app.reports.stops.look(token)


@router.post("/unsubscribe/{token}")
def unsubscribe(
    token: StopToken, request: Request, address: AddressDep, app: AppDep
) -> Subscription:
    """Stop a report for the link's own address (RFC 8058: mail programs call it too)."""
    _slowly(request, address)
    return app.reports.stops.put(token, stopped=True)


@router.delete("/unsubscribe/{token}")
def subscribe_again(
    token: StopToken, request: Request, address: AddressDep, app: AppDep
) -> Subscription:
    """Take the report again that the link had stopped."""
    _slowly(request, address)
    return app.reports.stops.put(token, stopped=False)


def _mine(caller: Caller, wanted: str | None) -> str:
    own = caller.user.email if caller.user is not None else None
    if wanted is not None and (caller.operates or wanted.strip().casefold() == own):
        return wanted
    if wanted is not None:
        raise NotAllowed("a test goes to oneself alone", hint="leave `to` out")
    if own is None:
        raise NotSignedIn("a program has no address", hint="sign in, and send it from the app")
    return own


def _slowly(request: Request, address: str) -> None:
    pace: Pace = request.app.state.embeds
    pace.admit(address)
