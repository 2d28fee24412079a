"""Is the home that this server has open well? What `bellrock doctor` asks where one runs."""

from __future__ import annotations

from bellrock.runtime.checkup import within
from bellrock.runtime.doctor import Finding
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Manager
from bellrock.server.page import Page

router = api_router("health")


@router.get("/doctor")
def doctor(_: Manager, app: AppDep) -> Page[Finding]:
    """Look at lake, ledger, spool and clock, and say the fix for what is not well."""
    return Page(data=within(app))
