"""The tracking script in a real browser, on a site of another host, against a real server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from e2e.browser import Visitor
from e2e.collecting import Collecting, Event, collecting
from e2e.conftest import WEB
from e2e.sites import SCRIPT, STYLE, Site
from serving import Served, free_port, said

pytestmark = pytest.mark.usefixtures("tracking_script")

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_SAID = re.compile(r"\bsaid\.(\w+)").findall
_PLACE = frozenset(
    ("x", "y", "box_x", "box_y", "box_width", "box_height", "width", "height", "page_height")
)
_LONG = """<!doctype html><title>Long</title>{tag}<link rel=stylesheet href=/long.css>
<main><h1>Long</h1><button id="dead">Buy</button><button id="alive">More</button></main>
<script src="/long.js"></script>"""
_BODY = """
<main>
  <h1>Lamps</h1>
  <button id="more" class="big warm">Show <b>more</b></button>
  <a id="away" href="/away">Away</a>
  <p id="words">Nobody's business</p>
  <div data-br-ignore><button id="hidden">Hidden</button></div>
  <form id="contact" action="/thanks" method="post">
    <label>Mail <input id="mail" name="email" type="email"></label>
    <input id="word" name="password" type="password">
    <textarea id="note" name="note"></textarea>
    <button id="send">Send</button>
  </form>
</main>
"""


@dataclass
class Corner:
    """A site with the script's tag on each page, and what is collected from it."""

    site: Site
    collected: Collecting

    def tag(self, **options: str) -> str:
        """Return the script's tag, as a site would have it."""
        said = "".join(f' data-{name}="{value}"' for name, value in options.items())
        return (
            f'<script async src="{self.collected.url}/js/bellrock.js"'
            f' data-key="{self.collected.key}"{said}></script>'
        )

    def add(self, path: str = "/", title: str = "Lamps", head: str | None = None) -> str:
        """Add a page and return its address; it may load nothing that it does not name."""
        head = self.tag() if head is None else head
        self.site.policy = (
            "default-src 'none'; form-action 'self'; "
            f"script-src 'self' {self.collected.url}; connect-src {self.collected.url}"
        )
        self.site.add(path, f"<!doctype html><title>{title}</title>{head}{_BODY}")
        return self.site.url(path)


@pytest.fixture
def corner(site: Site, collected: Collecting) -> Corner:
    """A site with three pages."""
    made = Corner(site, collected)
    made.add()
    made.add("/away", "Away")
    made.add("/thanks", "Thanks")
    return made


def ready(page: Page) -> None:
    """Wait until the script has begun."""
    page.wait_for_function("() => window.bellrock && window.bellrock.anonymousId")


def close(page: Page) -> None:
    """Close a tab as its visitor would: the page is told, and then it is gone."""
    with page.expect_event("close"):
        page.close(run_before_unload=True)


def call(page: Page, script: str) -> None:
    """Run a call of the site's own, once the script has begun."""
    ready(page)
    page.evaluate(script)


def names(events: list[Event]) -> list[str]:
    return [event["event"] for event in events]


def props(event: Event) -> dict[str, Any]:
    found: dict[str, Any] = event["props"]
    return found if isinstance(found, dict) else json.loads(found)


def test_every_option_is_explained_in_the_guide() -> None:
    options = (WEB / "script" / "src" / "options.ts").read_text("utf-8")
    guide = (WEB.parent / "docs" / "guide" / "tracking-script.md").read_text("utf-8")

    told = {re.sub("[A-Z]", lambda sign: f"-{sign[0].lower()}", name) for name in _SAID(options)}

    assert told == set(re.findall(r"^\| `data-([a-z-]+)`", guide, re.M))


