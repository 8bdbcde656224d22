"""商品分类: a tree of kinds of products."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError
from huolang.masters import costing_sources, inspecting, tree
from huolang.masters.costing_policy import Costed
from huolang.masters.inspecting import Inspected
from huolang.masters.master import Master, Tables


class InsideItself(BusinessError):
    code = "product_category.inside_itself"
    message = _("上级分类不能是自己或自己的下级")
    status = 422


class ProductCategory(Inspected, Costed, Master):
    parent = CompanyForeignKey(
        "self", null=True, blank=True, related_name="+", verbose_name=_("上级分类")
    )

    code_prefix = "FL"

    class Meta(Master.Meta):
        verbose_name = _("商品分类")
        indexes = [
            models.Index(fields=["company", "parent"], name="masters_category_parent"),
            models.Index(
                fields=["company"],
                condition=~models.Q(inspection=""),
                name="masters_category_inspected",
            ),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["code", "name", "parent", "active", "remark"]),
            (_("成本"), ["costing_method", "costing_scope"]),
            (_("质检"), ["inspection"]),
        ]
        list = ["code", "name", "parent", "active"]
        filters = ["parent", "active"]
        search = Search(columns=("code", "name"), initials="initials")

    def inherited(self) -> dict[str, str]:
        told = costing_sources.inherited(self, self.parent_id)
        return told | inspecting.inherited(self, self.parent_id)

    def rules(self, tables: Tables) -> None:
        """No category lies inside itself."""
        tree.refuse_circle(self, InsideItself)
