"""质检与供应商质量: what was inspected and rejected, why, and how long it took."""

from __future__ import annotations

from typing import Any

from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line

LONG = {"since": days_ago(60), "until": days_ago(0)}
COLUMNS = (
    *("received", "inspected", "rejected", "reject_rate"),
    *("lots", "bad", "lot_rate", "days", "waiting"),
)


def inspect(shop: Shop, receipt: Any, *lines: Any, ago: int) -> Any:
    told = [
        {"product": {"code": code}, "quantity": quantity, "receipt_line": row["id"], **more}
        for row, (code, quantity, more) in zip(receipt["lines"], lines, strict=True)
    ]
    return shop.make("inspection", *told, date=days_ago(ago))


def inspected(shop: Shop) -> None:
    """Of 20 S1 and 3 m DL from P1 all but 5 screws are inspected, of which 3 are scratched; 10 S2
    from P2 wait; AZ is not inspected. One inspection was taken back."""
    shop.master("reject_reason", code="HS", name="划伤")
    shop.master("product_category", code="JY", name="要检", inspection="yes")
    for code in ("S1", "S2", "DL"):
        kept = shop.read("product", {"id": shop.ids[code]})
        shop.change("product", kept, category={"code": "JY"})
    first = shop.make("purchase_receipt", line("S1", 20, 2), line("DL", 3, 5), date=days_ago(10))
    shop.make("purchase_receipt", line("S2", 10, 3), partner={"code": "P2"}, date=days_ago(9))
    scratched = {"rejected": "3", "reason": {"code": "HS"}}
    wrong = inspect(shop, first, ("S1", "20", {}), ("DL", "3", {"rejected": "1"}), ago=9)
    shop.do("inspection", wrong, "cancel")
    inspect(shop, first, ("S1", "15", scratched), ("DL", "3", {}), ago=8)


def test_each_supplier_is_told_by_lots_and_each_product_by_quantities(shop: Shop) -> None:
    inspected(shop)

    partners = report(shop.client, "inspection_quality", **LONG)
    products = report(shop.client, "inspection_quality", view="product", **LONG)

    assert figures(partners, "partner", *COLUMNS) == [
        ("P1", None, None, None, None, 2, 1, "50", "2", None),
        ("P2", "10", "0", "0", None, 0, 0, None, None, "10"),
    ]
    assert totals(partners, "lots", "bad", "lot_rate", "days") == (2, 1, "50", "2")
    assert figures(products, "product", *COLUMNS) == [
        ("S1", "20", "15", "3", "20", 1, 1, "100", "2", "5"),
        ("DL", "3", "3", "0", "0", 1, 0, "0", "2", "0"),
        ("S2", "10", "0", "0", None, 0, 0, None, None, "10"),
    ]


def test_reasons_lead_to_the_lines(shop: Shop, client: Any) -> None:
    inspected(shop)

    reasons = report(shop.client, "inspection_quality", view="reason", **LONG)
    told = {"view": "line", "reason": reasons["items"][0]["reason"]["id"], **LONG}
    lines = report(client("warehouse"), "inspection_quality", **told)

    assert figures(reasons, "reason", "lots", "rejected") == [("HS", 1, "3")]
    assert figures(lines, "partner", "product", "inspected", "rejected", "disposed", "days") == [
        ("P1", "S1", "15", "3", "0", 2)
    ]
    (row,) = lines["items"]
    assert row["receipt"]["form"] == "purchase_receipt"
    assert shop.ok(client("sales").get("/reports"))["items"]
    assert client("sales").get("/reports/inspection_quality").status_code == 403
