from django.apps import AppConfig
from django.utils.module_loading import import_string

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
            "TransferCharge",
        )
        registry.register(*(self.get_model(name) for name in names))
        import_string("huolang.ledger.proof.more").append(
            import_string("huolang.purchasing.moving_cost.differences")
        )
