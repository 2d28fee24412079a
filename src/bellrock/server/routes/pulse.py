"""Is anything arriving right now? One cheap call for the light in every open page."""

from __future__ import annotations

from bellrock.runtime.pulse import Pulse
from bellrock.runtime.pulse import pulse as take_pulse
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Reader

router = api_router("events")


@router.get("/pulse")
def pulse(caller: Reader, app: AppDep) -> Pulse:
    """Say how many events arrived in the last minute, when the newest did, and the spool's lag."""
    waiting = app.spool.pending_records
    return take_pulse(app.lake, app.drain, caller.project.id, records=waiting, clock=app.clock)
