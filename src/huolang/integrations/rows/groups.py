"""Rows of a file made into what the API would be sent: rows that belong together are one record."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Field, Form, Table
from huolang.forms.kind import as_text
from huolang.integrations.amounts import (
    invoice_amounts,
    money_told,
    taxed_costs,
    whole_discounts,
)
from huolang.integrations.amounts.invoice_amounts import InvoiceAmounts
from huolang.integrations.amounts.line_amounts import MoneyColumn
from huolang.integrations.amounts.money_told import Money
from huolang.integrations.amounts.row_amounts import RowAmount
from huolang.integrations.amounts.row_discounts import RowDiscounts
from huolang.integrations.amounts.taxed_costs import Costs
from huolang.integrations.amounts.whole_discounts import Off, WholeDiscounts
from huolang.integrations.amounts.whole_told import WholeTold
from huolang.integrations.columns.heading_units import Told
from huolang.integrations.flat import FlatColumn
from huolang.integrations.meaning import cells as cells_of
from huolang.integrations.meaning import executed, told_states
from huolang.integrations.meaning.cells import Note
from huolang.integrations.meaning.executed import Executed
from huolang.integrations.meaning.told_states import States
from huolang.integrations.rows import beside_spread
from huolang.integrations.rows.beside_spread import Beside
from huolang.integrations.rows.spreading import Spread
from huolang.integrations.tables import rows_beside, sums
from huolang.kernel.refusals import BusinessError, Invalid


class LeftOutWith(Invalid):
    code = "import.left_out_with"
    message = _("接着第 {row} 行，随它一起不导入")


@dataclass(frozen=True)
class Entry:
    """One column of the file that is used: where it stands, what it fills, how it is understood."""

    number: int
    path: str
    column: FlatColumn
    typed: Callable[[Any], Any]
    days: Collection[str] = ()
    """Of a column of days: the orders of year, month and day that its cells allow."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a field that refers to a record is checked against: the place of the field, where that
    is kept, and what another column says of it."""

    path: str
    into: dict[str, Any]
    field: Field
    row: int
    column: str
    text: str


@dataclass(slots=True)
class Group:
    """The rows of one record. `payload` has texts where it refers to other records."""

    key: int
    lines: list[tuple[int, list[Any]]]
    payload: dict[str, Any] = field(default_factory=dict[str, Any])
    errors: list[BusinessError] = field(default_factory=list[BusinessError])
    repeated: list[BusinessError] = field(default_factory=list[BusinessError])
    """Rows that say once more what the first one says, or otherwise: they are left out, the record
    is made."""
    rows: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """Numbers in the file of the rows of each sub-table."""
    notes: list[Note] = field(default_factory=list[Note])
    checks: list[Check] = field(default_factory=list[Check])
    told_by: dict[str, str] = field(default_factory=dict[str, str])
    """Place → the column of names that says what is there, where no code does."""
    alike: str = ""
    """Of a document: what another one that is the same has, too (`same_again`)."""
    beside: str = ""
    """Of a document: what those of the same day and partner have, too."""
    about: str = ""
    """Of a document: what another one about the same goods has, too."""
    said: list[str] = field(default_factory=list[str])
    """Of a document: its rows, each as an equal one of another document is."""
    shown: dict[int, Decimal] = field(default_factory=dict[int, Decimal])
    """By the place of a line: by how much its price may be another, because it is shown rounded."""
    whole: WholeTold | None = None
    """Of a document: what it is cheaper by as a whole, where a total beside it tells that."""
    off_rows: list[tuple[int, str, Decimal]] = field(default_factory=list[Any])
    """Rows below it that say so in a word: their number, the word, how much."""
    untaxed_off: Off | None = None
    """The same, of which nobody knows yet whether it has tax in it."""
    there: bool = False
    """It was entered before: nothing else is asked about it."""

    @property
    def refused(self) -> int:
        """How many records are not made of it."""
        rows = sum(not isinstance(one, LeftOutWith) for one in self.repeated)
        return bool(self.errors) + rows


@dataclass(frozen=True)
class Plan:
    """How the rows of one file are read."""

    form: Form
    headers: Sequence[str]
    header: tuple[Entry, ...]
    tables: Mapping[Table, tuple[Entry, ...]]
    fixed: Mapping[str, Any]
    """Path → what no column says and is the same in every record."""
    group: tuple[int, ...]
    """The columns that say what belongs together: a document's number, a master's code."""
    named: Field | None = None
    """What the first of them is called."""
    as_open: bool = False
    """Orders of which something was executed elsewhere are made as wholly open."""
    separate: bool = False
    """Rows without a number are a document each, though they say the same of it."""
    totals: Sequence[tuple[int, Field]] = ()
    """Columns that say what a whole document comes to."""
    amounts: MoneyColumn | None = None
    """Where the file says no prices, but what each row comes to."""
    row_amounts: Sequence[RowAmount] = ()
    """Where it says prices, and what each row comes to as well."""
    discounts: RowDiscounts | None = None
    """Where it says in money what each row is cheaper by."""
    before_price: MoneyColumn | None = None
    """Where it says the price before the discount, too."""
    whole: WholeDiscounts = whole_discounts.NOTHING
    """Where it says what a whole document is cheaper by."""
    by_name: tuple[int, ...] = ()
    """The columns that tell masters without a code apart: their name first."""
    own: Mapping[int, tuple[Table, Entry]] = field(default_factory=dict[int, Any])
    """Columns of the whole document that its lines may also say for themselves, by their number."""
    checks: tuple[Entry, ...] = ()
    """Columns that fields filled by others are checked against."""
    units: tuple[Told, ...] = ()
    """Columns of which the heading names a unit."""
    money: Money = money_told.NOTHING
    """What headings and columns say of the currency."""
    states: States = told_states.NOTHING
    """Columns that say of whole documents what became of them."""
    executed: Executed = executed.NOTHING
    """Columns that say of orders what was done of them."""
    other_counts: Mapping[int, type[Invalid]] = field(default_factory=dict[int, Any])
    """Columns of what rows give away or take back."""
    base_count: int | None = None
    """The column that says quantities in base units."""
    loose: tuple[int, ...] = ()
    """Columns of pieces beside the boxes that are the quantity."""
    units_beside: tuple[int, ...] = ()
    """Columns of units that are not those of the rows."""
    spread: tuple[tuple[Spread, Entry], ...] = ()
    """Columns of which each cell is a row of its own."""
    beside: Beside = beside_spread.NOTHING
    """What stands beside them."""
    costs: Costs = taxed_costs.NOTHING
    """What columns of costs say of tax."""
    invoiced: InvoiceAmounts = invoice_amounts.NOTHING
    """What the rows of an invoice say with tax, or as a rate."""
    spec: int | None = None
    """The column that says the specification of goods."""

    @property
    def entries(self) -> list[Entry]:
        inside = (one for entries in self.tables.values() for one in entries)
        return [*self.header, *inside, *self.checks]

    @property
    def heads(self) -> list[Entry]:
        """What says of a row which record it is of."""
        return [*self.header, *(one for one in self.checks if one.column.table is None)]


def grouped(plan: Plan, lines: Iterable[tuple[int, list[Any]]]) -> Iterator[tuple[int, int, bool]]:
    """(row, first row of its record, whether only because both say the same of it) wherever a row
    is not a record by itself.

    Rows belong together that have the same number or code, wherever they stand. Without one, rows
    belong together that follow each other with the same header; those with a part of it too, for
    nobody can say whose they are, and `read` refuses them all. A row without a header goes on from
    the one before, also where it says for itself what lines have as well. Of masters, what has no
    code is the record that its name says.
    """
    first: dict[Any, int] = {}
    last: tuple[int, tuple[str, ...], str] | None = None
    for number, cells in lines:
        head, key = head_of(plan, cells), key_of(plan, cells)
        called = name_of(plan, cells)
        if last is not None and (sums.is_none(plan, cells) or rows_beside.is_one(plan, cells)):
            yield number, last[0], False
            continue
        if key:
            here = first.setdefault(key, number)
            first.setdefault(called or key, here)
        elif last is not None and _goes_on(plan, head, last):
            yield number, last[0], False
            continue
        elif last is not None and _joins(plan, cells, head, last):
            here = last[0]
        else:
            here = first.setdefault(called, number) if called else number
        if key or any(head) or last is None:
            alike = last is not None and not (key or last[2]) and head == last[1]
            last = here, head, key
        else:
            alike = False
        if here != number:
            yield number, here, alike


def _goes_on(plan: Plan, head: Sequence[str], last: tuple[int, tuple[str, ...], str]) -> bool:
    """Whether a row says nothing of what tells one document from the next, though the one above
    does: it is no document by itself, whatever else it says."""
    _first, above, key = last
    if not plan.form.is_document or not any(head):
        return False
    both = list(zip(plan.heads, head, above, strict=True))
    apart = [(mine, its) for one, mine, its in both if _tells(one) and one.number not in plan.own]
    needed = [(mine, its) for one, mine, its in both if one.column.field.required]
    if any(mine for mine, _its in apart):
        return False
    said = [its for _mine, its in apart]
    if not any(mine for mine, _its in needed):
        said += [its for _mine, its in needed]
    return bool(key) or any(said)


def _tells(entry: Entry) -> bool:
    """Whether documents are told apart by it: their day, their partner, whatever they need."""
    return entry.path == "date" or entry.column.field.required


def _joins(
    plan: Plan, cells: Sequence[Any], head: Sequence[str], last: tuple[int, tuple[str, ...], str]
) -> bool:
    """Whether a row without a number is one more of the record above, or may be."""
    _first, above, key = last
    if not any(head):
        return says_line(plan, cells)
    if not plan.tables or plan.separate:
        return False
    if head == above or plan.named is None:
        return head == above
    return _within(head, above) or (bool(key) and _within(rest(plan, head), rest(plan, above)))


def says_line(plan: Plan, cells: Sequence[Any]) -> bool:
    """Whether a row says something of a line."""
    inside = (entry.number for entries in plan.tables.values() for entry in entries)
    return any(at(cells, one) is not None for one in inside)


def row_of(group: Group, path: str) -> int:
    """The row of the file in which a place of a record stands."""
    name, _, rest = path.partition(".")
    rows, index = group.rows.get(name, ()), rest.partition(".")[0]
    at_first = group.lines[0][0]
    return rows[int(index)] if index.isdecimal() and int(index) < len(rows) else at_first


def rest(plan: Plan, head: Sequence[str]) -> tuple[str, ...]:
    """What of a header no line may say for itself."""
    both = zip(plan.heads, head, strict=True)
    return tuple(said for one, said in both if one.number not in plan.own)


def head_of(plan: Plan, cells: Sequence[Any]) -> tuple[str, ...]:
    return tuple(text(at(cells, entry.number)) for entry in plan.heads)


def key_of(plan: Plan, cells: Sequence[Any]) -> str:
    parts = [plain(text(at(cells, one))) for one in plan.group]
    return "\n".join(parts) if all(parts) else ""


def name_of(plan: Plan, cells: Sequence[Any]) -> tuple[str, ...]:
    """What tells a master without a code apart; nothing where its name is not said."""
    parts = tuple(plain(text(at(cells, one))) for one in plan.by_name)
    return parts if any(parts[:1]) else ()


def plain(text: str) -> str:
    """A number or code as it is compared: in capitals, no letter wider than others."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def _within(head: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a header says nothing that the one above does not say."""
    return all(mine in ("", theirs) for mine, theirs in zip(head, above, strict=True))


