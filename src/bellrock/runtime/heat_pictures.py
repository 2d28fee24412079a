"""How does a page look on which clicks are drawn? A picture by page and kind of screen."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, func, insert, select

from bellrock.core.errors import InvalidDefinition, TooMany
from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.store.ledger import Ledger
from bellrock.store.schema_heat import HEAT_PICTURES

MOST_PICTURES = 200
_HINT = "save the page's picture as PNG, JPEG or WebP"


@dataclass(frozen=True)
class Picture:
    """A picture as it was put here."""

    kind: str
    content: bytes


class HeatPictures:
    """The pictures of every project's pages."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit

    def of(self, project: int, page: str, device: str) -> Picture | None:
        """Return the picture of a page; None where there is none."""
        table = HEAT_PICTURES
        query = select(table.c.kind, table.c.content).where(_which(project, page, device))
        with self._ledger.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else Picture(row.kind, bytes(row.content))

    def put(self, project: int, page: str, device: str, content: bytes, *, actor: str) -> None:
        """Keep a picture of a page instead of the one before.

        Raises:
            InvalidDefinition: it is no picture, by its own first bytes.
            TooMany: the project has as many as it may.
        """
        kind = kind_of(content)
        many = select(func.count()).where(HEAT_PICTURES.c.project == project)
        with self._ledger.write() as to:
            to.execute(delete(HEAT_PICTURES).where(_which(project, page, device)))
            if to.execute(many).scalar_one() >= MOST_PICTURES:
                raise TooMany(
                    f"a project keeps {MOST_PICTURES} pictures of pages", hint="take one away first"
                )
            row = {"project": project, "page": page, "device": device, "kind": kind}
            row |= {"content": content, "updated": self._clock.now()}
            to.execute(insert(HEAT_PICTURES).values(**row))
            self._audit.record(to, actor, "picture.put", f"page:{page}"[:200], project=project)

    def drop(self, project: int, page: str, device: str, *, actor: str) -> None:
        """Forget the picture of a page, if there is one."""
        with self._ledger.write() as to:
            to.execute(delete(HEAT_PICTURES).where(_which(project, page, device)))
            self._audit.record(to, actor, "picture.drop", f"page:{page}"[:200], project=project)


def kind_of(content: bytes) -> str:
    """Return the type of a picture by its first bytes; what a client calls it does not matter.

    Raises:
        InvalidDefinition: it is none that a browser draws without running anything.
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    raise InvalidDefinition("this file is no picture of a page", hint=_HINT, field="picture")


def _which(project: int, page: str, device: str) -> ColumnElement[bool]:
    table = HEAT_PICTURES.c
    return and_(table.project == project, table.page == page, table.device == device)
