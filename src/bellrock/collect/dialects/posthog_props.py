"""Where does a PostHog property belong? Known `$` names to columns, other `$` names to `ctx`."""

from __future__ import annotations

from typing import Any

from bellrock.collect.dialects.values import identifier, mapping, text
from bellrock.collect.event import Event

_COLUMNS = {
    "$current_url": "url",
    "$host": "host",
    "$pathname": "path",
    "$referrer": "referrer",
    "$referring_domain": "referrer_host",
    "$browser": "browser",
    "$browser_version": "browser_version",
    "$os": "os",
    "$os_version": "os_version",
    "$device_type": "device",
    "$session_id": "session",
    "$ip": "ip",
    "$raw_user_agent": "user_agent",
    "$user_agent": "user_agent",
    "$lib": "library",
    "$timezone": "timezone",
    "$browser_language": "locale",
    "$locale": "locale",
    "$geoip_country_code": "country",
    "$geoip_subdivision_1_name": "region",
    "$geoip_city_name": "city",
}
_COLUMNS_OF_SERVERS = {"$session_id": "session", "$ip": "ip", "$lib": "library"} | {
    name: column
    for name, column in _COLUMNS.items()
    if column in ("url", "host", "path", "referrer")
}
"""A server's own system is not the visitor's."""

_VITALS = "$web_vitals_"
"""How quick a page was: figures that are asked about, so that they stay properties."""
_KEYS = ("wk_", "phc_")
_SHARED = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "title")
"""Properties that fill a column and stay properties too."""

_DEVICES = {"Desktop": "desktop", "Mobile": "smartphone", "Tablet": "tablet", "Console": "console"}
_NO_REFERRER = "$direct"


def read_props(event: Event, props: dict[str, Any]) -> None:
    """Sort `props` into the event's columns, properties, groups and context."""
    plain, ctx = {}, {}
    if "token" in props and text(props["token"]).startswith(_KEYS):
        del props["token"]
    columns = _COLUMNS if props.get("$is_server") is not True else _COLUMNS_OF_SERVERS
    for name, value in props.items():
        if name[:1] != "$" or (name.startswith(_VITALS) and name.endswith("_value")):
            plain[name] = value
            continue
        column = columns.get(name)
        if column is None:
            ctx[name] = value
        elif value is not None:
            setattr(event, column, text(value))
    event.props, event.ctx = plain, ctx
    _tidy(event)
    for name in _SHARED:
        if plain.get(name):
            setattr(event, name, text(plain[name]))
    _read_groups(event, ctx)


def _tidy(event: Event) -> None:
    event.device = _DEVICES.get(event.device, event.device)
    if event.referrer == _NO_REFERRER:
        event.referrer = ""
    if event.referrer_host == _NO_REFERRER:
        event.referrer_host = ""


def _read_groups(event: Event, ctx: dict[str, Any]) -> None:
    if "$groups" in ctx:
        groups = mapping(ctx.pop("$groups")).items()
        event.groups = {name: key for name, value in groups if (key := identifier(value))}
    if event.event == "$groupidentify":
        kind, key = text(ctx.pop("$group_type", None)), identifier(ctx.pop("$group_key", None))
        if kind and key:
            event.groups = event.groups | {kind: key}
        event.props = event.props | mapping(ctx.pop("$group_set", None))
