"""Which column of a file means what? A mapping, said by flags or in a YAML file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from bellrock.collect.import_time import FORMATS
from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import place

Kind = Literal["text", "number", "flag", "time"]
FIELDS = (
    *("url", "host", "path", "title", "referrer", "user_agent", "ip", "locale", "timezone"),
    *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"),
    *("country", "region", "city", "device", "os", "browser", "library"),
)


class ImportMap(BaseModel):
    """How rows become events. A column may be a path into an object, such as `user.id`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    user: str = Field("", description="Column of the signed-in person's id.")
    anonymous: str = Field("", description="Column of the device's id.")
    event: str = Field("", description="Column of the event's name, or =NAME for all rows.")
    time: tuple[str, ...] = Field((), description="Column of the time; a date and a time: both.")
    time_format: str = Field("", description=f"{FORMATS}; empty: found out row by row.")
    zone: str = Field("UTC", description="Time zone of times that say no offset.")
    id: str = Field("", description="Column of the event's own id; empty: file and row number.")
    session: str = Field("", description="Column of the session's id.")
    props: tuple[str, ...] | None = Field(
        None, description="Columns to keep as properties; unsaid: all that mean nothing else."
    )
    rename: dict[str, str] = Field(default_factory=dict, description="Column: property.")
    types: dict[str, Kind] = Field(
        default_factory=dict,
        description="Column: text, number, flag or time; unsaid: plain numbers become numbers.",
    )
    traits: dict[str, str] = Field(
        default_factory=dict, description="Column: trait of the person that it sets."
    )
    fields: dict[str, str] = Field(
        default_factory=dict, description="Column: field of the event, such as url or country."
    )
    format: Literal["", "csv", "jsonl", "parquet"] = Field(
        "", description="What the file is; empty: found out."
    )
    delimiter: str = Field("", description="Between columns; `whitespace`, or empty: found out.")
    encoding: str = Field("", description="Of the text; empty: found out.")
    columns: tuple[str, ...] = Field((), description="Names of the columns of a file without any.")
    skip: int = Field(0, ge=0, description="Lines to leave out before the first.")

    @field_validator("time", "columns", "props", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any, told: ValidationInfo) -> Any:
        if value is None and told.field_name == "props":
            return None  # unsaid, which is not the same as none
        return (value,) if isinstance(value, str) and value else value or ()

    @field_validator("traits", "rename", "fields", mode="before")
    @classmethod
    def _names_or_pairs(cls, value: Any) -> Any:
        return {name: name for name in value} if isinstance(value, list | tuple) else value

    @property
    def used(self) -> set[str]:
        """The columns that mean something else than a property."""
        single = {self.user, self.anonymous, self.event, self.id, self.session, *self.time}
        columns = single | set(self.traits) | set(self.fields)
        return {column for column in columns if column and not column.startswith("=")}

    def check(self, columns: Iterable[str] = ()) -> None:
        """Refuse a mapping that cannot mean anything, or names a column not among `columns`.

        Args:
            columns: The file's, where every row has the same; else nothing.

        Raises:
            InvalidDefinition: `field` names the part that is wrong.
        """
        if not self.user and not self.anonymous:
            raise _wrong("no column says who it was", "say user or anonymous", "user")
        if not self.event or not self.time:
            field = "time" if self.event else "event"
            raise _wrong(f"nothing says the {field}", f"say {field}", field)
        if unknown := set(self.fields.values()) - set(FIELDS):
            raise _wrong(
                f"events have no field {sorted(unknown)[0]!r}", f"use {', '.join(FIELDS)}", "fields"
            )
        known = set(columns)
        wanted = {*self.used, *(self.props or ()), *self.rename, *self.types}
        missing = sorted(c for c in wanted if c not in known and c.split(".")[0] not in known)
        if known and missing:
            raise _wrong(
                f"the file has no column {missing[0]!r}",
                f"its columns are {', '.join(sorted(known))}",
                "columns",
            )


def read_map(told: Mapping[str, Any], file: Path | None = None) -> ImportMap:
    """Return the mapping in the YAML `file`, with `told` by flags on top of it.

    Raises:
        InvalidDefinition: the file is not there or no mapping, or a part of it is wrong.
    """
    said = _yaml(file) if file else {}
    said |= {name: value for name, value in told.items() if value not in (None, "", (), [], {})}
    try:
        return ImportMap.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        name = place(first["loc"])
        hint = f"a mapping has {', '.join(ImportMap.model_fields)}"
        raise _wrong(f"the mapping's {name}: {first['msg']}", hint, name) from error


def _yaml(file: Path) -> dict[str, Any]:
    try:
        said = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _wrong(f"{file} cannot be read: {error}", "give a YAML file", "map") from error
    if not isinstance(said, dict):
        raise _wrong(f"{file} holds no mapping", "write `user: COLUMN` and so on", "map")
    return said


def _wrong(message: str, hint: str, field: str) -> InvalidDefinition:
    return InvalidDefinition(message, hint=hint, field=field)
