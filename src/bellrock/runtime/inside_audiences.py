"""How do audiences work in this process? In the JSON forms of the HTTP API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from bellrock.audiences import Audience, Search
from bellrock.core.errors import NotFound
from bellrock.core.place import inside
from bellrock.query.asking import refusal_of
from bellrock.runtime.app import App
from bellrock.runtime.audience_desk import Saver
from bellrock.runtime.audience_source import FromCell, FromPeople, Source
from bellrock.runtime.audience_view import (
    audience_view,
    audience_views,
    refreshed_view,
    uploaded_view,
)

Json = dict[str, Any]
_SOURCE: TypeAdapter[FromCell | FromPeople] = TypeAdapter(Source)
_SAVER = Saver(None, "cli")


class AudiencesInside:
    """The audiences of one project of an open app."""

    _app: App
    _project: str

    def audiences(self, search: str = "") -> list[Json]:
        """Return the audiences whose name or note holds `search`, newest first."""
        found, _ = self._app.audiences.find(self._mine, Search(search, limit=500))
        return [_json(one) for one in audience_views(self._app, self._mine, found)]

    def audience(self, key: str) -> Json:
        """Return an audience; a deleted one says when that was."""
        return self._told(self._app.audiences.show(self._mine, key))

    def audience_save(self, name: str, note: str, source: Mapping[str, Any]) -> Json:
        """Keep the people of `source` as they are now, under a name."""
        try:
            told = _SOURCE.validate_python(dict(source))
        except ValidationError as error:
            refusal = refusal_of(error)
            raise refusal.at(inside("source", refusal.field)) from error
        app, fields = self._app, {"name": name, "note": note}
        return self._told(app.crowds.save(app.lake, self._mine, told, fields, _SAVER))

    def audience_upload(self, file: Path, name: str, note: str, into: str | None) -> Json:
        """Keep the people whom the ids of a file mean, and tell which ids are nobody's."""
        fields = {"name": name, "note": note}
        with opened(file) as lines:
            made = self._app.crowds.upload(
                self._mine, lines, fields, _SAVER, file=file.name, into=into
            )
        return _json(uploaded_view(self._app, self._mine, made))

    def audience_change(self, key: str, fields: Mapping[str, str]) -> Json:
        """Rename an audience, or note something."""
        changed = self._app.audiences.change(self._mine, key, fields, actor=_SAVER.actor)
        return self._told(changed)

    def audience_refresh(self, key: str) -> Json:
        """Fill an audience anew by its definition: who came and who left."""
        app = self._app
        made = app.crowds.refresh(app.lake, self._mine, key, actor=_SAVER.actor)
        return _json(refreshed_view(app, self._mine, made))

    def audience_delete(self, key: str) -> None:
        """Delete an audience."""
        self._app.audiences.delete(self._mine, key, actor=_SAVER.actor)

    def audience_restore(self, key: str) -> Json:
        """Bring a deleted audience back."""
        return self._told(self._app.audiences.restore(self._mine, key, actor=_SAVER.actor))

    def audience_export(self, key: str) -> Iterator[str]:
        """Give the people of an audience as CSV, a part after the other."""
        audience = self._app.audiences.show(self._mine, key)
        return self._app.crowds.export(self._mine, audience, actor=_SAVER.actor)

    @property
    def _mine(self) -> int:
        return self._app.accounts.project(self._project).id

    def _told(self, audience: Audience) -> Json:
        return _json(audience_view(self._app, self._mine, audience))


def opened(file: Path) -> Any:
    """Open a file of ids.

    Raises:
        NotFound: it cannot be read.
    """
    try:
        return file.open("rb")
    except OSError as error:
        raise NotFound(f"{file} cannot be read", hint="name a text or CSV file of ids") from error


def _json(view: BaseModel) -> Json:
    return view.model_dump(mode="json")
