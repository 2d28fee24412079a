"""How long does it take people from one event to the next?"""

from bellrock.analytics.interval.answer import IntervalAnswer
from bellrock.analytics.interval.behind import IntervalCell, behind_interval
from bellrock.analytics.interval.run import interval
from bellrock.analytics.interval.statements import interval_statements
from bellrock.analytics.kind import Kind
from bellrock.query.ask import IntervalAsk

KIND = Kind(
    "How long does it take people from one event to the next?",
    IntervalAsk, IntervalCell, IntervalAnswer, interval, behind_interval, interval_statements,
)  # fmt: skip

__all__ = ["KIND", "IntervalAnswer", "IntervalCell", "behind_interval", "interval"]
