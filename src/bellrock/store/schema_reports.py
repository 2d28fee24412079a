"""Which boards are sent to whom and when, and what became of it? And which questions run apart?"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bellrock.store.schema import BigKey, Json, Moment, metadata

REPORTS = Table(
    "reports",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("board", ForeignKey("boards.number", ondelete="CASCADE"), nullable=False),
    Column("owner", Integer, ForeignKey("users.id", ondelete="SET NULL")),  # None: a program's
    Column("subject", String(200), nullable=False),  # empty: the board's name
    Column("note", Text, nullable=False),
    Column("schedule", Json, nullable=False),  # every, at, weekday, day: as `report_schedule` reads
    Column("formats", Json, nullable=False),  # png, pdf
    Column("secret", String(64), nullable=False),  # signs the links that end it for an address
    Column("due", Moment, nullable=False),  # when it is sent next
    Column("paused", Moment),  # None while it is sent
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("deleted", Moment),
    Index("ix_reports_project", "project"),
    info={"writer": "runtime"},
    comment="one row a board that is sent by e-mail at set times",
)

REPORT_RECIPIENTS = Table(
    "report_recipients",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("report", ForeignKey("reports.number", ondelete="CASCADE"), nullable=False),
    Column("email", String(254), nullable=False),
    Column("language", String(8), nullable=False),  # en or zh-CN
    Column("removed", Moment),  # None while the report names the address
    Column("unsubscribed", Moment),  # None while the address takes it
    UniqueConstraint("report", "email"),
    info={"writer": "runtime"},
    comment="one row an address that a report names or named; who said no stays known",
)

REPORT_RUNS = Table(
    "report_runs",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("report", ForeignKey("reports.number", ondelete="CASCADE"), nullable=False),
    Column("due", Moment, nullable=False),  # the moment that it was meant for
    Column("trial", Integer, nullable=False),  # 1: sent now, to whoever asked for it
    Column("tries", Integer, nullable=False),
    Column("again", Moment),  # when it is tried again; None once it has ended
    Column("told", Json, nullable=False),  # by address: null where it was sent, else why not
    Column("carried", String(16), nullable=False),  # pictures or tables; empty: nothing yet
    Column("error", String(500)),
    Column("seconds", Integer),
    Column("began", Moment, nullable=False),
    Column("ended", Moment),
    Index("ix_report_runs_report_number", "report", "number"),
    info={"writer": "runtime"},
    comment="one row a time that a report was sent, or should have been",
)

BACKGROUND = Table(
    "background_questions",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("actor", String(300), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("ask", Json, nullable=False),
    Column("state", String(12), nullable=False),  # waiting, running, done, failed, cancelled, lost
    Column("created", Moment, nullable=False),
    Column("ended", Moment),
    Index("ix_background_questions_created", "created"),
    info={"writer": "runtime"},
    comment="one row a question that took long enough to be answered apart from its request",
)
