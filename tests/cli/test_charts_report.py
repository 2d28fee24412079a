"""Reports, web vitals and channels in a terminal: figures right, nothing too wide."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from bellrock.analytics.answer import Meta, Span
from bellrock.analytics.channels.answer import (
    Amount,
    ChannelFigures,
    ChannelRow,
    ChannelsAnswer,
    Rate,
    Turned,
    Within,
)
from bellrock.analytics.report.answer import ReportAnswer, ReportFigures, ReportRow
from bellrock.analytics.vitals.answer import VITALS, VitalFigures, VitalsAnswer, VitalsRow
from bellrock.cli.charts import SHOW

WEEK = Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 8, tzinfo=UTC))
META = Meta(WEEK, "UTC", (), 0.1, "excluded", None, 1234, 0.1, "resolved", ("a note",))


def _figures(people: int, share: float, *, again: int | None = None) -> ReportFigures:
    return ReportFigures(
        people, share, 30, 40, 3, 0.3, 12, 6, 0.5, 75.0, 4, again, None if again is None else 2
    )


def _report(*, again: int | None = None, change: float | None = None) -> Any:
    one = _figures(10, 0.5, again=again)
    rows = (
        ReportRow({"country": "a country of a long name"}, one, one if change else None, change),
        ReportRow({"country": "other"}, one, other=True),
    )
    total = ReportRow(None, _figures(20, 1.0, again=again), one if change else None, change)
    return ReportAnswer("event", total, rows, 5, 1800.0, META).to_json()


def _vitals() -> Any:
    figures = tuple(
        VitalFigures(one.name, 100, 50, one.good * 1.1, "fair", 60, 10) for one in VITALS
    )
    row = VitalsRow({"path": "/pricing"}, figures, False, ())
    whole = VitalsRow(None, figures, False, ())
    return VitalsAnswer(0.75, VITALS, (whole, row), META).to_json()


def _channels() -> Any:
    rate = Rate(3, 10, 0.3, 0.1, 0.6)
    one = ChannelFigures(
        10, 0.5, 2, 1 / 6, 1.5, rate, rate, Amount(50.0, 5.0, 4.0, 6.0), (rate, rate)
    )
    turned = Turned(
        "conversion", "country", "Email", None, Within(None, 289, 350, 273, 350),
        (Within("GB", 234, 270, 81, 87),), -0.05, -0.08, -0.02, everywhere=True,
    )  # fmt: skip
    row = ChannelRow({"channel": "Email"}, one)
    total = ChannelRow(None, one)
    return ChannelsAnswer("channel", (1, 7), 604800.0, total, (row,), (turned,), META).to_json()


def _shown(kind: str, answer: Any, width: int = 80) -> str:
    out = io.StringIO()
    SHOW[kind](answer, Console(file=out, width=width, force_terminal=False, no_color=True))
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "answer", "told"),
    [
        ("report", _report(change=0.25),
         ["20 people, 25.0 % more", "a country of a long name comes first with 50.0 %", "+25%"]),
        ("report", _report(again=3), ["33.3 %", "25.0 %", "nothing"]),
        ("vitals", _vitals(),
         ["Pages do not pass: 75.0 %", "LCP 2.75 s (needs improvement)", "220 ms", "/pricing"]),
        ("channels", _channels(),
         ["10 new people; Email comes first", "30.0 %", "5.00",
          "Email is ahead of (none) (82.6 % against 78.0 %), but within every country (none) is",
          "GB: 86.7 % against 93.1 %"]),
    ],
)  # fmt: skip
def test_an_answer_is_said_and_drawn_within_its_width(
    kind: str, answer: Any, told: list[str]
) -> None:
    for width in (80, 120):
        drawn = _shown(kind, answer, width)
        assert max(cell_len(line) for line in drawn.splitlines()) <= width
        joined = " ".join(drawn.split())
        assert [text for text in told if text not in joined] == []
        assert "a note" in drawn
