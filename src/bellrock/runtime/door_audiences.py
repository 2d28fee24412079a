"""What does a notebook do with audiences? Save the people behind a number, and take them along.

b.audience_save("Buyers", {"from": "cell", "kind": "trend", "ask": {"events": ["buy"]}})
b.trend("buy", where='in audience "buyers"')
b.audience_people("buyers")[0]["id"]
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from bellrock.core.errors import NotFound

if TYPE_CHECKING:
    from bellrock.runtime.audience_door import AudienceDoor
    from bellrock.runtime.reach import Questions

Json = dict[str, Any]


class AudienceParts:
    """The part of `Bellrock` that keeps people under a name."""

    _door: Questions

    def audiences(self, search: str = "") -> list[Json]:
        """Return the audiences, newest first, each with how many people are in it now."""
        return self._kept.audiences(search)

    def audience_save(self, name: str, source: Mapping[str, Any], *, note: str = "") -> Json:
        """Keep the people behind a number (`from: cell`) or of the list (`from: people`).

        Raises:
            InvalidDefinition: the name or the source means nothing.
            NotFound: the answer has no such number.
        """
        return self._kept.audience_save(name, note, source)

    def audience_upload(self, file: str | Path, name: str, *, note: str = "") -> Json:
        """Keep the people whom the ids of a file mean; `examples` are ids that nobody goes by.

        Raises:
            InvalidDefinition: the file cannot be read, or all of its ids are nobody's.
        """
        return self._kept.audience_upload(Path(file), name, note, None)

    def audience_refresh(self, key: str) -> Json:
        """Fill an audience anew by its definition: `came` and `left` say how it changed.

        Raises:
            NotFound: there is no such audience.
            Conflict: it has no definition to be filled by.
        """
        return self._kept.audience_refresh(key)

    def audience_people(self, key: str) -> list[dict[str, str]]:
        """Return the people of an audience: `person`, `id`, `email` and `name` of each.

        Raises:
            NotFound: there is no such audience.
        """
        text = "".join(self._kept.audience_export(key))
        return list(csv.DictReader(text.splitlines()))

    def audience_delete(self, key: str) -> None:
        """Delete an audience; it can be brought back in the app.

        Raises:
            NotFound: there is no such audience.
        """
        self._kept.audience_delete(key)

    @property
    def _kept(self) -> AudienceDoor:
        if not hasattr(self._door, "audiences"):
            raise NotFound(
                "a lake alone knows no audiences",
                hint="open the home's folder, or ask the server that runs on it",
            )
        return cast("AudienceDoor", self._door)
