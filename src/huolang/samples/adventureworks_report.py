"""The printed report of "AdventureWorks": what the tables say beside what the books say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.samples.adventureworks_files import LINES, ORDERS, AdventureWorks
from huolang.samples.adventureworks_rules import (
    CENTS,
    FREIGHT,
    KINDS,
    NO_PLACE,
    Paper,
    received_by_status,
)

ZERO = Decimal(0)
MOST_TOLD = 20
TOTALS = ("SubTotal", "TaxAmt", "Freight")
FIGURES = {
    "purchase_order": ("lines", "quantity", "amount", "freight"),
    "purchase_receipt": ("lines", "quantity"),
    "inspection": ("lines", "quantity", "rejected"),
    "purchase_return": ("lines", "quantity"),
}
"""What is compared of each document."""
GOODS = "p.code <> %(freight)s::text"
SUMS = {
    "lines": f"count(*) FILTER (WHERE {GOODS})",
    "quantity": f"sum(l.base_quantity) FILTER (WHERE {GOODS})",
    "rejected": "sum({rejected})",
    "amount": f"coalesce(sum({{amount}}) FILTER (WHERE {GOODS}), 0)",
    "freight": "coalesce(sum({amount}) FILTER (WHERE p.code = %(freight)s::text), 0)",
    "tax": "coalesce(sum({tax}), 0)",
}
DOCUMENTS = """
SELECT k.key, {sums}
FROM samples_loaded k
JOIN purchasing_{table} d ON d.company_id = k.company_id AND d.id = k.record
    AND d.state IN ('confirmed', 'closed')
JOIN purchasing_{table}line l ON l.company_id = d.company_id AND l.document_id = d.id
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
WHERE k.company_id = %(company)s::bigint AND k.data_set = %(data_set)s AND k.kind = %(form)s
GROUP BY k.key
"""
ON_HAND = """
SELECT p.code, coalesce(sum(b.quantity), 0), coalesce(sum(a.usable), 0)
FROM masters_product p
LEFT JOIN (SELECT product, sum(quantity) AS quantity FROM ledger_stockbalance
           WHERE company_id = %s::bigint GROUP BY product) b ON b.product = p.id
LEFT JOIN (SELECT product, sum(usable) AS usable FROM ledger_availability
           WHERE company_id = %s::bigint GROUP BY product) a ON a.product = p.id
WHERE p.company_id = %s::bigint GROUP BY p.code
"""


@dataclass(slots=True)
class Totals:
    """Of the documents of one form: goods by line, piece and worth, and freight and tax."""

    documents: int = 0
    lines: int = 0
    quantity: Decimal = ZERO
    rejected: Decimal = ZERO
    amount: Decimal = ZERO
    freight: Decimal = ZERO
    tax: Decimal = ZERO

    def __add__(self, other: Totals) -> Totals:
        return Totals(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))


@dataclass(slots=True)
class Report:
    """What a run did. `documents`: per form, made now and there before; `money`: of the tables and
    of the company."""

    rows: dict[str, int]
    documents: dict[str, tuple[int, int]]
    by_status: dict[str, Counter[str]]
    expected: dict[str, Totals]
    found: dict[str, Totals]
    stocked: tuple[Decimal, Decimal]
    subtotals: tuple[Decimal, Decimal, Decimal]
    """SubTotal, TaxAmt and Freight of the tables, as they keep them."""
    differences: list[str] = field(default_factory=list[str])

    @property
    def is_right(self) -> bool:
        return not self.differences

    def lines(self) -> Iterator[str]:
        """The report as it is printed."""
        for table, rows in self.rows.items():
            yield f"{table + ' read':<34}{rows:>16,}"
        yield "not here"
        yield from (f"  {one}" for one in NO_PLACE)
        yield f"{'documents':<34}{'new':>16}{'before':>16}"
        for form, (new, before) in self.documents.items():
            yield f"  {form:<32}{new:>16,}{before:>16,}"
        yield "received, whatever the status (rule 4)"
        for status, one in self.by_status.items():
            told = ", ".join(f"{one[name]:,} {name}" for name in ("orders", "lines"))
            yield f"  {status:<12}{told}, {one['received']:,} pieces, {one['rejected']:,} rejected"
        yield f"{'':<34}{'tables':>16}{'company':>16}"
        for form, names in FIGURES.items():
            for name in ("documents", *names):
                pair = (getattr(one[form], name) for one in (self.expected, self.found))
                yield f"  {form + ', ' + name:<32}{''.join(f'{_plain(one):>16}' for one in pair)}"
        yield f"  {'stocked':<32}{_plain(self.stocked[0]):>16}{_plain(self.stocked[1]):>16}"
        yield from self._money()
        yield from self.differences[:MOST_TOLD]
        yield f"differences, proof of the books included: {len(self.differences) or 'none'}"

    def _money(self) -> Iterator[str]:
        """Rules 1 and 2: what rounding by line makes of the tables' own totals."""
        yield f"{'rounded by line, of all orders':<34}{'as kept':>16}{'company':>16}{'more':>12}"
        order = self.found["purchase_order"]
        pairs = zip(
            ("subtotal", "tax", "freight"),
            self.subtotals,
            (order.amount, order.tax, order.freight),
            strict=True,
        )
        for name, kept, ours in pairs:
            yield f"  {name:<32}{kept:>16,.4f}{ours:>16,.2f}{ours - kept:>12,.4f}"


