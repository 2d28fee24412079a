"""Registered metrics, the trees of goals over them, and the stages of growth."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import BigKey, Json, Moment

revision = "0009_metrics"
down_revision = "0008_boards"


def upgrade() -> None:
    """Create the tables."""
    _metrics()
    _goals()
    _stages()


def _metrics() -> None:
    op.create_table(
        "metrics",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("searched", sa.Text, nullable=False),
        sa.Column("definition", Json, nullable=False),
        sa.Column("owner", sa.Integer),
        sa.Column("created", Moment, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.Column("deleted", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_metrics"),
        sa.UniqueConstraint("id", name="uq_metrics_id"),
        sa.UniqueConstraint("project", "key", name="uq_metrics_project_key"),
        _to_project("metrics"),
        sa.ForeignKeyConstraint(
            ["owner"], ["users.id"], name="fk_metrics_owner", ondelete="SET NULL"
        ),
        comment="one row a registered metric; deleted ones stay, so that they can be restored",
    )


def _goals() -> None:
    op.create_table(
        "goals",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("parent", BigKey),
        sa.Column("metric", BigKey, nullable=False),
        sa.Column("made_by", sa.String(8)),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("target", sa.Float),
        sa.Column("due", sa.Date),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("created", Moment, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_goals"),
        sa.UniqueConstraint("id", name="uq_goals_id"),
        _to_project("goals"),
        sa.ForeignKeyConstraint(
            ["parent"], ["goals.number"], name="fk_goals_parent", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["metric"], ["metrics.number"], name="fk_goals_metric", ondelete="CASCADE"
        ),
        comment="one row a node of a goal tree",
    )
    op.create_index("ix_goals_project", "goals", ["project"])


def _stages() -> None:
    op.create_table(
        "growth_stages",
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("metric", BigKey, nullable=False),
        sa.Column("target", sa.Float),
        sa.Column("updated", Moment, nullable=False),
        sa.PrimaryKeyConstraint("project", "stage", name="pk_growth_stages"),
        _to_project("growth_stages"),
        sa.ForeignKeyConstraint(
            ["metric"], ["metrics.number"], name="fk_growth_stages_metric", ondelete="CASCADE"
        ),
        comment="one row a stage of growth that has a metric",
    )


def _to_project(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["project"], ["projects.id"], name=f"fk_{table}_project", ondelete="CASCADE"
    )
