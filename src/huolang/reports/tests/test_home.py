"""工作台: the figures of today and this month are those of the reports, each for who may see it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huolang.kernel import sql
from huolang.kernel.company import acting
from tests.support.reports import report
from tests.support.shop import Shop, days_ago, line


def traded(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 100, 2), date=days_ago(45))
    shop.make("sales_delivery", line("S1", 10, 5), date=days_ago(40))
    shop.make("sales_delivery", line("S1", 4, 5))
    sale = shop.make("sales_delivery", line("S1", 2, 5))
    back = {"delivery_line": sale["lines"][0]["id"]}
    shop.make("sales_return", line("S1", 1, 5, **back))
    shop.make("purchase_receipt", line("S2", 1, 3), then=None)
    shop.make("sales_order", line("S1", 3, 5, expected_on=days_ago(2)), date=days_ago(9))
    shop.make("sales_order", line("S2", 3, 5))


def test_home_tells_today_and_this_month(shop: Shop) -> None:
    traded(shop)

    told = shop.ok(shop.client.get("/home"))

    assert told["sales"]["today"] == {"net": "25.00", "gross": "28.25", "margin": "15.00"}
    month = report(shop.client, "gross_margin")
    assert told["sales"]["month"]["net"] == month["totals"]["net"]
    assert told["sales"]["month"]["margin"] == month["totals"]["margin"]
    assert len(told["sales"]["days"]) == 30
    assert told["sales"]["days"][-1] == {"day": told["today"], "net": "25.00"}
    assert (told["receivable"]["left"], told["receivable"]["overdue"]) == ("84.75", "56.50")
    assert (told["payable"]["left"], told["payable"]["overdue"]) == ("226.00", "226.00")
    assert told["stock_value"] == f"{shop.account('1405'):.2f}"
    assert told["waiting"] == 1
    assert told["counts"]["draft"]["purchase_receipt"] == 1
    assert told["counts"]["open"] == {"sales_order": 2, "purchase_order": 0, "inspection": 0}
    assert told["counts"]["late"] == {"sales_order": 1, "purchase_order": 0}


def test_what_falls_due_when_and_what_was_paid(shop: Shop) -> None:
    opening = {"date": days_ago(40), "lines": []}
    for kind, amount, days in (
        ("receivable", "100", -1), ("receivable", "20", 0), ("receivable", "3", 6),
        ("receivable", "0.4", 7), ("receivable", "0.05", 29), ("receivable", "1000", 30),
        ("payable", "7", 6), ("payable", "0.7", 30),
    ):  # fmt: skip
        row = {"kind": kind, "partner": {"code": "P1"}, "amount": amount}
        opening["lines"].append({**row, "due_on": days_ago(-days)})
    shop.ok(shop.client.post("/records/opening_balance?then=confirm", opening), 201)
    before = shop.ok(shop.client.get("/home"))
    for form, amount, days in (("customer_payment", "5", 0), ("supplier_payment", "2", 0)):
        shop.make(form, amount=amount, date=days_ago(days))
    shop.make("customer_payment", then=None, amount="9")
    shop.make("customer_payment", amount="4", date=days_ago(32))

    told = shop.ok(shop.client.get("/home"))

    first = {"left": "1123.45", "overdue": "100.00", "week": "23.00", "month": "0.45"}
    assert before["receivable"] == first
    assert before["payable"] == {"left": "7.70", "overdue": "0.00", "week": "7.00", "month": "0.00"}
    assert before["collected"] == before["paid"] == {"today": "0.00", "month": "0.00"}
    assert told["collected"] == {"today": "5.00", "month": "5.00"}
    assert told["paid"] == {"today": "2.00", "month": "2.00"}


def test_how_long_the_stock_lasts_at_what_was_sold(shop: Shop) -> None:
    shop.make("stock_receipt", line("S1", 100, unit_cost="3"), date=days_ago(60))
    assert "turnover" not in shop.ok(shop.client.get("/home"))
    shop.make("sales_delivery", line("S1", 10, 9), date=days_ago(30))
    assert "turnover" not in shop.ok(shop.client.get("/home"))
    shop.make("sales_delivery", line("S1", 10, 9), date=days_ago(29))

    assert shop.ok(shop.client.get("/home"))["turnover"] == "240.0"  # 240 by 30 in thirty days


AGES = ("to_30", "to_60", "to_90", "older")


def test_what_is_overdue_is_what_the_report_behind_it_says_credits_taken_off(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 100, 2), date=days_ago(45))
    shop.make("sales_delivery", line("S1", 10, 5), date=days_ago(40))
    opening = {"date": days_ago(50), "lines": []}
    shop.make("sales_return", line("S1", 2, 5), date=days_ago(1))
    shop.make("purchase_return", line("S1", 20, 2), date=days_ago(1))
    shop.make("sales_return", line("S1", 1, 5))
    kinds = (("receivable", "500"), ("advance_received", "100"))
    for kind, amount in (*kinds, ("advance_paid", "30")):
        opening["lines"].append({"kind": kind, "partner": {"code": "P1"}, "amount": amount})
    shop.ok(shop.client.post("/records/opening_balance?then=confirm", opening), 201)

    told = shop.ok(shop.client.get("/home"))

    assert (told["receivable"]["left"], told["receivable"]["overdue"]) == ("439.55", "445.20")
    assert (told["payable"]["left"], told["payable"]["overdue"]) == ("150.80", "150.80")
    for kind in ("receivable", "payable"):
        ages = report(shop.client, f"{kind}_ageing", view="partner")["totals"]
        assert sum(Decimal(ages[one]) for one in AGES) == Decimal(told[kind]["overdue"])
        assert ages["left_over"] == told[kind]["left"]


def test_everybody_sees_their_own_part(shop: Shop, client: Any) -> None:
    traded(shop)

    seller, clerk, nobody = (
        shop.ok(client(role).get("/home")) for role in ("sales", "warehouse", "nobody")
    )

    assert seller["sales"]["today"] == {"net": "25.00", "gross": "28.25"}
    assert "purchases" not in seller and "payable" not in seller and "stock_value" not in seller
    assert "purchase_receipt" not in seller["counts"]["draft"]
    assert clerk["counts"]["draft"]["purchase_receipt"] == 1
    assert "receivable" not in clerk and "purchases" not in clerk and "stock_value" not in clerk
    assert set(nobody) == {"today", "month_begins", "counts", "tiles", "pins"}
    assert nobody["counts"] == {}


def test_a_new_company_is_led_to_its_first_sale(
    company: Any, client: Any, person: Any, other_company: Any
) -> None:
    """What stands in another company is not done here; after the first sale nothing is said, unless
    somebody goes through the steps: then until they took note."""
    boss = client("admin")
    elsewhere = Shop(client("admin", company=other_company), other_company.id)
    elsewhere.product("X1")

    def done() -> list[str] | None:
        steps = boss.get("/home").json().get("steps")
        return None if steps is None else [one["name"] for one in steps if one["state"] == "done"]

    shop = Shop(boss, company.id)
    assert done() == []
    shop.product("S1")
    shop.partner("P1")
    assert done() == ["product", "partner"]
    shop.make("opening_stock", line("S1", 5, unit_cost="2"), then=None)
    assert done() == ["product", "partner"]
    shop.make("stock_receipt", line("S1", 5, unit_cost="2"))
    etag = boss.get("/company").json()["etag"]
    assert boss.patch("/company", {"name": "红旗五金行"}, etag=etag).status_code == 200
    seller = client("sales")
    assert done() == ["company", "people", "product", "partner", "stock"]
    assert "steps" not in seller.get("/home").json()
    shop.make("sales_delivery", line("S1", 1, 5))
    assert done() is None
    assert boss.patch("/settings", {"values": {"setup.warehouse": "skipped"}}).status_code == 200
    assert done() == ["company", "people", "product", "partner", "stock", "sale"]
    assert boss.patch("/settings", {"values": {"setup.shown": False}}).status_code == 200
    assert done() is None


def test_home_takes_few_statements(shop: Shop, statements: Any) -> None:
    traded(shop)
    shop.client.get("/home")

    with statements() as seen:
        shop.client.get("/home")

    asked = [one for one in seen if not one.startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 10, asked


def tiles(client: Any) -> list[str]:
    """The names of what is shown, in their order."""
    return [one["name"] for one in client.get("/home").json()["tiles"] if one["shown"]]


def test_each_role_begins_with_what_suits_it_and_each_person_arranges_their_own(
    shop: Shop, client: Any, company: Any, other_company: Any
) -> None:
    seller, colleague, owner = client("sales"), client("sales"), client("owner")
    usual = tiles(seller)
    assert usual[:3] == ["to_do", "begin", "sales"] and tiles(owner)[0] == "sales"
    assert "begin" in tiles(shop.client) and "begin" not in tiles(owner)

    order = [{"name": "chart", "width": 3}, {"name": "sales", "shown": False}, {"name": "to_do"}]
    told = shop.ok(seller.put("/home/tiles", {"tiles": order}))

    assert [(one["name"], one["shown"], one["width"]) for one in told["tiles"][:3]] == [
        ("chart", True, 3),
        ("sales", False, 2),
        ("to_do", True, 4),
    ]
    assert tiles(seller)[:2] == ["chart", "to_do"]
    assert tiles(colleague) == usual
    with acting(other_company.id):
        assert sql.run("SELECT 1 FROM kernel_preference").fetchall() == []
    assert shop.ok(seller.put("/home/tiles", {"tiles": []}))
    assert tiles(seller) == usual


def test_an_order_from_before_tiles_had_a_width_is_kept(shop: Shop, client: Any) -> None:
    seller = client("sales")
    seller.put("/home/tiles", {"tiles": [{"name": "chart"}]})
    value = '[["stock", true], ["sales", false]]'
    with acting(shop.company):
        sql.run("UPDATE kernel_preference SET value = %s::jsonb", [value])

    kept = seller.get("/home").json()["tiles"]

    assert [(one["name"], one["shown"], one["width"]) for one in kept[:3]] == [
        ("stock", True, 1),
        ("sales", False, 2),
        ("to_do", True, 4),
    ]


def test_an_order_that_cannot_be_is_refused_at_its_place(shop: Shop) -> None:
    before = tiles(shop.client)

    for order, code in (
        ([{"name": "chart"}, {"name": "weather"}], "home.unknown_tile"),
        ([{"name": "chart"}, {"name": "chart"}], "home.tile_twice"),
    ):
        answer = shop.client.put("/home/tiles", {"tiles": order})
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (422, code)
        assert problem["errors"][0]["field"] == "tiles.1.name"
    for width in (0, 5):
        tile = {"name": "chart", "width": width}
        assert shop.client.put("/home/tiles", {"tiles": [tile]}).status_code == 422
    assert tiles(shop.client) == before
