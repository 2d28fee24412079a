from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.collect.channels import CHANNELS, channel, site
from bellrock.collect.pages import page, referrer_host

HOST = "shop.example"


@pytest.mark.parametrize(
    ("utm", "referrer", "query", "expected"),
    [
        (("", "", ""), "", "", "Direct"),
        (("(direct)", "(none)", ""), "", "", "Direct"),
        (("", "", ""), "https://www.google.com/", "", "Organic Search"),
        (("", "", ""), "https://www.google.co.uk/", "", "Organic Search"),
        (("", "", ""), "https://www.baidu.com/s", "", "Organic Search"),
        (("google", "organic", ""), "", "", "Organic Search"),
        (("google", "cpc", ""), "", "", "Paid Search"),
        (("", "", ""), "https://www.google.com/", "gclid=x", "Paid Search"),
        (("", "", ""), "", "msclkid=x", "Paid Search"),
        (("google", "cpc", "spring-shopping"), "", "", "Paid Shopping"),
        (("google", "cpc", "eshop"), "", "", "Paid Shopping"),
        (("google", "cpc", "workshop"), "", "", "Paid Search"),
        (("google", "cpc", "cross-network"), "", "", "Cross-network"),
        (("facebook", "paid_social", ""), "", "", "Paid Social"),
        (("facebook.com", "social", ""), "", "", "Organic Social"),
        (("", "", ""), "https://m.facebook.com/", "fbclid=x", "Organic Social"),
        (("", "", ""), "https://t.co/abc", "", "Organic Social"),
        (("", "", ""), "https://www.xiaohongshu.com/", "", "Organic Social"),
        (("", "", ""), "https://www.youtube.com/watch", "", "Video"),
        (("youtube", "cpv", ""), "", "", "Paid Video"),
        (("youtube", "cpc", ""), "", "", "Paid Video"),
        (("newsletter", "email", "may"), "", "", "Email"),
        (("", "", ""), "https://mail.google.com/", "", "Email"),
        (("partner", "affiliate", ""), "", "", "Affiliates"),
        (("x", "display", ""), "", "", "Display"),
        (("google", "cpm", ""), "", "", "Display"),
        (("crm", "sms", ""), "", "", "SMS"),
        (("crm", "web-push", ""), "", "", "Push"),
        (("", "", ""), "https://chatgpt.com/", "", "AI Assistant"),
        (("chatgpt.com", "", ""), "", "", "AI Assistant"),
        (("", "", ""), "https://gemini.google.com/app", "", "AI Assistant"),
        (("", "", ""), "https://www.perplexity.ai/", "", "AI Assistant"),
        (("", "", ""), "https://blog.example.org/", "", "Referral"),
        (("blog", "referral", ""), "", "", "Referral"),
        (("", "", ""), "https://www.amazon.de/", "", "Shopping"),
        (("poster", "qr", "spring"), "", "", "Other"),
        (("weird", "ppc", ""), "", "", "Paid Other"),
        (("", "", ""), "https://shop.example/cart", "", ""),
        (("", "", ""), "https://www.shop.example/cart", "", ""),
        (("news", "email", ""), "https://shop.example/cart", "", "Email"),
    ],
)
def test_a_visit_belongs_to_the_channel_that_brought_it(utm, referrer, query, expected):
    assert channel(utm, referrer_host(referrer), f"https://{HOST}/?{query}", HOST) == expected


def test_an_event_that_has_no_page_came_by_no_channel():
    assert channel(("", "", ""), "", "", "") == ""


WORDS = st.sampled_from(
    ["", "google", "cpc", "email", "x.y", "Social", "push", "paid", "ä"]
) | st.text(max_size=9)


@given(utm=st.tuples(WORDS, WORDS, WORDS), referrer=WORDS, url=WORDS)
def test_every_answer_is_a_channel(utm, referrer, url):
    assert channel(utm, referrer, url, HOST) in {"", *CHANNELS}


@pytest.mark.parametrize(
    ("host", "short"),
    [
        ("www.google.com", "google"),
        ("news.google.co.uk:443", "news.google"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_a_site_is_its_host_without_what_every_site_has(host, short):
    assert site(host) == short


def test_a_page_is_taken_apart():
    found = page("https://Shop.Example:8443/a/b?utm_source=n&utm_medium=email&utm_campaign=c%20d#x")

    assert (found.host, found.path) == ("shop.example", "/a/b")
    assert found.utm == ("n", "email", "c d", "", "")


@given(st.text(max_size=60) | st.text("http:/[]?&=%utm_.", max_size=40))
def test_any_text_is_an_address_or_none(text):
    assert page(text).path is not None
    assert referrer_host(text) is not None
