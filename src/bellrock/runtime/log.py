"""What is written down while Bellrock runs? Lines for people on a terminal, JSON elsewhere.

Everything goes to stderr, our own lines and those of libraries alike, and no line carries a secret:
values under a telling name and anything that looks like a key are struck out.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog
from structlog.types import EventDict, Processor

from bellrock.runtime.config import LogConfig

_STRUCK = "[redacted]"
_TELLING = re.compile(
    r"pass(word|wd|phrase)?$|secret|token|authorization|cookie|api_?key|write_?key|^key$|csrf|dsn$",
    re.IGNORECASE,
)
_KEYS = re.compile(r"\b([wra]k_)[A-Za-z0-9_-]{6,}")
_CREDENTIALS = re.compile(r"(\w+://)[^/@\s]+@")
_BASIC = re.compile(r"\b(Basic|Bearer)\s+[A-Za-z0-9+/=._-]{6,}")


def configure(config: LogConfig, *, terminal: bool | None = None) -> None:
    """Send every log line to stderr in the form that `config` asks for.

    Args:
        terminal: Whether stderr is a terminal; None looks.
    """
    on_terminal = sys.stderr.isatty() if terminal is None else terminal
    human = config.format == "human" or (config.format == "auto" and on_terminal)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]
    last = (
        structlog.dev.ConsoleRenderer(colors=on_terminal)
        if human
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    _libraries(shared, last, config.level.upper())


@contextmanager
def only_errors(name: str) -> Iterator[None]:
    """While a block runs, write of the logger `name` only errors.

    For where its warnings are expected, are told better elsewhere, and a terminal shows progress.
    """
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def redact(_: Any, __: str, event: EventDict) -> EventDict:
    """Strike secrets out of a log line, at any depth."""
    return {name: _clean(name, value) for name, value in event.items()}


def _clean(name: str, value: Any) -> Any:
    if _TELLING.search(name):
        return _STRUCK
    if isinstance(value, MutableMapping):
        return {inner: _clean(str(inner), one) for inner, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean("", one) for one in value]
    return _without_secrets(value) if isinstance(value, str) else value


def _without_secrets(text: str) -> str:
    text = _KEYS.sub(rf"\1{_STRUCK}", text)
    text = _BASIC.sub(rf"\1 {_STRUCK}", text)
    return _CREDENTIALS.sub(rf"\1{_STRUCK}@", text)


def _libraries(shared: list[Processor], last: Processor, level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact, last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for chatty in ("alembic", "uvicorn", "httpx", "httpcore", "clickhouse_connect", "urllib3"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))
