"""What was there as a period began, what came and went in it, and what was there at its end.

What was there is read once (`ledger.past`), and so is the period: the end is the beginning and all
that changed. A value counts on the day of its entry, a correction of it on the day that recognises
it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from huolang.kernel.keys import NIL
from huolang.ledger import past

PERIOD = """
WITH opening AS ({opening}),
moved AS (
    SELECT {keys}, {sums} FROM (
        SELECT e.product, e.warehouse, e.pool, e.form, e.quantity, e.cost AS value,
               CASE WHEN e.counter <> 'within' THEN {comes} END AS comes
        FROM ledger_stockentry e
        WHERE e.company_id = {company}::bigint AND e.owner = {nil}
          AND e.occurred_on BETWEEN {since} AND {until} OFFSET 0) r
    GROUP BY {keys}),
corrected AS (
    SELECT {keys}, {sums} FROM (
        SELECT a.product, e.warehouse, a.pool, e.form, 0 AS quantity, a.amount AS value,
               {comes} AS comes
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
CODE = re.compile(r"[a-z][a-z0-9_]*").fullmatch
"""What forms are called; nothing else is written into a statement."""
Kind = tuple[str, str]
"""What documents of a form made come or go: the step (in, out) and the form."""
FIGURES = tuple(f"{step}_{what}" for step in STEPS for what in WHATS)
NAMES = ", ".join(FIGURES)
BEGUN = ", ".join(f"coalesce({what}, 0) AS opening_{what}" for what in WHATS)
BY_PRODUCT = f"""
SELECT product, NULL::uuid AS warehouse, {NAMES}{{kinds}} FROM steps WHERE {{any}}
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
    SELECT s.product, s.warehouse, {PLACE}{{kinds}}
    FROM steps s
    LEFT JOIN ({{begin}}) o
        ON o.pool = s.pool AND o.product = s.product AND o.warehouse = s.warehouse
    LEFT JOIN ({{end}}) c
        ON c.pool = s.pool AND c.product = s.product AND c.warehouse = s.warehouse
    GROUP BY s.product, s.warehouse) k
WHERE {{any}}
"""  # noqa: S608
"""A warehouse has its share of the value of a pool, at the beginning and at the end."""
PLACES = """(SELECT product, warehouse, pool, {step}_quantity AS quantity, {step}_value AS value
    FROM steps)"""


def called(kind: Kind, what: str) -> str:
    """The column of a kind: what of it (quantity, value) came or went."""
    step, form = kind
    if step not in SUMMED or not CODE(form):
        raise ValueError(f"no kind: {kind}")
    return f"{step}_{form}_{what}"


def written(
    *,
    company: str,
    since: str,
    until: str,
    comes: str,
    by_place: bool,
    kinds: Sequence[Kind] = (),
) -> str:
    """The statement, for reports, which bind by name: all of these are SQL but `kinds`; `comes`
    says of an entry `e` whether it comes or goes.

    It answers product, warehouse (NULL unless by place), and quantity and value of each step, where
    any of them is not nothing; and of these `kinds`, as `called`: two kinds may make up for each
    other.
    """
    keys = "product, warehouse, pool" if by_place else "product"
    tail = BY_PRODUCT
    if by_place:
        there = {step: PLACES.replace("{step}", step) for step in ("opening", "closing")}
        tail = BY_PLACE.replace("{begin}", past.shares(company=company, there=there["opening"]))
        tail = tail.replace("{end}", past.shares(company=company, there=there["closing"]))
    names = [called(kind, what) for kind in kinds for what in WHATS]
    told = [f"sum(s.{name}) AS {name}" for name in names] if by_place else names
    parts = {
        "kinds": "".join(f", {one}" for one in told),
        "any": " OR ".join(f"{name} <> 0" for name in (*FIGURES, *names)),
        "opening": past.written_places(company=company, day=f"({since} - 1)", keys=keys),
        "keys": keys,
        "sums": ", ".join(_sums(kinds)),
        "begun": BEGUN,
        "added": ", ".join(_added(kinds)),
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


def _sums(kinds: Sequence[Kind]) -> list[str]:
    """What is added up of a period's rows `r`: step by step, and kind by kind."""
    sums = [
        f"coalesce({one.format(what=what)}, 0) AS {step}_{what}"
        for step, one in SUMMED.items()
        for what in WHATS
    ]
    for kind in kinds:
        step, form = kind
        sums += [
            f"coalesce({_of_form(SUMMED[step].format(what=what), form)}, 0) AS {called(kind, what)}"
            for what in WHATS
        ]
    return sums


def _of_form(summed: str, form: str) -> str:
    return f"{summed.removesuffix(')')} AND r.form = '{form}')"


def _added(kinds: Sequence[Kind]) -> list[str]:
    """What moved `m` and what was corrected `c`, together; and what was there at the end."""
    moved = [f"{step}_{what}" for step in ("in", "out") for what in WHATS]
    moved += [called(kind, what) for kind in kinds for what in WHATS]
    closing = [
        f"coalesce({what}, 0) + {_both(f'in_{what}')} - ({_both(f'out_{what}')})"
        f" + {_both(f'within_{what}')} AS closing_{what}"
        for what in WHATS
    ]
    return [f"{_both(name)} AS {name}" for name in moved] + closing


def _both(name: str) -> str:
    return f"coalesce(m.{name}, 0) + coalesce(c.{name}, 0)"
