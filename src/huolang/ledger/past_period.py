"""What was there as a period began, what came and went in it, and what was there at its end.

What was there is read once (`ledger.past`), and so is the period: the end is the beginning and all
that changed. A value counts on the day of its entry, a correction of it on the day that recognises
it.
"""

from __future__ import annotations

from huolang.kernel.keys import NIL
from huolang.ledger import past

PERIOD = """
WITH opening AS ({opening}),
moved AS (
    SELECT {keys}, {sums} FROM (
        SELECT e.product, e.warehouse, e.pool, e.quantity, e.cost AS value,
               CASE WHEN e.counter <> 'within' THEN {comes} END AS comes
        FROM ledger_stockentry e
        WHERE e.company_id = {company}::bigint AND e.owner = {nil}
          AND e.occurred_on BETWEEN {since} AND {until} OFFSET 0) r
    GROUP BY {keys}),
corrected AS (
    SELECT {keys}, {sums} FROM (
        SELECT a.product, e.warehouse, a.pool, 0 AS quantity, a.amount AS value, {comes} AS comes
        FROM ledger_costadjustment a
        JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
        WHERE a.company_id = {company}::bigint
          AND a.recognised_on BETWEEN {since} AND {until} OFFSET 0) r
    GROUP BY {keys}),
steps AS (
    SELECT {keys}, {begun}, {added}
    FROM opening FULL JOIN moved m USING ({keys}) FULL JOIN corrected c USING ({keys}))
"""
"""`OFFSET 0`: whether an entry comes is worked out once, and PostgreSQL knows how many products
there are in the table."""
SUMMED = {
    "in": "sum(r.{what}) FILTER (WHERE r.comes)",
    "out": "-sum(r.{what}) FILTER (WHERE NOT r.comes)",
    "within": "sum(r.{what}) FILTER (WHERE r.comes IS NULL)",
}
WHATS = ("quantity", "value")
STEPS = ("opening", "in", "out", "closing")
NAMES = ", ".join(f"{step}_{what}" for step in STEPS for what in WHATS)
SUMS = ", ".join(
    f"coalesce({one.format(what=what)}, 0) AS {step}_{what}"
    for step, one in SUMMED.items()
    for what in WHATS
)
BEGUN = ", ".join(f"coalesce({what}, 0) AS opening_{what}" for what in WHATS)


def _both(step: str, what: str) -> str:
    return f"coalesce(m.{step}_{what}, 0) + coalesce(c.{step}_{what}, 0)"


ADDED = ", ".join(
    [f"{_both(step, what)} AS {step}_{what}" for step in ("in", "out") for what in WHATS]
    + [
        f"coalesce({what}, 0) + {_both('in', what)} - ({_both('out', what)})"
        f" + {_both('within', what)} AS closing_{what}"
        for what in WHATS
    ]
)
ANY = " OR ".join(f"{step}_{what} <> 0" for step in STEPS for what in WHATS)
BY_PRODUCT = f"""
SELECT product, NULL::uuid AS warehouse, {NAMES} FROM steps WHERE {ANY}
"""  # noqa: S608
WORTH = (
    "CASE WHEN sum(s.{step}_quantity) <> 0 THEN coalesce(sum({row}.value), 0) ELSE 0 END"
    " AS {step}_value"
)
PLACE = ", ".join(
    WORTH.format(step=step, row=row)
    if what == "value" and (row := {"opening": "o", "closing": "c"}.get(step))
    else f"sum(s.{step}_{what}) AS {step}_{what}"
    for step in STEPS
    for what in WHATS
)
BY_PLACE = f"""
SELECT k.* FROM (
    SELECT s.product, s.warehouse, {PLACE}
    FROM steps s
    LEFT JOIN ({{begin}}) o
        ON o.pool = s.pool AND o.product = s.product AND o.warehouse = s.warehouse
    LEFT JOIN ({{end}}) c
        ON c.pool = s.pool AND c.product = s.product AND c.warehouse = s.warehouse
    GROUP BY s.product, s.warehouse) k
WHERE {ANY}
"""  # noqa: S608
"""A warehouse has its share of the value of a pool, at the beginning and at the end."""
PLACES = """(SELECT product, warehouse, pool, {step}_quantity AS quantity, {step}_value AS value
    FROM steps)"""


def written(*, company: str, since: str, until: str, comes: str, by_place: bool) -> str:
    """The statement, for reports, which bind by name: all of these are SQL; `comes` says of an
    entry `e` whether it comes or goes.

    It answers product, warehouse (NULL unless by place), and quantity and value of each step, where
    any of them is not nothing.
    """
    keys = "product, warehouse, pool" if by_place else "product"
    tail = BY_PRODUCT
    if by_place:
        there = {step: PLACES.replace("{step}", step) for step in ("opening", "closing")}
        tail = BY_PLACE.replace("{begin}", past.shares(company=company, there=there["opening"]))
        tail = tail.replace("{end}", past.shares(company=company, there=there["closing"]))
    parts = {
        "opening": past.written_places(company=company, day=f"({since} - 1)", keys=keys),
        "keys": keys,
        "sums": SUMS,
        "begun": BEGUN,
        "added": ADDED,
        "comes": comes,
        "company": company,
        "since": since,
        "until": until,
        "nil": f"'{NIL}'::uuid",
    }
    statement = PERIOD + tail
    for name, part in parts.items():
        statement = statement.replace(f"{{{name}}}", part)
    return statement
