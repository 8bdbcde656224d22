from django.apps import AppConfig

from huolang.forms import registry


class PurchasingConfig(AppConfig):
    name = "huolang.purchasing"
    verbose_name = "采购"

    def ready(self) -> None:
        names = (
            "PurchaseOrder",
            "PurchaseReceipt",
            "Inspection",
            "RejectDisposal",
            "PurchaseReturn",
            "PurchaseExchange",
            "PurchaseInvoice",
            "LandedCost",
            "PurchaseAllowance",
        )
        registry.register(*(self.get_model(name) for name in names))
