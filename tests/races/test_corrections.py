"""Corrections of the same costs at once end in the figures of one after the other."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import transaction

from huolang.kernel.company import acting
from tests.support.deferring import jobs, tiny, work
from tests.support.live import LiveCompany
from tests.support.shop import Shop, days_ago, line

pytestmark = pytest.mark.race

CALLERS = 6
GOODS = ("A1", "A2"), ("B1", "B2")
COSTS = """
SELECT e.occurred_at::date, e.quantity, sum(e.cost + coalesce(c.amount, 0))
FROM ledger_stockentry e
JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
LEFT JOIN LATERAL (
    SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id) c ON true
WHERE p.code = %s
GROUP BY e.id, e.occurred_at::date, e.quantity ORDER BY 1, 2, 3
"""
POOLS = """
SELECT l.quantity, l.value, l.known_quantity, l.known_value, l.provisional_from
FROM ledger_costpool l
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product
WHERE p.code = %s
"""


@pytest.mark.parametrize("left_to_a_job", [False, True])
def test_corrections_at_once_end_as_one_after_the_other(
    live_company: LiveCompany, shop: Shop, left_to_a_job: bool
) -> None:
    """Every caller has receipts of an earlier day, of both goods in one order or the other."""
    for codes in GOODS:
        for code in codes:
            shop.product(code)
        shop.make("purchase_receipt", *(line(code, 90, 3) for code in codes), date=days_ago(60))
        for day in range(CALLERS * 2):
            sold = (line(code, 1 + day % 3, 9) for code in codes)
            shop.make("sales_delivery", *sold, date=days_ago(28 - 2 * day))
    late = [[_late(shop, codes, n) for n in range(CALLERS)] for codes in GOODS]
    for draft in late[1]:
        shop.do("purchase_receipt", draft, "confirm")

    def correct(n: int) -> Any:
        if n < CALLERS:
            return shop.act("purchase_receipt", late[0][n], "confirm").status_code
        with acting(live_company.id):  # meanwhile the job does what is there
            for _time in range(9):
                with transaction.atomic():
                    work(1)
        return None

    with tiny(most=4, part=3) if left_to_a_job else nullcontext():
        answers = live_company.together(CALLERS + left_to_a_job, correct)
        assert Counter(answers) == {200: CALLERS} | ({None: 1} if left_to_a_job else {})
        assert shop.differences() == []
        with acting(live_company.id):
            while jobs():
                with transaction.atomic():
                    work(1)

    for raced, alone in zip(*GOODS, strict=True):
        assert shop.rows(COSTS, raced) == shop.rows(COSTS, alone)
        assert shop.rows(POOLS, raced) == shop.rows(POOLS, alone)
        (pool,) = shop.rows(POOLS, raced)
        assert pool[-1] is None
    assert shop.differences() == []


def _late(shop: Shop, codes: tuple[str, str], n: int) -> dict[str, Any]:
    goods = [line(code, 7 + n, 4 + n + place) for place, code in enumerate(codes)]
    day = days_ago(27 - 2 * n)
    return shop.make("purchase_receipt", *goods[:: -1 if n % 2 else 1], date=day, then=None)


def test_a_receipt_is_corrected_by_one_while_its_goods_are_sold(
    live_company: LiveCompany, shop: Shop
) -> None:
    """Six say that something else came, of one version; six sell ten each of the hundred."""
    shop.product("A1")
    receipt = shop.make("purchase_receipt", line("A1", 100, 3), date=days_ago(9))
    receipt = shop.read("purchase_receipt", receipt)
    key, row = receipt["id"], {"id": receipt["lines"][0]["id"]}

    def work(n: int) -> tuple[str, int]:
        if n % 2:
            return "sold", shop.send("sales_delivery", line("A1", 10, 9)).status_code
        body = {"lines": [{**row, "quantity": str(30 + n)}]}
        stated = {"If-Match": receipt["etag"]}
        answer = shop.client.post(f"/records/purchase_receipt/{key}/correct", body, **stated)
        return "corrected", answer.status_code

    answers = Counter(live_company.together(CALLERS * 2, work))
    assert sum(answers.values()) == CALLERS * 2
    assert set(answers) <= {
        ("sold", 201),
        ("sold", 409),
        ("corrected", 200),
        ("corrected", 409),
        ("corrected", 412),
    }
    assert answers["corrected", 200] <= 1
    now = shop.read("purchase_receipt", receipt)
    left = float(now["lines"][0]["quantity"]) - 10 * answers["sold", 201]
    ((there, *_rest),) = shop.rows(POOLS, "A1")
    assert there == left >= 0
    assert answers["corrected", 200] == 1 or answers["sold", 201] > 3
    assert shop.differences() == []
