"""A stationer's shelves, filled through the API: what the shorter tests and the pictures show."""

from __future__ import annotations

from tests.e2e.serving import Clerk, Served
from tests.support.shop import Shop, line

PRODUCTS = (
    # code, name, specification, unit, bought at, sold at, how many
    ("LS8", "六角螺栓", "M8×40", "PCS", "3.35", "5.20", "200"),
    ("LM8", "六角螺母", "M8 镀锌", "PCS", "0.42", "0.80", "1500"),
    ("DL25", "铜芯电缆", "BV 2.5mm²", "M", "2.18", "3.60", "860.5"),
    ("KG2", "双控开关", "86 型 白色", "PCS", "7.90", "12.50", "96"),
    ("CZ5", "五孔插座", "86 型 10A", "PCS", "8.60", "13.80", "120"),
    ("JD20", "绝缘胶带", "18mm×20m", "PCS", "1.75", "3.00", "240"),
    ("SLQ", "塑料线槽", "24×14 2m", "PCS", "4.05", "6.90", "64"),
    ("LED12", "LED 吸顶灯", "12W 中性光", "PCS", "26.40", "42.00", "38"),
)


def stocked(served: Served, clerk: Clerk) -> Shop:
    """The clerk's company with eight products on its shelves and two partners."""
    shop = Shop(served.client(clerk), clerk.company_id)
    shop.partner("P1", "宏达五金批发", is_customer=False)
    shop.partner("K1", "新华电器", is_supplier=False)
    for code, name, specification, unit, bought, sold, _count in PRODUCTS:
        shop.product(
            code,
            name,
            specification=specification,
            unit={"code": unit},
            purchase_price=bought,
            sales_price=sold,
        )
    lines = [line(code, count, bought) for code, _n, _s, _u, bought, _sold, count in PRODUCTS]
    shop.make("purchase_receipt", *lines)
    return shop
