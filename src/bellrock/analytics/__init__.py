"""What happened: trend, funnel, retention, paths; `KINDS` names them all."""

from bellrock.analytics.answer import Answer, Meta
from bellrock.analytics.kind import Kind
from bellrock.analytics.kinds import KINDS, kind_named, kind_of
from bellrock.analytics.statement import Statement

__all__ = ["KINDS", "Answer", "Kind", "Meta", "Statement", "kind_named", "kind_of"]
