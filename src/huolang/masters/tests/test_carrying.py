"""整单优惠随货走: the parts of a document give its discount in parts, and together all of it."""

import random
from decimal import Decimal

import pytest

from huolang.kernel import settings_registry
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def sold(*lines, **fields):
    trading.confirmed("stock_receipt", line("LS8", 1000), line("DL", 1000))
    return trading.confirmed("sales_order", *lines, **fields)


def part(source, target, *quantities, confirm=True):
    """`source` goes on as `target`, with these quantities of its open lines (0: leave it out)."""
    made = trading.convert(source, target)
    rows = made.tables["lines"]
    lines = [
        {"id": str(row.id), "quantity": str(quantity)}
        for row, quantity in zip(rows, quantities, strict=True)
        if quantity
    ]
    made = trading.change(made, lines=lines)
    return trading.act(made, "confirm") if confirm else made


def test_three_of_ten_pieces_carry_three_tenths_and_the_rest_what_is_left():
    order = sold(line("LS8", 10, "100", tax_rate="0"), discount="200")

    whole = trading.convert(order, "sales_delivery")
    assert (whole.discount, whole.discount_carried, whole.total) == (200, True, 800)
    first = part(order, "sales_delivery", 3)
    assert (first.discount, first.total) == (60, 240)
    back = part(first, "sales_return", 1)
    assert (back.discount, back.total) == (20, 80)
    rest = part(order, "sales_delivery", 7)
    assert (rest.discount, rest.total) == (140, 560)

    # The draft that was made first meets what others have done meanwhile.
    trading.act(rest, "cancel")
    whole = trading.change(whole, lines=[{"id": str(whole.tables["lines"][0].id), "quantity": 7}])
    assert (whole.discount, whole.total) == (140, 560)


def test_a_part_carries_no_more_than_it_comes_to_when_its_cents_are_rounded_down():
    """6 × 0.333 less 1.99 of 2.00: each piece comes to 0.33, though 0.34 are left for the last."""
    order = sold(line("LS8", 6, "0.333", tax_rate="0"), discount="1.99")

    parts = [part(order, "sales_delivery", quantity) for quantity in (1, 1, 1, 1, 1, 1)]

    assert [(one.discount, one.total) for one in parts] == [(Decimal("0.33"), 0)] * 6


def test_what_somebody_types_stays_until_they_say_otherwise():
    order = sold(line("LS8", 10, "100", tax_rate="0"), discount="200")
    made = trading.convert(order, "sales_delivery")
    only = str(made.tables["lines"][0].id)

    typed = trading.change(made, discount="50")
    fewer = trading.change(typed, lines=[{"id": only, "quantity": 3}])
    assert [(one.discount, one.discount_carried) for one in (typed, fewer)] == [(50, False)] * 2
    again = trading.change(fewer, discount_carried=True)
    assert (again.discount, again.discount_carried) == (60, True)
    same = trading.change(again, discount="60", lines=[{"id": only, "quantity": 4}])
    assert (same.discount, same.discount_carried) == (80, True)

    trading.act(trading.change(same, discount="50"), "confirm")
    assert part(order, "sales_delivery", 6).discount == 150
    alone = trading.draft("sales_delivery", line("LS8", 1, "9"), discount_carried=True)
    assert (alone.discount, alone.discount_carried) == (0, False)


def test_a_dearer_line_and_a_lower_price_move_the_share_by_the_goods_alone():
    """2 × 30 + 4 × 10 with 25 off: one of the dear and two of the cheap are half of it."""
    order = sold(line("LS8", 2, "30"), line("DL", 4, "10"), discount="25")
    half = part(order, "sales_delivery", 1, 2, confirm=False)
    assert half.discount == Decimal("12.50")

    rows = half.tables["lines"]
    lines = [
        {"id": str(row.id), "unit_price": price} for row, price in zip(rows, (27, 10), strict=True)
    ]
    assert trading.change(half, lines=lines).discount == Decimal("12.50")
    below = [{"id": str(row.id), "unit_price": 1} for row in rows]
    with pytest.raises(Exception) as nothing_left:
        trading.change(half, lines=below)
    assert refused(nothing_left) == [("document.discount_too_large", "discount")]


def test_one_delivery_of_two_orders_leaves_each_the_rest_of_its_own_discount():
    """10 × 100 less 100, 5 × 100 less 50 and 5 × 100 less nothing: 5, 1 and 1 of them."""
    orders = [
        sold(line("LS8", 10, "100", tax_rate="0"), discount="100"),
        sold(line("LS8", 5, "100", tax_rate="0"), discount="50"),
        sold(line("LS8", 5, "100", tax_rate="0")),
    ]
    lines = [
        line("LS8", quantity, "100", tax_rate="0", order_line=str(one.tables["lines"][0].id))
        for one, quantity in zip(orders, (5, 1, 1), strict=True)
    ]
    both = trading.confirmed("sales_delivery", *lines, discount_carried=True)
    assert (both.discount, both.total) == (60, 640)

    rests = [trading.convert(one, "sales_delivery").discount for one in orders]
    assert rests == [50, 40, 0]


def test_more_than_was_ordered_carries_no_more_than_all():
    settings_registry.change("purchase_order.over_receipt", "20", by=None)
    order = trading.confirmed("purchase_order", line("LS8", 10, "1", tax_rate="0"), discount="2")
    receipt = part(order, "purchase_receipt", 12)
    assert (receipt.discount, receipt.total) == (2, 10)


def test_exchanged_goods_come_back_with_their_part():
    order = sold(line("LS8", 10, "100", tax_rate="0"), discount="200")
    given = part(order, "sales_delivery", 10)
    swap = part(given, "sales_exchange", 1, confirm=False)
    assert (swap.returned_discount, swap.discount, swap.returned_total) == (20, 0, 80)


@pytest.mark.parametrize("seed", range(6))
def test_parts_in_any_number_and_order_give_exactly_the_whole(seed):
    chance = random.Random(seed)
    lines = [
        line(code, chance.randint(2, 9), f"{chance.randint(1, 999)}.{chance.randint(0, 99):02}")
        for code in ("LS8", "DL")
    ]
    worth = [Decimal(one["quantity"]) * Decimal(one["unit_price"]) for one in lines]
    order = sold(*lines, discount=str(chance.randint(1, int(sum(worth) * 100)) / Decimal(100)))
    given, left = [], [int(one["quantity"]) for one in lines]
    while any(left):
        taken = [chance.randint(0, one) for one in left]
        if not any(taken):
            continue
        open_ = [count for count, rest in zip(taken, left, strict=True) if rest]
        share = sum(
            Decimal(t) / Decimal(o["quantity"]) * w
            for t, o, w in zip(taken, lines, worth, strict=True)
        ) / sum(worth)
        made = part(order, "sales_delivery", *open_)
        assert abs(made.discount - order.discount * share) <= Decimal("0.05")
        given.append(made.discount)
        left = [rest - count for rest, count in zip(left, taken, strict=True)]
    assert sum(given) == order.discount
