"""价格等级: 批发, 零售, VIP …; a customer has one, and a product a price for each."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.kernel.columns import Percent
from huolang.masters.master import Master


class PriceLevel(Master):
    """`percent` of its sales price is the price of a product that has none for this level."""

    percent = Percent(
        _("销售价的%"),
        null=True,
        blank=True,
        validators=[MinValueValidator("0.0001")],
        help_text=_("商品没有这一等级的价格时，按它销售价的百分之几；留空则不按等级定价"),
    )

    code_prefix = "DJ"

    class Meta(Master.Meta):
        verbose_name = _("价格等级")

    class Form:
        sections = [(_("基本信息"), ["code", "name", "percent", "active", "remark"])]
        list = ["code", "name", "percent", "active"]
        search = Search(columns=("code", "name"), initials="initials")
