"""Which days are public holidays for a project? Its country's, days of its own, none left out.

Where nobody has chosen a country it is the one that the project's time zone lies in. The dates are
those of the `holidays` package.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import delete, insert, select

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import Clock, zone
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.accounts_model import Project
from bellrock.store.ledger import Ledger
from bellrock.store.schema import settings

MOST_DAYS = 400
_SETTING = "growth.holidays"
_ENGLISH = ("en_US", "en_GB")
_ALSO = "; "


@dataclass(frozen=True)
class Holiday:
    """A day on which people do other things than usual."""

    day: date
    name: str


@dataclass(frozen=True)
class HolidayRule:
    """Which days are holidays: a country's or a part's of it, with days added and left out."""

    country: str | None
    """ISO 3166-1, two letters; null: no country's."""
    subdivision: str | None = None
    days: tuple[Holiday, ...] = ()
    """Days of one's own, such as sales."""
    without: tuple[date, ...] = ()
    """Holidays of the country that are ordinary days here."""
    guessed: bool = False
    """Nobody has chosen: the country is the time zone's."""


class HolidayCalendars:
    """The holidays of every project."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger, self._clock, self._audit = ledger, clock, audit

    def rule(self, project: Project) -> HolidayRule:
        """Return by which rule a project's holidays are told."""
        query = select(settings.c.value).where(
            settings.c.project == project.id, settings.c.name == _SETTING
        )
        with self._ledger.read() as connection:
            kept = connection.execute(query).scalar_one_or_none()
        if kept is None:
            return HolidayRule(country_of(project.zone), guessed=True)
        return HolidayRule(
            kept["country"], kept["subdivision"],
            tuple(Holiday(date.fromisoformat(day), name) for day, name in kept["days"]),
            tuple(date.fromisoformat(day) for day in kept["without"]),
        )  # fmt: skip

    def set(self, project: Project, rule: HolidayRule, *, actor: str) -> HolidayRule:
        """Set the rule.

        Raises:
            InvalidDefinition: a country or part of it whose holidays are not known; too many days.
        """
        _check(rule)
        value = {
            "country": rule.country,
            "subdivision": rule.subdivision,
            "days": [(one.day.isoformat(), one.name) for one in rule.days],
            "without": [day.isoformat() for day in rule.without],
        }
        of = (settings.c.project == project.id, settings.c.name == _SETTING)
        with self._ledger.write() as to:
            to.execute(delete(settings).where(*of))
            row = {"project": project.id, "name": _SETTING, "updated": self._clock.now()}
            to.execute(insert(settings).values(**row, value=value))
            target = f"project:{project.id}"
            self._audit.record(to, actor, "holidays.change", target, project=project.id)
        return self.rule(project)

    def named(self, project: Project) -> Callable[[date], str | None]:
        """Return what names a day's holiday; the ledger is read when first asked."""
        found: list[HolidayRule] = []

        def name(day: date) -> str | None:
            if not found:
                found.append(self.rule(project))
            return name_of(found[0], day)

        return name

    def coming(self, project: Project, days: int = 366) -> list[Holiday]:
        """Return the holidays from today on."""
        rule, today = self.rule(project), self._clock.now().astimezone(zone(project.zone)).date()
        told = ((day, name_of(rule, day)) for day in (today + timedelta(n) for n in range(days)))
        return [Holiday(day, name) for day, name in told if name is not None]


def name_of(rule: HolidayRule, day: date) -> str | None:
    """Return what a day is called by a rule; None where it is no holiday."""
    own = [one.name for one in rule.days if one.day == day]
    if own:
        return _ALSO.join(own)
    if rule.country is None or day in rule.without:
        return None
    return _dates(rule.country, rule.subdivision, day.year).get(day)


def country_of(tz: str) -> str | None:
    """Return the country that a time zone's namesake lies in; None where it has none (UTC)."""
    found = _zones().get(tz)
    return found if found in countries() else None


@cache
def countries() -> dict[str, Sequence[str]]:
    """Return the countries whose holidays are known, each with its parts that have their own."""
    import holidays  # noqa: PLC0415 -- loads many countries

    known: dict[str, list[str]] = holidays.list_supported_countries(include_aliases=False)
    return {code: sorted(parts) for code, parts in known.items() if len(code) == 2}


@cache
def _zones() -> dict[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


@cache
def _dates(country: str, subdivision: str | None, year: int) -> Mapping[date, str]:
    """Return a year's holidays with their names, in English where the source has them."""
    import holidays  # noqa: PLC0415 -- loads many countries

    plain = holidays.country_holidays(country, subdiv=subdivision, years=year)
    spoken: Any = next((one for one in _ENGLISH if one in plain.supported_languages), None)
    named = holidays.country_holidays(country, subdiv=subdivision, years=year, language=spoken)
    return {day: str(name) for day, name in named.items() if day.year == year}


def _check(rule: HolidayRule) -> None:
    if rule.country is not None and rule.country not in countries():
        raise InvalidDefinition(
            f"the holidays of {rule.country!r} are not known",
            hint="two letters as in GET /api/v1/holidays/countries, or none and days of your own",
            field="country",
        )
    parts = countries().get(rule.country or "", ())
    if rule.subdivision is not None and rule.subdivision not in parts:
        raise InvalidDefinition(
            f"{rule.country} has no part {rule.subdivision!r} with holidays of its own",
            hint=f"one of {', '.join(parts)}" if parts else "leave it out", field="subdivision",
        )  # fmt: skip
    if len(rule.days) + len(rule.without) > MOST_DAYS:
        raise InvalidDefinition(
            f"at most {MOST_DAYS} days are added or left out", hint="leave out past years",
            field="days",
        )  # fmt: skip
