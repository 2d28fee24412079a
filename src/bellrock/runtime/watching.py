"""How is a question waited for so that its asker sees how far it is, and can stop it?

Whoever stops waiting (Ctrl-C) has the engine stop as well, in this process or in a server.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from bellrock.core.errors import BellrockError
from bellrock.core.ids import new_id

if TYPE_CHECKING:
    import httpx

    from bellrock.store import Lake

Json = dict[str, Any]
Watcher = Callable[[Json], None]
"""Told how far a question is: rows_read, rows_total, share, seconds, place."""
PREFER = {"Prefer": "respond-async, wait=2"}
_LOOK_S = 0.3


def watched_remote(
    call: Callable[..., httpx.Response], answer: httpx.Response, watch: Watcher | None
) -> Json:
    """Return the answer that a server gave, or will: where it takes long it is watched."""
    if answer.status_code != 202:
        found: Json = answer.json()
        return found
    path, told = answer.headers["location"], answer.json()
    pause = threading.Event()
    try:
        while not told["ended"]:
            if watch is not None:
                watch(told)
            pause.wait(_LOOK_S)
            told = call("GET", path).json()
        found = call("GET", f"{path}/answer").json()
    except KeyboardInterrupt:
        with suppress(BellrockError):
            call("DELETE", path)
        raise
    return found


def watched_here(lake: Lake, ask: Callable[[Lake], Json], watch: Watcher | None) -> Json:
    """Return what `ask` returns, in a thread, while this one watches and may be stopped."""
    tag, ended = f"watched-{new_id().hex}", threading.Event()
    kept: list[Json] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            kept.append(ask(lake.tagged(tag)))
        except BaseException as error:
            failed.append(error)
        ended.set()

    threading.Thread(target=run, name=tag, daemon=True).start()
    try:
        while not ended.wait(_LOOK_S):
            if watch is not None:
                watch(_progress(lake, tag))
    except KeyboardInterrupt:
        while not ended.wait(_LOOK_S / 3):
            lake.cancel(tag)
        raise
    if failed:
        raise failed[0]
    return kept[0]


def _progress(lake: Lake, tag: str) -> Json:
    now = lake.progress(tag)
    if now is None:
        return {"rows_read": 0, "rows_total": None, "share": None, "place": None}
    total = max(now.rows_total, now.rows_read)
    return {
        "rows_read": now.rows_read, "rows_total": total,
        "share": now.rows_read / total if total else None, "place": None,
    }  # fmt: skip
