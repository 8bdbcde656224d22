"""Purchase allowance (采购折让单): the supplier takes something off the price of goods that stay
with us; they were worth less from the beginning, also those that were sold since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.document import CHECKED_BY, MADE_BY, State
from huolang.documents.follow import Follow
from huolang.finance.payment import conversion
from huolang.forms.form import Paper
from huolang.kernel import sql
from huolang.kernel.columns import Money, Percent
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import (
    MAX_AMOUNT,
    RECEIVED_NOT_INVOICED,
    Due,
    Entry,
    Posting,
    Revalue,
)
from huolang.masters import leaning
from huolang.masters.invoicing import InvoiceKind
from huolang.masters.partner import Partner
from huolang.purchasing import supplier_paper
from huolang.purchasing.received import OnReceipts, Received, ReceivedLine

ZERO = Decimal(0)
HUNDRED = Decimal(100)
PURCHASE_PRICE = "purchase_price"
NOT_INVOICED = """
SELECT id FROM purchasing_purchasereceiptline
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) AND invoiced_base < base_quantity
"""
GIVEN = """
SELECT l.receipt_line_id, sum(l.amount) FROM purchasing_purchaseallowanceline l
JOIN purchasing_purchaseallowance o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND l.receipt_line_id = ANY(%s::uuid[])
  AND o.state = 'confirmed' AND o.id <> %s::uuid
GROUP BY l.receipt_line_id
"""


class NothingGiven(BusinessError):
    code = "purchase_allowance.nothing_given"
    message = _("请填写折让金额")
    status = 422


class NegativeAllowance(Invalid):
    code = "purchase_allowance.negative"
    message = _("折让金额不能小于 0")


class AllowanceDigits(Invalid):
    code = "purchase_allowance.digits"
    message = _("金额最多 {digits} 位小数")


class MoreThanBought(Invalid):
    code = "purchase_allowance.more_than_bought"
    message = _("{product} 入库不含税金额 {amount}，已折让 {given}，本次折让不能超过余下的金额")


class NotInvoicedYet(BusinessError):
    """Not a refusal: what the page of a draft says."""

    code = "purchase_allowance.not_invoiced_yet"
    message = _("{product} 尚未开票：如果发票将按折后金额开具，请在发票上填实际金额，不必做折让")


class PurchaseAllowance(OnReceipts):
    """`amount` net, `tax` and `total` gross are what the supplier credits."""

    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))
    invoice_number = models.CharField(_("红字发票号码"), max_length=40, blank=True, default="")
    invoice_kind = models.CharField(
        _("发票类型"), max_length=10, choices=InvoiceKind, default=InvoiceKind.SPECIAL.value
    )
    amount = Money(_("不含税金额"), default=ZERO, editable=False)
    tax = Money(_("税额"), default=ZERO, editable=False)
    total = Money(_("价税合计"), default=ZERO, editable=False)

    prefix = "CGZR"
    revalues = True
    says_more = "-l.amount", "-l.tax"
    follows = (Follow(field="receipt_line", form="purchase_receipt", counts="", progress=False),)
    conversions = (conversion("supplier_payment", _("下推付款单"), "payable"),)

    class Meta(OnReceipts.Meta):
        verbose_name = _("采购折让单")
        indexes = [
            *OnReceipts.Meta.indexes,
            models.Index(
                fields=["company", "partner", "-date", "-id"], name="purchaseallowance_partner"
            ),
            models.Index(
                fields=["company", "invoice_number"],
                condition=~models.Q(invoice_number=""),
                name="purchaseallowance_paper",
            ),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "partner", "invoice_number", "invoice_kind"]),
            (_("合计"), ["amount", "tax", "total"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "partner", "invoice_number", "amount", "tax", "total"]
        sums = ["amount", "tax", "total"]
        filters = ["state", "date", "partner", "invoice_kind"]
        search = ("number", "invoice_number")
        filter_references = {"partner": [["is_supplier", "=", True]]}
        needs = PURCHASE_PRICE
        hidden_groups = dict.fromkeys(("amount", "tax", "total"), PURCHASE_PRICE)
        paper = Paper(signatures=(MADE_BY, CHECKED_BY))

    def compute(self, *, at: datetime) -> None:
        """Taxes of the lines, and what they come to."""
        self.currency = self.own_company.currency
        received = self.receive()
        follow.check(self, self.rows)
        given = self._given()
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            line = row.receipt_line_id
            errors += row.reckon(
                received[line],
                self.own_company.digits,
                f"lines.{index}.",
                given=given.get(line, ZERO),
            )
        Several.raise_any(errors)
        self.amount = sum((row.amount for row in self.rows), ZERO)
        self.tax = sum((row.tax for row in self.rows), ZERO)
        self.total = self.amount + self.tax

    def _given(self) -> dict[UUID, Decimal]:
        """What others that are confirmed took off the same lines; their receipts are locked."""
        lines = sql.array(row.receipt_line_id for row in self.rows)
        return dict(sql.run(GIVEN, [current_id(), lines, self.id]).fetchall())

    def rules(self) -> None:
        """Something is given, and the supplier's paper is entered once."""
        if not self.total:
            raise NothingGiven(field="lines")
        supplier_paper.refuse_twice(self)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """An invoice that says what was agreed would take the allowance off once more."""
        if self.state != State.DRAFT.value:
            return []
        keys = sql.array(row.receipt_line_id for row in self.rows)
        open_ones = {row[0] for row in sql.run(NOT_INVOICED, [current_id(), keys]).fetchall()}
        return [
            NotInvoicedYet(field=f"lines.{index}.amount", product=row.product_name)
            for index, row in enumerate(self.rows)
            if row.amount and row.receipt_line_id in open_ones
        ]

    def used(self) -> Mapping[UUID, Decimal]:
        return {row.id: row.base_quantity for row in self.rows}

    def refuse_taking_back(self) -> None:
        leaning.refuse(self)

    def posting(self) -> Posting:
        """应付账款 and input tax are less, and so is what the goods are worth.

        Being worth less, goods take something off 应付暂估 of their supplier; that is put back.
        """
        stocked = sum((self.worth(row) for row in self.rows if row.stocked), ZERO)
        services = sum((self.worth(row) for row in self.rows if not row.stocked), ZERO)
        net = stocked + services
        entries = (
            Entry(account="payable", amount=self.total, partner=self.partner_id),
            Entry(account="input_tax", amount=net - self.total),
            Entry(account=RECEIVED_NOT_INVOICED, amount=-stocked, partner=self.partner_id),
            Entry(account="service_expense", amount=-services),
        )
        due = Due(
            kind="payable",
            partner=self.partner_id,
            net=-net,
            tax=net - self.total,
            invoiced=True,
        )
        return Posting(
            entries=tuple(entry for entry in entries if entry.amount),
            dues=(due,),
            revalues=tuple(
                Revalue(
                    line=row.receipt_line_id,
                    amount=-self.worth(row),
                    partner=self.partner_id,
                    field=f"lines.{index}.amount",
                    name=row.product_name,
                )
                for index, row in enumerate(self.rows)
                if row.stocked and row.amount
            ),
            currency=self.currency,
            rate=self.rate,
        )

    def worth(self, row: Any) -> Decimal:
        """What a line was worth less: its tax as well where that is not deducted."""
        special = self.invoice_kind == InvoiceKind.SPECIAL.value
        return row.amount if special and self.own_company.deducts_tax else row.total


