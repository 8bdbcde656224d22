"""Opening stock (期初库存单): what lay in a warehouse when the books began, and its worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import State
from huolang.documents.opening_day import OpeningDay
from huolang.inventory.stock_document import CostedDocument, CostedLine
from huolang.kernel import sql
from huolang.kernel.columns import Money
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger import reading
from huolang.masters import batching
from huolang.masters.goods import Good
from huolang.masters.serial_lines import SerialLine

LEAST_DIGITS = 2
MOST_TOLD = 100
"""Lines of which a refusal speaks at once."""
OTHERS = """
SELECT w.product, w.warehouse, min(d.number)
FROM unnest(%s::uuid[], %s::uuid[]) AS w(product, warehouse)
JOIN inventory_openingstockline l ON l.company_id = %s::bigint AND l.product_id = w.product
JOIN inventory_openingstock d ON d.company_id = l.company_id AND d.id = l.document_id
    AND d.state = 'confirmed' AND d.id <> %s::uuid
    AND coalesce(l.warehouse_id, d.warehouse_id) = w.warehouse
GROUP BY w.product, w.warehouse
"""


class NoCost(Invalid):
    code = "opening_stock.no_cost"
    message = _("请填写单位成本或总成本；没有成本填 0")


class CostsDiffer(Invalid):
    code = "opening_stock.costs_differ"
    message = _("总成本 {total} 与 数量 × 单位成本 = {reckoned} 不符，请改正或只填其中一项")


class CostDigits(Invalid):
    code = "opening_stock.cost_digits"
    message = _("总成本最多 {digits} 位小数")


class AfterOthers(BusinessError):
    code = "opening_stock.after_others"
    message = _("{product} 在 {day} 已有出入库，期初不应晚于它；确需补录请填写补录原因")


class BegunBefore(BusinessError):
    code = "opening_stock.begun_before"
    message = _("{product} 在这个仓库已有期初：{number}；审核后两者相加")


class OpeningStock(OpeningDay, CostedDocument):
    reason = models.CharField(
        _("补录原因"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("商品在期初日期之前已有出入库时必填"),
    )

    prefix = "QCKC"

    class Meta(CostedDocument.Meta):
        verbose_name = _("期初库存单")

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "warehouse", "reason", "amount"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "warehouse", "amount", "reason", "remark"]
        filters = ["state", "date", "warehouse"]

    @property
    def counter(self) -> str:
        return "opening"

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        digits = self.own_company.digits
        wrong = [row.wrong_cost(f"lines.{index}.", digits) for index, row in enumerate(self.rows)]
        return [one for one in wrong if one] or super().unfit(known)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """That another document says how much lay there: typed twice, it would be there twice."""
        places = {(row.product_id, row.warehouse_of(self)) for row in self.rows}
        found: dict[tuple[UUID, UUID], str] = {}
        if places and self.state == State.DRAFT.value:
            given = [*sql.columns(places, 2), current_id(), self.pk]
            found = {(goods, where): number for goods, where, number in sql.run(OTHERS, given)}
        twice = [
            BegunBefore(field=f"lines.{index}.product", product=row.product_name, number=number)
            for index, row in enumerate(self.rows)
            if (number := found.get((row.product_id, row.warehouse_of(self))))
        ]
        return [*super().warnings(at=at), *twice[:MOST_TOLD]]

    def rules(self) -> None:
        """Stock that was there from the beginning does not come after other entries, unless
        somebody says why."""
        if self.reason.strip():
            return
        places = {(row.product_id, row.warehouse_of(self)) for row in self.rows}
        moved = reading.moved_before(places, self.occurred_at)
        late = [
            (index, row, moved[key])
            for index, row in enumerate(self.rows)
            if (key := (row.product_id, row.warehouse_of(self))) in moved
        ]
        Several.raise_any(
            [
                AfterOthers(field=f"lines.{index}.product", product=row.product_name, day=day)
                for index, row, day in late[:MOST_TOLD]
            ]
        )


class OpeningStockLine(SerialLine, CostedLine):
    """Worth `total_cost` where that was typed, otherwise quantity × unit cost."""

    document = CompanyForeignKey(OpeningStock, related_name="lines", editable=False)
    total_cost = Money(
        _("总成本"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("与单位成本填一项即可"),
    )

    class Meta(CostedLine.Meta):
        verbose_name = _("期初库存明细")

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "batch",
            *batching.TOLD,
            "serials",
            "location",
            "unit_cost",
            "total_cost",
            "amount",
            "warehouse",
            "remark",
        ]
        hidden_groups = {"unit_cost": "cost", "total_cost": "cost", "amount": "cost"}

    def worth(self, digits: int) -> Decimal | None:
        return super().worth(digits) if self.total_cost is None else self.total_cost

    def wrong_cost(self, place: str, digits: int) -> BusinessError | None:
        """What is wrong with the costs that were typed, if anything."""
        if self.total_cost is None:
            return NoCost(field=f"{place}unit_cost") if self.unit_cost is None else None
        if self.total_cost != round(self.total_cost, digits):
            return CostDigits(field=f"{place}total_cost", digits=digits)
        if self.unit_cost is None or self._agrees(self.unit_cost, self.total_cost, digits):
            return None
        facts = {"total": self.total_cost, "reckoned": super().worth(digits)}
        return CostsDiffer(field=f"{place}total_cost", **facts)

    def _agrees(self, unit_cost: Decimal, total: Decimal, digits: int) -> bool:
        """Either follows from the other by rounding: lists round unit costs to two digits or
        more."""
        exact = EXACT.divide(total, self.quantity)
        typed = -int(unit_cost.normalize(EXACT).as_tuple().exponent)
        kept = round_half_up(exact, max(typed, LEAST_DIGITS))
        return total == super().worth(digits) or kept == unit_cost
