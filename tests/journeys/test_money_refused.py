"""Money that nobody has, papers that came before, and partners that cannot pay are refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.support.credit import received
from tests.support.shop import Shop, line


def refused(answer: Any) -> list[tuple[str, str, str]]:
    assert answer.status_code in (409, 422), answer.content.decode()
    return [(one["code"], one["field"], one["message"]) for one in answer.json()["errors"]]


def owed_items(trade: Shop, form: str, record: dict[str, Any]) -> list[str]:
    found = trade.rows(
        "SELECT id FROM ledger_openitem WHERE form = %s AND record = %s::uuid", form, record["id"]
    )
    return [str(row[0]) for row in found]


@pytest.mark.parametrize(
    ("form", "partner"), [("customer_payment", "K1"), ("supplier_payment", "P1")]
)
def test_what_is_given_off_becomes_nobodys_money(trade: Shop, form: str, partner: str) -> None:
    who = {"partner": {"code": partner}}
    before = trade.everything()

    told = refused(trade.send(form, amount="0", discount="100", **who))
    assert told == [
        ("payment.discount_unsettled", "discount",
         "优惠 100 超过本次核销 0：优惠只能抵减所核销的往来")
    ]  # fmt: skip
    assert refused(trade.send(form, amount="50", discount="0.01", **who))[0][0] == told[0][0]

    assert trade.everything() == before


def test_off_what_is_settled_anything_is_given(trade: Shop) -> None:
    received(trade)
    who = {"partner": {"code": "K1"}}
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), **who)
    (item,) = owed_items(trade, "sales_delivery", sold)
    row = {"item": item, "amount": "226"}
    before = trade.everything()

    told = refused(trade.send("customer_payment", row, amount="0", discount="226.01", **who))

    assert told[0][:2] == ("payment.discount_unsettled", "discount")
    assert trade.everything() == before
    trade.make("customer_payment", row, amount="200", discount="26", **who)
    assert trade.owed("receivable") == 0
    assert trade.differences() == []


def test_a_refund_says_what_it_refunds(trade: Shop) -> None:
    who = {"partner": {"code": "K1"}}
    paid = trade.make("customer_payment", amount="3000", **who)
    (item,) = owed_items(trade, "customer_payment", paid)
    before = trade.everything()

    nothing = refused(trade.send("customer_payment", amount="-5000", **who))
    more = refused(trade.send("customer_payment", {"item": item}, amount="-5000", **who))

    assert nothing == [("payment.nothing_to_refund", "lines", "请选择要退的款项")]
    assert more == [("payment.refunds_more", "amount", "退款 5,000 超过所选款项的 3,000")]
    assert trade.everything() == before
    trade.make("customer_payment", {"item": item}, amount="-3000", **who)
    assert trade.owed("receivable") == 0


def test_a_suppliers_paper_is_entered_once(trade: Shop) -> None:
    first, second = received(trade), received(trade)
    other = trade.make("purchase_receipt", line("LS8", 1, "10"), partner={"code": "K2"})
    papers = [
        trade.change(
            "purchase_invoice",
            trade.convert("purchase_receipt", one, "purchase_invoice"),
            invoice_number="24442000000012345678",
        )
        for one in (first, second, other)
    ]
    trade.do("purchase_invoice", papers[0], "confirm")
    number = trade.read("purchase_invoice", papers[0])["number"]
    before = trade.everything()

    told = refused(trade.act("purchase_invoice", papers[1], "confirm"))

    message = f"永固螺丝厂 的发票 24442000000012345678 已经由 {number} 录入"
    assert told == [("purchase_invoice.entered_before", "invoice_number", message)]
    assert trade.everything() == before
    trade.do("purchase_invoice", papers[2], "confirm")
    trade.do("purchase_invoice", papers[0], "cancel")
    trade.do("purchase_invoice", papers[1], "confirm")
    assert trade.differences() == []


@pytest.mark.parametrize("tax", ["99999", "200", "130.07", "129.93"])
def test_a_tax_of_no_rate_is_refused(trade: Shop, tax: str) -> None:
    got = received(trade, price="100")
    draft = trade.convert("purchase_receipt", got, "purchase_invoice")
    path = f"/records/purchase_invoice/{draft['id']}"
    rows = [{"id": draft["lines"][0]["id"], "amount": "1000", "tax": tax}]

    told = refused(trade.client.patch(path, {"lines": rows}, etag=draft["etag"]))

    assert [one[:2] for one in told] == [("invoice.tax_implausible", "lines.0.tax")]
    assert told[0][2].endswith("不符：按税率 13% 应为 130")
    assert trade.read("purchase_invoice", draft) == draft


def test_a_tax_that_nobody_typed_follows_the_amount(trade: Shop) -> None:
    got = received(trade, price="100")
    draft = trade.convert("purchase_receipt", got, "purchase_invoice")
    assert (draft["amount"], draft["tax"]) == ("1000.00", "130.00")

    def said(amount: str | None, **more: str) -> tuple[str, str]:
        now = trade.read("purchase_invoice", draft)
        row = {"id": now["lines"][0]["id"], "amount": amount, **more}
        now = trade.change("purchase_invoice", now, lines=[row])
        return now["amount"], now["tax"]

    assert said("800") == ("800.00", "104.00")
    assert said("700") == ("700.00", "91.00")
    assert said(None) == ("1000.00", "130.00")
    assert said("900", tax="27") == ("900.00", "27.00"), "at 3 %, as somebody typed"

    now = trade.read("purchase_invoice", draft)
    rows = [{"id": now["lines"][0]["id"], "amount": "500"}]
    path = f"/records/purchase_invoice/{draft['id']}"
    told = refused(trade.client.patch(path, {"lines": rows}, etag=now["etag"]))
    assert [one[:2] for one in told] == [("invoice.tax_implausible", "lines.0.tax")]
    assert trade.read("purchase_invoice", draft) == now


@pytest.mark.parametrize("tax", ["130", "130.06", "129.94", "30", "10.01", "0"])
def test_a_tax_of_another_rate_or_rounded_otherwise_is_taken(trade: Shop, tax: str) -> None:
    got = received(trade, price="100")
    draft = trade.convert("purchase_receipt", got, "purchase_invoice")
    rows = [{"id": draft["lines"][0]["id"], "amount": "1000", "tax": tax}]

    draft = trade.change("purchase_invoice", draft, lines=rows)

    trade.do("purchase_invoice", draft, "confirm")
    assert trade.owed("payable") == 1000 + Decimal(tax)
    assert trade.differences() == []


def balance(kind: str, partner: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "partner": {"code": partner}, "amount": "100", **fields}


def enter(trade: Shop, *lines: dict[str, Any], then: str | None = "confirm") -> Any:
    query = "?then=confirm" if then else ""
    told = {"date": "2020-01-31", "lines": list(lines)}
    return trade.client.post(f"/records/opening_balance{query}", told)


def test_what_was_owed_in_the_beginning_is_entered_once(trade: Shop) -> None:
    numbered = {"original_number": "XS-0915"}
    draft = trade.ok(enter(trade, balance("receivable", "K2", **numbered), then=None), 201)
    first = trade.ok(enter(trade, balance("receivable", "K2", **numbered)), 201)
    before = trade.everything()

    again = refused(enter(trade, balance("payable", "K2"), balance("receivable", "K2", **numbered)))
    confirmed = refused(trade.act("opening_balance", draft, "confirm"))

    message = f"XS-0915 已经在期初往来单 {first['number']} 中录入"
    assert again == [("opening_balance.entered_before", "lines.1.original_number", message)]
    assert confirmed[0][::2] == ("opening_balance.entered_before", message)
    assert trade.everything() == before
    assert trade.owed("receivable") == 100
    for kind, partner in (("payable", "K2"), ("receivable", "K1")):
        trade.ok(enter(trade, balance(kind, partner, **numbered)), 201)
    trade.do("opening_balance", first, "cancel")
    trade.do("opening_balance", draft, "confirm")


@pytest.mark.parametrize(
    ("kind", "partner", "code"),
    [
        ("receivable", "P1", "no_customer"),
        ("advance_received", "P1", "no_customer"),
        ("payable", "K1", "no_supplier"),
        ("advance_paid", "K1", "no_supplier"),
    ],
)
def test_a_balance_stands_with_who_can_pay_it(
    trade: Shop, kind: str, partner: str, code: str
) -> None:
    before = trade.everything()

    told = refused(enter(trade, balance("receivable", "K1"), balance(kind, partner)))

    assert [one[:2] for one in told] == [(f"opening_balance.{code}", "lines.1.partner")]
    assert trade.everything() == before


@pytest.mark.parametrize(
    ("role", "kind", "code"),
    [("is_customer", "receivable", "still_owes"), ("is_supplier", "payable", "still_owed_to")],
)
def test_who_owes_or_is_owed_stays_what_they_are(
    trade: Shop, role: str, kind: str, code: str
) -> None:
    first = trade.ok(enter(trade, balance(kind, "K2")), 201)
    path = f"/records/partner/{trade.ids['K2']}"
    before = trade.everything()

    told = refused(trade.client.patch(path, {role: False}, etag="*"))

    assert [one[:2] for one in told] == [(f"partner.{code}", role)]
    assert told[0][2].startswith("城西装修队 还有 1 笔未结清的")
    assert trade.everything() == before
    trade.do("opening_balance", first, "cancel")
    assert trade.ok(trade.client.patch(path, {role: False}, etag="*"))[role] is False


def test_goods_of_a_closed_order_are_told_that_it_is_closed(trade: Shop) -> None:
    order = trade.make("purchase_order", line("LS8", 10, "10"))
    draft = trade.convert("purchase_order", order, "purchase_receipt")
    trade.do("purchase_order", order, "close")
    before = trade.everything()

    told = refused(trade.act("purchase_receipt", draft, "confirm"))

    assert told[0][0] == "follow.not_confirmed"
    assert told[0][2] == f"源单 {order['number']} 已关闭，不是已审核状态"
    assert trade.everything() == before
