"""Supplier payment (付款单): money to a supplier, for what we owe or in advance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.finance.payment import Payment, PaymentLine
from huolang.kernel.keys import CompanyForeignKey
from huolang.masters.partner import Partner


class SupplierPayment(Payment):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))

    prefix = "FK"
    kind = "payable"

    class Meta(Payment.Meta):
        verbose_name = _("付款单")

    class Form:
        filter_references = {"partner": [["is_supplier", "=", True]]}


class SupplierPaymentLine(PaymentLine):
    document = CompanyForeignKey(SupplierPayment, related_name="lines", editable=False)

    class Meta(PaymentLine.Meta):
        verbose_name = _("付款核销明细")
