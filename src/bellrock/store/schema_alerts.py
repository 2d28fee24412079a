"""Who is told what when a number goes wrong, and what happened that explains numbers?"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, Text

from bellrock.store.schema import BigKey, Json, Moment, metadata

CHANNELS = Table(
    "alert_channels",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("kind", String(16), nullable=False),  # email or chat
    Column("target", Text, nullable=False),  # an address, or a service's URL with its secret
    Column("created", Moment, nullable=False),
    Column("deleted", Moment),
    Index("ix_alert_channels_project", "project"),
    info={"writer": "runtime"},
    comment="one row a way to tell somebody",
)

ALERTS = Table(
    "alerts",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("metric", ForeignKey("metrics.number", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("rule", Json, nullable=False),  # as `analytics.metric.alert` reads it
    Column("every", String(8), nullable=False),  # hour, day or week
    Column("channels", Json, nullable=False),  # their ids
    Column("owner", Integer, ForeignKey("users.id", ondelete="SET NULL")),
    Column("looked", Moment),  # where the newest bucket began that was looked at
    Column("firing", Moment),  # where the bucket began since which it fires; None: it does not
    Column("silent_until", Moment),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("deleted", Moment),
    Index("ix_alerts_project", "project"),
    info={"writer": "runtime"},
    comment="one row an alert on a registered metric",
)

FINDINGS = Table(
    "alert_findings",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("alert", ForeignKey("alerts.number", ondelete="CASCADE"), nullable=False),
    Column("start", Moment, nullable=False),  # of the bucket
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("fires", Integer, nullable=False),  # 1: it fires; 0: it is well again
    Column("explained", Text, nullable=False),
    Column("told", Moment),  # None: nobody was told
    Column("untold", String(200)),  # why not
    Column("created", Moment, nullable=False),
    Index("ix_alert_findings_alert_number", "alert", "number"),
    info={"writer": "runtime"},
    comment="one row a bucket at which an alert began to fire, or was well again",
)

ANNOTATIONS = Table(
    "annotations",
    metadata,
    Column("number", BigKey, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("project", ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment),  # None: a moment
    Column("kind", String(16), nullable=False),  # note, release, campaign or incident
    Column("text", String(500), nullable=False),
    Column("author", Integer, ForeignKey("users.id", ondelete="SET NULL")),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("deleted", Moment),
    Index("ix_annotations_project_at", "project", "at"),
    info={"writer": "runtime"},
    comment="one row something that happened; charts show it",
)
