"""What was sold and bought, line by line, as the books hold it: what came back is negative.

A document counts on the day of its posting, and what was cancelled is taken back on the day of its
mirror; while it is open again it counts for nothing. Amounts are those of its lines. What was
traded under a duplicate counts for the product or partner into which it was merged.

What goods cost is told in two ways. As the accounts have it: each entry on its day, and each
correction on the day on which the books recognise it, which is a later one where the month of the
entry was closed. Or as of today: on the day of the document, with every correction since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal

from huolang.ledger.posting import VARIANCE
from huolang.masters import merged

Cost = Literal["booked", "today"]
COST_OF_SALES = "cost_of_sales"


@dataclass(frozen=True, kw_only=True)
class Trading:
    """A document that sells or buys, its tables, and what a line `l` of it comes to.

    `sign` is 1, −1 for what comes back, or SQL where lines differ. A document that moves no goods
    but corrects amounts says so in `quantity`, `net` and `tax`.
    """

    form: str
    header: str
    lines: str
    sign: str = "1"
    quantity: str = "l.base_quantity"
    net: str = "l.amount"
    tax: str = "l.tax"
    warehouse: str = "coalesce(l.warehouse_id, d.warehouse_id)"
    salesperson: str = "d.salesperson_id"
    joins: str = ""
    moves: bool = True
    whole: str = ""
    """Which lines are counted: what is sold is a bundle, not its parts."""
    owners: str = ""
    """Whose line and product bears the cost of an entry `e`, where it is not its own."""
    line: str = "e.line"
    product: str = "e.product"


def correction(
    form: str, table: str, sources: Sequence[tuple[str, str]], *, net: str, tax: str
) -> Trading:
    """What a document says more than the lines it is about: theirs are warehouse and salesperson.

    `sources` are tables of earlier documents, and by which column our lines refer to theirs.
    """

    def first(*columns: str) -> str:
        told = [one.format(n) for n in range(len(sources)) for one in columns]
        return f"coalesce({', '.join(told)})"

    return Trading(
        form=form,
        header=table,
        lines=f"{table}line",
        quantity="0",
        net=net,
        tax=tax,
        warehouse=first("s{}.warehouse_id", "o{}.warehouse_id"),
        salesperson=first("o{}.salesperson_id", "NULL"),
        joins=" ".join(
            f"LEFT JOIN {source}line s{n} ON s{n}.company_id = l.company_id"
            f" AND s{n}.id = l.{column}"
            f" LEFT JOIN {source} o{n} ON o{n}.company_id = s{n}.company_id"
            f" AND o{n}.id = s{n}.document_id"
            for n, (source, column) in enumerate(sources)
        ),
        moves=False,
    )


def invoice(form: str, table: str, sources: Sequence[tuple[str, str]]) -> Trading:
    """What an invoice says more than the lines it is for."""
    more = {"net": "l.amount - l.source_amount", "tax": "l.tax - l.source_tax"}
    return correction(form, table, sources, **more)


def exchange(form: str, table: str) -> Trading:
    """What comes back and what goes out instead, line by line."""
    sign = "CASE l.direction WHEN 'returned' THEN -1 ELSE 1 END"
    return Trading(form=form, header=table, lines=f"{table}line", sign=sign)


OWNERS = """
LEFT JOIN (SELECT p.id AS part, b.id, b.product_id FROM {lines} p
    JOIN {lines} b ON b.company_id = p.company_id AND b.id = p.part_of
    WHERE p.company_id = %(company)s::bigint AND p.part_of IS NOT NULL) o ON o.part = e.line
"""


def with_bundles(one: Trading) -> Trading:
    """What the parts of a bundle cost is what the bundle cost."""
    return replace(
        one,
        whole=" AND l.part_of IS NULL",
        owners=OWNERS.format(lines=one.lines),
        line="coalesce(o.id, e.line)",
        product="coalesce(o.product_id, e.product)",
    )


SALES = (
    with_bundles(
        Trading(
            form="sales_delivery",
            header="sales_salesdelivery",
            lines="sales_salesdeliveryline",
        )
    ),
    with_bundles(
        Trading(
            form="sales_return",
            header="sales_salesreturn",
            lines="sales_salesreturnline",
            sign="-1",
        )
    ),
    with_bundles(exchange("sales_exchange", "sales_salesexchange")),
    invoice(
        "sales_invoice",
        "sales_salesinvoice",
        (
            ("sales_salesdelivery", "delivery_line_id"),
            ("sales_salesreturn", "return_line_id"),
            ("sales_salesexchange", "exchange_line_id"),
        ),
    ),
)
PURCHASES = (
    Trading(
        form="purchase_receipt",
        header="purchasing_purchasereceipt",
        lines="purchasing_purchasereceiptline",
    ),
    Trading(
        form="purchase_return",
        header="purchasing_purchasereturn",
        lines="purchasing_purchasereturnline",
        sign="-1",
    ),
    exchange("purchase_exchange", "purchasing_purchaseexchange"),
    invoice(
        "purchase_invoice",
        "purchasing_purchaseinvoice",
        (
            ("purchasing_purchasereceipt", "receipt_line_id"),
            ("purchasing_purchasereturn", "return_line_id"),
            ("purchasing_purchaseexchange", "exchange_line_id"),
        ),
    ),
    correction(
        "purchase_allowance",
        "purchasing_purchaseallowance",
        (("purchasing_purchasereceipt", "receipt_line_id"),),
        net="-l.amount",
        tax="-l.tax",
    ),
)

POSTED = """
FROM ledger_postinghead h
JOIN {header} d ON d.company_id = h.company_id AND d.id = h.record AND d.revision = h.revision
"""
IN_PERIOD = """
WHERE h.company_id = %(company)s::bigint AND h.form = '{form}' AND h.kind IN ('post', 'mirror')
  AND h.occurred_on BETWEEN %(since)s::date AND %(until)s::date
