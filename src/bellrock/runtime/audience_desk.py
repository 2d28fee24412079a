"""How do people come into an audience, and out of it? Saved, filled anew, uploaded, exported."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from bellrock.audiences import Audience, Audiences, Change, Filling, Members
from bellrock.audiences.members import new_content
from bellrock.audiences.registry import checked
from bellrock.core.errors import Conflict, InvalidDefinition
from bellrock.core.ids import show_person
from bellrock.core.place import inside
from bellrock.people import People
from bellrock.people.listing import Wanted
from bellrock.query.grammar import parse
from bellrock.query.relation import Context
from bellrock.runtime.audience_list import SHOWN, ListReport, Missing, blocks, read_ids
from bellrock.runtime.audience_source import FromCell, FromPeople, Source, kept_cell, read_cell
from bellrock.store import Lake
from bellrock.store.lake_poured import Look, PouredLake, writable

Json = dict[str, Any]
_LOOKS_BYTES = 256 << 10
_BLOCK = 5_000
_SOURCE: TypeAdapter[FromCell | FromPeople] = TypeAdapter(Source)
HEAD = ("person", "id", "email", "name")
"""The columns of an exported audience."""


@dataclass(frozen=True)
class Saver:
    """Who saves an audience: a user's number, if it is one, and their name in the audit."""

    owner: int | None
    actor: str


@dataclass(frozen=True)
class Refreshed:
    """An audience that was filled anew, and how its people changed."""

    audience: Audience
    change: Change


@dataclass(frozen=True)
class Uploaded:
    """An audience of a file, and what became of its ids."""

    audience: Audience
    report: ListReport


