"""How much may one statement take, and what may it touch? Settings that the engine enforces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bellrock.query.tables import TABLES

ROWS_READ = 2_000_000_000
"""Rows that one statement may read."""
RESULT_BYTES = 64 << 20
SPILLED_BYTES = 1 << 30
"""Bytes that it may put on disk while it sorts and groups."""
REFERENCES = 200
"""Tables that it may name, those within its own `with` each time it is named. TRICKY: the engine
copies such a part for every place that names it, and does not look at the clock meanwhile: thirteen
that each name the one before twice kept it busy for 44 s under a limit of 10 s."""


def settings(project: int, zone: str, rows: int) -> dict[str, Any]:
    """Return the settings under which a statement about `project` runs.

    `readonly` lets it change neither data nor these settings. `additional_table_filters` make the
    engine add the condition on the project to whatever reads one of our tables, by whichever way.
    """
    return {
        "readonly": 1,
        "allow_ddl": 0,
        "allow_introspection_functions": 0,
        "additional_table_filters": _filters(project),
        "session_timezone": zone,
        "limit": rows + 1,
        "max_rows_to_read": ROWS_READ,
        "max_result_bytes": RESULT_BYTES,
        "result_overflow_mode": "throw",
        "max_temporary_data_on_disk_size_for_query": SPILLED_BYTES,
        "function_range_max_elements_in_block": 10_000_000,
    }


def _filters(project: int) -> str:
    own: Mapping[str, str] = dict.fromkeys(sorted(TABLES), f"project = {project:d}")
    return "{" + ", ".join(f"'{name}': '{kept}'" for name, kept in own.items()) + "}"
