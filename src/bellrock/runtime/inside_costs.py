"""What do costs say in this process? In the JSON forms of the HTTP API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from bellrock.collect.costs import Which
from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.app import App
from bellrock.runtime.costs import CostList, CostReport, Taking

Json = dict[str, Any]
_LIST, _REPORT, _WHICH = TypeAdapter(CostList), TypeAdapter(CostReport), TypeAdapter(Which)


def costs_taken(app: App, project: int, data: bytes, name: str, how: Mapping[str, bool]) -> Json:
    """Import a file of costs; `how` may say dry_run and skip_faults."""
    report = app.costs.take(project, data, Taking(name, **how), actor="cli")
    told: Json = _REPORT.dump_python(report, mode="json")
    return told


def costs_told(app: App, project: int) -> Json:
    """Return what each campaign cost, and the imports of costs."""
    told: Json = _LIST.dump_python(app.costs.of(project), mode="json")
    return told


def costs_removed(app: App, project: int, which: Mapping[str, str]) -> int:
    """Remove the costs meant: an import, or first, last, channel and campaign."""
    if imported := which.get("import"):
        return app.costs.undo(project, imported, actor="cli")
    if not which:
        raise InvalidDefinition("say which costs are meant", hint="give an import, or days")
    return app.costs.remove(project, _WHICH.validate_python(dict(which)), actor="cli")
