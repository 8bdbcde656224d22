from django.apps import AppConfig
from django.utils.module_loading import import_string


class IntegrationsConfig(AppConfig):
    name = "huolang.integrations"
    verbose_name = "导入导出"

    def ready(self) -> None:
        import_string("huolang.integrations.parts.register")()
        import_string("huolang.integrations.nightly.forget_imports")  # makes its job known
