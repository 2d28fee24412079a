"""Which addresses does a person's description carry? E-mail and phone, made comparable."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import phonenumbers

from bellrock.collect.event import Event, Link, Rule

_LONGEST_EMAIL = 254


def link_contacts(event: Event, traits: dict[str, Any]) -> None:
    """Record the e-mail and phone that `traits` give for the event's person, as ids and links.

    A link is `verified` only where `email_verified` or `phone_verified` is true beside it.
    """
    if not traits:
        return
    if "email" in traits:
        _link(event, "email", email(traits["email"]), traits.get("email_verified"))
    if "phone" in traits:
        _link(event, "phone", phone(traits["phone"]), traits.get("phone_verified"))


def comparable(kind: str, value: str) -> str:
    """Return an id of type `kind` in the one form it is compared in; empty where it is none."""
    if kind == "email":
        return email(value)
    return phone(value) if kind == "phone" else value


def email(value: Any) -> str:
    """Return an e-mail address in lower case without blanks, or nothing where it is none."""
    if not isinstance(value, str) or "@" not in value:
        return ""
    found = value.strip().lower()
    name, at, host = found.rpartition("@")
    fits = at and name and "." in host and len(found) <= _LONGEST_EMAIL and found.isprintable()
    return found if fits and " " not in found else ""


def phone(value: Any) -> str:
    """Return a phone number in E.164, or nothing where it is none or lacks its country code."""
    return _phone(value.strip()) if isinstance(value, str) and 6 <= len(value) <= 40 else ""


@lru_cache(maxsize=10_000)
def _phone(text: str) -> str:
    text = "+" + text[2:] if text.startswith("00") else text
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _link(event: Event, kind: str, value: str, verified: Any) -> None:
    if not value:
        return
    event.ids[kind] = value
    rule: Rule = "verified" if verified is True else "trait"
    who = ("user_id", event.user_id) if event.user_id else ("anonymous_id", event.anonymous_id)
    event.links.append(Link(rule, *who, kind, value))
