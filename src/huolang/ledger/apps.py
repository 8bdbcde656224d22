from django.apps import AppConfig
from django.utils.module_loading import import_string


class LedgerConfig(AppConfig):
    name = "huolang.ledger"
    verbose_name = "账簿"

    def ready(self) -> None:
        import_string("huolang.kernel.first_run.seeds").append(
            import_string("huolang.ledger.accounts.seed")
        )
        import_string("huolang.kernel.companies.books_begun").append(
            import_string("huolang.ledger.accounts.begun")
        )
        import_string("huolang.ledger.nightly.prove_every_company")
        import_string("huolang.ledger.proving.register")()
        import_string("huolang.ledger.proof_news.register")()
        import_string("huolang.ledger.correcting.register")()
