"""Transfer charge (调拨费用单): what it cost to move goods between our own warehouses is an
expense, and whoever carried them is owed for it. The goods cost what they did.

A paper of the carrier may be for several transfers; each line says for which, and for what.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import CHECKED_BY, MADE_BY, Document, Line, State
from huolang.finance.payment import conversion
from huolang.forms.form import Paper
from huolang.inventory.stock_transfer import StockTransfer
from huolang.kernel.columns import Money
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.kernel.settings_registry import Setting, declare
from huolang.ledger.posting import MAX_AMOUNT, Due, Entry, Posting
from huolang.masters.invoicing import InvoiceKind
from huolang.masters.partner import Partner
from huolang.masters.terms import AS_AGREED, SETTLEMENT, DueDocument
from huolang.purchasing import moving_cost, supplier_paper

ZERO = Decimal(0)
PURCHASE_PRICE = "purchase_price"
EXPENSES = {"selling": "moving_selling", "administrative": "moving_administrative"}
EXPENSE = declare(
    Setting(
        key="transfer_charge.expense",
        kind="choice",
        default="selling",
        label=_("调拨费用记入"),
        help=_("自己仓库之间的运费、装卸费是当期费用，不计入货物成本；对此后审核的调拨费用单生效"),
        options=(("selling", _("销售费用")), ("administrative", _("管理费用"))),
    )
)


class NoTransfer(Invalid):
    code = "transfer_charge.no_transfer"
    message = _("请选择调拨单")


class NobodyOwed(BusinessError):
    code = "transfer_charge.no_partner"
    message = _("请选择费用的收款单位")
    status = 422


class NotPositive(Invalid):
    code = "transfer_charge.not_positive"
    message = _("费用必须大于 0")


class Negative(Invalid):
    code = "transfer_charge.negative"
    message = _("金额不能小于 0")


class ChargeDigits(Invalid):
    code = "transfer_charge.digits"
    message = _("金额最多 {digits} 位小数")


class AmountTooLarge(Invalid):
    code = "transfer_charge.amount_too_large"
    message = _("金额过大")


class Kind(models.TextChoices):
    FREIGHT = "freight", _("运费")
    HANDLING = "handling", _("装卸费")
    PACKING = "packing", _("包装费")
    INSURANCE = "insurance", _("保险费")
    OTHER = "other", _("其他")


class TransferCharge(DueDocument, Document):
    """`cost` is the expense, `tax` what of the tax comes back, `total` what is owed."""

    partner = CompanyForeignKey(
        Partner, null=True, blank=True, related_name="+", verbose_name=_("收款单位")
    )
    invoice_number = models.CharField(_("发票号码"), max_length=40, blank=True, default="")
    invoice_kind = models.CharField(
        _("发票类型"), max_length=10, choices=InvoiceKind, default=InvoiceKind.SPECIAL.value
    )
    cost = Money(_("费用金额"), default=ZERO, editable=False)
    tax = Money(_("进项税额"), default=ZERO, editable=False)
    total = Money(_("价税合计"), default=ZERO, editable=False)

    prefix = "DBFY"
    originals = ("lines.transfer",)
    must_be_active = frozenset({"partner"})
    conversions = (conversion("supplier_payment", _("下推付款单"), "payable"),)

    class Meta(Document.Meta):
        verbose_name = _("调拨费用单")
        indexes: ClassVar[list[models.Index]] = [
            *Document.Meta.indexes,
            models.Index(
                fields=["company", "partner", "-date", "-id"], name="transfercharge_partner"
            ),
            models.Index(
                fields=["company", "invoice_number"],
                condition=~models.Q(invoice_number=""),
                name="transfercharge_paper",
            ),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "partner", "invoice_number", "invoice_kind"]),
            SETTLEMENT,
            (_("合计"), ["cost", "tax", "total"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "partner", "invoice_number", "cost", "tax", "total"]
        sums = ["cost", "tax", "total"]
        filters = ["state", "date", "partner", "invoice_kind"]
        search = ("number", "invoice_number")
        filter_references = {"partner": [["is_supplier", "=", True]]}
        fills = {"partner": AS_AGREED}
        needs = PURCHASE_PRICE
        hidden_groups = dict.fromkeys(("cost", "tax", "total"), PURCHASE_PRICE)
        paper = Paper(signatures=(MADE_BY, CHECKED_BY))

    @property
    def rows(self) -> list[Any]:
        """The lines, in their order."""
        return self.tables["lines"]

    @property
    def costs(self) -> dict[UUID, Decimal]:
        """What moving each transfer cost by it."""
        found: dict[UUID, Decimal] = {}
        for row in self.rows:
            found[row.transfer_id] = found.get(row.transfer_id, ZERO) + row.cost
        return found

    @property
    def deducts(self) -> bool:
        """The tax comes back: the expense is net."""
        return self.own_company.deducts_tax and self.invoice_kind == InvoiceKind.SPECIAL.value

    def compute(self, *, at: datetime) -> None:
        """What every charge comes to, and all of them."""
        if not self.rows:
            raise NoTransfer(field="lines")
        self.currency = self.own_company.currency
        digits = self.own_company.digits
        Several.raise_any([e for n, row in enumerate(self.rows) for e in row.unfit(n, digits)])
        for row in self.rows:
            row.reckon(deducts=self.deducts)
        self.cost = sum((row.cost for row in self.rows), ZERO)
        self.total = sum((row.total for row in self.rows), ZERO)
        self.tax = self.total - self.cost
        if self.total >= MAX_AMOUNT:
            raise AmountTooLarge(field="lines")

    def rules(self) -> None:
        """Somebody is owed for something, and their paper is entered once. The transfers are locked
        from here on."""
        if self.partner_id is None:
            raise NobodyOwed(field="partner")
        Several.raise_any(
            [
                NotPositive(field=f"lines.{index}.amount")
                for index, row in enumerate(self.rows)
                if not row.amount
            ]
        )
        supplier_paper.refuse_twice(self)
        self.hold()

    def hold(self) -> None:
        moving_cost.hold(self.costs)

    def moved(self, *, at: datetime) -> None:
        """The transfers show what they cost: this as well, or no more."""
        sign = 1 if self.state == State.DRAFT.value else -1
        moving_cost.add({key: sign * cost for key, cost in self.costs.items()})

    def posting(self) -> Posting:
        """An expense of its day, and owed to whoever carried; nothing of it reaches stock."""
        assert self.partner_id is not None
        entries = [
            Entry(account=EXPENSES[self.settings[EXPENSE]], amount=self.cost),
            Entry(account="input_tax", amount=self.tax),
            Entry(account="payable", amount=-self.total, partner=self.partner_id),
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
            currency=self.currency,
            rate=self.rate,
        )

    def used(self) -> Mapping[UUID, Decimal]:
        return {}


class TransferChargeLine(Line):
    """`amount` net and `tax` are as on the carrier's paper; `cost` is what of both is expense."""

    document = CompanyForeignKey(TransferCharge, related_name="lines", editable=False)
    transfer = CompanyForeignKey(StockTransfer, related_name="+", verbose_name=_("调拨单"))
    kind = models.CharField(_("费用项目"), max_length=10, choices=Kind, default=Kind.FREIGHT.value)
    amount = Money(_("不含税金额"), default=ZERO)
    tax = Money(_("税额"), default=ZERO)
    total = Money(_("价税合计"), default=ZERO, editable=False)
    cost = Money(_("费用金额"), default=ZERO, editable=False)

    class Meta(Line.Meta):
        verbose_name = _("费用明细")
        indexes: ClassVar[list[models.Index]] = [
            *Line.Meta.indexes,
            models.Index(fields=["company", "transfer"], name="transferchargeline_transfer"),
        ]

    class Form:
        columns = ["transfer", "kind", "amount", "tax", "total", "cost", "remark"]
        filter_references = {"transfer": [["state", "=", "confirmed"]]}
        hidden_groups = dict.fromkeys(("amount", "tax", "total", "cost"), PURCHASE_PRICE)

    def unfit(self, index: int, digits: int) -> list[BusinessError]:
        errors: list[BusinessError] = []
        for name in ("amount", "tax"):
            place, value = f"lines.{index}.{name}", getattr(self, name)
            if value < ZERO:
                errors.append(Negative(field=place))
            if value != round(value, digits):
                errors.append(ChargeDigits(field=place, digits=digits))
            if value >= MAX_AMOUNT:
                errors.append(AmountTooLarge(field=place))
        return errors

    def reckon(self, *, deducts: bool) -> None:
        """What is owed of the line, and what of it is expense."""
        self.total = self.amount + self.tax
        self.cost = self.amount if deducts else self.total
