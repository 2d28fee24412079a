"""What does a registered metric say? Its value over time, what changed it, and what is odd."""

from bellrock.analytics.metric.answer import (
    ChangeAnswer,
    MetricAnswer,
    MetricPoint,
    Part,
    Split,
)
from bellrock.analytics.metric.change import DIMENSIONS, change
from bellrock.analytics.metric.tree import Driver, TreeValue, driven
from bellrock.analytics.metric.value import Asked, value

__all__ = [
    "DIMENSIONS",
    "Asked",
    "ChangeAnswer",
    "Driver",
    "MetricAnswer",
    "MetricPoint",
    "Part",
    "Split",
    "TreeValue",
    "change",
    "driven",
    "value",
]
