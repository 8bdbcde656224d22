"""Opening balances (期初往来单): what was owed and in the till when the books began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import CHECKED_BY, MADE_BY, Document, Line
from huolang.documents.opening_day import OpeningDay
from huolang.finance.funds_account import FundsAccount
from huolang.forms.form import Paper
from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.columns import Money
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import MAX_AMOUNT, Due, Entry, Posting
from huolang.masters import merged, partner_roles
from huolang.masters.partner import Partner
from huolang.masters.partner_roles import Role

ZERO = Decimal(0)
FUNDS_ROLES = """
SELECT id, kind FROM finance_fundsaccount WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""
BEFORE = """
SELECT k.partner, k.kind, k.number, min(o.number)
FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS k(partner, kind, number)
JOIN finance_openingbalanceline l ON l.company_id = %s::bigint AND l.partner_id = ANY({alike})
    AND l.kind = k.kind AND l.original_number = k.number
JOIN finance_openingbalance o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE o.state = 'confirmed' AND o.id <> %s::uuid
GROUP BY k.partner, k.kind, k.number
""".replace("{alike}", merged.alike("k.partner", "l.company_id"))


class PartnerMissing(Invalid):
    code = "opening_balance.partner_missing"
    message = _("请填写往来单位")


class FundsMissing(Invalid):
    code = "opening_balance.funds_missing"
    message = _("请填写结算账户")


class NotBoth(Invalid):
    code = "opening_balance.not_both"
    message = _("资金行填结算账户，往来行填往来单位，不能都填")


class NotPositive(Invalid):
    code = "opening_balance.not_positive"
    message = _("金额必须大于 0；相反方向的余额请改选类别")


class AmountDigits(Invalid):
    code = "opening_balance.digits"
    message = _("金额最多 {digits} 位小数")


class AmountTooLarge(Invalid):
    code = "opening_balance.too_large"
    message = _("金额过大")


class DatedLater(Invalid):
    code = "opening_balance.dated_later"
    message = _("原单日期不能晚于期初日期 {day}")


class DueBefore(Invalid):
    code = "opening_balance.due_before"
    message = _("到期日不能早于原单日期 {day}")


class Twice(Invalid):
    code = "opening_balance.twice"
    message = _("{number} 在本单中出现了两次")


class EnteredBefore(Invalid):
    code = "opening_balance.entered_before"
    message = _("{original} 已经在期初往来单 {number} 中录入")


class NoCustomer(Invalid):
    code = "opening_balance.no_customer"
    message = _("{name} 不是客户，不能有应收和预收；请先在往来单位中勾选客户")


class NoSupplier(Invalid):
    code = "opening_balance.no_supplier"
    message = _("{name} 不是供应商，不能有应付和预付；请先在往来单位中勾选供应商")


class Kind(models.TextChoices):
    RECEIVABLE = "receivable", _("应收")
    PAYABLE = "payable", _("应付")
    ADVANCE_RECEIVED = "advance_received", _("预收")
    ADVANCE_PAID = "advance_paid", _("预付")
    FUNDS = "funds", _("资金")


DEBITS = frozenset({Kind.RECEIVABLE, Kind.ADVANCE_PAID, Kind.FUNDS})
"""What is ours; the rest is owed to others."""
SIDES: dict[Kind, Literal["receivable", "payable"]] = {
    Kind.RECEIVABLE: "receivable",
    Kind.ADVANCE_RECEIVED: "receivable",
    Kind.PAYABLE: "payable",
    Kind.ADVANCE_PAID: "payable",
}
"""With customers, or with suppliers."""
ADVANCES = frozenset({Kind.ADVANCE_RECEIVED, Kind.ADVANCE_PAID})


