"""Costing change (计价方法变更单): from now on, products are costed by another method or in other
pools; what lies in stock is carried over at its value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import CONFIRM, DELETE, Document, Line
from huolang.kernel import audit, sql
from huolang.kernel.columns import Price
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger import methods
from huolang.ledger.posting import Posting, Recost
from huolang.masters.costing_policy import Method, Scope
from huolang.masters.product import Product

SAID = ("costing_method", "costing_scope", "standard_cost")
LOOK = """
SELECT id, name, kind, costing_method, costing_scope, standard_cost FROM masters_product
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE
"""
SAY = """
UPDATE masters_product p SET costing_method = v.method, costing_scope = v.scope,
    standard_cost = v.standard
FROM (VALUES {rows}) AS v(id, method, scope, standard)
WHERE p.company_id = %s::bigint AND p.id = v.id
"""


class Twice(Invalid):
    code = "costing_change.twice"
    message = _("{product} 在本单中出现了两次")


class NoStock(Invalid):
    code = "costing_change.service"
    message = _("{product} 是服务，没有成本核算")


class NoStandard(Invalid):
    code = "costing_change.no_standard"
    message = _("按标准成本计价要填大于 0 的标准成本")


class NotStandard(Invalid):
    code = "costing_change.not_standard"
    message = _("只有按标准成本计价才填标准成本")


class CostingChange(Document):
    """It is not taken back: what was posted since rests on it. Another one changes it again."""

    reason = models.CharField(_("变更原因"), max_length=200)

    prefix = "JJBG"

    class Meta(Document.Meta):
        verbose_name = _("计价方法变更单")

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "reason"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "reason", "remark"]
        filters = ["state", "date"]
        actions = (CONFIRM, DELETE)

    @property
    def rows(self) -> list[Any]:
        return self.tables["lines"]

    def compute(self, *, at: datetime) -> None:
        """What is wrong with the lines, and what each product is called."""
        known = self._known()
        seen: set[UUID] = set()
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            name, kind = known[row.product_id][1:3]
            row.product_name = name
            place = f"lines.{index}."
            if row.product_id in seen:
                errors.append(Twice(field=f"{place}product", product=name))
            if kind != "stock":
                errors.append(NoStock(field=f"{place}product", product=name))
            errors += row.wrong(f"{place}standard_cost")
            seen.add(row.product_id)
        Several.raise_any(errors)
        self.currency = self.own_company.currency

    def rules(self) -> None:
        """The products say it as well, with a line in their audit."""
        known = self._known()
        said = [(row.product_id, row.method, row.scope, row.standard_cost) for row in self.rows]
        row = "(%s::uuid, %s, %s, %s::numeric)"
        sql.run_rows(SAY, row, said, after=[current_id()])
        by = self.access.user if self.access else None
        traces: Sequence[audit.Trace] = [
            audit.Trace(
                form="product",
                record=product,
                action="edit",
                by=by,
                changes={
                    name: [_plain(old), _plain(new)]
                    for name, old, new in zip(SAID, known[product][3:], told, strict=True)
                    if old != new
                },
            )
            for product, *told in said
        ]
        audit.write([one for one in traces if one.changes])

    def posting(self) -> Posting:
        recosts = tuple(row.recost(index) for index, row in enumerate(self.rows))
        return Posting(recosts=recosts, currency=self.currency, rate=self.rate)

    def _known(self) -> dict[UUID, tuple[Any, ...]]:
        keys = sql.array({row.product_id for row in self.rows})
        return {row[0]: row for row in sql.run(LOOK, [current_id(), keys]).fetchall()}


class CostingChangeLine(Line):
    document = CompanyForeignKey(CostingChange, related_name="lines", editable=False)
    product = CompanyForeignKey(Product, related_name="+", verbose_name=_("商品"))
    product_name = models.CharField(_("品名"), max_length=200, default="", editable=False)
    method = models.CharField(_("计价方法"), max_length=16, choices=Method)
    scope = models.CharField(
        _("成本核算范围"), max_length=16, choices=Scope, default=Scope.COMPANY.value
    )
    standard_cost = Price(_("标准成本"), null=True, blank=True, validators=[MinValueValidator(0)])

    class Meta(Line.Meta):
        verbose_name = _("计价方法变更明细")
        indexes: ClassVar[list[models.Index]] = [
            *Line.Meta.indexes,
            models.Index(fields=["company", "product"], name="%(class)s_product"),
        ]

    class Form:
        columns = ["product", "product_name", "method", "scope", "standard_cost", "remark"]
        hidden_groups = {"standard_cost": "cost"}

    def wrong(self, place: str) -> list[BusinessError]:
        if self.method == methods.STANDARD:
            return [] if self.standard_cost else [NoStandard(field=place)]
        return [] if self.standard_cost is None else [NotStandard(field=place)]

    def recost(self, index: int) -> Recost:
        return Recost(
            product=self.product_id,
            method=self.method,
            scope=self.scope,
            standard=self.standard_cost,
            field=f"lines.{index}.product",
            name=self.product_name,
        )


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value
