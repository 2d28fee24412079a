"""What does a Bellrock server answer to? The API, the collector's paths and the health checks."""

from __future__ import annotations

from anyio import CapacityLimiter
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

import bellrock
from bellrock.core.errors import BellrockError
from bellrock.runtime.app import App
from bellrock.runtime.costs import MOST_BYTES
from bellrock.server import site
from bellrock.server.api import API
from bellrock.server.collector import CollectorDoor
from bellrock.server.errors import Safety, on_error
from bellrock.server.headers import Headers
from bellrock.server.limits import BodyLimit
from bellrock.server.live import Streams
from bellrock.server.mcp import McpDoor
from bellrock.server.metrics import Metrics
from bellrock.server.pace import Pace
from bellrock.server.question import AT_ONCE, OF_STRANGERS
from bellrock.server.routes import (
    alerts,
    ask,
    audiences,
    background,
    backup,
    board_comments,
    boards,
    costs,
    doctor,
    embed,
    events,
    goals,
    growth,
    health,
    heat,
    holidays,
    identity,
    imports,
    keys,
    members,
    metric_registry,
    people,
    projects,
    pulse,
    quarantine,
    questions,
    render,
    reports,
    schema,
    session,
    sql,
    uploads,
    users,
)

_PARTS = (
    session,
    projects,
    members,
    users,
    keys,
    ask,
    background,
    sql,
    questions,
    audiences,
    metric_registry,
    goals,
    growth,
    holidays,
    alerts,
    boards,
    board_comments,
    embed,
    reports,
    render,
    heat,
    pulse,
    events,
    schema,
    people,
    identity,
    quarantine,
    imports,
    uploads,
    costs,
    health,
    doctor,
    backup,
)
_HANDLED = (BellrockError, RequestValidationError, HTTPException)


def create_app(app: App) -> FastAPI:
    """Return the web application that serves `app`; opening and closing `app` is the caller's."""
    made = FastAPI(
        title="Bellrock",
        version=bellrock.__version__,
        docs_url=None,  # they would load scripts from another host
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        exception_handlers=dict.fromkeys(_HANDLED, on_error),
    )
    made.state.bellrock = app
    made.state.questions = CapacityLimiter(AT_ONCE)
    made.state.strangers = CapacityLimiter(OF_STRANGERS)
    made.state.streams = Streams()
    made.state.embeds = Pace(embed.CALLS_A_MINUTE, app.clock)
    made.state.heats = Pace(heat.CALLS_A_MINUTE, app.clock)
    made.state.trials = Pace(reports.TRIALS_A_MINUTE, app.clock)
    made.state.metrics = metrics = Metrics()
    made.router.routes += health.probes.routes
    for part in _PARTS:
        made.router.routes += part.router.routes
    made.router.routes += site.router.routes  # the last ones: they take what is left
    larger = {f"{API}/imports/": imports.ROWS_BYTES, f"{API}/uploads": uploads.UNLIMITED}
    larger |= {f"{API}/costs": MOST_BYTES}
    larger |= {f"{API}/audiences/upload": audiences.UPLOAD_BYTES}
    made.add_middleware(McpDoor, app=app)  # the first one is the innermost
    made.add_middleware(BodyLimit, larger=larger)
    made.add_middleware(Headers)
    made.add_middleware(CollectorDoor, app=app, metrics=metrics)
    made.add_middleware(Safety)  # the last one is the outermost
    return made
