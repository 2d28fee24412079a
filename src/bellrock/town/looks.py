"""Where do visitors click on the shop's first page, and how far do they see it?

Lately the shop captures clicks there. Many meet the picture at the top, which leads nowhere.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from bellrock.town.catalogue import CATEGORIES
from bellrock.town.dice import die, waiting
from bellrock.town.plan import DAY_MS, Plan
from bellrock.town.walk import Act, Props, Walk

SINCE_DAYS = 14
PAGE, HEIGHT = "/", 2600
_PART = 250
_SHARE = 0.5


class Thing(NamedTuple):
    """Something on the page: its box in shares of the width and in pixels, and its lure."""

    selector: str
    text: str
    href: str
    x: float
    y: int
    width: float
    height: int
    lure: float


_NAV = [
    Thing(f"nav > a:nth-of-type({i + 1})", name.title(), f"/c/{name}",
          0.3 + 0.11 * i, 24, 0.09, 32, 7)
    for i, (name, *_) in enumerate(CATEGORIES[:5])
]  # fmt: skip
_CARDS = [
    Thing(f"section#new > a:nth-of-type({i + 1})", name, path, 0.06 + 0.3 * (i % 3),
          760 + 420 * (i // 3), 0.26, 380, 6 - 0.7 * i)
    for i, (name, path) in enumerate(
        (("Beacon Lamp", "/p/beacon-lamp"), ("Storm Lantern", "/p/storm-lantern"),
         ("Deck Boots", "/p/deck-boots"), ("Wool Jumper", "/p/wool-jumper"),
         ("Brass Compass", "/p/brass-compass"), ("Sea Chart", "/p/sea-chart"))
    )
]  # fmt: skip
_PICTURE = Thing("section#hero > img", "", "", 0.5, 120, 0.44, 460, 12)
_LETTER = Thing("form#letter > button", "Subscribe", "", 0.56, 2310, 0.14, 44, 3)
THINGS = (
    *_NAV, _PICTURE, *_CARDS, _LETTER,
    Thing("section#hero > a", "See what is new", "/c/lamps", 0.06, 420, 0.18, 52, 20),
)  # fmt: skip


def look(plan: Plan, walk: Walk) -> None:
    """Add to a visit of the last days what it clicked on the first page, and how far it saw it."""
    roll = die(plan.seed, "looks", walk.person.number, walk.start_ms)
    if walk.start_ms < plan.end_ms - SINCE_DAYS * DAY_MS or roll.random() > _SHARE:
        return
    found = [act for act in walk.acts if act.kind == "page" and act.page["path"] == PAGE]
    for act in found[:1]:
        following = [other.at for other in walk.acts if other.at > act.at]
        until = min(following, default=act.at + 30_000)
        walk.acts += _acts(roll, walk, act, max(2_000, until - act.at))
    walk.acts.sort(key=lambda act: act.at)


def _acts(roll: Random, walk: Walk, page: Act, lasts: int) -> list[Act]:
    window = _window(walk)
    seen = min(HEIGHT, window["height"] + int(waiting(roll.random(), 620)))
    told: list[tuple[str, Props]] = []
    for _ in range(int(waiting(roll.random(), 1.4))):
        told += _click(roll, window, seen)
    parts = [round(lasts / 1000) if i == 0 or roll.random() < 0.6 else 1
             for i in range(seen // _PART)]  # fmt: skip
    left = {"scrolled": seen, "seconds": round(lasts / 1000), "seen_s": parts, **window}
    told.append(("$pageleave", left))
    step = lasts // (len(told) + 1)
    return [
        Act(page.at + step * i, "track", name, props, page.page, page.user_id,
            roll.getrandbits(128))
        for i, (name, props) in enumerate(told, 1)
    ]  # fmt: skip


def _window(walk: Walk) -> dict[str, int]:
    browser = walk.device.browser
    return {"width": browser.width, "height": browser.height - 120, "page_height": HEIGHT}


def _click(roll: Random, window: dict[str, int], seen: int) -> list[tuple[str, Props]]:
    there = [one for one in THINGS if one.y < seen]
    thing = roll.choices(there, [one.lure for one in there])[0]
    tag = thing.selector.rpartition(" ")[2].partition(":")[0]
    props: Props = {
        "type": "click", "tag": tag, "selector": thing.selector,
        "x": round(thing.x + thing.width * (0.5 + 0.17 * roll.gauss(0, 1)), 4) % 1,
        "y": round(thing.y + thing.height * min(1, max(0, 0.5 + 0.17 * roll.gauss(0, 1)))),
        "box_x": round(thing.x, 4), "box_y": thing.y, "box_width": thing.width,
        "box_height": thing.height, **window,
    }  # fmt: skip
    if thing.text:
        props["text"] = thing.text
    if thing.href:
        props["href"] = thing.href
    told = [("$autocapture", props)]
    if thing is _PICTURE and roll.random() < 0.8:
        told.append(("$dead_click", props))
    if thing is _LETTER and roll.random() < 0.4:
        told += [("$autocapture", props), ("$autocapture", props), ("$rageclick", props)]
    return told
