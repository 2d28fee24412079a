"""`bellrock mcp`: how does an assistant ask? Through the Model Context Protocol, over stdio."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bellrock.cli.options import HomeOption, ProjectOption, home_or_default
from bellrock.core.errors import NotFound
from bellrock.runtime import home as homes
from bellrock.runtime.assistant import HINT, Said, assistant, said_by
from bellrock.runtime.reach import reach

if TYPE_CHECKING:
    from mcp.server import Server


def mcp(home: HomeOption = None, project: ProjectOption = "default") -> None:
    """Let an assistant ask, through the Model Context Protocol: on standard input and output.

    It reads only, through the server that runs on the home or else by opening the folder for the
    time of a question. SQL is not offered. A server answers over HTTP at /mcp.
    """
    try:
        import mcp.server.stdio  # noqa: PLC0415 -- of an extra
    except ImportError as error:
        raise NotFound("the Model Context Protocol is not installed", hint=HINT) from error
    from anyio import run  # noqa: PLC0415 -- comes with it

    where = homes.find(home_or_default(home)).path
    server = _server(where, project)

    async def serve() -> None:
        async with mcp.server.stdio.stdio_server() as (received, sent):
            await server.run(received, sent, server.create_initialization_options())

    run(serve)


def _server(home: Path, project: str) -> Server[Any]:
    from anyio import CapacityLimiter, to_thread  # noqa: PLC0415

    one_by_one = CapacityLimiter(1)  # a folder is opened once at a time

    async def call(name: str, given: dict[str, Any]) -> Said:
        return await to_thread.run_sync(
            lambda: _answer(name, given, home, project), limiter=one_by_one
        )

    return assistant(call)


def _answer(name: str, given: dict[str, Any], home: Path, project: str) -> Said:
    def ask(call: Any) -> dict[str, Any]:
        with reach(home, project=project, purpose=f"mcp {name}") as door:
            found: dict[str, Any] = call(door)
        return found

    return said_by(name, given, ask)
