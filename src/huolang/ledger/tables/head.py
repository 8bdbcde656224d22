"""Which postings there are, and which months accept them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel.company import AppendOnlyModel, CompanyModel


class PostingHead(AppendOnlyModel):
    """One posting. `no` rises with `recorded_at` without gaps a reader could fall into."""

    no = models.BigIntegerField()
    form = models.CharField(max_length=64)
    record = models.UUIDField()
    revision = models.IntegerField()
    kind = models.CharField(
        max_length=10,
        choices=[("post", _("过账")), ("mirror", _("红冲")), ("correction", _("成本更正"))],
    )
    number = models.CharField(_("单据编号"), max_length=40)
    occurred_on = models.DateField(_("业务日期"))
    occurred_at = models.DateTimeField(_("业务时间"))
    recorded_at = models.DateTimeField(_("记账时间"))
    by = models.UUIDField(null=True)
    reverses = models.BigIntegerField(null=True)
    """`no` of the posting that a mirror takes back."""

    class Meta(AppendOnlyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company", "form", "record", "revision", "kind"], name="ledger_posting_once"
            ),
            models.UniqueConstraint(fields=["company", "no"], name="ledger_posting_no"),
        ]
        indexes = [models.Index(fields=["company", "occurred_on"], name="ledger_posting_day")]


class Period(CompanyModel):
    """会计期间: one month. A closed one accepts no entry."""

    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    closed = models.BooleanField(_("已结账"), default=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("会计期间")
        constraints = [
            models.UniqueConstraint(fields=["company", "starts_on"], name="ledger_period_start")
        ]
