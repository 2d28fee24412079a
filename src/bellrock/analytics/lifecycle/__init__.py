"""Who is new, who stays, who comes back, and who falls asleep?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.lifecycle.answer import LifecycleAnswer
from bellrock.analytics.lifecycle.behind import LifecycleCell, behind_lifecycle
from bellrock.analytics.lifecycle.run import lifecycle
from bellrock.analytics.lifecycle.statements import lifecycle_statements
from bellrock.query.ask import LifecycleAsk

KIND = Kind(
    "Who is new, who stays, who comes back, and who falls asleep?",
    LifecycleAsk, LifecycleCell, LifecycleAnswer, lifecycle, behind_lifecycle,
    lifecycle_statements,
)  # fmt: skip

__all__ = ["KIND", "LifecycleAnswer", "LifecycleCell", "behind_lifecycle", "lifecycle"]
