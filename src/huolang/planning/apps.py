from django.apps import AppConfig
from django.utils.module_loading import import_string


class PlanningConfig(AppConfig):
    name = "huolang.planning"
    verbose_name = "计划"

    def ready(self) -> None:
        import_string("huolang.planning.alert_report.offer")()
        import_string("huolang.planning.proposal_report.offer")()
        import_string("huolang.planning.limit_report.offer")()
        import_string("huolang.planning.replenishing.register")()
        import_string("huolang.planning.alert_news.register")()
        import_string("huolang.planning.nightly.look_at_what_moved")  # makes its jobs known
