"""计价方法: how goods are costed, said by the company, a category or a product, nearest first.

The books take it over when they first hear of a product. What has been traded since changes its
costing by a document (`inventory.costing_change`), because value on hand has to be carried over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import settings_registry, sql
from huolang.kernel.company import current_id
from huolang.kernel.settings_registry import Setting, declare
from huolang.ledger import methods
from huolang.ledger.items import Policy


class Method(models.TextChoices):
    AVERAGE = methods.AVERAGE, _("移动加权平均")
    FIFO = methods.FIFO, _("先进先出")
    STANDARD = methods.STANDARD, _("标准成本")


class Scope(models.TextChoices):
    COMPANY = "company", _("全公司一个成本")
    WAREHOUSE = "warehouse", _("每个仓库各自核算")
    BATCH = "batch", _("每个批次或序列号各自核算（个别计价）")
    WAREHOUSE_BATCH = "warehouse_batch", _("每个仓库的每个批次或序列号各自核算")


HOW = _("留空按上级分类或设置；只对此后新建的商品生效，已有商品用“计价方法变更单”")
METHOD = declare(
    Setting(
        key="costing.method",
        kind="choice",
        default=Method.AVERAGE.value,
        label=_("成本计价方法"),
        help=_("对此后新建的商品生效；分类和商品可以另行规定，已有商品用“计价方法变更单”"),
        options=tuple(Method.choices),
    )
)
SCOPE = declare(
    Setting(
        key="costing.scope",
        kind="choice",
        default=Scope.COMPANY.value,
        label=_("成本核算范围"),
        help=_("对此后新建的商品生效；分类和商品可以另行规定，已有商品用“计价方法变更单”"),
        options=tuple(Scope.choices),
    )
)
ABOVE = """
WITH RECURSIVE up(id, at, method, scope, depth) AS (
    SELECT c.id, c.id, c.costing_method, c.costing_scope, 0 FROM masters_productcategory c
    WHERE c.company_id = %s::bigint AND c.id = ANY(%s::uuid[])
    UNION ALL
    SELECT u.id, p.id, p.costing_method, p.costing_scope, u.depth + 1 FROM up u
    JOIN masters_productcategory c ON c.company_id = %s::bigint AND c.id = u.at
    JOIN masters_productcategory p ON p.company_id = c.company_id AND p.id = c.parent_id
    WHERE u.depth < 100)
SELECT id, (array_agg(method ORDER BY depth) FILTER (WHERE method <> ''))[1],
       (array_agg(scope ORDER BY depth) FILTER (WHERE scope <> ''))[1]
FROM up GROUP BY id
"""


class Costed(models.Model):
    """What may say how goods are costed."""

    costing_method = models.CharField(
        _("计价方法"), max_length=16, blank=True, default="", choices=Method, help_text=HOW
    )
    costing_scope = models.CharField(
        _("成本核算范围"), max_length=16, blank=True, default="", choices=Scope, help_text=HOW
    )

    class Meta:
        abstract = True


def policies(products: Sequence[Any]) -> dict[UUID, Policy]:
    """How each product is costed by itself, the categories it lies in, or the company."""
    silent = {
        one.category_id
        for one in products
        if one.category_id and not (one.costing_method and one.costing_scope)
    }
    company = current_id()
    above: Mapping[UUID, tuple[str | None, str | None]] = {}
    if silent:
        found = sql.run(ABOVE, [company, sql.array(silent), company]).fetchall()
        above = {row[0]: (row[1], row[2]) for row in found}
    settings = settings_registry.load()
    general = (settings[METHOD], settings[SCOPE])
    nothing = (None, None)
    return {one.id: _policy(one, above.get(one.category_id, nothing), general) for one in products}


def _policy(product: Any, above: tuple[str | None, str | None], general: tuple[str, str]) -> Policy:
    """Without a standard cost, the purchase price is the standard."""
    method = product.costing_method or above[0] or general[0]
    scope = product.costing_scope or above[1] or general[1]
    standard: Decimal | None = None
    if method == methods.STANDARD:
        given = product.standard_cost
        standard = product.purchase_price if given is None else given
    return Policy(method=method, scope=scope, standard=standard)