def test_a_tag_is_all_a_site_needs(corner: Corner, visitor: Visitor) -> None:
    visitor.page(corner.site.url("/?utm_source=news&utm_medium=email&q=lamp"))

    (event,) = corner.collected.events(1)

    assert (event["event"], event["kind"], event["title"]) == ("$pageview", "page", "Lamps")
    assert (event["host"], event["path"]) == ("www.site.test", "/")
    assert (event["utm_source"], event["channel"]) == ("news", "Email")
    assert (event["browser"], event["bot"], event["library"]) == ("Chrome", "", "bellrock.js")
    assert UUID.fullmatch(event["anonymous_id"])
    assert UUID.fullmatch(event["session"])
    assert UUID.fullmatch(event["event_id"])
    assert (event["dialect"], event["verdict"], event["warnings"]) == ("bellrock", "stored", [])
    assert event["locale"] == "en-US"
    assert visitor.complaints == []


def test_clicks_and_submits_are_told_without_what_was_typed(
    corner: Corner, visitor: Visitor
) -> None:
    page = visitor.page(corner.site.url())
    ready(page)
    page.click("#more b")
    page.click("#words")
    page.click("#hidden")
    page.fill("#mail", "s3cret@ann.example")
    page.fill("#word", "s3cret-word")
    page.fill("#note", "s3cret note")
    page.click("#note")
    page.click("#send")
    page.wait_for_url("**/thanks")

    events = corner.collected.events(7)

    acts = [props(event) for event in events if event["event"] == "$autocapture"]
    assert [(act["type"], act["tag"], act.get("id"), act.get("text")) for act in acts] == [
        ("click", "button", "more", "Show more"),
        ("click", "p", "words", None),
        ("click", "textarea", "note", None),
        ("click", "button", "send", "Send"),
        ("submit", "form", "contact", None),
    ]
    said = {name: value for name, value in acts[0].items() if name not in _PLACE}
    assert said == {
        "type": "click",
        "tag": "button",
        "id": "more",
        "classes": "big warm",
        "text": "Show more",
        "selector": "button#more",
    }
    assert acts[4]["href"] == "/thanks"
    assert names(events).count("$pageview") == 2
    assert len(events) == 7
    assert "s3cret" not in json.dumps(events)
    assert visitor.complaints == []


def test_a_page_tells_where_it_was_clicked_how_far_it_was_seen_and_how_quick_it_was(
    corner: Corner, visitor: Visitor
) -> None:
    corner.collected.whispers = True
    corner.add("/long")
    corner.site.policy += "; style-src 'self'"
    css = (
        "body,h1{margin:0}main{height:3000px;position:relative}#alive{top:600px!important}"
        "button{position:absolute;left:640px;top:500px;width:100px;height:40px}"
    )
    corner.site.add("/long.css", css, STYLE)
    alive = "document.getElementById('alive').onclick = e => e.target.classList.add('on')"
    corner.site.add("/long.js", alive, SCRIPT)
    corner.site.add("/long", _LONG.format(tag=corner.tag()))
    page = visitor.page(corner.site.url("/long"))
    ready(page)
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    page.wait_for_load_state("networkidle")
    page.mouse.click(690, 520)
    page.wait_for_timeout(2700)
    for _ in range(4):
        page.mouse.click(690, 620)
    page.mouse.wheel(0, 900)
    page.wait_for_function("() => scrollY >= 900")
    page.wait_for_timeout(700)
    page.evaluate("history.pushState({}, '', '/long/2')")
    page.goto(corner.site.url("/away"))

    events = corner.collected.events(13)

    told = {name: [e for e in events if e["event"] == name] for name in set(names(events))}
    (dead,), (rage,) = told["$dead_click"], told["$rageclick"]
    clicks = [props(event) for event in told["$autocapture"]]
    wide = clicks[0]["width"]
    assert (dead["path"], props(dead)["id"], props(rage)["id"]) == ("/long", "dead", "alive")
    assert len(clicks) == 5
    assert clicks[0] == props(dead)
    assert (clicks[0]["x"], clicks[0]["y"]) == (pytest.approx(690 / wide, abs=0.02), 520)
    assert (clicks[0]["box_y"], clicks[0]["box_height"]) == (500, 40)
    assert clicks[0]["box_width"] == pytest.approx(100 / wide, abs=0.02)
    assert (clicks[0]["height"], clicks[0]["page_height"]) == (720, 3000)
    first, second = (event for event in told["$pageleave"] if event["path"].startswith("/long"))
    assert (first["path"], second["path"]) == ("/long", "/long/2")
    assert (props(first)["scrolled"], props(second)["scrolled"]) == (1620, 1620)
    seen = props(first)["seen_s"]
    assert len(seen) == 6
    assert seen[0] >= 2
    (vitals,) = (event for event in told["$web_vitals"] if event["path"] == "/long")
    figures = props(vitals)
    some = {f"$web_vitals_{name}_value" for name in ("LCP", "FCP", "CLS", "TTFB")}
    assert set(figures) - {"$web_vitals_INP_value"} == some  # a quick click has no INP
    assert figures["$web_vitals_CLS_value"] == 0
    assert 0 < figures["$web_vitals_TTFB_value"] <= figures["$web_vitals_FCP_value"]
    assert figures["$web_vitals_FCP_value"] <= figures["$web_vitals_LCP_value"] < 60_000
    assert len({event["session"] for event in events}) == 1
    assert visitor.complaints == []


