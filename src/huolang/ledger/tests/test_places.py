"""Goods that lie off the shelves (in quarantine, in transit, lent) are there but not for sale."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction

from huolang.kernel.keys import new_id
from huolang.ledger.posting import Posting
from huolang.ledger.refusals import NotEnoughStock
from huolang.ledger.tests.conftest import Shop
from huolang.ledger.tests.promises import offer, reserve


def test_what_lies_off_the_shelves_is_on_hand_and_can_be_neither_sold_nor_promised(shop: Shop):
    quarantine = UUID(int=2)
    more = {"value": Decimal(30), "counter": "opening", "location": quarantine}
    shop.post("stock_receipt", Posting(moves=(shop.move("3", **more),)), 1)
    shop.receive("2", "20.00")

    assert shop.on_hand() == 5
    assert offer(shop) == (2, 0, 0)
    with pytest.raises(NotEnoughStock) as refusal, transaction.atomic():
        shop.deliver("3")
    assert str(refusal.value) == "库存不足：螺栓 可用 2，需要 3"
    assert reserve(shop, new_id(), "4").popitem()[1] == 2
    assert shop.proves()


def test_what_lies_off_the_shelves_leaves_from_there_alone(shop: Shop):
    quarantine = UUID(int=2)
    there = {"counter": "opening", "location": quarantine}
    shop.post("a", Posting(moves=(shop.move("3", value=Decimal(30), **there),)), 1)
    shop.receive("9", "90.00")
    reserve(shop, new_id(), "9")

    with pytest.raises(NotEnoughStock) as refusal, transaction.atomic():
        shop.post("b", Posting(moves=(shop.move("-2", **there), shop.move("-2", **there))), 2)
    assert (refusal.value.facts["available"], refusal.value.facts["needed"]) == (3, 4)
    shop.post("b", Posting(moves=(shop.move("-3", **there),)), 2)

    assert shop.on_hand() == 9
    assert offer(shop) == (9, 9, 0)
    assert shop.proves()


def test_locations_on_the_shelves_are_sold_from_and_each_holds_no_less_than_nothing(shop: Shop):
    bins = [new_id(), new_id()]
    for place in bins:
        more = {"value": Decimal(30), "counter": "opening", "location": place}
        shop.post("stock_receipt", Posting(moves=(shop.move("3", **more),)), 1)

    assert offer(shop) == (6, 0, 0)
    out = {"counter": "cost_of_sales", "location": bins[0], "at": "A-01"}
    with pytest.raises(NotEnoughStock) as refusal, transaction.atomic():
        shop.post("a", Posting(moves=(shop.move("-4", **out),)), 2)
    assert refusal.value.facts["product"] == "螺栓（A-01）"
    assert (refusal.value.facts["available"], refusal.value.facts["needed"]) == (3, 4)
    with pytest.raises(NotEnoughStock) as refusal, transaction.atomic():
        shop.post("a", Posting(moves=(shop.move("-7", **out),)), 2)
    assert (refusal.value.facts["available"], refusal.value.facts["needed"]) == (3, 7)
    shop.post("a", Posting(moves=(shop.move("-3", **out),)), 2)

    assert (shop.on_hand(), offer(shop)) == (3, (3, 0, 0))
    assert shop.proves()
