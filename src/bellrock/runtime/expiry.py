"""When are old events erased? Each day that ends in a project's zone, by the project's own rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Event, Thread

import structlog

from bellrock.collect.expire import expire
from bellrock.core.errors import BellrockError
from bellrock.core.time import Clock, floor, local, zone
from bellrock.runtime.accounts_model import Project
from bellrock.store import Lake

_LOOK_S = 600.0
_log = structlog.get_logger("bellrock.expiry")


class Expiry:
    """Erases by `retention_days`, which counts whole days of the project's zone before today."""

    def __init__(self, projects: Callable[[], Sequence[Project]], lake: Lake, clock: Clock) -> None:
        self._projects = projects
        self._lake = lake
        self._clock = clock
        self._done: dict[int, datetime] = {}
        self._stop = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Look now, and then every ten minutes."""
        self._stop.clear()
        self._thread = Thread(target=self._run, name="expiry", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop; what is being erased is erased first."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def once(self) -> None:
        """Erase what is too old now; a project whose day has not changed is not looked at again."""
        for project in self._projects():
            before = oldest_kept(project, self._clock.now())
            if before is not None and before != self._done.get(project.id):
                events = expire(self._lake, project.id, before)
                self._done[project.id] = before
                if events:
                    _log.info(
                        "erased old events",
                        project=project.name,
                        events=events,
                        before=before.isoformat(),
                    )

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.once()
            except BellrockError as error:  # a store does not work now; the next look may
                _log.warning("old events wait to be erased", error=str(error))
            self._stop.wait(_LOOK_S)


def oldest_kept(project: Project, now: datetime) -> datetime | None:
    """Return the moment before which the project's events are erased; None keeps all."""
    if project.retention_days is None:
        return None
    tz = zone(project.zone)
    today = floor(now, "day", tz).astimezone(tz).date()
    return local(today - timedelta(days=project.retention_days), tz)
