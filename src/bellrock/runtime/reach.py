"""Is a home reached through the server that runs on it, or by opening the folder?

Either way a command meets the same `Door` and gets the same answers. The engine is loaded only
where the folder is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any, Protocol

from bellrock.core.errors import StoreLocked, StoreUnreachable
from bellrock.runtime import home as homes
from bellrock.runtime.audience_door import AudienceDoor
from bellrock.runtime.home import Home

if TYPE_CHECKING:
    from bellrock.collect.import_map import ImportMap
    from bellrock.collect.imports import Progress

_TRIES = 6
Json = dict[str, Any]


class Questions(Protocol):
    """What Python can ask of one project."""

    def ask(self, question: str, ask: Mapping[str, Any]) -> Json:
        """Return the answer to a question of the kind `question`."""
        ...

    def person(self, who: str, *, events: int = 50) -> Json:
        """Return what is known of one person, with their newest events."""
        ...


class Door(Questions, AudienceDoor, Protocol):
    """What a command can ask of one project of a home, whoever has the home open."""

    def ask_watched(
        self, question: str, ask: Mapping[str, Any], watch: Callable[[Json], None] | None
    ) -> Json:
        """Return the answer to a question, telling `watch` how far it is while it takes long."""
        ...

    def event_names(self) -> list[Json]:
        """Return the project's events, most frequent first."""
        ...

    def properties(self, event: str | None) -> list[Json]:
        """Return what a question may name: properties, columns, people's traits."""
        ...

    def values(self, name: str, *, event: str | None, starts: str) -> list[Json]:
        """Return the commonest values of a property among the newest events."""
        ...

    def questions(self, search: str, limit: int) -> list[Json]:
        """Return saved questions, newest first, 500 at most."""
        ...

    def question(self, question: str) -> Json:
        """Return a saved question; a deleted one says when that was."""
        ...

    def questions_export(self, ids: Sequence[str]) -> str:
        """Return saved questions as YAML; all of them where no ids are given."""
        ...

    def questions_import(self, text: str) -> Json:
        """Take the questions of a YAML file in: the ids made, changed, and the same."""
        ...

    def metrics(self) -> list[Json]:
        """Return the registered metrics by name."""
        ...

    def metric(self, metric: str) -> Json:
        """Return a registered metric by key or id."""
        ...

    def metric_register(self, fields: Mapping[str, Any]) -> Json:
        """Register a metric: key, name, description and definition."""
        ...

    def metric_value(self, metric: str, asked: Mapping[str, Any]) -> Json:
        """Return what a metric was over the period that is asked."""
        ...

    def metric_change(self, metric: str, asked: Mapping[str, Any]) -> Json:
        """Return why a metric changed, by the dimensions that are asked."""
        ...

    def goal_tree(self, asked: Mapping[str, Any]) -> Json:
        """Return goals, metrics and values; the values are null where there is no goal."""
        ...

    def stages(self) -> list[Json]:
        """Return the stages of growth that have a metric."""
        ...

    def rock(self, asked: Mapping[str, Any]) -> list[Json]:
        """Return the checks of north stars and stages over the period that is asked."""
        ...

    def annotations(self, since: str | None, before: str | None) -> list[Json]:
        """Return what happened between two moments, oldest first."""
        ...

    def annotate(self, said: Mapping[str, Any]) -> Json:
        """Write down something that happened: text, kind, at, until."""
        ...

    def key_create(self, kind: str, name: str) -> str:
        """Make a key and return its text."""
        ...

    def user_create(self, email: str, password: str) -> Json:
        """Make a user and return their number and e-mail address."""
        ...

    def projects(self) -> list[Json]:
        """Return every project, oldest first."""
        ...

    def project_create(self, name: str, *, zone: str, currency: str) -> Json:
        """Found a project."""
        ...

    def import_files(
        self, files: Sequence[Path], told: ImportMap, progress: Callable[[Progress], None]
    ) -> Json:
        """Import `files` and return the report: read, stored, duplicate, quarantined."""
        ...

    def costs_import(self, data: bytes, name: str, how: Mapping[str, bool]) -> Json:
        """Import a file of costs; `how` may say dry_run and skip_faults."""
        ...

    def costs(self) -> Json:
        """Return what each campaign cost, and the imports of costs."""
        ...

    def costs_remove(self, which: Mapping[str, str]) -> int:
        """Remove costs: an import, or first, last, channel and campaign; return how many rows."""
        ...

    def refused(self, *, reason: str | None, event: str | None, limit: int) -> list[Json]:
        """Return refused events in the order they arrived."""
        ...

    def replay(
        self, *, reason: str | None, event: str | None, fixes: Sequence[Mapping[str, Any]]
    ) -> Json:
        """Send refused events again, mended by `fixes`; return how many were sent."""
        ...

    def boards(self) -> list[Json]:
        """Return the project's boards, newest first."""
        ...

    def board(self, board: str) -> Json:
        """Return a board in full."""
        ...

    def tile(self, board: str, tile: str, filters: Mapping[str, str]) -> Json:
        """Return the question and the answer of a tile; `filters` stand instead of the board's."""
        ...

    def board_export(self, board: str) -> str:
        """Return a board as YAML."""
        ...

    def board_import(self, text: str, board: str | None) -> Json:
        """Make a board of YAML, or put it into the one called `board`."""
        ...

    def reports(self) -> list[Json]:
        """Return the scheduled reports, newest first."""
        ...

    def report_make(self, body: Mapping[str, Any]) -> Json:
        """Send a board from now on."""
        ...

    def report_change(self, report: str, body: Mapping[str, Any]) -> Json:
        """Change a report, or pause it."""
        ...

    def report_delete(self, report: str) -> None:
        """Delete a report."""
        ...

    def report_history(self, report: str) -> list[Json]:
        """Return the times that a report was sent, newest first."""
        ...

    def report_test(self, report: str, body: Mapping[str, Any]) -> None:
        """Send a report now to one address."""
        ...

    def backup(self, into: Path) -> Json:
        """Copy the home into the new folder `into`, an absolute path: at, files, size."""
        ...

    def checkup(self) -> list[Json]:
        """Return what a look at the open stores found: name, state, said, fix."""
        ...

    def close(self) -> None:
        """Let go of the home."""
        ...


