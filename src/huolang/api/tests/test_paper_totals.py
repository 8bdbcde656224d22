"""合计: what a paper adds up below its lines, and what not."""

from __future__ import annotations

from typing import Any

from tests.support.shop import Shop, line


def test_boxes_and_pieces_are_not_added_up_on_paper_nor_what_goes_both_ways(shop: Shop) -> None:
    shop.product("XG", "饮料", units=[{"unit": {"code": "BOX"}, "numerator": "12"}])
    shop.make("stock_receipt", line("S1", 9, unit_cost="1"), line("XG", 72, unit_cost="1"))
    in_boxes = line("XG", 2, "30", unit={"code": "BOX"})
    mixed = shop.make("sales_delivery", line("S1", 3, "2"), in_boxes)
    boxes = shop.make("sales_delivery", in_boxes, line("XG", 1, "30", unit={"code": "BOX"}))
    back = line("S1", 1, "2", direction="returned")
    swapped = shop.make("sales_exchange", back, line("S1", 2, "2", direction="replacement"))

    def sums(form: str, record: Any, query: str = "") -> dict[str, str]:
        told = shop.ok(shop.client.get(f"/records/{form}/{record['id']}/print{query}"))
        return dict(told["tables"][0]["sums"])

    assert sums("sales_delivery", mixed)["amount"] == "66.00"
    assert "quantity" not in sums("sales_delivery", mixed)
    assert sums("sales_delivery", mixed, "?prices=false") == {}
    assert sums("sales_delivery", boxes)["quantity"] == "3"
    assert "quantity" not in sums("sales_exchange", swapped)
