"""Money: the chart of accounts, journal entries, and who owes what."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from huolang.kernel.columns import ZERO, Extra, Money, Rate
from huolang.kernel.company import AppendOnlyModel, CompanyModel, CompanyRow
from huolang.kernel.keys import NIL, CompanyForeignKey


class Account(CompanyModel):
    """科目."""

    code = models.CharField(_("科目编码"), max_length=20)
    name = models.CharField(_("科目名称"), max_length=64)
    kind = models.CharField(
        _("类别"),
        max_length=10,
        choices=[
            ("asset", _("资产")),
            ("liability", _("负债")),
            ("equity", _("所有者权益")),
            ("cost", _("成本")),
            ("profit", _("损益")),
        ],
    )
    with_partner = models.BooleanField(_("往来核算"), default=False)
    active = models.BooleanField(_("启用"), default=True)
    extra = Extra()

    class Meta(CompanyModel.Meta):
        verbose_name = _("科目")
        constraints = [
            models.UniqueConstraint("company", Upper("code"), name="ledger_account_code")
        ]


class AccountRole(CompanyRow):
    """Which account plays a role ("inventory", "receivable") for a set of products."""

    pk = models.CompositePrimaryKey("company_id", "role", "account_set")
    role = models.CharField(max_length=32)
    account_set = models.CharField(max_length=16, default="default")
    account = CompanyForeignKey(Account, models.PROTECT, verbose_name=_("科目"))

    class Meta(CompanyRow.Meta):
        pass


class JournalEntry(AppendOnlyModel):
    """凭证: balanced debits and credits of one posting (one more per month that it corrects)."""

    no = models.BigIntegerField()
    seq = models.SmallIntegerField(default=0)
    form = models.CharField(max_length=64)
    record = models.UUIDField()
    kind = models.CharField(max_length=10)
    number = models.CharField(_("单据编号"), max_length=40)
    occurred_on = models.DateField(_("日期"))
    recorded_at = models.DateTimeField(_("记账时间"))

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("凭证")
        constraints = [
            models.UniqueConstraint(fields=["company", "no", "seq"], name="ledger_journal_no")
        ]
        indexes = [models.Index(fields=["company", "occurred_on"], name="ledger_journal_day")]


class JournalLine(AppendOnlyModel):
    entry = models.UUIDField()
    no = models.BigIntegerField()
    seq = models.IntegerField()
    account = CompanyForeignKey(Account, models.PROTECT, verbose_name=_("科目"))
    partner = models.UUIDField(null=True)
    occurred_on = models.DateField()
    currency = models.CharField(max_length=3)
    rate = Rate()
    amount = Money()
    """Debit (+) or credit (−) in `currency`."""
    base_amount = Money()
    """The same in the company's currency; these are what balances."""

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("凭证分录")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "entry", "seq"], name="ledger_journal_line_seq"
            )
        ]
        indexes = [
            models.Index(
                fields=["company", "account", "occurred_on"], name="ledger_journal_account"
            ),
            models.Index(
                fields=["company", "partner", "account", "occurred_on"],
                condition=Q(partner__isnull=False),
                name="ledger_journal_partner",
            ),
            models.Index(fields=["company", "no"], name="ledger_journal_line_no"),
        ]


class AccountBalance(CompanyRow):
    """Balance of an account that is kept by partner; maintained by the posting."""

    pk = models.CompositePrimaryKey("company_id", "account_id", "partner", "currency")
    account = CompanyForeignKey(Account, models.PROTECT)
    partner = models.UUIDField()
    currency = models.CharField(max_length=3)
    amount = Money(default=ZERO)
    base_amount = Money(default=ZERO)

    class Meta(CompanyRow.Meta):
        pass


class OpenItem(CompanyModel):
    """往来明细: what a partner owes us or we owe them by one document, gross."""

    kind = models.CharField(
        max_length=10, choices=[("receivable", _("应收")), ("payable", _("应付"))]
    )
    partner = models.UUIDField()
    role = models.CharField(max_length=32)
    """The account role on which it stands."""
    form = models.CharField(max_length=64)
    record = models.UUIDField()
    revision = models.IntegerField()
    line = models.UUIDField(default=NIL)
    number = models.CharField(max_length=40)
    occurred_on = models.DateField()
    """Of the document that people know; when it entered the books, its entries say."""
    due_on = models.DateField(null=True)
    currency = models.CharField(max_length=3)
    rate = Rate()
    net = Money()
    tax = Money()
    total = Money()
    left = Money()
    """Gross, still to be settled; negative when the partner has it to their credit."""
    on_account = Money()
    """What of it stands on accounts, debit (+) or credit (−), in `currency`: Σ of its entries."""

    class Meta(CompanyModel.Meta):
        verbose_name = _("往来明细")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "form", "record", "revision", "kind", "role", "line"],
                name="ledger_openitem_once",
            ),
            models.CheckConstraint(
                condition=Q(total__gte=0, left__gte=0, left__lte=F("total"))
                | Q(total__lt=0, left__lte=0, left__gte=F("total")),
                name="ledger_openitem_left_within",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company", "partner", "kind", "due_on"],
                condition=~Q(left=0),
                name="ledger_openitem_open",
            )
        ]


class OpenItemEntry(AppendOnlyModel):
    """What opened an item and what became of it since. Σ amount = `OpenItem.left`."""

    item = models.UUIDField()
    no = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    """open, settle, invoice or mirror."""
    role = models.CharField(max_length=32, default="")
    """The account role on which it was booked; empty: that of the item."""
    amount = Money()
    on_account = Money()
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta(AppendOnlyModel.Meta):
        indexes = [
            models.Index(fields=["company", "item"], name="ledger_openitem_entry"),
            models.Index(fields=["company", "no"], name="ledger_openitem_entry_no"),
        ]
