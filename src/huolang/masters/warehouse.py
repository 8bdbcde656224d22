"""仓库: where goods lie."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.masters.master import Master


class Warehouse(Master):
    address = models.CharField(_("地址"), max_length=200, blank=True, default="")

    code_prefix = "CK"

    class Meta(Master.Meta):
        verbose_name = _("仓库")

    class Form:
        sections = [(_("基本信息"), ["code", "name", "address", "active", "remark"])]
        list = ["code", "name", "address", "active"]
        search = Search(columns=("code", "name"), initials="initials")
