"""The printed report of "Northwind": what the tables say beside what the company's books say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from huolang.forms import registry, store
from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.masters import archiving
from huolang.samples.northwind_files import LINES, Northwind
from huolang.samples.northwind_rules import (
    CENTS,
    FREIGHT,
    NO_PLACE,
    Paper,
    discontinued,
    product_code,
)

ZERO = Decimal(0)
MOST_TOLD = 20
TABLES = {
    "sales_order": ("sales_salesorder", "sales_salesorderline"),
    "sales_delivery": ("sales_salesdelivery", "sales_salesdeliveryline"),
}
DOCUMENTS = """
SELECT k.key, p.code = %s::text, count(*), sum(l.quantity), sum(l.quantity * l.unit_price),
       sum(l.total)
FROM samples_loaded k
JOIN {header} d ON d.company_id = k.company_id AND d.id = k.record AND d.state = 'confirmed'
JOIN {lines} l ON l.company_id = d.company_id AND l.document_id = d.id
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
WHERE k.company_id = %s::bigint AND k.data_set = %s::text AND k.kind = %s::text
GROUP BY 1, 2
"""
KEYS = """
SELECT id FROM masters_product WHERE company_id = %s::bigint AND code = ANY(%s::text[])
"""
PRODUCTS = """
SELECT p.code, coalesce((SELECT sum(b.quantity) FROM ledger_stockbalance b
                         WHERE b.company_id = p.company_id AND b.product = p.id), 0),
       coalesce((SELECT sum(l.base_quantity - l.done_base) FROM purchasing_purchaseorderline l
                 JOIN purchasing_purchaseorder o ON o.company_id = l.company_id
                   AND o.id = l.document_id AND o.state = 'confirmed'
                 WHERE l.company_id = p.company_id AND l.product_id = p.id), 0),
       coalesce((SELECT sum(m.min_stock) FROM masters_stocklimit m
                 WHERE m.company_id = p.company_id AND m.product_id = p.id), 0),
       p.active
