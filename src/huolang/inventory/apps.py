from django.apps import AppConfig
from django.utils.module_loading import import_string

from huolang.forms import registry


class InventoryConfig(AppConfig):
    name = "huolang.inventory"
    verbose_name = "库存"

    def ready(self) -> None:
        models = (
            "OpeningStock",
            "StockReceipt",
            "StockIssue",
            "StockHold",
            "TransferRequest",
            "StockTransfer",
            "TransferReceipt",
            "Loan",
            "LoanReturn",
            "Borrowing",
            "BorrowingReturn",
            "LocationMove",
            "CountPlan",
            "StockCount",
            "AssemblyTemplate",
            "Assembly",
            "Disassembly",
            "Revaluation",
            "CostingChange",
        )
        registry.register(*(self.get_model(name) for name in models))
        import_string("huolang.documents.numbering.declare_masters")(
            [self.get_model("AssemblyTemplate")]
        )
        import_string("huolang.inventory.nightly.draw_up_counts")  # makes its jobs known
