from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "huolang.documents"
    verbose_name = "单据"
