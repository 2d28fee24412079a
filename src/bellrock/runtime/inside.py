"""How is a home asked in this process? The same calls as over HTTP, on the app itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from pydantic import TypeAdapter

from bellrock.analytics import kind_named
from bellrock.collect.import_map import ImportMap
from bellrock.collect.import_take import LocalDoor
from bellrock.collect.imports import Progress, run_import
from bellrock.collect.mend import fix
from bellrock.collect.quarantine import Held, Which, held, replay
from bellrock.runtime.accounts_model import Project
from bellrock.runtime.accounts_projects import DEFAULT
from bellrock.runtime.app import App
from bellrock.runtime.board_files import Shelf, read_board, write_board
from bellrock.runtime.boards_model import Board
from bellrock.runtime.browse_people import person_card
from bellrock.runtime.checkup import within
from bellrock.runtime.inside_audiences import AudiencesInside
from bellrock.runtime.inside_browse import (
    OPERATOR,
    board_told,
    boards_told,
    events_told,
    properties_told,
    question_told,
    questions_file,
    questions_told,
    tile_answer,
    values_told,
)
from bellrock.runtime.inside_costs import costs_removed, costs_taken, costs_told
from bellrock.runtime.inside_metrics import (
    annotate,
    goal_tree,
    metric_change,
    metric_register,
    metric_told,
    metric_value,
    metrics,
    notes_told,
    rock_checks,
    stages,
)
from bellrock.runtime.inside_reports import ReportsInside
from bellrock.runtime.keeping import keep
from bellrock.runtime.question_files import read_questions
from bellrock.runtime.watching import Watcher, watched_here

Json = dict[str, Any]
_BOARD, _PROJECT, _HELD = TypeAdapter(Board), TypeAdapter(Project), TypeAdapter(Held)


class Inside(ReportsInside, AudiencesInside):
    """One project of an open app; answers in the JSON forms of the HTTP API."""

    def __init__(self, app: App, *, project: str = DEFAULT) -> None:
        self._app = app
        self._project = project

    @classmethod
    def open(cls, home: Path, *, project: str = DEFAULT, purpose: str) -> Self:
        """Open the home at `home` for `purpose`; what its spool holds is stored first.

        Raises:
            As `App.open`.
        """
        app = App.open(home, purpose=purpose)
        try:
            app.catch_up()
        except BaseException:
            app.close()
            raise
        return cls(app, project=project)

    @property
    def _number(self) -> int:
        return self._app.accounts.project(self._project).id

    def event_names(self) -> list[Json]:
        """Return the project's events, most frequent first."""
        return events_told(self._app, self._number)

    def properties(self, event: str | None) -> list[Json]:
        """Return what a question may name: properties, columns, people's traits."""
        return properties_told(self._app, self._number, event)

    def values(self, name: str, *, event: str | None, starts: str) -> list[Json]:
        """Return the commonest values of a property among the newest events."""
        return values_told(self._app, self._number, name, event, starts)

    def questions(self, search: str, limit: int) -> list[Json]:
        """Return saved questions, newest first."""
        return questions_told(self._app, self._number, search, limit)

    def question(self, question: str) -> Json:
        """Return a saved question; a deleted one says when that was."""
        return question_told(self._app, self._number, question)

    def questions_export(self, ids: Sequence[str]) -> str:
        """Return saved questions as YAML; all of them where no ids are given."""
        return questions_file(self._app, self._number, ids)

    def questions_import(self, text: str) -> Json:
        """Take the questions of a YAML file in: the ids made, changed, and the same."""
        kept = self._app.questions
        return asdict(read_questions(text, self._number, kept, owner=None, actor="cli"))

    def metrics(self) -> list[Json]:
        """Return the registered metrics by name."""
        return metrics(self._app, self._number)

    def metric(self, metric: str) -> Json:
        """Return a registered metric by key or id."""
        return metric_told(self._app, self._number, metric)

    def metric_register(self, fields: Mapping[str, Any]) -> Json:
        """Register a metric: key, name, description and definition."""
        return metric_register(self._app, self._number, fields)

    def metric_value(self, metric: str, asked: Mapping[str, Any]) -> Json:
        """Return what a metric was over the period that is asked."""
        return metric_value(self._app, self._number, metric, asked)

    def metric_change(self, metric: str, asked: Mapping[str, Any]) -> Json:
        """Return why a metric changed, by the dimensions that are asked."""
        return metric_change(self._app, self._number, metric, asked)

    def goal_tree(self, asked: Mapping[str, Any]) -> Json:
        """Return goals, metrics and values; the values are null where there is no goal."""
        return goal_tree(self._app, self._number, asked)

    def stages(self) -> list[Json]:
        """Return the stages of growth that have a metric."""
        return stages(self._app, self._number)

    def rock(self, asked: Mapping[str, Any]) -> list[Json]:
        """Return the checks of north stars and stages over the period that is asked."""
        return rock_checks(self._app, self._number, asked)

    def annotations(self, since: str | None, before: str | None) -> list[Json]:
        """Return what happened between two moments, oldest first."""
        return notes_told(self._app, self._number, since, before)

    def annotate(self, said: Mapping[str, Any]) -> Json:
        """Write down something that happened: text, kind, at, until."""
        return annotate(self._app, self._number, said)

    def key_create(self, kind: str, name: str) -> str:
        """Make a key and return its text."""
        return self._app.accounts.keys.create(kind, self._number, name)[1]  # type: ignore[arg-type] # checked there

    def user_create(self, email: str, password: str) -> Json:
        """Make a user; the first one of a home owns it."""
        user = self._app.accounts.user_create(email, password, project=self._project)
        return {"id": user.id, "email": user.email}

    def projects(self) -> list[Json]:
        """Return every project, oldest first."""
        return [_shown(project) for project in self._app.accounts.projects.all()]

    def project_create(self, name: str, *, zone: str, currency: str) -> Json:
        """Found a project."""
        return _shown(self._app.accounts.projects.create(name, tz=zone, currency=currency))

    def boards(self) -> list[Json]:
        """Return the project's boards, newest first."""
        return boards_told(self._app, self._number)

    def board(self, board: str) -> Json:
        """Return a board in full."""
        return board_told(self._app, self._number, board)

    def tile(self, board: str, tile: str, filters: Mapping[str, str]) -> Json:
        """Return the question and the answer of a tile; `filters` stand instead of the board's."""
        return tile_answer(self._app, self._number, board, tile, filters)

    def board_export(self, board: str) -> str:
        """Return a board as YAML."""
        return write_board(self._app.boards.show(self._number, board, OPERATOR))

    def board_import(self, text: str, board: str | None) -> Json:
        """Make a board of YAML, or put it into the one called `board`."""
        app = self._app
        made = read_board(
            text, self._number, OPERATOR, Shelf(app.boards, app.questions), actor="cli",
            instead_of=board,
        )  # fmt: skip
        found: Json = _BOARD.dump_python(made, mode="json")
        return found

    def ask(self, question: str, ask: Mapping[str, Any]) -> Json:
        """Return the answer to a question of the kind `question`."""
        kind, app = kind_named(question), self._app
        asked = kind.ask.model_validate(ask)
        return kind.answer(app.lake, asked, app.context(self._number)).to_json()

    def ask_watched(self, question: str, ask: Mapping[str, Any], watch: Watcher | None) -> Json:
        """Return the answer to a question, telling `watch` how far it is while it takes long."""
        kind, context = kind_named(question), self._app.context(self._number)
        asked = kind.ask.model_validate(ask)
        return watched_here(
            self._app.lake, lambda lake: kind.answer(lake, asked, context).to_json(), watch
        )

    def person(self, who: str, *, events: int = 50) -> Json:
        """Return what is known of one person, with their newest events."""
        card = person_card(self._app.people, self._number, who, events=events)
        return card.model_dump(mode="json")

    def import_files(
        self, files: Sequence[Path], told: ImportMap, progress: Callable[[Progress], None]
    ) -> Json:
        """Import `files` and return the report: read, stored, duplicate, quarantined."""
        self._app.start()
        door = LocalDoor(self._app.imports, self._number)
        return asdict(run_import(door, files, told, progress=progress))

    def costs_import(self, data: bytes, name: str, how: Mapping[str, bool]) -> Json:
        """Import a file of costs; `how` may say dry_run and skip_faults."""
        return costs_taken(self._app, self._number, data, name, how)

    def costs(self) -> Json:
        """Return what each campaign cost, and the imports of costs."""
        return costs_told(self._app, self._number)

    def costs_remove(self, which: Mapping[str, str]) -> int:
        """Remove costs: an import, or first, last, channel and campaign; return how many rows."""
        return costs_removed(self._app, self._number, which)

    def refused(self, *, reason: str | None, event: str | None, limit: int) -> list[Json]:
        """Return refused events in the order they arrived."""
        which = Which(reason=reason, event=event)
        found = held(self._app.lake, self._number, which, limit=limit)
        return [
            _HELD.dump_python(one, mode="json") | {"position": str(one.position)} for one in found
        ]

    def replay(
        self, *, reason: str | None, event: str | None, fixes: Sequence[Mapping[str, Any]]
    ) -> Json:
        """Send refused events again, mended by `fixes`; return how many were sent."""
        app, which = self._app, Which(reason=reason, event=event)
        mended = [fix(told) for told in fixes]
        sent = replay(app.lake, app.collector.append, self._number, which, fixes=mended)
        app.catch_up()
        return {"sent": len(sent)}

    def backup(self, into: Path) -> Json:
        """Copy the home into the new folder `into`, an absolute path: at, files, size."""
        return asdict(keep(self._app, into))

    def checkup(self) -> list[Json]:
        """Return what a look at the open stores found: name, state, said, fix."""
        return [asdict(finding) for finding in within(self._app)]

    def close(self) -> None:
        """Close the app and free the home."""
        self._app.close()


def _shown(project: Project) -> Json:
    shown: Json = _PROJECT.dump_python(project, mode="json")
    return shown
