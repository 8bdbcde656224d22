"""Any mix of documents, confirmed, reopened, changed, closed and cancelled in any order: whatever
was refused on the way, the books prove themselves, and orders count what their chains say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import proof
from tests.support import trading
from tests.support.trading import MORNING, line

PAYMENTS = ("customer_payment", "supplier_payment")
FORMS = (
    "opening_stock",
    "opening_balance",
    "stock_receipt",
    *PAYMENTS,
    "purchase_order",
    "purchase_receipt",
    "purchase_return",
    "purchase_exchange",
    "sales_order",
    "sales_delivery",
    "sales_return",
    "sales_exchange",
    "stock_transfer",
    "loan",
    "stock_issue",
    "stock_count",
    "assembly",
    "disassembly",
    "revaluation",
)
STOCK = (
    "opening_stock",
    "stock_receipt",
    "stock_transfer",
    "loan",
    "stock_issue",
    "stock_count",
    "assembly",
    "disassembly",
    "revaluation",
)
"""Services are not for them."""
MONEY = (*PAYMENTS, "opening_balance")
"""Without goods of their own: an advance, a refund of one, what was owed at the beginning."""
OWED = ("receivable", "payable", "advance_received", "advance_paid")
HEADERS: dict[str, dict[str, Any]] = {
    "stock_receipt": {"reason": "found"},
    "stock_transfer": {"into": {"code": "CK02"}},
    "stock_issue": {"reason": "loss"},
    "revaluation": {"explanation": "更正"},
    "assembly": {"product": {"code": "TJ"}, "quantity": "2"},
    "disassembly": {"product": {"code": "TJ"}, "quantity": "1", "into": {"code": "CK02"}},
}
TARGETS = {
    "purchase_order": ("purchase_receipt",),
    "purchase_receipt": (
        "purchase_invoice",
        "supplier_payment",
        "purchase_return",
        "purchase_exchange",
        "landed_cost",
        "purchase_allowance",
    ),
    "purchase_return": ("purchase_invoice", "supplier_payment"),
    "purchase_exchange": ("purchase_invoice", "purchase_return", "supplier_payment"),
    "sales_order": ("sales_delivery",),
    "sales_delivery": ("sales_invoice", "customer_payment", "sales_return", "sales_exchange"),
    "sales_return": ("sales_invoice", "customer_payment"),
    "sales_exchange": ("sales_invoice", "sales_return", "customer_payment"),
    "stock_transfer": ("transfer_receipt",),
    "loan": ("loan_return", "sales_delivery"),
}
TARGETS |= dict.fromkeys(("landed_cost", "purchase_allowance"), ("supplier_payment",))
EXCHANGES = ("purchase_exchange", "sales_exchange")
INSTEAD = line("LS8", 1, 3)
COUNTED = """
SELECT count(*) FROM (
    SELECT l.id FROM {table} l
    LEFT JOIN documents_link k ON k.company_id = l.company_id AND k.from_line = l.id
    WHERE l.company_id = %s::bigint
    GROUP BY l.company_id, l.id HAVING l.{column} <> coalesce(sum(k.quantity), 0)) wrong
