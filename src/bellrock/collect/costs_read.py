"""What does a file say that people cost? A row a day, channel, source, medium and campaign."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from io import StringIO

from bellrock.collect.channels import CHANNELS, channel
from bellrock.collect.import_csv import WHITESPACE, delimiter_of, encoding_of, names
from bellrock.core.errors import InvalidDefinition

MOST_LINES = 200_000
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2149, 6, 6)
"""What the engine knows."""
_SHOWN = 50
_NAMES: Mapping[str, Sequence[str]] = {
    "day": ("day", "date", "日期", "时间", "reportingstarts"),
    "amount": ("amount", "cost", "costs", "spend", "amountspent", "花费", "消耗", "费用", "成本",
               "金额"),
    "currency": ("currency", "currencycode", "货币", "币种"),
    "rate": ("rate", "exchangerate", "汇率"),
    "channel": ("channel", "channelgroup", "渠道"),
    "source": ("source", "utmsource", "来源", "媒体"),
    "medium": ("medium", "utmmedium", "媒介"),
    "campaign": ("campaign", "campaignname", "utmcampaign", "活动", "广告系列", "推广计划",
                 "广告计划", "计划"),
    "clicks": ("clicks", "linkclicks", "点击", "点击量", "点击数"),
    "impressions": ("impressions", "impr", "展现", "展现量", "曝光", "曝光量", "展示"),
}  # fmt: skip
"""Columns by what they mean; capitals, blanks and signs do not matter."""
_CHANNELS = {re.sub(r"[\W_]", "", name).casefold(): name for name in CHANNELS}
_CHANNELS |= {"affiliate": "Affiliates", "sem": "Paid Search", "ppc": "Paid Search"}
_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00(?::00)?.*)?$|^(\d{8})$")
_PLAIN = re.compile(r"^\d+(?:\.\d+)?$")
_GROUPED = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_CODE = re.compile(r"^[A-Z]{3}$")

Key = tuple[date, str, str, str, str]
"""Day, channel, source, medium and campaign; what is not told is empty."""


@dataclass(frozen=True)
class Paid:
    """What was paid under one key."""

    amount: float
    """In the project's currency."""
    currency: str
    """In which it was paid."""
    paid: float
    """In that currency."""
    clicks: int
    impressions: int


@dataclass(frozen=True)
class CostFault:
    """A line that cannot be taken, and what to do about it."""

    line: int
    column: str
    message: str
    hint: str


@dataclass(frozen=True)
class CostFile:
    """What a file holds; lines of one key are added up."""

    rows: Mapping[Key, Paid]
    lines: int
    """With content, without the headings."""
    faults: tuple[CostFault, ...]
    """The first fifty."""
    faulty: int
    """How many lines cannot be taken."""
    columns: Mapping[str, str]
    """The headings by what they mean."""
    ignored: tuple[str, ...]
    """Headings that mean nothing here."""


