"""Alerts on registered metrics, who is told of them, and annotations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import BigKey, Json, Moment

revision = "0010_alerts"
down_revision = "0009_metrics"


def upgrade() -> None:
    """Create the tables."""
    _channels()
    _alerts()
    _findings()
    _annotations()


def _channels() -> None:
    op.create_table(
        "alert_channels",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("created", Moment, nullable=False),
        sa.Column("deleted", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_alert_channels"),
        sa.UniqueConstraint("id", name="uq_alert_channels_id"),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name="fk_alert_channels_project", ondelete="CASCADE"
        ),
        comment="one row a way to tell somebody",
    )
    op.create_index("ix_alert_channels_project", "alert_channels", ["project"])


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("metric", BigKey, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("rule", Json, nullable=False),
        sa.Column("every", sa.String(8), nullable=False),
        sa.Column("channels", Json, nullable=False),
        sa.Column("owner", sa.Integer),
        sa.Column("looked", Moment),
        sa.Column("firing", Moment),
        sa.Column("silent_until", Moment),
        sa.Column("created", Moment, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.Column("deleted", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_alerts"),
        sa.UniqueConstraint("id", name="uq_alerts_id"),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name="fk_alerts_project", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["metric"], ["metrics.number"], name="fk_alerts_metric", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["users.id"], name="fk_alerts_owner", ondelete="SET NULL"
        ),
        comment="one row an alert on a registered metric",
    )
    op.create_index("ix_alerts_project", "alerts", ["project"])


def _findings() -> None:
    op.create_table(
        "alert_findings",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("alert", BigKey, nullable=False),
        sa.Column("start", Moment, nullable=False),
        sa.Column("value", sa.Float),
        sa.Column("low", sa.Float),
        sa.Column("high", sa.Float),
        sa.Column("fires", sa.Integer, nullable=False),
        sa.Column("explained", sa.Text, nullable=False),
        sa.Column("told", Moment),
        sa.Column("untold", sa.String(200)),
        sa.Column("created", Moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_alert_findings"),
        sa.ForeignKeyConstraint(
            ["alert"], ["alerts.number"], name="fk_alert_findings_alert", ondelete="CASCADE"
        ),
        comment="one row a bucket at which an alert began to fire, or was well again",
    )
    op.create_index("ix_alert_findings_alert_number", "alert_findings", ["alert", "number"])


def _annotations() -> None:
    op.create_table(
        "annotations",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("until", Moment),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("author", sa.Integer),
        sa.Column("created", Moment, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.Column("deleted", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_annotations"),
        sa.UniqueConstraint("id", name="uq_annotations_id"),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name="fk_annotations_project", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["author"], ["users.id"], name="fk_annotations_author", ondelete="SET NULL"
        ),
        comment="one row something that happened; charts show it",
    )
    op.create_index("ix_annotations_project_at", "annotations", ["project", "at"])
