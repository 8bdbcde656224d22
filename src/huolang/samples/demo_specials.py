"""示例公司的特殊商品: what is kept in batches or piece by piece, and what the shop packs itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huolang.samples.demo_goods import ALL_YEAR, CENT, Contact, Ware, ean13

BATCHED, PIECES, BOX = ("SP9001", "SP9002", "SP9003"), ("SP9101", "SP9102"), "SP9201"
TABLE = """
SP9001 免洗洗手液 500ml C07 PING 12 6.80 12.90 G007
SP9002 消毒湿巾 80片 C08 BAO 24 5.20 9.90 G008
SP9003 暖贴 10片装 C13 BAO 40 4.60 8.80 G013
SP9101 标签打印机 热敏USB C05 TAI 4 268 399 G005
SP9102 扫码枪 无线 C05 TAI 10 96 158 G005
SP9201 办公文具礼盒 4件套 C06 PCS 10 3.8 5.90 G001
"""
GOODS_FOR = {"SP9001": 720, "SP9002": 540, "SP9003": 150}
"""Days for which batches of them are good."""
WARRANTY = {"SP9101": 12, "SP9102": 24}
"""Months for which we mend them for nothing."""
IN_THE_BOX = (("SP0113", 2), ("SP0311", 1), ("SP0411", 1))
CARRIER = Contact("G021", "义乌捷达货运", "方师傅", "19900008821", "义乌市物流园 8 号")


def wares() -> list[Ware]:
    return [_ware(line.split(), number) for number, line in enumerate(TABLE.strip().splitlines())]


def _ware(fields: list[str], number: int) -> Ware:
    code, name, specification, category, unit, packed, cost, price, supplier = fields
    return Ware(
        code=code,
        name=name,
        specification=specification,
        category=category,
        unit=unit,
        packed=int(packed),
        cost=Decimal(cost).quantize(CENT),
        price=Decimal(price).quantize(CENT),
        barcode=ean13(f"69099{number:07d}"),
        supplier=supplier,
        pace=0.5,
        season=ALL_YEAR,
    )


def kept(code: str) -> dict[str, Any]:
    """How its goods are told apart, as fields of the product; nobody plans their stock."""
    if code in GOODS_FOR:
        return {"batched": True, "shelf_life": GOODS_FOR[code], "near_expiry": 60, "limits": []}
    if code in WARRANTY:
        return {"serialized": True, "warranty_months": WARRANTY[code], "limits": []}
    return {"limits": []} if code == BOX else {}
