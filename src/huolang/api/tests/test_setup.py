"""开账向导: what is done is read from the books; what is put off is remembered for the company."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.samples import sample_company
from tests.support.shop import Shop, line

STEPS = ["company", "warehouse", "people", "product", "partner", "stock", "sale"]


@pytest.fixture
def shop(client: Any, company: Any) -> Shop:
    return Shop(client("admin"), company.id)


def told(shop: Shop) -> dict[str, Any]:
    return dict(shop.ok(shop.client.get("/setup")))


def states(shop: Shop) -> dict[str, str]:
    return {one["name"]: one["state"] for one in told(shop)["steps"]}


def settle(shop: Shop, **values: Any) -> Any:
    return shop.client.patch("/settings", {"values": {f"setup.{k}": v for k, v in values.items()}})


def test_a_company_is_set_up_step_by_step_and_each_step_is_known_by_what_is_there(
    shop: Shop,
) -> None:
    assert states(shop) == dict.fromkeys(STEPS, "open")
    assert told(shop)["sale"] is None and told(shop)["drafts"] == {}

    etag = shop.client.get("/company").json()["etag"]
    shop.ok(shop.client.patch("/company", {"name": "红旗五金行"}, etag=etag))
    shop.warehouse("CK02", "门市")
    shop.product("S1", sales_price="5")
    customer = shop.partner("P1")
    draft = shop.make("opening_stock", line("S1", 5, unit_cost="2"), then=None)

    found = told(shop)
    done = [one["name"] for one in found["steps"] if one["state"] == "done"]
    assert done == ["company", "warehouse", "product", "partner"]
    counts = {one["name"]: one.get("count") for one in found["steps"]}
    assert counts == {
        "company": None,
        "warehouse": 2,
        "people": 1,
        "product": 1,
        "partner": 1,
        "stock": None,
        "sale": None,
    }
    assert found["drafts"] == {"opening_stock": draft["id"]} and found["sale"] is None

    shop.do("opening_stock", draft, "confirm")
    found = told(shop)
    assert states(shop)["stock"] == "done" and found["drafts"] == {}
    assert found["sale"] == {
        "product": {"id": shop.ids["S1"], "code": "S1", "name": "商品 S1"},
        "warehouse": {"id": draft["warehouse"]["id"], "code": "CK01", "name": "主仓"},
        "customer": {"id": customer, "code": "P1", "name": "单位 P1"},
    }

    shop.make("sales_delivery", line("S1", 5, 5))
    assert states(shop)["sale"] == "done" and told(shop)["sale"] is None


def test_what_is_offered_first_are_plain_goods_with_a_price_that_are_free(shop: Shop) -> None:
    shop.product("A1")
    shop.product("B1", batched=True, sales_price="9")
    shop.product("C1", sales_price="9")
    shop.product("D1", sales_price="9")
    shop.partner("P0", is_customer=False)
    shop.make("stock_receipt", *(line(code, 3, unit_cost="2") for code in ("A1", "C1", "D1")))
    shop.make("stock_receipt", line("B1", 3, unit_cost="2", batch="B-1"))
    shop.partner("K1", is_supplier=False)
    shop.make("sales_order", line("C1", 3, 9), partner={"code": "K1"})

    offer = told(shop)["sale"]

    assert (offer["product"]["code"], offer["customer"]["code"]) == ("D1", "K1")


def test_a_step_is_put_off_and_taken_up_again_and_whoever_comes_next_sees_it(
    shop: Shop, client: Any, other_company: Any
) -> None:
    colleague = Shop(client("admin"), shop.company)
    elsewhere = Shop(client("admin", company=other_company), other_company.id)

    shop.ok(settle(shop, warehouse="done", stock="skipped"))

    assert states(colleague)["warehouse"] == "done"
    assert states(colleague)["stock"] == "skipped"
    assert states(elsewhere) == dict.fromkeys(STEPS, "open")

    shop.ok(settle(colleague, stock="open"))
    assert states(shop)["stock"] == "open"

    shop.ok(settle(shop, product="skipped"))
    shop.product("S1")
    assert states(shop)["product"] == "done"


def test_what_is_not_there_cannot_be_called_done(shop: Shop) -> None:
    for values, field in (
        ({"stock": "done"}, "setup.stock"),
        ({"people": "skipped", "sale": "later"}, "setup.sale"),
        ({"shown": "no"}, "setup.shown"),
    ):
        refused = settle(shop, **values)
        assert refused.status_code == 422
        [error] = refused.json()["errors"]
        assert (error["code"], error["field"]) == ("setting.bad_value", field)
    assert states(shop) == dict.fromkeys(STEPS, "open")


def test_only_who_sets_up_the_company_sees_and_settles_the_steps(shop: Shop, client: Any) -> None:
    for role in ("sales", "warehouse", "finance", "owner", "nobody"):
        other = client(role)
        assert other.get("/setup").status_code == 403
        refused = other.patch("/settings", {"values": {"setup.people": "skipped"}})
        assert refused.status_code == 403
    assert states(shop)["company"] == "open"


def test_the_steps_are_no_settings_of_the_page_but_in_the_audit(shop: Shop) -> None:
    shop.ok(settle(shop, people="skipped"))

    keys = [one["key"] for one in shop.client.get("/settings").json()["items"]]
    [entry] = shop.client.get("/audit?form=setting").json()["items"]

    assert not [key for key in keys if key.startswith("setup.")] and "price.last_sale" in keys
    assert entry["changes"] == [{"label": "开账向导：同事", "before": "open", "after": "skipped"}]


def test_it_is_told_in_few_statements(shop: Shop, statements: Any) -> None:
    shop.product("S1")
    shop.make("stock_receipt", line("S1", 3, unit_cost="2"))
    shop.client.get("/setup")

    with statements() as seen:
        shop.client.get("/setup")

    asked = [one for one in seen if not one.startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 5, asked


def test_the_demo_company_is_walked_through_once_by_each_person(
    company: Any, client: Any, person: Any
) -> None:
    boss, seller = client("admin"), client("sales")
    assert boss.get("/tour").json()["tour"] is None
    refused = boss.put("/tour", {"seen": True})
    assert (refused.status_code, refused.json()["code"]) == (409, "tour.none")

    made = sample_company.ensure("示例公司", "demo", person("sales"))
    guest = client("sales", company=made)
    colleague = client("warehouse", company=made)
    assert guest.get("/tour").json() == {"tour": "new"}

    assert guest.put("/tour", {"seen": True}).json() == {"tour": "seen"}

    assert guest.get("/tour").json()["tour"] == "seen"
    assert colleague.get("/tour").json()["tour"] == "new"
    assert guest.put("/tour", {"seen": False}).json() == {"tour": "new"}
    assert guest.get("/tour").json()["tour"] == "new"
    assert guest.put("/tour", {"seen": "yes"}).status_code == 422
    assert seller.get("/tour").json()["tour"] is None
