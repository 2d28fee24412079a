"""How quick is the shop for its visitors, and what do they search for that it has not?

Lately the first page of some visits tells its web vitals. Phones are slower than desks, far places
wait longer for the first byte, and pages of products shift as their pictures come.
"""

from __future__ import annotations

import math
from random import Random

from bellrock.town.dice import die
from bellrock.town.plan import DAY_MS, Plan
from bellrock.town.walk import Act, Props, Walk

SINCE_DAYS = 14
_SHARE = 0.4
_WEIGHT = {"phone": 1.7, "tablet": 1.3}
"""How much slower a device draws and answers."""
_FAR = {"CN": 620, "US": 260}
"""How much longer the first byte takes, in milliseconds."""
_MISSED = ("umbrella", "gift card", "returns", "kayak")
_MISSED_ZH = ("雨伞", "礼品卡", "退货", "皮划艇")
_NOTHING = 0.07


def tell_speed(plan: Plan, walk: Walk) -> None:
    """Add to some visits of the last days how quick their first page was."""
    roll = die(plan.seed, "speed", walk.person.number, walk.start_ms)
    if walk.start_ms < plan.end_ms - SINCE_DAYS * DAY_MS or roll.random() > _SHARE:
        return
    page = next((act for act in walk.acts if act.kind == "page"), None)
    if page is None:
        return
    later = [act.at for act in walk.acts if act.at > page.at]
    at = page.at + min(4_000, (min(later, default=page.at + 8_000) - page.at) // 2)
    props = _vitals(roll, walk, page.page["path"])
    bits = roll.getrandbits(128)
    walk.acts.append(Act(at, "track", "$web_vitals", props, page.page, page.user_id, bits))
    walk.acts.sort(key=lambda act: act.at)


def _vitals(roll: Random, walk: Walk, path: str) -> Props:
    weight = _WEIGHT.get(walk.device.browser.device, 1.0)
    product = path.startswith("/p/")

    def spread(middle: float, by: float = 0.45) -> float:
        bell = sum(roll.random() for _ in range(12)) - 6  # near enough to a normal draw
        return middle * math.pow(2.0, 1.44 * by * bell)

    byte = spread(240) + _FAR.get(walk.person.place.country, 60)
    first = byte + spread(420 * weight)
    props = {
        "TTFB": round(byte), "FCP": round(first),
        "LCP": round(first + spread((900 if product else 520) * weight)),
        "CLS": round(min(1.2, spread(0.11 if product else 0.03, 0.7)), 4),
    }  # fmt: skip
    if roll.random() < 0.8:
        props["INP"] = round(spread(95 * weight, 0.6))
    return {f"$web_vitals_{name}_value": value for name, value in props.items()}


def searched(plan: Plan, walk: Walk, query: str) -> tuple[str, int]:
    """Return what is searched for, and how much of it the shop has; sometimes something else."""
    roll = die(plan.seed, "search", walk.person.number, walk.at)
    if roll.random() >= _NOTHING:
        return query, 12
    words = _MISSED_ZH if walk.person.place.language == "zh" else _MISSED
    return words[int(roll.random() * len(words))], 0
