"""Real servers on real ports, projects of their own for each test, and who comes to them."""

from __future__ import annotations

import itertools
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from bellrock.runtime.accounts_model import Project, Role
from bellrock.runtime.app import App
from bellrock.server.serve import listen, server_of

PASSWORD = "a lamp above the sea"
_TLS = ssl.create_default_context()  # a client would spend 30 ms on making its own
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Server:
    """A server that runs in this process."""

    app: App
    url: str

    def client(self, **headers: str) -> httpx.Client:
        """Return a client of an address of its own, without any right."""
        n = next(_numbers)
        address = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
        return httpx.Client(
            base_url=self.url,
            headers={"X-Forwarded-For": address, **headers},
            timeout=30,
            verify=_TLS,
        )

    def bearer(self, key: str) -> httpx.Client:
        """Return a client that shows `key`."""
        return self.client(Authorization=f"Bearer {key}")


@dataclass(frozen=True)
class Shop:
    """A project with a key of each kind."""

    server: Server
    project: Project
    write: str
    read: str
    admin: str

    @property
    def app(self) -> App:
        """The app behind the server."""
        return self.server.app

    def reader(self) -> httpx.Client:
        """Return a client with the read key."""
        return self.server.bearer(self.read)

    def manager(self) -> httpx.Client:
        """Return a client with the admin key."""
        return self.server.bearer(self.admin)

    def user(self, role: Role) -> str:
        """Make a user of this project and return their e-mail address."""
        email = f"{role}{next(_numbers)}@example.org"
        self.app.accounts.users.create(email, PASSWORD, project=self.project.id, role=role)
        return email

    @contextmanager
    def browser(self, role: Role = "owner", *, csrf: bool = True) -> Iterator[httpx.Client]:
        """Give a signed-in browser of a new user; without `csrf` it forgets the token."""
        who = {"email": self.user(role), "password": PASSWORD}
        with self.server.client() as client:
            me = client.post("/api/v1/session", json=who).json()
            if csrf:
                client.headers["X-CSRF-Token"] = me["csrf"]
            yield client

    def send(self, *events: dict[str, Any]) -> None:
        """Send events and wait until they are in the lake."""
        with self.server.client() as client:
            answer = client.post("/v1/batch", json={"batch": list(events)}, auth=(self.write, ""))
        assert answer.status_code == 200, answer.text
        settle(self.app)


def settle(app: App) -> None:
    """Wait until everything accepted is in the lake."""
    position = app.spool.last
    if position:
        app.drain.settled(position, 20)


@contextmanager
def running(app: App) -> Iterator[Server]:
    """Serve `app` on a free port while the block runs."""
    listener = listen("127.0.0.1", 0)
    ready = threading.Event()
    server = server_of(app, ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    assert ready.wait(20)
    try:
        yield Server(app, f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


def found(server: Server) -> Shop:
    """Found a project with a key of each kind."""
    accounts = server.app.accounts
    project = accounts.projects.create(f"shop{next(_numbers)}")
    keys = [accounts.key_create(kind, project.name) for kind in ("write", "read", "admin")]
    return Shop(server, project, *keys)
