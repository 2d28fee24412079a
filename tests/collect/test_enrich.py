"""What is added to an event: device and machine, address and place, page and channel."""

from __future__ import annotations

import pytest

from bellrock.collect.agents import describe
from bellrock.collect.enrich import UNREAD, Enricher
from bellrock.collect.places import Places, read
from bellrock.core.errors import StoreCorrupt
from envelopes import CHROME, envelope, one
from mmdb import write_mmdb

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/17.1 Mobile/15E148 Safari/604.1"
)
HEADLESS = CHROME.replace("Chrome/", "HeadlessChrome/")
GPTBOT = (
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; "
    "+https://openai.com/gptbot)"
)


@pytest.fixture(scope="module")
def enricher():
    return Enricher()


def enriched(enricher, context=None, **request):
    body = {"event": "e", "userId": "u", "context": context or {}}
    event = one("segment", "/v1/track", body)
    enricher.enrich(event, envelope("segment", "/v1/track", **request))
    return event


@pytest.mark.parametrize(
    ("user_agent", "device", "os", "browser"),
    [
        (CHROME, "desktop", "Windows", "Chrome"),
        (PHONE, "smartphone", "iOS", "Mobile Safari"),
    ],
)
def test_a_persons_browser_is_described_and_no_bot(enricher, user_agent, device, os, browser):
    event = enriched(enricher, context={"userAgent": user_agent})

    assert (event.bot, event.device, event.os, event.browser) == ("", device, os, browser)


@pytest.mark.parametrize(
    ("user_agent", "bot"),
    [
        (GPTBOT, "ai_agent"),
        ("Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)", "ai_agent"),
        ("Mozilla/5.0 (compatible; PerplexityBot/1.0)", "ai_agent"),
        ("CCBot/2.0 (https://commoncrawl.org/faq/)", "ai_agent"),
        ("Mozilla/5.0 (compatible; Google-Extended)", "ai_agent"),
        ("Mozilla/5.0 (compatible; Bytespider; spider-feedback@bytedance.com)", "ai_agent"),
        ("ChatGPT-User/1.0", "ai_agent"),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "search"),
        ("Mozilla/5.0 (compatible; Baiduspider/2.0)", "search"),
        ("Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", "monitor"),
        ("facebookexternalhit/1.1", "fetcher"),
        (HEADLESS, "headless"),
        ("python-requests/2.31.0", "http_client"),
        ("curl/8.4.0", "http_client"),
    ],
)
def test_a_machine_that_visits_is_labelled_with_its_class(enricher, user_agent, bot):
    assert enriched(enricher, context={"userAgent": user_agent}).bot == bot


@pytest.mark.parametrize(
    "library",
    ["python-requests/2.32", "analytics-python/2.4.0", "posthog-python/7.1", "node", "undici"],
)
def test_a_server_that_reports_events_is_no_visitor(enricher, library):
    event = enriched(enricher, user_agent=library, ip="198.51.100.7")

    assert (event.bot, event.user_agent, event.ip, event.os) == ("", "", "", "")


@pytest.mark.parametrize(("user_agent", "bot"), [(CHROME, ""), (GPTBOT, "ai_agent")])
def test_a_browsers_own_request_describes_the_visitor(enricher, user_agent, bot):
    event = enriched(enricher, user_agent=user_agent, ip="198.51.100.7")

    assert (event.user_agent, event.bot, event.ip) == (user_agent, bot, "198.51.100.0")


def test_what_the_event_says_goes_before_what_the_request_says(enricher):
    event = enriched(
        enricher,
        context={"userAgent": PHONE, "ip": "203.0.113.9"},
        user_agent=CHROME,
        ip="198.51.100.7",
    )

    assert (event.os, event.ip) == ("iOS", "203.0.113.0")


def test_the_whole_address_is_nowhere_kept_unless_the_operator_says_so(enricher):
    said = {"ip": "203.0.113.99"}

    cut, whole = enriched(enricher, context=said), enriched(Enricher(keep_ip=True), context=said)

    assert "203.0.113.99" not in repr(cut)
    assert cut.ip == "203.0.113.0"
    assert whole.ip == "203.0.113.99"


@pytest.mark.parametrize(
    ("said", "cut"),
    [
        ("203.0.113.99", "203.0.113.0"),
        ("203.0.113.99:443", "203.0.113.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
        ("[2001:db8:1:2::1]:443", "2001:db8:1::"),
        ("::ffff:203.0.113.99", "203.0.113.0"),
        ("fe80::1%eth0", "fe80::"),
        ("unknown", ""),
    ],
)
def test_addresses_are_cut_to_their_network(said, cut):
    assert Places().find(said).network == cut


def test_without_a_database_an_address_has_no_country(enricher):
    assert enriched(enricher, context={"ip": "203.0.113.9"}).country == ""


def test_the_operators_database_tells_the_place(tmp_path):
    berlin = {
        "country": {"iso_code": "DE"},
        "subdivisions": [{"names": {"en": "Land Berlin"}}],
        "city": {"names": {"en": "Berlin"}},
    }
    database = tmp_path / "city.mmdb"
    write_mmdb(database, {"203.0.113.0/24": berlin, "198.51.100.0/24": {"country": "fr"}})
    enricher = Enricher(Places(database))

    here = enriched(enricher, context={"ip": "203.0.113.9"})
    there = enriched(enricher, context={"ip": "198.51.100.9"})
    nowhere = enriched(enricher, context={"ip": "2001:db8::1"})

    assert (here.country, here.region, here.city, here.ip) == (
        "DE",
        "Land Berlin",
        "Berlin",
        "203.0.113.0",
    )
    assert (there.country, nowhere.country) == ("FR", "")


@pytest.mark.parametrize("content", [None, b"", b"no database"])
def test_a_broken_database_is_said_to_be_broken(tmp_path, content):
    database = tmp_path / "city.mmdb"
    if content is not None:
        database.write_bytes(content)

    with pytest.raises(StoreCorrupt, match="place database"):
        Places(database)


def test_page_and_campaign_come_from_the_address(enricher):
    url = "https://shop.example/p?utm_source=news&utm_medium=email&utm_campaign=may"

    event = enriched(
        enricher, context={"page": {"url": url, "referrer": "https://mail.google.com/"}}
    )

    assert (event.host, event.path, event.referrer_host) == (
        "shop.example",
        "/p",
        "mail.google.com",
    )
    assert (event.utm_source, event.utm_campaign, event.channel) == ("news", "may", "Email")


def test_made_up_user_agents_cannot_hold_up_the_intake(monkeypatch):
    monkeypatch.setattr("bellrock.collect.enrich._BURST", 3.0)
    enricher = Enricher()

    warned = [
        UNREAD in enriched(enricher, context={"userAgent": f"made-up/{i}"}).warnings
        for i in range(9)
    ]

    assert warned == [False] * 3 + [True] * 6


@pytest.mark.parametrize("text", ["", "nonsense", "1.2.3", "1.2.3.4.5", "::::", "[", "%"])
def test_what_is_no_address_is_none(text):
    assert read(text) is None


def test_no_user_agent_is_nobody():
    assert describe("").visits is False
