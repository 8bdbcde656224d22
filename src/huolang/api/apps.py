from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "huolang.api"
    verbose_name = "接口"
