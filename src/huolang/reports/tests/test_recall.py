"""召回: a batch is followed through what was made of it, and back to what it was made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from huolang.reports.tests.test_many_rows import cells
from tests.support.reports import figures, report
from tests.support.shop import Shop, line

SHOWN = ("batch", "through", "through_number", "way", "partner", "came", "went")
ENTRY = ("document", "through", "through_number", "way", "quantity")


def made(shop: Shop, code: str, number: str, *used: dict[str, Any], **fields: Any) -> Any:
    """One of `code`, of the batch `number`, is put together of `used`."""
    whole = {"product": {"code": code}, "quantity": "1", "batch": number, **fields}
    return shop.make("assembly", *used, **whole)


def of(code: str, number: str, quantity: int = 1) -> dict[str, Any]:
    return line(code, quantity, batch=number)


@pytest.fixture
def bakery(shop: Shop) -> Iterator[Shop]:
    """From P1 4 of the flour PB1 and 4 of PB2, from P2 9 eggs EB1; nobody numbers boxes."""
    for code in ("PB", "EB", "FB", "GB"):
        shop.product(code, batched=True)
    shop.partner("K1", "客户甲")
    shop.partner("K2", "客户乙")
    for number in ("PB1", "PB2"):
        shop.make("purchase_receipt", line("PB", 4, 3, batch=number))
    shop.make("purchase_receipt", line("EB", 9, 1, batch="EB1"), partner={"code": "P2"})
    shop.make("purchase_receipt", line("S1", 9, 1), partner={"code": "P2"})
    yield shop
    assert shop.differences() == []


def sold(shop: Shop, code: str, number: str, partner: str, quantity: int = 1) -> Any:
    row = line(code, quantity, 9, batch=number)
    return shop.make("sales_delivery", row, partner={"code": partner})


def traced(shop: Shop, number: str, **asked: str) -> list[Any]:
    return figures(report(shop.client, "batch_trace", batch=_id(shop, number), **asked), *SHOWN)


def _id(shop: Shop, number: str) -> str:
    found = shop.ok(shop.client.get(f"/records/batch?q={number}"))["items"]
    return str(next(one["id"] for one in found if one["number"] == number))


def test_a_recall_finds_who_bought_what_was_made_of_a_batch_and_who_sent_what_it_was_made_of(
    bakery: Shop,
) -> None:
    """FB1 of PB1 goes to K1; FB2 of PB2 and 2 eggs goes to K2, as did one of PB2 itself."""
    made(bakery, "FB", "FB1", of("PB", "PB1"))
    made(bakery, "FB", "FB2", of("PB", "PB2"), of("EB", "EB1", 2), line("S1", 1))
    sold(bakery, "FB", "FB1", "K1")
    sold(bakery, "FB", "FB2", "K2")
    sold(bakery, "PB", "PB2", "K2")

    assert traced(bakery, "PB2") == [
        ("PB2", None, None, "bought", "P1", "4", None),
        ("PB2", None, None, "made", None, None, "1"),
        ("PB2", None, None, "sold", "K2", None, "1"),
        ("PB2", "FB", "FB2", "made", None, "1", None),
        ("PB2", "FB", "FB2", "sold", "K2", None, "1"),
    ]
    back = traced(bakery, "FB2")
    assert sorted(back, key=str) == sorted(
        [
            ("FB2", None, None, "made", None, "1", None),
            ("FB2", None, None, "sold", "K2", None, "1"),
            ("FB2", "EB", "EB1", "bought", "P2", "9", None),
            ("FB2", "EB", "EB1", "made", None, None, "2"),
            ("FB2", "PB", "PB2", "bought", "P1", "4", None),
            ("FB2", "PB", "PB2", "made", None, None, "1"),
            ("FB2", "S1", None, "made", None, None, "1"),
        ],
        key=str,
    )


def test_asked_for_a_supplier_or_a_customer_it_goes_through_what_was_made(bakery: Shop) -> None:
    made(bakery, "FB", "FB2", of("PB", "PB2"), of("EB", "EB1", 2))
    sold(bakery, "FB", "FB2", "K2")

    recalled = report(bakery.client, "batch_trace", **{"from": bakery.ids["P1"], "way": "sold"})
    blamed = report(bakery.client, "batch_trace", to=bakery.ids["K2"], way="bought")

    assert figures(recalled, *SHOWN) == [("PB2", "FB", "FB2", "sold", "K2", None, "1")]
    assert sorted(figures(blamed, *SHOWN)) == [
        ("FB2", "EB", "EB1", "bought", "P2", "9", None),
        ("FB2", "PB", "PB2", "bought", "P1", "4", None),
    ]


def test_it_goes_over_several_levels_and_tells_each_document_in_between(bakery: Shop) -> None:
    """PB1 → FB1 → GB1 → K1, of which one came back; and a box of it without a number."""
    bakery.product("BX")
    first = made(bakery, "FB", "FB1", of("PB", "PB1"), quantity="3")
    second = made(bakery, "GB", "GB1", of("FB", "FB1"), quantity="2")
    third = bakery.make("assembly", of("FB", "FB1"), product={"code": "BX"}, quantity="1")
    gone = sold(bakery, "GB", "GB1", "K1", 2)
    back = bakery.convert("sales_delivery", gone, "sales_return")
    lines = [{"id": back["lines"][0]["id"], "quantity": "1"}]
    bakery.do("sales_return", bakery.change("sales_return", back, lines=lines), "confirm")

    assert traced(bakery, "PB1", way="sold") == [("PB1", "GB", "GB1", "sold", "K1", "1", "2")]
    assert traced(bakery, "GB1", way="bought") == [("GB1", "PB", "PB1", "bought", "P1", "4", None)]
    steps = report(bakery.client, "batch_trace", batch=_id(bakery, "PB1"), view="entry", way="made")
    told = figures(steps, *ENTRY)
    numbers = [one["number"] for one in (first, second, third)]
    assert sorted(told, key=str) == sorted(
        [
            (numbers[0], None, None, "made", "-1"),
            (numbers[0], "FB", "FB1", "made", "3"),
            (numbers[1], "FB", "FB1", "made", "-1"),
            (numbers[1], "GB", "GB1", "made", "2"),
            (numbers[2], "FB", "FB1", "made", "-1"),
            (numbers[2], "BX", None, "made", "1"),
        ],
        key=str,
    )


def test_what_was_taken_apart_is_followed_and_what_was_taken_back_is_not(bakery: Shop) -> None:
    """FB1 is taken apart into GB1, which goes to K1; FB2 was made of PB2 by mistake."""
    made(bakery, "FB", "FB1", of("PB", "PB1"))
    parts = line("GB", 2, batch="GB1")
    whole = {"product": {"code": "FB"}, "quantity": "1", "batch": "FB1"}
    bakery.make("disassembly", parts, **whole)
    sold(bakery, "GB", "GB1", "K1", 2)
    wrong = made(bakery, "FB", "FB2", of("PB", "PB2"))
    bakery.do("assembly", wrong, "cancel")

    assert traced(bakery, "PB1", way="sold") == [("PB1", "GB", "GB1", "sold", "K1", None, "2")]
    assert traced(bakery, "GB1", way="bought") == [("GB1", "PB", "PB1", "bought", "P1", "4", None)]
    assert [row[1:4] for row in traced(bakery, "PB2")] == [(None, None, "bought")]
    key = _id(bakery, "PB2")
    entries = report(bakery.client, "batch_trace", batch=key, view="entry")
    assert figures(entries, "way", "quantity") == [("bought", "4")]


def test_goods_that_were_put_together_and_taken_apart_again_come_to_an_end(bakery: Shop) -> None:
    whole = {"product": {"code": "FB"}, "quantity": "1", "batch": "FB1"}
    for _again in range(2):
        bakery.make("assembly", of("PB", "PB1"), **whole)
        bakery.make("disassembly", of("PB", "PB1"), **whole)
    made(bakery, "FB", "FB1", of("PB", "PB1"))
    sold(bakery, "FB", "FB1", "K2")

    assert traced(bakery, "PB1") == [
        ("PB1", None, None, "bought", "P1", "4", None),
        ("PB1", None, None, "made", None, "2", "3"),
        ("PB1", "FB", "FB1", "made", None, "3", "2"),
        ("PB1", "FB", "FB1", "sold", "K2", None, "1"),
    ]


def test_a_numbered_piece_leads_through_what_it_was_built_into(bakery: Shop) -> None:
    """The board N1 of P2 is built into the computer C1 together with PB1, which goes to K1."""
    bakery.product("ZB", serialized=True)
    bakery.product("DN", serialized=True)
    board = line("ZB", 1, 5, serials=["N1"])
    bakery.make("purchase_receipt", board, partner={"code": "P2"})
    whole = {"product": {"code": "DN"}, "quantity": "1", "serials": ["C1"]}
    bakery.make("assembly", line("ZB", 1, serials=["N1"]), of("PB", "PB1"), **whole)
    out = line("DN", 1, 99, serials=["C1"])
    bakery.make("sales_delivery", out, partner={"code": "K1"})

    def life(code: str) -> list[Any]:
        asked = {"product": bakery.ids[code]}
        shown = ("serial", "way", "through", "through_number", "partner")
        return sorted(figures(report(bakery.client, "serial_life", **asked), *shown), key=str)

    assert life("ZB") == [
        ("N1", "in", None, None, "P2"),
        ("N1", "made", "DN", "C1", None),
        ("N1", "out", "DN", "C1", "K1"),
        ("N1", "used", None, None, None),
    ]
    assert life("DN") == [
        ("C1", "in", "PB", "PB1", "P1"),
        ("C1", "in", "ZB", "N1", "P2"),
        ("C1", "made", None, None, None),
        ("C1", "out", None, None, "K1"),
        ("C1", "used", "PB", "PB1", None),
        ("C1", "used", "ZB", "N1", None),
    ]
    assert traced(bakery, "PB1", way="sold") == [("PB1", "DN", "C1", "sold", "K1", None, "1")]


def test_a_trace_is_as_many_statements_however_many_levels_and_rows(
    bakery: Shop, statements: Callable[[], Any]
) -> None:
    """Of PB1 F1 is made, of which one goes to K1 and one into F2, and so on, up to F8."""

    def asked() -> tuple[int, int]:
        key = _id(bakery, "PB1")
        with statements() as seen:
            page = report(bakery.client, "batch_trace", batch=key)
        return len(seen), len(page["items"])

    code, number = "PB", "PB1"
    told: list[tuple[int, int]] = []
    for level in range(1, 9):
        into, called = ("FB", "GB")[level % 2], f"F{level}"
        made(bakery, into, called, of(code, number), quantity="2")
        sold(bakery, into, called, "K1")
        code, number = into, called
        told.append(asked())

    few, rows = told[0]
    assert (few > 0, rows) == (True, 4)
    assert told[-1] == (few, 4 + 7 * 2)
    assert traced(bakery, "F8", way="bought") == [("F8", "PB", "PB1", "bought", "P1", "4", None)]


def test_the_file_of_a_trace_has_what_lies_in_between(bakery: Shop) -> None:
    made(bakery, "FB", "FB2", of("PB", "PB2"))
    sold(bakery, "FB", "FB2", "K2")

    asked = f"batch={_id(bakery, 'PB2')}&way=sold"
    answer = bakery.client.get(f"/reports/batch_trace.xlsx?{asked}")

    told = [row for row in cells(answer) if "商品 FB FB2" in row]
    assert len(told) == 1
    assert "客户乙" in str(told[0])


def left(shop: Shop, number: str) -> tuple[list[Any], Any]:
    page = report(shop.client, "batch_trace", view="place", batch=_id(shop, number))
    shown = ("through", "through_number", "warehouse", "location", "state", "partner", "quantity")
    return sorted(figures(page, *shown), key=str), page["totals"]["quantity"]


def test_a_recall_begins_with_what_is_still_there_and_where(bakery: Shop) -> None:
    """Of 20 of PB1 2 are at K1 to sell, 1 is lent to K2, 3 are under way, 4 in a bin, 1 in FB1."""
    bakery.make("purchase_receipt", line("PB", 16, 3, batch="PB1"))
    warehouse = {"code": "CK02"}
    place = bakery.ok(bakery.client.get("/records/warehouse?q=CK02"))["items"][0]
    bakery.change("warehouse", place, located=True)
    bakery.master("location", code="A1", name="A1", warehouse=warehouse)
    moved = line("PB", 4, batch="PB1", into_location={"code": "A1"})
    bakery.make("stock_transfer", moved, into=warehouse)
    bakery.make("stock_transfer", of("PB", "PB1", 3), into=warehouse, in_steps=True)
    bakery.make("loan", of("PB", "PB1", 2), partner={"code": "K1"}, purpose="consignment")
    bakery.make("loan", of("PB", "PB1"), partner={"code": "K2"})
    made(bakery, "FB", "FB1", of("PB", "PB1"), quantity="2")
    sold(bakery, "FB", "FB1", "K1")
    sold(bakery, "PB", "PB1", "K1", 5)
    gone = sold(bakery, "PB", "PB1", "K2", 2)
    bakery.do("sales_delivery", gone, "cancel")

    rows, total = left(bakery, "PB1")

    assert rows == sorted(
        [
            (None, None, "CK01", None, "consigned", "K1", "2"),
            (None, None, "CK01", None, "lent", "K2", "1"),
            (None, None, "CK01", None, "shelf", None, "4"),
            (None, None, "CK02", "A1", "shelf", None, "4"),
            (None, None, "CK02", None, "in_transit", None, "3"),
            ("FB", "FB1", "CK01", None, "shelf", None, "1"),
        ],
        key=str,
    )
    assert total is None
    record = bakery.ok(bakery.client.get(f"/records/batch/{_id(bakery, 'EB1')}"))
    bakery.change("batch", record, held=True)
    assert left(bakery, "EB1") == ([(None, None, "CK01", None, "held", None, "9")], "9")
    assert traced(bakery, "PB1", way="sold") == [
        ("PB1", None, None, "sold", "K1", None, "5"),
        ("PB1", "FB", "FB1", "sold", "K1", None, "1"),
    ]