class OpeningBalance(OpeningDay, Document):
    """The header shows the sums, to be held against the old books."""

    date = models.DateField(_("日期"), null=True)
    """Somebody says from which day on the books are kept here."""
    receivable = Money(_("应收合计"), default=ZERO, editable=False)
    payable = Money(_("应付合计"), default=ZERO, editable=False)
    advance_received = Money(_("预收合计"), default=ZERO, editable=False)
    advance_paid = Money(_("预付合计"), default=ZERO, editable=False)
    funds = Money(_("资金合计"), default=ZERO, editable=False)

    prefix = "QCWL"
    must_be_active = frozenset({"partner", "funds_account"})

    class Meta(Document.Meta):
        verbose_name = _("期初往来单")

    class Form:
        sections = [
            (_("基本信息"), ["number", "date"]),
            (_("合计"), [kind.value for kind in Kind]),
            (_("其他"), ["remark"]),
        ]
        paper = Paper(signatures=(MADE_BY, CHECKED_BY))
        list = ["number", "state", "date", *(kind.value for kind in Kind), "remark"]
        sums = [kind.value for kind in Kind]
        filters = ["state", "date"]

    @property
    def rows(self) -> list[Any]:
        """The lines, in their order."""
        return self.tables["lines"]

    def compute(self, *, at: datetime) -> None:
        """Check the lines, and add them up by kind."""
        self.currency = self.own_company.currency
        Several.raise_any(list(self._wrong()))
        self._know_funds()
        for kind in Kind:
            amount = sum((row.amount for row in self.rows if row.kind == kind.value), ZERO)
            if amount >= MAX_AMOUNT:
                raise AmountTooLarge(field="lines")
            setattr(self, kind.value, amount)

    def rules(self) -> None:
        """No document of the old books is younger than their last day."""
        day = self.date
        Several.raise_any(
            [
                DatedLater(field=f"lines.{index}.original_date", day=day)
                for index, row in enumerate(self.rows)
                if row.original_date is not None and day is not None and row.original_date > day
            ]
        )

    def posting(self) -> Posting:
        """Every line on its account, all of them against the opening account."""
        entries = [row.entry() for row in self.rows]
        against = -sum((entry.amount for entry in entries), ZERO)
        if against:
            entries.append(Entry(account="opening", amount=against))
        dues = tuple(row.due() for row in self.rows if row.kind != Kind.FUNDS.value)
        return Posting(entries=tuple(entries), dues=dues, currency=self.currency, rate=self.rate)

    def _wrong(self) -> Iterator[BusinessError]:
        seen: set[tuple[UUID, str, str]] = set()
        roles = partner_roles.hold({one.partner_id for one in self.rows if one.partner_id})
        before = self._before()
        for index, row in enumerate(self.rows):
            place = f"lines.{index}."
            yield from row.wrong(place, self.own_company.digits)
            yield from row.misplaced(place, roles)
            number = before.get((row.partner_id, row.kind, row.original_number))
            if number is not None:
                told = {"original": row.original_number, "number": number}
                yield EnteredBefore(field=f"{place}original_number", **told)
            key = (row.partner_id, row.kind, row.original_number)
            if row.original_number and key in seen:
                yield Twice(field=f"{place}original_number", number=row.original_number)
            seen.add(key)

    def _before(self) -> dict[tuple[UUID, str, str], str]:
        """What of the lines another confirmed document holds already, and its number. Their
        partners are held, so that two cannot bring the same at once."""
        keys = [
            (row.partner_id, row.kind, row.original_number)
            for row in self.rows
            if row.partner_id is not None and row.original_number
        ]
        if not keys:
            return {}
        partners, kinds, numbers = zip(*keys, strict=True)
        given = [sql.array(partners), text_array(kinds), text_array(numbers)]
        rows = sql.run(BEFORE, [*given, current_id(), self.id]).fetchall()
        return {row[:3]: row[3] for row in rows}

    def _know_funds(self) -> None:
        """On which account role each line's money stands."""
        wanted = {row.funds_account_id for row in self.rows if row.funds_account_id is not None}
        if not wanted:
            return
        found: dict[UUID, str] = dict(
            sql.run(FUNDS_ROLES, [current_id(), sql.array(wanted)]).fetchall()
        )
        for row in self.rows:
            row.funds_role = found.get(row.funds_account_id, "")


