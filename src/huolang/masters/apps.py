from django.apps import AppConfig
from django.utils.module_loading import import_string

from huolang.forms import registry


class MastersConfig(AppConfig):
    name = "huolang.masters"
    verbose_name = "资料"

    def ready(self) -> None:
        models = (
            "Product",
            "ProductCategory",
            "Brand",
            "RejectReason",
            "Style",
            "Attribute",
            "Batch",
            "SerialNumber",
            "Unit",
            "Partner",
            "Warehouse",
            "Location",
            "PriceLevel",
            "PriceList",
            "SupplierPriceList",
            "Department",
            "Employee",
        )
        registry.register(*(self.get_model(name) for name in models))
        import_string("huolang.kernel.first_run.seeds").append(
            import_string("huolang.masters.seeds.seed")
        )
        import_string("huolang.ledger.proof.more").extend(
            [
                import_string("huolang.masters.serial_proof.pieces"),
                import_string("huolang.masters.item_proof.items"),
            ]
        )
        master = import_string("huolang.masters.master.Master")
        import_string("huolang.documents.numbering.declare_masters")(
            one for one in self.get_models() if issubclass(one, master)
        )
        import_string("huolang.masters.nightly.give_up_bad_goods")  # makes its job known
