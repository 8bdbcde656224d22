from django.apps import AppConfig
from django.utils.module_loading import import_string

from huolang.forms import registry


class FinanceConfig(AppConfig):
    name = "huolang.finance"
    verbose_name = "财务"

    def ready(self) -> None:
        names = ("FundsAccount", "CustomerPayment", "SupplierPayment", "OpeningBalance")
        registry.register(*(self.get_model(name) for name in names))
        import_string("huolang.documents.numbering.declare_masters")([self.get_model(names[0])])
        import_string("huolang.kernel.first_run.seeds").append(
            import_string("huolang.finance.seeds.seed")
        )
