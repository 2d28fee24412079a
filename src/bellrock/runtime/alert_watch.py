"""Is something the matter? Every alert is looked at as its buckets end; one message a channel.

An alert tells when it begins to fire and when it is well again, not in between. What several
alerts of a project find in one look goes to a channel as one message.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread

import structlog

from bellrock.analytics.metric import Asked, change
from bellrock.analytics.metric.alert import Look, look, read_rule, say
from bellrock.core.errors import BellrockError
from bellrock.core.time import Clock, step, zone
from bellrock.query.relation import Context
from bellrock.runtime.accounts_model import Project
from bellrock.runtime.alert_channels import AlertChannels
from bellrock.runtime.alerts import Alert, Alerts
from bellrock.runtime.metric_registry import MetricRegistry, RegisteredMetric
from bellrock.store import Lake

_LOOK_S = 60.0
_STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
_log = structlog.get_logger("bellrock.alerts")


@dataclass(frozen=True)
class Found:
    """One thing to be told: an alert that begins to fire, or is well again."""

    alert: Alert
    metric: RegisteredMetric
    look: Look
    explained: str
    """Which part of which dimension did most, in words; empty where nothing stands out."""


@dataclass(frozen=True)
class Desk:
    """What a look needs of the ledger: the alerts, their metrics, and whom to tell."""

    alerts: Alerts
    metrics: MetricRegistry
    channels: AlertChannels


class AlertWatch:
    """Looks at the alerts of every project, and tells."""

    def __init__(
        self,
        desk: Desk,
        lake: Lake,
        clock: Clock,
        *,
        projects: Callable[[], Sequence[Project]],
        context: Callable[[int], Context],
        address: str = "",
    ) -> None:
        """Wire it; `address` is where people reach the app, for links."""
        self._alerts, self._metrics, self._channels = desk.alerts, desk.metrics, desk.channels
        self._lake = lake
        self._clock = clock
        self._projects = projects
        self._context = context
        self._address = address.rstrip("/")
        self._stop = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Look every minute."""
        self._stop.clear()
        self._thread = Thread(target=self._run, name="alerts", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop; a message under way is delivered first."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def once(self) -> int:
        """Look at every alert whose next bucket may have ended; return how many findings."""
        return sum(self._look_at(project) for project in self._projects())

    def _look_at(self, project: Project) -> int:
        metrics = {one.id: one for one in self._metrics.find(project.id)}
        found = [
            one
            for alert in self._alerts.all(project.id)
            if alert.metric in metrics and self._due(project, alert, metrics[alert.metric])
            for one in self._look(project, alert, metrics[alert.metric])
        ]
        if found:
            self._tell(project, found)
        return len(found)

    def _due(self, project: Project, alert: Alert, metric: RegisteredMetric) -> bool:
        """Whether the bucket after the last one looked at is mature."""
        if alert.looked is None:
            return True
        tz = zone(project.zone)
        end = step(step(alert.looked, alert.every, tz), alert.every, tz)
        return self._clock.now() >= end + metric.definition.maturity

    def _look(self, project: Project, alert: Alert, metric: RegisteredMetric) -> list[Found]:
        context = self._context(project.id)
        try:
            looks = look(
                self._lake, metric.definition, context, read_rule(alert.rule), alert.every,
                alert.looked,
            )  # fmt: skip
        except BellrockError as error:
            _log.warning("an alert could not be looked at", alert=alert.id, error=str(error))
            return []
        found, firing = [], alert.firing is not None
        for one in looks:
            if one.fires != firing:
                explained = self._explained(metric, context, alert, one) if one.fires else ""
                found.append(Found(alert, metric, one, explained))
            firing = one.fires
        self._alerts.looked(project.id, alert.id, looks)
        return found

    def _explained(
        self, metric: RegisteredMetric, context: Context, alert: Alert, one: Look
    ) -> str:
        """Return what did most to the bucket since a week before."""
        end = one.start + _STEPS[alert.every]
        asked = Asked(one.start.isoformat(), end.isoformat(), compare="week", odd=False)
        try:
            found = change(self._lake, metric.definition, context, asked)
        except BellrockError:
            return ""
        if not found.splits or not found.change:
            return ""
        split = found.splits[0]
        part = next((p for p in split.parts if p.added * (found.change or 0) > 0), None)
        if part is None or abs(part.added) < abs(found.change) / 3:
            return ""
        value = "other" if part.other else next(iter(part.by.values()), None) or "not set"
        return f"mostly {split.by} {value} ({part.added:+,.4g} of {found.change:+,.4g})"

    def _tell(self, project: Project, found: Sequence[Found]) -> None:
        now = self._clock.now()
        by_channel: dict[str, list[Found]] = defaultdict(list)
        for one in found:
            if not _is_silent(one.alert, now):
                for channel in one.alert.channels:
                    by_channel[channel].append(one)
        failed = self._deliver(project, by_channel)
        for one in found:
            untold = self._untold(one, now, failed)
            self._alerts.note_finding(
                project.id, one.alert.id, one.look, explained=one.explained, untold=untold
            )

    def _deliver(self, project: Project, told: Mapping[str, Sequence[Found]]) -> dict[str, str]:
        """Send one message a channel; return the reasons of those that failed."""
        failed = {}
        for channel, found in told.items():
            subject, text = message(project, found, self._address)
            try:
                self._channels.tell(project.id, channel, subject, text)
            except BellrockError as error:
                failed[channel] = str(error.message)
                _log.warning("an alert was not told", channel=channel, error=str(error))
        return failed

    def _untold(self, one: Found, now: datetime, failed: Mapping[str, str]) -> str | None:
        if _is_silent(one.alert, now):
            return "silenced"
        if not one.alert.channels:
            return "no channel"
        reasons = [failed[channel] for channel in one.alert.channels if channel in failed]
        return reasons[0] if len(reasons) == len(one.alert.channels) else None

    def _run(self) -> None:
        while not self._stop.wait(_LOOK_S):
            try:
                self.once()
            except BellrockError as error:  # a store does not work now; the next look may
                _log.warning("alerts wait", error=str(error))


def message(project: Project, found: Sequence[Found], address: str) -> tuple[str, str]:
    """Return the subject and text that tell of findings, firing ones first."""
    ordered = sorted(found, key=lambda one: not one.look.fires)
    lines = [_line(one, project) for one in ordered]
    first = ordered[0]
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    subject = f"{first.alert.name}{'' if first.look.fires else ': well again'}{more}"
    link = [f"{address}/p/{project.name}/insights/alerts"] if address else []
    return f"[{project.name}] {subject}", "\n\n".join([*lines, *link])


def _line(one: Found, project: Project) -> str:
    tz = zone(project.zone)
    at = one.look.start.astimezone(tz)
    when = f"{at:%Y-%m-%d %H:%M}" if one.alert.every == "hour" else f"{at:%Y-%m-%d}"
    value = "no value" if one.look.value is None else f"{one.look.value:,.6g}"
    if not one.look.fires:
        return f"{one.alert.name}: well again. {one.metric.name} was {value} on {when}."
    usual = " to ".join(f"{x:,.4g}" for x in (one.look.low, one.look.high) if x is not None)
    told = f"{one.alert.name}: {one.metric.name} was {value} on {when} ({project.zone})"
    told += f", {say(one.alert.rule)}"
    told += f"; expected {usual}" if one.alert.rule.get("kind") == "odd" and usual else ""
    told += f"; it was {one.look.holiday}" if one.look.holiday else ""
    return f"{told}; {one.explained}." if one.explained else f"{told}."


def _is_silent(alert: Alert, now: datetime) -> bool:
    return alert.silent_until is not None and now < alert.silent_until
