"""What orders hold of the stock, get as it arrives, and give back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction

from huolang.kernel.keys import new_id
from huolang.ledger import books
from huolang.ledger.posting import Reserve, Source
from huolang.ledger.refusals import NotEnoughStock
from huolang.ledger.tests.conftest import Shop
from huolang.ledger.tests.promises import offer, reserve


def test_an_order_holds_what_is_there_and_the_rest_as_it_arrives(shop: Shop):
    shop.receive("10", "100.00")
    first, second = new_id(), new_id()

    reserve(shop, first, "6")
    given = reserve(shop, second, "8")

    assert given[second] == 4
    with pytest.raises(NotEnoughStock), transaction.atomic():
        shop.deliver("1")
    shop.receive("3", "30.00")
    assert offer(shop) == (13, 13, 1)
    shop.deliver("6", order_line=first)
    assert offer(shop) == (7, 7, 1)
    assert shop.proves()


def test_an_order_that_ends_gives_back_and_others_that_wait_are_served(shop: Shop):
    shop.receive("10", "100.00")
    record = new_id()
    reserve(shop, new_id(), "10", record=record)
    reserve(shop, new_id(), "4")

    books.release([record])

    assert offer(shop) == (10, 4, 0)
    assert shop.proves()


def test_an_order_that_ended_gets_no_promise_back_when_its_delivery_is_taken_back(shop: Shop):
    shop.receive("10", "100.00")
    line, record = new_id(), new_id()
    reserve(shop, line, "10", record=record)
    delivery = shop.deliver("10", order_line=line)
    books.release([record])

    shop.cancel(delivery, consumes=(books.Consume(line=line, quantity=Decimal(10)),))

    assert offer(shop) == (10, 0, 0)
    assert reserve(shop, line, "10")[line] == 10
    assert shop.proves()


def test_an_order_confirmed_again_asks_for_all_that_may_come_back_to_it(shop: Shop):
    shop.receive("10", "100.00")
    line, record = new_id(), new_id()
    reserve(shop, line, "10", record=record)
    delivery = shop.deliver("4", order_line=line)
    books.release([record])
    wish = Reserve(
        line=line,
        product=shop.bolts,
        warehouse=shop.main,
        quantity=Decimal(10),
        consumed=Decimal(4),
    )
    books.reserve([wish], source=Source(form="sales_order", record=record))
    assert offer(shop) == (6, 6, 0)

    shop.cancel(delivery, consumes=(books.Consume(line=line, quantity=Decimal(4)),))

    assert offer(shop) == (10, 10, 0)
    assert shop.proves()
