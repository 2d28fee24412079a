"""What does a statement consist of? The engine's own reading of it, node by node.

`explain query tree run_passes = 0` prints a statement as the engine has parsed it, before a name
is looked up or anything runs. Nothing here reads SQL: that is left to the parser that matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_NODE = re.compile(r"([A-Z][A-Z_ ]*?) id: \d+(?:, )?(.*)", re.DOTALL)
_TABLES = frozenset(
    {"JOIN TREE", "TABLE EXPRESSION", "LEFT TABLE EXPRESSION", "RIGHT TABLE EXPRESSION"}
)


@dataclass
class Node:
    """A line of the tree and what stands under it; `kind` is empty for a heading."""

    kind: str
    said: str
    depth: int = -1
    heading: str = ""
    """The nearest heading above it."""
    under: list[Node] = field(default_factory=list)

    def get(self, key: str) -> str:
        """Return what the node says of `key`; empty where nothing."""
        found = re.search(rf"(?:^|, ){key}: (.*?)(?=, [a-z_]+ ?: |$)", self.said, re.DOTALL)
        return found[1] if found else ""

    def walk(self) -> Iterator[Node]:
        """Yield this node and all under it."""
        yield self
        for node in self.under:
            yield from node.walk()

    def part(self, heading: str) -> Sequence[Node]:
        """Return the nodes that stand under the node's own heading `heading`."""
        return next((one.under for one in self.under if one.said == heading and not one.kind), ())

    @property
    def is_table(self) -> bool:
        """Whether it is a name in a place where a table is named."""
        return self.kind == "IDENTIFIER" and self.heading in _TABLES


def read_tree(lines: Sequence[str]) -> Node:
    """Return the tree that `lines` print, under a root without a kind."""
    root = Node("", "")
    above = [root]
    for line in lines:
        text = line.lstrip(" ")
        depth = len(line) - len(text)
        while above[-1].depth >= depth:
            above.pop()
        node = _node(text.rstrip(), depth, above[-1])
        above[-1].under.append(node)
        above.append(node)
    return root


def _node(text: str, depth: int, above: Node) -> Node:
    heading = above.heading if above.kind else above.said
    found = _NODE.fullmatch(text)
    kind, said = (found[1], found[2]) if found else ("", text)
    return Node(kind, said, depth, heading)
