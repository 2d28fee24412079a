"""A project's holidays over HTTP: at first its zone's country's, then as it says, with its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bellrock.runtime.holidays import HolidayRule, country_of, name_of
from shops import Shop

HOLIDAYS = "/api/v1/holidays"
RULE: dict[str, Any] = {"country": "GB", "subdivision": "SCT"}


def test_a_project_says_which_days_are_holidays(shop: Shop) -> None:
    today = datetime.now(UTC).date()
    with shop.browser("analyst") as analyst, shop.browser("viewer") as viewer:
        first = viewer.get(HOLIDAYS).json()
        assert first["guessed"]
        own = {"day": (today + timedelta(days=3)).isoformat(), "name": "Autumn sale"}
        assert viewer.put(HOLIDAYS, json=RULE).status_code == 403

        said = analyst.put(HOLIDAYS, json=RULE | {"days": [own]}).json()

        assert (said["country"], said["subdivision"], said["guessed"]) == ("GB", "SCT", False)
        assert own in said["coming"]
        names = {one["name"] for one in said["coming"]}
        assert "Christmas Day" in names
        assert viewer.get(HOLIDAYS).json() == said
        christmas = next(one["day"] for one in said["coming"] if one["name"] == "Christmas Day")
        without = analyst.put(HOLIDAYS, json=RULE | {"without": [christmas]}).json()
        assert christmas not in {one["day"] for one in without["coming"]}
        known = {
            one["code"]: one["subdivisions"] for one in viewer.get(f"{HOLIDAYS}/countries").json()
        }
        assert "SCT" in known["GB"]
        assert "CN" in known


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({"country": "XX"}, "country"),
        (RULE | {"subdivision": "Bavaria"}, "subdivision"),
        ({"days": [{"day": "2026-02-30", "name": "x"}]}, "days[0].day"),
    ],
)
def test_what_is_no_calendar_is_refused_at_its_place(
    shop: Shop, rule: dict[str, Any], field: str
) -> None:
    with shop.browser() as owner:
        answer = owner.put(HOLIDAYS, json=rule)

    assert answer.status_code == 422
    assert answer.json()["field"] == field


def test_a_zone_is_in_a_country_and_its_days_have_names() -> None:
    zones = ("Europe/London", "Asia/Shanghai", "UTC", "Etc/GMT+3")
    assert [country_of(zone) for zone in zones] == ["GB", "CN", None, None]
    assert name_of(HolidayRule("CN"), date(2026, 10, 1)) == "National Day"
    assert name_of(HolidayRule(None), date(2026, 10, 1)) is None
