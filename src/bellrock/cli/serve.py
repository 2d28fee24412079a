"""`bellrock serve`: the collector, the API and the app on one home, until it is told to stop."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from bellrock.cli.options import HomeOption, JsonOption, home_or_default
from bellrock.cli.show import show_json
from bellrock.cli.terminal import console
from bellrock.runtime import home as homes
from bellrock.runtime.config import Config, load
from bellrock.runtime.log import configure

if TYPE_CHECKING:
    import socket

    from bellrock.runtime.app import App

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}  # noqa: S104 -- not bound to


def serve(
    home: HomeOption = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", min=0, max=65535, help="Port to listen on; else server.port, else 8420."
        ),
    ] = None,
    host: Annotated[
        str | None,
        typer.Option("--host", help="Address to listen on; else server.host, else 127.0.0.1."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Run the collector, the API and the app on one home; a fresh home needs no set-up."""
    path = home_or_default(home)
    config = load(homes.create(path).config)
    configure(config.log)
    run(path, config, host=host, port=port, json=json)


def run(
    path: Path,
    config: Config,
    *,
    host: str | None = None,
    port: int | None = None,
    json: bool = False,
) -> None:
    """Serve the home at `path` until SIGINT or SIGTERM; what was accepted is stored before the end.

    Raises:
        StoreLocked: the port is taken, or another process has the home open.
    """
    from bellrock.runtime.app import App  # noqa: PLC0415 -- loads the engine
    from bellrock.server.serve import listen  # noqa: PLC0415 -- loads the web framework

    where = host if host is not None else config.server.host
    listener = listen(where, config.server.port if port is None else port)
    with listener, _until_told(), _closing(App.open(path, config=config)) as app:
        app.start()
        _serve(app, listener, where, json=json)


def _serve(app: App, listener: socket.socket, host: str, *, json: bool) -> None:
    from bellrock.cli.say import in_a_sentence  # noqa: PLC0415 -- loaded by now
    from bellrock.server.serve import serve as serve_app  # noqa: PLC0415 -- loaded by now

    reached = _EVERYWHERE.get(host, f"[{host}]" if ":" in host else host)
    url = f"http://{reached}:{listener.getsockname()[1]}"
    app.courier.studio.address, app.courier.studio.say = url, in_a_sentence

    def ready() -> None:
        app.local_token = homes.announce(app.home, url).token
        app.courier.start()
        _greet(app, url, json=json)

    try:
        serve_app(app, listener, ready=ready)
    finally:
        homes.withdraw(app.home)


def _greet(app: App, url: str, *, json: bool) -> None:
    from bellrock.runtime.demo import shop_key  # noqa: PLC0415 -- loaded by now

    token = app.accounts.first_run_token()
    base = app.config.server.public_url.rstrip("/") or url
    link = f"{base}/first-run#{token}" if token else None
    shop = f"{base}/shop/" if shop_key(app) else None
    if json:
        show_json({"url": url, "home": str(app.home.path), "first_run": link, "shop": shop})
    else:
        out = console()
        out.print(f"Bellrock serves {app.home.path}", markup=False, soft_wrap=True)
        out.print(f"  at {url}", markup=False, soft_wrap=True)
        if link:
            out.print("  The first owner signs up here, once, within a day:", markup=False)
            out.print(f"  {link}", markup=False, soft_wrap=True)
        if shop:
            out.print("  The town's shop, where your own clicks are events too:", markup=False)
            out.print(f"  {shop}", markup=False, soft_wrap=True)
    sys.stdout.flush()


class _Told(BaseException):
    """A signal said that it is time to end."""


@contextmanager
def _until_told() -> Iterator[None]:
    """End the block quietly on SIGINT or SIGTERM, the first time; a second one kills at once."""

    def told(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        raise _Told

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except _Told:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _closing(app: App) -> Iterator[App]:
    try:
        yield app
    finally:
        app.close()
