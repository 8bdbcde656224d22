"""应收合计看含税: what is owed for a whole document has its tax in it. Where all that its rows come
to at their prices is just that, but for what the document is cheaper by, tax is in the prices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from huolang.forms.form import Form
from huolang.integrations.amounts import line_amounts, taxed_costs, whole_discounts
from huolang.integrations.amounts.line_amounts import CENTS, RECEIVED, number_of
from huolang.integrations.amounts.row_amounts import TAX
from huolang.integrations.columns.form_words import QUANTITY
from huolang.integrations.columns.headings import PRICE
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.meaning.cells import inside
from huolang.masters.amounts import Typed, typed_amount

NUMBER, DISCOUNT, RATE = "number", "lines.discount", "lines.tax_rate"
CENT = Decimal("0.01")
Lines = Sequence[tuple[int, Sequence[Any]]]


def columns(headers: Sequence[str], filled: Collection[int]) -> list[int]:
    """The columns that fill nothing and say what is owed, of a row or of the whole."""
    return [
        n
        for n, one in enumerate(headers)
        if n not in filled
        and short(one) not in RECEIVED
        and (line_amounts.is_of_whole(one) or line_amounts.is_amount(one))
        and line_amounts.with_tax(one)
        and short(one) not in {short(word) for word in line_amounts.GROSS}
    ]


def told(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], lines: Lines
) -> set[bool]:
    """Whether some document tells that its prices have tax in them. Where a file says its tax,
    rows tell that themselves."""
    at = {path: int(number) for number, path in matching.items()}
    owed = columns(headers, at.values())
    taxes = {short(one) for one in (*TAX, *taxed_costs.RATES)}
    if not owed or RATE in at or any(short(one) in taxes for one in headers):
        return set()
    whole = whole_discounts.found(form, headers, matching)
    off = [*whole.off, *whole.maybe]
    net = [n for n, one in enumerate(headers) if n not in {*at.values(), *owed} and _is_net(one)]
    for rows in _documents(at, lines):
        sums = [_sum([_made(cells, at) for cells in rows])]
        sums += [_sum([number_of(_cell(cells, n)) for cells in rows]) for n in net]
        less = [Decimal(0), *(abs(n) for n in (_one(rows, one) for one in off) if n)]
        less += [abs(n) for n in (_all(rows, one) for one in off) if n]
        said = [n for n in (_one(rows, one) for one in owed) if n]
        ways = [every - one for every in sums if every for one in less]
        if any(abs(way - one) <= CENT for way in ways for one in said):
            return {True}
    return set()


def _is_net(header: str) -> bool:
    """Whether a column says what rows come to as their prices are meant."""
    plain = line_amounts.is_plain(header) or line_amounts.is_after(header)
    return plain and line_amounts.with_tax(header) is None


def _sum(some: Sequence[Decimal | None]) -> Decimal | None:
    """What rows come to together; None where one does not say it."""
    known = [one for one in some if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(some) else None


def of_rows(at: Mapping[str, int], lines: Lines, gross: int | None) -> list[Sequence[Any]]:
    """The rows but for those of documents that say in all of them, or in one alone, the same."""
    found: list[Sequence[Any]] = []
    for rows in _documents(at, lines):
        if gross is None or len(rows) < 2 or _one(rows, gross) is None:
            found += rows
    return found


def _documents(at: Mapping[str, int], lines: Lines) -> Iterator[list[Sequence[Any]]]:
    """The rows of each document, by their number; without one each row by itself."""
    if NUMBER not in at:
        yield from ([cells] for _n, cells in lines)
        return
    for key, some in groupby(lines, key=lambda one: _cell(one[1], at[NUMBER])):
        if key not in (None, ""):
            yield [cells for _n, cells in some]


def _made(cells: Sequence[Any], at: Mapping[str, int]) -> Decimal | None:
    """What a row comes to at its price; None where it says a discount, which may be read twice."""
    quantity, price = (number_of(_cell(cells, at[one])) for one in (QUANTITY, PRICE))
    if quantity is None or price is None:
        return None
    off = _cell(cells, at[DISCOUNT]) if DISCOUNT in at else None
    if off not in (None, "") and number_of(off) != 0:
        return None
    return typed_amount(Typed(quantity=quantity, unit_price=price), CENTS)


def _one(rows: Sequence[Sequence[Any]], number: int) -> Decimal | None:
    """The only figure that rows say in a column."""
    said = {n for cells in rows if (n := number_of(_cell(cells, number)))}
    return next(iter(said)) if len(said) == 1 else None


def _all(rows: Sequence[Sequence[Any]], number: int) -> Decimal:
    """What rows say in a column together."""
    said = (number_of(_cell(cells, number)) for cells in rows)
    return sum((one for one in said if one is not None), Decimal(0))


def _cell(cells: Sequence[Any], number: int) -> Any:
    return inside(cells[number]) if number < len(cells) else None
