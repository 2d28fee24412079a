"""May this statement run? One select over our relations, that calls nothing which reaches out.

The engine itself reads the statement, writes it down anew without its comments, and prints what it
consists of; every node, function and table of that must be known here. What it prints is what runs.
Later the engine says which tables it would read, once it has looked up every name (`confirm`), and
its settings filter each of them by project besides (`limits`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bellrock.analytics.sql.faults import at, refusing
from bellrock.analytics.sql.functions import TABLE_FUNCTIONS, is_known, meant
from bellrock.analytics.sql.limits import REFERENCES, settings
from bellrock.analytics.sql.marks import Marked, mark
from bellrock.analytics.sql.prelude import RELATIONS
from bellrock.analytics.sql.tree import Node, read_tree
from bellrock.core.errors import InvalidDefinition
from bellrock.query.asks.sql import SqlAsk
from bellrock.query.relation import Context
from bellrock.query.sql import Sql
from bellrock.store import Lake

_NODES = frozenset(
    {
        "", "QUERY", "UNION", "LIST", "IDENTIFIER", "CONSTANT", "FUNCTION", "MATCHER", "LAMBDA",
        "ARGUMENTS", "ARGUMENT", "JOIN", "CROSS JOIN", "ARRAY_JOIN", "TABLE_FUNCTION", "SORT",
        "WINDOW", "INTERPOLATE", "EXCEPT COLUMN TRANSFORMER", "REPLACE COLUMN TRANSFORMER",
        "APPLY COLUMN TRANSFORMER",
    }
)  # fmt: skip
_QUOTED = re.compile(r"'(?:\\.|''|[^'\\])*'|`((?:\\.|``|[^`\\])*)`", re.DOTALL)
_IN = re.compile(r"(global)?(not)?(null)?in(ignoreset)?", re.IGNORECASE)
_NOTHING = "system.one"
"""What a select without a table reads, to the engine."""
_READ = re.compile(
    r"^\s*TABLE(?:_FUNCTION)? id: .*?table(?:_function)?_name: ([^,\n]+)", re.MULTILINE
)


@dataclass(frozen=True)
class Checked:
    """A statement that may run."""

    marked: Marked
    text: str
    """As the engine wrote it down."""
    properties: tuple[str, ...]
    """The properties that it names and can be read by themselves."""
    timed: bool
    """Whether it says where the period begins or ends."""


def check(lake: Lake, ask: SqlAsk, ctx: Context) -> Checked:
    """Return the statement if it may run.

    Raises:
        InvalidDefinition: it is no select, or touches what it may not; with the place and the fix.
    """
    marked = mark(ask.sql)
    with refusing(marked):
        text = _rewritten(lake, marked)
        tree = _tree(lake, text, ask, ctx)
        tables = {
            str(name)
            for (name,) in lake.rows(
                Sql("select name from system.tables where database = currentDatabase()")
            )
        }
    _check_names(text)
    _check_nodes(tree, marked)
    _check_tables(tree, marked, tables)
    timed = "{from:Int64}" in text or "{to:Int64}" in text
    return Checked(marked, text, _properties(tree), timed)


def confirm(lake: Lake, sql: Sql, ctx: Context, ask: SqlAsk, marked: Marked) -> None:
    """Let the engine say which tables `sql` reads, all names looked up; refuse any but ours.

    Raises:
        InvalidDefinition: it reads another, or a name in it means nothing.
    """
    explain = Sql(f"explain query tree {sql.text}", sql.params)
    with refusing(marked):
        found = lake.query(explain, settings=_explaining(ctx, ask)).rows
        (database,) = lake.one(Sql("select currentDatabase()"))
    own = {f"{database}.{name}" for name in ("events", "trait_ops")}
    read = set(_READ.findall("\n".join(str(line) for (line,) in found)))
    other = read - own - {_NOTHING} - set(TABLE_FUNCTIONS)
    # The engine names what it reads without a table of its own so.
    strange = sorted(name for name in other if not name.startswith("system.numbers"))
    if strange:
        raise at(
            InvalidDefinition("a statement reads events and people only", hint="name one of these"),
            marked,
            strange[0],
        )


def _rewritten(lake: Lake, marked: Marked) -> str:
    sql = Sql("select formatQuery({statement:String})", {"statement": marked.text})
    (text,) = lake.one(sql)
    return str(text)


def _tree(lake: Lake, text: str, ask: SqlAsk, ctx: Context) -> Node:
    # Within brackets nothing can stand but a select: no format, no file to write to.
    explain = f"explain query tree run_passes = 0 select * from (\n{text}\n)"
    told = {"from": 0, "to": 0, "zone": "UTC"}
    used = {name: value for name, value in told.items() if f"{{{name}:" in text}
    rows = lake.query(Sql(explain, used), settings=_explaining(ctx, ask)).rows
    return read_tree([line for (said,) in rows for line in str(said).split("\n")])


def _explaining(ctx: Context, ask: SqlAsk) -> dict[str, object]:
    """The settings of the statement itself, but for the rows: what is explained has its own."""
    told = settings(ctx.project, "UTC", ask.rows)
    return {name: value for name, value in told.items() if name != "limit"}


def _check_names(text: str) -> None:
    for found in _QUOTED.finditer(text):
        name = found[1]
        if name is not None and (": " in name or "\\" in name or not name.isprintable()):
            raise at(
                InvalidDefinition(
                    "a quoted name holds what no name may",
                    hint="leave out line breaks, backslashes, and colons before a space",
                )
            )


def _check_nodes(tree: Node, marked: Marked) -> None:
    for node in tree.walk():
        if node.said.startswith("SETTINGS") and not node.kind and node.depth > 2:
            raise at(
                InvalidDefinition(
                    "a statement cannot change settings", hint="leave out its settings"
                ),
                marked,
                "settings",
            )
        if node.kind not in _NODES:
            raise at(
                InvalidDefinition(
                    f"{node.kind.lower()} is more than a statement may hold",
                    hint="write one select over events and people",
                ),
                marked,
            )
        if node.is_table and ("final: " in node.said or "sample_size: " in node.said):
            raise at(
                InvalidDefinition(
                    "final and sample mean nothing here",
                    hint="leave them out; every event stands once",
                ),
                marked,
            )
        if node.kind == "FUNCTION":
            _check_function(node.get("function_name"), marked)
        if node.kind == "CONSTANT" and "AggregateFunction" in node.get("constant_value"):
            raise at(
                InvalidDefinition(
                    "a statement cannot make up states of aggregates",
                    hint="call the aggregate itself",
                ),
                marked,
                "AggregateFunction",
            )


def _check_function(name: str, marked: Marked) -> None:
    if is_known(name):
        return
    near = meant(name)
    hint = "use ClickHouse's functions of values and its aggregates"
    if near:
        hint = f"did you mean {' or '.join(near)}?"
    raise at(
        InvalidDefinition(f"there is no function {name!r} for a statement", hint=hint),
        marked, name,
    )  # fmt: skip


def _check_tables(tree: Node, marked: Marked, tables: set[str]) -> None:
    own = [node for node in tree.walk() if node.get("cte_name")]
    names = {node.get("cte_name") for node in own}
    for name in sorted(names & (tables | set(RELATIONS))):
        taken = InvalidDefinition(
            f"{name!r} is the name of a table already",
            hint="call this part of with by another name",
        )
        raise at(taken, marked, name)
    for node in tree.walk():
        for named in _tables_of(node):
            _check_table(named, names, marked)
        if node.kind == "TABLE_FUNCTION":
            _check_table_function(node.get("table_function_name"), marked)
    if _references(tree, own) > REFERENCES:
        raise at(
            InvalidDefinition(
                f"the statement names tables more than {REFERENCES} times, "
                "each part of with counted again",
                hint="make it of fewer parts",
            ),
            marked,
        )


def _tables_of(node: Node) -> list[str]:
    """Return what `node` names as a table: in its place, or after `in`."""
    if node.is_table:
        return [node.get("identifier")]
    if node.kind == "FUNCTION" and _IN.fullmatch(node.get("function_name")):
        listed = [one for part in node.part("ARGUMENTS") for one in part.under]
        return [one.get("identifier") for one in listed[1:] if one.kind == "IDENTIFIER"]
    return []


def _check_table(name: str, parts: set[str], marked: Marked) -> None:
    if name == _NOTHING or name in RELATIONS or name in parts:
        return
    near = get_close_matches(name, [*RELATIONS, *parts], n=1)
    raise at(
        InvalidDefinition(
            f"there is no table {name!r} for a statement",
            hint=f"did you mean {near[0]}?" if near else "read events or people",
        ),
        marked,
        name,
    )


def _check_table_function(name: str, marked: Marked) -> None:
    if name not in TABLE_FUNCTIONS:
        raise at(
            InvalidDefinition(
                f"a statement cannot read from {name}(…)", hint="read events or people"
            ),
            marked,
            name,
        )


def _references(tree: Node, own: Sequence[Node]) -> int:
    """Return how many tables the engine will see, each part of `with` copied wherever named."""
    inside: dict[str, Counter[str]] = {}
    for node in own:
        inside.setdefault(node.get("cte_name"), Counter()).update(_named(node))
    cost: dict[str, int] = {}

    def weigh(name: str, above: frozenset[str]) -> int:
        if name not in inside or name in above:
            return 1
        if name not in cost:
            found = 1
            for one, times in inside[name].items():
                found += times * weigh(one, above | {name})
                if found > REFERENCES:
                    break
            cost[name] = found
        return cost[name]

    total = 0
    for name, times in _named(tree).items():
        total += times * weigh(name, frozenset())
    return total


def _named(node: Node) -> Counter[str]:
    """Count the tables that are named within `node`, the parts of its own `with` left out."""
    found: Counter[str] = Counter()
    waiting = list(node.under)
    while waiting:
        one = waiting.pop()
        if one.get("cte_name"):
            continue
        found.update(_tables_of(one))
        waiting += one.under
    return found


def _properties(tree: Node) -> tuple[str, ...]:
    """Return the properties that are named, where no `*` would show them as columns."""
    starred = any(
        node.kind == "QUERY" and _stars(node) and _reads_events(node)
        for node in tree.walk()
    )  # fmt: skip
    if starred:
        return ()
    found: dict[str, None] = {}
    for node in tree.walk():
        if node.kind == "IDENTIFIER" and not node.is_table:
            name = re.search(r"(?:^|^[^.]+\.)((?:props|ctx)\..+)", node.get("identifier"))
            if name:
                found[name[1]] = None
    return tuple(found)


def _stars(query: Node) -> bool:
    return any(one.kind == "MATCHER" for one in _own(query, "PROJECTION"))


def _reads_events(query: Node) -> bool:
    own = _own(query, "JOIN TREE")
    return any(one.is_table and one.get("identifier") == "events" for one in own)


def _own(query: Node, heading: str) -> Iterator[Node]:
    """Yield what stands under the heading of `query`, but for the selects within."""
    waiting = list(query.part(heading))
    while waiting:
        one = waiting.pop()
        if one.kind not in ("QUERY", "UNION"):
            yield one
            waiting += one.under
