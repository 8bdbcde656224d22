"""Customer payment (收款单): money from a customer, for what they owe or in advance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.finance.payment import Payment, PaymentLine
from huolang.kernel.keys import CompanyForeignKey
from huolang.masters.partner import Partner


class CustomerPayment(Payment):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("客户"))

    prefix = "SK"
    kind = "receivable"

    class Meta(Payment.Meta):
        verbose_name = _("收款单")

    class Form:
        filter_references = {"partner": [["is_customer", "=", True]]}


class CustomerPaymentLine(PaymentLine):
    document = CompanyForeignKey(CustomerPayment, related_name="lines", editable=False)

    class Meta(PaymentLine.Meta):
        verbose_name = _("收款核销明细")
