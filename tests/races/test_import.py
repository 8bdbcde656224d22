"""Two people who import the same things at the same time."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.kernel.company import acting
from huolang.masters.product import Product
from tests.support.importing import Importer, text
from tests.support.live import LiveCompany
from tests.support.shop import Shop

pytestmark = pytest.mark.race

HEAD = ["编码", "名称", "基本单位"]
CODES = [f"D{n:03}" for n in range(40)]


def file(codes: list[str], name: str) -> bytes:
    return text(HEAD, *([code, f"{name}{code}", "PCS"] for code in codes))


@pytest.mark.parametrize("atomic", [False, True])
def test_the_same_codes_from_two_files_are_made_once(
    live_company: LiveCompany, shop: Shop, atomic: bool
) -> None:
    person = Importer(shop.client, live_company.id)
    files = [file(CODES, "甲"), file(list(reversed(CODES)), "乙")]
    checked = [person.check(person.upload("product", one), atomic=atomic) for one in files]
    assert [one["refused"] for one in checked] == [0, 0], "each alone is fine"

    ended: list[dict[str, Any]] = live_company.together(2, lambda n: person.start(checked[n]))

    with acting(live_company.id):
        names = dict(Product.objects.filter(code__in=CODES).values_list("code", "name"))
    assert sorted(names) == CODES
    assert sum(one["created"] for one in ended) == len(CODES), "none twice, none lost"
    for one, name in zip(ended, "甲乙", strict=True):
        mine = sum(made == f"{name}{code}" for code, made in names.items())
        assert one["created"] == mine
        faults = person.faults(one)
        assert {code for _row, _column, code in faults} <= {"field.taken"}
        assert len(faults) == one["refused"] == len(CODES) - mine
    if atomic:
        assert sorted(one["created"] for one in ended) == [0, len(CODES)]
        assert sorted(one["state"] for one in ended) == ["done", "refused"]
