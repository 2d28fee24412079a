"""A board by e-mail, as picture and document made from its real page, at set times."""

from bellrock.runtime.reports.compose import Studio
from bellrock.runtime.reports.courier import Courier, Office
from bellrock.runtime.reports.model import (
    BoardReport,
    BoardReportChange,
    BoardReportRun,
    NewBoardReport,
    Subscription,
)
from bellrock.runtime.reports.passes import Passes
from bellrock.runtime.reports.shelf import Reports

__all__ = [
    "BoardReport",
    "BoardReportChange",
    "BoardReportRun",
    "Courier",
    "NewBoardReport",
    "Office",
    "Passes",
    "Reports",
    "Studio",
    "Subscription",
]
