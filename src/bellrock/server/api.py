"""Where do the API's routes hang? Under one address, each with the same shape of refusal."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute

from bellrock.server.errors import MEDIA_TYPE, Problem

API = "/api/v1"
_REFUSED: dict[str, Any] = {
    "model": Problem,
    "description": "Refused.",
    "content": {MEDIA_TYPE: {}},
}


def api_router(tag: str, prefix: str = "") -> APIRouter:
    """Return a router whose routes have their whole address and are named as their functions.

    An application takes its routes as they are: to include the router would make each anew, for
    which a server needed half of the time that it took to start.
    """
    return APIRouter(
        prefix=API + prefix,
        tags=[tag],
        responses={"default": _REFUSED},
        generate_unique_id_function=name_of,
    )


def name_of(route: APIRoute) -> str:
    """Return how a route is called in the API's document: as its function."""
    return route.name
