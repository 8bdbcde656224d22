"""Proof of what was taken back: a posting and its mirror come to nothing, in goods, in value, in
every account and in what is owed. What its goods cost, or brought, otherwise by then is booked
beside it."""

from __future__ import annotations

PAIRS = """
SELECT h.no AS mirror, h.reverses AS original, h.form, h.number FROM ledger_postinghead h
WHERE h.company_id = %(company)s::bigint AND h.kind = 'mirror'
"""
CHECKS: dict[str, str] = {
    "mirror": """
        SELECT m.id::text, -o.quantity, m.quantity
        FROM ledger_stockentry m
        JOIN ledger_stockentry o ON o.company_id = m.company_id AND o.id = m.reverses
        WHERE m.company_id = %(company)s::bigint
          AND (m.quantity, m.product, m.warehouse, m.location, m.batch, m.owner, m.pool)
              IS DISTINCT FROM
              (-o.quantity, o.product, o.warehouse, o.location, o.batch, o.owner,
               CASE WHEN m.valuation = 'mirror' THEN o.pool ELSE m.pool END)""",
    "mirror_missing": """
        SELECT concat_ws(' ', p.form, p.number, o.id), -o.quantity, 0 FROM ({pairs}) p
        JOIN ledger_stockentry o ON o.company_id = %(company)s::bigint AND o.no = p.original
        LEFT JOIN ledger_stockentry m ON m.company_id = o.company_id AND m.reverses = o.id
            AND m.no = p.mirror
        WHERE m.id IS NULL""",
    "mirror_value": """
        SELECT m.id::text,
               concat_ws(' ', -(o.cost + coalesce(b.amount, 0)),
                         -(o.variance + coalesce(b.variance, 0))),
               concat_ws(' ', m.cost + coalesce(a.amount, 0), m.variance + coalesce(a.variance, 0))
        FROM ledger_stockentry m
        JOIN ledger_stockentry o ON o.company_id = m.company_id AND o.id = m.reverses
        LEFT JOIN ({adjusted}) a ON a.entry = m.id
        LEFT JOIN ({adjusted}) b ON b.entry = o.id
        WHERE m.company_id = %(company)s::bigint AND m.valuation = 'mirror'
          AND (m.cost + coalesce(a.amount, 0) <> -(o.cost + coalesce(b.amount, 0))
               OR m.variance + coalesce(a.variance, 0) <> -(o.variance + coalesce(b.variance, 0)))
        """,
    "mirror_money": """
        SELECT coalesce(b.key, d.key), coalesce(d.base, 0), coalesce(b.base, 0)
        FROM (SELECT concat_ws(' ', p.form, p.number, p.mirror, l.account_id, l.partner,
                               l.currency) AS key,
                     sum(l.amount) AS amount, sum(l.base_amount) AS base
              FROM ({pairs}) p
              JOIN ledger_journalentry e ON e.company_id = %(company)s::bigint AND e.seq = 0
                  AND e.no IN (p.mirror, p.original)
              JOIN ledger_journalline l ON l.company_id = e.company_id AND l.entry = e.id
              GROUP BY 1) b
        FULL JOIN (
            SELECT concat_ws(' ', p.form, p.number, p.mirror, r.account_id,
                             CASE WHEN t.with_partner THEN m.partner END, k.currency) AS key,
                   sum(s.amount) AS base
            FROM ({pairs}) p
            JOIN ledger_stockentry m ON m.company_id = %(company)s::bigint AND m.no = p.mirror
            JOIN ledger_stockentry o ON o.company_id = m.company_id AND o.id = m.reverses
            JOIN kernel_company k ON k.id = m.company_id
            JOIN ledger_item i ON i.company_id = m.company_id AND i.id = m.product
            LEFT JOIN ({adjusted_before}) a ON a.entry = o.id AND a.mirror = m.id
            CROSS JOIN LATERAL (SELECT CASE
                WHEN o.quantity > 0 AND m.valuation <> 'mirror' AND o.valuation <> 'given'
                     AND o.counter <> 'inventory'
                THEN coalesce(a.brought, 0) ELSE 0 END AS value) corrected
            CROSS JOIN LATERAL (SELECT CASE m.counter WHEN 'inventory' THEN 0
                ELSE m.cost + m.variance + o.cost + o.variance END AS value) owed
            CROSS JOIN LATERAL (VALUES
                ('inventory', m.cost + o.cost),
                (m.counter, -owed.value),
                ('purchase_price_variance', owed.value - m.cost - o.cost),
                (o.counter, corrected.value),
                ('purchase_price_variance', -corrected.value)) AS s(role, amount)
            JOIN ledger_accountrole r ON r.company_id = m.company_id
                AND r.account_set = i.account_set AND r.role = s.role
            JOIN ledger_account t ON t.company_id = r.company_id AND t.id = r.account_id
            WHERE s.amount <> 0
            GROUP BY 1) d ON d.key = b.key
        WHERE coalesce(b.base, 0) <> coalesce(d.base, 0)
           OR coalesce(b.amount, 0) <> coalesce(d.base, 0)""",
    "mirror_open_item": """
        SELECT concat_ws(' ', t.form, t.number, t.item, t.role), t.original, t.mirror FROM (
            SELECT p.form, p.number, e.item, e.role,
                   -coalesce(sum(e.amount) FILTER (WHERE e.no = p.original), 0) AS original,
                   coalesce(sum(e.amount) FILTER (WHERE e.no = p.mirror), 0) AS mirror,
                   sum(e.on_account) AS on_account
            FROM ({pairs}) p
            JOIN ledger_openitementry e ON e.company_id = %(company)s::bigint
                AND e.no IN (p.original, p.mirror)
            GROUP BY p.form, p.number, p.mirror, e.item, e.role) t
        WHERE t.original <> t.mirror OR t.on_account <> 0""",
}
"""As in `ledger.proof`: name → statement returning (what, from the rows, as kept)."""
ADJUSTED = """
SELECT entry, sum(amount) AS amount, sum(variance) AS variance FROM ledger_costadjustment
WHERE company_id = %(company)s::bigint GROUP BY entry
"""
ADJUSTED_BEFORE = """
SELECT j.entry, r.id AS mirror, sum(j.amount + j.variance) AS brought
FROM ledger_stockentry r
JOIN ledger_costadjustment j ON j.company_id = r.company_id AND j.entry = r.reverses
    AND j.no < r.no
WHERE r.company_id = %(company)s::bigint GROUP BY j.entry, r.id
"""
"""By what it was known that an original had brought more when its mirror was posted."""


def statements() -> dict[str, str]:
    return {
        name: one.replace("{pairs}", PAIRS)
        .replace("{adjusted}", ADJUSTED)
        .replace("{adjusted_before}", ADJUSTED_BEFORE)
        for name, one in CHECKS.items()
    }
