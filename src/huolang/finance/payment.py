"""收付款: what customer and supplier payments have in common: money through one account, the open
items that it settles, and what is left as an advance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Conversion, Payload
from huolang.documents.document import CHECKED_BY, MADE_BY, Document, Line
from huolang.finance import open_item
from huolang.finance.funds_account import FundsAccount
from huolang.finance.open_item import ItemField, OpenItem
from huolang.forms import registry
from huolang.forms.form import Paper
from huolang.kernel import sql
from huolang.kernel.columns import Money
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import MAX_AMOUNT, Due, Entry, Posting, Settle
from huolang.ledger.refusals import ItemOfAnother, NoSuchItem
from huolang.masters import merge, merged

ZERO = Decimal(0)
FUNDS = """
SELECT id, kind FROM finance_fundsaccount
WHERE company_id = %s::bigint AND (id = %s::uuid OR (%s::uuid IS NULL AND active))
ORDER BY upper(code) LIMIT 1
"""


class ItemTwice(Invalid):
    code = "payment.item_twice"
    message = _("{number} 在本单中出现了两次")


class NoFundsAccount(Invalid):
    code = "payment.no_funds_account"
    message = _("请先建立并选择结算账户")


class SettlesMore(BusinessError):
    code = "payment.settles_more"
    message = _("核销 {settled} 超过金额与优惠之和 {paid}")
    status = 422


class RefundsMore(BusinessError):
    code = "payment.refunds_more"
    message = _("退款 {refund} 超过所选款项的 {settled}")
    status = 422


class NothingToRefund(BusinessError):
    code = "payment.nothing_to_refund"
    message = _("请选择要退的款项")
    status = 422


class DiscountUnsettled(BusinessError):
    """What is given off is no money: it becomes no advance."""

    code = "payment.discount_unsettled"
    message = _("优惠 {discount} 超过本次核销 {settled}：优惠只能抵减所核销的往来")
    status = 422


class NothingPaid(BusinessError):
    code = "payment.nothing"
    message = _("请填写金额，或选择要核销的往来")
    status = 422


class NothingOwed(BusinessError):
    code = "payment.nothing_owed"
    message = _("款项已经结清，没有要收付的金额")


class MoneyDigits(Invalid):
    code = "payment.digits"
    message = _("金额最多 {digits} 位小数")


class AmountTooLarge(Invalid):
    code = "payment.amount_too_large"
    message = _("金额过大")


class Payment(Document):
    """`amount` went through `funds_account`; with `discount` it settles the lines, and the rest is
    an advance. A negative amount is a refund and settles what stood to the partner's credit."""

    funds_account = CompanyForeignKey(
        FundsAccount, blank=True, related_name="+", verbose_name=_("结算账户")
    )
    funds_role = models.CharField(max_length=16, default="bank", editable=False)
    amount = Money(_("金额"), default=ZERO)
    discount = Money(_("优惠金额"), default=ZERO, validators=[MinValueValidator(0)])
    settled_amount = Money(_("本次核销"), default=ZERO, editable=False)
    advance = Money(_("转为预收付"), default=ZERO, editable=False)

    settles = "item"
    kind: ClassVar[Literal["receivable", "payable"]]
    """Which open items it settles."""
    needs_lines = False
    must_be_active = frozenset({"partner", "funds_account"})

    class Meta(Document.Meta):
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            *Document.Meta.indexes,
            models.Index(fields=["company", "partner", "-date", "-id"], name="%(class)s_partner"),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "partner", "funds_account", "amount", "discount"]),
            (_("合计"), ["settled_amount", "advance"]),
            (_("其他"), ["remark"]),
        ]
        paper = Paper(signatures=(MADE_BY, CHECKED_BY), written_out="amount")
        list = [
            "number",
            "state",
            "date",
            "partner",
            "funds_account",
            "amount",
            "discount",
            "settled_amount",
            "advance",
        ]
        sums = ["amount", "discount", "settled_amount", "advance"]
        filters = ["state", "date", "partner", "funds_account"]

    @property
    def rows(self) -> list[Any]:
        """The lines, in their order."""
        return self.tables["lines"]

    def compute(self, *, at: datetime) -> None:
        """Read what the lines settle, and add it up."""
        self.currency = self.own_company.currency
        self._choose_funds()
        found = self._items()
        stands, whom = self._one(item.partner for item in found.values())
        errors: list[BusinessError] = []
        seen: set[UUID] = set()
        for index, row in enumerate(self.rows):
            item, place = found.get(row.item), f"lines.{index}."
            if item is None:
                errors.append(NoSuchItem(field=f"{place}item"))
            elif item.kind != self.kind or stands.get(item.partner, item.partner) != whom:
                errors.append(ItemOfAnother(field=f"{place}item", number=item.number))
            elif row.item in seen:
                errors.append(ItemTwice(field=f"{place}item", number=item.number))
            else:
                row.take(item)
                errors += self._fit(row.amount, f"{place}amount")
            seen.add(row.item)
        errors += self._fit(self.amount, "amount") + self._fit(self.discount, "discount")
        Several.raise_any(errors)
        self.settled_amount = sum((row.amount for row in self.rows), ZERO)
        self.advance = self.amount + self.discount - self.settled_amount

    def _items(self) -> dict[UUID, OpenItem]:
        """What the rows settle. A document that was confirmed anew since is owed for by another
        item, which they settle instead."""
        found = open_item.by_id({row.item for row in self.rows}) if self.rows else {}
        later = open_item.now([key for key, item in found.items() if not item.left])
        if not later:
            return found
        for row in self.rows:
            row.item = later.get(row.item, row.item)
        return open_item.by_id({row.item for row in self.rows})

    def _one(self, owners: Iterable[UUID]) -> tuple[dict[UUID, UUID], UUID]:
        """Who stands for each owner that was merged, and for the partner of this payment."""
        partner: UUID = self.partner_id  # pyright: ignore
        others = set(owners) - {partner}
        stands = merged.standing([*others, partner]) if others else {}
        return stands, stands.get(partner, partner)

    def _choose_funds(self) -> None:
        """The account that was named, or the first one there is."""
        wanted = self.funds_account_id  # pyright: ignore
        row = sql.run(FUNDS, [current_id(), wanted, wanted]).fetchone()
        if row is None:
            raise NoFundsAccount(field="funds_account")
        self.funds_account_id, self.funds_role = row

    def _fit(self, amount: Decimal, place: str) -> list[BusinessError]:
        digits = self.own_company.digits
        if amount != round(amount, digits):
            return [MoneyDigits(field=place, digits=digits)]
        return [AmountTooLarge(field=place)] if abs(amount) >= MAX_AMOUNT else []

    def rules(self) -> None:
        """Nobody settles more than is paid, nothing is given off what is not settled, and nothing
        at all is no payment."""
        if not (self.amount or self.discount or self.rows):
            raise NothingPaid(field="amount")
        if self.discount > max(self.settled_amount, ZERO):
            told = {"discount": self.discount, "settled": self.settled_amount}
            raise DiscountUnsettled(field="discount", **told)
        if self.advance < ZERO:
            self._refuse_more()

    def _refuse_more(self) -> None:
        if self.amount >= ZERO:
            paid = self.amount + self.discount
            raise SettlesMore(field="amount", settled=self.settled_amount, paid=paid)
        if not self.rows:
            raise NothingToRefund(field="lines")
        raise RefundsMore(field="amount", refund=-self.amount, settled=-self.settled_amount)

    def used(self) -> Mapping[UUID, Any]:
        return {}

    def posting(self) -> Posting:
        """Money in (or out) on its account, what it settles off the partner's, the rest advance.

        What was told of a partner's duplicate is settled under its name, where it stands.
        What was paid short on purpose (优惠) is a financial expense, or the supplier's gift.
        """
        sign = 1 if self.kind == "receivable" else -1
        partner: UUID = self.partner_id  # pyright: ignore
        due = Due(kind=self.kind, partner=partner, net=-self.advance, tax=ZERO, advance=True)
        entries = [
            Entry(account=self.funds_role, amount=sign * self.amount),
            Entry(account="rounding", amount=sign * self.discount),
            Entry(account=due.account, amount=-sign * self.advance, partner=partner),
        ]
        settles = tuple(row.settle(index, self) for index, row in enumerate(self.rows))
        entries += [
            Entry(account=one.account, amount=one.on_account, partner=one.partner)
            for one in settles
        ]
        return Posting(
            entries=tuple(entry for entry in entries if entry.amount),
            dues=(due,) if self.advance else (),
            settles=settles,
            currency=self.currency,
            rate=self.rate,
        )


