"""部门间调拨: which department gave which goods to which, at what cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.client import ApiClient
from tests.support.reports import figures, report
from tests.support.shop import Shop, days_ago, line

Client = Callable[..., ApiClient]
ROUTE = ("department", "into_department", "quantity", "value", "transfers")


def departments(shop: Shop) -> None:
    """CK01 is looked after by 仓储部, CK02 by 门店部."""
    for code, name, house in (("B1", "仓储部", "CK01"), ("B2", "门店部", "CK02")):
        shop.master("department", code=code, name=name)
        (found,) = shop.ok(shop.client.get(f"/records/warehouse?q={house}"))["items"]
        shop.change("warehouse", shop.read("warehouse", found), department={"code": code})


def moved(shop: Shop, quantity: int, code: str = "S1", **fields: Any) -> dict[str, Any]:
    return shop.make("stock_transfer", line(code, quantity), into={"code": "CK02"}, **fields)


def asked(shop: Shop, view: str = "route", *names: str, **more: str) -> list[tuple[Any, ...]]:
    return figures(
        report(shop.client, "department_transfers", view=view, **more), *(names or ROUTE)
    )


def test_the_warehouses_say_between_which_departments_goods_go(shop: Shop) -> None:
    departments(shop)
    shop.master("department", code="B3", name="售后部")
    shop.make("purchase_receipt", line("S1", 20, 3), line("DL", 9, 2), date=days_ago(2))

    first = moved(shop, 4)
    moved(shop, 5, into_department={"code": "B3"}, in_steps=True)
    moved(shop, 2, "DL", into_department={"code": "B1"})  # stays in its department
    back = shop.make(
        "stock_transfer", line("S1", 1), warehouse={"code": "CK02"}, into={"code": "CK01"}
    )

    assert (first["department"]["code"], first["into_department"]["code"]) == ("B1", "B2")
    assert (back["department"]["code"], back["into_department"]["code"]) == ("B2", "B1")
    assert sorted(asked(shop)) == [
        ("B1", "B2", "4", "12.00", 1),
        ("B1", "B3", "5", "15.00", 1),
        ("B2", "B1", "1", "3.00", 1),
    ]
    assert ("B1", "B1", "2", "4.00", 1) in asked(shop, which="all")
    into = next(one for one in report(shop.client, "department_transfers")["items"])
    assert set(into) >= {"department", "into_department", "value"}
    assert sorted(asked(shop, "product", "product", "quantity", "value")) == [
        ("S1", "1", "3.00"),
        ("S1", "4", "12.00"),
        ("S1", "5", "15.00"),
    ]
    numbers = {one[0] for one in asked(shop, "transfer", "document", "value")}
    assert first["number"] in numbers and len(numbers) == 3
    assert shop.differences() == []


def test_what_is_cancelled_is_taken_back_and_cost_is_what_it_is_today(shop: Shop) -> None:
    departments(shop)
    shop.make("purchase_receipt", line("S1", 10, 3), date=days_ago(5))
    moved(shop, 4, date=days_ago(2))
    gone = moved(shop, 5)
    shop.do("stock_transfer", gone, "cancel")
    assert asked(shop, since=days_ago(9)) == [("B1", "B2", "4", "12.00", 1)]

    shop.make("purchase_receipt", line("S1", 10, 5), date=days_ago(4))  # found out later
    (house,) = shop.ok(shop.client.get("/records/warehouse?q=CK02"))["items"]
    shop.change("warehouse", shop.read("warehouse", house), department={"code": "B1"})

    assert asked(shop, since=days_ago(9)) == [("B1", "B2", "4", "16.00", 1)]
    assert shop.differences() == []


def test_what_departments_answer_for_follows_from_their_warehouses(shop: Shop) -> None:
    departments(shop)
    shop.warehouse("CK03", "外租仓")
    shop.make("purchase_receipt", line("S1", 20, 3))
    moved(shop, 4)
    shop.make("stock_transfer", line("S1", 1), into={"code": "CK03"})

    page = report(shop.client, "stock_balance", view="department")

    assert figures(page, "department", "products", "quantity", "value") == [
        (None, 1, "1", "3.00"),  # nobody answers for CK03
        ("B1", 1, "15", "45.00"),
        ("B2", 1, "4", "12.00"),
    ]
    assert page["totals"]["value"] == "60.00"


def test_who_sees_no_cost_sees_what_went_and_who_may_not_sees_nothing(
    shop: Shop, client: Client
) -> None:
    departments(shop)
    shop.make("purchase_receipt", line("S1", 10, 3))
    moved(shop, 4)

    (row,) = report(client("warehouse"), "department_transfers")["items"]

    assert row["quantity"] == "4" and "value" not in row
    assert client("sales").get("/reports/department_transfers").status_code == 403
