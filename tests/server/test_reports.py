"""Boards by e-mail: drawn in a real browser, told by a real mail server, stopped by a link."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from bellrock.cli.say import in_a_sentence
from bellrock.core.errors import NotDrawn
from bellrock.core.time import FixedClock
from bellrock.runtime.boards_model import Visitor
from bellrock.runtime.config import MailConfig, ReportsConfig
from bellrock.runtime.reports import Courier, Office, Reports, Studio
from bellrock.runtime.reports.browser import Bounds, Drawer
from bellrock.runtime.reports.links import stop_token
from bellrock.runtime.reports.passes import Commission, Passes
from bellrock.runtime.reports.words import words
from serving import free_port
from shops import Server, Shop, found
from sites import listening

PUBLIC = "https://rock.example.org"
NOW = datetime.now(UTC)
ROWS = "select event as what, count() as times from events group by what order by what"
ASK = {"event": "bought", "metric": "uniques", "from": "-7d"}
TILES: list[dict[str, Any]] = [
    {"id": "n", "kind": "number", "title": "Buyers", "ask": {"kind": "trend", "ask": ASK},
     "place": {"x": 0, "y": 0, "w": 4, "h": 4}},
    {"id": "f", "kind": "question", "title": "Checkout", "place": {"x": 4, "y": 0, "w": 8, "h": 8},
     "ask": {"kind": "funnel", "ask": {"steps": ["seen", "bought"], "from": "-7d"}}},
    {"id": "s", "kind": "question", "title": "Shopping", "place": {"x": 0, "y": 8, "w": 6, "h": 6},
     "ask": {"kind": "sql", "ask": {"sql": ROWS}}},
    {"id": "e", "kind": "question", "title": "Mistaken", "place": {"x": 6, "y": 8, "w": 6, "h": 6},
     "ask": {"kind": "sql", "ask": {"sql": "select evnt from events"}}},
    {"id": "w", "kind": "text", "title": "Notes", "text": "# <b>Mind</b> the gap",
     "place": {"x": 0, "y": 20, "w": 12, "h": 4}},
]  # fmt: skip
"""Two tiles side by side, two statements below, of which one fails, and a text far below."""


class Post(Message):
    """A real SMTP server's mailbox; it takes nothing for whoever is in `full`."""

    def __init__(self) -> None:
        super().__init__(EmailMessage)
        self.letters: list[Any] = []
        self.full: set[str] = set()

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, to: str, ___: Any) -> str:  # noqa: N802
        if to in self.full:
            return "452 4.2.2 The mailbox is full"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    def handle_message(self, message: Any) -> None:
        self.letters.append(message)


