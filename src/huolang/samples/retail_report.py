"""The printed report of "Online Retail": every line counted, every total beside the documents'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import round_half_up
from huolang.samples import retail_rules
from huolang.samples.retail_file import RetailFile, RetailLine
from huolang.samples.retail_rules import CENTS, FORMS, Fate, Invoice, Opening

ZERO = Decimal(0)
SIGN = {Fate.DELIVERED: 1, Fate.RETURNED: -1, Fate.WRITTEN_OFF: -1}
"""Sign of a document's quantities in the file. What was written off amounts to nothing."""
TABLES = {
    "sales_delivery": ("sales_salesdelivery", "sales_salesdeliveryline"),
    "sales_return": ("sales_salesreturn", "sales_salesreturnline"),
}
DOCUMENTS = """
SELECT k.month, k.country, k.kind, sum(l.quantity), sum(l.total)
FROM samples_loaded k
JOIN {header} d ON d.company_id = k.company_id AND d.id = k.record AND d.state = 'confirmed'
JOIN {lines} l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE k.company_id = %s::bigint AND k.data_set = %s::text AND k.kind = ANY(%s::text[])
  AND k.month = ANY(%s::text[])
GROUP BY k.month, k.country, k.kind
"""


@dataclass(slots=True)
class Totals:
    """What the file says of a month or country, what its documents must come to, and what the
    documents in the company come to. Quantities that come back or are written off count below
    zero; a line with a price below zero has the sign of its amount, in the file that of its
    quantity."""

    typed: int = 0
    expected_quantity: Decimal = ZERO
    expected: Decimal = ZERO
    quantity: Decimal = ZERO
    amount: Decimal = ZERO

    def expect(self, one: Invoice) -> None:
        sign = SIGN[one.fate]
        self.typed += sum(line.quantity for line in one.lines)
        self.expected_quantity += sign * sum(abs(line.quantity) for line in one.lines)
        self.expected += sign * one.amount()

    def find(self, kind: Fate, quantity: Decimal, amount: Decimal) -> None:
        self.quantity += SIGN[kind] * quantity
        self.amount += SIGN[kind] * amount

    @property
    def agrees(self) -> bool:
        return (self.expected_quantity, self.expected) == (self.quantity, self.amount)

    def __add__(self, other: Totals) -> Totals:
        return Totals(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))


@dataclass(slots=True)
class Report:
    """What a run did. `fates` counts each line once, `noticed` what is odd about lines."""

    read: int
    elsewhere: int
    fates: Counter[Fate]
    noticed: dict[str, int]
    documents: dict[str, tuple[int, int]]
    months: dict[str, Totals]
    countries: dict[str, Totals]
    differences: list[str] = field(default_factory=list[str])

    @property
    def is_complete(self) -> bool:
        """Every line read has become something, and has been counted once."""
        return self.elsewhere + self.fates.total() == self.read

    @property
    def agrees(self) -> bool:
        """The documents come to what the lines come to, in every month and country."""
        return all(one.agrees for one in (*self.months.values(), *self.countries.values()))

    @property
    def is_right(self) -> bool:
        return self.is_complete and self.agrees and not self.differences

    def lines(self) -> Iterator[str]:
        """The report as it is printed."""
        yield from self._counts()
        yield from self._documents()
        yield from _table("month", self.months)
        if len(self.countries) > 1:
            yield from _table("country", self.countries)
        if any(one.typed != one.expected_quantity for one in self.months.values()):
            yield "  a line with a price below zero has the sign of its amount in the company"
        if not self.agrees:
            yield "DIFFERENT: confirmed documents do not come to what the file says"
        yield from self.differences
        yield f"prove: {len(self.differences) or 'no'} differences"

    def _counts(self) -> Iterator[str]:
        yield _row("lines read", self.read)
        if self.elsewhere:
            yield _row("  of other months, left out", self.elsewhere)
        for fate in Fate:
            yield _row(f"  {fate}", self.fates[fate])
        yield _row("sum", self.elsewhere + self.fates.total())
        yield "among the lines taken (one line may count several times)"
        for what, count in self.noticed.items():
            yield _row(f"  {what}", count)

    def _documents(self) -> Iterator[str]:
        yield f"{'documents':<44}{'new':>12}{'before':>12}"
        for kind, (new, before) in self.documents.items():
            yield f"  {kind:<42}{new:>12,}{before:>12,}"


