"""对账: re-derive the books from their rows and list every difference.

Everything is read from one REPEATABLE READ snapshot, so that postings going on do not matter.
Each check is one statement that returns rows only where something differs; costs are calculated
again, entry by entry (`ledger.recost`). Where a job is still correcting costs, what these come to
is left out: layers, standards and costs of the pools from there on, and of those that they feed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from huolang.kernel import sql
from huolang.ledger import proof_mirrors, recost
from huolang.ledger.posting import shelves

TODAY = """
SELECT e.company_id, e.pool, e.product, e.warehouse, e.location, e.batch, e.owner, e.quantity,
       e.second_quantity, e.cost + coalesce(a.amount, 0) AS cost, e.id, e.no
FROM ledger_stockentry e LEFT JOIN (
    SELECT company_id, entry, sum(amount) AS amount FROM ledger_costadjustment
    WHERE company_id = %(company)s::bigint GROUP BY 1, 2) a
  ON a.company_id = e.company_id AND a.entry = e.id
WHERE e.company_id = %(company)s::bigint
"""

GOODS = """
SELECT r.role, r.account_id, i.id AS item FROM ledger_accountrole r
JOIN ledger_item i ON i.company_id = r.company_id AND i.account_set = r.account_set
WHERE r.company_id = %(company)s::bigint AND r.role = ANY({roles})
  AND NOT EXISTS (SELECT FROM ledger_accountrole o WHERE o.company_id = r.company_id
                  AND o.account_id = r.account_id AND o.role <> ALL({roles}))
