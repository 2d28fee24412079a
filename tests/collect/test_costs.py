"""A file of costs is read as marketers export it; imported twice it counts once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bellrock.collect.costs import Which, compare_costs, keep_costs, list_costs, remove_costs
from bellrock.collect.costs_read import CostFile, Paid, read_costs
from bellrock.core.errors import InvalidDefinition
from bellrock.store import Lake

GOOGLE = """Date,Campaign,Cost,Clicks,Impr.,utm_source,utm_medium
2026-03-01,storm-jackets,12.50,20,1000,google,cpc
2026/3/2,storm-jackets,"1,204.00",,,google,cpc
2026-03-02,keepers-letter,3,1,2,newsletter,email
"""


def read(text: str, currency: str = "GBP") -> CostFile:
    return read_costs(text.encode(), currency)


def test_days_campaigns_and_channels_are_read() -> None:
    file = read(GOOGLE)

    assert (file.lines, file.faulty, file.ignored) == (3, 0, ())
    assert file.columns == {
        "day": "Date", "campaign": "Campaign", "amount": "Cost", "clicks": "Clicks",
        "impressions": "Impr.", "source": "utm_source", "medium": "utm_medium",
    }  # fmt: skip
    assert dict(file.rows) == {
        (date(2026, 3, 1), "Paid Search", "google", "cpc", "storm-jackets"):
            Paid(12.5, "GBP", 12.5, 20, 1000),
        (date(2026, 3, 2), "Paid Search", "google", "cpc", "storm-jackets"):
            Paid(1204.0, "GBP", 1204.0, 0, 0),
        (date(2026, 3, 2), "Email", "newsletter", "email", "keepers-letter"):
            Paid(3.0, "GBP", 3.0, 1, 2),
    }  # fmt: skip


def test_chinese_exports_semicolons_and_known_channels_are_read() -> None:
    text = "日期;渠道;推广计划;消耗;曝光量;备注\n20260301;paid_search;灯塔好物;¥8.5;10;x\n"

    file = read_costs(text.encode("gb18030"), "CNY")

    assert file.ignored == ("备注",)
    assert dict(file.rows) == {
        (date(2026, 3, 1), "Paid Search", "", "", "灯塔好物"): Paid(8.5, "CNY", 8.5, 0, 10)
    }


def test_lines_of_one_day_and_campaign_are_added_up() -> None:
    file = read("day,campaign,amount,clicks\n2026-03-01,a,0.1,1\n2026-03-01,a,0.2,2\n")

    assert list(file.rows.values()) == [Paid(0.3, "GBP", 0.3, 3, 0)]


def test_another_currency_needs_a_rate() -> None:
    file = read(
        "day,campaign,amount,currency,rate\n"
        "2026-03-01,a,10,USD,0.8\n2026-03-01,b,10,USD,\n2026-03-01,c,10,GBP,\n2026-03-01,d,1,$,\n"
    )

    assert [one.amount for one in file.rows.values()] == [8.0, 10.0]
    assert [(one.currency, one.paid) for one in file.rows.values()] == [("USD", 10), ("GBP", 10)]
    assert [(f.line, f.column, f.message) for f in file.faults] == [
        (3, "currency", "this is in USD, and the project reckons in GBP"),
        (5, "currency", "'$' is no currency"),
    ]
    assert "what one USD is in GBP" in file.faults[0].hint
    (implied,) = read("day,Amount spent (USD)\n2026-03-01,5\n").faults
    assert implied.column == "currency"


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("31.01.2026,1,2", "day", "'31.01.2026' is no day"),
        ("2026-02-30,1,2", "day", "'2026-02-30' is no day"),
        (",1,2", "day", "'' is no day"),
        ("1066-10-14,1,2", "day", "'1066-10-14' is no day"),
        ("Total,99,2", "day", "'Total' is no day"),
        ("2026-01-01,-3,2", "amount", "'-3' is no amount of 0 or more"),
        ("2026-01-01,1.234.5,2", "amount", "'1.234.5' is no amount of 0 or more"),
        ("2026-01-01,,2", "amount", "'' is no amount of 0 or more"),
        ("2026-01-01,NaN,2", "amount", "'NaN' is no amount of 0 or more"),
        ("2026-01-01,1,2.5", "clicks", "2.5 is no whole number of clicks"),
    ],
)
def test_a_fault_is_told_at_its_line_with_the_fix(line: str, column: str, said: str) -> None:
    file = read(f"day,amount,clicks\n\n2026-01-02,1,1\n{line}\n")

    (fault,) = file.faults
    assert (fault.line, fault.column, fault.message) == (4, column, said)
    assert fault.hint
    assert (file.lines, file.faulty, len(file.rows)) == (2, 1, 1)


@pytest.mark.parametrize("text", ["", "day,campaign\n2026-01-01,a\n", "when,amount\n1,2\n"])
def test_a_file_without_days_or_amounts_is_refused(text: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        read(text)

    assert refused.value.hint


def test_imported_twice_it_counts_once_and_newer_figures_replace(lake: Lake) -> None:
    project, now = 88_000_001, int(datetime(2026, 4, 1, tzinfo=UTC).timestamp())
    first = read(GOOGLE).rows
    keep_costs(lake, project, compare_costs(lake, project, first), imported=1, version=now)

    again = compare_costs(lake, project, first)
    newer = read(GOOGLE.replace("12.50", "13.00") + "2026-03-03,new,1,1,1,google,cpc\n").rows
    change = compare_costs(lake, project, newer)
    keep_costs(lake, project, change, imported=2, version=now + 1)

    assert (len(again.added), len(again.replaced), again.same) == (0, 0, 3)
    assert (len(change.added), len(change.replaced), change.same) == (1, 1, 2)
    found = {one.campaign: one for one in list_costs(lake, project, Which())}
    assert found["storm-jackets"].amount == 1217.0
    assert (found["storm-jackets"].days, found["storm-jackets"].clicks) == (2, 20)
    assert list_costs(lake, project + 1, Which()) == []
    assert remove_costs(lake, project, Which(imported=2), version=now + 2) == 2
    left = {one.campaign: one.amount for one in list_costs(lake, project, Which())}
    assert left == {"storm-jackets": 1204.0, "keepers-letter": 3.0}
    assert remove_costs(lake, project, Which(channel="Email"), version=now + 3) == 1
    assert remove_costs(lake, project, Which(last=date(2026, 3, 1)), version=now + 4) == 0
    back = compare_costs(lake, project, first)
    keep_costs(lake, project, back, imported=3, version=now + 5)
    assert sum(one.amount for one in list_costs(lake, project, Which())) == 1219.5
