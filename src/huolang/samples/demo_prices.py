"""示例公司的价目: what is agreed with customers and suppliers beyond the price of a product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from huolang.samples.demo_goods import CENT, SUMMER, WINTER, Ware

Ids = Mapping[str, Mapping[str, UUID]]
CASES = "BOX"
BY_THE_CASE = ((1, Decimal("0.97")), (10, Decimal("0.94")))
"""From how many cases on, and what part of the price is left."""
SUPPLIERS_WITH_LISTS = ("G001", "G005", "G008", "G012", "G014")


def sales_lists(wares: Sequence[Ware], ids: Ids, end: date) -> list[dict[str, Any]]:
    """Prices by the case, a sale that goes on, one that is over, and what two customers agreed."""
    often = sorted(wares, key=lambda one: (-one.pace, one.code))
    days = timedelta(days=1)
    warm = 4 <= end.month <= 9
    now, before = (SUMMER, WINTER) if warm else (WINTER, SUMMER)
    return [
        {
            **_list("JM01", "整箱价", _cases(often[:40], ids)),
            "remark": "整箱九七折，十箱起九四折",
        },
        {
            **_list("JM02", "当季促销", _singles(_of(wares, now), ids, Decimal("0.9"))),
            "valid_from": f"{end - 12 * days}",
            "valid_until": f"{end + 18 * days}",
        },
        {
            **_list("JM03", "换季清仓", _singles(_of(wares, before), ids, Decimal("0.8"))),
            "valid_from": f"{end - 150 * days}",
            "valid_until": f"{end - 120 * days}",
        },
        {
            **_list("JM04", "年度协议价", _cases(often[:15], ids, Decimal("0.95"))),
            "partner": ids["partner"]["K001"],
            "valid_from": f"{end - 90 * days}",
            "valid_until": f"{end + 275 * days}",
        },
        {
            **_list("JM05", "大客户价", _singles(often[40:60], ids, Decimal("0.9"))),
            "level": ids["price_level"]["DJ04"],
        },
    ]


def purchase_lists(wares: Sequence[Ware], ids: Ids, end: date) -> list[dict[str, Any]]:
    """What some suppliers agreed to for this year; ten cases are cheaper."""
    begins, ends = end.replace(month=1, day=1), end.replace(month=12, day=31)
    return [
        {
            "code": f"GJ{number:02d}",
            "name": f"{begins.year} 年供货价",
            "partner": ids["partner"][supplier],
            "tax_included": True,
            "valid_from": f"{begins}",
            "valid_until": f"{ends}",
            "lines": [
                _line(ware, ids, CASES, cases, ware.cost * ware.packed * part)
                for ware in wares
                if ware.supplier == supplier
                for cases, part in ((1, Decimal(1)), (10, Decimal("0.97")))
            ],
        }
        for number, supplier in enumerate(SUPPLIERS_WITH_LISTS, 1)
    ]


def _list(code: str, name: str, lines: list[dict[str, Any]]) -> dict[str, Any]:
    return {"code": code, "name": name, "tax_included": True, "lines": lines}


def _of(wares: Iterable[Ware], season: str) -> list[Ware]:
    return [one for one in wares if one.season == season]


def _cases(wares: Iterable[Ware], ids: Ids, less: Decimal = Decimal(1)) -> list[dict[str, Any]]:
    return [
        _line(ware, ids, CASES, cases, ware.price * ware.packed * part * less)
        for ware in wares
        for cases, part in BY_THE_CASE
    ]


def _singles(wares: Iterable[Ware], ids: Ids, part: Decimal) -> list[dict[str, Any]]:
    return [_line(ware, ids, ware.unit, 1, ware.price * part) for ware in wares]


def _line(ware: Ware, ids: Ids, unit: str, least: int, price: Decimal) -> dict[str, Any]:
    return {
        "product": ids["product"][ware.code],
        "unit": ids["unit"][unit],
        "min_quantity": least,
        "price": price.quantize(CENT, ROUND_HALF_UP),
    }
