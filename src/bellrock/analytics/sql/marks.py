"""What do `{from}`, `{to}` and `{zone}` stand for? Bound values; and where did they stand?"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(
    r"""--[^\n]*|\#[ !][^\n]*|/\*.*?\*/|'(?:\\.|''|[^'\\])*'"""
    r"""|"(?:\\.|""|[^"\\])*"|`(?:\\.|``|[^`\\])*`"""
    r"""|(?P<mark>\{\s*(?P<name>from|to|zone)\s*\})""",
    re.DOTALL,
)
_BOUND = {
    "from": "fromUnixTimestamp64Micro({from:Int64}, {zone:String})",
    "to": "fromUnixTimestamp64Micro({to:Int64}, {zone:String})",
    "zone": "{zone:String}",
}


@dataclass(frozen=True)
class Marked:
    """A statement with bound values in place of its marks."""

    said: str
    """As it was written."""
    text: str
    moved: tuple[tuple[int, int], ...]
    """For each mark: where in `text` it ends, and by how much it is longer than what was said."""

    @property
    def timed(self) -> bool:
        """Whether it says where the period begins or ends."""
        return "{from:Int64}" in self.text or "{to:Int64}" in self.text

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column, from 1, that `offset` in `text` has in what was said."""
        at = offset
        for end, longer in reversed(self.moved):
            if offset >= end:
                at = offset - longer
                break
        before = self.said[: max(0, min(at, len(self.said)))]
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1

    def find(self, name: str) -> tuple[int, int] | None:
        """Return where `name` stands as a word of its own, outside of texts and comments."""
        blank = _PIECE.sub(lambda piece: _blanked(piece[0]), self.said)
        found = re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", blank)
        return self._at(found.start()) if found else None

    def _at(self, offset: int) -> tuple[int, int]:
        before = self.said[:offset]
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def mark(said: str) -> Marked:
    """Return the statement `said` with its marks bound; those within texts and comments stay."""
    parts: list[str] = []
    moved: list[tuple[int, int]] = []
    last = length = longer = 0
    for piece in _PIECE.finditer(said):
        if piece["mark"] is None:
            continue
        bound = _BOUND[piece["name"]]
        parts += [said[last : piece.start()], bound]
        length += piece.start() - last + len(bound)
        last = piece.end()
        longer += len(bound) - len(piece["mark"])
        moved.append((length, longer))
    return Marked(said, "".join([*parts, said[last:]]), tuple(moved))


def _blanked(piece: str) -> str:
    quoted = piece[0] in '`"'
    return piece if quoted else re.sub(r"[^\n]", " ", piece)