class OpeningBalanceLine(Line):
    """One document of the old books that is still open, or what one account held."""

    document = CompanyForeignKey(OpeningBalance, related_name="lines", editable=False)
    kind = models.CharField(_("类别"), max_length=16, choices=Kind, default=Kind.RECEIVABLE.value)
    partner = CompanyForeignKey(
        Partner, null=True, blank=True, related_name="+", verbose_name=_("往来单位")
    )
    funds_account = CompanyForeignKey(
        FundsAccount, null=True, blank=True, related_name="+", verbose_name=_("结算账户")
    )
    funds_role = models.CharField(max_length=16, default="", editable=False)
    amount = Money(_("金额"))
    original_number = models.CharField(_("原单号"), max_length=40, blank=True, default="")
    original_date = models.DateField(_("原单日期"), null=True, blank=True)
    due_on = models.DateField(_("到期日"), null=True, blank=True)

    class Meta(Line.Meta):
        verbose_name = _("期初往来明细")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="finance_openingbalanceline_positive"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *Line.Meta.indexes,
            models.Index(fields=["company", "partner"], name="openingbalanceline_partner"),
        ]

    class Form:
        columns = [
            "kind",
            "partner",
            "funds_account",
            "amount",
            "original_number",
            "original_date",
            "due_on",
            "remark",
        ]

    def wrong(self, place: str, digits: int) -> Iterator[BusinessError]:
        """What cannot be of this line by itself."""
        if self.kind == Kind.FUNDS.value:
            if self.partner_id is not None:
                yield NotBoth(field=f"{place}partner")
            if self.funds_account_id is None:
                yield FundsMissing(field=f"{place}funds_account")
        else:
            if self.funds_account_id is not None:
                yield NotBoth(field=f"{place}funds_account")
            if self.partner_id is None:
                yield PartnerMissing(field=f"{place}partner")
        if self.amount <= ZERO:
            yield NotPositive(field=f"{place}amount")
        elif self.amount != round(self.amount, digits):
            yield AmountDigits(field=f"{place}amount", digits=digits)
        elif self.amount >= MAX_AMOUNT:
            yield AmountTooLarge(field=f"{place}amount")
        dated = self.original_date
        if self.due_on is not None and dated is not None and self.due_on < dated:
            yield DueBefore(field=f"{place}due_on", day=dated)

    def misplaced(self, place: str, roles: Mapping[UUID, Role]) -> Iterator[BusinessError]:
        """Nobody could pay what a partner owes as somebody it is not."""
        side, role = SIDES.get(Kind(self.kind)), roles.get(self.partner_id)
        if side is None or role is None:
            return
        if side == "receivable" and not role.is_customer:
            yield NoCustomer(field=f"{place}partner", name=role.name)
        if side == "payable" and not role.is_supplier:
            yield NoSupplier(field=f"{place}partner", name=role.name)

    def entry(self) -> Entry:
        """The amount on its account, and with whom."""
        kind = Kind(self.kind)
        sign = 1 if kind in DEBITS else -1
        account = self.funds_role if kind == Kind.FUNDS else kind.value
        return Entry(account=account, amount=sign * self.amount, partner=self.partner_id)

    def due(self) -> Due:
        """What stands open until a payment settles it; an advance stands to the partner's credit,
        or to ours."""
        kind = Kind(self.kind)
        assert self.partner_id is not None
        advance = kind in ADVANCES
        return Due(
            kind=SIDES[kind],
            partner=self.partner_id,
            net=-self.amount if advance else self.amount,
            tax=ZERO,
            due_on=self.due_on,
            invoiced=not advance,
            advance=advance,
            line=self.id,
            number=self.original_number,
            dated=self.original_date,
        )
