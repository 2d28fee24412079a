"""What should a reader know of how a funnel was counted?"""

from __future__ import annotations

from bellrock.query.ask import FunnelAsk

_ENTRY = "a person enters once, at their earliest first step in the period"
_ENTRY_ANY = "a person enters once, at their earliest event that matches any step in the period"
_EACH = {
    "sessions": "sessions are counted: each enters once; events without a session take no part",
    "groups": "groups are counted: each enters once, whoever of it acts; events without one take "
    "no part",
}
_RUNS = (
    "runs are counted: the next one begins at the first first step after the last one was "
    "converted or ran out of time, or from the moment it failed"
)
_RESTART = "an excluded event lets a person begin again; the climb that got furthest counts"
_WITHIN = {
    "session": "each climb lies within one session, the furthest counts; events without a session "
    "take no part",
    "day": "each climb lies within one local day; the furthest counts",
}
_HELD = (
    "each climb holds its values; events without them take no part, and excluded events are read "
    "by the first step's names"
)
_LAST = "the breakdown is by the last step reached"
_SHOWN = {
    "time": "who has not converted is watched to the end of the window or of what is known",
    "trend": "the share of those who entered lately is left out until their time is over",
    "drivers": "values of the event of entry that go with converting, which need not be its cause; "
    "values of fewer than 30 are left out",
}
_TRAITS = "traits are those known now, which converting itself may have changed"


def notes(ask: FunnelAsk) -> list[str]:
    """Return how climbers enter, what their climbs stay within, and whose values break down."""
    said = [_entry(ask)]
    if ask.count != "runs" and ask.multiple:
        said.append(_RESTART)
    said += [_WITHIN[ask.within]] if isinstance(ask.within, str) else []
    said += [_HELD] if ask.hold else []
    if ask.by and ask.attribute == "last":
        said.append(_LAST)
    elif ask.by and ask.attribute != "first":
        number = ask.attribute
        said.append(
            f"the breakdown is by step {number}; it is not set for those who did not reach it"
        )
    if ask.show in _SHOWN:
        said.append(_SHOWN[ask.show])
    if any(name.scope == "person" for name in ask.drivers):
        said.append(_TRAITS)
    return said


def _entry(ask: FunnelAsk) -> str:
    if ask.count == "runs":
        return _RUNS
    return _EACH.get(ask.count) or (_ENTRY_ANY if ask.order == "unordered" else _ENTRY)
