"""What does the demo show first? Four questions, each with the command that asks it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from bellrock.cli import charts

if TYPE_CHECKING:
    from bellrock.runtime.app import App
    from bellrock.town import Plan

STEPS = ("Product Viewed", "Product Added", "Checkout Started", "Order Completed")
_SHOWS: Mapping[str, Callable[[Mapping[str, Any], Console], None]] = {
    "trend": charts.show_trend,
    "funnel": charts.show_funnel,
    "retention": charts.show_retention,
    "paths": charts.show_paths,
}


@dataclass(frozen=True)
class Asked:
    """A question, what was asked of it, and its answer."""

    question: str
    body: Mapping[str, Any]
    answer: Mapping[str, Any]

    def command(self, home: Path) -> str:
        """Return the command that asks the same."""
        words = ["bellrock", "ask", self.question]
        for name, value in self.body.items():
            option = "--" + _OPTIONS.get(name, name.replace("_", "-"))
            if value is True:
                words.append(option)
            else:
                for one in value if isinstance(value, list) else [value]:
                    words += [option, str(one)]
        return shlex.join([*words, "--home", str(home)])


Answers = Sequence[Asked]
_OPTIONS = {"events": "event", "steps": "step"}


def first_answers(app: App, plan: Plan) -> Answers:
    """Ask the four questions of the filled home."""
    from bellrock.runtime.inside import Inside  # noqa: PLC0415 -- loads the engine

    inside = Inside(app)
    return [Asked(name, body, inside.ask(name, body)) for name, body in questions(plan).items()]


def questions(plan: Plan) -> dict[str, dict[str, Any]]:
    """Return what is asked first, by question, over the town's days."""
    start, end = plan.start.isoformat(), plan.end.isoformat()
    lately = max(plan.start, plan.end - timedelta(days=14)).isoformat()
    return {
        "trend": {"events": ["Order Completed"], "from": start, "to": end},
        "funnel": {"steps": list(STEPS), "within": "7d", "from": start, "to": end},
        "retention": {"start": "any", "return": "any", "every": "week", "from": start, "to": end},
        "paths": {
            "start": "Product Viewed",
            "exclude": ["$pageview", "$identify"],
            "collapse": True,
            "max_steps": 4,
            "top": 8,
            "from": lately,
            "to": end,
        },
    }


def show(answers: Answers, out: Console, home: Path) -> None:
    """Draw the answers one after another, each under the command that asks it."""
    for asked in answers:
        out.print()
        out.print(Text("$ " + asked.command(home), style="dim"), soft_wrap=True)
        _SHOWS[asked.question](asked.answer, out)
    out.print()
