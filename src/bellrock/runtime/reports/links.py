"""How does an address say no without signing in? By a link that only its own letters carry.

A link names the reader's row and is signed for that row and address with the report's own secret:
it stops one report for one address, and tells nothing of any other.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from bellrock.core.errors import NotFound
from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.reports.model import Subscription
from bellrock.store.ledger import Ledger
from bellrock.store.schema_boards import BOARDS
from bellrock.store.schema_reports import REPORT_RECIPIENTS, REPORTS


def stop_token(number: int, email: str, secret: str) -> str:
    """Return what stands in the link that stops a report for `email`."""
    said = f"bellrock unsubscribe\n{number}\n{email}".encode()
    signature = hmac.new(secret.encode(), said, "sha256").digest()
    return f"{number}.{urlsafe_b64encode(signature).decode().rstrip('=')}"


class StopLinks:
    """The links by which readers stop reports, and begin them again."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit

    def look(self, token: str) -> Subscription:
        """Return what a link is about.

        Raises:
            NotFound: nobody signed it, or the report is gone.
        """
        with self._ledger.read() as connection:
            return _told(_signed(connection, token))

    def put(self, token: str, *, stopped: bool) -> Subscription:
        """Stop the report for the link's address, or begin it again. Twice is once.

        Raises:
            NotFound: as `look`.
        """
        with self._ledger.write() as to:
            row = _signed(to, token)
            if (row.unsubscribed is not None) != stopped:
                at: datetime | None = self._clock.now() if stopped else None
                to.execute(
                    update(REPORT_RECIPIENTS)
                    .where(REPORT_RECIPIENTS.c.number == row.number)
                    .values(unsubscribed=at)
                )
                self._audit.record(
                    to, f"reader {row.email}", "report.stop" if stopped else "report.begin",
                    f"report:{row.id}", project=row.project,
                )  # fmt: skip
            return _told(_signed(to, token))


def _signed(connection: Connection, token: str) -> Row[Any]:
    number, _, _ = token.partition(".")
    row = None
    if number.isdecimal() and number.isascii() and len(number) < 19:
        query = (
            select(
                REPORT_RECIPIENTS, REPORTS.c.secret, REPORTS.c.id, REPORTS.c.project,
                BOARDS.c.name.label("board_name"),
            )
            .join(REPORTS, REPORTS.c.number == REPORT_RECIPIENTS.c.report)
            .join(BOARDS, BOARDS.c.number == REPORTS.c.board)
            .where(REPORT_RECIPIENTS.c.number == int(number), REPORTS.c.deleted.is_(None))
        )  # fmt: skip
        row = connection.execute(query).one_or_none()
    given = token.encode("utf-8", "surrogatepass")
    if row is None or not hmac.compare_digest(
        stop_token(row.number, row.email, row.secret).encode(), given
    ):
        raise NotFound(
            "this link stops nothing",
            hint="take it from the newest e-mail, or ask whoever sends the report",
        )
    return row


def _told(row: Row[Any]) -> Subscription:
    return Subscription(row.board_name, row.email, row.unsubscribed is not None)
