"""How do we ask a running server? Over HTTP, with a key, or with its home's local token."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

import httpx

from bellrock.core import errors
from bellrock.core.errors import BellrockError, StoreError, StoreUnreachable
from bellrock.runtime.remote_audiences import AudiencesRemote
from bellrock.runtime.remote_reports import ReportsRemote
from bellrock.runtime.watching import PREFER, Watcher, watched_remote

if TYPE_CHECKING:
    from bellrock.collect.import_map import ImportMap
    from bellrock.collect.imports import Progress

Json = dict[str, Any]
_TIMEOUT_S = 600.0  # the server ends a question by its own limit long before
_BY_CODE: dict[str, type[BellrockError]] = {
    kind.code: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, BellrockError)
}


class Remote(ReportsRemote, AudiencesRemote):
    """A server at `url`; raises what the same call would raise in process."""

    def __init__(self, url: str, key: str, *, project: str = "", local: bool = False) -> None:
        """Talk to the server at `url` as whoever `key` is.

        Args:
            key: A read or admin key, or a home's local token.
            project: Which project is meant, where the key is not bound to one.
            local: Whether it is on this machine, where no proxy stands between.
        """
        self.url = url.rstrip("/")
        self._client = httpx.Client(
            base_url=self.url,
            headers={"Authorization": f"Bearer {key}"},
            params={"project": project} if project else {},
            timeout=httpx.Timeout(_TIMEOUT_S, connect=5.0),
            trust_env=not local,
        )

    def greet(self) -> None:
        """Find out whether the server answers.

        Raises:
            StoreUnreachable: it does not.
        """
        self._object("GET", "/healthz")

    def ask(self, question: str, ask: Mapping[str, Any]) -> Json:
        """Return the answer to a question of the kind `question`."""
        return self.ask_watched(question, ask, None)

    def ask_watched(self, question: str, ask: Mapping[str, Any], watch: Watcher | None) -> Json:
        """Return the answer to a question, telling `watch` how far it is while it takes long."""
        path = f"/api/v1/ask/{question}"
        answer = self.call("POST", path, json=dict(ask), headers=PREFER)
        return watched_remote(self.call, answer, watch)

    def person(self, who: str, *, events: int = 50) -> Json:
        """Return what is known of one person, with their newest events."""
        path = f"/api/v1/people/{quote(who, safe='')}"
        return self._object("GET", path, query={"events": events})

    def event_names(self) -> list[Json]:
        """Return the project's events, most frequent first."""
        return list(self._object("GET", "/api/v1/schema/events")["data"])

    def properties(self, event: str | None) -> list[Json]:
        """Return what a question may name: properties, columns, people's traits."""
        query = {} if event is None else {"event": event}
        return list(self._object("GET", "/api/v1/schema/properties", query=query)["data"])

    def values(self, name: str, *, event: str | None, starts: str) -> list[Json]:
        """Return the commonest values of a property among the newest events."""
        query = {"property": name, "starts": starts} | ({} if event is None else {"event": event})
        return list(self._object("GET", "/api/v1/schema/values", query=query)["data"])

    def questions(self, search: str, limit: int) -> list[Json]:
        """Return saved questions, newest first."""
        query = {"search": search, "limit": limit}
        return list(self._object("GET", "/api/v1/questions", query=query)["data"])

    def question(self, question: str) -> Json:
        """Return a saved question; a deleted one says when that was."""
        return self._object("GET", f"/api/v1/questions/{quote(question, safe='')}")

    def questions_export(self, ids: Sequence[str]) -> str:
        """Return saved questions as YAML; all of them where no ids are given."""
        query = {"id": list(ids)} if ids else {}
        return self.call("GET", "/api/v1/questions/yaml", query=query).text

    def questions_import(self, text: str) -> Json:
        """Take the questions of a YAML file in: the ids made, changed, and the same."""
        return self._object("POST", "/api/v1/questions/import", {"yaml": text})

    def metrics(self) -> list[Json]:
        """Return the registered metrics by name."""
        return list(self.call("GET", "/api/v1/metrics").json())

    def metric(self, metric: str) -> Json:
        """Return a registered metric by key or id."""
        return self._object("GET", f"/api/v1/metrics/{quote(metric, safe='')}")

    def metric_register(self, fields: Mapping[str, Any]) -> Json:
        """Register a metric: key, name, description and definition."""
        return self._object("POST", "/api/v1/metrics", dict(fields))

    def metric_value(self, metric: str, asked: Mapping[str, Any]) -> Json:
        """Return what a metric was over the period that is asked."""
        return self._object("POST", f"/api/v1/metrics/{quote(metric, safe='')}/value", dict(asked))

    def metric_change(self, metric: str, asked: Mapping[str, Any]) -> Json:
        """Return why a metric changed, by the dimensions that are asked."""
        path = f"/api/v1/metrics/{quote(metric, safe='')}/change"
        return self._object("POST", path, dict(asked))

    def goal_tree(self, asked: Mapping[str, Any]) -> Json:
        """Return goals, metrics and values; the values are null where there is no goal."""
        return {
            "goals": self.call("GET", "/api/v1/goals").json(),
            "metrics": self.metrics(),
            "values": self.call("POST", "/api/v1/goals/values", json=dict(asked)).json(),
        }

    def stages(self) -> list[Json]:
        """Return the stages of growth that have a metric."""
        return list(self.call("GET", "/api/v1/stages").json())

    def rock(self, asked: Mapping[str, Any]) -> list[Json]:
        """Return the checks of north stars and stages over the period that is asked."""
        return list(self.call("POST", "/api/v1/growth/rock", json=dict(asked)).json())

    def annotations(self, since: str | None, before: str | None) -> list[Json]:
        """Return what happened between two moments, oldest first."""
        which = {"since": since, "before": before}
        query = {name: value for name, value in which.items() if value is not None}
        return list(self.call("GET", "/api/v1/annotations", query=query).json())

    def annotate(self, said: Mapping[str, Any]) -> Json:
        """Write down something that happened: text, kind, at, until."""
        return self._object("POST", "/api/v1/annotations", dict(said))

    def key_create(self, kind: str, name: str) -> str:
        """Make a key and return its text."""
        return str(self._object("POST", "/api/v1/keys", {"kind": kind, "name": name})["key"])

    def user_create(self, email: str, password: str) -> Json:
        """Make a user; the first one of a home owns it."""
        return self._object("POST", "/api/v1/users", {"email": email, "password": password})

    def projects(self) -> list[Json]:
        """Return every project, oldest first."""
        return list(self._object("GET", "/api/v1/projects")["data"])

    def project_create(self, name: str, *, zone: str, currency: str) -> Json:
        """Found a project."""
        body = {"name": name, "zone": zone, "currency": currency}
        return self._object("POST", "/api/v1/projects", body)

    def import_files(
        self, files: Sequence[Path], told: ImportMap, progress: Callable[[Progress], None]
    ) -> Json:
        """Read `files` here, hand their rows over, and return the report."""
        from bellrock.runtime.remote_import import run  # noqa: PLC0415 -- loads the engine

        return asdict(run(self, files, told, progress=progress))

    def refused(self, *, reason: str | None, event: str | None, limit: int) -> list[Json]:
        """Return refused events in the order they arrived."""
        which = {"reason": reason, "event": event, "limit": limit}
        query = {name: value for name, value in which.items() if value is not None}
        return list(self._object("GET", "/api/v1/quarantine", query=query)["data"])

    def costs_import(self, data: bytes, name: str, how: Mapping[str, bool]) -> Json:
        """Import a file of costs; `how` may say dry_run and skip_faults."""
        told: Json = self.call(
            "POST", "/api/v1/costs", query={"name": name, **how}, content=data,
            headers={"content-type": "text/csv"},
        ).json()  # fmt: skip
        return told

    def costs(self) -> Json:
        """Return what each campaign cost, and the imports of costs."""
        return self._object("GET", "/api/v1/costs")

    def costs_remove(self, which: Mapping[str, str]) -> int:
        """Remove costs: an import, or first, last, channel and campaign; return how many rows."""
        path, query = "/api/v1/costs", dict(which)
        if imported := query.pop("import", ""):
            path, query = f"/api/v1/costs/imports/{quote(imported, safe='')}", {}
        return int(self._object("DELETE", path, query=query)["removed"])

    def replay(
        self, *, reason: str | None, event: str | None, fixes: Sequence[Mapping[str, Any]]
    ) -> Json:
        """Send refused events again, mended by `fixes`; return how many were sent."""
        body = {"reason": reason, "event": event, "fixes": list(fixes)}
        return self._object("POST", "/api/v1/quarantine/replay", body)

    def boards(self) -> list[Json]:
        """Return the project's boards, newest first."""
        return list(self._object("GET", "/api/v1/boards", query={"limit": 500})["data"])

    def board(self, board: str) -> Json:
        """Return a board in full."""
        return self._object("GET", f"/api/v1/boards/{quote(board, safe='')}")

    def tile(self, board: str, tile: str, filters: Mapping[str, str]) -> Json:
        """Return the question and the answer of a tile; `filters` stand instead of the board's."""
        path = f"/api/v1/boards/{quote(board, safe='')}/tiles/{quote(tile, safe='')}"
        return self._object("GET", path, query=dict(filters))

    def board_export(self, board: str) -> str:
        """Return a board as YAML."""
        return self.call("GET", f"/api/v1/boards/{quote(board, safe='')}/yaml").text

    def board_import(self, text: str, board: str | None) -> Json:
        """Make a board of YAML, or put it into the one called `board`."""
        return self._object("POST", "/api/v1/boards/import", {"yaml": text, "board": board})

    def backup(self, into: Path) -> Json:
        """Copy the home into the new folder `into`, an absolute path: at, files, size."""
        return self._object("POST", "/api/v1/backup", {"folder": str(into)})

    def checkup(self) -> list[Json]:
        """Return what a look at the open stores found: name, state, said, fix."""
        return list(self._object("GET", "/api/v1/doctor")["data"])

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _object(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        query: Mapping[str, Any] | None = None,
    ) -> Json:
        found: Json = self.call(method, path, query=query, json=body).json()
        return found

    def call(
        self, method: str, path: str, *, query: Mapping[str, Any] | None = None, **content: Any
    ) -> httpx.Response:
        """Send one request and return its response, which is a success.

        Args:
            content: The body, as httpx takes it: `json=…` or `content=…`.

        Raises:
            BellrockError: what the server refused it with.
            StoreUnreachable: the server does not answer.
        """
        try:
            # TRICKY: a query within the path would be lost, since the client has one of its own.
            response = self._client.request(method, path, params=query, **content)
        except httpx.TransportError as error:
            raise StoreUnreachable(
                f"the server at {self.url} does not answer",
                hint="check the address, and that `bellrock serve` runs there",
                retry_after_s=5,
            ) from error
        if not response.is_success:
            raise _refusal(response)
        return response


def _refusal(response: httpx.Response) -> BellrockError:
    try:
        problem = response.json()
        message = str(problem.get("detail") or problem["title"])
    except (ValueError, KeyError, AttributeError):
        return StoreError(
            f"the server answered {response.status_code}",
            hint="is this the address of a Bellrock server?",
        )
    kind = _BY_CODE.get(str(problem.get("code")), BellrockError)
    retry = response.headers.get("retry-after", "")
    line = (problem.get("facts") or {}).get("line")
    return kind(
        message,
        hint=str(problem.get("hint") or ""),
        retry_after_s=int(retry) if retry.isdecimal() else None,
        **({} if line is None else {"line": line}),
    )