class PaymentLine(Line):
    """One open item; number, days and figures are those of the moment when it was saved."""

    item = ItemField(_("往来"))
    role = models.CharField(max_length=32, default="", editable=False)
    number = models.CharField(_("单据编号"), max_length=40, default="", editable=False)
    occurred_on = models.DateField(_("单据日期"), null=True, editable=False)
    due_on = models.DateField(_("到期日"), null=True, editable=False)
    total = Money(_("应结金额"), default=ZERO, editable=False)
    left = Money(_("未结金额"), default=ZERO, editable=False)
    amount = Money(_("本次核销"), blank=True)

    owner: UUID | None = None
    """Under whose name the item stands; None: the payment's partner."""

    class Meta(Line.Meta):
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            *Line.Meta.indexes,
            models.Index(fields=["company", "item"], name="%(class)s_item"),
        ]

    class Form:
        columns = [
            "item",
            "occurred_on",
            "due_on",
            "total",
            "left",
            "amount",
            "remark",
        ]

    def take(self, item: OpenItem) -> None:
        """What the books know of the item; all that is left of it, unless less was typed."""
        self.role, self.number, self.owner = item.role, item.number, item.partner
        self.occurred_on, self.due_on = item.occurred_on, item.due_on
        self.total, self.left = item.total, item.left
        if self.amount is None:
            self.amount = item.left

    def settle(self, index: int, payment: Payment) -> Settle:
        """Goods that are paid before their invoice are paid on 应付账款 already."""
        account = "payable" if self.role == "received_not_invoiced" else self.role
        return Settle(
            kind=payment.kind,
            item=self.item,
            partner=self.owner or payment.partner_id,  # pyright: ignore
            amount=self.amount,
            account=account,
            field=f"lines.{index}.amount",
        )


def conversion(target: str, label: Any, kind: str) -> Conversion:
    """下推收付款: a payment of all that is still to be settled of a document."""

    def header(document: Any) -> Payload:
        left = sum((item.left for item in _items(document, kind)), ZERO)
        return {"partner": merge.kept("partner", document.partner_id), "amount": left}

    def lines(document: Any) -> list[Payload]:
        items = _items(document, kind)
        if not items:
            raise NothingOwed()
        return [{"item": item.id, "amount": item.left} for item in items]

    return Conversion(
        target=target, label=label, header=header, lines=lines, open=_worth, still=_is_open
    )


def _items(document: Any, kind: str) -> list[OpenItem]:
    return open_item.of_record(registry.of(type(document)).name, document.id, kind)


def _worth(row: Any) -> Decimal:
    return abs(row.total)


def _is_open(document: Any) -> bool:
    return document.standing.open
