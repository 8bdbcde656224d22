"""Promises of stock as tests ask for them."""

from __future__ import annotations

from decimal import Decimal

from huolang.kernel.keys import new_id
from huolang.ledger import books, reading
from huolang.ledger.posting import Reserve, Source
from huolang.ledger.tests.conftest import Shop


def reserve(shop: Shop, line, quantity: str, *, record=None):
    wish = Reserve(line=line, product=shop.bolts, warehouse=shop.main, quantity=Decimal(quantity))
    return books.reserve([wish], source=Source(form="sales_order", record=record or new_id()))


def offer(shop: Shop) -> tuple[Decimal, Decimal, Decimal]:
    found = reading.availability([shop.bolts], shop.main)[shop.bolts]
    return found.on_hand, found.reserved, found.waiting
