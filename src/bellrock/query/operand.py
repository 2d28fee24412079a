"""How is a name read from a row: as text, as a number, as a time?

An empty column and a property that is absent or null are not set, which is null in every form.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from bellrock.query.naming import Name
from bellrock.query.tables import EVENTS

# A text that begins with a letter and is none of these is never how a number, a flag or a list
# reads, so only strings need to be compared with it.
_WORDS_OF_OTHER_TYPES = frozenset({"true", "false", "nan", "inf", "infinity"})
_DATED = r"^\d{4}-\d{2}-\d{2}"


@dataclass(frozen=True)
class Operand:
    """The SQL by which a name is read; `zone` is the mark of the zone that bare dates are in."""

    text: str
    """Nullable(String)."""
    string: str
    """The text where the value came as a string; else null. Cheaper than `text`."""
    double: str
    """Nullable(Float64), infinite and not-a-number included."""
    zone: str

    @property
    def number(self) -> str:
        """Nullable(Float64): finite numbers, texts that read as one, and true as 1."""
        return f"if(isFinite({self.double}), {self.double}, null)"

    @property
    def time(self) -> str:
        """Nullable(DateTime64): texts that begin with a date; local where no offset is given."""
        read = f"parseDateTime64BestEffortOrNull({self.text}, 6, {self.zone})"
        return f"if(match({self.text}, '{_DATED}'), {read}, null)"

    def equal_to(self, value: str) -> str:
        """Return which form of the text must be compared with `value`."""
        plain = value[:1].isalpha() and value.lower() not in _WORDS_OF_OTHER_TYPES
        return self.string if plain else self.text


def property_operand(path: tuple[str, ...], zone: str) -> Operand:
    """Read a property of the event itself."""
    column = "props." + ".".join(map(quoted, path))
    # Whole numbers that a double cannot hold exactly are no accurate cast, but still numbers.
    whole = f"toFloat64({column}.:Int64), toFloat64({column}.:UInt64)"
    double = f"coalesce({_double(column)}, {whole})"
    return Operand(f"{column}::Nullable(String)", f"{column}.:String", double, zone)


def column_operand(column: str, zone: str) -> Operand:
    """Read a column that filters may name."""
    declared = EVENTS.columns[column]
    text = f"nullIf({column}, '')"
    if declared.kind == "flag":
        text = f"if({column}, 'true', 'false')"
    return Operand(text, text, _double(text), zone)


def either_operand(path: tuple[str, ...], column: str, zone: str) -> Operand:
    """Read a property where the event carries it, else the column of that name."""
    own, other = property_operand(path, zone), column_operand(column, zone)
    text = f"coalesce({own.text}, {other.text})"
    return Operand(text, text, _double(text), zone)


def trait_operand(alias: str, zone: str) -> Operand:
    """Read a person's trait, joined as the JSON text `alias`, empty where there is none."""
    text = f"if(startsWith({alias}, '\"'), JSONExtractString({alias}), nullIf({alias}, ''))"
    return Operand(text, text, _double(text), zone)


def text_operand(text: str, zone: str) -> Operand:
    """Read what is text already, null where it is not set."""
    return Operand(text, text, _double(text), zone)


def operand(name: Name, zone: str, trait: str = "", unsent: Collection[str] = ()) -> Operand:
    """Return how `name` is read; `trait` is the joined column where it is a person's.

    Columns named in `unsent` are never a property of an event.
    """
    if name.scope == "person":
        return trait_operand(trait, zone)
    column, path = name.column, name.property
    if column in unsent:
        path = None
    if column is None:
        return property_operand(name.path, zone)
    return column_operand(column, zone) if path is None else either_operand(path, column, zone)


def _double(value: str) -> str:
    return f"accurateCastOrNull({value}, 'Float64')"


def quoted(part: str) -> str:
    """Return `part` as an identifier: whatever it holds, it stays one name."""
    return "`" + re.sub(r"([\\`])", r"\\\1", part) + "`"
