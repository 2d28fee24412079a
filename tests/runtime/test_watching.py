"""Whoever stops waiting for an answer has the engine stop too."""

from __future__ import annotations

import _thread
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from bellrock.core.errors import InvalidDefinition
from bellrock.query import Sql
from bellrock.runtime.watching import watched_here
from bellrock.store import Lake

LONG = Sql("select count() from numbers(40000000000) where sipHash64(number) = 1")
RUNNING = Sql("select count() from system.processes where query like '/* watched-%'")


def test_what_is_watched_answers_and_fails_as_it_would(lake: Lake) -> None:
    def fail(_: Lake) -> dict[str, Any]:
        raise InvalidDefinition("no")

    assert watched_here(lake, lambda own: {"one": own.one(Sql("select 1"))[0]}, None) == {"one": 1}
    with pytest.raises(InvalidDefinition):
        watched_here(lake, fail, None)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Heed interrupts, which a process in the background was started to ignore."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_ends_the_statement_in_the_engine(lake: Lake) -> None:
    told: list[dict[str, Any]] = []

    def watch(far: dict[str, Any]) -> None:
        told.append(far)
        if far["rows_read"]:
            _thread.interrupt_main()  # as Ctrl-C does

    with pytest.raises(KeyboardInterrupt):
        watched_here(lake, lambda own: {"n": own.one(LONG)[0]}, watch)

    assert told[-1]["rows_total"] >= told[-1]["rows_read"] > 0
    assert lake.one(RUNNING) == (0,)
