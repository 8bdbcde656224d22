"""What a revaluation changes today, where more became known of the time before it: the value that
it says stands, so what it changed differs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents.document import State
from huolang.forms import registry
from huolang.forms.numbers import money
from huolang.kernel.refusals import BusinessError
from huolang.ledger import reading

ZERO = Decimal(0)


class OtherEffect(BusinessError):
    """Not a refusal: what the page of a revaluation says."""

    code = "revaluation.other_effect"
    message = _(
        "此后补记的单据改变了 {product} 当时的成本，本单现在的增减金额是 {now}，不是 {told}"
    )


class Revalued:
    """A revaluation, as far as it tells what it changes now."""

    state: str

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """Where it changes something else than it says."""
        return _differences(self) if self.state == State.CONFIRMED.value else []


def _differences(document: Any) -> list[BusinessError]:
    now: dict[UUID, Decimal] = {}
    entries, _journal = reading.of_document(registry.of(type(document)).name, document.id)
    for one in entries:
        now[one.line] = now.get(one.line, ZERO) + one.cost + one.adjustment
    return [
        OtherEffect(
            field=f"lines.{index}.difference",
            product=row.product_name,
            now=money(now.get(row.id, ZERO)),
            told=money(row.difference),
        )
        for index, row in enumerate(document.rows)
        if now.get(row.id, ZERO) != row.difference
    ]
