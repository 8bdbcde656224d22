from django.apps import AppConfig
from django.utils.module_loading import import_string

from huolang.forms import registry


class SalesConfig(AppConfig):
    name = "huolang.sales"
    verbose_name = "销售"

    def ready(self) -> None:
        models = ("SalesOrder", "SalesDelivery", "SalesReturn", "SalesExchange", "SalesInvoice")
        registry.register(*(self.get_model(name) for name in models))
        import_string("huolang.sales.nightly.expire_holds")  # makes its job known
