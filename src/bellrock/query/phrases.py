"""How is a question said in words? Each of its parts as the text that is read back as the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, get_args

from bellrock.core.errors import InvalidDefinition
from bellrock.query.ask import Ask, Exclusion
from bellrock.query.measure import Measure
from bellrock.query.metric import Metric, read_metric
from bellrock.query.naming import Name
from bellrock.query.period import show_duration
from bellrock.query.predicate import Predicate
from bellrock.query.selector import Choice, Selector, dump_selector, read_selector
from bellrock.query.window import Months, show_window
from bellrock.query.wording import say

_ODD = set('|["@\n\t')


def phrases(ask: Ask) -> dict[str, Any]:
    """Return what was asked, part by part, as texts, numbers and flags; what was not, is not there.

    A step whose label is not its text stays an object, since a text cannot carry the label.
    """
    asked = {
        info.alias or name: _said(getattr(ask, name))
        for name, info in type(ask).model_fields.items()
        if name in ask.model_fields_set
    }
    return {n: v for n, v in asked.items() if v is not None and v is not False and v != []}


def say_selector(selector: Selector) -> str:
    """Return the text of a step, without its label."""
    return "|".join(_choice(choice) for choice in selector.choices)


def say_metric(metric: Metric) -> str:
    """Return the text of a figure."""
    said = str(metric)
    try:
        if read_metric(said) == metric:
            return said
    except InvalidDefinition:  # such as p100
        pass
    return f"quantile({metric.of}, {metric.level!r})"


def _said(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_one(one) for one in value]
    for kind, words in _WORDS.items():
        if isinstance(value, kind):
            return words(value)
    return value


def _one(value: Any) -> Any:
    """Say one of a list: where it is a list itself, its parts between commas."""
    if isinstance(value, tuple):
        return ",".join(str(_said(part)) for part in value)
    if isinstance(value, Exclusion):
        return _exclusion(value)
    return "any" if value is None else _said(value)


def _exclusion(value: Exclusion) -> str:
    after = "" if value.after is None else str(value.after)
    if value.before is not None:
        after = f"{after or 1}-{value.before}"
    parts = [part for part in (after, "restart" if value.action == "restart" else "") if part]
    return "@".join([say_selector(value.event), *([",".join(parts)] if parts else [])])


def _step(selector: Selector) -> str | dict[str, Any]:
    for said in (selector.label, say_selector(selector)):
        if _reads_as(said, selector):
            return said
    return dump_selector(selector)


def _reads_as(said: str, selector: Selector) -> bool:
    try:
        return read_selector(said) == selector
    except InvalidDefinition:
        return False


def _choice(choice: Choice) -> str:
    name = "any" if choice.event is None else _event(choice.event)
    return name if choice.where is None else f"{name}[{say(choice.where)}]"


def _event(name: str) -> str:
    if name != "any" and name == name.strip() and not _ODD & set(name):
        return name
    plain = name.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n").replace("\t", "\\t") + '"'


_WORDS: Mapping[type, Any] = {
    Selector: _step,
    Measure: str,
    Metric: say_metric,
    Name: str,
    timedelta: show_duration,
    Months: show_window,
    **dict.fromkeys(get_args(Predicate), say),
}
