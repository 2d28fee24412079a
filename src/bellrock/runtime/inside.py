"""How is a home asked in this process? The same calls as over HTTP, on the app itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from pydantic import TypeAdapter

from bellrock.runtime.accounts_model import Project
from bellrock.runtime.accounts_projects import DEFAULT
from bellrock.runtime.app import App
from bellrock.runtime.checkup import within

Json = dict[str, Any]
_PROJECT = TypeAdapter(Project)


class Inside:
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
        return cls(App.open(home, purpose=purpose), project=project)

    def key_create(self, kind: str, name: str) -> str:
        """Make a key and return its text."""
        accounts = self._app.accounts
        project = accounts.project(self._project)
        return accounts.keys.create(kind, project.id, name)[1]  # type: ignore[arg-type] # checked there

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

    def ask(self, question: str, ask: Mapping[str, Any]) -> Json:
        """Return the answer to a trend, funnel, retention or paths question."""
        raise NotImplementedError(question, ask)

    def person(self, who: str, *, events: int = 50) -> Json:
        """Return what is known of one person, with their newest events."""
        raise NotImplementedError(who, events)

    def checkup(self) -> list[Json]:
        """Return what a look at the open stores found: name, state, said, fix."""
        return [asdict(finding) for finding in within(self._app)]

    def close(self) -> None:
        """Close the app and free the home."""
        self._app.close()


def _shown(project: Project) -> Json:
    shown: Json = _PROJECT.dump_python(project, mode="json")
    return shown
