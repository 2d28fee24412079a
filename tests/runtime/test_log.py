"""Log lines: one JSON object a line where nobody watches, and never a secret."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bellrock.runtime.config import LogConfig
from bellrock.runtime.log import configure


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers, root.level
    yield
    root.handlers, root.level = before
    structlog.reset_defaults()


def _lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_is_json_away_from_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogConfig(), terminal=False)
    structlog.get_logger("bellrock").info("drained", events=3)
    logging.getLogger("somebody").warning("else said %s", "this")

    ours, theirs = _lines(capsys)
    assert (ours["event"], ours["events"], ours["level"]) == ("drained", 3, "info")
    assert (theirs["event"], theirs["level"]) == ("else said this", "warning")


def test_no_line_carries_a_secret(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogConfig(level="debug"), terminal=False)
    log = structlog.get_logger("bellrock")
    log.info("signed in", password="hunter22", api_key="x-hunter22", nested={"token": "hunter22"})
    log.info("refused rk_hunter22hunter22", header="Authorization: Bearer hunter22hunter22")
    log.info("opened", where="postgresql://me:hunter22@db/x", writeKey="hunter22")
    logging.getLogger("lib").info("GET /?k=wk_hunter22hunter22")
    try:
        raise RuntimeError("clickhouse://default:hunter22@host")
    except RuntimeError:
        log.exception("failed")

    said = capsys.readouterr().err
    assert "hunter22" not in said
    assert said.count("[redacted]") >= 8


def test_a_line_below_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogConfig(level="warning"), terminal=False)
    structlog.get_logger("bellrock").info("quiet")

    assert capsys.readouterr().err == ""


def test_a_person_gets_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogConfig(format="human"), terminal=False)
    structlog.get_logger("bellrock").info("drained", events=3)

    said = capsys.readouterr().err
    assert "drained" in said
    assert "events=3" in said
