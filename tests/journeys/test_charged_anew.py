"""A draft of a return that took its price over takes it anew until it is confirmed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.credit import invoiced, received
from tests.support.shop import Shop, line

SIDES = pytest.mark.parametrize("side", ["purchase", "sales"])
KIND = {"purchase": "payable", "sales": "receivable"}
SOURCE = {"purchase": "purchase_receipt", "sales": "sales_delivery"}


def went(trade: Shop, side: str) -> dict[str, Any]:
    """Ten at 20 bought or sold, 226.00 gross."""
    if side == "purchase":
        return received(trade, price="20")
    received(trade)
    return trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})


def priced(record: dict[str, Any]) -> tuple[str, str]:
    (row,) = record["lines"]
    return row["unit_price"], record["total"]


@SIDES
def test_when_the_invoice_that_priced_it_is_cancelled(trade: Shop, side: str) -> None:
    made, form = went(trade, side), f"{side}_return"
    paper = invoiced(trade, SOURCE[side], made, amount="300", tax=None)
    draft = trade.convert(SOURCE[side], made, form)
    assert priced(draft) == ("30", "339.00")

    trade.do(f"{side}_invoice", paper, "cancel")

    (told,) = trade.read(form, draft)["warnings"]
    assert (told["code"], told["field"]) == ("line.taken_price_changed", "lines.0.unit_price")
    assert told["message"] == "螺丝 M8 的结算价已由 30 变为 20，审核时按新价退"
    back = trade.do(form, draft, "confirm")
    assert priced(back) == ("20", "226.00")
    assert (trade.owed(KIND[side]), trade.differences()) == (0, [])


@SIDES
def test_when_an_invoice_that_differs_comes_after_it_was_drafted(trade: Shop, side: str) -> None:
    made, form = went(trade, side), f"{side}_return"
    draft = trade.convert(SOURCE[side], made, form)
    assert priced(draft) == ("20", "226.00")
    invoiced(trade, SOURCE[side], made, amount="300", tax=None)

    saved = trade.change(form, trade.read(form, draft), remark="雨淋")

    assert priced(saved) == ("30", "339.00")
    assert priced(trade.do(form, draft, "confirm")) == ("30", "339.00")
    assert (trade.owed(KIND[side]), trade.differences()) == (0, [])


@SIDES
@pytest.mark.parametrize(
    ("typed", "total"), [({"unit_price": "15"}, "169.50"), ({"discount": "50"}, "169.50")]
)
def test_what_somebody_typed_stays(trade: Shop, side: str, typed: Any, total: str) -> None:
    made, form = went(trade, side), f"{side}_return"
    paper = invoiced(trade, SOURCE[side], made, amount="300", tax=None)
    draft = trade.convert(SOURCE[side], made, form)
    draft = trade.change(form, draft, lines=[{"id": draft["lines"][0]["id"], **typed}])

    trade.do(f"{side}_invoice", paper, "cancel")

    assert trade.read(form, draft)["warnings"] == []
    assert trade.do(form, draft, "confirm")["total"] == total
    assert trade.differences() == []


def test_who_sees_no_purchase_prices_is_told_none(trade: Shop, client: Any) -> None:
    made = went(trade, "purchase")
    paper = invoiced(trade, "purchase_receipt", made, amount="300", tax=None)
    draft = trade.convert("purchase_receipt", made, "purchase_return")
    trade.do("purchase_invoice", paper, "cancel")

    shown = client("warehouse").get(f"/records/purchase_return/{draft['id']}").json()

    assert "unit_price" not in shown["lines"][0]
    assert [one["code"] for one in shown["warnings"]] == ["line.hidden_price_changed"]
    assert shown["warnings"][0]["message"] == "螺丝 M8 的结算价已变，审核时按新价退"


def test_what_is_opened_again_takes_it_anew_as_well(trade: Shop) -> None:
    made = went(trade, "sales")
    paper = invoiced(trade, "sales_delivery", made, amount="300", tax=None)
    back = trade.do(
        "sales_return", trade.convert("sales_delivery", made, "sales_return"), "confirm"
    )
    trade.do("sales_return", back, "reopen")
    trade.do("sales_invoice", paper, "cancel")

    again = trade.do("sales_return", back, "confirm")

    assert priced(again) == ("20", "226.00")
    assert (trade.owed("receivable"), trade.differences()) == (0, [])


def test_what_is_exchanged_takes_it_anew_as_well(trade: Shop) -> None:
    made = went(trade, "sales")
    paper = invoiced(trade, "sales_delivery", made, amount="300", tax=None)
    draft = trade.convert("sales_delivery", made, "sales_exchange")
    rows = [{"id": draft["lines"][0]["id"]}, line("LS8", 10, "20", direction="replacement")]
    draft = trade.change("sales_exchange", draft, lines=rows)
    assert draft["total"] == "-113.00"

    trade.do("sales_invoice", paper, "cancel")

    assert trade.do("sales_exchange", draft, "confirm")["total"] == "0.00"
    assert (trade.owed("receivable"), trade.differences()) == (226, [])


def test_a_suppliers_paper_is_entered_once_also_as_an_allowance(trade: Shop) -> None:
    first, second = received(trade), received(trade)
    paper = {"invoice_number": "044031900111"}

    def allowance(got: dict[str, Any]) -> dict[str, Any]:
        draft = trade.convert("purchase_receipt", got, "purchase_allowance")
        row = {"id": draft["lines"][0]["id"], "amount": "5"}
        return trade.change("purchase_allowance", draft, lines=[row], **paper)

    done = trade.do("purchase_allowance", allowance(first), "confirm")
    again = allowance(second)
    bill = trade.convert("purchase_receipt", second, "purchase_invoice")
    bill = trade.change("purchase_invoice", bill, **paper)
    before = trade.everything()

    for form, draft in (("purchase_allowance", again), ("purchase_invoice", bill)):
        (error,) = trade.act(form, draft, "confirm").json()["errors"]
        assert (error["code"], error["field"]) == (
            "purchase_invoice.entered_before",
            "invoice_number",
        )
        assert done["number"] in error["message"]
    assert trade.everything() == before
    trade.do("purchase_allowance", done, "cancel")
    trade.do("purchase_allowance", again, "confirm")
    assert trade.differences() == []
