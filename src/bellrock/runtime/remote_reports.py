"""How do scheduled reports of a running server reach a command? Over HTTP, as everything else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

Json = dict[str, Any]
_PATH = "/api/v1/reports"


class ReportsRemote:
    """The scheduled reports of one project of a server."""

    if TYPE_CHECKING:

        def call(
            self, method: str, path: str, *, query: Mapping[str, Any] | None = None, **content: Any
        ) -> httpx.Response:
            """Send one request."""

    def reports(self) -> list[Json]:
        """Return the scheduled reports, newest first."""
        return list(self.call("GET", _PATH).json())

    def report_make(self, body: Mapping[str, Any]) -> Json:
        """Send a board from now on."""
        found: Json = self.call("POST", _PATH, json=dict(body)).json()
        return found

    def report_change(self, report: str, body: Mapping[str, Any]) -> Json:
        """Change a report, or pause it."""
        found: Json = self.call("PATCH", f"{_PATH}/{report}", json=dict(body)).json()
        return found

    def report_delete(self, report: str) -> None:
        """Delete a report."""
        self.call("DELETE", f"{_PATH}/{report}")

    def report_history(self, report: str) -> list[Json]:
        """Return the times that a report was sent, newest first."""
        return list(self.call("GET", f"{_PATH}/{report}/history").json())

    def report_test(self, report: str, body: Mapping[str, Any]) -> None:
        """Send a report now to one address."""
        self.call("POST", f"{_PATH}/{report}/test", json=dict(body))
