"""`bellrock ask`: a question in, an answer out, as a chart for people or as JSON for programs."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any

import typer

from bellrock.cli.ask_options import HOW, options
from bellrock.cli.charts import SHOW
from bellrock.cli.options import home_or_default
from bellrock.cli.show import show_json
from bellrock.cli.terminal import console
from bellrock.cli.waiting import waiting
from bellrock.query.ask import ASKS, Ask
from bellrock.runtime.reach import reach

app = typer.Typer(help="Ask about what happened.", no_args_is_help=True)


def _command(model: type[Ask]) -> Callable[..., None]:
    """Return the command that asks `model`'s kind of question: an option for each of its parts."""
    parts = options(model)

    def ask(**given: Any) -> None:
        how = {name: given.pop(name) for name in HOW}
        body = {
            parts[name].name: value
            for name, value in given.items()
            if value not in (None, [], False)
        }
        model.model_validate(body)  # what cannot mean anything is refused before a home is opened
        home, project = home_or_default(how["home"]), how["project"]
        with (
            reach(home, project=project, purpose=f"ask {model.question}") as door,
            waiting(quiet=how["json"]) as told,
        ):
            answer = door.ask_watched(model.question, body, told)
        if how["json"]:
            show_json(answer)
        else:
            SHOW[model.question](answer, console())

    shown = {name: part.shown for name, part in parts.items()} | HOW
    ask.__signature__ = Signature(  # type: ignore[attr-defined]  # typer reads it
        [
            Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=default)
            for name, (kind, default) in shown.items()
        ]
    )
    ask.__annotations__ = {name: kind for name, (kind, _) in shown.items()}
    ask.__doc__ = model.__doc__
    return ask


for _model in ASKS.values():
    app.command(_model.question)(_command(_model))
