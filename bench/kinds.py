"""How fast is every other kind of question? Each in its plain form, as plain values to compare."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bellrock.analytics.kinds import kind_of
from bellrock.analytics.metric.change import change
from bellrock.analytics.metric.value import Asked
from bellrock.query import Context
from bellrock.query.ask import ASKS
from bellrock.query.registered import MetricDefinition
from bellrock.store import Lake

QUARTER = {"from": "2026-01-01", "to": "2026-04-01"}
FORTNIGHT = {"from": "2026-03-01", "to": "2026-03-15"}
STEPS = ("view", "cart", "checkout", "buy")
NAMES = (
    "rolling", "cumulative", "funnel_any", "retention_rolling", "retention_brackets",
    "retention_by", "matrix", "lifecycle", "stickiness", "frequency", "interval", "composition",
    "pivot", "sessions", "profile", "change", "sql", "rfm", "ltv", "channels",
)  # fmt: skip
"""The rows of the table; each is a method here and, mostly, in every other engine."""


class Kinds:
    """The questions as a user asks them, quiet line and all."""

    def __init__(self, lake: Lake, ctx: Context) -> None:
        self.lake, self.ctx = lake, ctx

    def rolling(self) -> Any:
        """Weekly actives, day by day."""
        (series,) = self._ask("trend", event="view", metric="uniques", over="7d").series
        return [point.value for point in series.points]

    def cumulative(self) -> Any:
        (series,) = self._ask("trend", event="view", metric="uniques", over="start").series
        return [point.value for point in series.points]

    def funnel_any(self) -> Any:
        """In any order."""
        answer = self._ask("funnel", steps=STEPS, within="7d", order="unordered")
        return [rung.people for rung in answer.steps]

    def retention_rolling(self) -> Any:
        """By weeks from each person's start."""
        return _cohorts(self._ask("retention", clock="rolling").cohorts)

    def retention_brackets(self) -> Any:
        return _cohorts(self._ask("retention", brackets="1d,3d,7d,14d,30d").cohorts)

    def retention_by(self) -> Any:
        """By country at the start."""
        groups = self._ask("retention", by="country").groups
        return {(g.by["country"], *key): n for g in groups if not g.other
                for key, n in _cohorts(g.cohorts).items()}  # fmt: skip

    def matrix(self) -> Any:
        """Which events stand at each of five steps of the paths of two weeks."""
        answer = self._ask("paths", view="matrix", top=20, **FORTNIGHT)
        return {(step.at, one.name): (one.people, one.count)
                for step in answer.matrix for one in step.events}  # fmt: skip

    def matrix_paths(self) -> Any:
        """The same without people."""
        return {key: count for key, (_, count) in self.matrix().items()}

    def lifecycle(self) -> Any:
        stages = self._ask("lifecycle", every="week").stages
        return [(_day(s.start), s.new, s.returning, s.resurrecting) for s in stages]

    def stickiness(self) -> Any:
        return {(_day(s.start), n): people for s in self._ask("stickiness").spells
                for n, people in enumerate(s.days, 1) if people}  # fmt: skip

    def frequency(self) -> Any:
        """How many events each person has."""
        row = self._ask("frequency").rows[0]
        return [row.people, row.total, row.median, row.p90]

    def interval(self) -> Any:
        """From a view to a purchase."""
        row = self._ask("interval", start="view", end="buy").rows[0]
        return [row.starts, row.times, row.people, _rounded(row.median_s), _rounded(row.p90_s)]

    def composition(self) -> Any:
        """People by the last country of each."""
        parts = self._ask("composition", by="country").parts
        return {part.value: part.count for part in parts if not part.other}

    def pivot(self) -> Any:
        answer = self._ask(
            "pivot", events=["view"], by="props.category", across="country", top=100,
            metric=["total", "uniques"],
        )  # fmt: skip
        heads = [head.by["country"] for head in answer.columns]
        return {
            (row.by["props.category"], head): cell
            for row in answer.rows if not row.other
            for head, cell in zip((*heads, None), (*row.cells, row.total), strict=True)
        }  # fmt: skip

    def sessions(self) -> Any:
        """Cut by pauses of 30 minutes: sessions, people, bounces, duration, by day."""
        row = self._ask("sessions").rows[0]
        whole = row.figures
        days = [point.figures.sessions for point in row.points]
        return [whole.sessions, whole.people, whole.bounces, _rounded(whole.median_s), days]

    def profile(self) -> Any:
        """Buyers against everybody, by country and category."""
        answer = self._ask("profile", target="buy", by=["country", "props.category"], top=100)
        return {(aspect.property, one.value): (one.target, one.base)
                for aspect in answer.aspects for one in aspect.values}  # fmt: skip

    def change(self) -> Any:
        """Viewers of March against the 31 days before, taken apart by country and category."""
        metric = MetricDefinition.model_validate({"ask": {"event": "view", "metric": "uniques"}})
        asked = Asked(from_="2026-03-01", to="2026-04-01", compare="previous")
        answer = change(self.lake, metric, self.ctx, asked, ("country", "props.category"))
        return {(split.by, part.by[split.by]): (part.value, part.before)
                for split in answer.splits for part in split.parts if not part.other}  # fmt: skip

    def sql(self) -> Any:
        text = "select event, count() as n, uniqExact(who) from events where ts >= {from} "
        answer = self._ask("sql", sql=text + "and ts < {to} group by event order by event")
        return [tuple(row) for row in answer.rows]

    def rfm(self) -> Any:
        """Buyers by recency, times and what they paid, four levels of each."""
        answer = self._ask(
            "rfm", event="buy", of="sum(props.price)", recency_cuts="7,30,60",
            frequency_cuts="2,3,4", value_cuts="50.005,100.005,200.005",
        )  # fmt: skip
        return {(one.recency, one.frequency, one.value): one.people for one in answer.cells}

    def ltv(self) -> Any:
        """What everybody paid by each week of theirs, from their first event on."""
        answer = self._ask("ltv", event="buy", of="sum(props.price)")
        return [(one.people, _rounded(one.value)) for one in answer.everybody.points]

    def channels(self) -> Any:
        """What became of those who came from each country: visits, purchases, and who came back."""
        answer = self._ask(
            "channels", by="country", goal="buy", value="props.price", views="page", across=[]
        )
        return {
            row.by["country"]: (
                one.people, _rounded(one.sessions), one.bounced.part, one.conversion.part,
                round(one.value.total), *(back.part for back in one.retention),
            )
            for row in answer.rows for one in (row.figures,)
        }  # fmt: skip

    def _ask(self, kind: str, **told: Any) -> Any:
        ask = ASKS[kind].model_validate({**QUARTER, **told})
        return kind_of(ask).answer(self.lake, ask, self.ctx)


def _cohorts(cohorts: Any) -> dict[tuple[str, int], int]:
    """What is known, by cohort and window."""
    return {(_day(c.start), i): n for c in cohorts for i, n in enumerate(c.returned)
            if n}  # fmt: skip


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d")


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