def test_a_page_shows_its_own_clicks_by_a_pass_and_nobody_is_counted_meanwhile(
    corner: Corner, visitor: Visitor
) -> None:
    here = f"/own/{corner.collected.source}"  # other tests click elsewhere
    page = visitor.page(corner.add(here))
    ready(page)
    page.click("#more")
    page.click("#words")
    corner.collected.events(3)
    asked = {"ask": {"page": f"www.site.test{here}", "top": 5}}
    ticket = corner.collected.api.post("/api/v1/heat/live", json=asked).raise_for_status().json()

    page.goto("about:blank")
    page.goto(ticket["url"])
    marks = page.locator("#bellrock-heat .on")
    marks.first.wait_for()

    assert sorted(text[0] for text in page.locator("#bellrock-heat .on b").all_inner_texts()) == [
        "1", "1",
    ]  # fmt: skip
    assert ticket["url"].startswith(corner.site.url(here) + "#bellrock-heat=")
    button, mark = page.locator("#more").bounding_box(), marks.first.bounding_box()
    assert button == mark or page.locator("#words").bounding_box() == mark
    page.locator("#bellrock-heat button").click()
    assert page.locator("#bellrock-heat").count() == 0
    page.click("#more")
    page.wait_for_timeout(1500)
    assert len(corner.collected.events(3)) == 3
    page.goto("about:blank")
    page.goto(corner.site.url(f"{here}#bellrock-heat=none.of.mine"))
    page.wait_for_selector("#bellrock-heat .bar")
    assert page.locator("#bellrock-heat .on").count() == 0


def test_an_identified_visitor_stays_known_until_a_reset(corner: Corner, visitor: Visitor) -> None:
    page = visitor.page(corner.site.url())
    call(page, "bellrock.identify('ann', {email: 'ann@b.example', plan: null})")
    call(page, "bellrock.group('acme', {size: 3})")
    page.goto(corner.site.url("/away"))
    call(page, "bellrock.track('Seen', {n: 1})")
    call(page, "bellrock.reset()")
    call(page, "bellrock.track('Alone')")

    first, identified, group, second, seen, alone = corner.collected.events(6)

    assert first["user_id"] == ""
    assert (identified["event"], identified["user_id"]) == ("$identify", "ann")
    assert identified["anonymous_id"] == first["anonymous_id"] == seen["anonymous_id"]
    assert (group["event"], props(group)) == ("$groupidentify", {"size": 3})
    assert [event["user_id"] for event in (second, seen)] == ["ann", "ann"]
    assert [event["groups"] for event in (group, second, seen)] == [{"group": "acme"}] * 3
    assert props(seen) == {"n": 1}
    assert (alone["user_id"], alone["groups"]) == ("", {})
    assert alone["anonymous_id"] != first["anonymous_id"]
    assert alone["session"] != first["session"]
    assert sorted(change for change in _traits(identified) if change in ("email", "plan")) == [
        "email",
        "plan",
    ]