def of(
    data_set: str,
    file: RetailFile,
    invoices: Sequence[Invoice],
    openings: Sequence[Opening],
    before: set[str],
) -> Report:
    """The report of a run that found the keys in `before` done."""
    months, countries = _compared(data_set, invoices)
    return Report(
        read=file.rows,
        elsewhere=file.rows - len(file.lines),
        fates=Counter(retail_rules.fate(line) for line in file.lines),
        noticed=_noticed(file.lines, invoices),
        documents=_documents(invoices, openings, before),
        months=months,
        countries=countries,
    )


def _noticed(lines: Sequence[RetailLine], invoices: Sequence[Invoice]) -> dict[str, int]:
    credit = retail_rules.is_credit_note
    return {
        "code not in capitals": sum(line.recased for line in lines),
        "exact duplicate of an earlier line": _duplicates(lines),
        "no description": sum(not line.description for line in lines),
        "no customer": sum(not line.customer for line in lines),
        "services": sum(retail_rules.is_service(line.code) for line in lines),
        "bad debt": sum(line.code == retail_rules.BAD_DEBT for line in lines),
        "price zero": sum(line.price == 0 for line in lines),
        "price below zero": sum(line.price < 0 for line in lines),
        "price with more than two decimals": sum(_is_fine(line.price) for line in lines),
        "quantity zero": sum(line.quantity == 0 for line in lines),
        "quantity below zero, on a credit note": sum(
            line.quantity < 0 and credit(line) for line in lines
        ),
        "quantity below zero, elsewhere": sum(
            line.quantity < 0 and not credit(line) for line in lines
        ),
        "credit note, quantity not below zero": sum(
            line.quantity >= 0 and credit(line) for line in lines
        ),
        "another time than its document's first": sum(
            line.moment != one.first.moment for one in invoices for line in one.lines
        ),
        "another description than its product": _other_names(lines),
    }


def _is_fine(price: Decimal) -> bool:
    return price != round_half_up(price, CENTS)


def _duplicates(lines: Iterable[RetailLine]) -> int:
    seen: set[tuple[object, ...]] = set()
    lines = list(lines)
    for line in lines:
        seen.add((line.invoice, line.code, line.recased, line.description, *line[5:]))
    return len(lines) - len(seen)


def _other_names(lines: Sequence[RetailLine]) -> int:
    names = {one.code: one.name for one in retail_rules.products(lines)}
    return sum(bool(line.description) and line.description != names[line.code] for line in lines)


def _documents(
    invoices: Sequence[Invoice], openings: Sequence[Opening], before: set[str]
) -> dict[str, tuple[int, int]]:
    """Per kind: documents made now, and those that were there."""
    kinds: dict[str, list[str]] = {"opening stock": [one.key for one in openings]}
    for fate in FORMS:
        kinds[fate] = [one.key for one in invoices if one.fate is fate]
    counted = {kind: sum(key in before for key in keys) for kind, keys in kinds.items()}
    return {kind: (len(keys) - counted[kind], counted[kind]) for kind, keys in kinds.items()}


Compared = dict[str, Totals]
"""By month or country."""


def _compared(data_set: str, invoices: Sequence[Invoice]) -> tuple[Compared, Compared]:
    """Of the months that were asked for; what the company holds is read from its documents."""
    months: Compared = {one.first.month: Totals() for one in invoices}
    countries: Compared = {one.country: Totals() for one in invoices}
    for one in invoices:
        months[one.first.month].expect(one)
        countries[one.country].expect(one)
    for form, (header, lines) in TABLES.items():
        kinds = [fate for fate in FORMS if FORMS[fate] == form]
        statement = DOCUMENTS.format(header=header, lines=lines)
        asked = [current_id(), data_set, text_array(kinds), text_array(months)]
        for month, country, kind, quantity, amount in sql.run(statement, asked):
            for totals in (months[month], countries[country]):
                totals.find(Fate(kind), quantity, amount)
    return dict(sorted(months.items())), dict(sorted(countries.items()))


def _row(what: str, count: int) -> str:
    return f"{what:<44}{count:>12,}"


def _table(name: str, compared: Compared) -> Iterator[str]:
    company = f"{'in the company':>18}{'amount':>18}"
    yield f"{name:<22}{'quantity':>12}{'amount':>18}{company}"
    for key, one in compared.items():
        yield _totals(key, one)
    if len(compared) > 1:
        yield _totals("all", sum(compared.values(), Totals()))


def _totals(key: str, one: Totals) -> str:
    company = f"{one.quantity:>18,.0f}{one.amount:>18,.2f}"
    return f"  {key:<20}{one.typed:>12,}{one.expected:>18,.2f}{company}"
