"""Which days are public holidays here? What is odd on another day may be usual on these."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bellrock.runtime.holidays import MOST_DAYS, Holiday, HolidayRule, countries
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Caller, Changer, Reader

router = api_router("growth", "/holidays")
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


class OwnDay(BaseModel):
    """A day of one's own: a sale, a day off."""

    model_config = ConfigDict(extra="forbid")

    day: date
    name: Name


class NewRule(BaseModel):
    """Which days are holidays."""

    model_config = ConfigDict(extra="forbid")

    country: Annotated[str | None, Field(max_length=2)] = None
    subdivision: Annotated[str | None, Field(max_length=32)] = None
    days: Annotated[list[OwnDay], Field(max_length=MOST_DAYS)] = []
    without: Annotated[list[date], Field(max_length=MOST_DAYS)] = []


@dataclass(frozen=True)
class HolidayAnswer(HolidayRule):
    """The rule, and the days of the year to come by it."""

    coming: tuple[Holiday, ...] = ()


@dataclass(frozen=True)
class Country:
    """A country whose holidays are known, and its parts that have their own."""

    code: str
    subdivisions: tuple[str, ...]


@router.get("")
def show_holidays(caller: Reader, app: AppDep) -> HolidayAnswer:
    """Show which days are holidays."""
    return _told(caller, app)


@router.put("")
def set_holidays(told: NewRule, caller: Changer, app: AppDep) -> HolidayAnswer:
    """Set which days are holidays."""
    days = tuple(Holiday(one.day, one.name) for one in told.days)
    rule = HolidayRule(told.country, told.subdivision, days, tuple(told.without))
    app.holidays.set(caller.project, rule, actor=caller.actor)
    return _told(caller, app)


@router.get("/countries")
def list_countries(caller: Reader) -> list[Country]:
    """List the countries whose holidays are known."""
    del caller
    return [Country(code, tuple(parts)) for code, parts in countries().items()]


def _told(caller: Caller, app: AppDep) -> HolidayAnswer:
    rule = app.holidays.rule(caller.project)
    coming = tuple(app.holidays.coming(caller.project))
    return HolidayAnswer(**{**asdict(rule), "days": rule.days}, coming=coming)
