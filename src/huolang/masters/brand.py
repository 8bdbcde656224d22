"""品牌: whose name is on the goods."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.masters.master import Master


class Brand(Master):
    code_prefix = "PP"

    class Meta(Master.Meta):
        verbose_name = _("品牌")

    class Form:
        pictured = True
        sections = [(_("基本信息"), ["code", "name", "active", "remark"])]
        list = ["code", "name", "active"]
        search = Search(columns=("code", "name"), initials="initials")