FROM masters_product p WHERE p.company_id = %s::bigint
"""


@dataclass(slots=True)
class Totals:
    """Of orders or deliveries: goods by line, piece, price × quantity and what is left of that
    after discounts; and freight."""

    documents: int = 0
    lines: int = 0
    quantity: Decimal = ZERO
    gross: Decimal = ZERO
    net: Decimal = ZERO
    freight: Decimal = ZERO

    def __add__(self, other: Totals) -> Totals:
        return Totals(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))


@dataclass(slots=True)
class Report:
    """What a run did. `documents`: per form, made now and there before."""

    rows: dict[str, int]
    mended: int
    documents: dict[str, tuple[int, int]]
    expected: dict[str, Totals]
    found: dict[str, Totals]
    differences: list[str] = field(default_factory=list[str])

    @property
    def net_sales(self) -> Decimal:
        """Of all orders in the company, without freight, rounded once."""
        return round_half_up(self.found["sales_order"].net, CENTS)

    @property
    def is_right(self) -> bool:
        return not self.differences

    def lines(self) -> Iterator[str]:
        """The report as it is printed."""
        for table, rows in self.rows.items():
            yield f"{table + ' read':<34}{rows:>16,}"
        yield f"{'different texts put right':<34}{self.mended:>16,}"
        yield "without a field of its own here"
        yield from (f"  {one}" for one in NO_PLACE)
        yield f"{'documents':<34}{'new':>16}{'before':>16}"
        for form, (new, before) in self.documents.items():
            yield f"  {form:<32}{new:>16,}{before:>16,}"
        yield f"{'':<34}{'tables':>16}{'company':>16}"
        for form in TABLES:
            yield from self._compared(form)
        yield (
            f"{'net sales':<34}{round_half_up(self.expected['sales_order'].net, CENTS):>16,.2f}"
            + (f"{self.net_sales:>16,.2f}")
        )
        yield from self.differences[:MOST_TOLD]
        yield f"differences, proof of the books included: {len(self.differences) or 'none'}"

    def _compared(self, form: str) -> Iterator[str]:
        tables, company = self.expected[form], self.found[form]
        for name in Totals.__slots__:
            shown = (f"{_plain(getattr(one, name)):>16}" for one in (tables, company))
            yield f"  {form + ', ' + name:<32}{''.join(shown)}"


def _plain(value: Decimal | int) -> str:
    """With two decimals, or as many as it needs."""
    if isinstance(value, int):
        return f"{value:,}"
    digits = max(CENTS, -int(value.normalize(EXACT).as_tuple().exponent))
    return f"{value:,.{digits}f}"


def of(data_set: str, data: Northwind, papers: Sequence[Paper], before: set[str]) -> Report:
    """The report of a run that found the keys in `before` done; in the acting company."""
    expected = {form: _expected(papers, form) for form in TABLES}
    found = {form: _found(data_set, form) for form in TABLES}
    forms = Counter(one.form for one in papers)
    there = Counter(one.form for one in papers if one.key in before)
    return Report(
        rows=_rows(data),
        mended=data.mended,
        documents={form: (count - there[form], there[form]) for form, count in forms.items()},
        expected={form: _sum(keyed) for form, keyed in expected.items()},
        found={form: _sum(keyed) for form, keyed in found.items()},
        differences=[
            *(line for form in TABLES for line in _differing(form, expected[form], found[form])),
            *_differing_products(data),
        ],
    )


def _rows(data: Northwind) -> dict[str, int]:
    read = {table: len(rows) for table, rows in data.tables.items()}
    return {**read, LINES: sum(len(lines) for lines in data.lines.values())}


def _sum(keyed: Mapping[str, Totals]) -> Totals:
    return sum(keyed.values(), Totals())


def _expected(papers: Sequence[Paper], form: str) -> dict[str, Totals]:
    return {one.key: _of_paper(one) for one in papers if one.form == form}


def _of_paper(paper: Paper) -> Totals:
    totals = Totals(documents=1)
    for line in paper.lines:
        if line.product == FREIGHT:
            totals.freight += line.amount
        else:
            totals.lines += 1
            totals.quantity += line.quantity
            totals.gross += line.gross
            totals.net += line.amount
    return totals


def _found(data_set: str, form: str) -> dict[str, Totals]:
    header, lines = TABLES[form]
    statement = DOCUMENTS.format(header=header, lines=lines)
    keyed: dict[str, Totals] = {}
    asked = [FREIGHT, current_id(), data_set, form]
    for key, is_freight, count, quantity, gross, total in sql.run(statement, asked).fetchall():
        totals = keyed.setdefault(key, Totals(documents=1))
        if is_freight:
            totals.freight += total
        else:
            totals.lines += count
            totals.quantity += quantity
            totals.gross += gross
            totals.net += total
    return keyed


def _differing(
    form: str, expected: Mapping[str, Totals], found: Mapping[str, Totals]
) -> Iterator[str]:
    for key, wanted in expected.items():
        one = found.get(key, Totals())
        for name in Totals.__slots__:
            if getattr(wanted, name) != getattr(one, name):
                told = f"{getattr(one, name)} instead of {getattr(wanted, name)}"
                yield f"DIFFERENT: {form} {key}, {name}: {told}"


def _still_needed(codes: set[str]) -> set[str]:
    """Those that are not archived, for something is still to be done with them."""
    form = registry.get("product")
    keys = [row[0] for row in sql.run(KEYS, [current_id(), text_array(codes)]).fetchall()]
    products = store.load_many(form, keys).values()
    return {one.code for one in products if archiving.left_of_product(one)}


def _differing_products(data: Northwind) -> Iterator[str]:
    """Stock, open purchases, least stock and whether it is archived, product by product."""
    names = ("on hand", "on order", "least stock", "active")
    rows = sql.run(PRODUCTS, [current_id()]).fetchall()
    found = {code: tuple(figures) for code, *figures in rows}
    archived = set(discontinued(data))
    archived -= _still_needed(archived)
    for key, row in data["Products"].items():
        code = product_code(key)
        figures = (row.whole(name) for name in ("UnitsInStock", "UnitsOnOrder", "ReorderLevel"))
        wanted = (*figures, code not in archived)
        for name, one, want in zip(names, found.get(code, (None,) * 4), wanted, strict=True):
            if one != want:
                yield f"DIFFERENT: product {code}, {name}: {one} instead of {want}"
