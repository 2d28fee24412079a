"""How does a notebook ask? `Bellrock(where)`: the same questions, typed answers, no server needed.

b = Bellrock("shop")                                    # a home's folder
b = Bellrock("chdb:///srv/shop/lake")                   # the lake in it, by its DSN
b = Bellrock("https://rock.example.org", key="rk_…")    # a running server
b.funnel(["view", "buy"], within="7d").to_polars()
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self, Unpack

from bellrock.analytics.channels import ChannelsAnswer
from bellrock.analytics.composition import CompositionAnswer
from bellrock.analytics.frequency import FrequencyAnswer
from bellrock.analytics.funnel import FunnelAnswer
from bellrock.analytics.heat import HeatAnswer
from bellrock.analytics.interval import IntervalAnswer
from bellrock.analytics.lifecycle import LifecycleAnswer
from bellrock.analytics.ltv import LtvAnswer
from bellrock.analytics.paths import PathsAnswer
from bellrock.analytics.pivot import PivotAnswer
from bellrock.analytics.profile import ProfileAnswer
from bellrock.analytics.report import ReportAnswer
from bellrock.analytics.retention import RetentionAnswer
from bellrock.analytics.rfm import RfmAnswer
from bellrock.analytics.sessions import SessionsAnswer
from bellrock.analytics.sql import SqlAnswer
from bellrock.analytics.stickiness import StickinessAnswer
from bellrock.analytics.trend import TrendAnswer
from bellrock.analytics.vitals import VitalsAnswer
from bellrock.core.errors import InvalidDefinition
from bellrock.query.ask import (
    Ask,
    ChannelsAsk,
    CompositionAsk,
    FrequencyAsk,
    FunnelAsk,
    HeatAsk,
    IntervalAsk,
    LifecycleAsk,
    LtvAsk,
    PathsAsk,
    PivotAsk,
    ProfileAsk,
    ReportAsk,
    RetentionAsk,
    RfmAsk,
    SessionsAsk,
    SqlAsk,
    StickinessAsk,
    TrendAsk,
    VitalsAsk,
)
from bellrock.runtime.accounts_projects import DEFAULT
from bellrock.runtime.door_audiences import AudienceParts
from bellrock.runtime.door_growth import Growth
from bellrock.runtime.door_options import (
    ChannelsOptions,
    CompositionOptions,
    FrequencyOptions,
    FunnelOptions,
    HeatOptions,
    IntervalOptions,
    LifecycleOptions,
    LtvOptions,
    PathsOptions,
    PivotOptions,
    ProfileOptions,
    ReportOptions,
    RetentionOptions,
    RfmOptions,
    SessionsOptions,
    SqlOptions,
    Step,
    StickinessOptions,
    Texts,
    TrendOptions,
    VitalsOptions,
)
from bellrock.runtime.lakeside import Lakeside
from bellrock.runtime.reach import Questions, reach
from bellrock.runtime.remote import Remote


class Bellrock(Growth, AudienceParts):
    """One project, asked from Python. Use it in a `with` block, or `close` it."""

    def __init__(self, where: str | Path, *, key: str = "", project: str = DEFAULT) -> None:
        """Reach the project where it is.

        Args:
            where: A home's folder, a lake's DSN, or a server's address. A folder on which a server
                runs is asked through that server.
            key: A read or admin key, for an address.

        Raises:
            NotFound: there is no such home.
            StoreLocked: another process has the home open.
            StoreUnreachable: the server does not answer.
        """
        self._ends = ExitStack()
        self._door = _door(str(where), key, project, self._ends)

    def trend(self, events: Step | Sequence[Step], **options: Unpack[TrendOptions]) -> TrendAnswer:
        """How a number moves over time: one series an event.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return TrendAnswer.from_json(self._ask(TrendAsk, {"events": events, **options}))

    def funnel(self, steps: Sequence[Step], **options: Unpack[FunnelOptions]) -> FunnelAnswer:
        """How many people climb `steps`, in order and in time.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return FunnelAnswer.from_json(self._ask(FunnelAsk, {"steps": steps, **options}))

    def retention(self, **options: Unpack[RetentionOptions]) -> RetentionAnswer:
        """How many of the people who started come back, bucket after bucket.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return RetentionAnswer.from_json(self._ask(RetentionAsk, dict(options)))

    def paths(self, **options: Unpack[PathsOptions]) -> PathsAnswer:
        """Which ways people take, event by event.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return PathsAnswer.from_json(self._ask(PathsAsk, dict(options)))

    def pivot(self, by: Texts, **options: Unpack[PivotOptions]) -> PivotAnswer:
        """Which figures stand where values of several properties meet.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return PivotAnswer.from_json(self._ask(PivotAsk, {"by": by, **options}))

    def sessions(self, **options: Unpack[SessionsOptions]) -> SessionsAnswer:
        """In how many sessions people come, how long and how deep they are.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return SessionsAnswer.from_json(self._ask(SessionsAsk, dict(options)))

    def profile(self, target: Step, **options: Unpack[ProfileOptions]) -> ProfileAnswer:
        """By which values a group of people differs from others.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return ProfileAnswer.from_json(self._ask(ProfileAsk, {"target": target, **options}))

    def composition(self, by: str, **options: Unpack[CompositionOptions]) -> CompositionAnswer:
        """Of which parts people, or their events, consist.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return CompositionAnswer.from_json(self._ask(CompositionAsk, {"by": by, **options}))

    def rfm(self, event: Step, **options: Unpack[RfmOptions]) -> RfmAnswer:
        """Who did it lately, often and for much, and who no longer does.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return RfmAnswer.from_json(self._ask(RfmAsk, {"event": event, **options}))

    def heat(self, page: str | None = None, **options: Unpack[HeatOptions]) -> HeatAnswer:
        """Where people click on a page, on what, and how far down they see it.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return HeatAnswer.from_json(self._ask(HeatAsk, {"page": page, **options}))

    def ltv(self, event: Step, **options: Unpack[LtvOptions]) -> LtvAnswer:
        """What people are worth by age, and when they have paid back what they cost.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return LtvAnswer.from_json(self._ask(LtvAsk, {"event": event, **options}))

    def report(self, by: Texts, **options: Unpack[ReportOptions]) -> ReportAnswer:
        """Which pages, places, devices, sources or searches people come by.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return ReportAnswer.from_json(self._ask(ReportAsk, {"by": by, **options}))

    def vitals(self, **options: Unpack[VitalsOptions]) -> VitalsAnswer:
        """How quick pages are for those who read them.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return VitalsAnswer.from_json(self._ask(VitalsAsk, dict(options)))

    def channels(self, **options: Unpack[ChannelsOptions]) -> ChannelsAnswer:
        """Which channels bring people who stay, convert and pay.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return ChannelsAnswer.from_json(self._ask(ChannelsAsk, dict(options)))

    def lifecycle(self, **options: Unpack[LifecycleOptions]) -> LifecycleAnswer:
        """Who is new, who stays, who comes back, and who falls asleep.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return LifecycleAnswer.from_json(self._ask(LifecycleAsk, dict(options)))

    def stickiness(self, **options: Unpack[StickinessOptions]) -> StickinessAnswer:
        """On how many days of a week or month people are active.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return StickinessAnswer.from_json(self._ask(StickinessAsk, dict(options)))

    def frequency(self, **options: Unpack[FrequencyOptions]) -> FrequencyAnswer:
        """How much each person does, and how it is spread over people.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        return FrequencyAnswer.from_json(self._ask(FrequencyAsk, dict(options)))

    def interval(
        self, start: Step, end: Step, **options: Unpack[IntervalOptions]
    ) -> IntervalAnswer:
        """How long it takes people from one event to the next.

        Raises:
            InvalidDefinition: the question cannot mean anything.
        """
        body = {"start": start, "end": end, **options}
        return IntervalAnswer.from_json(self._ask(IntervalAsk, body))

    def sql(self, statement: str, **options: Unpack[SqlOptions]) -> SqlAnswer:
        """What a ClickHouse select over `events` and `people` answers; read-only, within limits.

        Raises:
            InvalidDefinition: the statement means nothing, or touches what it may not.
            NotAllowed: the key may not change things.
        """
        return SqlAnswer.from_json(self._ask(SqlAsk, {"sql": statement, **options}))

    def person(self, who: str, *, events: int = 50) -> dict[str, Any]:
        """What is known of a person, found by any of their ids, with their newest `events`.

        Raises:
            NotFound: nobody has this id.
        """
        return self._door.person(who, events=events)

    def close(self) -> None:
        """Let go of the home or the connection."""
        self._ends.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, model: type[Ask], body: dict[str, Any]) -> dict[str, Any]:
        asked = model.model_validate({name.rstrip("_"): value for name, value in body.items()})
        return self._door.ask(model.question, asked.model_dump(mode="json", exclude_unset=True))


def _door(where: str, key: str, project: str, ends: ExitStack) -> Questions:
    if where.startswith(("http://", "https://")):
        if not key:
            raise InvalidDefinition(
                "a server is asked with a key",
                hint="make one with `bellrock key create --kind read` and pass key=…",
                field="key",
            )
        named = "" if project == DEFAULT else project  # a key knows its project by itself
        return ends.enter_context(Remote(where, key, project=named))
    if where.startswith(("clickhouse://", "clickhouses://")):
        return ends.enter_context(Lakeside(where))
    folder = Path(where.removeprefix("chdb:///"))
    if where.startswith("chdb:") and not (folder.parent / "lock").exists():
        return ends.enter_context(Lakeside(where))
    home = folder.parent if where.startswith("chdb:") else folder
    return ends.enter_context(reach(home, project=project, purpose="Bellrock() in Python"))