"""
CHAINS = (
    ("purchasing_purchaseorderline", "done_base"),
    ("sales_salesorderline", "done_base"),
    ("inventory_loanline", "done_base"),
)
"""Lines of receipts and deliveries are counted by returns and by invoices apart: `prove`."""

lines = st.lists(
    st.tuples(st.sampled_from(["LS8", "DL", "TJ", "AZ"]), st.integers(1, 9), st.integers(0, 5)),
    min_size=1,
    max_size=3,
)
news = st.tuples(st.just("new"), st.sampled_from(FORMS), lines, st.integers(-2, 0))
steps = st.tuples(
    st.sampled_from(["convert", "confirm", "reopen", "cancel", "close", "more", "less"]),
    st.integers(0, 30),
)


@pytest.fixture
def opened(company: Any) -> Iterator[int]:
    """Screws at their average, cable first in first out, sets (套件) that are made of them."""
    with acting(company.id):
        trading.open_shop()
        trading.product("TJ", "套件", sales_price="40")
        trading.change_master(trading.stored_product("DL"), costing_method="fifo")
        yield company.id


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=st.lists(st.one_of(news, steps), min_size=5, max_size=30))
def test_whatever_happens_the_books_prove_themselves(opened: int, story: list[Any]) -> None:
    with pytest.raises(_Over), acting(opened):
        documents: list[Any] = []
        for number, step in enumerate(story):
            at = MORNING + timedelta(minutes=number)
            try:
                documents += _do(step, documents, at)
            except BusinessError:
                continue
        assert list(proof.differences(opened)) == []
        for table, column in CHAINS:
            counted = sql.run(COUNTED.format(table=table, column=column), [current_id()])
            assert counted.fetchone()[0] == 0
        raise _Over


class _Over(Exception):
    """The story has been told; nothing of it is kept."""


def _do(step: Any, documents: list[Any], at: Any) -> list[Any]:
    """Take one step; the answer is the document it made, if any."""
    if step[0] == "new" and step[1] in MONEY:
        return [_money(step, at)]
    if step[0] == "new":
        _new, form, rows, days = step
        if form in STOCK:  # services are not for them, and a product is counted once
            rows = {row[0]: row for row in rows if row[0] != "AZ"}.values()
        made = [_line(form, place, *row) for place, row in enumerate(rows)]
        day = (at + timedelta(days=days)).date().isoformat() if days else None
        more = HEADERS.get(form, {}) | ({"date": day} if day else {})
        if form == "loan" and sum(row["quantity"] for row in made) % 2:
            more |= {"purpose": "consignment"}
        if form == "stock_transfer" and sum(row["quantity"] for row in made) % 2:
            more |= {"in_steps": True}
        payload = trading.filled(form, *made, **more)
        return [trading.create(form, payload, at=at, then="confirm")]
    if not documents:
        return []
    action, index = step
    document = documents[index % len(documents)]
    if action == "convert":
        return [_convert(document, index, at)]
    if action in ("more", "less"):
        _change(document, 2 if action == "more" else -2)
    else:
        trading.act(document, action, at=at)
    return []


def _money(step: Any, at: Any) -> Any:
    """Money without goods; a payment of an even number of lines gives money back."""
    _new, form, rows, days = step
    header: dict[str, Any] = {"date": (at + timedelta(days=days)).date().isoformat()}
    if form == "opening_balance":
        who = {"partner": {"code": "P1"}}
        owed = [{"kind": OWED[row[1] % 4], **who, "amount": row[2] + 1} for row in rows]
        return trading.create(form, {**header, "lines": owed}, at=at, then="confirm")
    header |= {"partner": {"code": "P1"}, "amount": rows[0][1] * (-1) ** (len(rows) + 1)}
    return trading.create(form, {**header, "lines": []}, at=at, then="confirm")


def _line(form: str, place: int, code: str, quantity: int, price: int) -> dict[str, Any]:
    """The first line of an exchange comes back, the others go out instead."""
    if form == "opening_stock":
        return line(code, quantity, unit_cost=price)
    if form == "revaluation":
        return {"product": {"code": code}, "new_value": quantity * price}
    if form in STOCK:
        return line(code, quantity)
    if price == 0 and code != "AZ":
        return line(code, quantity, 0, is_gift=True)
    if form in EXCHANGES and place == 0:
        return line(code, quantity, price, direction="returned")
    return line(code, quantity, price)


def _convert(document: Any, index: int, at: Any) -> Any:
    targets = TARGETS.get(_form(document), ("nothing",))
    made = trading.convert(document, targets[index % len(targets)], at=at)
    if _form(made) in EXCHANGES:
        kept = [{"id": str(row.id)} for row in made.tables["lines"]]
        trading.change(made, lines=[*kept, INSTEAD])
    if _form(made) == "loan_return" and index % 2 == 0:
        first = made.tables["lines"][0]
        told = {"quantity": str(first.quantity - 1), "lost": "1"}
        trading.change(made, lines=[{"id": str(first.id), **told}])
    if _form(made) == "landed_cost":
        charges = [{"amount": "7.01"}, {"amount": "3", "tax": "0.27", "method": "quantity"}]
        trading.change(made, partner={"code": "P2"}, charges=charges)
    return made


def _change(document: Any, by: int) -> None:
    """Change the first line's quantity of a draft, what an invoice says of it, or what is paid."""
    there = trading.fresh(document).tables["lines"]
    if not there:  # an advance
        trading.change(document, amount=str(document.amount + by))
        return
    first, *rest = there
    name = "new_value" if _form(document) == "revaluation" else "quantity"
    if _form(document) == "landed_cost":
        first = trading.fresh(document).tables["charges"][0]
        trading.change(document, charges=[{"id": str(first.id), "amount": str(first.amount + by)}])
        return
    if _form(document) in (*MONEY, "purchase_allowance") or (
        by < 0 and "invoice" in _form(document)
    ):
        name = "amount"
    changed = {"id": str(first.id), name: str(getattr(first, name) + by)}
    kept = [{"id": str(row.id)} for row in rest]
    if "invoice" in _form(document) and len(rest) == 1:
        kept = []  # the other side gets a paper of its own
    trading.change(document, lines=[changed, *kept])


def _form(document: Any) -> str:
    return trading.form_of(document).name