def heading(cell: Any) -> str:
    """What stands above a column."""
    cell = cells_of.inside(cell)
    if cell is None:
        return ""
    if isinstance(cell, dict):
        return cells_of.marked(cell) or str(cell.get("d", ""))
    return str(as_text(cell))


def at(cells: Sequence[Any], number: int | None) -> Any:
    """What stands in a column of a row, also where it was joined with the row above."""
    return cells_of.inside(raw(cells, number))


def raw(cells: Sequence[Any], number: int | None) -> Any:
    return cells[number] if number is not None and number < len(cells) else None


def text(cell: Any) -> str:
    return "" if cell is None else heading(cell).strip()


def text_of(cells: Sequence[Any], number: int) -> str:
    """What stands in a column of a row, nothing where it ends before."""
    return text(at(cells, number))


def at_row(error: BusinessError, row: int, column: str = "") -> BusinessError:
    error.field = f"#{row}#{column}"
    return error


def sent(entry: Entry, cell: Any) -> Any:
    """What the API would be sent for a cell that has something in it."""
    cell = cells_of.inside(cell)
    if cells_of.marked(cell) is not None:
        return heading(cell)
    if isinstance(cell, dict):
        given: str = cell["d"]
        cell = datetime.fromisoformat(given) if "T" in given else date.fromisoformat(given)
    return entry.typed(cell)
