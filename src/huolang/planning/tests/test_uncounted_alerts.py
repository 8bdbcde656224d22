"""Alerts that were just opened: PostgreSQL has not counted their rows yet, and must not go through
one of them for each of the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from huolang.kernel import clock, sql
from huolang.kernel.company import acting
from huolang.planning import evaluating
from huolang.planning.stock_alert import AlertHead
from tests.support.shop import Shop, line

PRODUCTS, WAREHOUSES = 20, 20
LIMITS = """
INSERT INTO masters_stocklimit (company_id, id, product_id, position, warehouse_id, min_stock,
    max_stock, safety_stock, extra)
SELECT p.company_id, gen_random_uuid(), p.id, 0, w.id, 5, NULL, 0, '{}'
FROM masters_product p CROSS JOIN masters_warehouse w WHERE p.kind = 'stock'
"""


def test_a_second_look_reads_each_open_alert_about_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(PRODUCTS):
        shop.master("product", code=f"N{number}", name="新品", unit={"code": "PCS"})
    for number in range(WAREHOUSES):
        shop.master("warehouse", code=f"W{number}", name=f"分仓 {number}")
    with acting(shop.company):
        sql.run(LIMITS)
        evaluating.touched(at=clock.now())
        (opened,) = sql.run("SELECT count(*) FROM planning_stockalert").fetchone() or (0,)
        AlertHead.objects.update(day=None)
    assert opened > PRODUCTS * WAREHOUSES

    plans = _explained(monkeypatch)
    with acting(shop.company):
        evaluating.everything(at=clock.now())
    shop.make("purchase_receipt", line("N1", 9, 2))
    with acting(shop.company):
        evaluating.touched(at=clock.now())
        (left,) = sql.run("SELECT count(*) FROM planning_stockalert WHERE closed_at IS NULL"
                          ).fetchone() or (0,)  # fmt: skip

    assert len(plans) == 2 and left == opened - 1
    assert max(_thrown_away(plans[0])) < 5 * opened
    assert max(_thrown_away(plans[1])) < 20 * opened  # a join with what limits there are, no more


def _explained(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The plan of each statement that evaluates, which is carried out as well."""
    plans: list[dict[str, Any]] = []

    def also(how: Any) -> Any:
        def run(statement: str, parameters: dict[str, Any]) -> Any:
            if statement in (evaluating.OF_ALL, evaluating.OF_TOUCHED):
                sql.run("SAVEPOINT looked_at")
                told = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
                plans.append(how(told, parameters).fetchone()[0][0]["Plan"])
                sql.run("ROLLBACK TO SAVEPOINT looked_at")
            return how(statement, parameters)

        return run

    for name in ("run_spelled", "run_often"):
        monkeypatch.setattr(evaluating.sql, name, also(getattr(sql, name)))
    return plans


def _thrown_away(plan: dict[str, Any]) -> Iterator[float]:
    """How many rows each step read and had no use for."""
    for name in ("Rows Removed by Filter", "Rows Removed by Join Filter"):
        yield plan.get(name, 0) * plan.get("Actual Loops", 1)
    for part in plan.get("Plans", ()):
        yield from _thrown_away(part)
