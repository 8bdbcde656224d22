"""分摊依据: by what a charge is spread over the goods that bear it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import Invalid, Several

ONE = Decimal(1)


class NothingToSpreadBy(Invalid):
    code = "landed_cost.nothing_to_spread_by"
    message = _("{product} 没有{what}，不能按{what}分摊")


class AllNothing(Invalid):
    code = "landed_cost.all_nothing"
    message = _("各行的{what}都是 0，不能按{what}分摊")


class Method(models.TextChoices):
    AMOUNT = "amount", _("金额")
    QUANTITY = "quantity", _("数量")
    WEIGHT = "weight", _("重量")
    VOLUME = "volume", _("体积")
    EQUAL = "equal", _("行数")
    HAND = "hand", _("手工")


def weights(rows: Sequence[Any], method: Method, place: str) -> Sequence[Decimal]:
    """In what proportion the rows bear a charge; `place` is that of its method, for refusals."""
    if method == Method.EQUAL:
        return [ONE] * len(rows)
    column = {Method.AMOUNT: "worth", Method.QUANTITY: "base_quantity"}.get(method, method.value)
    found = [getattr(row, column) for row in rows]
    what = str(method.label)
    Several.raise_any(
        [
            NothingToSpreadBy(field=f"lines.{index}.{column}", product=row.product_name, what=what)
            for index, (row, weight) in enumerate(zip(rows, found, strict=True))
            if weight is None
        ]
    )
    if not any(found):
        raise AllNothing(field=place, what=what)
    return found