class AudienceDesk:
    """Fills audiences, and hands their people out; safe to share between threads."""

    def __init__(
        self,
        audiences: Audiences,
        members: Members,
        people: People,
        context: Callable[[int], Context],
    ) -> None:
        self._audiences = audiences
        self._members = members
        self._people = people
        self._context = context

    def save(
        self, lake: Lake, project: int, source: FromCell | FromPeople,
        fields: Mapping[str, str], saver: Saver,
    ) -> Audience:  # fmt: skip
        """Keep the people of `source` as they are now, under a name.

        Args:
            lake: By the name under which this can be ended.

        Raises:
            InvalidDefinition: the name or the source means nothing.
            NotFound: the answer has no such number.
            TooLarge: there are too many audiences.
        """
        checked(fields)
        self._audiences.check_room(project)
        ctx, content = self._context(project), new_content()
        try:
            definition = self._gather(lake, ctx, source, content, None)
            filling = self._counted(ctx, content)
            return self._audiences.save(
                project, fields, definition, filling, owner=saver.owner, actor=saver.actor
            )
        except BaseException:
            self._members.forget([content])
            raise

    def refresh(self, lake: Lake, project: int, key: str, *, actor: str) -> Refreshed:
        """Fill an audience anew by its definition.

        Raises:
            NotFound: there is no such audience, or its number is gone.
            Conflict: it has no definition to be filled by.
        """
        audience = self._audiences.show(project, key)
        source, looks = read_definition(audience.definition)
        ctx, content = self._context(project), new_content()
        try:
            definition = self._gather(lake, ctx, source, content, looks)
            return self._refilled(ctx, audience, definition, content, actor)
        except BaseException:
            self._members.forget([content])
            raise

    def upload(
        self, project: int, lines: Iterable[bytes], fields: Mapping[str, str],
        saver: Saver, *, file: str, into: str | None = None,
    ) -> Uploaded:  # fmt: skip
        """Keep the people whom the ids of a file mean; those of `into` give way to them.

        Raises:
            InvalidDefinition: the file cannot be read, or nobody goes by any of its ids.
            NotFound, TooLarge: as `save`.
        """
        old = None if into is None else self._audiences.show(project, into)
        if old is None:
            checked(fields)
            self._audiences.check_room(project)
        ctx, content, report = self._context(project), new_content(), ListReport()
        try:
            self._members.put(ctx, content, self._meant(project, lines, report))
            if not report.found:
                raise InvalidDefinition(
                    "nobody goes by any id of this file" if report.given else "the file is empty",
                    hint="write one user id or e-mail address a line", field="file",
                    first=[one.id for one in report.examples[:3]],
                )  # fmt: skip
            definition = {"from": "list", "file": file, "given": report.given,
                          "missing": report.missing}  # fmt: skip
            if old is not None:
                made = self._refilled(ctx, old, definition, content, saver.actor)
                return Uploaded(made.audience, report)
            filling = self._counted(ctx, content)
            saved = self._audiences.save(
                project, fields, definition, filling, owner=saver.owner, actor=saver.actor
            )
            return Uploaded(saved, report)
        except BaseException:
            self._members.forget([content])
            raise

    def counts(self, project: int, audiences: Sequence[Audience]) -> Mapping[int, int]:
        """Return how many people are in each audience now, by the number of its filling."""
        return self._members.counts(self._context(project), [one.content for one in audiences])

    def page(self, project: int, key: str, after: int | None, limit: int) -> list[int]:
        """Return the next people of an audience as they are known now, by key.

        Raises:
            NotFound: there is no such audience.
        """
        audience = self._audiences.show(project, key)
        return self._members.page(self._context(project), audience.content, after, limit)

    def export(self, project: int, audience: Audience, *, actor: str) -> Iterator[str]:
        """Give the people of an audience as CSV, some thousand lines at a time."""
        self._audiences.note_export(project, audience, actor=actor)
        yield _csv([HEAD])
        for people in self._members.all(self._context(project), audience.content, block=_BLOCK):
            told = self._people.labels(project, people)
            yield _csv((show_person(one.person), one.id, one.email, one.name) for one in told)

    def sweep(self) -> None:
        """Erase what no audience counts: fillings that were begun and never named."""
        lost = self._members.contents() - self._audiences.fillings()
        self._members.forget(lost)

    def _gather(
        self, lake: Lake, ctx: Context, source: FromCell | FromPeople, content: int,
        looks: Sequence[Look] | None,
    ) -> Json:  # fmt: skip
        if isinstance(source, FromPeople):
            wanted = Wanted(
                where=parse(source.where, field="source.where") if source.where.strip() else None,
                search=source.search, bots=ctx.include_bots, zone=ctx.zone,
                audiences=ctx.audiences,
            )  # fmt: skip
            try:
                statement = self._people.everybody(ctx.project, wanted)
            except InvalidDefinition as error:
                raise error.at(inside("source", error.field)) from error
            if statement is not None:
                self._members.pour(lake, ctx, content, statement)
            return source.model_dump(mode="json")
        behind, ask, cell = read_cell(source)
        kept = source if looks is not None else kept_cell(source, ask, cell, ctx)
        poured = PouredLake.over(
            lake, lambda people: self._members.pour(lake, ctx, content, people), looks
        )
        rest = behind(poured, ask, ctx, cell)
        if rest:
            self._members.put(ctx, content, rest)
        known = poured.looks if writable(poured.looks, _LOOKS_BYTES) else None
        return kept.model_dump(mode="json") | {"looks": known}

    def _counted(self, ctx: Context, content: int) -> Filling:
        return Filling(content, self._members.counts(ctx, [content])[content])

    def _refilled(
        self, ctx: Context, audience: Audience, definition: Json, content: int, actor: str
    ) -> Refreshed:
        change = self._members.change(ctx, audience.content, content)
        filling = Filling(content, change.people)
        made, old = self._audiences.refill(
            ctx.project, audience.key, definition, filling, actor=actor
        )
        self._members.forget([old])
        return Refreshed(made, change)

    def _meant(self, project: int, lines: Iterable[bytes], report: ListReport) -> Iterator[int]:
        for block in blocks(read_ids(lines), report):
            found = self._people.find_several(project, [text for _, text in block])
            for (line, text), person in zip(block, found, strict=True):
                if person is not None:
                    report.found += 1
                    yield person
                    continue
                report.missing += 1
                if len(report.examples) < SHOWN:
                    report.examples.append(Missing(line, text))


def read_definition(definition: Json) -> tuple[FromCell | FromPeople, list[Look] | None]:
    """Return where an audience's people come from, and what was looked up to know that.

    Raises:
        Conflict: it was a file; or too much was looked up to be kept.
    """
    if definition.get("from") == "list":
        raise Conflict(
            "this audience is a list of ids, which nothing fills anew",
            hint="upload a newer file in its place",
        )
    told = {name: value for name, value in definition.items() if name != "looks"}
    looks = definition.get("looks")
    if definition.get("from") == "cell" and looks is None:
        raise Conflict(
            "clusters are found anew each time, so nobody can tell which one this was",
            hint="save the people of a cluster as another audience",
        )
    return _SOURCE.validate_python(told), looks and [(digest, rows) for digest, rows in looks]


def refreshable(audience: Audience) -> bool:
    """Return whether an audience can be filled anew by its definition."""
    try:
        read_definition(audience.definition)
    except Conflict:
        return False
    return True


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue()


def _plain(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell[:1] else cell
