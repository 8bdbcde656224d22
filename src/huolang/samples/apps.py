from django.apps import AppConfig


class SamplesConfig(AppConfig):
    name = "huolang.samples"
    verbose_name = "示例数据"
