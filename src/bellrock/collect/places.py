"""Where is this address? A place from the operator's own database, and the address cut short."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path
from typing import Any

import maxminddb

from bellrock.core.errors import StoreCorrupt

_KEPT_BITS = {4: 24, 6: 48}


@dataclass(frozen=True, slots=True)
class Place:
    """An address and where it is; empty where it is not known. `country` has two letters."""

    ip: str = ""
    """The address itself, in its one spelling."""
    network: str = ""
    """The network it lies in, /24, or /48 of IPv6, by its first address."""
    country: str = ""
    region: str = ""
    city: str = ""


NOWHERE = Place()


class Places:
    """A database in MaxMind's format; without one an address has no country."""

    def __init__(self, database: Path | None = None) -> None:
        """Open `database`.

        Raises:
            StoreCorrupt: it is missing, or none in this format.
        """
        self._reader: Any = None
        if database is not None:
            try:
                self._reader = maxminddb.open_database(database)
            except (OSError, ValueError, maxminddb.InvalidDatabaseError) as error:
                raise StoreCorrupt(
                    f"the place database cannot be read: {database}",
                    hint="give the path of a City or Country database that ends in .mmdb",
                ) from error
        self.find = lru_cache(maxsize=50_000)(self._find)

    def _find(self, ip: str) -> Place:
        """Return the place of an address as a client or proxy writes it; `find` remembers it."""
        address = read(ip)
        if address is None:
            return NOWHERE
        here = Place(str(address), _network(address))
        found = self._look_up(address)
        return _placed(here, found) if isinstance(found, dict) else here

    def _look_up(self, address: IPv4Address | IPv6Address) -> Any:
        if self._reader is None:
            return None
        try:
            return self._reader.get(address)
        except (ValueError, maxminddb.InvalidDatabaseError):  # IPv6 asked of an IPv4 database
            return None


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


def _network(address: IPv4Address | IPv6Address) -> str:
    return str(ip_network((address, _KEPT_BITS[address.version]), strict=False).network_address)


def _placed(here: Place, found: dict[str, Any]) -> Place:
    """Return `here` with what a record of the City, Country or flat form says of it."""
    country = found.get("country") or found.get("registered_country")
    if isinstance(country, str):
        return replace(
            here,
            country=country[:2].upper(),
            region=_name(found.get("region")),
            city=_name(found.get("city")),
        )
    code = country.get("iso_code") if isinstance(country, dict) else ""
    parts = found.get("subdivisions")
    region = parts[0] if isinstance(parts, list) and parts else None
    city = _name(found.get("city"))
    return replace(here, country=str(code or ""), region=_name(region), city=city)


def _name(part: Any) -> str:
    if isinstance(part, str):
        return part
    names = part.get("names") if isinstance(part, dict) else None
    return str(names.get("en", "")) if isinstance(names, dict) else ""
