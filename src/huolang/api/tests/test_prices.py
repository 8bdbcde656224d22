"""Prices over HTTP: one question for all the lines of a document."""

from tests.support.shop import line


def asked(shop, *lines, form="sales_order", **more):
    rows = [{"product": shop.ids[code], **fields} for code, fields in lines]
    return shop.client.post("/prices/proposals", {"form": form, "lines": rows, **more})


def test_lines_are_answered_in_their_order_with_where_each_price_comes_from(shop):
    shop.make("stock_receipt", line("S1", 100, unit_cost="1"), reason="opening")
    sold = shop.make("sales_delivery", line("S1", 1, "3.5"))

    found = shop.ok(asked(shop, ("S1", {}), ("S2", {"quantity": "12"}), partner=shop.ids["P1"]))[
        "items"
    ]

    number, day = sold["number"], sold["date"][:10]
    assert found[0] == {
        "price": "3.5",
        "source": "last",
        "text": f"上次价格 {number} {day}",
        "form": "sales_delivery",
        "record": sold["id"],
    }
    assert found[1] == {"price": "4", "source": "product", "text": "商品价格"}


def test_earlier_prices_are_listed_newest_first(shop):
    shop.make("stock_receipt", line("S1", 100, unit_cost="1"), reason="opening")
    for price in ("3", "3.2"):
        shop.make("sales_delivery", line("S1", 2, price, discount="5"))

    address = f"/prices/history?form=sales_order&partner={shop.ids['P1']}&product={shop.ids['S1']}"
    found = shop.ok(shop.client.get(address))["items"]

    assert [(one["price"], one["discount"], one["quantity"]) for one in found] == [
        ("3.2", "5", "2"),
        ("3", "5", "2"),
    ]


def test_what_is_no_trade_document_has_no_prices(shop):
    answer = asked(shop, ("S1", {}), form="stock_receipt")

    assert answer.status_code == 422
    assert answer.json()["code"] == "price.no_trade_document"


def test_who_may_not_see_purchase_prices_is_told_none(shop, client):
    seller = client("sales")
    rows = [{"product": shop.ids["S1"]}]

    for form, status in (("sales_order", 200), ("purchase_order", 403)):
        answer = seller.post("/prices/proposals", {"form": form, "lines": rows})
        assert answer.status_code == status
    keeper = client("warehouse")
    assert (
        keeper.post("/prices/proposals", {"form": "purchase_order", "lines": rows}).status_code
        == 403
    )


def test_more_than_a_thousand_lines_and_a_crooked_quantity_are_refused(shop):
    many = asked(shop, *[("S1", {})] * 1_001)
    crooked = asked(shop, ("S1", {"quantity": "1e5"}))

    assert (many.status_code, crooked.status_code) == (422, 422)
