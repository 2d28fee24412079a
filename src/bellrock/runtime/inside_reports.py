"""What do scheduled reports say in this process? In the JSON forms of the HTTP API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from bellrock.core.errors import Conflict
from bellrock.runtime.accounts_model import Project
from bellrock.runtime.app import App
from bellrock.runtime.inside_browse import OPERATOR
from bellrock.runtime.reports import BoardReport, BoardReportChange, BoardReportRun, NewBoardReport

Json = dict[str, Any]
_REPORT, _RUN = TypeAdapter(BoardReport), TypeAdapter(BoardReportRun)
_ACTOR = "cli"


class ReportsInside:
    """The scheduled reports of one project of an open app."""

    _app: App
    _project: str

    def reports(self) -> list[Json]:
        """Return the scheduled reports, newest first."""
        found = self._app.reports.all(self._here.id, OPERATOR)
        return [_REPORT.dump_python(one, mode="json") for one in found]

    def report_make(self, body: Mapping[str, Any]) -> Json:
        """Send a board from now on."""
        new = NewBoardReport.model_validate(dict(body))
        return _told(self._app.reports.make(self._here, new, OPERATOR, actor=_ACTOR))

    def report_change(self, report: str, body: Mapping[str, Any]) -> Json:
        """Change a report, or pause it."""
        said = BoardReportChange.model_validate(dict(body))
        return _told(self._app.reports.change(self._here, report, said, OPERATOR, actor=_ACTOR))

    def report_delete(self, report: str) -> None:
        """Delete a report."""
        self._app.reports.put(self._here.id, report, OPERATOR, deleted=True, actor=_ACTOR)

    def report_history(self, report: str) -> list[Json]:
        """Return the times that a report was sent, newest first."""
        found = self._app.reports.history(self._here.id, report, OPERATOR)
        return [_RUN.dump_python(one, mode="json") for one in found]

    def report_test(self, report: str, body: Mapping[str, Any]) -> None:  # noqa: ARG002 -- a door's
        """Refuse: only a server sends.

        Raises:
            Conflict: always.
        """
        raise Conflict("no server runs on this home", hint="start it first: bellrock serve")

    @property
    def _here(self) -> Project:
        return self._app.accounts.project(self._project)


def _told(report: BoardReport) -> Json:
    told: Json = _REPORT.dump_python(report, mode="json")
    return told
