"""How do saved questions travel as a file? YAML that is read back as the same questions.

A question keeps its id: where the project has it, it becomes what the file says; where nobody has
it, it is made under it; where another project has it, it is made under a new one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside
from bellrock.query.ask import KindName
from bellrock.runtime.boards_model import check_ask
from bellrock.runtime.saved_questions import SavedQuestion, SavedQuestions
from bellrock.runtime.yaml_text import at_line, misshapen, read_yaml, written

Json = dict[str, Any]
FORMAT = "questions"
MOST = 500
_ID = re.compile(r"^[A-Za-z0-9]{1,16}$")
_SAID = ("name", "description", "ask", "view")


class FiledQuestion(BaseModel):
    """A saved question in a file."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    description: str = Field("", max_length=2000)
    kind: KindName
    ask: Json
    view: Json = {}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    bellrock: str = FORMAT
    questions: dict[str, FiledQuestion] = Field(min_length=1, max_length=MOST)


@dataclass(frozen=True)
class QuestionsImported:
    """What became of the questions of a file: the ids of those made, changed, and left as is."""

    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


def question_told(saved: SavedQuestion) -> Json:
    """Return a saved question as a file holds it."""
    told: Json = {"name": saved.name}
    told |= {"description": saved.description} if saved.description else {}
    told |= {"kind": saved.kind, "ask": saved.ask}
    return told | ({"view": saved.view} if saved.view else {})


def write_questions(questions: Sequence[SavedQuestion]) -> str:
    """Return saved questions as YAML, under their ids."""
    return written(
        {"bellrock": FORMAT, "questions": {one.id: question_told(one) for one in questions}}
    )


def read_questions(
    text: str, project: int, questions: SavedQuestions, *, owner: int | None, actor: str
) -> QuestionsImported:
    """Take the questions of a file into the project; all of them are checked before the first.

    Raises:
        InvalidDefinition: the file is no YAML or holds no questions; its facts name the `line`.
    """
    tree, lines = read_yaml(text)
    try:
        told = _checked(tree)
        here = {one.id: one for one in questions.several(project, list(told))}
        for key, one in told.items():
            if key in here and here[key].kind != one.kind:
                raise InvalidDefinition(
                    f"the question {key} is a {here[key].kind} here, and a question keeps its kind",
                    hint="give it another id", field=f"questions.{key}.kind",
                )  # fmt: skip
        found = QuestionsImported()
        for key, one in told.items():
            fields = one.model_dump(exclude={"kind"})
            old = here.get(key)
            if old is None:
                made = questions.save(
                    project, one.kind, fields, owner=owner, actor=actor, wanted=key
                )
                found.made.append(made.id)
            elif old.deleted is None and fields == {n: getattr(old, n) for n in _SAID}:
                found.same.append(key)
            else:
                questions.restore(project, key, actor=actor)
                questions.change(project, key, fields, actor=actor)
                found.changed.append(key)
    except InvalidDefinition as error:
        raise at_line(error, lines) from error
    return found


def _checked(tree: Any) -> dict[str, FiledQuestion]:
    if not isinstance(tree, Mapping) or tree.get("bellrock") != FORMAT:
        raise InvalidDefinition(
            "these are no questions", hint="a file of questions begins with bellrock: questions",
            field="bellrock",
        )  # fmt: skip
    try:
        told = _File.model_validate(tree)
    except ValidationError as error:
        raise misshapen(error) from error
    for key, one in told.questions.items():
        if not _ID.match(key):
            raise InvalidDefinition(
                f"{key!r} is no id of a question", hint="use up to 16 letters and digits",
                field=inside("questions", key),
            )  # fmt: skip
        check_ask(one.kind, one.ask, inside(f"questions.{key}", "ask"))
    return told.questions
