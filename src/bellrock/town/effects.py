"""What truly holds in this town? The planted effects, which analysis is to find again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Channel:
    """How people come by a channel, and how good the people are whom it brings."""

    first: float
    """Weight among first visits."""
    again: float
    """Weight among later visits."""
    conversion: float
    """Multiplies the chance that a product looked at goes into the cart in such a visit."""
    stay: float
    """Divides the chance that somebody won by it lapses after a visit."""


CHANNELS = {
    "organic_search": Channel(0.27, 0.22, 1.0, 1.0),
    "direct": Channel(0.14, 0.34, 1.2, 1.2),
    "paid_search": Channel(0.17, 0.08, 0.9, 0.9),
    "paid_social": Channel(0.14, 0.05, 0.5, 0.6),
    "organic_social": Channel(0.08, 0.06, 0.7, 0.8),
    "email": Channel(0.0, 0.16, 1.5, 1.5),
    "share": Channel(0.07, 0.03, 1.4, 1.4),
    "affiliate": Channel(0.06, 0.02, 0.6, 0.5),
    "display": Channel(0.05, 0.03, 0.3, 0.4),
    "ai_assistant": Channel(0.02, 0.01, 1.1, 1.0),
}


@dataclass(frozen=True)
class Habit:
    """How often a kind of person comes, and how easily they lapse."""

    newcomers: float
    """Weight among those who first come during the town's days."""
    veterans: float
    """Weight among those who came before them."""
    gap_days: float
    """Mean days between visits."""
    lapse: float
    """Chance of lapsing after a visit, before the channel's `stay` divides it."""
    appetite: float
    """Multiplies the chance of putting a viewed product into the cart."""


HABITS = {
    "passer-by": Habit(0.42, 0.10, 9.0, 0.62, 0.6),
    "casual": Habit(0.36, 0.42, 10.0, 0.16, 1.0),
    "regular": Habit(0.17, 0.36, 5.5, 0.05, 1.2),
    "devoted": Habit(0.05, 0.12, 2.6, 0.02, 1.5),
}

VETERANS = 0.36
"""Share of people who knew the shop before the first day."""
RETURN_AFTER_LAPSE = 0.14
"""Chance that somebody who lapsed comes back once more, after `LAPSE_DAYS`."""
LAPSE_DAYS = (21.0, 45.0)
BOUNCE = 0.22
"""Chance that a visit ends on the page it began with."""
STEPS = 2.4
"""Mean further steps of a visit that does not."""
ADD_TO_CART = 0.105
"""Chance that a viewed product goes into the cart, before multipliers."""
START_CHECKOUT = 0.58
"""Chance that a visit with a cart goes to the checkout."""
FINISH_BEFORE, FINISH_AFTER = 0.56, 0.74
"""Chance that a checkout becomes an order, before and after the launch (one-click checkout)."""
WISH = 0.08
"""Chance that a viewed product goes on the wish list; only after the launch."""
SHARE = 0.016
"""Chance that a viewed product is shared as a link."""
SIGN_UP_BROWSING, SIGN_UP_BUYING = 0.035, 0.62
"""Chance of opening an account in a visit, or at the checkout instead of ordering as a guest."""
SIGN_IN = 0.42
"""Chance that somebody with an account signs in on a device that does not know them."""
SIGN_OUT, LOSE_COOKIE = 0.03, 0.015
"""Chances, a visit, of signing out on one's own device and of losing its cookie."""
KEEP_CART = 0.25
"""Chance that a cart left standing is still there at the next visit."""
COUPON, COUPON_OFF = 0.16, 0.10
"""Share of orders with a coupon, and what it takes off."""
REFUND = 0.07
"""Chance that an order is refunded, after `REFUND_DAYS`."""
REFUND_DAYS = (2.0, 12.0)
CARD_HOLDERS = 0.2
"""Share of the people living near the two shops who carry a loyalty card."""
STORE_GAP_DAYS = 17.0
"""Mean days between their purchases there."""
CARD_LINKED, CARD_EMAIL = 0.6, 0.7
"""Share of cards that an account holder enters online; and whose till knows an e-mail address."""
KIOSK, KIOSK_SIGN_IN = 0.05, 0.45
"""Chance that a card holder's visit is made at a shop's kiosk; and of signing in there."""
FAMILY = 0.08
"""Share of households of two that share a tablet."""
SKEWED, SKEW_HOURS = 0.02, 400.0
"""Share of devices whose clock is wrong, and by how much at most."""
LATE = 0.015
"""Share of visits whose last request is sent hours later, from a phone that was offline."""
RETRIED = 0.004
"""Share of requests that arrive twice."""
BOT_PAGES = 0.03
"""Pages that machines fetch in a day, per person of the town."""
MALFORMED = 0.002
"""Malformed events in a day, per person of the town."""
