"""How is what is made of a name read from a row? As text, null where there is nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bellrock.query.binder import Binder
from bellrock.query.dimension import TIMES, Dimension, group_labels, range_labels
from bellrock.query.operand import Operand, text_operand

_MOMENTS: Mapping[str, str] = {
    "hour": "leftPad(toString(toHour({at})), 2, '0')",
    "weekday": "['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][toDayOfWeek({at})]",
    "day": "toString(toDate({at}))",
    "week": "toString(toMonday({at}))",
    "month": "formatDateTime({at}, '%Y-%m')",
    "quarter": "concat(toString(toYear({at})), '-Q', toString(toQuarter({at})))",
    "year": "toString(toYear({at}))",
}


def dimension_operand(dimension: Dimension, plain: Operand, binder: Binder) -> Operand:
    """Return how `dimension` is read from a row, of how its name is."""
    text = _MAKE[dimension.made](dimension, plain, binder)
    return text_operand(f"nullIf({text}, '')", plain.zone)


def _ranges_sql(dimension: Dimension, plain: Operand, binder: Binder) -> str:
    *labels, last = map(binder.text, range_labels(dimension))
    number, bounds = plain.number, [binder.bind(float(b), "Float64") for b in dimension.told]
    cases = [f"{number} < {bound}, {label}" for bound, label in zip(bounds, labels, strict=True)]
    return f"multiIf(isNull({number}), null, {', '.join(cases)}, {last})"


def _time_sql(dimension: Dimension, plain: Operand, binder: Binder) -> str:
    del binder
    moment = "ts" if dimension.is_moment else plain.time
    made = _MOMENTS[dimension.made].format(at=f"toTimeZone({moment}, {plain.zone})")
    return made if dimension.is_moment else f"if(isNull({moment}), null, {made})"


def _host_sql(dimension: Dimension, plain: Operand, binder: Binder) -> str:
    del dimension, binder
    return f"lower(domainWithoutWWW({plain.text}))"


def _path_sql(dimension: Dimension, plain: Operand, binder: Binder) -> str:
    del dimension, binder
    bare = f"replaceRegexpOne({plain.text}, '[?#].*$', '')"
    path = f"if(position({bare}, '://') = 0, {bare}, path({bare}))"
    return f"if(isNull({plain.text}), null, concat('/', trim(both '/' from {path})))"


def _pattern_sql(dimension: Dimension, plain: Operand, binder: Binder) -> str:
    cases = [
        f"match({plain.text}, {binder.text(_expression(one))}), {binder.text(one)}"
        for one in dimension.told
    ]
    return f"multiIf(isNull({plain.text}), null, {', '.join(cases)}, {plain.text})"


def _expression(pattern: str) -> str:
    """Return the RE2 expression of a pattern with stars."""
    parts = re.split(r"(\*\*|\*)", pattern)
    said = {"*": "[^/]*", "**": ".*"}
    return f"(?s)^{''.join(said.get(part) or re.escape(part) for part in parts)}$"


def _groups_sql(dimension: Dimension, plain: Operand, binder: Binder) -> str:
    labels = group_labels(dimension)
    values = binder.bind(list(labels), "Array(String)")
    names = binder.bind(list(labels.values()), "Array(String)")
    found = (
        f"transform(assumeNotNull({plain.text}), {values}, {names}, assumeNotNull({plain.text}))"
    )
    return f"if(isNull({plain.text}), null, {found})"


_MAKE: Mapping[str, Callable[[Dimension, Operand, Binder], str]] = {
    "ranges": _ranges_sql,
    **dict.fromkeys(TIMES, _time_sql),
    "host": _host_sql,
    "path": _path_sql,
    "pattern": _pattern_sql,
    "groups": _groups_sql,
}
