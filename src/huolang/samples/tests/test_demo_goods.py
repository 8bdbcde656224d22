"""示例公司的商品: goods come in what such goods come in, and at prices that make sense."""

from __future__ import annotations

import random
from collections import defaultdict

from huolang.samples import demo, demo_goods


def by_kind():
    found = defaultdict(list)
    for ware in demo_goods.wares(random.Random(demo.SEED)):
        found[ware.category, ware.name].append(ware)
    return found


def test_colours_and_hardnesses_cost_alike_and_larger_goods_more():
    kinds = by_kind()

    for (category, name), wares in kinds.items():
        costs = [one.cost for one in wares]
        alike = category == "C01" or name == "劳保鞋"
        assert len(wares) == 3
        assert (len(set(costs)) == 1) if alike else (costs == sorted(costs)), name
        assert all(one.cost < one.price for one in wares)


def test_each_kind_comes_in_what_it_comes_in():
    told = {name: [one.specification for one in wares] for (_c, name), wares in by_kind().items()}

    assert told["中性笔"] == ["黑色", "蓝色", "红色"] and told["铅笔"] == ["HB", "2B", "4B"]
    assert told["抽纸"] == ["60抽", "100抽", "150抽"]
    sheets = {name for name, sizes in told.items() if any("抽" in one for one in sizes)}
    assert sheets == {"抽纸"}
    assert told["插线板"] == ["1.8米", "3米", "5米"]