def _traits(event: Event) -> list[str]:
    sent = json.loads(event["raw"])
    return [*sent["traits"], *(change["trait"] for change in sent["trait_ops"])]


def test_calls_made_before_the_script_has_loaded_are_kept(corner: Corner, visitor: Visitor) -> None:
    corner.site.add(
        "/early.js",
        "window.bellrock = [['identify', 'ann'], ['track', 'Early', {n: 1}]];"
        "window.kept = window.bellrock;",
        SCRIPT,
    )
    page = visitor.page(corner.add(head=f'<script src="/early.js"></script>{corner.tag()}'))
    call(page, "kept.push(['track', 'Late'])")

    events = corner.collected.events(4)

    assert names(events) == ["$pageview", "$identify", "Early", "Late"]
    assert [event["user_id"] for event in events] == ["", "ann", "ann", "ann"]


def test_a_script_that_is_there_twice_works_once(corner: Corner, visitor: Visitor) -> None:
    page = visitor.page(corner.add(head=corner.tag() * 2))
    call(page, "bellrock.track('Seen')")

    assert names(corner.collected.events(2)) == ["$pageview", "Seen"]


def test_a_tag_that_a_script_injects_works_too(corner: Corner, visitor: Visitor) -> None:
    corner.site.add(
        "/inject.js",
        f"""const tag = document.createElement("script")
        tag.src = "{corner.collected.url}/js/bellrock.js"
        tag.dataset.key = "{corner.collected.key}"
        document.head.append(tag)""",
        SCRIPT,
    )
    visitor.page(corner.add(head='<script type="module" src="/inject.js"></script>'))

    assert names(corner.collected.events(1)) == ["$pageview"]


def test_an_application_of_one_page_has_many(corner: Corner, visitor: Visitor) -> None:
    page = visitor.page(corner.site.url())
    call(page, "history.pushState({}, '', '/lamps'); document.title = 'All lamps'")
    page.wait_for_timeout(700)  # a page's title is taken a moment after its address
    page.evaluate("history.replaceState({scroll: 1}, '', '/lamps?sort=price')")
    page.evaluate("history.replaceState({}, '', '/boots'); document.title = 'Boots'")
    page.wait_for_timeout(700)
    page.evaluate("history.pushState({}, '', '/boots')")
    page.evaluate("location.hash = 'size'")
    page.evaluate("history.pushState({}, '', '/boots?page=2')")
    page.go_back()
    page.go_back()
    page.go_back()
    page.wait_for_timeout(100)

    events = corner.collected.events(5)

    assert names(events) == ["$pageview"] * 5
    assert [event["path"] for event in events[:3]] == ["/", "/lamps", "/boots"]
    assert [event["title"] for event in events[:3]] == ["Lamps", "All lamps", "Boots"]
    assert events[1]["referrer"] == corner.site.url("/")
    assert [event["url"].split("/")[-1] for event in events[3:5]] == ["boots?page=2", "boots#size"]


def test_the_part_after_the_hash_is_a_page_where_the_site_says_so(
    corner: Corner, visitor: Visitor
) -> None:
    page = visitor.page(corner.add(head=corner.tag(pageviews="hash")))
    call(page, "location.hash = '#/lamps'")

    events = corner.collected.events(2)

    assert [event["url"].partition("#")[2] for event in events] == ["", "/lamps"]


def test_what_a_site_switches_off_is_off(corner: Corner, visitor: Visitor) -> None:
    corner.collected.whispers = True
    off = dict.fromkeys(("pageviews", "autocapture", "heat", "vitals"), "off")
    page = visitor.page(corner.add(head=corner.tag(**off)))
    ready(page)
    page.click("#more")
    call(page, "bellrock.track('Seen')")

    assert names(corner.collected.events(1)) == ["Seen"]


