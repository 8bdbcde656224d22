"""Assembly (组装单) and disassembly (拆卸单): goods become others, and what they cost goes along.

Components become one product that is worth what they were; or one product becomes its components,
which share what it was worth. What the work costs (加工费) goes into what is made, against
制造费用; else nothing is booked but stock against stock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.inventory.stock_document import (
    AmountTooLarge,
    NotStocked,
    StockDocument,
    StockLine,
)
from huolang.kernel.columns import Money, Percent
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.money import EXACT, round_half_up, spread
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import INVENTORY, MAX_AMOUNT, Move, Posting
from huolang.masters import batching, leaving, location
from huolang.masters.batching import Moving, MovingLine, NewBatchLine
from huolang.masters.goods import Good, GoodsLine
from huolang.masters.serial_lines import SerialLine
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)
HUNDRED = Decimal(100)
SHARE_DIGITS = 4
FLOW = 1
"""All goods of the document are one flow."""


class OfItself(Invalid):
    code = "assembly.of_itself"
    message = _("{product} 不能是它自己的组件")


class ShareMissing(Invalid):
    code = "assembly.share_missing"
    message = _("成本占比要么每行都填，要么都不填")


class NoShares(Invalid):
    code = "assembly.no_shares"
    message = _("成本占比不能全部为 0")


class TooFine(Invalid):
    code = "assembly.extra_cost_digits"
    message = _("加工费最多 {digits} 位小数")


class NoLocation(Invalid):
    code = "disassembly.no_location"
    message = _("{product} 在这个仓库放在库位上，请填写从哪个库位取")


class AssemblyDocument(SerialLine, MovingLine, GoodsLine, StockDocument):
    """`product` is one side, the `lines` are the other; what leaves does so from `warehouse`, what
    comes arrives in `into` (empty: the same)."""

    into = CompanyForeignKey(
        Warehouse, null=True, blank=True, related_name="+", verbose_name=_("入库仓库")
    )
    extra_cost = Money(
        _("加工费"),
        default=ZERO,
        validators=[MinValueValidator(0)],
        help_text=_("计入做成的商品，贷记制造费用"),
    )

    class Meta(StockDocument.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *StockDocument.Meta.constraints,
            *GoodsLine.Meta.constraints,
        ]
        indexes: ClassVar[list[models.Index]] = [
            *StockDocument.Meta.indexes,
            *GoodsLine.Meta.indexes,
            *MovingLine.Meta.indexes,
        ]

    class Form:
        list = [
            "number",
            "state",
            "date",
            "product",
            "unit",
            "quantity",
            "extra_cost",
            "warehouse",
            "into",
        ]
        hidden_groups = {"extra_cost": "cost"}
        filters = ["state", "date", "product", "warehouse", "into"]

    @property
    def moving(self) -> list[Moving]:
        return [("", self), *super().moving]

    @property
    def arrives_in(self) -> UUID:
        return self.into_id or self.warehouse_id

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        good = known[self.product_id]
        errors = self.fit(good, "", kept=self.was_confirmed)
        if self.extra_cost >= MAX_AMOUNT:
            errors.append(AmountTooLarge(field="extra_cost"))
        digits = self.own_company.digits
        if self.extra_cost != round_half_up(self.extra_cost, digits):
            errors.append(TooFine(field="extra_cost", digits=digits))
        if not good.stocked:
            errors.append(NotStocked(field="product", product=good.name))
        errors += [
            OfItself(field=f"lines.{index}.product", product=good.name)
            for index, row in enumerate(self.rows)
            if row.product_id == self.product_id
        ]
        return errors

    def side(self, row: Any, place: str, *, leaves: bool, weight: Decimal = Decimal(1)) -> Move:
        """`row`'s goods, out of one place or into the other."""
        return Move(
            line=row.id,
            product=row.product_id,
            warehouse=self.warehouse_id if leaves else self.arrives_in,
            quantity=-row.base_quantity if leaves else row.base_quantity,
            counter=INVENTORY,
            batch=row.batch_key,
            flow=FLOW,
            weight=weight,
            field=f"{place}quantity",
            name=row.called,
        )

    def made_of(self, left: Sequence[Move], come: Sequence[Move]) -> Posting:
        """What comes is worth what left, and the work."""
        first = replace(come[0], added=self.extra_cost)
        moves = (*left, first, *come[1:])
        return Posting(moves=moves, currency=self.currency, rate=self.rate)


