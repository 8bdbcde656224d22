"""Telephones by serial number, for tests: bought, sold, and what is known of each."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.forms import registry, store
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

KNOWN = (
    "SELECT s.number, s.status, coalesce(w.code, '') FROM masters_serialnumber s"
    " LEFT JOIN masters_warehouse w ON w.company_id = s.company_id AND w.id = s.warehouse_id"
    " WHERE s.company_id = %s::bigint ORDER BY s.number"
)
COST = (
    "SELECT coalesce(sum(e.cost + coalesce((SELECT sum(a.amount) FROM ledger_costadjustment a"
    " WHERE a.company_id = e.company_id AND a.entry = e.id), 0)), 0)"
    " FROM ledger_stockentry e WHERE e.company_id = %s::bigint AND e.record = %s::uuid"
)


def phones(serials: list[Any], price: str = "1000", quantity: Any = None, **fields: Any) -> Any:
    count = len(serials) if quantity is None else quantity
    return line("SJ", count, price, serials=serials, **fields)


def received(serials: list[str], price: str = "1000", **fields: Any) -> Any:
    return trading.confirmed("purchase_receipt", phones(serials, price), **fields)


def sold(serials: list[str], **fields: Any) -> Any:
    return trading.confirmed("sales_delivery", phones(serials, "2000"), **fields)


def known() -> list[tuple[Any, ...]]:
    """Number, status and warehouse of every piece."""
    return [tuple(row) for row in sql.run(KNOWN, [current_id()]).fetchall()]


def states() -> list[tuple[Any, ...]]:
    return [row[:2] for row in known()]


def piece(number: str) -> Any:
    """What is known of one number, as the form has it."""
    row = sql.run(
        "SELECT id FROM masters_serialnumber WHERE company_id = %s::bigint AND number = %s",
        [current_id(), number],
    ).fetchone()
    return store.load(registry.get("serial_number"), row[0])


def row_of(document: Any) -> dict[str, str]:
    """The first line of a draft, to be changed."""
    return {"id": str(trading.fresh(document).tables["lines"][0].id)}


def refusal(form: str, *lines: Any, **fields: Any) -> list[tuple[str, str]]:
    """What is refused, and that nothing moved."""
    before = trading.books(), known()
    with pytest.raises(BusinessError) as error:
        trading.confirmed(form, *lines, **fields)
    assert (trading.books(), known()) == before
    return refused(error)


def refused_act(document: Any, action: str) -> list[tuple[str, str]]:
    before = trading.books(), known()
    with pytest.raises(BusinessError) as error:
        trading.act(document, action)
    assert (trading.books(), known()) == before
    return refused(error)


def cost(document: Any) -> Any:
    """What left (−) or came (+) by a document, as it costs today."""
    return sql.run(COST, [current_id(), document.id]).fetchone()[0]