def test_tabs_share_a_visitor_and_a_session(corner: Corner, visitor: Visitor) -> None:
    one = visitor.page(corner.site.url())
    ready(one)
    two = visitor.page(corner.site.url("/away"))
    call(two, "bellrock.track('Two')")
    call(one, "bellrock.track('One')")
    three = visitor.page(corner.site.url("/?utm_source=ads"))
    call(three, "bellrock.track('Three')")

    events = corner.collected.events(6)

    assert len({event["anonymous_id"] for event in events}) == 1
    sessions = [event["session"] for event in events]
    assert len(set(sessions[:4])) == 1
    assert len(set(sessions[4:])) == 1
    assert sessions[0] != sessions[4]
    assert [event["utm_source"] for event in events] == [""] * 4 + ["ads"] * 2


def test_half_an_hour_away_begins_a_session(corner: Corner, visitor: Visitor) -> None:
    page = visitor.context.new_page()
    page.clock.install()
    page.goto(corner.site.url())
    ready(page)
    page.clock.fast_forward("29:00")
    page.evaluate("bellrock.track('Soon')")
    page.clock.fast_forward("31:00")
    page.evaluate("bellrock.track('Later')")
    page.clock.fast_forward("00:05")

    sent = corner.collected.events(3)
    sessions = {event["event"]: event["session"] for event in sent}

    assert sessions["$pageview"] == sessions["Soon"] != sessions["Later"]


def test_subdomains_share_a_visitor_by_a_cookie_where_the_site_says_so(
    corner: Corner, visitor: Visitor
) -> None:
    corner.add(head=corner.tag(**{"cookie-domain": ".site.test"}))
    for host in ("www.site.test", "blog.site.test"):
        page = visitor.page(corner.site.url(host=host))
        ready(page)

    events = corner.collected.events(2)

    assert [event["host"] for event in events] == ["www.site.test", "blog.site.test"]
    assert len({(event["anonymous_id"], event["session"]) for event in events}) == 1


class Doorman:
    """Stands before the collector and answers in its place as long as he has answers."""

    def __init__(self, page: Page, *answers: Callable[[Route], None]) -> None:
        self.page = page
        self.answers = list(answers)
        self.bodies: list[dict[str, Any]] = []
        page.route("**/v1/events", self.meet)

    def meet(self, route: Route) -> None:
        self.bodies.append(json.loads(route.request.post_data or "{}"))
        if self.answers:
            self.answers.pop(0)(route)
        else:
            route.continue_()

    def wait(self, requests: int) -> None:
        """Wait until so many requests have come; meanwhile he answers them."""
        for _ in range(200):
            if len(self.bodies) >= requests:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"only {len(self.bodies)} requests came")

    @property
    def sent(self) -> list[list[str]]:
        """The events of each request."""
        return [[event["event"] for event in body["events"]] for body in self.bodies]


def busy(status: int, **headers: str) -> Callable[[Route], None]:
    allowed = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
    return lambda route: route.fulfill(status=status, headers={**allowed, **headers}, body="{}")


def lose_the_answer(route: Route) -> None:
    """Let the request through, but not its answer."""
    route.fetch()
    route.abort("connectionreset")


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_that_fails_is_asked_again(corner: Corner, visitor: Visitor, status: int) -> None:
    page = visitor.context.new_page()
    doorman = Doorman(page, busy(status), busy(status))
    page.goto(corner.site.url())
    call(page, "bellrock.track('Seen')")
    doorman.wait(3)

    assert names(corner.collected.events(2)) == ["$pageview", "Seen"]
    assert len(doorman.sent) == 3
    assert corner.collected.duplicates() == 0


def test_a_server_that_names_a_time_is_left_alone_until_then(
    corner: Corner, visitor: Visitor
) -> None:
    page = visitor.context.new_page()
    doorman = Doorman(page, busy(503, **{"Retry-After": "4"}))
    page.goto(corner.site.url())
    ready(page)
    page.wait_for_timeout(2000)
    page.goto(corner.site.url("/away"))
    page.wait_for_timeout(1500)
    assert doorman.sent == [["$pageview"]]
    doorman.wait(2)

    events = corner.collected.events(2)

    assert [event["path"] for event in events] == ["/", "/away"]
    assert len(doorman.sent) == 2


