"""Who speaks to the engine? One client a thread, as a client does one thing at a time."""

from __future__ import annotations

import logging
import threading
from typing import Any
from weakref import WeakSet

import clickhouse_connect
from clickhouse_connect.driver.client import Client

from bellrock.store.lake_errors import opening

# What the driver logs comes to the caller as an error; without a handler it would reach the
# terminal besides.
for _name in ("clickhouse_connect", "urllib3"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


class Clients:
    """The clients of one lake; a thread's own is made at its first need and ends with it."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self.embedded = dsn.startswith("chdb:")
        self._local = threading.local()
        self._all: WeakSet[Client] = WeakSet()
        self._guard = threading.Lock()

    def mine(self) -> Client:
        """Return the calling thread's client."""
        client: Client | None = getattr(self._local, "client", None)
        return client or self._make()

    def renew(self) -> None:
        """Give the calling thread a new client, after a statement that failed.

        TRICKY: the engine in process keeps what a failed query had already answered, and puts it
        before the answer of the same client's next query.
        """
        if self.embedded:
            old: Client | None = getattr(self._local, "client", None)
            self._local.client = None
            self._make()  # before the old one goes: the engine ends with its last client
            if old is not None:
                old.close()

    def close(self) -> None:
        """Close every thread's client; whoever asks for theirs later gets a new one."""
        with self._guard:
            for client in list(self._all):
                client.close()
            self._all.clear()
            self._local = threading.local()

    def _make(self) -> Client:
        with opening(self._dsn):
            client = clickhouse_connect.get_client(dsn=self._dsn, **self._options())
        self._local.client = client
        with self._guard:
            self._all.add(client)
        return client

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {"tz_mode": "aware"}  # moments in UTC come with their zone
        if self.embedded:
            return options
        return options | {
            "autogenerate_session_id": False,  # a session would make its queries queue
            "query_retries": 0,
            "connect_timeout": 5,
            "send_receive_timeout": 660,  # above any limit that a statement carries
        }
