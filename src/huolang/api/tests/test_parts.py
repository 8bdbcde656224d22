"""部分下推: who scans goods says what came or left; what it costs follows from the order."""

from uuid import uuid4

import pytest

from tests.support.shop import Shop, line


@pytest.fixture
def shop(company, client):
    made = Shop(client("admin"), company.id)
    made.partner("P1")
    box = {"unit": {"code": "BOX"}, "numerator": "12", "barcode": "6902"}
    made.product("A1", purchase_price="9", barcode="6901", units=[box])
    made.product("B1", batched=True, shelf_life=100)
    return made


def take(client, order, target, *lines, form="purchase_order", then="confirm", key=None, **header):
    path = f"/records/{form}/{order['id']}/convert/{target}" + (f"?then={then}" if then else "")
    more = {"key": key} if key else {}
    return client.post(path, {**header, "lines": list(lines)}, **more)


def of(order, index, quantity, **more):
    return {"source": order["lines"][index]["id"], "base_quantity": str(quantity), **more}


def test_a_clerk_who_sees_no_prices_receives_a_part_at_the_price_of_the_order(shop, client):
    order = shop.make("purchase_order", line("A1", 10, "24", unit={"code": "BOX"}))
    clerk = client("warehouse")

    first = take(clerk, order, "purchase_receipt", of(order, 0, 36), key="a")
    again = take(clerk, order, "purchase_receipt", of(order, 0, 36), key="a")
    loose = take(clerk, order, "purchase_receipt", of(order, 0, 6))

    assert (first.status_code, first.json()["state"]) == (201, "confirmed")
    assert again.json()["id"] == first.json()["id"]
    assert "unit_price" not in first.json()["lines"][0]
    receipt = shop.read("purchase_receipt", first.json())
    assert [(row["quantity"], row["unit_price"]) for row in receipt["lines"]] == [("3", "24")]
    assert receipt["amount"] == "72.00"
    receipt = shop.read("purchase_receipt", loose.json())
    assert [(row["quantity"], row["unit_price"]) for row in receipt["lines"]] == [("6", "2")]
    assert shop.stock("A1")["on_hand"] == "42"
    assert shop.read("purchase_order", order)["lines"][0]["open_quantity"] == "6.5"
    assert shop.differences() == []


def test_what_a_line_says_of_its_batch_goes_along_and_a_refusal_names_its_place(shop, client):
    order = shop.make("purchase_order", line("A1", 5, "1"), line("B1", 8, "1"))
    clerk, before = client("warehouse"), shop.everything()
    b1 = {"batch": "X1", "expires_on": "2030-01-01"}

    nothing = take(clerk, order, "purchase_receipt", of(order, 0, 5), of(order, 1, 3))
    more = take(clerk, order, "purchase_receipt", of(order, 1, 9, **b1))
    price = take(clerk, order, "purchase_receipt", of(order, 0, 5, unit_price="3"))
    strange = take(clerk, order, "purchase_receipt", {"source": str(uuid4()), "base_quantity": "1"})

    said = [
        (one.status_code, one.json()["code"], one.json()["errors"][0]["field"])
        for one in (nothing, more, price, strange)
    ]
    assert said == [
        (422, "line.no_batch", "lines.1.batch"),
        (409, "follow.more_than_open", "lines.0.quantity"),
        (422, "field.unknown", "lines.0.unit_price"),
        (422, "convert.line_not_open", "lines.0.source"),
    ]
    assert shop.everything() == before
    two = [of(order, 1, 3, **b1), of(order, 1, 5, batch="X2", expires_on="2031-01-01")]
    made = shop.ok(take(clerk, order, "purchase_receipt", *two), 201)
    assert [(row["batch"], row["quantity"]) for row in made["lines"]] == [("X1", "3"), ("X2", "5")]
    assert shop.stock("B1")["on_hand"] == "8"
    assert shop.differences() == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ([], ""),
        ({"lines": {}}, "lines"),
        ({"lines": ["x"]}, "lines.0"),
        ({"lines": [{"base_quantity": "1"}]}, "lines.0.source"),
        ({"lines": [{"source": "x", "base_quantity": "1"}]}, "lines.0.source"),
        ({"lines": [{"source": str(uuid4())}]}, "lines.0.base_quantity"),
        ({"lines": [{"source": str(uuid4()), "base_quantity": "-1"}]}, "lines.0.base_quantity"),
        ({"lines": [{"source": str(uuid4()), "base_quantity": "many"}]}, "lines.0.base_quantity"),
        ({"lines": [], "supplier": 1}, "supplier"),
    ],
)
def test_what_cannot_be_understood_is_refused_at_its_place(shop, client, body, place):
    order = shop.make("purchase_order", line("A1", 5, "1"))
    before = shop.everything()

    path = f"/records/purchase_order/{order['id']}/convert/purchase_receipt"
    answer = client("warehouse").post(path, body)

    assert answer.status_code == 422, answer.content
    assert (answer.json()["errors"] or [{"field": ""}])[0]["field"] == place
    assert shop.everything() == before


def test_a_part_goes_on_only_where_a_line_tells_of_the_earlier_one(shop, client):
    order = shop.make("purchase_order", line("A1", 5, "1"))
    receipt = shop.convert("purchase_order", order, "purchase_receipt")
    receipt = shop.do("purchase_receipt", receipt, "confirm")

    line_ = [of(receipt, 0, 1)]
    paid = take(shop.client, receipt, "supplier_payment", *line_, form="purchase_receipt", then="")
    assert (paid.status_code, paid.json()["code"]) == (422, "convert.only_whole")
    seller = client("sales")
    assert take(seller, order, "purchase_receipt", of(order, 0, 1)).status_code == 403


def test_what_is_on_its_way_arrives_in_parts_and_what_was_sold_leaves_so(shop, client):
    shop.warehouse("W2")
    shop.make("stock_receipt", line("A1", 20, unit_cost="2"))
    sent = shop.make("stock_transfer", line("A1", 8), into={"code": "W2"}, in_steps=True)
    sold = shop.make("sales_order", line("A1", 9, "5"), discount="9")
    clerk = client("warehouse")

    came = take(clerk, sent, "transfer_receipt", of(sent, 0, 5), form="stock_transfer")
    left = take(clerk, sold, "sales_delivery", of(sold, 0, 3), form="sales_order")

    assert came.json()["lines"][0]["quantity"] == "5"
    assert (left.json()["lines"][0]["unit_price"], left.json()["discount"]) == ("5", "3.00")
    assert shop.read("stock_transfer", sent)["progress"] == "partial"
    assert shop.read("sales_order", sold)["lines"][0]["open_quantity"] == "6"
    assert shop.differences() == []