"""
ENTERED = "  AND e.occurred_on BETWEEN %(since)s::date AND %(until)s::date\n"
"""An entry stands on the day of its posting (`prove` sees to that): said twice, a month of them is
read by day, not one by one for each posting nor all that there ever were."""
WHOSE = """
SELECT h.occurred_on AS day, h.form, h.record, h.number, d.partner_id AS partner,
    {salesperson} AS salesperson,
"""
AMOUNTS = f"""
{WHOSE} l.id AS line, {{warehouse}} AS warehouse,
    l.product_id AS product, t.turn * ({{quantity}}) AS quantity, t.turn * ({{net}}) AS net,
    t.turn * ({{tax}}) AS tax, t.turn * ({{net}} + {{tax}}) AS gross, 0::numeric AS cost
{POSTED}
JOIN {{lines}} l ON l.company_id = d.company_id AND l.document_id = d.id{{whole}} {{joins}}
CROSS JOIN LATERAL (SELECT CASE h.kind WHEN 'post' THEN 1 ELSE -1 END * ({{sign}}) AS turn) t
{IN_PERIOD}
"""
COST = f"""
{WHOSE} {{line}}, e.warehouse, {{product}}, 0, 0, 0, 0, -(e.cost + e.variance)
{POSTED}
JOIN ledger_stockentry e ON e.company_id = h.company_id AND e.no = h.no {{owners}}
{IN_PERIOD}{ENTERED}
"""
CORRECTED = f"""
{WHOSE} {{line}}, e.warehouse, {{product}}, 0, 0, 0, 0, -(a.amount + a.variance)
{POSTED}
JOIN ledger_stockentry e ON e.company_id = h.company_id AND e.no = h.no {{owners}}
JOIN ledger_costadjustment a ON a.company_id = e.company_id AND a.entry = e.id
{IN_PERIOD}{ENTERED}
"""
EVER_POSTED = POSTED.replace(" AND d.revision = h.revision", "")
"""Also what a document said before it was opened again: what was corrected between is in the
accounts of its day."""
CAME = f"""
coalesce((SELECT o.cost + o.variance + coalesce((
        SELECT sum(b.amount + b.variance) FROM ledger_costadjustment b
        WHERE b.company_id = o.company_id AND b.entry = o.id AND b.no < e.no), 0)
    FROM ledger_stockentry o
    WHERE o.company_id = e.company_id AND o.id = e.reverses
      AND o.counter = '{COST_OF_SALES}'), 0)
"""  # noqa: S608
"""What came back and is taken back in a later month: nothing of it stays on the account, and what
it leaves at otherwise is variance (`ledger.reversal`)."""
BOOKED = f"""
{WHOSE} {{line}}, e.warehouse, {{product}}, 0, 0, 0, 0,
    CASE e.counter WHEN '{COST_OF_SALES}' THEN -(e.cost + e.variance) ELSE {CAME} END
{EVER_POSTED}
JOIN ledger_stockentry e ON e.company_id = h.company_id AND e.no = h.no
    AND e.counter IN ('{COST_OF_SALES}', '{VARIANCE}') {{owners}}
{IN_PERIOD}{ENTERED}
"""
RECOGNISED = f"""
{WHOSE.replace("h.occurred_on AS day", "a.recognised_on")} {{line}}, e.warehouse, {{product}},
    0, 0, 0, 0, -(a.amount + a.variance)
FROM ledger_costadjustment a
JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
    AND e.counter = '{COST_OF_SALES}' {{owners}}
JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
    AND h.form = '{{form}}' AND h.kind IN ('post', 'mirror')
JOIN {{header}} d ON d.company_id = h.company_id AND d.id = h.record
WHERE a.company_id = %(company)s::bigint
  AND a.recognised_on BETWEEN %(since)s::date AND %(until)s::date
"""
COSTS = {"booked": (BOOKED, RECOGNISED), "today": (COST, CORRECTED)}


GOING_ON = """
SELECT u.day, u.form, u.record, u.number, {who} AS partner, u.partner AS told,
    u.salesperson, u.line, u.warehouse,
    coalesce(m.merged_into_id, u.product) AS product, u.quantity, u.net, u.tax, u.gross, u.cost
FROM ({facts}) u
JOIN masters_product m ON m.company_id = %(company)s::bigint AND m.id = u.product
{partners}
""".replace("{who}", merged.kept("u.partner")).replace("{partners}", merged.join("u.partner"))


def facts(kinds: Sequence[Trading], *, cost: Cost | None = None) -> str:
    """Rows (day, form, record, number, partner, told, salesperson, line, warehouse, product,
    quantity, net, tax, gross, cost) between `since` and `until`; several may add up to one line.

    `told` is the partner that the document names, and what is asked for by its index. Quantities
    are in the product's base unit. `cost` is what the goods sold cost (+), for who asks: `booked`
    in this time, or what they cost `today`.
    """
    posted = " UNION ALL ".join(
        part.format(**asdict(one))
        for one in kinds
        for part in (AMOUNTS, *(COSTS[cost] if cost and one.moves else ()))
    )
    return GOING_ON.format(facts=posted)
