"""May this sign-in be tried now? Guessing is slowed by account and by address."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import Column, delete, func, insert, select

from bellrock.core.errors import TooMany
from bellrock.core.time import Clock, micros
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
        account, place = digest(email), network(address)
        now = micros(self._clock.now())
        since = now - micros_of(WINDOW)
        with self._ledger.write() as to:
            to.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at <= since))
            made = to.execute(
                insert(ATTEMPTS)
                .values(at=now, account=account, address=place)
                .returning(ATTEMPTS.c.id)
            ).scalar_one()
        free = max(
            self._free_at(ATTEMPTS.c.account, account, BY_ACCOUNT, made),
            self._free_at(ATTEMPTS.c.address, place, BY_ADDRESS, made),
        )
        if free > now:
            with self._ledger.write() as to:
                to.execute(delete(ATTEMPTS).where(ATTEMPTS.c.id == made))
            raise _wait(free - now)

    def succeeded(self, email: str) -> None:
        """Forget the account's failures: its owner is here."""
        with self._ledger.write() as to:
            to.execute(delete(ATTEMPTS).where(ATTEMPTS.c.account == digest(email)))

    def _free_at(self, column: Column[str], value: str, allowed: int, made: int) -> int:
        """Return the moment at which the oldest of too many attempts leaves the window, else 0."""
        earlier = select(ATTEMPTS.c.at).where(column == value, ATTEMPTS.c.id < made)
        latest = earlier.order_by(ATTEMPTS.c.at.desc()).limit(allowed).subquery()
        with self._ledger.read() as connection:
            count, oldest = connection.execute(
                select(func.count(), func.min(latest.c.at)).select_from(latest)
            ).one()
        return int(oldest) + micros_of(WINDOW) if count >= allowed else 0


def network(address: str) -> str:
    """Return what counts as one place: an IPv4 address, or the 64-bit network of an IPv6 one."""
    try:
        found = ip_address(address.split("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ip_network((found, 64), strict=False))
    return str(found)


def micros_of(span: timedelta) -> int:
    """Return whole microseconds of `span`."""
    return span // timedelta(microseconds=1)


def _wait(for_micros: int) -> TooMany:
    seconds = -(-for_micros // 1_000_000)
    return TooMany(
        "too many sign-ins have failed",
        hint=f"wait {seconds} seconds and try again",
        retry_after_s=seconds,
    )