def test_an_event_whose_answer_was_lost_counts_once(corner: Corner, visitor: Visitor) -> None:
    page = visitor.context.new_page()
    doorman = Doorman(page, lose_the_answer)
    page.goto(corner.site.url())
    doorman.wait(2)

    assert names(corner.collected.events(1)) == ["$pageview"]
    assert doorman.sent == [["$pageview"]] * 2
    assert corner.collected.duplicates() == 1


def test_what_happens_offline_arrives_later(corner: Corner, visitor: Visitor) -> None:
    page = visitor.page(corner.site.url())
    ready(page)
    corner.collected.events(1)
    visitor.context.set_offline(True)
    page.evaluate("bellrock.track('Offline')")
    page.click("#more")
    page.wait_for_timeout(1500)
    visitor.context.set_offline(False)

    events = corner.collected.events(3)

    assert names(events) == ["$pageview", "Offline", "$autocapture"]


def test_what_a_closed_page_could_not_send_the_next_one_does(
    corner: Corner, visitor: Visitor
) -> None:
    visitor.page()  # a browser ends with its last tab
    page = visitor.page(corner.site.url())
    ready(page)
    corner.collected.events(1)
    visitor.context.set_offline(True)
    page.evaluate("bellrock.track('Offline')")
    close(page)
    visitor.context.set_offline(False)

    next_page = visitor.page(corner.site.url("/away"))
    ready(next_page)

    assert names(corner.collected.events(3)) == ["$pageview", "Offline", "$pageview"]
    corner.collected.events(3)
    left = next_page.evaluate("Object.keys(localStorage).filter(name => name.includes('queue'))")
    assert left == []


def test_a_click_that_leaves_the_page_is_not_lost(corner: Corner, visitor: Visitor) -> None:
    page = visitor.page(corner.site.url())
    ready(page)
    page.click("#away")
    page.wait_for_url("**/away")
    page.goto("about:blank")

    events = corner.collected.events(3)

    assert names(events) == ["$pageview", "$autocapture", "$pageview"]
    assert props(events[1])["href"] == "/away"


def test_a_tab_that_is_closed_sends_what_it_can_and_keeps_the_rest(
    corner: Corner, visitor: Visitor
) -> None:
    visitor.page()  # a browser ends with its last tab
    page = visitor.page(corner.site.url())
    call(page, "for (let i = 0; i < 15; i++) bellrock.track('Seen', {i, text: 'x'.repeat(5000)})")
    close(page)
    assert len(corner.collected.events(1)) in range(9, 16)  # a beacon carries 64 KiB
    ready(visitor.page(corner.site.url("/away")))

    events = corner.collected.events(17)

    assert sorted(props(event)["i"] for event in events if event["event"] == "Seen") == [*range(15)]
    assert len(events) == 17


@pytest.mark.parametrize(
    "signal", ["doNotTrack', {value: '1'}", "globalPrivacyControl', {value: true}"]
)
def test_whoever_objects_is_not_followed(corner: Corner, visitor: Visitor, signal: str) -> None:
    visitor.context.add_init_script(f"Object.defineProperty(navigator, '{signal})")
    page = visitor.context.new_page()
    doorman = Doorman(page)
    page.goto(corner.site.url())
    call(page, "bellrock.identify('ann')")
    page.click("#more")
    page.wait_for_timeout(1500)
    page.goto(corner.site.url("/away"))

    assert doorman.sent == []
    assert page.evaluate("localStorage.length + document.cookie.length") == 0
    assert corner.collected.events(0) == []

    corner.add(head=corner.tag(dnt="ignore"))
    page.goto(corner.site.url())
    doorman.wait(1)
    assert names(corner.collected.events(1)) == ["$pageview"]


