"""May this sign-in be tried now? Whoever guesses has to wait, and the owner does not.

Failures are counted where they come from: at an account from one address, and at all accounts from
one address. Whoever guesses from many addresses is slowed down by what the account has seen in all,
which never shuts anybody out for long. A browser that has signed in before (see
`accounts_devices`) is counted by itself alone, so that nobody else's guesses keep it waiting.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from bellrock.core.errors import TooMany
from bellrock.core.time import EPOCH, Clock
from bellrock.runtime.accounts_secrets import digest
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import ATTEMPTS

WINDOW = timedelta(minutes=15)
AT_ACCOUNT, BY_ADDRESS = 5, 30
"""Failures within the window after which one place has to wait: at an account, and at all."""
BY_ACCOUNT, PACE = 20, timedelta(seconds=30)
"""Failures of all places within the window after which strangers may try an account at this pace:
at most 50 guesses in a quarter of an hour, from however many addresses."""


class Attempts:
    """Failed sign-ins of the last quarter of an hour."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def admit(self, email: str, address: str, *, device: str = "") -> None:
        """Count one attempt, before the password is looked at, so that a volley counts in full.

        A refused attempt is not counted: the wait ends even while somebody keeps knocking.

        Args:
            device: What a browser is counted under that has signed in to this account before.

        Raises:
            TooMany: too much has failed here; `retry_after_s` says when to try again.
        """
        account, place, now = digest(email), device or network(address), self._clock.now()
        mine, here = ATTEMPTS.c.account == account, ATTEMPTS.c.address == place
        with self._ledger.write() as to:  # one writer at a time: no two attempts count the same
            to.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at <= now - WINDOW))
            free = _free_at(to, mine & here, AT_ACCOUNT)
            if not device:
                free = max(free, _free_at(to, here, BY_ADDRESS), _next_at(to, mine))
            if free > now:
                raise _wait(free - now)
            to.execute(insert(ATTEMPTS).values(at=now, account=account, address=place))

    def succeeded(self, email: str, address: str, *, device: str = "") -> None:
        """Forget what failed at the account from here; what others tried stays counted."""
        mine = ATTEMPTS.c.account == digest(email)
        here = ATTEMPTS.c.address == (device or network(address))
        with self._ledger.write() as to:
            to.execute(delete(ATTEMPTS).where(mine & here))


def network(address: str) -> str:
    """Return what counts as one place: an IPv4 address, or the 64-bit network of an IPv6 one."""
    try:
        found = ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ip_network((found, 64), strict=False))
    return str(found)


def _free_at(to: Connection, which: ColumnElement[bool], allowed: int) -> datetime:
    """Return when the last `allowed` attempts are no longer too many; long ago if fewer."""
    last = _last(to, which, allowed)
    return last[-1] + WINDOW if len(last) == allowed else EPOCH


def _next_at(to: Connection, which: ColumnElement[bool]) -> datetime:
    """Return when an account may be tried again that many places have tried."""
    last = _last(to, which, BY_ACCOUNT)
    return last[0] + PACE if len(last) == BY_ACCOUNT else EPOCH


def _last(to: Connection, which: ColumnElement[bool], count: int) -> Sequence[datetime]:
    query = select(ATTEMPTS.c.at).where(which).order_by(ATTEMPTS.c.at.desc()).limit(count)
    return to.execute(query).scalars().all()


def _wait(span: timedelta) -> TooMany:
    seconds = -(-span // timedelta(seconds=1))
    return TooMany(
        "too many sign-ins have failed",
        hint=f"wait {seconds} seconds, or use a browser that has signed in here before",
        retry_after_s=seconds,
    )
