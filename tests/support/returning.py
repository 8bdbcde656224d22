"""Goods that come back in parts, and papers of what they came with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from huolang.kernel.refusals import BusinessError
from tests.support import trading

PAIRS = [("sales_delivery", "sales_return"), ("purchase_receipt", "purchase_return")]
SIDES = {
    "sales": (*PAIRS[0], "sales_invoice", "receivable", "output_tax_pending"),
    "purchase": (*PAIRS[1], "purchase_invoice", "payable", "received_not_invoiced"),
}


def goes(form: str, *parts: Any, **header: Any) -> tuple[Any, list[Any]]:
    """A document whose goods come back in these parts, and what each return took of it."""
    went = trading.confirmed(form, *parts, **header)
    return went, went.tables["lines"]


def back(went: Any, target: str, *quantities: Any) -> Any:
    """The next return of `went`, of so much of each line."""
    made = trading.convert(went, target)
    rows = [
        {"id": str(row.id), "quantity": quantity}
        for row, quantity in zip(made.tables["lines"], quantities, strict=True)
    ]
    trading.change(made, lines=rows)
    return trading.act(trading.fresh(made), "confirm")


def sums(*documents: Any) -> tuple[Decimal, ...]:
    """Net and tax of all together."""
    return tuple(
        sum((getattr(one, name) for one in documents), Decimal(0)) for name in ("amount", "tax")
    )


def invoiced(went: Any, target: str, *told: dict[str, Any]) -> Any:
    """An invoice of the first lines of `went`: of each what it says itself."""
    paper = trading.convert(went, target)
    rows = [{"id": str(row.id), **more} for row, more in zip(paper.tables["lines"], told)]  # noqa: B905
    trading.change(paper, lines=rows)
    return trading.act(trading.fresh(paper), "confirm")


def papers(bill: str, *documents: Any) -> Iterator[Any]:
    """Invoices of what is still on none."""
    for one in documents:
        try:
            yield trading.convert(trading.fresh(one), bill)
        except BusinessError:
            continue