def read_costs(data: bytes, currency: str) -> CostFile:
    """Read a CSV file of costs for a project that reckons in `currency`.

    Its encoding and what stands between columns are found out. A channel that is not told follows
    from source and medium, by the rules that events are grouped by.

    Raises:
        InvalidDefinition: it is empty, too long, or lacks a column of days or amounts.
    """
    text = data.decode(encoding_of(data[:1_000_000]), "replace").removeprefix("\ufeff")
    lines = list(StringIO(text, newline=""))
    if len(lines) > MOST_LINES:
        raise InvalidDefinition(
            f"the file has more than {MOST_LINES:,} lines", hint="import it in parts", field="file"
        )
    found = _records(lines, delimiter_of([one for one in lines[:10] if one.strip()]))
    _, heads = next(((n, one) for n, one in found if not isinstance(one, str)), (0, []))
    columns, ignored, implied = _columns(names(heads))
    return _gather(found, columns, ignored, implied or currency, currency)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield the cells of every record, or what is wrong with it, after the line where it ends."""
    reader = csv.reader(lines, delimiter="," if delimiter == WHITESPACE else delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, str(error)
            continue
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _columns(heads: Sequence[str]) -> tuple[dict[str, int | str], tuple[str, ...], str]:
    """Return headings by meaning (as `name` and `name#` for the place), the others, a currency."""
    meant: dict[str, int | str] = {}
    implied, ignored = "", []
    for place, head in enumerate(heads):
        plain = re.sub(r"[\W_]", "", head).casefold()
        name = next((n for n, told in _NAMES.items() if plain in told), None)
        if name is None and plain[:-3] in _NAMES["amount"]:  # Amount spent (GBP)
            name, implied = "amount", plain[-3:].upper()
        if name is None or name in meant:
            ignored.append(head)
        else:
            meant |= {name: head, f"{name}#": place}
    for name, example in (("day", "day"), ("amount", "amount")):
        if name not in meant:
            raise InvalidDefinition(
                f"the file has no column of {'days' if name == 'day' else 'amounts'}",
                hint=f"its headings are {', '.join(heads) or 'none'}; call one of them {example}",
                field="file",
            )
    return meant, tuple(ignored), implied


def _gather(
    found: Iterator[tuple[int, list[str] | str]], columns: Mapping[str, int | str],
    ignored: tuple[str, ...], told_in: str, currency: str,
) -> CostFile:  # fmt: skip
    rows: dict[Key, Paid] = {}
    faults: list[CostFault] = []
    lines = faulty = 0
    for line, cells in found:
        lines += 1
        try:
            key, paid = _row(cells, columns, told_in, currency)
        except InvalidDefinition as wrong:
            faulty += 1
            if len(faults) < _SHOWN:
                field = str(wrong.facts["field"])
                faults.append(CostFault(line, field, wrong.message, wrong.hint))
            continue
        rows[key] = _added(rows[key], paid) if key in rows else paid
    named = {name: str(head) for name, head in columns.items() if not name.endswith("#")}
    return CostFile(rows, lines, tuple(faults), faulty, named, ignored)


def _added(one: Paid, other: Paid) -> Paid:
    same = one.currency == other.currency
    return replace(
        one,
        amount=round(one.amount + other.amount, 6),
        currency=one.currency if same else "",
        paid=round(one.paid + other.paid, 6) if same else 0.0,
        clicks=one.clicks + other.clicks,
        impressions=one.impressions + other.impressions,
    )


def _row(
    cells: list[str] | str, columns: Mapping[str, int | str], told_in: str, currency: str
) -> tuple[Key, Paid]:
    if isinstance(cells, str):
        raise InvalidDefinition(
            f"this line is no CSV: {cells}", hint="check its quotes", field="line"
        )

    def cell(name: str) -> str:
        place = columns.get(f"{name}#")
        return cells[place].strip() if isinstance(place, int) and place < len(cells) else ""

    day, paid = _day(cell("day")), _number("amount", cell("amount"))
    code = cell("currency").upper() or told_in
    if not _CODE.match(code):
        raise InvalidDefinition(
            f"{code!r} is no currency", hint="write its three letters, as in USD", field="currency"
        )
    rate = _rate(cell("rate"), code, currency)
    source, medium, campaign = cell("source"), cell("medium"), cell("campaign")
    named = _channel(cell("channel"), source, medium, campaign)
    clicks, shown = (_whole(name, cell(name)) for name in ("clicks", "impressions"))
    key = (day, named, source, medium, campaign)
    amount = round(float(paid * rate), 6)
    return key, Paid(amount, code, round(float(paid), 6), clicks, shown)


def _day(text: str) -> date:
    found = _DAY.match(text)
    try:
        if not found:
            raise ValueError
        told = found.group(4) or "".join(part.zfill(2) for part in found.groups()[:3])
        day = date.fromisoformat(told)
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError
        return day
    except ValueError:
        raise InvalidDefinition(
            f"{text!r} is no day", hint="write it as 2026-01-31: year, month, day", field="day"
        ) from None


def _number(column: str, text: str) -> Decimal:
    plain = text.lstrip("£$€¥￥").strip()
    if _GROUPED.match(plain):
        plain = plain.replace(",", "")
    if not _PLAIN.match(plain) or len(plain) > 18:
        raise InvalidDefinition(
            f"{text!r} is no {column} of 0 or more",
            hint="write it as 1234.50: digits, and a point before what is less than one",
            field=column,
        )
    return Decimal(plain)


def _whole(column: str, text: str) -> int:
    number = _number(column, text or "0")
    if number != int(number):
        raise InvalidDefinition(
            f"{text} is no whole number of {column}", hint="write it as 1234", field=column
        )
    return int(number)


def _rate(text: str, code: str, currency: str) -> Decimal:
    if code == currency:
        return Decimal(1)
    if not text:
        raise InvalidDefinition(
            f"this is in {code}, and the project reckons in {currency}",
            hint=f"add a column rate with what one {code} is in {currency}, or convert the amounts",
            field="currency",
        )
    rate = _number("rate", text)
    if not rate:
        raise InvalidDefinition(
            "a rate is above 0", hint=f"write what one {code} is in {currency}", field="rate"
        )
    return rate


def _channel(told: str, source: str, medium: str, campaign: str) -> str:
    if told:
        return _CHANNELS.get(re.sub(r"[\W_]", "", told).casefold(), told)
    return channel((source, medium, campaign), "", "", "") if source or medium else ""
