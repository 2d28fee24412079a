"""Where does a Segment context belong? Known parts to their columns, the rest to `ctx`."""

from __future__ import annotations

from typing import Any

from bellrock.collect.dialects.contacts import comparable
from bellrock.collect.dialects.values import identifier, mapping, text
from bellrock.collect.event import Event, Link

_PAGE = frozenset({"url", "path", "title", "referrer"})
_CAMPAIGN = frozenset({"source", "medium", "name", "term", "content"})


def read_context(event: Event, context: dict[str, Any]) -> dict[str, Any]:
    """Fill `event` from `context` and return what has no column, by its own names.

    `context` itself is taken apart; objects inside it are left alone, as a batch may share them.
    """
    take = context.pop
    event.ip = text(take("ip", None))
    event.user_agent = text(take("userAgent", None))
    event.locale = text(take("locale", None))
    event.timezone = text(take("timezone", None))
    library = context.get("library")
    if library.__class__ is dict:
        _read_library(event, library)
    page = take("page", None)
    if page:
        _read_page(event, mapping(page), context)
    campaign = take("campaign", None)
    if campaign:
        _read_campaign(event, mapping(campaign), context)
    system = context.get("os")
    if system.__class__ is dict:
        event.os, event.os_version = text(system.get("name")), text(system.get("version"))
    if "location" in context:
        _read_location(event, mapping(context.pop("location")), context)
    if "groupId" in context:
        group = identifier(take("groupId"))
        event.groups = {"group": group} if group else {}
    if "sessionId" in context:
        event.session = identifier(context.pop("sessionId"))
    if "device" in context or "externalIds" in context:
        _read_ids(event, context)
    return context


def _read_library(event: Event, library: dict[str, Any]) -> None:
    name = text(library.get("name"))
    event.library = name
    if "udder" in name:  # RudderLabs, RudderStack, rudder-analytics-python
        event.dialect = "rudderstack"


def _read_page(event: Event, page: dict[str, Any], context: dict[str, Any]) -> None:
    get = page.get
    event.url = text(get("url"))
    event.path = text(get("path"))
    event.title = text(get("title"))
    event.referrer = text(get("referrer"))
    if not page.keys() <= _PAGE:
        context["page"] = {name: value for name, value in page.items() if name not in _PAGE}


def _read_campaign(event: Event, campaign: dict[str, Any], context: dict[str, Any]) -> None:
    get = campaign.get
    event.utm_source = text(get("source"))
    event.utm_medium = text(get("medium"))
    event.utm_campaign = text(get("name"))
    event.utm_term = text(get("term"))
    event.utm_content = text(get("content"))
    if not campaign.keys() <= _CAMPAIGN:
        context["campaign"] = {k: v for k, v in campaign.items() if k not in _CAMPAIGN}


def _read_location(event: Event, location: dict[str, Any], context: dict[str, Any]) -> None:
    """Take the place the client names; a country only by its two letters, as the column has it."""
    rest = dict(location)
    if len(text(location.get("country"))) == 2:
        event.country = text(rest.pop("country")).upper()
        event.region = text(rest.pop("region", None))
        event.city = text(rest.pop("city", None))
    if rest:
        context["location"] = rest


def _read_ids(event: Event, context: dict[str, Any]) -> None:
    device = identifier(mapping(context.get("device")).get("id"))
    if device:
        event.ids["device_id"] = device
    external = context.get("externalIds")
    for item in external if isinstance(external, list) else ():
        kind = identifier(mapping(item).get("type"))
        value = comparable(kind, identifier(mapping(item).get("id")))
        if kind and value:
            event.ids[kind] = value
            who = event.user_id or event.anonymous_id
            own = "user_id" if event.user_id else "anonymous_id"
            event.links.append(Link("trait", own, who, kind, value))
