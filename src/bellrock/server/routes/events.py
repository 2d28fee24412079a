"""What is arriving? The live stream of accepted events."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import StreamingResponse

from bellrock.server.auth import AppDep, Reader, still_reads
from bellrock.server.live import Streams

router = APIRouter(tags=["events"], prefix="/events")
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {}}, "description": "Messages as they come."}
}


@router.get("/live", response_class=StreamingResponse, responses=_STREAM)
def live(request: Request, caller: Reader, app: AppDep) -> StreamingResponse:
    """Stream accepted events: messages `events` hold arrays, oldest first; `missed` a number."""
    streams: Streams = request.app.state.streams
    return streams.stream(app.live, caller.project.id, lambda: still_reads(request, caller))
