"""Boards sent by e-mail, whom to, what became of it; and questions answered in the background."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bellrock.store.schema import BigKey, Json, Moment

revision = "0012_reports"
down_revision = "0011_costs"


def upgrade() -> None:
    """Create the tables."""
    _reports()
    _recipients()
    _runs()
    _background()


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("board", BigKey, nullable=False),
        sa.Column("owner", sa.Integer),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("schedule", Json, nullable=False),
        sa.Column("formats", Json, nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("due", Moment, nullable=False),
        sa.Column("paused", Moment),
        sa.Column("created", Moment, nullable=False),
        sa.Column("updated", Moment, nullable=False),
        sa.Column("deleted", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name="fk_reports_project", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["board"], ["boards.number"], name="fk_reports_board", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["users.id"], name="fk_reports_owner", ondelete="SET NULL"
        ),
        comment="one row a board that is sent by e-mail at set times",
    )
    op.create_index("ix_reports_project", "reports", ["project"])


def _recipients() -> None:
    op.create_table(
        "report_recipients",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("report", BigKey, nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("removed", Moment),
        sa.Column("unsubscribed", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_report_recipients"),
        sa.UniqueConstraint("report", "email", name="uq_report_recipients_report_email"),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.number"], name="fk_report_recipients_report", ondelete="CASCADE"
        ),
        comment="one row an address that a report names or named; who said no stays known",
    )


def _runs() -> None:
    op.create_table(
        "report_runs",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("report", BigKey, nullable=False),
        sa.Column("due", Moment, nullable=False),
        sa.Column("trial", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("again", Moment),
        sa.Column("told", Json, nullable=False),
        sa.Column("carried", sa.String(16), nullable=False),
        sa.Column("error", sa.String(500)),
        sa.Column("seconds", sa.Integer),
        sa.Column("began", Moment, nullable=False),
        sa.Column("ended", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_report_runs"),
        sa.ForeignKeyConstraint(
            ["report"], ["reports.number"], name="fk_report_runs_report", ondelete="CASCADE"
        ),
        comment="one row a time that a report was sent, or should have been",
    )
    op.create_index("ix_report_runs_report_number", "report_runs", ["report", "number"])


def _background() -> None:
    op.create_table(
        "background_questions",
        sa.Column("number", BigKey, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("project", sa.Integer, nullable=False),
        sa.Column("actor", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("ask", Json, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("created", Moment, nullable=False),
        sa.Column("ended", Moment),
        sa.PrimaryKeyConstraint("number", name="pk_background_questions"),
        sa.UniqueConstraint("id", name="uq_background_questions_id"),
        sa.ForeignKeyConstraint(
            ["project"], ["projects.id"], name="fk_background_questions_project",
            ondelete="CASCADE",
        ),
        comment="one row a question that took long enough to be answered apart from its request",
    )  # fmt: skip
    op.create_index("ix_background_questions_created", "background_questions", ["created"])
