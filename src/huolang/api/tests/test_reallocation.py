"""重新分配占用: scarce goods are held for other orders than those that came first."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel import sql
from huolang.kernel.company import acting
from tests.support.client import ApiClient
from tests.support.shop import Shop, line


@pytest.fixture
def scarce(shop: Shop) -> Shop:
    """10 are here: the first order of 8 holds 8, the second of 6 the other 2."""
    shop.make("purchase_receipt", line("S1", 10, "2.5"))
    shop.make("sales_order", line("S1", 8))
    shop.make("sales_order", line("S1", 6))
    shop.ids["CK01"] = shop.one("SELECT id FROM masters_warehouse WHERE code = %s", "CK01")
    return shop


def promised(shop: Shop) -> list[dict[str, Any]]:
    return shop.client.get(f"/stock/promises?product={shop.ids['S1']}").json()["items"]


def held(shop: Shop) -> list[str]:
    return [one["reserved"] for one in promised(shop)]


def reallocate(shop: Shop, *quantities: Any, client: ApiClient | None = None, **more: Any) -> Any:
    """Each order line in turn holds so much; None leaves it out."""
    lines = zip(promised(shop), quantities, strict=False)
    holds = [
        {"line": one["line"], "quantity": str(quantity), "was": one["reserved"]}
        for one, quantity in lines
        if quantity is not None
    ]
    told = {"product": shop.ids["S1"], "warehouse": shop.ids["CK01"], "holds": holds, **more}
    return (client or shop.client).post("/stock/reallocations", told)


def test_the_younger_order_gets_what_the_older_one_gives_up_and_both_tell_it(scarce: Shop) -> None:
    first, second = promised(scarce)

    answer = reallocate(scarce, 4, 6)

    assert answer.status_code == 200
    moved = {(one["line"], one["before"], one["after"]) for one in answer.json()["items"]}
    assert moved == {(first["line"], "8", "4"), (second["line"], "2", "6")}
    assert held(scarce) == ["4", "6"]
    assert scarce.stock("S1")["reserved"] == "10"
    history = scarce.client.get(f"/audit?record={first['record']}").text
    assert "螺丝 1 号 8 → 4" in history
    with acting(scarce.company):
        names = [r[0] for r in sql.run("SELECT name FROM kernel_event ORDER BY no").fetchall()]
    assert names[-2:] == ["sales_order.reallocate"] * 2

    # What comes goes to those who wait, and what was given is delivered.
    scarce.make("purchase_receipt", line("S1", 3, "2.5"))
    assert held(scarce) == ["7", "6"]
    assert scarce.differences() == []


@pytest.mark.parametrize(
    ("quantities", "code", "field"),
    [
        ((8, 3), "reallocation.more_than_there", "holds"),
        ((7, 2), "reallocation.left_over", "holds"),
        ((9, 1), "reallocation.not_a_quantity", "holds.0.quantity"),
        ((-1, 6), "reallocation.not_a_quantity", "holds.0.quantity"),
        (("4.5", "5.5"), "reallocation.not_a_quantity", "holds.0.quantity"),
    ],
)
def test_what_does_not_add_up_is_refused_and_nothing_moves(
    scarce: Shop, quantities: tuple[Any, ...], code: str, field: str
) -> None:
    answer = reallocate(scarce, *quantities)

    wrong = answer.json()["errors"][0]
    assert (wrong["code"], wrong["field"]) == (code, field)
    assert held(scarce) == ["8", "2"]
    assert scarce.differences() == []


def test_who_looked_before_somebody_else_changed_it_is_told(scarce: Shop) -> None:
    lines = [one["line"] for one in promised(scarce)]
    seen = [
        {"line": lines[0], "quantity": "5", "was": "8"},
        {"line": lines[1], "quantity": "5", "was": "2"},
    ]
    reallocate(scarce, 4, 6)

    answer = reallocate(scarce, holds=seen)

    assert answer.status_code == 409
    assert answer.json()["errors"][0]["code"] == "reallocation.changed_meanwhile"
    twice = reallocate(scarce, holds=[seen[0], seen[0]])
    assert twice.json()["errors"][-1]["code"] == "reallocation.named_twice"
    unknown = [{"line": scarce.ids["S1"], "quantity": "1", "was": "0"}]
    assert reallocate(scarce, holds=unknown).json()["errors"][0]["field"] == "holds.0.line"
    nan = [{**seen[0], "quantity": "NaN"}]
    assert reallocate(scarce, holds=nan).status_code == 422
    assert held(scarce) == ["4", "6"]


def test_only_who_may_change_stock_decides_and_another_company_sees_nothing(
    scarce: Shop, client: Callable[..., ApiClient], other_company: Any
) -> None:
    assert reallocate(scarce, 4, 6, client=client("sales")).status_code == 403
    assert reallocate(scarce, 4, 6, client=client("warehouse")).status_code == 403
    assert (
        reallocate(scarce, 4, 6, client=client("admin", company=other_company)).status_code == 404
    )
    assert held(scarce) == ["8", "2"]

    assert reallocate(scarce, 4, 6, client=client("owner")).status_code == 200


def test_expired_goods_are_held_for_nobody(shop: Shop) -> None:
    shop.product("S1N", "牛奶", batched=True)
    shop.make("purchase_receipt", line("S1N", 5, "2", batch="B1"))
    shop.make("sales_order", line("S1N", 5))
    shop.ids |= {"S1": shop.ids["S1N"]}
    shop.ids["CK01"] = shop.one("SELECT id FROM masters_warehouse WHERE code = %s", "CK01")
    batch = shop.one("SELECT id FROM masters_batch WHERE number = %s", "B1")
    etag = shop.client.get(f"/records/batch/{batch}").headers["ETag"]
    shop.ok(shop.client.patch(f"/records/batch/{batch}", {"held": True}, etag=etag))
    assert held(shop) == ["0"]

    answer = reallocate(shop, 3)

    assert answer.json()["errors"][0]["code"] == "reallocation.more_than_there"
    assert Decimal(held(shop)[0]) == 0
