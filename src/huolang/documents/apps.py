from django.apps import AppConfig, apps
from django.utils.module_loading import import_string


class DocumentsConfig(AppConfig):
    name = "huolang.documents"
    verbose_name = "单据"

    def ready(self) -> None:
        import_string("huolang.ledger.proof.more").append(
            import_string("huolang.documents.proof.differences")
        )
        import_string("huolang.ledger.proof.more").append(
            import_string("huolang.documents.proof.sums")
        )
        import_string("huolang.documents.often.fold_day_sums")  # makes its job known
        document = import_string("huolang.documents.document.Document")
        import_string("huolang.documents.numbering.declare_documents")(
            one for one in apps.get_models() if issubclass(one, document)
        )
