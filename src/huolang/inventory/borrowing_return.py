"""Borrowing return (借入归还单): what somebody lent us went back to them. The books know nothing of
it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.document import CHECKED_BY, MADE_BY, STOREKEEPER, Line
from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.forms.form import Paper, Signature
from huolang.inventory.borrowing import BORROWING, BorrowingLine
from huolang.inventory.stock_document import measure
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import Invalid, Several
from huolang.masters.batched_document import BatchedDocument
from huolang.masters.goods import GoodsLine
from huolang.masters.partner import Partner
from huolang.masters.warehouse import Warehouse


class NothingBorrowed(Invalid):
    code = "borrowing_return.no_borrowing"
    message = _("{product} 没有对应的借入货物，请从借入单下推")


class BorrowingReturn(BatchedDocument):
    """To whom, and from which warehouse, is as on the borrowing."""

    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("出借单位"))
    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("仓库"))

    prefix = "JRGH"
    needs_source = True
    posts = False
    follows = (
        Follow(field="borrowing_line", form=BORROWING, header=("partner_id", "warehouse_id")),
    )

    class Meta(BatchedDocument.Meta):
        verbose_name = _("借入归还单")
        indexes: ClassVar[list[models.Index]] = [
            *BatchedDocument.Meta.indexes,
            models.Index(
                fields=["company", "partner", "-date", "-id"], name="borrowingreturn_partner"
            ),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "partner", "warehouse"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "partner", "warehouse", "remark"]
        filters = ["state", "date", "partner", "warehouse"]
        paper = Paper(
            signatures=(MADE_BY, CHECKED_BY, STOREKEEPER, Signature(label=_("出借人签收")))
        )

    def compute(self, *, at: datetime) -> None:
        Several.raise_any(measure(self))
        Several.raise_any(
            [
                NothingBorrowed(field=f"lines.{index}.product", product=row.product_name)
                for index, row in enumerate(self.rows)
                if row.borrowing_line_id is None
            ]
        )
        follow.check(self, self.rows)

    def used(self) -> Mapping[UUID, Decimal]:
        return {row.id: row.base_quantity for row in self.rows}


class BorrowingReturnLine(GoodsLine, Line):
    document = CompanyForeignKey(BorrowingReturn, related_name="lines", editable=False)
    borrowing_line = SourceLine(BorrowingLine, verbose_name=_("借入行"))

    done_base: ClassVar[int] = 0
    """Nothing goes on from it."""

    class Meta(GoodsLine.Meta, Line.Meta):
        verbose_name = _("借入归还明细")
        constraints: ClassVar[list[models.BaseConstraint]] = [*GoodsLine.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            *Line.Meta.indexes,
            *GoodsLine.Meta.indexes,
            models.Index(fields=["company", "borrowing_line"], name="borrowingreturnline_source"),
        ]

    class Form:
        columns = ["product", "specification", "unit", "quantity", "remark"]
