"""What was archived after a draft was written, and what was agreed before."""

from __future__ import annotations

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused, shop  # noqa: F401

pytestmark = pytest.mark.usefixtures("shop")
CODES = {"product": "LS8", "partner": "P1", "warehouse": "CK01"}


def archive(form: str) -> None:
    trading.archived_before(form, CODES[form])


@pytest.mark.parametrize(
    ("form", "place"),
    [("product", "lines.1.product"), ("partner", "partner"), ("warehouse", "warehouse")],
)
@pytest.mark.parametrize("document", ["purchase_order", "purchase_receipt", "sales_order"])
def test_a_draft_with_what_was_archived_since_is_refused_at_its_place(document, form, place):
    draft = trading.draft(document, line("DL", 1, "1"), line("LS8", 5, "1"))
    archive(form)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm")

    assert refused(refusal) == [("reference.archived", place)]
    assert trading.fresh(draft).state == "draft"
    assert trading.books() == before


@pytest.mark.parametrize("form", ["product", "partner"])
def test_what_was_ordered_before_is_still_delivered_and_comes_back(form):
    trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="1"), reason="opening")
    order = trading.confirmed("sales_order", line("LS8", 5, "2"))
    archive(form)

    delivery = trading.act(trading.convert(order, "sales_delivery"), "confirm")
    trading.act(trading.convert(delivery, "sales_return"), "confirm")

    assert trading.fresh(order).progress == "done"
    assert trading.on_hand("LS8") == 10


def test_one_line_more_than_was_ordered_is_looked_at_by_itself():
    order = trading.confirmed("purchase_order", line("LS8", 5, "2"))
    receipt = trading.convert(order, "purchase_receipt")
    key = str(receipt.tables["lines"][0].order_line_id)
    rows = [line("LS8", 5, "2", order_line=key), line("LS8", 1, "2")]
    receipt = trading.draft("purchase_receipt", *rows)
    archive("product")

    with pytest.raises(BusinessError) as refusal:
        trading.act(receipt, "confirm")

    assert refused(refusal) == [("reference.archived", "lines.1.product")]
    assert trading.on_hand("LS8") == 0
