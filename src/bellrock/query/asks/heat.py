"""What is asked by it: where do people click on a page, and how far do they see it?"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from bellrock.core.errors import InvalidDefinition
from bellrock.query.asking import Ask, Where, need, placed
from bellrock.query.period import read_compare

Screen = Literal["any", "phone", "tablet", "desktop"]
NARROW, WIDE = 768, 1024
"""Window widths in CSS pixels: a phone's is below the first, a desktop's at least the second."""
LONGEST = 500
_HINT = "write /pricing, www.example.com/pricing, or with * for anything: /p/*"


def read_page(value: Any, field: str = "page") -> str | None:
    """Return a page as `path` or `host/path`, without scheme, query and fragment; None for none.

    Raises:
        InvalidDefinition: it names no path.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str) or len(value) > LONGEST:
        raise InvalidDefinition(
            f"a page is a text of {LONGEST} characters at most", hint=_HINT, field=field
        )
    try:
        parts = urlsplit(value.strip() if "//" in value else "//" + value.strip())
    except ValueError as error:
        raise InvalidDefinition(f"{value!r} is no page", hint=_HINT, field=field) from error
    if not parts.path.startswith("/"):
        raise InvalidDefinition(f"{value!r} names no path", hint=_HINT, field=field)
    return parts.netloc.rpartition(":")[0] + parts.path if ":" in parts.netloc else (
        parts.netloc + parts.path
    )  # fmt: skip


class HeatAsk(Ask):
    """Where people click on a page, on what, and how far down they see it."""

    question = "heat"

    page: Annotated[str | None, BeforeValidator(placed(read_page, field=""))] = Field(
        None,
        description="the page: /pricing, www.example.com/pricing, /p/*; the most seen if not given",
    )
    device: Screen = Field(
        "any", description="by the window's width: phone (below 768), tablet, desktop (from 1024)"
    )
    columns: int = Field(50, ge=10, le=100, description="columns of the map, across the page")
    band: int = Field(50, ge=10, le=1000, description="height of its rows in CSS pixels")
    top: int = Field(20, ge=1, le=100, description="clicked elements shown")
    compare: Annotated[str | None, BeforeValidator(placed(read_compare, field=""))] = Field(
        None,
        description="beside another period: previous, week, month, year, or where it begins",
    )
    versus: Where = Field(
        None, description="beside the same question that has this filter instead of `where`"
    )

    def checked(self) -> Self:
        need(
            self.compare is None or self.versus is None, "versus",
            "a map is compared with another period or with other people, not with both",
            "leave out compare or versus",
        )  # fmt: skip
        return self
