"""组装拆卸追溯: what goods were made of and what was made of them, over any number of steps.

Documents that put goods together or take them apart use up batches or pieces and make others: a
step leads from what was used to what was made of it, or back. What was taken back led nowhere. From
each root one walks down (1), to what became of it, and up (-1), to what it came of. No step is
walked twice, so goods that were put together and taken apart again come to an end. Of what was
found above it is told how it came to us, of what was found below how it went, and of both which
documents lie in between. What has neither batch nor number is told of, and ends there.

Parts of statements with the parameters `company` and those of the report.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.ledger.posting import AT_CUSTOMER, LENT
from huolang.reports import grouping
from huolang.reports.execution import reference
from huolang.reports.report import Column

MAKING = "('assembly', 'disassembly')"
PURCHASES = "('purchase_receipt', 'purchase_exchange', 'purchase_return')"
SALES = "('sales_delivery', 'sales_exchange', 'sales_return')"
WORTH = "('revaluation', 'costing_change')"
"""Documents that say what goods are worth, and move none."""
HELP = _("组装、拆卸得到的商品，或它用掉的组件；本批次自己的进出不填")
WAYS = {
    "bought": _("采购"),
    "sold": _("销售"),
    "lent": _("借出"),
    "moved": _("调拨"),
    "made": _("组装拆卸"),
    "other": _("其他"),
}
WAY = f"""CASE WHEN e.form IN {PURCHASES} THEN 'bought' WHEN e.form IN {SALES} THEN 'sold'
    WHEN e.form IN {MAKING} THEN 'made' WHEN e.counter = 'inventory' THEN 'moved'
    ELSE 'other' END"""
MOVED = f"""CROSS JOIN LATERAL (
    SELECT {WAY} AS way, e.quantity WHERE e.counter <> 'within'
    UNION ALL SELECT 'lent', -e.quantity
    WHERE e.location IN ('{LENT}'::uuid, '{AT_CUSTOMER}'::uuid)) x"""
"""How an entry `e` moved its goods. What is lent went to somebody, though it is ours; where it is
sold, lost or given back it comes from there."""
NAMES = """ARRAY(SELECT {key} UNION ALL SELECT o.id FROM masters_batch o
    WHERE o.company_id = %(company)s::bigint AND o.merged_into_id = {key})"""
"""A batch, and those that were merged into it."""
STEPS = """walked AS (
SELECT s.root, s.root AS key, v.down, 0::bigint AS no
FROM ({roots}) s CROSS JOIN (VALUES (1), (-1)) v(down)
UNION
SELECT w.root, coalesce(b.merged_into_id, f.batch), w.down, e.no
FROM walked w
JOIN ledger_stockentry e ON e.company_id = %(company)s::bigint AND e.form IN {making}
    AND e.batch = ANY({names}) AND e.quantity * w.down < 0 AND e.reverses IS NULL
JOIN ledger_stockentry f ON f.company_id = e.company_id AND f.no = e.no
    AND f.quantity * w.down > 0
LEFT JOIN masters_batch b ON b.company_id = f.company_id AND b.id = f.batch
WHERE w.key <> {nil} AND NOT EXISTS (SELECT FROM ledger_stockentry r
    WHERE r.company_id = e.company_id AND r.reverses = e.id)
)"""
STEPS = STEPS.replace("{names}", NAMES.replace("{key}", "w.key")).replace("{making}", MAKING)
STEPS = STEPS.replace("{nil}", grouping.NIL)
"""`key` was reached from `root` by the posting `no`; with the nil key, goods without a batch."""
ENTRY = "e.id, e.no, e.seq, e.form, e.record, e.line, e.product, e.warehouse, e.location, e.batch,"
ENTRY += " e.partner, e.quantity, e.counter, e.reverses, e.occurred_at"
FOUND = """found AS (SELECT DISTINCT root, key, down FROM walked WHERE key NOT IN (root, {nil})),
far AS (
SELECT t.root, t.key, t.down, {entry} FROM found t
JOIN masters_batch o ON o.company_id = %(company)s::bigint
    AND (o.id = t.key OR o.merged_into_id = t.key)
JOIN ledger_stockentry e ON e.company_id = o.company_id AND e.product = o.product_id
    AND e.batch = o.id
UNION ALL
SELECT t.root, t.key, t.down, {entry} FROM found t
JOIN ledger_stockentry e ON e.company_id = %(company)s::bigint AND e.serial_id = t.key
UNION ALL
SELECT t.root, t.key, t.down, {entry}
FROM (SELECT DISTINCT root, key, down, no FROM walked WHERE key = {nil}) t
JOIN ledger_stockentry e ON e.company_id = %(company)s::bigint AND e.no = t.no
    AND e.batch = {nil} AND e.quantity * t.down > 0
)"""
"""Entries of what was reached, each beside its root."""
TOLD = """((e.down = 1 AND (x.way IN ('sold', 'lent') OR x.way = 'other' AND NOT {came})
    OR e.down = -1 AND (x.way = 'bought' OR x.way = 'other' AND {came})
    OR x.way = 'made' AND EXISTS (SELECT FROM walked z
            WHERE z.root = e.root AND z.down = e.down AND z.no = e.no)
        AND (e.down = 1 OR e.key = {nil} OR NOT EXISTS (SELECT FROM found z
            WHERE z.root = e.root AND z.key = e.key AND z.down = 1)))
    AND e.form NOT IN {worth})"""
"""Of `far` entries `e` those that are told, moved as `x` says."""
GOODS = """LEFT JOIN masters_batch t ON t.company_id = %(company)s::bigint AND t.id = e.key
LEFT JOIN masters_serialnumber i ON i.company_id = %(company)s::bigint AND i.id = e.key"""
"""Beside an entry what it is of, for `NUMBER`."""
NUMBER = "coalesce(t.number, i.number)"
JOIN = """LEFT JOIN masters_product q ON q.company_id = %(company)s::bigint
    AND q.id = g.through"""
CAME = "((x.quantity > 0) = (e.reverses IS NULL))"
"""Goods came, or their coming was taken back."""
TOLD = TOLD.replace("{came}", CAME).replace("{nil}", grouping.NIL).replace("{worth}", WORTH)


def walk(roots: str) -> str:
    """What begins a statement that reads `far`; `roots` selects the ids of batches or pieces."""
    found = FOUND.replace("{entry}", ENTRY).replace("{nil}", grouping.NIL)
    return f"WITH RECURSIVE {STEPS.replace('{roots}', roots)}, {found}"


VIA = Column(
    name="via",
    label=_("经由"),
    kind="text",
    sql="CASE WHEN q.id IS NOT NULL THEN concat_ws(' ', q.name, g.through_number) END",
    help=HELP,
)
"""The goods by which a movement belongs to what is traced; nothing where it is of that."""
APART = (
    replace(reference("through", _("经由商品"), "product", "q"), shown=False),
    Column(
        name="through_number",
        label=_("经由批号或序列号"),
        kind="text",
        sql="g.through_number",
        shown=False,
    ),
)
"""The same, each by itself, for programs."""
