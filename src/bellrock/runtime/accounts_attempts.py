"""May this sign-in be tried now? Guessing is slowed by account and by address."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import Column, Connection, delete, insert, select

from bellrock.core.errors import TooMany
from bellrock.core.time import EPOCH, Clock
from bellrock.runtime.accounts_secrets import digest
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import ATTEMPTS

WINDOW = timedelta(minutes=15)
BY_ACCOUNT, BY_ADDRESS = 5, 30
"""Failures within the window after which an account, or an address, has to wait."""


class Attempts:
    """Failed sign-ins of the last quarter of an hour."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def admit(self, email: str, address: str) -> None:
        """Count one attempt, before the password is looked at, so that a volley counts in full.

        A refused attempt is not counted: the wait ends even while somebody keeps knocking.

        Raises:
            TooMany: the account or the address has failed too often; `retry_after_s` says when.
        """
        account, place, now = digest(email), network(address), self._clock.now()
        with self._ledger.write() as to:  # one writer at a time: no two attempts count the same
            to.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at <= now - WINDOW))
            free = max(
                _free_at(to, ATTEMPTS.c.account, account, BY_ACCOUNT),
                _free_at(to, ATTEMPTS.c.address, place, BY_ADDRESS),
            )
            if free > now:
                raise _wait(free - now)
            to.execute(insert(ATTEMPTS).values(at=now, account=account, address=place))

    def succeeded(self, email: str) -> None:
        """Forget the account's failures: its owner is here."""
        with self._ledger.write() as to:
            to.execute(delete(ATTEMPTS).where(ATTEMPTS.c.account == digest(email)))


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


def _free_at(to: Connection, column: Column[str], value: str, allowed: int) -> datetime:
    """Return when the last `allowed` attempts are no longer too many; long ago if fewer."""
    query = select(ATTEMPTS.c.at).where(column == value).order_by(ATTEMPTS.c.at.desc())
    last = to.execute(query.limit(allowed)).scalars().all()
    return last[-1] + WINDOW if len(last) == allowed else EPOCH


def _wait(span: timedelta) -> TooMany:
    seconds = -(-span // timedelta(seconds=1))
    return TooMany(
        "too many sign-ins have failed",
        hint=f"wait {seconds} seconds and try again",
        retry_after_s=seconds,
    )
