"""How does an import reach a running server? Read here, handed over a chunk a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import sleep
from typing import Any

from bellrock.collect.import_map import ImportMap
from bellrock.collect.import_state import Report, Run
from bellrock.collect.imports import Progress, run_import
from bellrock.runtime.patience import patiently
from bellrock.runtime.remote import Remote

_ON_THE_WAY = 202


def run(
    remote: Remote, files: Sequence[Path], told: ImportMap, progress: Callable[[Progress], None]
) -> Report:
    """Import `files` through the server; see `run_import`."""
    return run_import(RemoteImport(remote), files, told, progress=progress)


class RemoteImport:
    """The taking side of an import, on a server; see `collect.imports.Door`."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def begin(self, plan: Mapping[str, Any]) -> Run:
        """Begin or resume the import that `plan` describes."""
        said = self._remote.call("POST", "/api/v1/imports", json=dict(plan)).json()
        done = {int(file): int(row) for file, row in said["done"].items()}
        return Run(said["id"], done, said["resumed"])

    def rows(self, import_id: str, file: int, first: int, lines: bytes) -> None:
        """Hand over a chunk; it is safe on return. A busy or full server is asked again.

        Raises:
            StoreFull, TooMany: for five minutes it took nothing.
        """
        path, query = f"/api/v1/imports/{import_id}/rows", {"file": file, "first": first}
        patiently(
            lambda: self._remote.call("POST", path, query=query, content=lines),
            sleep,
            hint="then run the import again: it goes on where it stopped",
        )

    def finish(self, import_id: str, read: int) -> Report | None:
        """Return the report, or None while rows are under way."""
        path = f"/api/v1/imports/{import_id}/finish"
        response = self._remote.call("POST", path, json={"read": read})
        return None if response.status_code == _ON_THE_WAY else Report(**response.json())
