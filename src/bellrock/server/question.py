"""How is a blocking question answered without holding the server, or outliving its asker?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import TypeVar

from anyio import CapacityLimiter, fail_after, to_thread
from starlette.requests import Request

from bellrock.core.errors import QueryCancelled, TooMany
from bellrock.core.ids import new_id
from bellrock.query.ask import Ask
from bellrock.runtime.background import BackgroundQuestion
from bellrock.server.auth import app_of
from bellrock.store import Lake

Answer = TypeVar("Answer")
AT_ONCE, WAIT_S = 4, 20.0
"""Questions that run at the same time, and how long a further one waits for its turn."""
OF_STRANGERS = 2
"""How many of them are of people who have nothing but a public link."""
_NUDGE_S = 0.05


async def answer(
    request: Request, ask: Callable[[Lake], Answer], *, stranger: bool = False
) -> Answer:
    """Run `ask` in a thread and return what it returns.

    Its lake is named, so that all its queries end as soon as the client goes away.

    Args:
        stranger: Whether who asks has nothing but a public link.

    Raises:
        TooMany: no turn came within 20 seconds.
        QueryCancelled: the client went away.
    """
    lake, tag = app_of(request).lake, f"question-{new_id().hex}"
    turns: list[CapacityLimiter] = [request.app.state.questions]
    if stranger:
        turns.insert(0, request.app.state.strangers)
    gone = asyncio.Event()

    def run() -> Answer:
        if gone.is_set():
            raise QueryCancelled("the client went away", hint="ask again")
        return ask(lake.tagged(tag))

    async with AsyncExitStack() as held:
        for each in turns:
            await held.enter_async_context(_turn(each))
        asking = asyncio.ensure_future(to_thread.run_sync(run))
        watching = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait((asking, watching), return_when=asyncio.FIRST_COMPLETED)
        finally:  # also when this request itself is cancelled
            watching.cancel()
            if not asking.done():
                gone.set()
                await asyncio.shield(_end(lake, tag, asking))
    return await asking


async def reply(request: Request, ask: Ask, project: int, *, stranger: bool = False) -> bytes:
    """Return the answer to `ask` as JSON: at once where a kept one holds, else as `answer`.

    Raises:
        InvalidDefinition: the question cannot mean anything.
        TooMany, QueryCancelled: as `answer`.
    """
    app = app_of(request)
    context = app.context(project)
    kept = await to_thread.run_sync(app.answers.look, app.lake, ask, context)
    if kept is not None:
        return kept
    return await answer(
        request, lambda lake: app.answers.reply(lake, ask, context), stranger=stranger
    )


async def reply_or_later(
    request: Request, ask: Ask, project: int, actor: str, wait_s: float
) -> bytes | BackgroundQuestion:
    """Return the answer to `ask` where it comes within `wait_s`, else where it can be watched.

    Who goes away before is taken at their word: the question is cancelled.

    Raises:
        InvalidDefinition: the question cannot mean anything.
        TooMany: too many questions of this asker wait.
        QueryCancelled: the client went away.
    """
    app = app_of(request)
    context = app.context(project)
    kept = await to_thread.run_sync(app.answers.look, app.lake, ask, context)
    if kept is not None:
        return kept
    job = await to_thread.run_sync(app.background.submit, project, actor, ask)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def tell() -> None:
        loop.call_soon_threadsafe(ended.set)

    job.listeners.append(tell)
    if job.done.is_set():
        ended.set()
    waiting = asyncio.ensure_future(ended.wait())
    watching = asyncio.ensure_future(_gone(request))
    both = (waiting, watching)
    try:
        await asyncio.wait(both, timeout=wait_s, return_when=asyncio.FIRST_COMPLETED)
        if job.error is not None:
            raise job.error
        if job.done.is_set():
            return job.answer
        if watching.done() and not job.kept and job.listeners == [tell]:
            await to_thread.run_sync(app.background.drop, job)
            raise QueryCancelled("the client went away", hint="ask again")
        await to_thread.run_sync(app.background.keep, job)
        return await to_thread.run_sync(app.background.told, job)
    finally:
        job.listeners.remove(tell)
        for one in both:
            one.cancel()


class _turn:  # noqa: N801 -- reads as a word where it is used
    """Wait for a turn, and give it back."""

    def __init__(self, turns: CapacityLimiter) -> None:
        self._turns = turns
        self._who = object()

    async def __aenter__(self) -> None:
        try:
            with fail_after(WAIT_S):
                await self._turns.acquire_on_behalf_of(self._who)
        except TimeoutError as error:
            raise TooMany(
                "too many questions are being answered", hint="ask again", retry_after_s=5
            ) from error

    async def __aexit__(self, *_: object) -> None:
        self._turns.release_on_behalf_of(self._who)


async def _gone(request: Request) -> None:
    """Wait until the client has gone away; the body has been read already."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _end(lake: Lake, tag: str, asking: asyncio.Future[Answer]) -> None:
    """End whatever query of the question runs, and the next, until the question gives up."""
    while not asking.done():
        await to_thread.run_sync(lake.cancel, tag)
        await asyncio.wait((asking,), timeout=_NUDGE_S)
