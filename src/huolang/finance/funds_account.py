"""结算账户: where money is: the till, an account with a bank, a wallet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.masters.master import Master


class Kind(models.TextChoices):
    CASH = "cash", _("现金")
    BANK = "bank", _("银行")
    OTHER = "other_funds", _("第三方支付等")


class FundsAccount(Master):
    """`kind` is also the account role on which its money stands."""

    kind = models.CharField(_("类别"), max_length=16, choices=Kind, default=Kind.BANK.value)
    bank = models.CharField(_("开户行"), max_length=100, blank=True, default="")
    account_number = models.CharField(_("账号"), max_length=60, blank=True, default="")

    code_prefix = "ZJ"

    class Meta(Master.Meta):
        verbose_name = _("结算账户")

    class Form:
        sections = [
            (_("基本信息"), ["code", "name", "kind", "active"]),
            (_("其他"), ["bank", "account_number", "remark"]),
        ]
        list = ["code", "name", "kind", "bank", "account_number", "active"]
        filters = ["kind", "active"]
        search = Search(columns=("code", "name"), initials="initials")