class Assembly(NewBatchLine, AssemblyDocument):
    """The lines leave, `product` comes."""

    prefix = "ZZ"
    exceptions = leaving.EXCEPTIONS

    class Meta(AssemblyDocument.Meta):
        verbose_name = _("组装单")

    class Form(AssemblyDocument.Form):
        sections = [
            (_("组装成"), ["number", "date", "product", "unit", "quantity", "extra_cost"]),
            (_("批次与序列号"), ["batch", *batching.TOLD, "serials"]),
            (_("仓库"), ["warehouse", "into", "location"]),
            (_("其他"), ["remark"]),
        ]

    @property
    def leaving(self) -> list[Moving]:
        """What may not be sold is not built into what may."""
        return [one for one in self.moving if one[1] is not self]

    def warehouse_of(self, document: Any) -> UUID:
        return self.arrives_in

    def posting(self) -> Posting:
        """What was made is worth what its components were, and the work."""
        used = [
            self.side(row, f"lines.{index}.", leaves=True) for index, row in enumerate(self.rows)
        ]
        return self.made_of(used, [self.side(self, "", leaves=False)])


class AssemblyLine(SerialLine, StockLine):
    document = CompanyForeignKey(Assembly, related_name="lines", editable=False)

    class Meta(StockLine.Meta):
        verbose_name = _("组件")

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "batch",
            "serials",
            "location",
            "remark",
        ]

    @property
    def takes(self) -> bool:
        return True


class Disassembly(AssemblyDocument):
    """`product` leaves, the lines come."""

    prefix = "CX"
    exceptions = (leaving.LEAVE_EXPIRED,)

    class Meta(AssemblyDocument.Meta):
        verbose_name = _("拆卸单")

    class Form(AssemblyDocument.Form):
        sections = [
            (
                _("拆卸"),
                [
                    "number",
                    "date",
                    "product",
                    "unit",
                    "quantity",
                    "batch",
                    "serials",
                    "extra_cost",
                ],
            ),
            (_("仓库"), ["warehouse", "into", "location"]),
            (_("其他"), ["remark"]),
        ]

    @property
    def puts(self) -> bool:
        return False

    @property
    def leaving(self) -> list[Moving]:
        """Nor taken apart into what may."""
        return [("", self)]

    def rules(self) -> None:
        """One product leaves one place."""
        here: UUID = self.warehouse_id  # pyright: ignore[reportAttributeAccessIssue]
        if self.location_id or self.serialized or here not in self.located:  # pyright: ignore
            return
        if location.in_locations({self.product_id}, here):  # pyright: ignore
            raise NoLocation(field="location", product=self.called)

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        errors = super().unfit(known)
        typed = [row.share for row in self.rows if row.share is not None]
        if typed and len(typed) < len(self.rows):
            errors += [
                ShareMissing(field=f"lines.{index}.share")
                for index, row in enumerate(self.rows)
                if row.share is None
            ]
        elif typed and not sum(typed, ZERO):
            errors.append(NoShares(field="lines.0.share"))
        if self.rows and not errors:
            self._share(known)
        return errors

    def _share(self, known: Mapping[UUID, Good]) -> None:
        """As typed; else by what each would be sold for, or by quantity where that is not known."""
        weights = [row.share for row in self.rows]
        if None in weights:
            weights = [
                EXACT.multiply(row.base_quantity, known[row.product_id].sales_price)
                for row in self.rows
            ]
        if not all(weights) and self.rows[0].share is None:
            weights = [row.base_quantity for row in self.rows]
        for row, part in zip(self.rows, spread(HUNDRED, weights, SHARE_DIGITS), strict=True):
            row.percent = part

    def posting(self) -> Posting:
        """Components share what the product was worth, and the work."""
        came = [
            self.side(row, f"lines.{index}.", leaves=False, weight=row.percent)
            for index, row in enumerate(self.rows)
        ]
        return self.made_of([self.side(self, "", leaves=True)], came)


class DisassemblyLine(SerialLine, NewBatchLine, StockLine):
    """`share` weighs the line against the others; `percent` is what it comes to."""

    document = CompanyForeignKey(Disassembly, related_name="lines", editable=False)
    share = Percent(
        _("成本占比"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("都留空时按售价分摊，没有售价按数量分摊"),
    )
    percent = Percent(_("占比%"), default=ZERO, editable=False)

    class Meta(StockLine.Meta):
        verbose_name = _("拆得的商品")

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
            "share",
            "percent",
            "remark",
        ]

    def warehouse_of(self, document: Any) -> UUID:
        return document.arrives_in
