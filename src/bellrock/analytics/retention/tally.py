"""What was counted of each cohort? People, those back in each window, and sums of their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from bellrock.analytics.coded import Codes, find_codes, fits
from bellrock.analytics.groups import Group, Groups, read_group
from bellrock.analytics.one_by_one import one_by_one
from bellrock.analytics.retention.person_sql import windows_sql
from bellrock.analytics.retention.sql import read_returns, retention_sql, slices
from bellrock.analytics.retention.windows import Windows
from bellrock.query.ask import RetentionAsk
from bellrock.query.relation import Context, Reading
from bellrock.stats.intervals import Sums
from bellrock.store import Lake


@dataclass(frozen=True)
class Tally:
    """One cohort, of everybody or of one group."""

    people: int
    back: tuple[int, ...]
    sums: tuple[Sums, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        back = zip_longest(self.back, other.back, fillvalue=0)
        sums = zip_longest(self.sums, other.sums, fillvalue=Sums())
        return Tally(
            self.people + other.people, tuple(a + b for a, b in back), tuple(a + b for a, b in sums)
        )


Tallies = Mapping[int, Tally]
"""By the cohort's number; who has nobody is not there."""


def tally(
    lake: Lake, ask: RetentionAsk, ctx: Context, told: Windows, groups: Groups | None
) -> Mapping[Group | None, Tallies]:
    """Return the tallies of each group; those of None without a breakdown."""
    if ask.plain:
        return {None: _in_slices(lake, ask, ctx, told)}
    found: dict[Group | None, dict[int, Tally]] = {}
    width = 0 if groups is None else len(groups.keys)
    codes = value_codes(lake, ask, ctx)
    sql = windows_sql(Reading(ask, ctx), ask, told, groups, codes)
    for row in lake.rows(sql if ask.by else one_by_one(lake, sql)):
        group = read_group(groups, row[:width])
        found.setdefault(group, {})[int(row[width])] = _read(row[width + 1 :], told.count)
    return found


def value_codes(lake: Lake, ask: RetentionAsk, ctx: Context) -> tuple[Codes, ...] | None:
    """Return the codes of the values of a breakdown; None without one, or of too many values."""
    found = find_codes(lake, Reading(ask, ctx), ask.by, [ask.start]) if ask.by else None
    return found if found is not None and fits(found) else None


def together(all_of: Iterable[Tallies]) -> Tallies:
    """Return the tallies of several groups as one."""
    found: dict[int, Tally] = {}
    for tallies in all_of:
        for cohort, one in tallies.items():
            found[cohort] = found[cohort] + one if cohort in found else one
    return found


def _in_slices(lake: Lake, ask: RetentionAsk, ctx: Context, told: Windows) -> Tallies:
    found: dict[int, Tally] = {}
    for part in slices(ask, told.cohorts, told.count):
        sql = retention_sql(Reading(ask, ctx), ask, part, told.count)
        for bucket, people, *counts in lake.rows(one_by_one(lake, sql)):
            back = read_returns(ask, counts, told.count)
            found[part.first + bucket] = Tally(people, tuple(back))
    return found


def _read(row: Sequence[Any], count: int) -> Tally:
    """Read people, counts by window and, where there is a value, five lists of sums by window."""
    people, back, lists = int(row[0]), tuple(row[1 : count + 1]), row[count + 1 :]
    return Tally(people, back, tuple(Sums(people, *one) for one in zip(*lists, strict=True)))