def test_whoever_opts_out_is_forgotten_and_may_come_back(corner: Corner, visitor: Visitor) -> None:
    page = visitor.page(corner.site.url())
    ready(page)
    (first,) = corner.collected.events(1)
    call(page, "bellrock.track('Taken back'); bellrock.optOut(); bellrock.track('Not told')")
    page.goto(corner.site.url("/away"))
    ready(page)
    page.wait_for_timeout(1500)
    assert page.evaluate("({...localStorage})") == {"br_consent": "no"}
    assert len(corner.collected.events(1)) == 1

    call(page, "bellrock.optIn(); bellrock.track('Told')")

    _, back, told = corner.collected.events(3)
    assert (back["event"], told["event"]) == ("$pageview", "Told")
    assert back["anonymous_id"] != first["anonymous_id"]


def test_a_site_may_ask_first(corner: Corner, visitor: Visitor) -> None:
    page = visitor.page(corner.add(head=corner.tag(consent="ask")))
    call(page, "bellrock.track('Before')")
    assert page.evaluate("localStorage.length + document.cookie.length") == 0

    call(page, "bellrock.optIn(); bellrock.track('After')")

    assert names(corner.collected.events(2)) == ["$pageview", "After"]


_CRIPPLED = {
    "storage": "delete window.localStorage",
    "storage and cookies": """
        Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})
        Object.defineProperty(document, 'cookie', {
          get() { throw new Error('forbidden') }, set() { throw new Error('forbidden') }})""",
    "beacons": "Object.defineProperty(navigator, 'sendBeacon', {value: undefined})",
    "chance": "Object.defineProperty(window, 'crypto', {value: undefined})",
    "time zones": "window.Intl = undefined",
}


@pytest.mark.parametrize("without", _CRIPPLED)
def test_a_browser_without_a_feature_is_counted_all_the_same(
    corner: Corner, visitor: Visitor, without: str
) -> None:
    visitor.context.add_init_script(_CRIPPLED[without])
    page = visitor.page(corner.site.url())
    call(page, "bellrock.track('Seen')")

    assert names(corner.collected.events(2)) == ["$pageview", "Seen"]
    assert visitor.complaints == []


@pytest.mark.parametrize("missing", ["fetch", "URLSearchParams", "addEventListener", "TextEncoder"])
def test_a_browser_too_old_is_left_alone(corner: Corner, visitor: Visitor, missing: str) -> None:
    visitor.context.add_init_script(f"window.{missing} = undefined")
    page = visitor.page(corner.site.url())
    page.wait_for_load_state("networkidle")
    page.evaluate("history.pushState({}, '', '/lamps')")
    page.click("#more")
    page.click("#away")
    page.wait_for_url("**/away")

    assert visitor.complaints == []


def test_a_key_that_nobody_knows_is_told_to_who_installs_it(
    corner: Corner, visitor: Visitor
) -> None:
    warnings: list[str] = []
    visitor.context.on(
        "console", lambda said: said.type == "warning" and warnings.append(said.text)
    )
    url = corner.add(head=corner.tag().replace(corner.collected.key, "wk_" + "0" * 32))

    page = visitor.page(url)
    page.wait_for_timeout(2500)

    assert warnings == ["bellrock: the server refused 1 events (401)"]


@pytest.mark.slow
def test_a_server_killed_on_the_way_counts_every_event_once(
    tmp_path: Path, site: Site, visitor: Visitor
) -> None:
    home = tmp_path / "home"
    admin = said("key", "create", "--kind", "admin", home=home)["key"]
    served = Served(home, port=free_port())
    collected = collecting(served, admin)
    try:
        corner = Corner(site, collected)
        corner.add()
        page = visitor.page(corner.site.url())
        ready(page)
        for n in range(30):
            page.evaluate("n => bellrock.track('Counted', {n})", n)
            page.wait_for_timeout(100)
            if n in (8, 18):
                served.kill()
                page.wait_for_timeout(1500)
                served.start()

        page.evaluate("dispatchEvent(new Event('online'))")  # no longer pause

        events = corner.collected.events(31, patience_s=90)
    finally:
        collected.api.close()
        served.stop()

    counted = [props(event)["n"] for event in events if event["event"] == "Counted"]
    assert counted == [*range(30)]
    assert len(events) == 31
