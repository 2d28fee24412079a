"""Who stands behind a number of retention?"""

from __future__ import annotations

from pydantic import Field

from bellrock.analytics.behind import Cell, Place, in_group, people, there
from bellrock.analytics.retention.person_sql import people_text as in_windows
from bellrock.analytics.retention.run import find_groups
from bellrock.analytics.retention.sql import back_text, is_back, people_text, slices
from bellrock.analytics.retention.tally import value_codes
from bellrock.analytics.retention.windows import Windows, windows
from bellrock.core.errors import InvalidDefinition
from bellrock.query.ask import RetentionAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


class RetentionCell(Cell):
    """A cohort, or those of it who came back `after` so many buckets; of a group, or everybody."""

    cohort: Place | None = Field(
        None, description="without it, all cohorts whose bucket is over: a point of the curve"
    )
    after: Place | None = None
    group: Place | None = None


def behind_retention(lake: Lake, ask: RetentionAsk, ctx: Context, cell: RetentionCell) -> list[int]:
    """Return the people of a cohort, or those of them who returned so many buckets later.

    Raises:
        NotFound: the answer has no such cell.
        InvalidDefinition: a point of the curve where people start anew, which counts starts.
    """
    told = windows(ask, Reading(ask, ctx))
    cohort, after = cell.cohort, cell.after
    there(cohort is None or cohort < told.cohorts.count, "cell")
    there(after is None or after < told.count, "cell")
    if cohort is None and ask.kind == "recurring":
        raise InvalidDefinition(
            "the mean counts starts here, of which a person has several",
            hint="ask for one cohort, or for people who start once", field="cohort",
        )  # fmt: skip
    if ask.plain and cell.group is None and cohort is not None:
        return _of_buckets(lake, ask, ctx, told, cohort, after)
    reading, groups = Reading(ask, ctx), find_groups(lake, ask, ctx)
    there(groups is not None or cell.group is None, "group")
    conditions = [_among(told, cohort, after)]
    if after is not None:
        conditions.append(back_text(ask, after))
    if groups is not None:
        conditions += in_group(reading.binder, groups, cell.group)
    rows = in_windows(reading, ask, told, groups, value_codes(lake, ask, ctx))
    return people(lake, reading, rows, conditions)


def _of_buckets(
    lake: Lake, ask: RetentionAsk, ctx: Context, told: Windows, cohort: int, after: int | None
) -> list[int]:
    parts = slices(ask, told.cohorts, told.count)
    part = next(p for p in parts if p.first <= cohort < p.first + p.cohorts)
    reading = Reading(ask, ctx)
    conditions = [f"c = {cohort - part.first}"]
    if after is not None:
        conditions.append(is_back(ask, after))
    return people(lake, reading, people_text(reading, ask, part), conditions)


def _among(told: Windows, cohort: int | None, after: int | None) -> str:
    """Return the condition that a person is of the cohort, or of one that is complete by then."""
    if cohort is not None:
        return f"c = {cohort}"
    whole = [c for c in range(told.cohorts.count) if after is None or told.complete(c, after)]
    return f"c in {whole}" if whole else "0"
