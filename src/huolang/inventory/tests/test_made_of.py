"""Whatever is bought, put together, taken apart and taken back, in whatever order it is recorded,
everything is worth what a slow calculation says that goes through the days once more."""

import random
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")

D = Decimal
CENT, ZERO = D("0.01"), D(0)
PARTS, SET, SCRAP = ("LS8", "DL"), "TJ", "FL"


@dataclass
class Event:
    """On its day: what left (product: quantity), what came for how much in all or by weights, and
    the work."""

    day: int
    left: dict[str, int] = field(default_factory=dict[str, int])
    came: dict[str, tuple[int, Decimal]] = field(default_factory=dict[str, tuple[int, Decimal]])
    bought: Decimal | None = None
    work: Decimal = ZERO
    document: Any = None


def shared(whole: Decimal, weights: list[Decimal]) -> list[Decimal]:
    """By largest remainder, the later one first where two lost as much."""
    sums = sum(weights)
    exact = [Fraction(whole) * Fraction(one) / Fraction(sums) * 100 for one in weights]
    cents = [int(one // 1) for one in exact]
    order = sorted(range(len(exact)), key=lambda n: (exact[n] - cents[n], n), reverse=True)
    for n in order[: int(whole * 100) - sum(cents)]:
        cents[n] += 1
    return [D(one) / 100 for one in cents]


def worth(events: list[Event]) -> dict[str, Decimal]:
    """By moving average, a day after the other."""
    pools = {name: [D(0), D(0)] for name in (*PARTS, SET, SCRAP)}
    for event in sorted(events, key=lambda one: one.day):
        whole = event.work if event.bought is None else event.bought
        for name, quantity in event.left.items():
            pool = pools[name]
            cost = (pool[1] * quantity / pool[0]).quantize(CENT, ROUND_HALF_UP)
            pool[0], pool[1] = pool[0] - quantity, pool[1] - cost
            whole += cost
        parts = shared(whole, [weight for _quantity, weight in event.came.values()])
        for (name, (quantity, _weight)), part in zip(event.came.items(), parts, strict=True):
            pools[name][0] += quantity
            pools[name][1] += part
    return {name: value for name, (_quantity, value) in pools.items()}


def record(dice: random.Random, day: int) -> Event:
    """Something that may have happened on that day of October, not yet tried."""
    when = {"date": f"2026-10-{day:02}"}
    kind = dice.choice(["buy", "buy", "build", "build", "apart"])
    if kind == "buy":
        name, many = dice.choice(PARTS), dice.randint(5, 40)
        price = D(dice.randint(1, 999)) / 100
        told = trading.filled("purchase_receipt", line(name, many, str(price)), **when)
        made = trading.create("purchase_receipt", told, then="confirm")
        return Event(day, came={name: (many, D(1))}, bought=price * many, document=made)
    work = D(dice.randint(0, 999)) / 100
    many = dice.randint(1, 3)
    head = {"product": {"code": SET}, "quantity": str(many), "extra_cost": str(work), **when}
    used = {name: dice.randint(1, 9) for name in PARTS}
    if kind == "build":
        share = D(dice.randint(0, 400_000)) / 10_000
        beside = line(SCRAP, 1, share=str(share), direction="by_product")
        lines = [line(name, one) for name, one in used.items()]
        told = trading.filled("assembly", *lines, beside, **head)
        made = trading.create("assembly", told, then="confirm")
        came = {SET: (many, 100 - share), SCRAP: (1, share)}
        return Event(day, used, came, work=work, document=made)
    weights = {name: D(dice.randint(1, 9)) for name in PARTS}
    lines = [line(name, one, share=str(weights[name])) for name, one in used.items()]
    told = trading.filled("disassembly", *lines, **head)
    made = trading.create("disassembly", told, then="confirm")
    percents = dict(zip(used, (row.percent for row in made.rows), strict=True))
    came = {name: (one, percents[name]) for name, one in used.items()}
    return Event(day, {SET: many}, came, work=work, document=made)


@pytest.mark.parametrize("seed", range(6))
def test_everything_is_worth_what_a_slow_calculation_says(shop, seed):
    dice = random.Random(seed)
    trading.product(SET, "套件", sales_price="40")
    trading.product(SCRAP, "铜屑")
    days = list(range(3, 32))
    dice.shuffle(days)
    events: list[Event] = []
    for name in PARTS:
        told = trading.filled("purchase_receipt", line(name, 30, "1.11"), date="2026-10-01")
        trading.create("purchase_receipt", told, then="confirm")
        events.append(Event(1, came={name: (30, D(1))}, bought=D("33.30")))
    for day in days[:14]:
        try:
            events.append(record(dice, day))
        except BusinessError as refusal:
            assert all(part.code.startswith("ledger.") for part in refusal.parts())
    for event in dice.sample(events[2:], 3):
        try:
            trading.act(event.document, "cancel")
            events.remove(event)
        except BusinessError as refusal:
            assert all(part.code.startswith("ledger.") for part in refusal.parts())

    assert {name: trading.stock_value(name) for name in worth(events)} == worth(events)
    work = sum((event.work for event in events), D(0))
    assert trading.balance("processing") == -work
    bought = sum((event.bought or D(0) for event in events), D(0))
    assert trading.balance("inventory") == bought + work


def test_as_many_statements_for_many_lines_as_for_few(shop, statements):
    """Confirming is the same however many components and by-products there are."""
    trading.product(SET, "套件")
    for n in range(20):
        trading.product(f"ZJ{n}", f"组件{n}")
        trading.product(f"FC{n}", f"副产品{n}")
    stock = [line(f"ZJ{n}", 10, "1") for n in range(20)]
    trading.confirmed("purchase_receipt", *stock, date="2026-10-01")
    counted: list[int] = []
    for first, many in ((0, 1), (1, 2), (3, 17)):  # the first one reads what is kept then
        new = range(first, first + many)
        by = [line(f"FC{n}", 1, share="1", direction="by_product") for n in new]
        used = [line(f"ZJ{n}", 1) for n in range(many)]
        head = {"product": {"code": SET}, "quantity": "1", "extra_cost": "5"}
        told = trading.filled("assembly", *used, *by, **head)
        with statements() as count:
            trading.create("assembly", told, then="confirm")
        counted.append(len(count))

    assert counted[2] <= counted[1]
