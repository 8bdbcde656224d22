"""A small trade of two forms, so that forms are tested without the real ones above them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import connection, models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Action, Search
from huolang.forms.search import pieces
from huolang.kernel.columns import Extra, Money, Percent, Price, Quantity
from huolang.kernel.company import CompanyModel
from huolang.kernel.keys import CompanyForeignKey


class Good(CompanyModel):
    """A thing to be bought."""

    code = models.CharField(_("编码"), max_length=20)
    name = models.CharField(_("名称"), max_length=60)
    colour = models.CharField(
        _("颜色"), max_length=10, choices=[("red", _("红")), ("blue", _("蓝"))], blank=True
    )
    weight = Quantity(_("重量"), null=True, blank=True)
    shelf_days = models.PositiveIntegerField(_("保质天数"), null=True, blank=True)
    since = models.DateField(_("上市日"), null=True, blank=True)
    price = Price(_("进价"), default=0, validators=[MinValueValidator(0)])
    for_sale = models.BooleanField(_("可售"), default=True)
    active = models.BooleanField(_("启用"), default=True)
    note = models.TextField(_("备注"), blank=True)
    initials = models.CharField(max_length=60, editable=False, default="")
    grams = ArrayField(models.TextField(), editable=False, default=list)
    extra = Extra()
    created_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)

    class Meta(CompanyModel.Meta):
        app_label = "shop"
        verbose_name = _("货品")
        constraints = [models.UniqueConstraint("company", Upper("code"), name="shop_good_code")]
        indexes = [
            models.Index(fields=["company", "initials"], name="shop_good_initials"),
            GinIndex(fields=["company", "grams"], name="shop_good_grams"),
        ]

    class Form:
        name = "good"
        list = ("code", "name", "price")
        sort = "code"
        sums = ("weight",)
        filters = ("colour", "for_sale")
        hidden_groups = {"price": "cost"}
        search = Search(columns=("code",), initials="initials", grams="grams", inside=("name",))

    def derive(self, tables: dict[str, Sequence[Any]], *, at: datetime) -> None:
        self.initials = self.name.upper()
        self.grams = pieces(self.name)


class Bill(CompanyModel):
    """What was bought, and when."""

    number = models.CharField(_("单号"), max_length=20, blank=True, default="", editable=False)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=[("draft", _("草稿")), ("confirmed", _("已审核"))],
        default="draft",
        editable=False,
    )
    date = models.DateField(_("日期"))
    main = CompanyForeignKey(
        Good, verbose_name=_("主货品"), related_name="+", null=True, blank=True
    )
    discount = Money(_("优惠"), default=0)
    remark = models.CharField(_("备注"), max_length=100, blank=True, default="")
    extra = Extra()
    created_at = models.DateTimeField(null=True, editable=False)
    created_by = models.UUIDField(null=True, editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)
    updated_by = models.UUIDField(null=True, editable=False)

    class Meta(CompanyModel.Meta):
        app_label = "shop"
        verbose_name = _("进货单")

    class Form:
        name = "bill"
        tables = ("lines",)
        sections = [(_("基本信息"), ["date", "main"])]
        with_time = ("date",)
        sort = "-date"
        sums = ("discount",)
        actions = (Action(name="confirm", label=_("审核"), operation="confirm", states=("draft",)),)


class BillLine(CompanyModel):
    bill = CompanyForeignKey(Bill, related_name="lines")
    position = models.IntegerField(default=0, editable=False)
    good = CompanyForeignKey(Good, verbose_name=_("货品"), related_name="+")
    quantity = Quantity(_("数量"), validators=[MinValueValidator(0)])
    unit_price = Price(_("单价"), default=0)
    tax_rate = Percent(_("税率"), null=True, blank=True)
    remark = models.CharField(_("备注"), max_length=100, blank=True, default="")
    amount = Money(_("金额"), default=0, editable=False)
    extra = Extra()

    class Meta(CompanyModel.Meta):
        app_label = "shop"
        verbose_name = _("明细")

    class Form:
        columns = ("good", "quantity", "unit_price")
        filter_references = {"good": [["for_sale", "=", True]]}
        hidden_groups = {"unit_price": "cost"}


MODELS = (Good, Bill, BillLine)


def statements() -> list[str]:
    """What makes the tables of the shop, for the owner of a test's database."""
    with connection.schema_editor(collect_sql=True) as editor:
        for model in MODELS:
            editor.create_model(model)
    return [one for one in editor.collected_sql if not one.startswith("--")]
