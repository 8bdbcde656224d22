"""处理多余: what is too much goes where it is lacking, or gets a clearance price."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huolang.planning.tests.test_replenishing import kept
from huolang.planning.tests.test_stock_alerts import evaluated, ids
from tests.support.client import ApiClient
from tests.support.shop import Shop, line

Client = Callable[..., ApiClient]


def too_much(shop: Shop) -> list[str]:
    """17 of at most 5 in CK02, of which CK01 lacks some."""
    evaluated(shop)
    kept(shop, "S1", ("CK01", "6", "9", "0"), ("CK02", "1", "5", "0"))
    shop.make("purchase_receipt", line("S1", 17, 2), warehouse={"code": "CK02"})
    evaluated(shop)
    return ids(shop, kind="above")


def test_it_goes_where_it_is_lacking_once(shop: Shop) -> None:
    keys = too_much(shop)

    (made,) = shop.ok(shop.client.post("/alerts/bring", {"ids": keys}), 201)["items"]
    again = shop.client.post("/alerts/bring", {"ids": keys})

    draft = shop.read(made["form"], {"id": made["record"]})
    assert (made["form"], draft["state"]) == ("stock_transfer", "draft")
    assert (draft["warehouse"]["code"], draft["into"]["code"]) == ("CK02", "CK01")
    assert [one["quantity"] for one in draft["lines"]] == ["9"]
    assert (again.status_code, again.json()["code"]) == (409, "stock_alert.nobody_lacks_it")


def test_a_clearance_price_is_not_in_use_until_somebody_says_so(shop: Shop, client: Client) -> None:
    keys = too_much(shop)
    before = shop.everything()
    answers: dict[str, Any] = {
        "no price": shop.client.post("/alerts/clear", {"ids": keys, "percent": 20}),
        "for nothing": shop.client.post("/alerts/clear", {"ids": keys, "percent": 100}),
        "of a shortage": shop.client.post(
            "/alerts/clear", {"ids": ids(shop, kind="below"), "percent": 20}
        ),
        "may not": client("warehouse").post("/alerts/clear", {"ids": keys, "percent": 20}),
    }
    refused = {name: (one.status_code, one.json()["code"]) for name, one in answers.items()}
    assert refused == {
        "no price": (422, "stock_alert.no_price"),
        "for nothing": (422, "stock_alert.bad_percent"),
        "of a shortage": (422, "stock_alert.not_too_much"),
        "may not": (403, "auth.forbidden"),
    }
    assert shop.everything() == before

    record = shop.ok(shop.client.get(f"/records/product/{shop.ids['S1']}"))
    shop.change("product", record, sales_price="9.99")
    (made,) = shop.ok(shop.client.post("/alerts/clear", {"ids": keys, "percent": 20}), 201)["items"]

    prices = shop.read("price_list", {"id": made["record"]})
    assert prices["active"] is False and prices["partner"] is None
    assert [(one["product"]["code"], one["price"]) for one in prices["lines"]] == [("S1", "7.99")]


def test_a_clearance_price_is_made_once_while_the_alert_lasts(shop: Shop) -> None:
    keys = too_much(shop)
    record = shop.ok(shop.client.get(f"/records/product/{shop.ids['S1']}"))
    shop.change("product", record, sales_price="9.99")
    clear = shop.client.post
    (made,) = shop.ok(clear("/alerts/clear", {"ids": keys, "percent": 20}), 201)["items"]
    before = shop.everything()

    (again,) = shop.ok(clear("/alerts/clear", {"ids": keys, "percent": 20}), 201)["items"]
    other = clear("/alerts/clear", {"ids": keys, "percent": 30})

    assert (made["already"], again) == (False, {**made, "already": True})
    assert (other.status_code, other.json()["code"]) == (409, "stock_alert.cleared_otherwise")
    assert other.json()["errors"][0]["field"] == "ids.0"
    assert shop.everything() == before
    assert shop.rows("SELECT count(*) FROM masters_pricelist")[0][0] == 1

    shop.product("S3", "螺丝 3 号", sales_price="5")
    kept(shop, "S3", ("CK02", "0", "1", "0"))
    shop.make("purchase_receipt", line("S3", 2, 1), warehouse={"code": "CK02"})
    evaluated(shop)
    both = ids(shop, kind="above")
    answer = shop.ok(clear("/alerts/clear", {"ids": both, "percent": 20}), 201)["items"]
    assert [(one["record"] == made["record"], one["already"], one["lines"]) for one in answer] == [
        (True, True, 1),
        (False, False, 1),
    ]

    path = f"/records/price_list/{made['record']}"
    etag = shop.ok(shop.client.get(path))["etag"]
    assert shop.client.delete(path, etag=etag).status_code == 204
    one = [key for key in both if key in keys]
    (anew,) = shop.ok(clear("/alerts/clear", {"ids": one, "percent": 30}), 201)["items"]
    assert anew["already"] is False
