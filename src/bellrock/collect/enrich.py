"""What can be added to an event that its client did not say? Agent, address, place and channel."""

from __future__ import annotations

import re
from functools import lru_cache

from bellrock.collect.agents import NOBODY, Agent, describe
from bellrock.collect.channels import channel
from bellrock.collect.event import Envelope, Event
from bellrock.collect.pages import Page, page, referrer_host
from bellrock.collect.places import Places

_NO_IP = re.compile(r"(?:^|&)ip=0(?:&|$)")
UNREAD = "user_agent_unread"
_ON_DEVICES = ("android", "ios", "swift", "kotlin", "flutter", "react-native", "unity", "web", "js")
_BURST, _RATE = 1_000.0, 0.02


class Enricher:
    """Adds to events what can be known from around them; one for each thread that uses it.

    Reading a new user agent costs milliseconds. So that made-up ones cannot hold up the intake,
    one event in fifty may bring a new one, and a thousand beyond that; the rest stay unread.
    """

    def __init__(self, places: Places | None = None, *, keep_ip: bool = False) -> None:
        """Use `places` to look addresses up.

        Args:
            keep_ip: Keep whole addresses, where the default is to cut them to their network.
        """
        self._places = places or Places()
        self._keep_ip = keep_ip
        self._credit = _BURST
        self._known: dict[str, Agent] = {"": NOBODY}

    def warm(self) -> None:
        """Read one common user agent, so that the first event does not wait some seconds for it."""
        self._agent(
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36"
        )

    def enrich(self, event: Event, envelope: Envelope) -> None:
        """Fill what is empty in `event`; name device, system and browser as its user agent does."""
        if not event.user_agent or not event.ip:
            self._take_request(event, envelope)
        if event.user_agent:
            self._add_agent(event)
        if event.ip:
            self._add_place(event)
        if event.url or event.referrer or event.utm_source or event.utm_medium:
            _add_page(event)

    def _take_request(self, event: Event, envelope: Envelope) -> None:
        """Take agent and address of the request, where the visitor's own device sent it.

        A server that reports events is no visitor: its address and library say nothing of them.
        """
        agent = self._agent(envelope.user_agent) or NOBODY
        mobile = bool(event.library) and _runs_on_devices(event.library)
        direct = event.ctx.get("direct") is True
        if agent.visits and not event.user_agent:
            event.user_agent = envelope.user_agent
        if (
            (agent.visits or mobile or direct)
            and not event.ip
            and not _NO_IP.search(envelope.query)
        ):
            event.ip = envelope.ip

    def _add_agent(self, event: Event) -> None:
        agent = self._agent(event.user_agent)
        if agent is None:
            event.warnings.append(UNREAD)
            event.verdict = "warned"
            return
        event.bot = agent.bot
        if agent.device:
            event.device = agent.device
        if agent.os:
            event.os, event.os_version = agent.os, agent.os_version
        if agent.browser:
            event.browser, event.browser_version = agent.browser, agent.browser_version

    def _agent(self, user_agent: str) -> Agent | None:
        self._credit = min(_BURST, self._credit + _RATE)
        found = self._known.get(user_agent)
        if found is None:
            if self._credit < 1:
                return None
            self._credit -= 1
            if len(self._known) > 100_000:
                self._known = {"": NOBODY}
            found = self._known[user_agent] = describe(user_agent)
        return found

    def _add_place(self, event: Event) -> None:
        said = event.ip
        place = self._places.find(said)
        if not event.country:
            event.country, event.region, event.city = place.country, place.region, place.city
        event.ip = place.ip if self._keep_ip else place.network
        if not self._keep_ip:
            event.raw = event.raw.replace(f'"{said}"', f'"{event.ip}"')


@lru_cache(maxsize=1_000)
def _runs_on_devices(library: str) -> bool:
    return any(word in library.lower() for word in _ON_DEVICES)


def _add_page(event: Event) -> None:
    here: Page = page(event.url)
    event.host = event.host or here.host
    event.path = event.path or here.path
    if here.utm and not event.utm_source:
        event.utm_source, event.utm_medium, event.utm_campaign = here.utm[:3]
        event.utm_term, event.utm_content = here.utm[3:]
    if event.referrer and not event.referrer_host:
        event.referrer_host = referrer_host(event.referrer)
    event.channel = channel(
        (event.utm_source, event.utm_medium, event.utm_campaign),
        event.referrer_host,
        event.url,
        event.host,
    )
