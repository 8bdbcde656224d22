"""更多条码: one more bar code of a product, in one of its units."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel.columns import Extra
from huolang.kernel.company import CompanyModel
from huolang.kernel.keys import CompanyForeignKey
from huolang.masters.product import Product
from huolang.masters.unit import Unit


class ProductBarcode(CompanyModel):
    """`barcode` means one `unit` (nothing: the base unit); what it is found by is `Barcode`."""

    product = CompanyForeignKey(Product, related_name="barcodes", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    barcode = models.CharField(_("条码"), max_length=64)
    unit = CompanyForeignKey(Unit, blank=True, related_name="+", verbose_name=_("单位"))
    extra = Extra()

    class Meta(CompanyModel.Meta):
        verbose_name = _("更多条码")
        indexes = [
            models.Index(fields=["company", "product"], name="masters_productbarcode_product"),
            models.Index(fields=["company", "unit"], name="masters_productbarcode_unit"),
        ]

    class Form:
        columns = ["barcode", "unit"]
        identity = ("barcode",)
