"""示例公司的行情: what sells when, what it costs and for how much it goes; arithmetic only."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from huolang.samples.demo_goods import CENT, SUMMER, WINTER, Contact, Ware

WAREHOUSES = (("CK01", "主仓", 0.6), ("CK02", "门店", 0.25), ("CK03", "城东仓", 0.15))
"""Code, name, and the part of all sales."""
MAIN, OFTEN = "CK01", 17.0
"""The one warehouse that has everything; others carry what sells so much a day."""
SUMMERLY = {4: 0.7, 5: 1.3, 6: 1.9, 7: 2.2, 8: 1.8, 9: 0.8}
WINTERLY = {1: 2.6, 2: 1.6, 3: 0.6, 10: 1.5, 11: 2.6, 12: 2.8}
OUT_OF_SEASON = 0.1
FESTIVALS = {(6, 18): 1.9, (11, 11): 2.1, (12, 12): 1.5}
ORDERS_A_DAY = 2.6


def pace(ware: Ware, place: str, day: date) -> float:
    """Base units that are sold in `place` on such a day; nothing where it is not carried."""
    if place != MAIN and ware.pace < OFTEN:
        return 0.0
    share = next(part for code, _name, part in WAREHOUSES if code == place)
    return ware.pace * share * _season(ware, day)


def _season(ware: Ware, day: date) -> float:
    """How much of it sells now, of what does on an average day of its year."""
    months = {SUMMER: SUMMERLY, WINTER: WINTERLY}.get(ware.season)
    return months.get(day.month, OUT_OF_SEASON) if months else 1.0


def basket(
    wares: Sequence[Ware], place: str, day: date, chance: random.Random
) -> list[tuple[Ware, int, bool]]:
    """What a customer wants: product, base units, and whether they are asked for in cases."""
    chances = [pace(ware, place, day) for ware in wares]
    chosen = {one.code: one for one in chance.choices(wares, chances, k=7)}
    wanted: list[tuple[Ware, int, bool]] = []
    for ware in list(chosen.values())[: chance.randint(2, 6)]:
        typical = max(1.0, ware.pace * 5 * _season(ware, day) ** 0.5)
        quantity = max(1, round(chance.lognormvariate(0, 0.6) * typical))
        boxed = quantity >= ware.packed and chance.random() < 0.6
        quantity = quantity // ware.packed * ware.packed if boxed else quantity
        wanted.append((ware, quantity, boxed))
    return wanted


def orders(day: date, progress: float, chance: random.Random) -> int:
    """Customers of a day; business grows by a quarter while `progress` goes from 0 to 1."""
    festive = FESTIVALS.get((day.month, day.day), 1.0)
    return max(1, round(chance.gauss(ORDERS_A_DAY, 2) * festive * (1 + 0.25 * progress)))


def price(ware: Ware, customer: Contact, progress: float) -> Decimal:
    """What this customer pays for a base unit, tax included."""
    return (ware.price * customer.level * _drift(ware, progress)).quantize(CENT, ROUND_HALF_UP)


def drifted(ware: Ware, progress: float) -> Decimal:
    """The list price by now."""
    return (ware.price * _drift(ware, progress)).quantize(CENT, ROUND_HALF_UP)


def cost(ware: Ware, progress: float, chance: random.Random) -> Decimal:
    """What the supplier asks for a base unit this time."""
    noise = Decimal(str(round(chance.uniform(0.97, 1.03), 3)))
    asked = ware.cost * noise * _drift(ware, progress)
    return max(asked.quantize(CENT, ROUND_HALF_UP), CENT)


def _drift(ware: Ware, progress: float) -> Decimal:
    """A third of the goods get dearer half way."""
    dearer = int(ware.code[2:]) % 3 == 0 and progress > 0.5
    return Decimal("1.06") if dearer else Decimal(1)


def whole_cases(ware: Ware, quantity: float) -> int:
    """About `quantity` base units, in full cases; at least one."""
    return max(1, round(quantity / ware.packed)) * ware.packed
