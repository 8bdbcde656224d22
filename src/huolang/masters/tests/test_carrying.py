"""整单优惠随货走: the parts of a document give its discount in parts, and together all of it."""

import random
from decimal import Decimal

import pytest

from huolang.documents import converting
from huolang.forms import registry
from huolang.kernel import settings_registry
from huolang.masters import part as taking
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


ORDERS = {"sales_order": "sales_delivery", "purchase_order": "purchase_receipt"}


def scanned(source, *quantities, **more):
    """`source` goes on with so many base units of its lines (0: none), as a phone asks for it."""
    form, target = trading.form_of(source), registry.get(ORDERS[trading.form_of(source).name])
    lines = [
        {"source": str(row.id), "base_quantity": str(quantity)}
        for row, quantity in zip(source.rows, quantities, strict=True)
        if quantity
    ]
    fill = taking.of(form, target, {"lines": lines})
    return trading.convert(source, target.name, fill=fill, **more)


def typed(source, *quantities):
    """The same as a draft of everything that somebody edits."""
    made = trading.convert(trading.fresh(source), ORDERS[trading.form_of(source).name])
    told = {row.id: str(quantity) for row, quantity in zip(source.rows, quantities, strict=True)}
    rows = [(row, told[row.order_line_id]) for row in made.tables["lines"]]
    return trading.change(
        made,
        lines=[
            {"id": str(row.id), "quantity": many, "unit": {"code": "PCS"}}
            for row, many in rows
            if many != "0"
        ],
    )


@pytest.mark.parametrize("form", ORDERS)
def test_a_part_whose_share_is_less_than_a_cent_carries_nothing_and_leaves_it_to_the_rest(form):
    trading.confirmed("stock_receipt", line("LS8", 2000))
    thousand = trading.confirmed(form, line("LS8", 1000, "100", tax_rate="0"), discount="1")
    boxes = [line("LS8", 3, "10", tax_rate="0", unit={"code": "BOX"})]
    three = trading.confirmed(form, *boxes, discount="1")

    parts = [scanned(thousand, many, then="confirm") for many in (1, 2, 997)]
    pieces = [scanned(three, many, then="confirm") for many in (1, 299)]

    told = [(one.discount, one.discount_carried, one.total) for one in parts + pieces]
    assert told == [
        (0, True, 100),
        (0, True, 200),
        (1, True, 99_699),
        (0, True, Decimal("0.10")),
        (1, True, Decimal("28.90")),
    ]


def test_one_of_two_orders_alone_takes_no_discount_of_the_other():
    """Goods of both in one document, of which only the one without a discount are picked."""
    less = sold(line("LS8", 10, "100", tax_rate="0"), discount="50")
    full = sold(line("LS8", 10, "100", tax_rate="0"))
    form, target = trading.form_of(less), registry.get("sales_delivery")
    lines = [{"source": str(full.rows[0].id), "base_quantity": "10"}]

    made = converting.conversion_of_several(
        form,
        [less.id, full.id],
        "sales_delivery",
        access=trading.anybody(),
        at=trading.MORNING,
        fill=taking.of(form, target, {"lines": lines}),
    )

    assert (made.discount, made.discount_carried, made.total) == (0, True, 1000)


@pytest.mark.parametrize("form", ORDERS)
@pytest.mark.parametrize("seed", range(4))
def test_any_scanned_parts_give_what_a_draft_would_and_together_the_whole(form, seed):
    chance = random.Random(f"{form} {seed}")
    trading.confirmed("stock_receipt", line("LS8", 5000), line("DL", 5000))
    lines = [
        line("LS8", chance.randint(1, 3), chance.choice(["3", "77.77"]), unit={"code": "BOX"}),
        line("LS8", chance.randint(2, 200), chance.choice(["0.33", "12.345"]), discount="12.5"),
    ]
    worth = sum(Decimal(one["quantity"]) * Decimal(one["unit_price"]) for one in lines)
    off = (worth * Decimal(chance.choice(["0.0005", "0.02", "0.3"]))).quantize(Decimal("0.01"))
    taxed = chance.random() < 0.5
    order = trading.confirmed(form, *lines, discount=str(off), tax_included=taxed)

    parts = []
    while any(left := [int(row.open_base) for row in trading.fresh(order).rows]):
        some = [chance.choice([0, 1, rest // 2, rest]) if rest else 0 for rest in left]
        some = some if any(some) else left
        drafted = typed(trading.fresh(order), *some)
        parts.append(scanned(trading.fresh(order), *some, then="confirm"))
        assert (parts[-1].discount, parts[-1].discount_carried) == (drafted.discount, True)

    assert sum(one.discount for one in parts) == order.discount
