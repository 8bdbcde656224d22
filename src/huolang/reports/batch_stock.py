"""批次库存: what lies of each batch in each warehouse, for how long it is still good, and what it
is worth (`ledger.batch_worth`).

The end of a batch is near when fewer days are left than its product says, or the settings. A batch
that is held back is told as such, whatever its days.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.ledger import batch_worth, past_batches
from huolang.masters.batch import NEAR_EXPIRY
from huolang.reports import grouping, narrowing
from huolang.reports.execution import figure, reference
from huolang.reports.report import Column, Drill, Filter, Report, View
from huolang.reports.stock_balance import unit_cost
from huolang.reports.stock_movement import value

PRODUCT, SPECIFICATION = grouping.product_columns()
STATES = {
    "expired": _("已过期"),
    "near": _("临期"),
    "held": _("已冻结"),
    "good": _("正常"),
}
NEAR = """coalesce(p.near_expiry, (
    SELECT (v.value #>> '{}')::int FROM kernel_settingvalue v
    WHERE v.company_id = %(company)s::bigint AND v.key = '{key}'), {default})"""
NEAR = NEAR.replace("{key}", NEAR_EXPIRY.key).replace("{default}", str(NEAR_EXPIRY.default))
NOW = """
SELECT b.product, b.batch, b.warehouse, sum(b.quantity) AS quantity
FROM ledger_stockbalance b
WHERE b.company_id = %(company)s::bigint AND b.quantity <> 0
  AND b.batch <> '00000000-0000-0000-0000-000000000000' {within}
GROUP BY b.product, b.batch, b.warehouse
"""
THEN = past_batches.written(company="%(company)s", day="%(until)s", known="%(known_at)s")
LYING = """
FROM masters_batch m
JOIN masters_product p ON p.company_id = m.company_id AND p.id = m.product_id
JOIN ({there}) k ON k.product = m.product_id AND k.batch = m.id
CROSS JOIN LATERAL (SELECT m.expires_on - {day}::date AS days) d
CROSS JOIN LATERAL (SELECT CASE WHEN m.held AND {day}::date >= %(today)s::date THEN 'held'
    WHEN d.days < 0 THEN 'expired' WHEN d.days < {NEAR} THEN 'near' ELSE 'good' END AS state) s
WHERE m.company_id = %(company)s::bigint AND k.quantity <> 0
""".replace("{NEAR}", NEAR)
"""Of every batch `m` what lies in a warehouse (`k`), the days that are left (`d`), and what is to
be said of it (`s`). What was held on a past day nobody knows."""


def lying_today(within: str = "") -> str:
    """The same of today; only of balances `within`, a further condition on `{row}`."""
    there = NOW.replace("{within}", within.format(row="b"))
    return LYING.replace("{there}", there).replace("{day}", "%(today)s")


SAID = """
SELECT m.id AS batch, m.number AS called, m.product_id AS product, p.specification, k.warehouse,
    p.unit_id::text AS unit_low, p.unit_id::text AS unit_high, k.quantity, m.produced_on,
    m.expires_on, d.days, s.state, m.supplier_batch
"""
WORTH = batch_worth.written(
    company="%(company)s", product="%(product)s", day="%(until)s", known="%(known_at)s"
)
VALUED = f"""
SELECT u.product, u.warehouse, u.batch, sum(u.quantity) AS quantity, sum(u.value) AS value
FROM (SELECT product, warehouse, batch, quantity, 0 AS value FROM ({THEN}) t
      UNION ALL SELECT product, warehouse, batch, 0, value FROM ({WORTH}) v) u
GROUP BY u.product, u.warehouse, u.batch
"""  # noqa: S608
BODY = f"""{SAID}, k.value
{LYING.replace("{there}", VALUED).replace("{day}", "%(until)s")} {{conditions}}"""
OF_TODAY = f"{SAID} {lying_today()}"


def batch_column() -> Column:
    return Column(
        name="batch", label=_("批号"), kind="reference", to="batch", sql="g.batch",
        sort="upper(g.called)", sort_cast="text",
    )  # fmt: skip


def batch_filter(column: str, *, views: tuple[str, ...] = ()) -> Filter:
    return Filter(
        name="batch",
        label=_("批号"),
        kind="reference",
        to="batch",
        where=f"{column} = %(batch)s::uuid",
        views=views,
    )


IN_STATE = """(%(state)s::text IN ('all', s.state)
     OR %(state)s::text = 'alert' AND s.state IN ('near', 'expired'))"""

COLUMNS: tuple[Column, ...] = (
    PRODUCT,
    SPECIFICATION,
    batch_column(),
    reference("warehouse", _("仓库"), "warehouse", "w"),
    grouping.unit_column(),
    Column(name="produced_on", label=_("生产日期"), kind="date", sql="g.produced_on"),
    Column(
        name="expires_on",
        label=_("有效期至"),
        kind="date",
        sql="g.expires_on",
        sort="coalesce(g.expires_on, '9999-12-31'::date)",
        sort_cast="date",
    ),
    Column(name="days", label=_("剩余天数"), kind="number", sql="g.days"),
    Column(name="state", label=_("效期"), kind="choice", sql="g.state", options=STATES),
    figure("quantity", _("现存量")),
    Column(
        name="supplier_batch",
        label=_("供应商批号"),
        kind="text",
        sql="g.supplier_batch",
    ),
)

VALUES = (
    replace(unit_cost(), help=_("批次单独核算的是该批成本，其他是平均成本")),
    value("value", _("结存金额")),
)
"""After the quantity: a batch without a pool of its own has its part of that by quantity."""
AFTER = 1 + next(n for n, column in enumerate(COLUMNS) if column.name == "quantity")

CAME_AND_WENT = Drill(
    report="stock_entries",
    view="entry",
    filters={"product": "product", "batch": "batch", "warehouse": "warehouse", "since": "since"},
)
"""Where a quantity leads: to all that came and went of the batch in that warehouse. The row itself
leads to where the batch came from and went to, in whichever warehouse."""

BATCH_STOCK = Report(
    name="batch_stock",
    label=_("批次库存"),
    question=_("每个批次还有多少、在哪个仓库、值多少、有效期还剩几天"),
    module="inventory",
    reads=("stock",),
    filters=(
        Filter(
            name="state",
            label=_("效期"),
            kind="choice",
            options={"all": _("全部"), "alert": _("需关注"), **STATES},
            default="all",
            where=IN_STATE,
        ),
        Filter(name="until", label=_("结存日期"), kind="day", default="today"),
        Filter(name="known_at", label=_("截至记账日"), kind="day"),
        narrowing.warehouse("k.warehouse"),
        narrowing.product("m.product_id"),
        narrowing.category("m.product_id"),
        narrowing.style("m.product_id"),
        batch_filter("m.id"),
    ),
    views=(
        View(
            name="batch",
            label=_("按批次和仓库"),
            body=BODY,
            joins=f"{grouping.PRODUCT} {grouping.WAREHOUSE}",
            key=(("g.batch", "uuid"), ("g.warehouse", "uuid")),
            columns=(
                *COLUMNS[: AFTER - 1],
                replace(COLUMNS[AFTER - 1], drill=CAME_AND_WENT),
                *VALUES,
                *COLUMNS[AFTER:],
                narrowing.since("%(until)s::date"),
            ),
            sort="expires_on",
            drill=Drill(report="batch_trace", view="entry", filters={"batch": "batch"}),
        ),
    ),
)
