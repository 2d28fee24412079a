"""How does an assistant meet Bellrock? As a server of the Model Context Protocol, any transport."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from bellrock import __version__
from bellrock.core.errors import BellrockError, NotFound
from bellrock.runtime.assistant_bounds import written

if TYPE_CHECKING:
    from mcp.server import Server
    from mcp.server.context import ServerRequestContext as Request
    from mcp.types import (
        CallToolRequestParams,
        CallToolResult,
        ListToolsResult,
        PaginatedRequestParams,
    )

    from bellrock.runtime.assistant_tools import Tool
    from bellrock.runtime.reach import Door

Json = dict[str, Any]
Said = tuple[Json, bool]
"""What a tool says, and whether that is a refusal."""
HINT = "pip install 'bellrock[mcp]'"
_MEANT = """Bellrock answers questions about what people did: events, who did them, and when.
Look at list_events and list_properties first; names are to be written as they stand there.
A filter reads: country = "CN" and price > 10. A step of an event under a filter: buy[price > 10].
People of a kept audience: in audience "big-spenders", by a key of list_audiences.
Dates are days of the project's time zone; `to` is not included. Shares are from 0 to 1.
`meta.notes` of an answer say what is to be known of it, `note` says what was left out."""


def assistant(call: Callable[[str, Json], Awaitable[Said]]) -> Server[Any]:
    """Return a server of the protocol whose tools are run by `call`, by name and arguments."""
    from mcp.server import Server  # noqa: PLC0415 -- of an extra
    from mcp.types import ListToolsResult  # noqa: PLC0415

    async def listed(_: Request[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_shown(tool) for tool in known_tools().values()])

    async def called(_: Request[Any], params: CallToolRequestParams) -> CallToolResult:
        return _result(*await call(params.name, params.arguments or {}))

    return Server(
        "bellrock", version=__version__, instructions=_MEANT,
        on_list_tools=listed, on_call_tool=called,
    )  # fmt: skip


@cache
def known_tools() -> Mapping[str, Tool]:
    """Return every tool by name; the first time loads every kind of question."""
    from bellrock.runtime.assistant_tools import tools  # noqa: PLC0415

    return tools()


def said_by(name: str, given: Json, ask: Callable[[Callable[[Door], Json]], Json]) -> Said:
    """Return what the tool `name` says, run by `ask`; whatever goes wrong, one may go on."""
    from bellrock.runtime.assistant_tools import told  # noqa: PLC0415

    known = known_tools()
    try:
        if name not in known:
            raise NotFound(f"there is no tool {name!r}", hint=f"call {', '.join(known)}")
        return ask(known[name].read(given)), False
    except BellrockError as error:
        return told(error), True
    except Exception as error:
        traceback.print_exc()
        what = f"something went wrong inside: {type(error).__name__}"
        return {"error": what, "hint": "its log holds the details; report them"}, True


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


def _result(said: Json, failed: bool) -> CallToolResult:
    from mcp.types import CallToolResult, TextContent  # noqa: PLC0415

    text = "\n".join(f"{name}: {said[name]}" for name in said) if failed else written(said)
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=said, is_error=failed
    )
