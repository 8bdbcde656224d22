"""不合格原因: why goods did not pass their inspection."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.masters.master import Master


class RejectReason(Master):
    code_prefix = "YY"

    class Meta(Master.Meta):
        verbose_name = _("不合格原因")

    class Form:
        sections = [(_("基本信息"), ["code", "name", "active", "remark"])]
        list = ["code", "name", "active"]
        search = Search(columns=("code", "name"), initials="initials")
