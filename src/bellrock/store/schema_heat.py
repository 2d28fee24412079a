"""How does a page look on which clicks are drawn? Pictures that members put here."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table, Text, UniqueConstraint

from bellrock.store.schema import BigKey, Moment, metadata

HEAT_PICTURES = Table(
    "heat_pictures",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("page", Text, nullable=False),  # as questions name it
    Column("device", String(16), nullable=False),  # any, phone, tablet or desktop
    Column("kind", String(40), nullable=False),  # image/png, image/jpeg or image/webp
    Column("content", LargeBinary, nullable=False),
    Column("updated", Moment, nullable=False),
    UniqueConstraint("project", "page", "device", name="uq_heat_pictures_page"),
    info={"writer": "runtime"},
    comment="one row a picture of a page on a kind of screen",
)
