"""拣货单: what is fetched before goods leave, where, of which batch, and for which document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from huolang.kernel import sql
from huolang.kernel.company import Company
from tests.support.client import ApiClient
from tests.support.shop import Shop, days_ago, line

Client = Callable[..., ApiClient]


@pytest.fixture
def shop(client: Client, company: Company) -> Shop:
    """Bolts on two shelves, glue of three batches, telephones one by one."""
    made = Shop(client("admin"), company.id)
    made.partner("P1", "宏达五金")
    made.partner("P2", "新华电器")
    made.warehouse("CK02", "门店")
    box = {"unit": {"code": "BOX"}, "numerator": "12"}
    made.product("A1", "螺栓", units=[box])
    made.product("B1", "胶水", batched=True, shelf_life=100)
    made.product("SJ", "手机", serialized=True)
    (house,) = made.ok(made.client.get("/records/warehouse?q=CK01"))["items"]
    made.change("warehouse", made.read("warehouse", house), located=True)
    for code, order in (("Z1", 1), ("A9", 2)):
        made.master("location", code=code, warehouse={"code": "CK01"}, pick_order=order)
    until = {"X1": "2030-01-01", "X2": "2029-01-01", "X3": days_ago(1)}
    spots = {"X1": "Z1", "X2": "A9", "X3": "Z1"}
    glue = [
        line("B1", 4, 1, batch=name, expires_on=day, **at(spots[name]))
        for name, day in until.items()
    ]
    made.make(
        "purchase_receipt",
        *glue,
        line("A1", 10, 1, **at("A9")),
        line("A1", 20, 1, **at("Z1")),
        line("SJ", 2, 9, serials=["S1", "S3"], **at("A9")),
        line("SJ", 1, 9, serials=["S2"], **at("Z1")),
    )
    return made


def at(code: str) -> dict[str, Any]:
    return {"location": {"code": code}}


def draft(shop: Shop, form: str, *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return shop.make(form, *lines, then=None, **fields)


def asked(shop: Shop, form: str, *records: dict[str, Any], client: Any = None, **more: str) -> Any:
    ids = ",".join(one["id"] for one in records)
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    return (client or shop.client).get(f"/picking/{form}?ids={ids}{rest}")


def rows(paper: dict[str, Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(name, "") for name in names) for row in paper["tables"][0]["rows"]]


def test_a_draft_is_picked_past_the_shelves_what_expires_first(shop: Shop) -> None:
    delivery = draft(
        shop,
        "sales_delivery",
        line("SJ", 2, 20),
        line("B1", 6, 5),
        line("A1", 25, 2, remark="防潮"),
    )
    before = shop.everything()

    (paper,) = shop.ok(asked(shop, "sales_delivery", delivery))["items"]

    assert paper["title"] == "拣货单"
    assert rows(paper, "location", "product_code", "batch", "quantity", "serials", "remark") == [
        ("Z1", "A1", "", "20", "", "防潮"),
        ("Z1", "B1", "X1", "2", "", ""),
        ("Z1", "SJ", "", "1", "S2", ""),
        ("A9", "A1", "", "5", "", "防潮"),
        ("A9", "B1", "X2", "4", "", ""),
        ("A9", "SJ", "", "1", "S1", ""),
    ]
    assert rows(paper, "packed")[0] == ("1 箱 8 个",)
    assert paper["codes"] == [
        {"no": 1, "code": f"/records/sales_delivery/{delivery['id']}", "square": True}
    ]
    assert not any("price" in one["name"] for one in paper["tables"][0]["columns"])
    assert shop.everything() == before

    rest = [{"id": one["id"]} for one in delivery["lines"][1:]]
    phones = {"id": delivery["lines"][0]["id"], "serials": ["S2", "S1"]}
    shop.change("sales_delivery", delivery, lines=[phones, *rest])
    done = shop.do("sales_delivery", delivery, "confirm")  # as it was proposed
    taken = {
        (row["product"]["code"], (row["location"] or {}).get("code"), row["quantity"])
        for row in done["lines"]
    }
    assert {("A1", "Z1", "20"), ("A1", "A9", "5"), ("B1", "Z1", "2"), ("B1", "A9", "4")} <= taken


def test_what_a_line_names_is_fetched_and_what_is_short_is_said(shop: Shop) -> None:
    delivery = draft(
        shop,
        "sales_delivery",
        line("A1", 12, 2, **at("A9")),
        line("B1", 1, 5, batch="X3"),
        line("SJ", 1, 20, serials=["s3"]),
    )

    (paper,) = shop.ok(asked(shop, "sales_delivery", delivery))["items"]

    assert rows(paper, "location", "product_code", "batch", "quantity", "serials") == [
        ("Z1", "B1", "X3", "1", ""),  # expired, and somebody named it
        ("A9", "A1", "", "10", ""),
        ("A9", "SJ", "", "1", "S3"),
        ("缺货", "A1", "", "2", ""),
    ]


def test_a_wave_sends_nobody_to_the_same_goods(shop: Shop) -> None:
    orders = [
        shop.make("sales_order", line("A1", 15, 2), line("B1", 3, 5), partner={"code": code})
        for code in ("P1", "P2")
    ]

    (paper,) = shop.ok(asked(shop, "sales_order", *orders, together="true"))["items"]

    assert (paper["title"], paper["number"]) == ("合并拣货单", "2 张单据")
    assert rows(paper, "location", "product_code", "batch", "quantity", "of") == [
        ("Z1", "A1", "", "20", "1×15，2×5"),
        ("Z1", "B1", "X1", "2", "2×2"),
        ("A9", "A1", "", "10", "2×10"),
        ("A9", "B1", "X2", "4", "1×3，2×1"),
    ]
    assert [one["code"] for one in paper["codes"]] == [one["number"] for one in orders]
    named = [(row["number"], row["partner"]) for row in paper["tables"][1]["rows"]]
    assert named == [(orders[0]["number"], "P1 宏达五金"), (orders[1]["number"], "P2 新华电器")]

    apart = shop.ok(asked(shop, "sales_order", *orders))["items"]
    assert [one["number"] for one in apart] == [one["number"] for one in orders]
    assert rows(apart[1], "location", "product_code", "quantity")[0] == ("Z1", "A1", "5")

    part = {"lines": [{"source": orders[0]["lines"][0]["id"], "base_quantity": "15"}]}
    path = f"/records/sales_order/{orders[0]['id']}/convert/sales_delivery?then=confirm"
    shop.ok(shop.client.post(path, part), 201)
    (left,) = shop.ok(asked(shop, "sales_order", orders[0]))["items"]
    assert rows(left, "product_code", "quantity") == [("B1", "3")]  # what is still open


def test_transfers_issues_and_assemblies_are_picked_as_well(shop: Shop) -> None:
    shop.product("M1", "套件")
    assembly = {"product": {"code": "M1"}, "quantity": "2"}
    made = [
        ("stock_transfer", draft(shop, "stock_transfer", line("A1", 3), into={"code": "CK02"})),
        ("stock_issue", draft(shop, "stock_issue", line("A1", 4))),
        ("assembly", draft(shop, "assembly", line("A1", 5), **assembly)),
        ("purchase_return", draft(shop, "purchase_return", line("A1", 6, 1))),
    ]
    for (form, record), quantity in zip(made, ("3", "4", "5", "6"), strict=True):
        (paper,) = shop.ok(asked(shop, form, record))["items"]
        assert rows(paper, "location", "quantity") == [("Z1", quantity)]


def test_what_is_not_to_be_picked_is_refused(shop: Shop, client: Client) -> None:
    open_ = draft(shop, "sales_delivery", line("A1", 1, 2))
    done = shop.make("sales_delivery", line("A1", 1, 2))
    ordered = draft(shop, "sales_order", line("A1", 1, 2))
    refused = {
        "has left": asked(shop, "sales_delivery", open_, done),
        "not confirmed": asked(shop, "sales_order", ordered),
        "unknown": asked(shop, "sales_delivery", {"id": shop.ids["A1"]}),
        "no form": asked(shop, "purchase_receipt", done),
        "none": asked(shop, "sales_delivery"),
        "may not": asked(shop, "sales_delivery", open_, client=client("purchasing")),
    }
    assert {name: (one.status_code, one.json()["code"]) for name, one in refused.items()} == {
        "has left": (409, "picking.nothing"),
        "not confirmed": (409, "picking.nothing"),
        "unknown": (404, "record.not_found"),
        "no form": (422, "parameter.invalid"),
        "none": (422, "print.which"),
        "may not": (403, "auth.forbidden"),
    }
    shop.ok(asked(shop, "sales_delivery", open_, client=client("warehouse")))


def test_a_hundred_take_as_many_statements_as_two(shop: Shop) -> None:
    drafts = [draft(shop, "sales_delivery", line("A1", 1, 2), line("SJ", 1, 9)) for _ in range(3)]
    counts: list[int] = []
    for some in (drafts[:1], drafts):
        with sql.counting() as seen:
            shop.ok(asked(shop, "sales_delivery", *some))
        counts.append(len(seen))
    assert counts[0] == counts[1]
