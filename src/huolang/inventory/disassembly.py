"""拆卸单 (disassembly): one product becomes its components, which share what it was worth."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from huolang.inventory.assembly_document import AssemblyDocument
from huolang.inventory.assembly_template import OfItself
from huolang.inventory.stock_document import StockLine
from huolang.kernel.columns import Percent
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.money import EXACT, spread
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import Posting
from huolang.masters import batching, leaving, location
from huolang.masters.batching import Moving, NewBatchLine
from huolang.masters.goods import Good
from huolang.masters.serial_lines import SerialLine

ZERO = Decimal(0)
HUNDRED = Decimal(100)
SHARE_DIGITS = 4


class ShareMissing(Invalid):
    code = "assembly.share_missing"
    message = _("成本占比要么每行都填，要么都不填")


class NoShares(Invalid):
    code = "assembly.no_shares"
    message = _("成本占比不能全部为 0")


class NoLocation(Invalid):
    code = "disassembly.no_location"
    message = _("{product} 在这个仓库放在库位上，请填写从哪个库位取")


class Disassembly(AssemblyDocument):
    """`product` leaves, the lines come."""

    prefix = "CX"
    exceptions = (leaving.LEAVE_EXPIRED,)
    by_products: ClassVar[bool] = False

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
                    "template",
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
        errors += [
            OfItself(field=f"lines.{index}.product", product=known[row.product_id].name)
            for index, row in enumerate(self.rows)
            if row.product_id == self.product_id
        ]
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
        hidden_groups = {"percent": "cost"}  # of one cost that is known it tells the others

    def warehouse_of(self, document: Any) -> UUID:
        return document.arrives_in
