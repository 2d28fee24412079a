"""Which pages, places, devices, sources or searches do people come by?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.report.answer import ReportAnswer
from bellrock.analytics.report.behind import ReportCell, behind_report
from bellrock.analytics.report.run import report
from bellrock.analytics.report.statements import report_statements
from bellrock.query.ask import ReportAsk

KIND = Kind(
    "Which pages, places, devices, sources or searches do people come by?",
    ReportAsk, ReportCell, ReportAnswer, report, behind_report, report_statements,
)  # fmt: skip

__all__ = ["KIND", "ReportAnswer", "ReportCell", "behind_report", "report"]
