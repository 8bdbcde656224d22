"""A line that names the line it goes on from, and no price, costs what that one costs, whether it
was converted, typed by a program or read from a file."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.kernel import sql
from huolang.kernel.company import acting
from tests.support.credit import Document, invoiced
from tests.support.importing import Importer, text, workbook
from tests.support.shop import Shop, line

TAKEN = ("unit_price", "discount", "tax_rate", "is_gift", "amount", "tax", "total")
SIDES = [("purchase", "purchase_receipt"), ("sales", "sales_delivery")]


def told(document: Document) -> list[dict[str, Any]]:
    return [{name: row[name] for name in TAKEN} for row in document["lines"]]


def ordered(trade: Shop, side: str) -> Document:
    """Ten at 7 less a tenth at 3 %, and one more for nothing; today they cost 10."""
    rows = [line("LS8", 10, "7", discount="10", tax_rate="3"), line("LS8", 1, is_gift=True)]
    partner = {"partner": {"code": "P1" if side == "purchase" else "K1"}}
    if side == "sales":
        trade.make("purchase_receipt", line("LS8", 50, "5"))
    return trade.make(f"{side}_order", *rows, **partner)


def named(document: Document, field: str, *quantities: int) -> list[dict[str, Any]]:
    """Lines that only say what they go on from, and how much of it."""
    lines = zip(document["lines"], quantities, strict=True)
    return [line("LS8", many, **{field: row["id"]}) for row, many in lines]


@pytest.mark.parametrize(("side", "form"), SIDES)
def test_a_program_that_names_the_order_line_gets_what_is_converted(
    trade: Shop, side: str, form: str
) -> None:
    order = ordered(trade, side)
    converted = trade.convert(f"{side}_order", order, form)

    partner = {"partner": {"code": order["partner"]["code"]}}
    typed = trade.make(form, *named(order, "order_line", 10, 1), **partner)

    assert told(typed) == told(converted)
    assert told(typed)[0] | {"amount": "63.00", "discount": "10"} == told(typed)[0]
    assert typed["lines"][1]["is_gift"] is True
    assert trade.differences() == []


@pytest.mark.parametrize(("side", "form"), SIDES)
def test_and_the_proposals_say_so_with_the_number_of_the_order(
    trade: Shop, side: str, form: str
) -> None:
    order = ordered(trade, side)
    rows = [
        {"product": trade.ids["LS8"], "quantity": "1", "source": row["id"]}
        for row in order["lines"]
    ]
    asked = {"form": form, "partner": order["partner"]["id"], "lines": rows}

    first, gift = trade.ok(trade.client.post("/prices/proposals", asked))["items"]

    label = "采购订单" if side == "purchase" else "销售订单"
    assert (first["price"], first["discount"], first["tax_rate"]) == ("7", "10", "3")
    assert (first["source"], first["text"]) == ("source", f"按{label} {order['number']}")
    assert (first["form"], first["record"]) == (f"{side}_order", order["id"])
    assert (gift["price"], gift["is_gift"], first["is_gift"]) == ("0", True, False)


def test_what_a_line_says_itself_stays(trade: Shop) -> None:
    order = ordered(trade, "purchase")
    plain, gift = named(order, "order_line", 10, 1)
    got = trade.make(
        "purchase_receipt", {**plain, "discount": "0"}, {**gift, "is_gift": False}, then=None
    )

    assert (got["lines"][0]["unit_price"], got["lines"][0]["discount"]) == ("7", "0")
    assert (got["lines"][1]["unit_price"], got["lines"][1]["is_gift"]) == ("10", False)


def test_prices_follow_the_terms_of_tax_and_the_unit_of_the_line(trade: Shop) -> None:
    box = {"unit": {"code": "BOX"}, "numerator": "12", "denominator": "1"}
    trade.product("KL", "可乐", purchase_price="2", units=[box])
    row = line("KL", 10, "27.12", unit={"code": "BOX"})
    order = trade.make("purchase_order", row, tax_included=True)
    source = order["lines"][0]["id"]

    rows = [line("KL", 12, order_line=source), line("KL", 1, unit={"code": "BOX"})]
    got = trade.make("purchase_receipt", rows[0], {**rows[1], "order_line": source}, then=None)

    assert [one["unit_price"] for one in got["lines"]] == ["2", "24"]


@pytest.mark.parametrize(
    ("form", "target", "field"),
    [
        ("purchase_receipt", "purchase_return", "receipt_line"),
        ("sales_delivery", "sales_return", "delivery_line"),
    ],
)
def test_returns_that_name_their_line_get_what_is_converted(
    trade: Shop, form: str, target: str, field: str
) -> None:
    trade.make("purchase_receipt", line("LS8", 50, "5"))
    rows = [line("LS8", 10, "7", discount="10", tax_rate="3"), line("LS8", 1, is_gift=True)]
    partner = {"partner": {"code": "P1" if form == "purchase_receipt" else "K1"}}
    made = trade.make(form, *rows, **partner)
    invoiced(trade, form, made, amount="81", tax=None)
    converted = trade.convert(form, made, target)

    typed = trade.make(target, *named(made, field, 10, 1), **partner)

    assert told(typed) == told(converted)
    assert (typed["lines"][0]["unit_price"], typed["amount"]) == ("9", "81.00")
    assert trade.differences() == []


def test_a_line_of_another_product_takes_nothing_over_and_is_refused(trade: Shop) -> None:
    order = ordered(trade, "purchase")
    before = trade.everything()

    answer = trade.send("purchase_receipt", line("DL", 1, order_line=order["lines"][0]["id"]))

    assert answer.json()["code"] == "follow.does_not_match"
    assert trade.everything() == before


def test_however_many_lines_the_prices_take_the_same_statements(trade: Shop) -> None:
    order = trade.make("purchase_order", *[line("LS8", 1, str(n)) for n in range(1, 41)])

    def statements(count: int) -> int:
        lines = [line("LS8", 1, order_line=row["id"]) for row in order["lines"][:count]]
        with acting(trade.company), sql.counting() as counted:
            made = trade.make("purchase_receipt", *lines, then=None)
        assert [row["unit_price"] for row in made["lines"]] == [str(n) for n in range(1, count + 1)]
        return len(counted)

    statements(1)
    assert statements(2) == statements(40)


@pytest.mark.parametrize("write", [workbook, text])
def test_so_does_a_file_that_names_the_order_line(trade: Shop, write: Any) -> None:
    order = ordered(trade, "sales")
    converted = trade.convert("sales_order", order, "sales_delivery")
    number = order["number"]
    content = write(
        ["客户", "仓库", "商品", "数量", "单价", "折扣%", "赠品", "订单行"],
        ["K1", "CK01", "LS8", 10, None, None, None, f"{number}#1"],
        ["K1", "CK01", "LS8", 1, None, None, None, f"{number}#2"],
    )

    done = Importer(trade.client, trade.company).bring("sales_delivery", content, confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), done
    (made,) = trade.rows(
        "SELECT id FROM sales_salesdelivery WHERE company_id = %s::bigint AND state = 'confirmed'",
        trade.company,
    )
    assert told(trade.read("sales_delivery", {"id": made[0]})) == told(converted)
    assert trade.differences() == []
