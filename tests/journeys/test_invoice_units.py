"""Invoices speak of goods as the documents do that they bill: in their unit, at the price of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.credit import Document, invoiced, returned
from tests.support.shop import Shop, address, filled, line

BOX = {"unit": {"code": "BOX"}, "numerator": "12", "denominator": "1"}


@pytest.fixture
def drinks(shop: Shop) -> Shop:
    """The same with a drink that comes in boxes of 12."""
    shop.product("KL", "可乐", purchase_price="2", units=[BOX])
    return shop


def boxes(count: int, price: str = "24") -> Document:
    return line("KL", count, price, unit={"code": "BOX"})


def told(document: Document) -> list[tuple[str, str, str]]:
    return [(row["unit"]["name"], row["quantity"], row["amount"]) for row in document["lines"]]


@pytest.mark.parametrize("side", ["purchase", "sales"])
def test_an_invoice_bills_boxes_as_boxes(drinks: Shop, side: str) -> None:
    made = drinks.make("purchase_receipt", boxes(11))
    if side == "sales":
        made = drinks.make("sales_delivery", boxes(11), partner={"code": "K1"})
    form = "purchase_receipt" if side == "purchase" else "sales_delivery"

    paper = invoiced(drinks, form, made)

    assert told(paper) == [("箱", "11", "264.00")]
    assert paper["lines"][0]["net_price"] == "24"
    back = returned(drinks, made, 2)
    red = invoiced(drinks, f"{side}_return", back)
    assert told(red) == [("箱", "2", "-48.00")]
    form = "purchase_invoice" if side == "purchase" else "sales_invoice"
    assert drinks.read(form, red)["lines"][0]["net_price"] == "24"
    assert drinks.differences() == []


def test_what_is_left_to_be_billed_keeps_its_unit_where_it_is_a_number_of_it(drinks: Shop) -> None:
    got = drinks.make("purchase_receipt", boxes(11))
    invoiced(drinks, "purchase_receipt", got, quantity="4", amount=None, tax=None)

    second = drinks.convert("purchase_receipt", got, "purchase_invoice")
    assert told(second) == [("箱", "7", "168.00")]
    row = {"unit": {"code": "PCS"}, "quantity": "5", "amount": None, "tax": None}
    second = drinks.change(
        "purchase_invoice", second, lines=[{"id": second["lines"][0]["id"], **row}]
    )
    drinks.do("purchase_invoice", second, "confirm")
    third = drinks.convert("purchase_receipt", got, "purchase_invoice")

    assert told(third) == [("个", "79", "158.00")]
    drinks.do("purchase_invoice", third, "confirm")
    assert drinks.owed("payable") == Decimal("298.32")
    assert drinks.differences() == []


@pytest.mark.parametrize("side", ["purchase", "sales"])
def test_who_only_changes_the_quantity_is_billed_for_that(drinks: Shop, side: str) -> None:
    made = drinks.make("purchase_receipt", boxes(10))
    if side == "sales":
        made = drinks.make("sales_delivery", boxes(10), partner={"code": "K1"})
    source = "purchase_receipt" if side == "purchase" else "sales_delivery"
    target = f"{side}_invoice"

    draft = drinks.convert(source, made, target)
    row = draft["lines"][0]["id"]
    draft = drinks.change(target, draft, lines=[{"id": row, "quantity": "4"}])
    assert told(draft) == [("箱", "4", "96.00")]
    assert (draft["lines"][0]["tax"], draft["lines"][0]["difference"]) == ("12.48", "0.00")
    typed = {"quantity": "3", "amount": "100", "tax": "13"}
    draft = drinks.change(target, draft, lines=[{"id": row, **typed}])
    assert told(draft) == [("箱", "3", "100.00")]
    draft = drinks.change(target, draft, lines=[{"id": row, "quantity": "4"}])
    assert told(draft) == [("箱", "4", "100.00")]  # what the paper says stays
    drinks.do(target, draft, "confirm")

    assert told(drinks.convert(source, made, target)) == [("箱", "6", "144.00")]


def test_what_went_back_before_its_invoice_is_told_in_its_own_unit(drinks: Shop) -> None:
    got = drinks.make("purchase_receipt", boxes(11))
    returned(drinks, got, 30, unit={"code": "PCS"}, unit_price="2")

    draft = drinks.convert("purchase_receipt", got, "purchase_invoice")

    assert told(draft) == [("箱", "11", "264.00"), ("个", "30", "-60.00")]
    drinks.do("purchase_invoice", draft, "confirm")
    assert drinks.differences() == []


@pytest.mark.parametrize(
    ("made", "later", "link"),
    [
        ("purchase_order", "purchase_receipt", "order_line"),
        ("purchase_receipt", "purchase_return", "receipt_line"),
        ("purchase_receipt", "purchase_invoice", "receipt_line"),
        ("sales_order", "sales_delivery", "order_line"),
        ("sales_delivery", "sales_return", "delivery_line"),
        ("sales_delivery", "sales_invoice", "delivery_line"),
    ],
)
def test_what_is_open_is_refused_in_the_words_of_the_line(
    drinks: Shop, made: str, later: str, link: str
) -> None:
    drinks.make("purchase_receipt", boxes(30))
    who = {"partner": {"code": "P1" if made.startswith("purchase") else "K1"}}
    source = drinks.make(made, boxes(10), **who)
    key = source["lines"][0]["id"]
    row = {"product": {"code": "KL"}, "unit": {"code": "BOX"}, link: key}
    before = drinks.everything()

    answer = drinks.send(later, {**row, "quantity": "11"}, **who)

    number = source["number"]
    first = answer.json()["errors"][0]
    assert first["field"] == "lines.0.quantity"
    assert first["message"] == f"可乐 超出源单 {number} 的未完成数量：还可 10 箱，本次 11 箱"
    assert drinks.everything() == before
    pieces = drinks.send(later, {**row, "unit": {"code": "PCS"}, "quantity": "121"}, **who)
    assert "还可 120 个，本次 121 个" in pieces.json()["errors"][0]["message"]
    drinks.make(later, {**row, "unit": {"code": "PCS"}, "quantity": "5"}, **who)
    again = drinks.client.post(
        address(later, "confirm"),
        filled(later, {**row, "quantity": "10"}, **who),
        Accept_Language="en",
    )
    told = f"可乐: more than {number} has open: 9 箱 7 个 left, 10 箱 asked for"
    assert again.json()["errors"][0]["message"] == told


def test_an_amount_that_no_price_can_tell_is_refused_at_its_field(drinks: Shop) -> None:
    drinks.product("JS", "金属线", unit={"code": "M"}, purchase_price="1")
    got = drinks.make("purchase_receipt", line("JS", "0.01", "1"))
    draft = drinks.convert("purchase_receipt", got, "purchase_invoice")
    row = {"id": draft["lines"][0]["id"], "amount": "800000000000000.00", "tax": "0"}
    path = f"/records/purchase_invoice/{draft['id']}"

    answer = drinks.client.patch(path, {"lines": [row]}, etag=draft["etag"])

    assert answer.json()["code"] == "line.amount_too_large"
    assert answer.json()["errors"][0]["field"] == "lines.0.amount"


def test_who_lacks_goods_is_told_so_in_the_unit_of_the_line(drinks: Shop) -> None:
    got = drinks.make("purchase_receipt", line("KL", 40, "2"))
    before = drinks.everything()

    short = drinks.send("sales_delivery", boxes(4), partner={"code": "K1"})

    assert short.json()["detail"] == "库存不足：可乐（主仓） 可用 3 箱 4 个，需要 4 箱"
    assert short.json()["errors"][0]["field"] == "lines.0.quantity"
    pieces = drinks.send("sales_delivery", line("KL", 41, "3"), partner={"code": "K1"})
    assert pieces.json()["detail"] == "库存不足：可乐（主仓） 可用 40 个，需要 41 个"
    assert drinks.everything() == before

    drinks.make("sales_delivery", boxes(3), partner={"code": "K1"})
    before = drinks.everything()
    back = drinks.act("purchase_receipt", got, "reopen")

    assert back.json()["detail"] == "库存不足：可乐（主仓） 可用 4 个，需要 40 个"
    assert drinks.everything() == before
