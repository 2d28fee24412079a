"""Is it well? For load balancers, for Prometheus, and for people."""

from __future__ import annotations

import shutil
from typing import Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from starlette.requests import Request

import bellrock
from bellrock.query import Sql
from bellrock.runtime.app import App
from bellrock.server.api import api_router, name_of
from bellrock.server.auth import AppDep, Reader
from bellrock.server.memory import memory

probes = APIRouter(tags=["health"], generate_unique_id_function=name_of)
router = api_router("health")


class Well(BaseModel):
    """It answers."""

    status: Literal["ok"] = "ok"


class Disk(BaseModel):
    """The disk under the spool, in bytes; below `watermark` events are refused."""

    total: int
    free: int
    watermark: int


class SpoolLag(BaseModel):
    """What is accepted and not yet in the lake."""

    lag_records: int
    lag_bytes: int


class MemoryUse(BaseModel):
    """What the server's process holds, in bytes; anonymous is without mapped libraries."""

    resident: int
    anonymous: int | None


class Health(BaseModel):
    """How the server is."""

    status: Literal["ok", "full"]
    version: str
    disk: Disk
    spool: SpoolLag
    memory: MemoryUse
    lake: Literal["embedded", "server"]
    ledger: str


@probes.get("/healthz")
def healthz() -> Well:
    """Say that the process answers."""
    return Well()


@probes.get("/readyz")
def readyz(app: AppDep) -> Well:
    """Say whether lake and ledger answer; 503 where one does not."""
    with app.ledger.read() as connection:
        connection.exec_driver_sql("select 1")
    app.lake.one(Sql("select 1"))
    return Well()


@probes.get("/metrics", response_class=Response)
def metrics(request: Request, _: Reader, app: AppDep) -> Response:
    """Give the server's figures in Prometheus's text format; any key that reads may scrape."""
    request.app.state.metrics.look(app)
    text = generate_latest(request.app.state.metrics.registry)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


@router.get("/health")
def health(_: Reader, app: AppDep) -> Health:
    """Say how disk, spool and memory are, and which version this is."""
    disk, held = disk_of(app), memory()
    return Health(
        status="full" if disk.free < disk.watermark else "ok",
        version=bellrock.__version__,
        disk=disk,
        spool=lag_of(app),
        memory=MemoryUse(resident=held.resident, anonymous=held.anonymous),
        lake="embedded" if app.lake.embedded else "server",
        ledger=app.ledger.dialect,
    )


def disk_of(app: App) -> Disk:
    """Return how full the home's disk is."""
    usage = shutil.disk_usage(app.home.path)
    return Disk(total=usage.total, free=usage.free, watermark=app.config.spool.free_mb << 20)


def lag_of(app: App) -> SpoolLag:
    """Return how far the lake is behind the spool."""
    spool = app.spool
    return SpoolLag(lag_records=spool.pending_records, lag_bytes=spool.pending_bytes)
