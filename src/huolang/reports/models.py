"""Where Django finds the tables of reports."""

from huolang.reports.report_mail import ReportMail
from huolang.reports.schedule import ReportSchedule

__all__ = ["ReportMail", "ReportSchedule"]
