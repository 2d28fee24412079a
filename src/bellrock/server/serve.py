"""How does one process serve it all? By uvicorn.

Measured here on 2 shared cores, one process, the same ASGI application behind both: uvicorn 9,000
durably acknowledged single requests a second, granian 3,650.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from bellrock.core.errors import StoreLocked
from bellrock.runtime.app import App
from bellrock.runtime.interpreter import tune
from bellrock.server.app import create_app
from bellrock.server.collector import CollectorDoor
from bellrock.server.errors import Safety

SHUTDOWN_S = 10
"""How long requests under way may take to end."""


class _Server(uvicorn.Server):
    """uvicorn, telling the live streams to end when it is told to."""

    def __init__(self, config: uvicorn.Config, web: FastAPI, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._web = web
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._web.state.streams.closing = True
        super().handle_exit(sig, frame)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on `host` and `port`; port 0 takes a free one.

    Raises:
        StoreLocked: the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise StoreLocked(
            f"cannot listen on {host}:{port}: {error.strerror}",
            hint="stop what listens there, or choose another with --port",
        ) from error
    return listener


def serve(app: App, listener: socket.socket, *, ready: Callable[[], None] = lambda: None) -> None:
    """Serve `app` on `listener` until SIGINT or SIGTERM; requests under way may end.

    Opening, starting and closing `app` (which drains the spool) is the caller's. `ready` is called
    once connections are answered.
    """
    tune()
    server_of(app, ready).run(sockets=[listener])


def server_of(app: App, ready: Callable[[], None]) -> uvicorn.Server:
    """Return the server that `serve` runs; setting its `should_exit` ends it."""
    web = create_app(app)
    # The same door once more, before the framework: it takes a fifth off an event's own cost.
    front = Safety(CollectorDoor(web, app, web.state.metrics))
    config = uvicorn.Config(
        front,
        loop="uvloop",
        http="httptools",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(app.config.server.proxies),
        forwarded_allow_ips=app.config.server.proxies or "",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    return _Server(config, web, ready)
