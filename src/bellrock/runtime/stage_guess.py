"""Which of a project's events stand for the stages of growth? A guess from their names and fields.

Nothing is made up: where no event fits a stage, the stage is left open and `why` says what would
fill it. Names are read in English and Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bellrock.query.registered import Stage
from bellrock.runtime.browse_schema import EventName, Property

Why = Literal["pages", "start", "first", "signed_in", "visits", "shared", "revenue", "paid", "open"]
Json = dict[str, Any]
Fields = Callable[[str], Sequence[Property]]
"""The properties of an event."""

_ARRIVAL = r"^\$?(page|pageview|screen|app[ _]?(opened|launch(ed)?)|visit(ed)?)\b|浏览页面|启动"
_SIGN_UP = r"sign(ed)?[ _-]?up|regist(er|ration)|account[ _]?created|^join(ed)?$|注册"
_FIRST = (
    r"onboard|activat|trial|first[ _]|tutorial|subscri|激活|试用|开通",
    r"add(ed)?[ _]?to[ _]?(cart|bag|basket)|(product|item)[ _]added$|加入?购物车|加购",
    r"(product|item|content|video|article)s?[ _]?(viewed|played|read|watched)|播放|阅读",
)
_SIGN_IN = r"sign(ed)?[ _-]?in$|log(ged)?[ _-]?in$|session[ _]?start|app[ _]?opened|renew|登录|续费"
_SHARED = r"refer|invit|shar(e|ed|ing)\b|recommend|邀请|分享|转发|推荐"
_PAID = (
    r"order[ _]?(completed|placed|paid)|purchase(d)?$|^bought|^buy$|pay(ment)?[ _]?(succeeded|"
    r"completed|received)|invoice[ _]?paid|charge[ _]?succeeded|支付|付款|下单|购买|充值"
)
_SETBACK = re.compile(r"refund|cancel|fail|abandon|declin|error|logout|退|取消|失败", re.I)
_ODD = re.compile(r"""[|\[\]"\\]|^any$|^\s|\s$""", re.I)
"""What in a name means something to a selector."""
_AMOUNT = ("revenue", "total", "amount", "value", "price", "金额", "总价")


@dataclass(frozen=True)
class StageGuess:
    """What may stand for a stage: a metric to be registered, or null where nothing fits."""

    stage: Stage
    why: Why
    """What was found: `open` where nothing fits."""
    event: str | None
    key: str
    definition: Json | None
    """As a metric's definition is registered."""


def guess(events: Sequence[EventName], fields: Fields, currency: str) -> list[StageGuess]:
    """Return a guess for each of the five stages, in their order.

    Args:
        events: The project's, most frequent first; of several that fit, the most frequent is taken.
        currency: Of the project; the unit of revenue.
    """
    found: dict[Stage, StageGuess | None] = {
        "acquisition": _acquisition(events),
        "activation": _activation(events),
        "retention": _retention(events),
        "referral": _named(events, _SHARED, "referral", "shared"),
        "revenue": _revenue(events, fields, currency),
    }
    return [told or StageGuess(stage, "open", None, stage, None) for stage, told in found.items()]


def _acquisition(events: Sequence[EventName]) -> StageGuess | None:
    kinds = [one for one in events if one.kind in ("page", "screen")]
    if kinds:
        return _people("acquisition", "pages", kinds[0].name)
    return _named(events, _ARRIVAL, "acquisition", "pages")


def _activation(events: Sequence[EventName]) -> StageGuess | None:
    signed = _named(events, _SIGN_UP, "activation", "start")
    if signed is not None:
        return signed
    found = (_named(events, words, "activation", "first") for words in _FIRST)
    return next((one for one in found if one is not None), None)


def _retention(events: Sequence[EventName]) -> StageGuess | None:
    """Signing in is coming back; else how many visits a visitor makes, where there are pages."""
    signed = _named(events, _SIGN_IN, "retention", "signed_in")
    if signed is not None:
        return signed
    arrival = _acquisition(events)
    if arrival is None or arrival.event is None:
        return None
    ask = {
        "events": [_step(arrival.event)] * 2, "metrics": ["distinct(session)", "uniques"],
        "formula": "A / B",
    }  # fmt: skip
    return StageGuess("retention", "visits", arrival.event, "retention", {"ask": ask})


def _revenue(events: Sequence[EventName], fields: Fields, currency: str) -> StageGuess | None:
    event = _first(events, _PAID)
    if event is None:
        return None
    amount = _amount(fields(event))
    if amount is None:
        ask: Json = {"events": _step(event), "metric": "total"}
        return StageGuess("revenue", "paid", event, "revenue", {"ask": ask})
    ask = {"events": _step(event), "metric": f"sum({amount})"}
    return StageGuess("revenue", "revenue", event, "revenue", {"ask": ask, "unit": currency})


def _amount(known: Sequence[Property]) -> str | None:
    """Return the field of a payment that looks like its amount, numbers only."""
    numbers = [p.name for p in known if p.scope == "props" and "number" in p.types]
    bare = {name.removeprefix("props.").strip('"').lower(): name for name in reversed(numbers)}
    for wanted in _AMOUNT:
        if wanted in bare:
            return bare[wanted]
    return None


def _named(events: Sequence[EventName], words: str, stage: Stage, why: Why) -> StageGuess | None:
    event = _first(events, words)
    return None if event is None else _people(stage, why, event)


def _people(stage: Stage, why: Why, event: str) -> StageGuess:
    ask = {"events": _step(event), "metric": "uniques"}
    return StageGuess(stage, why, event, stage, {"ask": ask})


def _first(events: Sequence[EventName], words: str) -> str | None:
    said = re.compile(words, re.I)
    fits = (e.name for e in events if said.search(e.name) and not _SETBACK.search(e.name))
    return next(fits, None)


def _step(name: str) -> str | Json:
    """Return an event's name as a step that means it alone, whatever it holds."""
    return {"event": name} if _ODD.search(name) else name
