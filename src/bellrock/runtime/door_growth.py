"""What does a notebook ask of growth? Metrics and why they changed, goals, stages, what happened.

b.metric_value("orders", from_="-30d").to_polars()
b.metric_change("orders", by=["country"]).splits[0].parts
b.annotate("v1.2", kind="release")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

from bellrock.analytics.metric import ChangeAnswer, MetricAnswer
from bellrock.core.errors import NotFound

if TYPE_CHECKING:
    from bellrock.core.time import Grain
    from bellrock.runtime.annotations import NoteKind
    from bellrock.runtime.reach import Door, Questions

Json = dict[str, Any]


class OverOptions(TypedDict, total=False):
    """Over which period: as a trend takes it."""

    from_: str
    to: str
    every: Grain
    compare: str
    zone: str


class Growth:
    """The part of `Bellrock` that asks about registered metrics and what is made of them."""

    _door: Questions

    def metrics(self) -> list[Json]:
        """Return the registered metrics by name."""
        return self._ledger_door.metrics()

    def register_metric(
        self, key: str, ask: Mapping[str, Any], *, name: str = "", description: str = "",
        **definition: Any,
    ) -> Json:  # fmt: skip
        """Register a metric that a trend defines: `ask` has its events, metric, formula and where.

        Args:
            definition: unit, direction ("up" or "down" is better), maturity ("2d"), check.

        Raises:
            Conflict: the key is taken.
            InvalidDefinition: it means nothing.
            NotAllowed: the key may not change things.
        """
        fields = {"key": key, "name": name or key, "description": description}
        told = {**fields, "definition": {"ask": dict(ask), **definition}}
        return self._ledger_door.metric_register(told)

    def metric_value(self, metric: str, **over: Unpack[OverOptions]) -> MetricAnswer:
        """What a metric was, point by point, and which points are out of the ordinary.

        Raises:
            NotFound: no metric has this key or id.
            InvalidDefinition: the period cannot mean anything.
        """
        return MetricAnswer.from_json(self._ledger_door.metric_value(metric, _asked(over)))

    def metric_change(
        self, metric: str, *, by: Sequence[str] | None = None, **over: Unpack[OverOptions]
    ) -> ChangeAnswer:
        """Why a metric changed since the period before: what each value of each of `by` added.

        Raises:
            NotFound, InvalidDefinition: as `metric_value`.
        """
        asked = _asked({"compare": "previous", **over}) | ({} if by is None else {"by": list(by)})
        return ChangeAnswer.from_json(self._ledger_door.metric_change(metric, asked))

    def goals(self, **over: Unpack[OverOptions]) -> Json:
        """Return goals, their metrics, and what moved each since the period before."""
        return self._ledger_door.goal_tree(_asked({"compare": "previous", **over}))

    def stages(self) -> list[Json]:
        """Return the stages of growth that have a metric, with their targets."""
        return self._ledger_door.stages()

    def rock(self, **over: Unpack[OverOptions]) -> list[Json]:
        """Return whether north stars and stages stand on rock: their checks, computed from data."""
        return self._ledger_door.rock(_asked(over))

    def annotations(
        self, *, since: datetime | str | None = None, before: datetime | str | None = None
    ) -> list[Json]:
        """Return what happened between two moments, oldest first."""
        return self._ledger_door.annotations(_moment(since), _moment(before))

    def annotate(
        self, text: str, *, kind: NoteKind = "note", at: datetime | str | None = None,
        until: datetime | str | None = None,
    ) -> Json:  # fmt: skip
        """Write down something that happened, now or `at` a moment with its zone; charts show it.

        Raises:
            InvalidDefinition: no text, or it ends before it begins.
            NotAllowed: the key may not change things.
        """
        said = {"text": text, "kind": kind, "at": _moment(at), "until": _moment(until)}
        return self._ledger_door.annotate({k: v for k, v in said.items() if v is not None})

    @property
    def _ledger_door(self) -> Door:
        if not hasattr(self._door, "metrics"):
            raise NotFound(
                "a lake alone knows no metrics, goals or annotations",
                hint="open the home's folder, or ask the server that runs on it",
            )
        return cast("Door", self._door)


def _asked(over: OverOptions) -> Json:
    return {name.rstrip("_"): value for name, value in over.items()}


def _moment(at: datetime | str | None) -> str | None:
    return at.isoformat() if isinstance(at, datetime) else at