""".replace(
    "{roles}",
    "ARRAY['cost_of_sales', 'stock_difference', 'stock_revaluation', 'other_receipt',"
    " 'other_issue', 'internal_use', 'promotion']",
)
"""Accounts on which nothing stands but what goods brought and took, by product."""

CHECKS: dict[str, str] = {
    "balance": """
        SELECT coalesce(s.key, b.key), coalesce(s.quantity, 0), coalesce(b.quantity, 0)
        FROM (SELECT concat_ws(' ', product, warehouse, location, batch, owner) AS key,
                     sum(quantity) AS quantity FROM ledger_stockentry
              WHERE company_id = %(company)s::bigint GROUP BY 1) s
        FULL JOIN (SELECT concat_ws(' ', product, warehouse, location, batch, owner) AS key,
                          quantity FROM ledger_stockbalance
                   WHERE company_id = %(company)s::bigint) b ON b.key = s.key
        WHERE coalesce(s.quantity, 0) <> coalesce(b.quantity, 0)""",
    "usable": """
        SELECT coalesce(s.key, a.key), coalesce(s.quantity, 0), coalesce(a.usable, 0)
        FROM (SELECT concat_ws(' ', product, warehouse, owner) AS key, sum(quantity) AS quantity
              FROM ledger_stockentry e WHERE company_id = %(company)s::bigint
                AND {shelves} GROUP BY 1) s
        FULL JOIN (SELECT concat_ws(' ', product, warehouse, owner) AS key, usable
                   FROM ledger_availability WHERE company_id = %(company)s::bigint) a
          ON a.key = s.key
        WHERE coalesce(s.quantity, 0) <> coalesce(a.usable, 0)""",
    "reserved": """
        SELECT coalesce(s.key, a.key), coalesce(s.reserved, 0), coalesce(a.reserved, 0)
        FROM (SELECT concat_ws(' ', product, warehouse, owner) AS key, sum(reserved) AS reserved
              FROM ledger_reservation WHERE company_id = %(company)s::bigint GROUP BY 1) s
        FULL JOIN (SELECT concat_ws(' ', product, warehouse, owner) AS key, reserved
                   FROM ledger_availability WHERE company_id = %(company)s::bigint) a
          ON a.key = s.key
        WHERE coalesce(s.reserved, 0) <> coalesce(a.reserved, 0)""",
    "waiting": """
        SELECT coalesce(s.key, a.key), coalesce(s.waiting, 0), coalesce(a.waiting, 0)
        FROM (SELECT concat_ws(' ', product, warehouse, owner) AS key,
                     sum(greatest(wanted - consumed, 0) - reserved) AS waiting
              FROM ledger_reservation
              WHERE company_id = %(company)s::bigint AND state = 'pending' GROUP BY 1) s
        FULL JOIN (SELECT concat_ws(' ', product, warehouse, owner) AS key, waiting
                   FROM ledger_availability WHERE company_id = %(company)s::bigint) a
          ON a.key = s.key
        WHERE coalesce(s.waiting, 0) <> coalesce(a.waiting, 0)""",
    "pool_quantity": """
        SELECT p.id::text, coalesce(s.quantity, 0), p.quantity
        FROM ledger_costpool p LEFT JOIN (
            SELECT pool, sum(quantity) AS quantity FROM ({today}) t GROUP BY 1) s ON s.pool = p.id
        WHERE p.company_id = %(company)s::bigint AND p.quantity <> coalesce(s.quantity, 0)""",
    "pool_value": """
        SELECT p.id::text, coalesce(s.cost, 0), p.value
        FROM ledger_costpool p LEFT JOIN (
            SELECT pool, sum(cost) AS cost FROM ({today}) t GROUP BY 1) s ON s.pool = p.id
        WHERE p.company_id = %(company)s::bigint AND p.value <> coalesce(s.cost, 0)""",
    "layers": """
        SELECT p.id::text, concat_ws(' ', coalesce(l.quantity, 0), coalesce(l.value, 0)),
               concat_ws(' ', greatest(p.quantity, 0), p.value)
        FROM ledger_costpool p
        LEFT JOIN (SELECT pool, sum(left_quantity) AS quantity, sum(left_value) AS value
                   FROM ledger_costlayer WHERE company_id = %(company)s::bigint GROUP BY 1) l
          ON l.pool = p.id
        WHERE p.company_id = %(company)s::bigint AND (p.method = 'fifo' OR l.quantity <> 0)
          AND p.provisional_from IS NULL
          AND (coalesce(l.quantity, 0) <> greatest(p.quantity, 0)
               OR p.quantity > 0 AND coalesce(l.value, 0) <> p.value)""",
    "layer_and_entry": """
        SELECT l.entry::text, concat_ws(' ', e.quantity, e.cost + coalesce(a.amount, 0)),
               concat_ws(' ', l.quantity, l.value)
        FROM ledger_costlayer l
        LEFT JOIN ledger_stockentry e ON e.company_id = l.company_id AND e.id = l.entry
            AND e.pool = l.pool
        LEFT JOIN (SELECT entry, sum(amount) AS amount FROM ledger_costadjustment
                   WHERE company_id = %(company)s::bigint GROUP BY entry) a ON a.entry = l.entry
        WHERE l.company_id = %(company)s::bigint AND l.left_quantity > 0
          AND NOT EXISTS (SELECT FROM ledger_costpool p WHERE p.company_id = l.company_id
                          AND p.id = l.pool AND p.provisional_from IS NOT NULL)
          AND (e.quantity IS DISTINCT FROM l.quantity
               OR l.value <> e.cost + coalesce(a.amount, 0))""",
    "standard": """
        SELECT p.id::text, round(p.quantity * p.standard, c.digits), p.value
        FROM ledger_costpool p JOIN kernel_company c ON c.id = p.company_id
        WHERE p.company_id = %(company)s::bigint AND p.method = 'standard'
          AND p.provisional_from IS NULL
          AND p.value <> round(p.quantity * p.standard, c.digits)""",
    "inventory_account": """
        SELECT set, sum(value), sum(account) FROM (
            SELECT i.account_set AS set, sum(p.value) AS value, 0 AS account
            FROM ledger_costpool p
            JOIN ledger_item i ON i.company_id = p.company_id AND i.id = p.product
            WHERE p.company_id = %(company)s::bigint GROUP BY 1
            UNION ALL
            SELECT r.account_set, 0, sum(l.base_amount) FROM ledger_journalline l
            JOIN ledger_accountrole r ON r.company_id = l.company_id
                AND r.account_id = l.account_id AND r.role = 'inventory'
            WHERE l.company_id = %(company)s::bigint GROUP BY 1) t
        GROUP BY 1 HAVING sum(value) <> sum(account)""",
    "debits_and_credits": """
        SELECT concat_ws(' ', e.form, e.number, e.no), coalesce(sum(l.base_amount), 0), 0
        FROM ledger_journalentry e LEFT JOIN ledger_journalline l
          ON l.company_id = e.company_id AND l.entry = e.id
        WHERE e.company_id = %(company)s::bigint
        GROUP BY e.id, e.form, e.number, e.no
        HAVING coalesce(sum(l.base_amount), 0) <> 0 OR count(l.id) < 2""",
    "partner_account": """
        SELECT coalesce(s.key, b.key), coalesce(nullif(s.amount, b.amount), s.base, 0),
               coalesce(nullif(b.amount, s.amount), b.base, 0)
        FROM (SELECT concat_ws(' ', l.account_id, l.partner, l.currency) AS key,
                     sum(l.amount) AS amount, sum(l.base_amount) AS base
              FROM ledger_journalline l
              JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id
              WHERE l.company_id = %(company)s::bigint AND a.with_partner GROUP BY 1) s
        FULL JOIN (SELECT concat_ws(' ', account_id, partner, currency) AS key, amount,
                          base_amount AS base
                   FROM ledger_accountbalance WHERE company_id = %(company)s::bigint) b
          ON b.key = s.key
        WHERE coalesce(s.amount, 0) <> coalesce(b.amount, 0)
           OR coalesce(s.base, 0) <> coalesce(b.base, 0)""",
    "partner_missing": """
        SELECT concat_ws(' ', a.code, l.no), l.base_amount, 0
        FROM ledger_journalline l
        JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id
        WHERE l.company_id = %(company)s::bigint AND a.with_partner AND l.partner IS NULL""",
    "open_items": """
        SELECT coalesce(s.key, b.key), coalesce(s.amount, 0), coalesce(b.amount, 0)
        FROM (SELECT concat_ws(' ', r.account_id, i.partner, i.currency) AS key,
                     sum(e.on_account) AS amount
              FROM ledger_openitementry e
              JOIN ledger_openitem i ON i.company_id = e.company_id AND i.id = e.item
              JOIN ledger_accountrole r ON r.company_id = i.company_id
                AND r.role = coalesce(nullif(e.role, ''), i.role)
                AND r.account_set = 'default'
              WHERE e.company_id = %(company)s::bigint GROUP BY 1) s
        FULL JOIN (SELECT concat_ws(' ', b.account_id, b.partner, b.currency) AS key, b.amount
                   FROM ledger_accountbalance b
                   WHERE b.company_id = %(company)s::bigint) b ON b.key = s.key
        WHERE coalesce(s.amount, 0) <> coalesce(b.amount, 0)""",
    "open_item_history": """
        SELECT concat_ws(' ', i.form, i.number), coalesce(s.amount, 0), i."left"
        FROM ledger_openitem i LEFT JOIN (
            SELECT item, sum(amount) AS amount, sum(on_account) AS on_account
            FROM ledger_openitementry WHERE company_id = %(company)s::bigint GROUP BY 1) s
          ON s.item = i.id
        WHERE i.company_id = %(company)s::bigint
          AND (i."left" <> coalesce(s.amount, 0) OR i.on_account <> coalesce(s.on_account, 0))""",
    "entry_without_head": """
        SELECT e.id::text, e.no, 0 FROM ledger_stockentry e
        LEFT JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
        WHERE e.company_id = %(company)s::bigint
          AND (h.no IS NULL OR h.occurred_on <> e.occurred_on)""",
    "entry_without_pool": """
        SELECT e.id::text, e.cost, 0 FROM ledger_stockentry e
        LEFT JOIN ledger_costpool p ON p.company_id = e.company_id AND p.id = e.pool
        WHERE e.company_id = %(company)s::bigint AND p.id IS NULL AND e.valuation <> 'none'
          AND e.owner = '00000000-0000-0000-0000-000000000000'""",
    "line_without_entry": """
        SELECT l.id::text, l.base_amount, 0 FROM ledger_journalline l
        LEFT JOIN ledger_journalentry e ON e.company_id = l.company_id AND e.id = l.entry
        WHERE l.company_id = %(company)s::bigint AND e.id IS NULL""",
    "adjustment_without_entry": """
        SELECT a.id::text, a.amount, 0 FROM ledger_costadjustment a
        LEFT JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
        WHERE a.company_id = %(company)s::bigint AND e.id IS NULL""",
    "adjustment_and_entry": """
        SELECT a.id::text, concat_ws(' ', e.pool, e.product), concat_ws(' ', a.pool, a.product)
        FROM ledger_costadjustment a
        JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
        WHERE a.company_id = %(company)s::bigint
          AND (a.pool <> e.pool OR a.product <> e.product OR a.recognised_on < e.occurred_on)""",
    "posting_value": """
        SELECT no::text, sum(cost), sum(account) FROM (
            SELECT no, cost, 0 AS account FROM ledger_stockentry
            WHERE company_id = %(company)s::bigint
              AND owner = '00000000-0000-0000-0000-000000000000'
            UNION ALL
            SELECT no, amount, 0 FROM ledger_costadjustment
            WHERE company_id = %(company)s::bigint
            UNION ALL
            SELECT l.no, 0, l.base_amount FROM ledger_journalline l
            WHERE l.company_id = %(company)s::bigint AND l.account_id IN (
                SELECT account_id FROM ledger_accountrole
                WHERE company_id = %(company)s::bigint AND role = 'inventory')) t
        GROUP BY no HAVING sum(cost) <> sum(account)""",
    "counter_account": """
        SELECT concat_ws(' ', t.no, t.account_id), sum(goods), sum(account) FROM (
            SELECT e.no, r.account_id, -(e.cost + e.variance) AS goods, 0 AS account
            FROM ledger_stockentry e JOIN ({goods}) r ON r.role = e.counter AND r.item = e.product
            WHERE e.company_id = %(company)s::bigint
            UNION ALL
            SELECT a.no, r.account_id, -(a.amount + a.variance), 0 FROM ledger_costadjustment a
            JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
            JOIN ({goods}) r ON r.role = e.counter AND r.item = e.product
            WHERE a.company_id = %(company)s::bigint
            UNION ALL
            SELECT m.no, r.account_id, o.cost + o.variance + coalesce((
                SELECT sum(a.amount + a.variance) FROM ledger_costadjustment a
                WHERE a.company_id = o.company_id AND a.entry = o.id AND a.no < m.no), 0), 0
            FROM ledger_stockentry m
            JOIN ledger_stockentry o ON o.company_id = m.company_id AND o.id = m.reverses
            JOIN ({goods}) r ON r.role = o.counter AND r.item = o.product
            WHERE m.company_id = %(company)s::bigint AND o.quantity > 0
              AND m.counter = 'purchase_price_variance'
            UNION ALL
            SELECT l.no, l.account_id, 0, l.base_amount FROM ledger_journalline l
            WHERE l.company_id = %(company)s::bigint
              AND l.account_id IN (SELECT account_id FROM ({goods}) r)) t
        GROUP BY t.no, t.account_id HAVING sum(goods) <> sum(account)""",
    "newest_in_pool": """
        SELECT p.id::text, e.newest, p.last_at FROM ledger_costpool p
        JOIN (SELECT pool, max(occurred_at) AS newest FROM ledger_stockentry
              WHERE company_id = %(company)s::bigint GROUP BY 1) e ON e.pool = p.id
        WHERE p.company_id = %(company)s::bigint
          AND (p.last_at IS NULL OR p.last_at < e.newest)""",
    "newest_in_place": """
        SELECT concat_ws(' ', b.product, b.warehouse, b.location, b.batch, b.owner), e.newest,
               b.last_at
        FROM ledger_stockbalance b
        JOIN (SELECT product, warehouse, location, batch, owner, max(occurred_at) AS newest
              FROM ledger_stockentry WHERE company_id = %(company)s::bigint
              GROUP BY 1, 2, 3, 4, 5) e
          USING (product, warehouse, location, batch, owner)
        WHERE b.company_id = %(company)s::bigint
          AND (b.last_at IS NULL OR b.last_at < e.newest)""",
    "month_stock": """
        SELECT concat_ws(' ', month, product, warehouse, pool), sum(derived), sum(kept) FROM (
            SELECT date_trunc('month', e.occurred_on)::date AS month, e.product, e.warehouse,
                   e.owner, e.pool, e.quantity AS derived, 0 AS kept, e.cost AS value
            FROM ledger_stockentry e
            JOIN ledger_monthhead h ON h.company_id = e.company_id AND e.no <= h.no
            WHERE e.company_id = %(company)s::bigint
            UNION ALL
            SELECT date_trunc('month', a.recognised_on)::date, a.product,
                   '00000000-0000-0000-0000-000000000000',
                   '00000000-0000-0000-0000-000000000000', a.pool, 0, 0, a.amount
            FROM ledger_costadjustment a
            JOIN ledger_monthhead h ON h.company_id = a.company_id AND a.no <= h.no
            WHERE a.company_id = %(company)s::bigint
            UNION ALL
            SELECT month, product, warehouse, owner, pool, 0, quantity, -value
            FROM ledger_monthstock WHERE company_id = %(company)s::bigint
            UNION ALL
            SELECT (s.month + interval '1 month')::date, s.product, s.warehouse, s.owner, s.pool,
                   0, -s.quantity, s.value
            FROM ledger_monthstock s
            JOIN ledger_monthhead h ON h.company_id = s.company_id AND s.month < h.until
            WHERE s.company_id = %(company)s::bigint) t
        GROUP BY month, product, warehouse, owner, pool
        HAVING sum(derived) <> sum(kept) OR sum(value) <> 0""",
    "book_head": """
        SELECT 'last_no', max(h.no), b.last_no FROM kernel_bookhead b
        JOIN ledger_postinghead h ON h.company_id = b.company_id
        WHERE b.company_id = %(company)s::bigint
        GROUP BY b.last_no HAVING max(h.no) > b.last_no""",
}
"""Name → statement returning (what, from the rows, as kept). Only differences are returned."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`check` found that `what` is `derived` by the rows and `kept` elsewhere."""

    company: int
    check: str
    what: str
    derived: Any
    kept: Any


