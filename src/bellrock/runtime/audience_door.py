"""What can a command do with audiences, whoever has the home open?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

Json = dict[str, Any]


class AudienceDoor(Protocol):
    """The audiences of one project, in the JSON forms of the HTTP API."""

    def audiences(self, search: str = "") -> list[Json]:
        """Return the audiences whose name or note holds `search`, newest first."""
        ...

    def audience(self, key: str) -> Json:
        """Return an audience; a deleted one says when that was."""
        ...

    def audience_save(self, name: str, note: str, source: Mapping[str, Any]) -> Json:
        """Keep the people of `source` as they are now, under a name."""
        ...

    def audience_upload(self, file: Path, name: str, note: str, into: str | None) -> Json:
        """Keep the people whom the ids of a file mean, and tell which ids are nobody's."""
        ...

    def audience_change(self, key: str, fields: Mapping[str, str]) -> Json:
        """Rename an audience, or note something."""
        ...

    def audience_refresh(self, key: str) -> Json:
        """Fill an audience anew by its definition: who came and who left."""
        ...

    def audience_delete(self, key: str) -> None:
        """Delete an audience."""
        ...

    def audience_restore(self, key: str) -> Json:
        """Bring a deleted audience back."""
        ...

    def audience_export(self, key: str) -> Iterator[str]:
        """Give the people of an audience as CSV, a part after the other."""
        ...