class PurchaseAllowanceLine(ReceivedLine):
    """`amount` is taken off the net amount of the line of the receipt."""

    document = CompanyForeignKey(PurchaseAllowance, related_name="lines", editable=False)
    amount = Money(_("折让金额（不含税）"), default=ZERO)
    tax_rate = Percent(
        _("税率%"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    tax = Money(_("税额"), default=ZERO, editable=False)
    total = Money(_("价税合计"), default=ZERO, editable=False)

    class Meta(ReceivedLine.Meta):
        verbose_name = _("折让明细")

    class Form:
        columns = [
            "receipt",
            "product",
            "specification",
            "base_quantity",
            "worth",
            "amount",
            "tax_rate",
            "tax",
            "total",
        ]
        hidden_groups = dict.fromkeys(
            ("worth", "amount", "tax_rate", "tax", "total"), PURCHASE_PRICE
        )

    def reckon(
        self, received: Received, digits: int, place: str, *, given: Decimal
    ) -> list[BusinessError]:
        """The tax on the amount, at the rate of the receipt unless another was typed.

        With `given` before, no more is taken off than the line came to.
        """
        if self.tax_rate is None:
            self.tax_rate = received.tax_rate
        self.tax = round_half_up(EXACT.multiply(self.amount, self.tax_rate / HUNDRED), digits)
        self.total = self.amount + self.tax
        if self.amount < ZERO:
            return [NegativeAllowance(field=f"{place}amount")]
        if self.amount != round(self.amount, digits):
            return [AllowanceDigits(field=f"{place}amount", digits=digits)]
        if self.amount and (given + self.amount > received.amount or self.amount >= MAX_AMOUNT):
            told = {"product": self.product_name, "amount": received.amount}
            return [MoreThanBought(field=f"{place}amount", given=given, **told)]
        return []
