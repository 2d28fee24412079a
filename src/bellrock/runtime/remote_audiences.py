"""How do audiences of a running server reach a command? Over HTTP, as everything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bellrock.core.errors import NotFound

if TYPE_CHECKING:
    import httpx

Json = dict[str, Any]
_PATH = "/api/v1/audiences"


class AudiencesRemote:
    """The audiences of one project of a server."""

    if TYPE_CHECKING:

        def call(
            self, method: str, path: str, *, query: Mapping[str, Any] | None = None, **content: Any
        ) -> httpx.Response:
            """Send one request."""

    def audiences(self, search: str = "") -> list[Json]:
        """Return the audiences whose name or note holds `search`, newest first."""
        found = self.call("GET", _PATH, query={"search": search, "limit": 500})
        return list(found.json()["data"])

    def audience(self, key: str) -> Json:
        """Return an audience; a deleted one says when that was."""
        return self._said("GET", _at(key))

    def audience_save(self, name: str, note: str, source: Mapping[str, Any]) -> Json:
        """Keep the people of `source` as they are now, under a name."""
        body = {"name": name, "note": note, "source": dict(source)}
        return self._said("POST", _PATH, json=body)

    def audience_upload(self, file: Path, name: str, note: str, into: str | None) -> Json:
        """Keep the people whom the ids of a file mean, and tell which ids are nobody's."""
        query = {"name": name, "note": note, "file": file.name}
        query |= {} if into is None else {"into": into}
        try:
            with file.open("rb") as content:
                return self._said("POST", f"{_PATH}/upload", query=query, content=content)
        except OSError as error:
            raise NotFound(
                f"{file} cannot be read", hint="name a text or CSV file of ids"
            ) from error

    def audience_change(self, key: str, fields: Mapping[str, str]) -> Json:
        """Rename an audience, or note something."""
        return self._said("PATCH", _at(key), json=dict(fields))

    def audience_refresh(self, key: str) -> Json:
        """Fill an audience anew by its definition: who came and who left."""
        return self._said("POST", f"{_at(key)}/refresh")

    def audience_delete(self, key: str) -> None:
        """Delete an audience."""
        self.call("DELETE", _at(key))

    def audience_restore(self, key: str) -> Json:
        """Bring a deleted audience back."""
        return self._said("POST", f"{_at(key)}/restore")

    def audience_export(self, key: str) -> Iterator[str]:
        """Give the people of an audience as CSV, a part after the other."""
        yield self.call("GET", f"{_at(key)}/csv").text

    def _said(self, method: str, path: str, **more: Any) -> Json:
        found: Json = self.call(method, path, **more).json()
        return found


def _at(key: str) -> str:
    return f"{_PATH}/{quote(key, safe='')}"
