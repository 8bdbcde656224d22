from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "huolang.integrations"
    verbose_name = "导入导出"
