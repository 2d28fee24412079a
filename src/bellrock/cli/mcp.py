"""`bellrock mcp`: how does an assistant ask? Through the Model Context Protocol, over stdio."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bellrock import __version__
from bellrock.cli.options import HomeOption, ProjectOption, home_or_default
from bellrock.core.errors import BellrockError, NotFound
from bellrock.runtime import home as homes
from bellrock.runtime.reach import reach

if TYPE_CHECKING:
    from mcp.server import Server
    from mcp.server.context import ServerRequestContext as Request
    from mcp.types import (
        CallToolRequestParams,
        CallToolResult,
        ListToolsResult,
        PaginatedRequestParams,
    )

    from bellrock.cli.mcp_tools import Tool

_MEANT = """Bellrock answers questions about what people did: events, who did them, and when.
Look at list_events and list_properties first; names are to be written as they stand there.
A filter reads: country = "CN" and price > 10. A step of an event under a filter: buy[price > 10].
Dates are days of the project's time zone; `to` is not included. Shares are from 0 to 1.
`meta.notes` of an answer say what is to be known of it, `note` says what was left out."""


def mcp(home: HomeOption = None, project: ProjectOption = "default") -> None:
    """Let an assistant ask, through the Model Context Protocol: on standard input and output.

    It reads only, through the server that runs on the home or else by opening the folder for the
    time of a question. SQL is not offered.
    """
    try:
        import mcp.server.stdio  # noqa: PLC0415 -- of an extra
    except ImportError as error:
        raise NotFound(
            "the Model Context Protocol is not installed", hint="pip install 'bellrock[mcp]'"
        ) from error
    from anyio import run  # noqa: PLC0415 -- comes with it

    where = homes.find(home_or_default(home)).path
    server = _server(where, project)

    async def serve() -> None:
        async with mcp.server.stdio.stdio_server() as (received, sent):
            await server.run(received, sent, server.create_initialization_options())

    run(serve)


def _server(home: Path, project: str) -> Server[Any]:
    from anyio import CapacityLimiter, to_thread  # noqa: PLC0415
    from mcp.server import Server  # noqa: PLC0415
    from mcp.types import ListToolsResult  # noqa: PLC0415

    from bellrock.cli.mcp_tools import tools  # noqa: PLC0415 -- loads every kind of question

    known = tools()
    one_by_one = CapacityLimiter(1)  # a folder is opened once at a time

    async def listed(_: Request[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_shown(tool) for tool in known.values()])

    async def called(_: Request[Any], params: CallToolRequestParams) -> CallToolResult:
        said, failed = await to_thread.run_sync(
            lambda: _answer(known, params.name, params.arguments or {}, home, project),
            limiter=one_by_one,
        )
        return _result(said, failed)

    return Server(
        "bellrock", version=__version__, instructions=_MEANT,
        on_list_tools=listed, on_call_tool=called,
    )  # fmt: skip


def _shown(tool: Tool) -> Any:
    from mcp.types import Tool as Shown  # noqa: PLC0415
    from mcp.types import ToolAnnotations  # noqa: PLC0415

    return Shown(
        name=tool.name,
        description=tool.what,
        input_schema=tool.schema,
        annotations=ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        ),
    )


def _answer(
    known: dict[str, Tool], name: str, given: dict[str, Any], home: Path, project: str
) -> tuple[dict[str, Any], bool]:
    """Return what a tool says, and whether that is a refusal."""
    from bellrock.cli.mcp_tools import told  # noqa: PLC0415

    try:
        if name not in known:
            raise NotFound(f"there is no tool {name!r}", hint=f"call {', '.join(known)}")
        call = known[name].read(given)
        with reach(home, project=project, purpose=f"mcp {name}") as door:
            return call(door), False
    except BellrockError as error:
        return told(error), True
    except Exception as error:  # whatever it is, the assistant may go on to ask
        traceback.print_exc()
        what = f"something went wrong inside: {type(error).__name__}"
        return {"error": what, "hint": "its log holds the details; report them"}, True


def _result(said: dict[str, Any], failed: bool) -> CallToolResult:
    from mcp.types import CallToolResult, TextContent  # noqa: PLC0415

    from bellrock.cli.mcp_bounds import written  # noqa: PLC0415

    text = "\n".join(f"{name}: {said[name]}" for name in said) if failed else written(said)
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=said, is_error=failed
    )
