from django.apps import AppConfig
from django.utils.module_loading import import_string


class ReportsConfig(AppConfig):
    name = "huolang.reports"
    verbose_name = "报表"

    def ready(self) -> None:
        """Reports read the books, whose models exist only by now."""
        import_string("huolang.reports.menu.offer")()
        import_string("huolang.reports.report_news.register")()
        import_string("huolang.reports.nightly.look_at_schedules")  # makes its jobs known