more: list[Callable[[int], Iterator[Difference]]] = []
"""Checks of packages above, which the books do not know. Appended to in AppConfig.ready."""


def steps() -> int:
    """How many steps a proof has, for who shows how far it is."""
    return len(CHECKS) + len(proof_mirrors.CHECKS) + 1 + len(more)


def prove(company: int, note: Callable[[int], None] = lambda done: None) -> Iterator[Difference]:
    """Every difference in the books of `company`; nothing when they agree.

    Opens a snapshot of its own, so it must not be called inside a transaction. `note` is told how
    many of its `steps` are done.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute(f"SET LOCAL app.company = '{int(company)}'")
            # After a large load statistics lag behind: what looks like a few rows, joined one by
            # one, would take hours. Whole tables are joined here, whatever they look like.
            cursor.execute("SET LOCAL enable_nestloop = off")
        yield from differences(company, note)


def differences(
    company: int, note: Callable[[int], None] = lambda done: None
) -> Iterator[Difference]:
    """The same inside a transaction that is already open (for tests)."""
    done = 0
    for check, statement in (CHECKS | proof_mirrors.statements()).items():
        whole = statement.replace("{today}", TODAY).replace("{shelves}", shelves("e"))
        whole = whole.replace("{goods}", GOODS)
        for what, derived, kept in sql.run_often(whole, {"company": company}):
            yield Difference(company, check, str(what), derived, kept)
        done += 1
        note(done)
    for check, what, derived, kept in recost.departures(company):
        yield Difference(company, check, what, derived, kept)
    note(done := done + 1)
    for check_more in more:
        yield from check_more(company)
        note(done := done + 1)
