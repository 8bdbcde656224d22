"""What a new company begins with: common units and one warehouse."""

from __future__ import annotations

from huolang.forms import registry, validate, writer
from huolang.kernel import clock

UNITS = (
    ("PCS", "个", 0),
    ("JIAN", "件", 0),
    ("BOX", "箱", 0),
    ("HE", "盒", 0),
    ("PING", "瓶", 0),
    ("BAO", "包", 0),
    ("DAI", "袋", 0),
    ("TAO", "套", 0),
    ("TAI", "台", 0),
    ("ZHI", "支", 0),
    ("ZHANG", "张", 0),
    ("JUAN", "卷", 0),
    ("SHUANG", "双", 0),
    ("DA", "打", 0),
    ("KG", "千克", 3),
    ("G", "克", 0),
    ("T", "吨", 6),
    ("M", "米", 2),
    ("L", "升", 3),
    ("CI", "次", 0),
    ("H", "小时", 2),
)
WAREHOUSE = ("CK01", "主仓")


def seed() -> None:
    """Write the units and the warehouse of the acting company."""
    at = clock.now()
    rows: list[tuple[str, dict[str, object]]] = [
        ("unit", {"code": code, "name": name, "digits": digits}) for code, name, digits in UNITS
    ]
    rows.append(("warehouse", {"code": WAREHOUSE[0], "name": WAREHOUSE[1]}))
    for name, payload in rows:
        form = registry.get(name)
        writer.save(form, validate.read(form, payload), by=None, at=at)