@contextmanager
def reach(
    path: Path, *, project: str = "default", purpose: str, create: bool = False
) -> Iterator[Door]:
    """Give the door to `project` of the home at `path`.

    Args:
        purpose: The command that asks, shown to others while it has the folder open.
        create: Whether a missing home is made.

    Raises:
        NotFound: there is no such home.
        StoreLocked: another process has it open, serves nothing, and does not end soon.
    """
    home = homes.create(path) if create else homes.find(path)
    door = _door(home, project, purpose)
    try:
        yield door
    finally:
        door.close()


def _door(home: Home, project: str, purpose: str) -> Door:
    for left in reversed(range(_TRIES)):
        if (served := _served(home, project)) is not None:
            return served
        try:
            return _opened(home, project, purpose)
        except StoreLocked:  # a short command soon ends; a server that starts soon says so
            if not left:
                raise
            sleep(0.5)
    raise AssertionError("unreachable")


def _served(home: Home, project: str) -> Door | None:
    found = homes.running(home)
    if found is None:
        return None
    from bellrock.runtime.remote import Remote  # noqa: PLC0415 -- not needed to open the folder

    remote = Remote(found.url, found.token, project=project, local=True)
    try:
        remote.greet()
    except StoreUnreachable:  # it is just ending
        remote.close()
        return None
    return remote


def _opened(home: Home, project: str, purpose: str) -> Door:
    from bellrock.runtime.inside import Inside  # noqa: PLC0415 -- loads the engine

    return Inside.open(home.path, project=project, purpose=purpose)
