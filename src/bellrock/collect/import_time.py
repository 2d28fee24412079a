"""What moment does a cell of a file name? ISO 8601, a number since 1970, or a given format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import EPOCH, zone

_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_LATEST = datetime(2261, 1, 1, tzinfo=UTC)
_UNITS = {"epoch_s": 1_000_000, "epoch_ms": 1_000, "epoch_us": 1}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_SLASHES = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)")
FORMATS = "iso, epoch_s, epoch_ms, epoch_us, or a pattern such as %d/%m/%Y %H:%M"


class Times:
    """Reads moments in one format and, where they say no offset, in one time zone."""

    def __init__(self, pattern: str = "", zone_name: str = "UTC") -> None:
        """Read `pattern` (empty: whatever a moment looks like) in the zone `zone_name`.

        Raises:
            InvalidDefinition: no such zone, or a pattern that is none.
        """
        if pattern and pattern != "iso" and pattern not in _UNITS and "%" not in pattern:
            raise InvalidDefinition(
                f"{pattern!r} is no time format", hint=f"use {FORMATS}", field="time_format"
            )
        self._pattern = pattern
        self._zone = zone(zone_name)
        self._read_text = lru_cache(maxsize=20_000)(self._of_text)  # logs repeat their days

    def read(self, cells: Sequence[Any]) -> datetime:
        """Return the moment in UTC that `cells`, a date and a time or one cell, name together.

        A wall clock that a clock change skips is read as if it had not; of one that occurs twice
        the first is meant.

        Raises:
            ValueError: they name none; the message says so.
        """
        given = [cell for cell in cells if cell is not None and cell != ""]
        if not given:
            raise ValueError("the time is missing")
        if len(given) == 1 and not isinstance(given[0], str):
            moment = self._of_value(given[0])
        else:
            moment = self._read_text(" ".join(str(cell).strip() for cell in given))
        if not _EARLIEST <= moment < _LATEST:
            raise ValueError(f"{moment.isoformat()} is not between 1900 and 2260")
        return moment

    def _of_value(self, value: Any) -> datetime:
        if isinstance(value, datetime):
            return self._in_utc(value)
        if isinstance(value, date):
            return self._in_utc(datetime.combine(value, time()))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._of_number(value)
        raise ValueError(f"{value!r} is no time")

    def _of_text(self, text: str) -> datetime:
        try:
            if "%" in self._pattern:
                return self._in_utc(datetime.strptime(text, self._pattern))  # noqa: DTZ007 -- zoned there
            if self._pattern != "iso" and _NUMBER.fullmatch(text):
                return self._of_number(float(text) if "." in text else int(text))
            if self._pattern in _UNITS:
                raise ValueError(text)
            return self._in_utc(datetime.fromisoformat(_plain(text)))
        except (ValueError, OverflowError) as error:
            raise ValueError(f"{text!r} is no time we can read; say time_format") from error

    def _of_number(self, value: float) -> datetime:
        if not self._pattern and 19_000_101 <= value <= 21_001_231:
            return self._in_utc(datetime.strptime(str(int(value)), "%Y%m%d"))  # noqa: DTZ007 -- zoned there
        unit = _UNITS.get(self._pattern)
        if unit is None:
            size = abs(value)
            unit = 1_000_000 if size < 1e11 else 1_000 if size < 1e14 else 1
        return EPOCH + timedelta(microseconds=round(value * unit))

    def _in_utc(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self._zone)
        return moment.astimezone(UTC)


def _plain(text: str) -> str:
    if text.endswith(" UTC"):
        text = text[:-4] + "+00:00"
    found = _SLASHES.match(text)
    if found is None:
        return text
    year, month, day = found.groups()
    return f"{year}-{month:>02}-{day:>02}{text[found.end() :]}"
