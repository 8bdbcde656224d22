from django.apps import AppConfig

from huolang.forms import registry


class SalesConfig(AppConfig):
    name = "huolang.sales"
    verbose_name = "销售"

    def ready(self) -> None:
        models = ("SalesOrder", "SalesDelivery", "SalesReturn", "SalesExchange", "SalesInvoice")
        registry.register(*(self.get_model(name) for name in models))
