"""Somebody is told once when a number goes wrong, and once when it is well again."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from bellrock.analytics.metric.alert import Look, looks, read_rule
from bellrock.analytics.metric.answer import MetricAnswer, MetricPoint
from bellrock.core.errors import InvalidDefinition, NotDelivered
from bellrock.core.time import FixedClock
from bellrock.query import Context, IdentityState
from bellrock.runtime.accounts import Accounts
from bellrock.runtime.accounts_model import Project
from bellrock.runtime.alert_channels import AlertChannels
from bellrock.runtime.alert_watch import AlertWatch, Desk
from bellrock.runtime.alerts import Alert, Alerts
from bellrock.runtime.config import MailConfig
from bellrock.runtime.metric_registry import MetricRegistry
from bellrock.runtime.notify import check_target, masked, tell
from bellrock.store import Lake, Ledger
from serving import free_port

DAY = timedelta(days=1)
START = datetime(2026, 3, 2, tzinfo=UTC)
_ids = count()


class Post(Message):
    """A real SMTP server's mailbox."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.letters: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.letters.append(message)


class Chat(BaseHTTPRequestHandler):
    """A chat's webhook."""

    heard: list[dict[str, Any]]

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        self.heard.append(json.loads(self.rfile.read(size)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None: ...


@pytest.fixture
def post() -> Iterator[tuple[Post, MailConfig]]:
    box, port = Post(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, MailConfig(host="127.0.0.1", port=port, security="none", sender="rock@example.org")
    server.stop()


@pytest.fixture
def chat() -> Iterator[tuple[list[dict[str, Any]], str]]:
    heard: list[dict[str, Any]] = []
    handler = type("Heard", (Chat,), {"heard": heard})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield heard, f"json://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    thread.join()
    server.server_close()


class Tower:
    """A project with a metric, its alerts, and whoever looks."""

    def __init__(self, lake: Lake, ledger: Ledger, number: int, mail: MailConfig) -> None:
        self.clock = FixedClock(START + 40 * DAY)
        self.asked = 0
        accounts = Accounts(ledger, self.clock)
        made = accounts.project()
        self.ledger_project = made
        self.lake, self.number = lake, number
        audit = accounts.audit
        self.alerts = Alerts(ledger, self.clock, audit)
        self.metrics = MetricRegistry(ledger, self.clock, audit)
        self.channels = AlertChannels(ledger, self.clock, audit, mail)
        self.metric = self.metrics.save(
            made.id,
            {"key": "orders", "name": "Orders", "definition": {"ask": {"events": "buy"}}},
            owner=None, actor="test",
        )  # fmt: skip
        self.watch = AlertWatch(
            Desk(self.alerts, self.metrics, self.channels), lake, self.clock,
            projects=lambda: [made], context=self._context, address="https://rock.example.org",
        )  # fmt: skip

    @property
    def project(self) -> Project:
        return self.ledger_project

    def _context(self, _: int) -> Context:
        self.asked += 1
        return Context(self.number, "UTC", IdentityState(False), self.clock)

    def alert(self, rule: dict[str, Any], channels: list[str], **more: Any) -> Alert:
        fields = {"name": "Orders fell", "metric": "orders", "rule": rule, "every": "day"}
        told = {**fields, "channels": channels, **more}
        return self.alerts.save(self.project.id, told, owner=None, actor="test")

    def sell(self, day: int, orders: int, **columns: Any) -> None:
        lines = []
        for i in range(orders):
            ts = (START + day * DAY + timedelta(minutes=i)).isoformat()
            lines.append(
                {"project": self.number, "person": i + 1, "event": "buy", "ts": ts,
                 "received": ts, "event_id": str(next(_ids)), **columns}
            )  # fmt: skip
        self.lake.insert_json("events", "\n".join(map(json.dumps, lines)).encode())

    def look_on(self, day: int) -> int:
        """Look an hour into a day of the town."""
        self.clock.at = START + day * DAY + timedelta(hours=1)
        return self.watch.once()


def test_it_tells_when_it_fires_and_when_it_is_well_again(
    lake: Lake, ledger: Ledger, project: int, post: tuple[Post, MailConfig]
) -> None:
    box, mail = post
    tower = Tower(lake, ledger, project, mail)
    team = tower.channels.add(tower.project.id, "Team", "email", "Team@example.org", actor="test")
    alert = tower.alert({"kind": "threshold", "below": 5}, [team.id])
    for day, orders in ((30, 8), (31, 8), (32, 2), (33, 1), (34, 9)):
        tower.sell(day, orders, channel="Email")

    found = [tower.look_on(day) for day in (31, 32, 33, 34, 35, 35)]

    assert found == [0, 0, 1, 0, 1, 0]
    assert [letter["Subject"] for letter in box.letters] == [
        "[default] Orders fell", "[default] Orders fell: well again",
    ]  # fmt: skip
    first = box.letters[0].get_payload()
    assert "Orders was 2 on 2026-04-03 (UTC), below 5" in first
    assert "https://rock.example.org/p/default/insights/alerts" in first
    assert box.letters[0]["To"] == "team@example.org"
    told = tower.alerts.findings(tower.project.id, alert.id)
    assert [(one.value, one.fires, one.told is not None) for one in told] == [
        (9, False, True), (2, True, True),
    ]  # fmt: skip
    assert tower.alerts.show(tower.project.id, alert.id).firing is None


def test_what_was_missed_is_looked_at_and_told_together(
    lake: Lake, ledger: Ledger, project: int, chat: tuple[list[dict[str, Any]], str]
) -> None:
    heard, address = chat
    tower = Tower(lake, ledger, project, MailConfig())
    room = tower.channels.add(tower.project.id, "Room", "chat", address, actor="test")
    tower.alert({"kind": "threshold", "below": 5}, [room.id])
    tower.alert({"kind": "change", "by": 0.5, "direction": "down"}, [room.id], name="Half")
    for day in range(20, 36):
        tower.sell(day, 2 if day == 33 else 10, channel="Paid" if day == 33 else "Email")
    tower.look_on(31)

    found = tower.look_on(34)  # nobody looked for two days

    assert found == 2
    (message,) = heard
    assert message["title"] == "[default] Half and 1 more"
    assert (
        "Half: Orders was 2 on 2026-04-04 (UTC), 50% less than a week before"
        in (message["message"])
    )
    assert "mostly channel Email (-10 of -8)" in message["message"]
    assert room.target == "json://…"


def test_a_silenced_alert_finds_and_does_not_tell(
    lake: Lake, ledger: Ledger, project: int, post: tuple[Post, MailConfig]
) -> None:
    box, mail = post
    tower = Tower(lake, ledger, project, mail)
    team = tower.channels.add(tower.project.id, "Team", "email", "team@example.org", actor="test")
    alert = tower.alert({"kind": "threshold", "below": 5}, [team.id])
    tower.sell(30, 8)
    tower.sell(31, 2)
    tower.look_on(31)
    until = {"silent_until": START + 33 * DAY}
    tower.alerts.change(tower.project.id, alert.id, until, actor="test")

    assert tower.look_on(32) == 1

    assert box.letters == []
    (one,) = tower.alerts.findings(tower.project.id, alert.id)
    assert (one.told, one.untold) == (None, "silenced")


def test_a_channel_that_fails_is_told_of_and_loses_nothing(
    lake: Lake, ledger: Ledger, project: int
) -> None:
    tower = Tower(lake, ledger, project, MailConfig(host="127.0.0.1", port=1, security="none"))
    team = tower.channels.add(tower.project.id, "Team", "email", "team@example.org", actor="test")
    alert = tower.alert({"kind": "threshold", "below": 5}, [team.id])
    alone = tower.alert({"kind": "threshold", "below": 5}, [], name="Nobody")
    tower.sell(30, 1)

    assert tower.look_on(31) == 2

    (one,) = tower.alerts.findings(tower.project.id, alert.id)
    assert one.told is None
    assert "did not take the message" in (one.untold or "")
    (other,) = tower.alerts.findings(tower.project.id, alone.id)
    assert other.untold == "no channel"
    with pytest.raises(NotDelivered, match="no e-mail server"):
        tell("email", "team@example.org", "x", "y", MailConfig())


def test_odd_days_are_found_without_a_number(
    lake: Lake, ledger: Ledger, project: int, post: tuple[Post, MailConfig]
) -> None:
    box, mail = post
    tower = Tower(lake, ledger, project, mail)
    team = tower.channels.add(tower.project.id, "Team", "email", "team@example.org", actor="test")
    tower.alert({"kind": "odd"}, [team.id])
    for day in range(50):
        tower.sell(day, 5 if day == 48 else 60 + day % 3)

    assert [tower.look_on(day) for day in (48, 49, 50)] == [0, 1, 1]

    assert "out of the ordinary; expected" in box.letters[0].get_payload()


def test_the_lake_is_asked_once_a_bucket_and_not_before_it_is_mature(
    lake: Lake, ledger: Ledger, project: int
) -> None:
    tower = Tower(lake, ledger, project, MailConfig())
    tower.alert({"kind": "threshold", "below": 5}, [])
    tower.sell(30, 8)
    asked = []
    for day in (31, 31.5, 31.9, 32, 32.5):
        tower.clock.at = START + timedelta(days=day, minutes=1)
        tower.watch.once()
        asked.append(tower.asked)
    late = {"definition": {"ask": {"events": "buy"}, "maturity": "2d"}}
    tower.metrics.change(tower.project.id, "orders", late, actor="test")
    for day in (33, 34.9, 35):
        tower.clock.at = START + timedelta(days=day, minutes=1)
        tower.watch.once()
        asked.append(tower.asked)

    assert asked == [1, 1, 1, 2, 2, 2, 2, 3]


def test_a_changed_rule_begins_anew_and_another_project_sees_nothing(
    lake: Lake, ledger: Ledger, project: int
) -> None:
    tower = Tower(lake, ledger, project, MailConfig())
    alert = tower.alert({"kind": "threshold", "below": 5}, [])
    tower.sell(30, 1)
    tower.look_on(31)
    assert tower.alerts.show(tower.project.id, alert.id).firing is not None

    rule = {"rule": {"kind": "threshold", "below": 1}}
    changed = tower.alerts.change(tower.project.id, alert.id, rule, actor="test")

    assert (changed.looked, changed.firing) == (None, None)
    assert tower.look_on(31) == 0
    tower.alerts.delete(tower.project.id, alert.id, actor="test")
    assert tower.alerts.all(tower.project.id) == []
    assert tower.alerts.restore(tower.project.id, alert.id, actor="test").deleted is None


def test_rules_are_judged_at_their_edges() -> None:
    answer = _answer([5.0, 10.0, 5.0, None, 5.0])

    def fires(rule: dict[str, Any], since: datetime | None = START) -> list[bool]:
        return [one.fires for one in looks(answer, read_rule(rule), "day", since)]

    assert fires({"kind": "threshold", "below": 5}) == [False, False, False, False]
    assert fires({"kind": "threshold", "above": 9.5}) == [True, False, False, False]
    assert fires({"kind": "change", "by": 0.5, "than": "previous"}) == [False] * 4
    down = {"kind": "change", "by": 0.49, "direction": "down", "than": "previous"}
    assert fires(down) == [False, True, False, False]
    assert len(looks(answer, read_rule({"kind": "odd"}), "day", None)) == 1
    assert looks(answer, read_rule(down), "day", START + 2 * DAY)[-1] == Look(
        START + 4 * DAY, 5.0, False, None, None
    )


def _answer(values: list[float | None]) -> MetricAnswer:
    points = [MetricPoint(START + i * DAY, v, True) for i, v in enumerate(values)]
    return MetricAnswer(tuple(points), None, meta=None)  # type: ignore[arg-type] # not read


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "threshold"},
        {"kind": "threshold", "above": "much"},
        {"kind": "change", "by": 0},
        {"kind": "loud"},
        {},
    ],
)
def test_a_rule_that_means_nothing_is_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        read_rule(rule)

    assert (refused.value.facts.get("field") or "").startswith("rule")


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("email", "nobody"),
        ("email", "a@b.c\nBcc: x@y.z"),
        ("chat", "https://example.org/hook"),
        ("chat", "file:///etc/passwd"),
        ("chat", "slack://"),
        ("chat", "mailto://user:password@example.org"),
    ],
)
def test_what_is_no_address_is_refused(kind: Any, target: str) -> None:
    with pytest.raises(InvalidDefinition):
        check_target(kind, target)


def test_a_secret_is_not_shown() -> None:
    assert masked("chat", "slack://TokenA/TokenB/TokenC") == "slack://…"
