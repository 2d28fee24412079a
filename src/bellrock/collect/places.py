"""Where is this address? A place from the operator's own database, and the address cut short."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path
from typing import Any

import maxminddb

from bellrock.core.errors import StoreCorrupt

_KEPT_BITS = {4: 24, 6: 48}


@dataclass(frozen=True, slots=True)
class Place:
    """A place; empty where it is not known. `country` has two letters."""

    country: str = ""
    region: str = ""
    city: str = ""


NOWHERE = Place()


class Places:
    """A database in MaxMind's format; without one every address is nowhere."""

    def __init__(self, database: Path | None = None) -> None:
        """Open `database`.

        Raises:
            StoreCorrupt: it is missing, or none in this format.
        """
        self._reader: Any = None
        if database is not None:
            try:
                self._reader = maxminddb.open_database(database)
            except (OSError, ValueError) as error:
                raise StoreCorrupt(
                    f"the place database cannot be read: {database}",
                    hint="give the path of a City or Country database that ends in .mmdb",
                ) from error
        self.find = lru_cache(maxsize=50_000)(self._find)

    def _find(self, ip: str) -> Place:
        if self._reader is None:
            return NOWHERE
        try:
            found = self._reader.get(ip)
        except (ValueError, maxminddb.InvalidDatabaseError):
            return NOWHERE
        return _place(found) if isinstance(found, dict) else NOWHERE


@lru_cache(maxsize=50_000)
def cut(ip: str) -> str:
    """Return the network an address lies in: /24, or /48 of IPv6; nothing where it is none."""
    address = read(ip)
    if address is None:
        return ""
    return str(ip_network((address, _KEPT_BITS[address.version]), strict=False).network_address)


def read(ip: str) -> IPv4Address | IPv6Address | None:
    """Return the address in `ip`, without port, brackets or zone, or None where it holds none.

    An IPv4 address wrapped in IPv6 is unwrapped.
    """
    text = ip.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _place(found: dict[str, Any]) -> Place:
    """Return the place in a record of the City, Country or flat form."""
    country = found.get("country") or found.get("registered_country")
    if isinstance(country, str):
        return Place(country[:2].upper(), _name(found.get("region")), _name(found.get("city")))
    code = country.get("iso_code") if isinstance(country, dict) else ""
    parts = found.get("subdivisions")
    region = parts[0] if isinstance(parts, list) and parts else None
    return Place(str(code or ""), _name(region), _name(found.get("city")))


def _name(part: Any) -> str:
    if isinstance(part, str):
        return part
    names = part.get("names") if isinstance(part, dict) else None
    return str(names.get("en", "")) if isinstance(names, dict) else ""
