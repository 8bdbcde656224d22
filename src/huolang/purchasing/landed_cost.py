"""Landed cost (采购费用分摊单): what it cost to get goods here makes them worth more, also what was
sold of them since.

Each charge is spread over the lines in its own way; what one line bears of all of them is its
`share`. Whoever carried the goods is owed for it, whoever sold them is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.document import CHECKED_BY, MADE_BY, Line
from huolang.documents.follow import Follow
from huolang.finance.payment import conversion
from huolang.forms.form import Paper
from huolang.kernel.columns import Money, Quantity, Rate
from huolang.kernel.companies import CURRENCIES, digits_of
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.money import EXACT, round_half_up, spread
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import (
    MAX_AMOUNT,
    RECEIVED_NOT_INVOICED,
    Due,
    Entry,
    Posting,
    Revalue,
)
from huolang.masters.invoicing import InvoiceKind
from huolang.masters.partner import Partner
from huolang.masters.terms import AS_AGREED, SETTLEMENT, DueDocument
from huolang.purchasing import spreading
from huolang.purchasing.received import OnReceipts, Received, ReceivedLine
from huolang.purchasing.spreading import Method

ZERO = Decimal(0)
ONE = Decimal(1)
PURCHASE_PRICE = "purchase_price"


class NoCarrier(BusinessError):
    code = "landed_cost.no_partner"
    message = _("请选择费用的收款单位")
    status = 422


class NoCharges(BusinessError):
    code = "landed_cost.no_charges"
    message = _("请填写要分摊的费用")
    status = 422


class NotPositive(Invalid):
    code = "landed_cost.not_positive"
    message = _("费用必须大于 0")


class NegativeTax(Invalid):
    code = "landed_cost.negative_tax"
    message = _("税额不能小于 0")


class ChargeDigits(Invalid):
    code = "landed_cost.digits"
    message = _("金额最多 {digits} 位小数")


class AmountTooLarge(Invalid):
    code = "landed_cost.amount_too_large"
    message = _("金额过大")


class NoRate(Invalid):
    code = "landed_cost.no_rate"
    message = _("外币费用请填写汇率")


class RateOfOwn(Invalid):
    code = "landed_cost.rate_of_own"
    message = _("本位币没有汇率")


class HandsDiffer(BusinessError):
    code = "landed_cost.hands_differ"
    message = _("手工分摊合计 {given}，应为 {wanted}")
    status = 422


class Kind(models.TextChoices):
    FREIGHT = "freight", _("运费")
    DUTY = "duty", _("关税")
    INSURANCE = "insurance", _("保险费")
    HANDLING = "handling", _("装卸费")
    OTHER = "other", _("其他")


class LandedCost(DueDocument, OnReceipts):
    """Charges are in `charge_currency` at `charge_rate`; everything else, and what is owed, is in
    the company's currency. `cost` is what goods bear, `total` what is owed."""

    partner = CompanyForeignKey(
        Partner, null=True, blank=True, related_name="+", verbose_name=_("收款单位")
    )
    invoice_number = models.CharField(_("发票号码"), max_length=40, blank=True, default="")
    invoice_kind = models.CharField(
        _("发票类型"), max_length=10, choices=InvoiceKind, default=InvoiceKind.SPECIAL.value
    )
    charge_currency = models.CharField(
        _("费用币种"),
        max_length=3,
        choices=[(code, code) for code in CURRENCIES],
        blank=True,
        default="",
        help_text=_("留空为本位币"),
    )
    charge_rate = Rate(_("汇率"), null=True, blank=True, validators=[MinValueValidator(0)])
    cost = Money(_("分摊金额"), default=ZERO, editable=False)
    tax = Money(_("进项税额"), default=ZERO, editable=False)
    total = Money(_("价税合计"), default=ZERO, editable=False)

    prefix = "CGFY"
    revalues = True
    services = False
    follows = (
        Follow(field="receipt_line", form="purchase_receipt", counts="", header=(), progress=False),
    )
    conversions = (conversion("supplier_payment", _("下推付款单"), "payable"),)

    class Meta(OnReceipts.Meta):
        verbose_name = _("采购费用分摊单")
        indexes = [
            *OnReceipts.Meta.indexes,
            models.Index(fields=["company", "partner", "-date", "-id"], name="landedcost_partner"),
        ]

    class Form:
        sections = [
            (
                _("基本信息"),
                [
                    "number",
                    "date",
                    "partner",
                    "invoice_number",
                    "invoice_kind",
                    "charge_currency",
                    "charge_rate",
                ],
            ),
            SETTLEMENT,
            (_("合计"), ["cost", "tax", "total"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "partner", "invoice_number", "cost", "tax", "total"]
        sums = ["cost", "tax", "total"]
        filters = ["state", "date", "partner", "invoice_kind"]
        tables = ("charges", "lines")
        search = ("number", "invoice_number")
        filter_references = {"partner": [["is_supplier", "=", True]]}
        fills = {"partner": AS_AGREED}
        needs = PURCHASE_PRICE
        hidden_groups = dict.fromkeys(("cost", "tax", "total"), PURCHASE_PRICE)
        paper = Paper(signatures=(MADE_BY, CHECKED_BY))

    @property
    def costs(self) -> list[Any]:
        """The charges, in their order."""
        return self.tables["charges"]

    def compute(self, *, at: datetime) -> None:
        """What every charge costs, and what of it each line bears."""
        own = self.own_company
        self.currency = own.currency
        self._check_currency()
        digits = own.digits
        errors = [e for n, one in enumerate(self.costs) for e in one.unfit(n, self)]
        errors += [
            ChargeDigits(field=f"lines.{index}.by_hand", digits=digits)
            for index, row in enumerate(self.rows)
            if row.by_hand is not None and row.by_hand != round(row.by_hand, digits)
        ]
        Several.raise_any(errors)
        received = self.receive()
        follow.check(self, self.rows)
        for row in self.rows:
            row.weigh(received[row.receipt_line_id])
        for charge in self.costs:
            charge.reckon(self)
        self.cost = sum((one.cost for one in self.costs), ZERO)
        self.total = sum((one.base_total for one in self.costs), ZERO)
        self.tax = self.total - self.cost
        if self.total >= MAX_AMOUNT:
            raise AmountTooLarge(field="charges")
        self._spread()

    def rules(self) -> None:
        """Somebody is owed for something, and what is spread by hand comes to the whole."""
        if self.partner_id is None:
            raise NoCarrier(field="partner")
        if not self.costs:
            raise NoCharges(field="charges")
        given = sum((row.by_hand or ZERO for row in self.rows), ZERO)
        wanted = self._by_hand()
        if given != wanted:
            raise HandsDiffer(field="lines", given=given, wanted=wanted)

    def used(self) -> Mapping[UUID, Decimal]:
        return {row.id: row.base_quantity for row in self.rows}

    def posting(self) -> Posting:
        """The goods are worth more; their supplier is not owed more, whoever made the charges is.

        Being worth more, goods stand against 应付暂估 of who made the charges, from their day on or
        from the first open one: what is debited there takes that away again.
        """
        assert self.partner_id is not None
        whom = self.partner_id
        accrued = sum((row.share for row in self.rows), ZERO)
        entries = [
            Entry(account=RECEIVED_NOT_INVOICED, amount=accrued, partner=whom),
            Entry(account="input_tax", amount=self.tax),
            Entry(account="payable", amount=-self.total, partner=whom),
        ]
        due = Due(
            kind="payable",
            partner=self.partner_id,
            net=self.cost,
            tax=self.tax,
            due_on=self.due_on,
            invoiced=True,
        )
        return Posting(
            entries=tuple(entry for entry in entries if entry.amount),
            dues=(due,),
            revalues=tuple(
                Revalue(
                    line=row.receipt_line_id,
                    amount=row.share,
                    partner=whom,
                    field=f"lines.{index}.receipt",
                    name=row.product_name,
                )
                for index, row in enumerate(self.rows)
                if row.share
            ),
            currency=self.currency,
            rate=self.rate,
        )

    @property
    def charge_digits(self) -> int:
        """Of amounts in the currency of the charges."""
        return digits_of(self.charge_currency) if self.is_foreign else self.own_company.digits

    @property
    def is_foreign(self) -> bool:
        """The charges are in another currency than the company's."""
        return self.charge_currency not in ("", self.own_company.currency)

    @property
    def factor(self) -> Decimal:
        """Company's currency for one of the charges'."""
        return self.charge_rate if self.is_foreign and self.charge_rate else ONE

    @property
    def deducts(self) -> bool:
        """The tax comes back: goods bear the net amounts only."""
        return self.own_company.deducts_tax and self.invoice_kind == InvoiceKind.SPECIAL.value

    def _check_currency(self) -> None:
        if self.is_foreign and not self.charge_rate:
            raise NoRate(field="charge_rate")
        if not self.is_foreign and self.charge_rate not in (None, ONE):
            raise RateOfOwn(field="charge_rate")

    def _by_hand(self) -> Decimal:
        return sum((one.cost for one in self.costs if one.method == Method.HAND.value), ZERO)

    def _spread(self) -> None:
        for row in self.rows:
            row.share = row.by_hand or ZERO if self._by_hand() else ZERO
        if not self.rows:
            return
        digits = self.own_company.digits
        for index, charge in enumerate(self.costs):
            if charge.method == Method.HAND.value:
                continue
            place = f"charges.{index}.method"
            weights = spreading.weights(self.rows, Method(charge.method), place)
            for row, part in zip(self.rows, spread(charge.cost, weights, digits), strict=True):
                row.share += part


class LandedCostCharge(Line):
    """`amount` net and `tax` are in the currency of the charges, `cost` and `base_total` in the
    company's."""

    document = CompanyForeignKey(LandedCost, related_name="charges", editable=False)
    kind = models.CharField(_("费用项目"), max_length=10, choices=Kind, default=Kind.FREIGHT.value)
    method = models.CharField(
        _("分摊依据"), max_length=10, choices=Method, default=Method.AMOUNT.value
    )
    amount = Money(_("不含税金额"))
    tax = Money(_("税额"), default=ZERO)
    total = Money(_("价税合计"), default=ZERO, editable=False)
    cost = Money(_("分摊金额"), default=ZERO, editable=False)
    base_total = Money(_("本位币价税合计"), default=ZERO, editable=False)

    class Meta(Line.Meta):
        verbose_name = _("费用")

    class Form:
        columns = ["kind", "method", "amount", "tax", "total", "cost", "remark"]
        hidden_groups = dict.fromkeys(
            ("amount", "tax", "total", "cost", "base_total"), PURCHASE_PRICE
        )

    def unfit(self, index: int, document: Any) -> list[BusinessError]:
        place, digits = f"charges.{index}.", document.charge_digits
        errors: list[BusinessError] = []
        if self.amount <= ZERO:
            errors.append(NotPositive(field=f"{place}amount"))
        if self.tax < ZERO:
            errors.append(NegativeTax(field=f"{place}tax"))
        for name in ("amount", "tax"):
            value = getattr(self, name)
            if value != round(value, digits):
                errors.append(ChargeDigits(field=f"{place}{name}", digits=digits))
            if value * document.factor >= MAX_AMOUNT:
                errors.append(AmountTooLarge(field=f"{place}{name}"))
        return errors

    def reckon(self, document: Any) -> None:
        """What the charge comes to in the company's currency, and what of it goods bear."""
        digits = document.own_company.digits
        self.total = self.amount + self.tax
        net, tax = (
            round_half_up(EXACT.multiply(value, document.factor), digits)
            for value in (self.amount, self.tax)
        )
        self.base_total = net + tax
        self.cost = net if document.deducts else net + tax


class LandedCostLine(ReceivedLine):
    """`weight` and `volume` are those of the whole line; left empty, those of the product."""

    document = CompanyForeignKey(LandedCost, related_name="lines", editable=False)
    weight = Quantity(_("重量"), null=True, blank=True, validators=[MinValueValidator(0)])
    volume = Quantity(_("体积"), null=True, blank=True, validators=[MinValueValidator(0)])
    by_hand = Money(_("手工分摊"), null=True, blank=True, validators=[MinValueValidator(0)])
    share = Money(_("分摊费用"), default=ZERO, editable=False)

    class Meta(ReceivedLine.Meta):
        verbose_name = _("分摊明细")

    class Form:
        columns = [
            "receipt",
            "product",
            "specification",
            "base_quantity",
            "worth",
            "weight",
            "volume",
            "by_hand",
            "share",
        ]
        hidden_groups = dict.fromkeys(("worth", "by_hand", "share"), PURCHASE_PRICE)

    @property
    def total(self) -> Decimal:
        """What is owed for its part, for whoever pays."""
        return self.share

    def weigh(self, received: Received) -> None:
        """Take weight and volume of the product where none were typed."""
        for name in ("weight", "volume"):
            one = getattr(received, name)
            if getattr(self, name) is None and one is not None:
                whole = EXACT.multiply(one, received.base_quantity)
                setattr(self, name, round_half_up(whole, 6))