@pytest.fixture(scope="module")
def post() -> Iterator[tuple[Post, MailConfig]]:
    box, port = Post(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, MailConfig(host="127.0.0.1", port=port, security="none", sender="rock@example.org")
    server.stop()


@dataclass
class Desk:
    """A board with readers, a courier by a clock of its own, and what arrives."""

    shop: Shop
    api: httpx.Client
    courier: Courier
    clock: FixedClock
    box: Post
    board: str

    def make(self, *emails: str, **more: Any) -> dict[str, Any]:
        readers = [{"email": one} if "@" in one else one for one in emails]
        body = {"board": self.board, "readers": readers, "schedule": {"every": "day"}, **more}
        return self.ok("POST", "/reports", json=body)

    def ok(self, method: str, path: str, **said: Any) -> Any:
        answer = self.api.request(method, f"/api/v1{path}", **said)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def history(self, report: str) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = self.ok("GET", f"/reports/{report}/history")
        return told

    def arrived(self, **at: float) -> list[Any]:
        """Let time pass, and return what arrives then."""
        self.box.letters.clear()
        self.clock.tick(timedelta(**at))
        self.courier.once()
        return list(self.box.letters)


@pytest.fixture
def desk(server: Server, post: tuple[Post, MailConfig]) -> Iterator[Desk]:
    """Three people, of whom two bought; nothing is drawn."""
    shop, (box, mail), app = found(server), post, server.app
    box.full.clear()
    shop.send(
        *(
            {"type": "track", "event": name, "userId": who, "timestamp": NOW.isoformat()}
            for who, names in (("ann", "seen bought"), ("bob", "seen bought"), ("cat", "seen"))
            for name in names.split()
        )
    )
    # One clock for when reports are due, and the server's own for all else.
    clock = FixedClock(app.clock.now())
    reports = Reports(app.ledger, clock, app.accounts.audit)
    studio = Studio(
        app.config.reports, app.lake, app.answers, app.context, app.courier.studio.passes
    )
    studio.say = in_a_sentence
    courier = Courier(
        Office(reports, app.boards, app.accounts), studio, mail, clock, public_url=PUBLIC
    )
    with shop.manager() as api:
        made = api.post("/api/v1/boards", json={"name": "Growth", "tiles": TILES}).json()
        yield Desk(shop, api, courier, clock, box, made["id"])
        for report in api.get("/api/v1/reports").json():
            api.delete(f"/api/v1/reports/{report['id']}")


def part(letter: Any, kind: str) -> Any:
    """Return the content of a letter's part."""
    found = next(one for one in letter.walk() if one.get_content_type() == kind)
    raw = found.get_payload(decode=True)
    return raw.decode().replace("\r\n", "\n") if kind.startswith("text/") else raw


def colours(png: bytes) -> tuple[int, int, int]:
    """Return a picture's width and height, and how many different lines of dots it has."""
    width, height = struct.unpack(">II", png[16:24])
    data, at = b"", 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += 12 + size
    raw = zlib.decompress(data)
    row = len(raw) // height
    return width, height, len({raw[n * row : (n + 1) * row] for n in range(height)})


def test_a_board_is_drawn_and_says_what_the_api_says(desk: Desk) -> None:
    app, server = desk.shop.app, desk.shop.server
    desk.courier.studio.address = app.courier.studio.address = server.url
    readers = ("ann@example.org", {"email": "li@example.org", "language": "zh-CN"})
    report = desk.make(*readers, note="Look at <this>", subject="The week")  # type: ignore[arg-type]

    english, chinese = desk.arrived(days=1)

    run = desk.history(report["id"])[0]
    assert (run["carried"], run["error"], run["failed"]) == ("pictures", None, {})
    assert run["sent"] == ["ann@example.org", "li@example.org"]
    assert [one["To"] for one in (english, chinese)] == run["sent"]
    assert english["Subject"] == "The week"
    for letter, said_there in ((english, "came through"), (chinese, "完成全部步骤")):
        width, height, lines = colours(part(letter, "image/png"))
        assert width == 2 * 1280
        assert 2 * 900 < height < 2 * 1300
        assert lines > 100  # not blank
        pdf = part(letter, "application/pdf")
        assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
        assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 2  # cut between bands of tiles
        assert said_there in part(letter, "text/plain")
    # What the e-mail says is what the API says.
    said = {
        tile: desk.ok("GET", f"/boards/{desk.board}/tiles/{tile}")["answer"] for tile in ("n", "f")
    }
    buyers, steps = said["n"]["series"][0]["total"], said["f"]["steps"]
    text = part(english, "text/plain")
    assert (buyers, [one["people"] for one in steps]) == (2, [3, 2])
    assert re.search(rf"Buyers\n{buyers:.0f}\b", text)
    assert f"Of {steps[0]['people']} people who entered, {steps[1]['people']} " in text
    assert "Shopping\n2 rows." in text
    assert re.search(r"Mistaken\nThe statement of this tile fails", text)
    page = part(english, "text/html")
    assert "evnt" not in text + page  # why it fails is told on the board
    assert "Look at &lt;this&gt;" in page
    assert 'src="cid:board.png"' in page
    assert f"{PUBLIC}/p/{desk.shop.project.name}/boards/{desk.board}" in page
    assert not re.search(r'(src|href)="(?!cid:|https://rock\.example\.org/)', page)


def test_without_a_browser_a_letter_carries_sentences_and_tables(desk: Desk) -> None:
    desk.courier.studio.address = desk.shop.server.url
    desk.courier.studio.told = replace_path(desk.courier.studio.told)
    report = desk.make("ann@example.org")

    (letter,) = desk.arrived(days=1)

    run = desk.history(report["id"])[0]
    assert run["carried"] == "tables"
    assert "install Chromium" in run["error"]
    page, text = part(letter, "text/html"), part(letter, "text/plain")
    assert "Of 3 people who did seen, 2 (66.7 %) went on to bought." in page
    assert re.search(r"<td[^>]*>\d{4}-\d\d-\d\d</td>", page)
    assert "&lt;b&gt;Mind" in page
    assert "what\ttimes\nbought\t2\nseen\t3" in text
    assert "Mistaken\nthe statement of this tile fails" in text
    assert words("en").several not in text  # a statement over all time has no dates of its own
    steps = desk.ok("GET", f"/boards/{desk.board}/tiles/f")["answer"]["steps"]
    for step in steps:
        assert re.search(rf"{step['name']}\t.*{step['people']}", text)


def replace_path(told: ReportsConfig) -> ReportsConfig:
    return told.model_copy(update={"chromium": "/nowhere/chromium"})


def test_what_was_missed_is_sent_once_and_late(desk: Desk) -> None:
    report = desk.make("ann@example.org", schedule={"every": "day", "at": "08:00"})
    assert desk.arrived(minutes=0) == []

    (letter,) = desk.arrived(days=9)  # the server was off

    due = datetime.fromisoformat(desk.history(report["id"])[0]["due"])
    assert desk.clock.now() - due < timedelta(days=1)
    said = "is late" in part(letter, "text/plain")
    assert said == (desk.clock.now() - due > timedelta(minutes=30))
    assert desk.arrived(minutes=1) == []
    assert len(desk.arrived(days=1)) == 1
    assert len(desk.history(report["id"])) == 2


def test_a_paused_report_is_not_sent_and_not_made_up_for(desk: Desk) -> None:
    report = desk.make("ann@example.org")
    desk.ok("PATCH", f"/reports/{report['id']}", json={"paused": True})
    assert desk.arrived(days=3) == []

    resumed = desk.ok("PATCH", f"/reports/{report['id']}", json={"paused": False})

    assert resumed["paused"] is None
    assert datetime.fromisoformat(resumed["due"]) > desk.shop.app.clock.now()


def test_who_is_not_reached_is_tried_again_and_nobody_twice(desk: Desk) -> None:
    desk.box.full.add("bob@example.org")
    report = desk.make("ann@example.org", "bob@example.org")

    assert [one["To"] for one in desk.arrived(days=1)] == ["ann@example.org"]
    run = desk.history(report["id"])[0]
    assert run["sent"] == ["ann@example.org"]
    assert "mailbox is full" in run["failed"]["bob@example.org"]
    assert run["ended"] is None
    desk.box.full.clear()

    assert [one["To"] for one in desk.arrived(minutes=25)] == ["bob@example.org"]
    run = desk.history(report["id"])[0]
    assert (len(run["sent"]), run["failed"], run["ended"] is None) == (2, {}, False)


def test_a_link_stops_a_report_for_its_address_alone(desk: Desk) -> None:
    report = desk.make("ann@example.org", "bob@example.org")
    other = desk.make("ann@example.org")
    letters = desk.arrived(days=1)
    own = f"{PUBLIC}/api/v1/unsubscribe/{stop_of(desk, report['id'], 'ann@example.org')}"
    links = [str(one["List-Unsubscribe"]) for one in letters if one["To"] == "ann@example.org"]
    (link,) = [one.strip("<>") for one in links if one == f"<{own}>"]
    assert all(one["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" for one in letters)
    path = link.removeprefix(PUBLIC)
    with desk.shop.server.client() as stranger:
        looked = stranger.get(path).json()
        assert looked == {"board": "Growth", "email": "ann@example.org", "unsubscribed": False}
        # Looking stops nothing: mail programs look at every link.
        assert len(desk.arrived(days=1)) == 3
        token = path.rpartition("/")[2]
        number, _, signature = token.partition(".")
        forged = (
            f"{int(number) + 1}.{signature}", f"{number}.{signature.swapcase()}", f"{number}.",
            stop_token(int(number), "ann@example.org", "0" * 64), "1", "x.y", f"-1.{signature}",
            f"{number}.{signature}.", "٣." + signature,
        )  # fmt: skip
        for one in forged:
            answer = stranger.post(f"/api/v1/unsubscribe/{one}")
            assert answer.status_code in (404, 422), one
        body = {"List-Unsubscribe": "One-Click"}
        assert stranger.post(path, data=body).json()["unsubscribed"] is True
        assert stranger.post(path).json()["unsubscribed"] is True

        told = sorted((one["To"], one["Subject"]) for one in desk.arrived(days=1))
        assert [to for to, _ in told] == ["ann@example.org", "bob@example.org"]
        assert desk.history(report["id"])[0]["sent"] == ["bob@example.org"]
        assert desk.history(other["id"])[0]["sent"] == ["ann@example.org"]
        # Whoever names the address again does not undo what its owner said.
        body = {"readers": [{"email": "bob@example.org"}]}
        desk.ok("PATCH", f"/reports/{report['id']}", json=body)
        body["readers"].append({"email": "ann@example.org"})
        shown = desk.ok("PATCH", f"/reports/{report['id']}", json=body)
        assert [bool(one["unsubscribed"]) for one in shown["readers"]] == [True, False]
        assert stranger.delete(path).json()["unsubscribed"] is False
    assert len(desk.arrived(days=1)) == 3


def stop_of(desk: Desk, report: str, email: str) -> str:
    """Return the token that stops a report for an address, by what the ledger holds."""
    reports = desk.shop.app.reports
    row = next(
        one
        for number in range(1, 10_000)
        if (one := _row(reports, number)) is not None and one.id == report
    )
    return stop_token(reports.takers(row.number)[email].number, email, row.secret)


def _row(reports: Reports, number: int) -> Any:
    try:
        return reports.numbered(number)
    except Exception:
        return None


def test_a_render_token_opens_one_board_once_and_here_alone(desk: Desk) -> None:
    server, app = desk.shop.server, desk.shop.app
    app.courier.studio.address = server.url
    nobody = Visitor(None, changes=False, manages=False)
    commission = Commission(desk.shop.project.id, desk.board, nobody)
    other = desk.ok("POST", "/boards", json={"name": "Other", "tiles": [TILES[0] | {"id": "z"}]})

    def opened(token: str, **headers: str) -> httpx.Response:
        return httpx.post(
            f"{server.url}/api/v1/render/open", json={"token": token}, headers=headers
        )

    for headers in ({"X-Forwarded-For": "127.0.0.1"}, {"Host": "rock.example.org"}, {"Via": "1"}):
        assert opened(app.courier.studio.passes.issue(commission), **headers).status_code == 404
    token = app.courier.studio.passes.issue(commission)
    first = opened(token)
    assert first.status_code == 200
    assert first.json()["board"]["name"] == "Growth"
    assert opened(token).status_code == 404  # twice
    assert opened("made-up").status_code == 404

    def tile(name: str, held: str, **headers: str) -> int:
        told = {"X-Render-Pass": held, **headers}
        return httpx.get(f"{server.url}/api/v1/render/tiles/{name}", headers=told).status_code

    held = first.json()["held"]
    assert tile("n", held) == 200
    assert tile("z", held) == 404  # of another board
    assert tile("n", token) == 404  # a token is no pass
    assert tile("n", held, **{"X-Real-IP": "10.0.0.9"}) == 404
    for path in (f"boards/{other['id']}", "boards", "people", f"boards/{desk.board}/tiles/n"):
        for told in ({"X-Render-Pass": held}, {"Authorization": f"Bearer {held}"}):
            answer = httpx.get(f"{server.url}/api/v1/{path}", headers=told)
            assert answer.status_code == 401, path
    app.courier.studio.passes.end(token)
    assert tile("n", held) == 404  # the drawing has ended


def test_tokens_and_passes_grow_old() -> None:
    clock = FixedClock()
    passes = Passes(clock)
    commission = Commission(1, "abc", Visitor(None, changes=False, manages=False))
    late, used = passes.issue(commission), passes.issue(commission)
    held, _ = passes.open(used)
    clock.tick(timedelta(seconds=121))

    for ended in (lambda: passes.open(late), lambda: passes.commission(held)):
        with pytest.raises(Exception, match="opens nothing"):
            ended()


def test_a_browser_reaches_its_own_server_alone_and_keeps_within_its_limits() -> None:
    with listening() as own, listening() as other:
        own.page = f"<h1>Here</h1><img src='http://127.0.0.1:{other.port}/a.png'>" + (
            f"<script>fetch('http://localhost:{own.port}/b').catch(() => 0);"
            "new WebSocket('ws://127.0.0.1:%d/c')</script>" % other.port
        )
        with Drawer(ReportsConfig(), f"127.0.0.1:{own.port}", "zh-CN") as drawer:
            session = drawer.open(f"http://127.0.0.1:{own.port}/", 400, 300, 1.0)
            assert drawer.until(session, "document.readyState === 'complete'")
            assert drawer.ask(session, "navigator.language") == "zh-CN"
            folder = drawer._folder.name
        assert not Path(folder).exists()
        assert [one for one in own.asked if one != "/favicon.ico"] == ["/"]
        assert other.asked == []
        for bounds, why in ((Bounds(seconds=3), "longer than 3 s"),
                            (Bounds(memory_bytes=256 << 20), "more memory")):  # fmt: skip
            own.page = (
                "<script>window.kept = []; setInterval(() => kept.push("
                "new Uint8Array(40 << 20).fill(7)), 50)</script>"
                if "memory" in why
                else "wait"
            )
            with (
                pytest.raises(NotDrawn, match=why),
                Drawer(ReportsConfig(), f"127.0.0.1:{own.port}", "en", bounds) as drawer,
            ):
                session = drawer.open(f"http://127.0.0.1:{own.port}/", 400, 300, 1.0)
                drawer.until(session, "false")


def test_who_may_send_what_to_whom(desk: Desk) -> None:
    for readers, field in (([], "readers"), ([{"email": "nobody"}], "readers[0].email")):
        body = {"board": desk.board, "readers": readers}
        refused = desk.api.post("/api/v1/reports", json=body)
        assert (refused.status_code, refused.json()["field"]) == (422, field)
    refused = desk.api.post(
        "/api/v1/reports", json={"board": "nothere", "readers": [{"email": "a@example.org"}]}
    )
    assert refused.status_code == 404
    report = desk.make("ann@example.org")
    with desk.shop.browser("viewer") as viewer:
        assert viewer.get("/api/v1/reports").status_code == 403
    with found(desk.shop.server).manager() as rival:
        assert rival.get(f"/api/v1/reports/{report['id']}").status_code == 404
        assert rival.get("/api/v1/reports").json() == []
    with desk.shop.browser("analyst") as analyst:
        own = f"/api/v1/reports/{report['id']}/test"
        assert analyst.post(own, json={"to": "else@example.org"}).status_code == 403
        assert [analyst.post(own, json={}).status_code for _ in range(4)] == [202, 202, 202, 429]
        # A board that becomes private to somebody is told to them alone.
        mine = analyst.post(
            "/api/v1/boards", json={"name": "Mine", "visibility": "private", "tiles": TILES}
        ).json()
        body = {"board": mine["id"], "readers": [{"email": "me@example.org"}]}
        private = analyst.post("/api/v1/reports", json=body).json()
        assert desk.api.get(f"/api/v1/reports/{private['id']}").status_code == 404
    letters = desk.arrived(days=1)
    tests = [one for one in letters if one["To"].startswith("analyst")]
    assert len(tests) == 3
    assert "nobody else got it" in part(tests[0], "text/plain")
    assert not tests[0]["List-Unsubscribe"]


def test_a_board_that_is_gone_is_not_sent_and_history_says_why(desk: Desk) -> None:
    report = desk.make("ann@example.org")
    desk.ok("DELETE", f"/boards/{desk.board}")

    assert desk.arrived(days=1) == []
    assert desk.history(report["id"])[0]["error"] == "the board is deleted"
    assert desk.ok("DELETE", f"/reports/{report['id']}") is None
    assert desk.ok("POST", f"/reports/{report['id']}/restore")["deleted"] is None
