"""行号: what is refused stands at the line that was sent, whatever the document's lines became."""

import pytest

from tests.support.shop import Shop, line


@pytest.fixture
def shop(company, client):
    """Bolts in two locations, nuts in one; glue in two batches; a set of two bolts."""
    made = Shop(client("admin"), company.id)
    made.partner("P1", "宏达五金")
    for code in ("A1", "C1"):
        made.product(code)
    made.product("B1", batched=True, shelf_life=100)
    made.product("TZ", "套装", kind="bundle", parts=[{"part": {"code": "A1"}, "quantity": "2"}])
    (house,) = made.ok(made.client.get("/records/warehouse?q=CK01"))["items"]
    made.change("warehouse", made.read("warehouse", house), located=True)
    for code in ("K1", "K2"):
        made.master("location", code=code, warehouse={"code": "CK01"})
    one, two = ({"location": {"code": code}} for code in ("K1", "K2"))
    made.make(
        "stock_receipt",
        line("A1", 3, unit_cost="1", **one),
        line("A1", 4, unit_cost="1", **two),
        line("C1", 2, unit_cost="1", **one),
        line("B1", 3, batch="J1", expires_on="2098-01-01", unit_cost="1", **one),
        line("B1", 3, batch="J2", expires_on="2099-01-01", unit_cost="1", **two),
    )
    return made


def places(answer):
    """Where it is refused, in what is too little."""
    assert answer.status_code in (200, 409), answer.content
    errors = answer.json()["errors"]
    assert {one["code"] for one in errors} <= {"ledger.not_enough_stock"}, errors
    return [one["field"] for one in errors]


def part(record, *rows):
    sources = {one["product"]["code"]: one["id"] for one in record["lines"]}
    lines = [{"source": sources[code], "base_quantity": str(many)} for code, many in rows]
    return {"lines": lines}


def test_a_line_behind_one_that_is_taken_from_several_places_keeps_its_number(shop, client):
    order = shop.make("sales_order", line("A1", 6, 5), line("B1", 5, 5), line("C1", 2, 5))
    shop.make("stock_issue", line("C1", 1), reason="loss")
    sent = part(order, ("A1", 6), ("B1", 5), ("C1", 2))
    before = shop.everything()
    path = f"/records/sales_order/{order['id']}/convert/sales_delivery?then=confirm"

    assert places(shop.client.post(f"/handling/sales_order/{order['id']}/try", sent)) == [
        "lines.2.quantity"
    ]
    assert places(shop.client.post(path, sent)) == ["lines.2.quantity"]
    assert shop.everything() == before


def test_so_does_one_of_a_draft_and_of_a_transfer(shop):
    shop.warehouse("W2")
    rows = [line("A1", 6, 5), line("C1", 3, 5)]
    draft = shop.make("sales_delivery", *rows, then=None)
    moved = [line("A1", 6), line("C1", 3)]

    assert places(shop.act("sales_delivery", draft, "confirm")) == ["lines.1.quantity"]
    assert places(shop.send("stock_transfer", *moved, into={"code": "W2"})) == ["lines.1.quantity"]
    assert shop.differences() == []


def test_parts_that_were_scanned_keep_their_number_below_their_bundle(shop):
    order = shop.make("sales_order", line("TZ", 3, 9), line("C1", 2, 5))
    shop.make("stock_issue", line("A1", 3), reason="loss")
    sent = part(order, ("A1", 6), ("C1", 2))
    path = f"/handling/sales_order/{order['id']}/try"

    assert places(shop.client.post(path, sent)) == ["lines.0.quantity"]
    # A bundle that is typed has lines of parts that nobody sent: the refusal is the bundle's.
    typed = [line("TZ", 3, 9), line("C1", 9, 5)]
    assert places(shop.send("sales_delivery", *typed)) == ["lines.0.quantity", "lines.1.quantity"]
