"""What receipts from suppliers and returns to them write to the books besides their goods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from huolang.ledger.posting import Due, Entry

ZERO = Decimal(0)


def received_entries(document: Any, rows: Sequence[Any]) -> tuple[Entry, ...]:
    """What services among the rows that came cost; the goods among them are moves."""
    services = sum((document.borne(row) for row in rows if not row.stocked), ZERO)
    entries = (
        Entry(account="service_expense", amount=services),
        Entry(account="received_not_invoiced", amount=-services, partner=document.partner_id),
    )
    return tuple(entry for entry in entries if entry.amount)


def purchase_dues(document: Any, *, sign: int, due_on: date | None) -> tuple[Due, ...]:
    """What we owe by the document, or are credited (−1); nothing for gifts. Lines that come to
    nothing together open an item as well: their invoices may come one by one."""
    if not any(row.total or row.amount for row in document.rows):
        return ()
    net = sign * document.borne(document)
    tax = sign * document.total - net
    due = Due(kind="payable", partner=document.partner_id, net=net, tax=tax, due_on=due_on)
    return (due,)


def returned_entries(document: Any, rows: Sequence[Any]) -> tuple[Entry, ...]:
    """What the supplier credits for the rows that went back."""
    stocked = sum((document.borne(row) for row in rows if row.stocked), ZERO)
    services = sum((document.borne(row) for row in rows if not row.stocked), ZERO)
    credited = stocked + services
    entries = (
        Entry(account="received_not_invoiced", amount=credited, partner=document.partner_id),
        Entry(account="purchase_price_variance", amount=-stocked),
        Entry(account="service_expense", amount=-services),
    )
    return tuple(entry for entry in entries if entry.amount)
