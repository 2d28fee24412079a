"""Who is in an audience? Keys of people in the lake, read as who these people are now.

A filling is written once, under a number of its own. It holds the key of the strongest id that a
person had; a key is a digest of that id, so it outlives merges, their undoing, and a graph that is
decided anew. Of a person who is parted later, the part with that id stays.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import msgspec

from bellrock.query.binder import Binder
from bellrock.query.relation import Peopled
from bellrock.query.sql import Sql
from bellrock.store import Lake

_lines = msgspec.json.Encoder()
_BLOCK = 100_000


@dataclass(frozen=True)
class Change:
    """How a filling differs from the one before: who is in it now, who came, and who left."""

    people: int
    came: int
    left: int


class Members:
    """The members of all audiences; safe to share between threads."""

    def __init__(self, lake: Lake) -> None:
        self._lake = lake

    def pour(self, lake: Lake, about: Peopled, content: int, people: Sql) -> None:
        """Write whom `people` selects as `who` under `content`, each once; they stay in the lake.

        Args:
            lake: The same lake, by the name under which this can be ended.
        """
        lake.run(pour_sql(about, content, people))

    def put(self, about: Peopled, content: int, people: Iterable[int]) -> None:
        """Write `people` by key under `content`, each once, a block after the other."""
        aside, keys = new_content(), iter(people)
        try:
            while block := list(islice(keys, _BLOCK)):
                rows = ({"project": about.project, "content": aside, "person": p} for p in block)
                self._lake.insert_json("audience_members", _lines.encode_lines(rows))
            given = Sql(
                "select person as who from audience_members "
                "where project = {given_project:UInt32} and content = {given_content:UInt64}",
                {"given_project": about.project, "given_content": aside},
            )
            self.pour(self._lake, about, content, given)
        finally:
            self.forget([aside])

    def counts(self, about: Peopled, contents: Collection[int]) -> Mapping[int, int]:
        """Return how many people are under each of `contents`, as they are known now."""
        if not contents:
            return {}
        found = dict(self._lake.rows(counts_sql(about, contents)))
        return {content: int(found.get(content, 0)) for content in contents}

    def change(self, about: Peopled, old: int, new: int) -> Change:
        """Return how the filling `new` differs from `old`, both as people are known now."""
        people, came, left = self._lake.one(change_sql(about, old, new))
        return Change(int(people), int(came), int(left))

    def page(self, about: Peopled, content: int, after: int | None, limit: int) -> list[int]:
        """Return the next people under `content` as they are known now, by key."""
        return self._lake.numbers(page_sql(about, content, after, limit))

    def all(self, about: Peopled, content: int, *, block: int) -> Iterator[list[int]]:
        """Give everybody under `content`, `block` people at a time."""
        after: int | None = None
        while people := self.page(about, content, after, block):
            yield people
            after = people[-1]

    def forget(self, contents: Collection[int]) -> None:
        """Erase what is under `contents`."""
        if contents:
            text = "delete from audience_members where content in {contents:Array(UInt64)}"
            self._lake.run(Sql(text, {"contents": list(contents)}))

    def contents(self) -> set[int]:
        """Return every number under which somebody is."""
        return set(self._lake.numbers(Sql("select distinct content from audience_members")))


def new_content() -> int:
    """Return a number for a filling, which nothing else has."""
    return secrets.randbits(62) + 1


def pour_sql(about: Peopled, content: int, people: Sql) -> Sql:
    """Write whom `people` selects as `who`, each once, as they are known now."""
    who = "who"
    if about.identity.overrides:
        who = "dictGetOrDefault('person_override', 'canonical', who, who)"
    return Sql(
        "insert into audience_members (project, content, person)\n"
        "select {to_project:UInt32}, {to_content:UInt64}, person_now\n"
        f"from (select distinct {who} as person_now from (\n{people.text}\n))",
        {**people.params, "to_project": about.project, "to_content": content},
    )


def counts_sql(about: Peopled, contents: Collection[int]) -> Sql:
    """Count the people under each of `contents`: content, people."""
    binder = Binder()
    person = _now(about)
    return binder.sql(
        f"select content, uniqExact({person}) from audience_members "
        f"where project = {binder.bind(about.project, 'UInt32')} "
        f"and content in {binder.bind(list(contents), 'Array(UInt64)')} group by content"
    )


def change_sql(about: Peopled, old: int, new: int) -> Sql:
    """Count the people of `new`, those who are not of `old`, and those of `old` alone."""
    binder = Binder()
    both = binder.bind([old, new], "Array(UInt64)")
    was, now = (binder.bind(content, "UInt64") for content in (old, new))
    return binder.sql(
        "select countIf(in_new), countIf(in_new and not in_old), countIf(in_old and not in_new) "
        f"from (select {_now(about)} as who, max(content = {was}) as in_old, "
        f"max(content = {now}) as in_new from audience_members "
        f"where project = {binder.bind(about.project, 'UInt32')} and content in {both} "
        "group by who)"
    )


def page_sql(about: Peopled, content: int, after: int | None, limit: int) -> Sql:
    """Select the next people under `content`, by key."""
    binder = Binder()
    beyond = "" if after is None else f"where who > {binder.bind(after, 'UInt64')} "
    return binder.sql(
        f"select distinct who from (select {_now(about)} as who from audience_members "
        f"where project = {binder.bind(about.project, 'UInt32')} "
        f"and content = {binder.bind(content, 'UInt64')}) "
        f"{beyond}order by who limit {binder.bind(limit, 'UInt32')}"
    )


def _now(about: Peopled) -> str:
    if not about.identity.overrides:
        return "person"
    return "dictGetOrDefault('person_override', 'canonical', person, person)"
