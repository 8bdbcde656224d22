from django.apps import AppConfig
from django.utils.module_loading import import_string


class DocumentsConfig(AppConfig):
    name = "huolang.documents"
    verbose_name = "单据"

    def ready(self) -> None:
        import_string("huolang.ledger.proof.more").append(
            import_string("huolang.documents.proof.differences")
        )
