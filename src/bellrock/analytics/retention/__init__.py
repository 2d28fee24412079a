"""Who comes back, bucket after bucket?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.retention.answer import RetentionAnswer
from bellrock.analytics.retention.behind import RetentionCell, behind_retention
from bellrock.analytics.retention.run import retention
from bellrock.analytics.retention.statements import retention_statements
from bellrock.query.ask import RetentionAsk

KIND = Kind(
    "Of the people who started, how many came back?",
    RetentionAsk, RetentionCell, RetentionAnswer, retention, behind_retention, retention_statements,
)  # fmt: skip

__all__ = ["KIND", "RetentionAnswer", "RetentionCell", "behind_retention", "retention"]