def _plain(value: Decimal | int) -> str:
    if isinstance(value, int) or value == value.to_integral_value():
        return f"{int(value):,}"
    return f"{value:,.{CENTS}f}"


def of(data_set: str, data: AdventureWorks, papers: Sequence[Paper], before: set[str]) -> Report:
    """The report of a run that found the keys in `before` done; in the acting company."""
    expected = {form: _expected(papers, form) for form in KINDS}
    found = {form: _found(data_set, form) for form in KINDS}
    forms = Counter(one.form for one in papers)
    there = Counter(one.form for one in papers if one.key in before)
    stock, differing = _stock(papers)
    kept = [sum((row.money(n) for row in data[ORDERS].values()), ZERO) for n in TOTALS]
    return Report(
        rows={table: len(rows) for table, rows in data.tables.items()},
        documents={form: (forms[form] - there[form], there[form]) for form in KINDS},
        by_status=received_by_status(data),
        expected={form: sum(keyed.values(), Totals()) for form, keyed in expected.items()},
        found={form: sum(keyed.values(), Totals()) for form, keyed in found.items()},
        stocked=stock,
        subtotals=(kept[0], kept[1], kept[2]),
        differences=[
            *(line for form in KINDS for line in _differing(form, expected[form], found[form])),
            *differing,
            *_subtotals(data),
        ],
    )


def _expected(papers: Sequence[Paper], form: str) -> dict[str, Totals]:
    return {one.key: _of_paper(one) for one in papers if one.form == form}


def _of_paper(paper: Paper) -> Totals:
    back, totals = paper.form == "purchase_return", Totals(documents=1)
    for line in paper.goods:
        totals.lines += 1
        totals.quantity += line.rejected if back else line.quantity
        totals.rejected += line.rejected
        totals.amount += line.amount
    totals.freight = sum((one.amount for one in paper.lines if one.product == FREIGHT), ZERO)
    return totals


def _found(data_set: str, form: str) -> dict[str, Totals]:
    goods = form == "inspection"
    parts = {
        "rejected": "l.rejected_base" if goods else "0",
        "amount": "0" if goods else "l.amount",
        "tax": "0" if goods else "l.tax",
    }
    names = [name for name in Totals.__slots__ if name != "documents"]
    sums = ", ".join(SUMS[name].format(**parts) for name in names)
    statement = DOCUMENTS.format(sums=sums, table=form.replace("_", ""))
    bound = {"freight": FREIGHT, "company": current_id(), "data_set": data_set, "form": form}
    rows = sql.run_named(statement, bound).fetchall()
    return {key: Totals(1, *figures) for key, *figures in rows}


def _differing(
    form: str, expected: Mapping[str, Totals], found: Mapping[str, Totals]
) -> Iterator[str]:
    for key, wanted in expected.items():
        one = found.get(key, Totals())
        for name in ("documents", *FIGURES[form]):
            if getattr(wanted, name) != getattr(one, name):
                told = f"{getattr(one, name)} instead of {getattr(wanted, name)}"
                yield f"DIFFERENT: {key}, {name}: {told}"


def _stock(papers: Sequence[Paper]) -> tuple[tuple[Decimal, Decimal], list[str]]:
    """What was stocked, product by product: all of it lies on the shelves, and nothing else."""
    wanted: dict[str, Decimal] = {}
    for one in papers:
        if one.form == "inspection":
            for line in one.lines:
                more = line.quantity - line.rejected
                wanted[line.product] = wanted.get(line.product, ZERO) + more
    rows = sql.run(ON_HAND, [current_id()] * 3).fetchall()
    differing = [
        f"DIFFERENT: product {code}: {there} there, {usable} on the shelves instead of"
        f" {wanted.get(code, ZERO)}"
        for code, there, usable in rows
        if not there == usable == wanted.get(code, ZERO)
    ]
    there = sum((row[1] for row in rows), ZERO)
    return (sum(wanted.values(), ZERO), there), differing


def _subtotals(data: AdventureWorks) -> Iterator[str]:
    """The tables agree with themselves: a subtotal is what its lines come to."""
    for key, row in data[ORDERS].items():
        lines = sum((line.money("LineTotal") for line in data.lines[key]), ZERO)
        if row.money("SubTotal") != lines:
            yield f"DIFFERENT: {ORDERS} {key}: SubTotal is not what its rows of {LINES} come to"
