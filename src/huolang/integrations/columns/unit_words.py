"""计量单位的字: words that are units wherever they stand, and headings that name one without
brackets: 数量_箱, 箱数."""

from __future__ import annotations

import re
from collections.abc import Sequence

UNITS = frozenset(
    {
        "set", "t", "千克", "公斤", "毫升", "公升", "厘米",
        "毫米", "平方", "平方米", "立方", "立方米", "大箱", "小箱",
        "中箱", "大包", "小包", "中包", "大件", "小件", "基本单位",
        "辅助单位", "kg", "g", "m", "mg", "ml", "l", "cm",
        "mm", "pc", "pcs", "pce", "ea", "each", "box",
        "boxes", "case", "cases", "ctn", "carton",
        "cartons", "pack", "packs", "bag", "bags",
        "bottle", "bottles", "sets", "pair", "pairs",
        "roll", "rolls", "piece", "pieces", "dozen",
        "unit",
    }
)  # fmt: skip
"""Words that are units wherever they stand, besides what is one here and single signs."""
NO_UNIT = frozenset(
    {
        "元", "圆", "¥", "%", "正", "负", "整", "空", "新",
        "旧", "旬", "年", "月", "日",
    }
)  # fmt: skip
PREFIXED = re.compile(r"[十百千万亿](\w{1,2})")
BEHIND = re.compile(r"(.*(?:数量|单价|价格|价|成本|qty|quantity|price))[_\-–—]+(\w{1,6})")
PACKED = re.compile(r"([箱盒包袋瓶桶罐条卷板托支双套打扎捆])数")
PRICED = re.compile(r"([箱件盒包袋桶罐条])(?:价|售价|单价|价格)")
PER_PACK = re.compile(r"数量|件数|每[箱盒包袋瓶桶罐件]|[箱包]规|装箱|装量|入数|含量|包装|换算")
"""What says of how many such packs are, or counts the same in another unit."""


def is_unit(word: str) -> bool:
    """Whether a word can be nothing but a unit, though nobody here counts in it."""
    if word in NO_UNIT:
        return False
    found = PREFIXED.fullmatch(word)
    if found is not None and (len(found[1]) == 1 or found[1] in UNITS):
        return True
    return word in UNITS or (len(word) == 1 and "一" <= word <= "鿿")


def counted_otherwise(names: Sequence[str]) -> set[int]:
    """Columns like 箱数 beside which others count the same goods: either may be the quantity."""
    packed = {n for n, one in enumerate(names) if PACKED.fullmatch(one)}
    others = any(PER_PACK.search(one) for n, one in enumerate(names) if n not in packed)
    return packed if others or len(packed) > 1 else set()


def bracketed(name: str) -> str:
    """The heading 数量_箱 or 箱数 as 数量(箱), 箱价 as 单价(箱); any other as it is."""
    for pattern, what in ((PACKED, "数量"), (PRICED, "单价")):
        found = pattern.fullmatch(name)
        if found is not None:
            return f"{what}({found[1]})"
    found = BEHIND.fullmatch(name)
    return f"{found[1]}({found[2]})" if found is not None and is_unit(found[2]) else name
