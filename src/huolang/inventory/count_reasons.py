"""盈亏原因: why there is more or less than the books say, and which account bears it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    PENDING = "pending", _("待查明")
    NORMAL = "normal", _("正常损耗或计量误差")
    ACCIDENT = "accident", _("毁损、被盗")
    SURPLUS = "surplus", _("盘盈收益")


COUNTERS = {
    Reason.PENDING: "stock_difference",
    Reason.NORMAL: "internal_use",
    Reason.ACCIDENT: "other_issue",
    Reason.SURPLUS: "other_receipt",
}
"""The account role that bears a difference: 待处理财产损溢 until somebody finds out why."""
