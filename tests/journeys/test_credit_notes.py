"""Red invoices: goods returned, what is owed for them, and that nothing stays on the accounts where
it waited for its invoice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.credit import (
    INPUT_TAX,
    OUTPUT_TAX,
    PAYABLE,
    PENDING,
    WAITING,
    Document,
    invoiced,
    received,
    returned,
)
from tests.support.shop import Shop, line


def variance(shop: Shop) -> Decimal:
    return shop.one(
        "SELECT coalesce(sum(l.base_amount), 0) FROM ledger_journalline l JOIN ledger_accountrole r"
        " ON r.company_id = l.company_id AND r.account_id = l.account_id"
        " WHERE l.company_id = %s::bigint AND r.role = 'purchase_price_variance'",
        shop.company,
    )


def test_a_return_after_its_invoice_gets_a_red_one_that_names_it(trade: Shop) -> None:
    got = received(trade)
    black = invoiced(trade, "purchase_receipt", got)
    back = returned(trade, got, 4)
    assert trade.account(WAITING) == Decimal("40.00")

    red = invoiced(trade, "purchase_return", back)

    assert (black["colour"], red["colour"]) == ("black", "red")
    assert (red["amount"], red["tax"], red["total"]) == ("-40.00", "-5.20", "-45.20")
    assert (red["original"]["id"], red["difference"]) == (black["id"], "0.00")
    assert trade.account(WAITING) == 0
    assert trade.account(PAYABLE) == Decimal("-67.80")
    assert trade.account(INPUT_TAX) == Decimal("7.80")
    assert trade.owed("payable") == Decimal("67.80")
    assert trade.differences() == []
    refused = trade.act("purchase_return", back, "cancel")
    assert refused.json()["code"] == "document.has_successors"

    trade.do("purchase_invoice", red, "cancel")
    assert (trade.account(WAITING), trade.account(PAYABLE)) == (Decimal("40"), Decimal("-113"))
    assert "purchase_invoice" in trade.read("purchase_return", back)["conversions"]
    assert trade.differences() == []


def test_what_went_back_before_its_invoice_is_on_the_same_paper(trade: Shop) -> None:
    got = received(trade, 3, "33.34")
    back = returned(trade, got, 1)
    assert "purchase_invoice" not in trade.read("purchase_return", back)["conversions"]

    draft = trade.convert("purchase_receipt", got, "purchase_invoice")
    assert [(row["quantity"], row["amount"]) for row in draft["lines"]] == [
        ("3", "100.02"),
        ("1", "-33.34"),
    ]
    paper = trade.do("purchase_invoice", draft, "confirm")

    assert (paper["colour"], paper["total"]) == ("black", "75.35")
    assert trade.account(WAITING) == 0
    assert "purchase_invoice" not in trade.read("purchase_receipt", got)["conversions"]
    assert trade.differences() == []


def test_all_returned_before_any_invoice_needs_none(trade: Shop) -> None:
    got = received(trade)
    back = returned(trade, got, 10)

    assert trade.account(WAITING) == 0
    assert "purchase_invoice" not in trade.read("purchase_receipt", got)["conversions"]
    assert "purchase_invoice" not in trade.read("purchase_return", back)["conversions"]
    answer = trade.client.post(f"/records/purchase_receipt/{got['id']}/convert/purchase_invoice")
    assert answer.json()["code"] == "convert.nothing_open"


@pytest.mark.parametrize("kind", ["general", "small"])
@pytest.mark.parametrize("first", [0, 4])
def test_all_that_went_back_at_another_price_is_on_one_paper(
    trade: Shop, kind: str, first: int
) -> None:
    become(trade, kind)
    got = received(trade, 10, "10.01")
    if first:
        part = trade.convert("purchase_receipt", got, "purchase_invoice")
        row = {"id": part["lines"][0]["id"], "quantity": "4", "amount": None, "tax": None}
        part = trade.change("purchase_invoice", part, lines=[row])
        trade.do("purchase_invoice", part, "confirm")
    back = returned(trade, got, 10, unit_price="9")
    if first:
        red = invoiced(trade, "purchase_return", back)
        assert (red["colour"], red["lines"][0]["quantity"]) == ("red", "4")
    assert trade.account(WAITING) != 0
    assert "purchase_invoice" not in trade.read("purchase_return", back)["conversions"]

    paper = invoiced(trade, "purchase_receipt", got)

    rest = str(10 - first)
    assert [row["quantity"] for row in paper["lines"]] == [rest, rest]
    assert trade.account(WAITING) == 0
    assert trade.owed("payable") == -trade.account(PAYABLE) == Decimal("11.41")
    assert "purchase_invoice" not in trade.read("purchase_receipt", got)["conversions"]
    assert trade.differences() == []


def test_all_that_came_back_at_another_price_is_on_one_paper(trade: Shop) -> None:
    received(trade)
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    back = returned(trade, sold, 10, unit_price="19")
    assert trade.account(PENDING) == Decimal("-1.30")
    assert "sales_invoice" not in trade.read("sales_return", back)["conversions"]

    paper = invoiced(trade, "sales_delivery", sold)

    assert (paper["amount"], paper["tax"], paper["colour"]) == ("10.00", "1.30", "black")
    assert trade.account(PENDING) == 0
    assert trade.account(OUTPUT_TAX) == Decimal("-1.30")
    assert trade.owed("receivable") == Decimal("11.30")
    assert "sales_invoice" not in trade.read("sales_delivery", sold)["conversions"]
    assert trade.differences() == []


def test_a_supplier_who_credits_less_costs_us_the_difference(trade: Shop) -> None:
    got = received(trade)
    invoiced(trade, "purchase_receipt", got)
    back = returned(trade, got, 4)
    value = trade.stock("LS8")["value"]

    red = invoiced(trade, "purchase_return", back, amount="-36", tax=None)

    assert (red["tax"], red["difference"], red["lines"][0]["difference"]) == (
        "-4.68",
        "4.52",
        "4.00",
    )
    assert trade.stock("LS8")["value"] == value
    assert variance(trade) == Decimal("4.00")
    assert trade.account(WAITING) == 0
    assert trade.owed("payable") == Decimal("72.32")
    assert trade.differences() == []
    trade.do("purchase_invoice", red, "cancel")
    assert variance(trade) == 0
    assert trade.owed("payable") == Decimal("67.80")
    assert trade.differences() == []


def test_a_return_without_receipt_is_credited_and_settled_against_what_is_owed(
    trade: Shop,
) -> None:
    got = received(trade)
    invoiced(trade, "purchase_receipt", got)
    back = trade.make("purchase_return", line("LS8", 4, "10"))
    red = invoiced(trade, "purchase_return", back)
    assert (red["total"], red["original"]) == ("-45.20", None)

    answer = trade.client.get(f"/owed/items?partner={trade.ids['P1']}&kind=payable")
    rows = [{"item": one["id"], "amount": None} for one in trade.ok(answer)["items"]]
    rows[0]["amount"] = "45.20"  # of 113.00, as much as is credited
    settled = trade.make("supplier_payment", *rows, amount="0")

    assert settled["settled_amount"] == "0.00"
    assert trade.owed("payable") == trade.account(PAYABLE) * -1 == Decimal("67.80")
    assert "supplier_payment" not in trade.read("purchase_return", back)["conversions"]
    assert trade.convert("purchase_receipt", got, "supplier_payment")["amount"] == "67.80"
    assert trade.differences() == []


def test_a_customers_return_takes_the_tax_back(trade: Shop) -> None:
    received(trade)
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    black = invoiced(trade, "sales_delivery", sold)
    back = returned(trade, sold, 3)
    assert trade.account(PENDING) == Decimal("7.80")

    red = invoiced(trade, "sales_return", back)

    assert (red["total"], red["original"]["number"]) == ("-67.80", black["number"])
    assert trade.account(PENDING) == 0
    assert trade.account(OUTPUT_TAX) == Decimal("-18.20")
    assert trade.owed("receivable") == Decimal("158.20")
    assert trade.differences() == []
    trade.do("sales_invoice", red, "reopen")
    assert trade.account(PENDING) == Decimal("7.80")
    assert trade.differences() == []


@pytest.mark.parametrize("kind", ["general", "small"])
def test_a_company_that_becomes_another_kind_of_taxpayer_leaves_nothing_waiting(
    trade: Shop, kind: str
) -> None:
    turned = "small" if kind == "general" else "general"
    become(trade, kind)
    got = received(trade)
    assert trade.account(WAITING) == {"general": -100, "small": -113}[kind]
    become(trade, turned)

    paper = invoiced(trade, "purchase_receipt", got)

    assert trade.account(WAITING) == 0
    assert trade.stock("LS8")["value"] == {"general": "113.00", "small": "100.00"}[kind]
    assert trade.differences() == []
    become(trade, kind)
    back = returned(trade, got, 4)
    become(trade, turned)
    red = invoiced(trade, "purchase_return", back)
    assert trade.account(WAITING) == 0
    assert trade.owed("payable") == Decimal("67.80")
    become(trade, kind)
    trade.do("purchase_invoice", red, "cancel")
    trade.do("purchase_return", back, "cancel")
    trade.do("purchase_invoice", paper, "cancel")
    assert trade.stock("LS8")["value"] == {"general": "100.00", "small": "113.00"}[kind]
    assert trade.differences() == []


def become(shop: Shop, kind: str) -> None:
    shop.rows("UPDATE kernel_company SET taxpayer_kind = %s RETURNING id", kind)


@pytest.mark.parametrize(
    ("fields", "row", "code", "place"),
    [
        ({}, {"amount": "36", "tax": "-5.20"}, "invoice.opposite_sign", "lines.0.amount"),
        ({}, {"tax": "4.68"}, "invoice.opposite_sign", "lines.0.tax"),
        ({}, {"quantity": "5"}, "follow.more_than_open", "lines.0.quantity"),
        ({"original": "other"}, {}, "invoice.original_unfit", "original"),
    ],
)
def test_a_red_invoice_that_does_not_fit_is_refused_and_nothing_moves(
    trade: Shop, fields: dict[str, str], row: dict[str, str], code: str, place: str
) -> None:
    trade.partner("P2", "城北五金")
    other = trade.make("purchase_receipt", line("LS8", 1, "10"), partner={"code": "P2"})
    theirs = invoiced(trade, "purchase_receipt", other)
    got = received(trade)
    invoiced(trade, "purchase_receipt", got)
    back = returned(trade, got, 4)
    made = {**line("LS8", 4), "return_line": back["lines"][0]["id"], **row}
    header = {"original": theirs["id"]} if fields else {}
    before = trade.everything()

    answer = trade.send("purchase_invoice", made, **header)

    problem = answer.json()
    found = [(one["code"], one["field"]) for one in problem.get("errors", [problem])]
    assert found == [(code, place)]
    assert trade.everything() == before


def test_a_line_goes_on_from_one_earlier_line(trade: Shop) -> None:
    got = received(trade)
    back = returned(trade, got, 4)
    both = {"receipt_line": got["lines"][0]["id"], "return_line": back["lines"][0]["id"]}

    answer = trade.send("purchase_invoice", {**line("LS8", 1), **both})

    assert answer.json()["errors"][0]["code"] == "follow.two_sources"


def test_a_draft_follows_what_others_took_of_its_line_meanwhile(trade: Shop) -> None:
    got = received(trade, 3, "33.34")  # 100.02 and 13.00 of tax
    drafts: list[Document] = []
    for _part in range(3):
        draft = trade.convert("purchase_receipt", got, "purchase_invoice")
        row = {"id": draft["lines"][0]["id"], "quantity": "1", "amount": None, "tax": None}
        drafts.append(trade.change("purchase_invoice", draft, lines=[row]))
    assert {one["tax"] for one in drafts} == {"4.33"}

    done = [trade.do("purchase_invoice", one, "confirm") for one in drafts]

    assert [one["tax"] for one in done] == ["4.33", "4.34", "4.33"]
    assert {one["difference"] for one in done} == {"0.00"}
    assert trade.account(WAITING) == 0
    assert trade.differences() == []


def test_what_was_typed_stays_when_others_took_of_its_line(trade: Shop) -> None:
    got = received(trade, 2, "10")
    typed = trade.convert("purchase_receipt", got, "purchase_invoice")
    row = {"id": typed["lines"][0]["id"], "quantity": "1", "amount": "11", "tax": None}
    typed = trade.change("purchase_invoice", typed, lines=[row])
    whole = trade.convert("purchase_receipt", got, "purchase_invoice")
    row = {"id": whole["lines"][0]["id"], "quantity": "1", "amount": None, "tax": None}
    invoiced_part = trade.change("purchase_invoice", whole, lines=[row])
    trade.do("purchase_invoice", invoiced_part, "confirm")

    paper = trade.do("purchase_invoice", typed, "confirm")

    assert (paper["amount"], paper["difference"]) == ("11.00", "1.13")
    late = trade.client.post(f"/records/purchase_receipt/{got['id']}/convert/purchase_invoice")
    assert late.json()["code"] == "convert.nothing_open"
    assert trade.differences() == []


def test_a_red_invoice_is_never_the_original_of_another(trade: Shop) -> None:
    received(trade)
    customer = {"partner": {"code": "K1"}}
    sold = trade.make("sales_delivery", line("LS8", 5, "20"), **customer)
    invoiced(trade, "sales_delivery", sold)
    more = trade.make("sales_delivery", line("LS8", 2, "20"), **customer)
    back = returned(trade, sold, 5)
    part = {"product": {"code": "LS8"}}
    lines = [
        {**part, "quantity": "2", "delivery_line": more["lines"][0]["id"]},
        {**part, "quantity": "5", "return_line": back["lines"][0]["id"]},
    ]
    made = trade.client.post("/records/sales_invoice?then=confirm", {**customer, "lines": lines})
    mixed = trade.ok(made, 201)
    assert mixed["colour"] == "red"

    red = invoiced(trade, "sales_return", returned(trade, more, 1))

    assert (red["colour"], red["original"]) == ("red", None)
    assert trade.differences() == []


@pytest.mark.parametrize("side", ["purchase", "sales"])
def test_the_original_of_a_red_invoice_stays_as_long_as_that_does(trade: Shop, side: str) -> None:
    got = received(trade)
    form, going = f"{side}_invoice", "purchase_receipt"
    if side == "sales":
        going, fields = "sales_delivery", {"partner": {"code": "K1"}}
        got = trade.make(going, line("LS8", 10, "20"), **fields)
    black = invoiced(trade, going, got)
    back = returned(trade, got, 4)
    draft = trade.convert(f"{side}_return", back, form)
    assert trade.read(form, black)["actions"] == ["reopen", "cancel"]
    red = trade.do(form, draft, "confirm")
    before = trade.everything()

    for action in ("cancel", "reopen"):
        problem = trade.act(form, black, action).json()
        assert (problem["status"], problem["code"]) == (409, "document.has_successors")
        assert red["number"] in problem["detail"]
        assert problem["documents"] == [{"form": form, "id": red["id"], "number": red["number"]}]

    assert trade.everything() == before
    assert trade.read(form, black)["actions"] == []
    assert red["number"] in numbers(trade, form, black, "after")
    assert black["number"] in numbers(trade, form, red, "before")
    draft = trade.do(form, red, "reopen")
    trade.do(form, black, "cancel")
    answer = trade.act(form, draft, "confirm")
    assert answer.json()["errors"][0]["code"] == "invoice.original_unfit"
    assert trade.differences() == []


def numbers(shop: Shop, form: str, made: Document, side: str) -> list[str]:
    """Documents before or after one in its chain."""
    found = shop.ok(shop.client.get(f"/records/{form}/{made['id']}/chain"))
    return [one["number"] for one in found[side]]
