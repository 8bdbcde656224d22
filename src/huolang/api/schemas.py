"""Shapes of what the static routes answer, for the description of the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

Day = date | None
"""A field may be called `date` as well."""


class ErrorOut(Schema):
    code: str
    message: str
    field: str


class Problem(Schema):
    """RFC 9457. `field` of an error is a path: lines.3.quantity."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[ErrorOut] = []
    request: str = ""
    """Its number in the log, as in the header X-Request-Id."""


PROBLEMS: dict[Any, Any] = dict.fromkeys((401, 403, 404, 405, 422, 429, 503), Problem)
"""What every static route may answer besides."""

WRITTEN: dict[Any, Any] = PROBLEMS | dict.fromkeys((400, 408, 409, 412, 413, 415), Problem)
"""What a static route that writes may answer besides."""
MATCHED: dict[Any, Any] = WRITTEN | {428: Problem}
"""And one that needs If-Match."""


class Option(Schema):
    value: str
    label: str
    tone: str


class FieldOut(Schema):
    name: str
    label: str
    kind: str
    required: bool
    readonly: bool
    default: Any = None
    help: str
    to: str | None
    filter: list[list[Any]]
    fills: dict[str, str]
    amendable: bool
    digits: int | None
    max_length: int | None
    options: list[Option] | None
    min: str | None
    max: str | None
    operators: list[str]


class TableOut(Schema):
    """`region`: the fields of province, city, district and code that one choice fills in. Rows that
    answer the field `below` stand below another one, and follow from it."""

    name: str
    label: str
    fields: list[FieldOut]
    columns: list[str]
    region: list[str]
    below: str


class SectionOut(Schema):
    label: str
    fields: list[str]


class ListOut(Schema):
    columns: list[str]
    sort: str
    sums: list[str]
    filters: list[str]
    searched: list[str]
    """By what the quick search finds a record."""


class ActionOut(Schema):
    name: str
    label: str
    operation: str
    states: list[str]
    tone: str


class ConversionOut(Schema):
    target: str
    label: str
    states: list[str]
    usual: bool
    """How documents go on as a rule; the others are offered behind these."""
    several: bool
    """Several documents of a list may become one."""


class SourcesOut(Schema):
    """Whose open lines a new document is filled from: chosen by these fields of its header."""

    header: list[str]
    forms: list[str]


class FormOut(Schema):
    name: str
    label: str
    plural: str
    """The title of its list."""
    kind: str
    module: str
    version: str
    title_field: str
    mergeable: bool
    revalues: bool
    """Confirming one may change what earlier goods cost, whatever its date."""
    takes_out: bool
    """Its lines take goods out of stock, or promise them: what is available matters meanwhile."""
    pictured: bool
    """The first image among a record's files stands for it in lists and pickers."""
    told_in: dict[str, str] | None
    fields: list[FieldOut]
    tables: list[TableOut]
    sections: list[SectionOut]
    list: ListOut
    states: list[Option]
    actions: list[ActionOut]
    conversions: list[ConversionOut]
    sources: SourcesOut | None
    """Its lines go on from those of other documents, and cannot be written without them."""
    operations: list[str]


class FormItem(Schema):
    name: str
    label: str
    kind: str
    module: str


class FormList(Schema):
    items: list[FormItem]


class LabelOut(Schema):
    """A record referred to."""

    id: UUID
    code: str | None = None
    name: str | None = None
    number: str | None = None


class EntryOut(Schema):
    """`off_shelf`: the goods are of the warehouse and on none of its shelves: in_transit,
    inspecting, rejected, lent or consigned."""

    id: UUID
    no: int
    occurred_at: datetime
    recorded_at: datetime
    form: str
    record: UUID
    number: str
    kind: str
    product: LabelOut
    warehouse: LabelOut
    off_shelf: str | None = None
    quantity: str
    on_hand_after: str | None = None
    cost: str | None = None
    adjustment: str | None = None
    unit_cost: str | None = None
    value_after: str | None = None


class PricedLine(Schema):
    model_config = ConfigDict(extra="forbid")

    product: UUID
    unit: UUID | None = None
    quantity: str = Field("0", pattern=r"^[0-9]{1,12}(\.[0-9]{1,6})?$")
    source: UUID | None = None
    discount: str | None = Field(None, pattern=r"^[0-9]{1,3}(\.[0-9]{1,4})?$")


class PriceQuestion(Schema):
    """`unit`: none is the base unit. `date`: none is today. `source`: the line that a line goes on
    from, whose price it takes over; what comes back of goods whose invoice differs, what was
    charged in the end. `discount`: none is that of the source."""

    model_config = ConfigDict(extra="forbid")

    form: str = Field(max_length=64)
    partner: UUID | None = None
    date: Day = None
    tax_included: bool = False
    lines: list[PricedLine] = Field(max_length=1_000)


class PriceOut(Schema):
    """`source`: partner_list, level_list, list, level, last, product, source or invoice; `text`
    says it in words. `form` and `record` are those of the document of last time, of the one that
    the line goes on from, or of its invoice. `discount`, `tax_rate` and `is_gift` are taken over
    with the price of such a line."""

    price: str
    source: str
    text: str
    form: str | None = None
    record: UUID | None = None
    discount: str | None = None
    tax_rate: str | None = None
    is_gift: bool | None = None


class PriceAnswers(Schema):
    """One for each line, in their order; null where there is no such product, or not in that
    unit."""

    items: list[PriceOut | None]


class EarlierPrice(Schema):
    form: str
    record: UUID
    number: str
    date: date
    quantity: str
    unit: str
    price: str
    discount: str
    tax_included: bool


class EarlierPrices(Schema):
    items: list[EarlierPrice]


class AccountOut(Schema):
    code: str
    name: str


class JournalOut(Schema):
    no: int
    kind: str
    date: date
    account: AccountOut
    debit: str
    credit: str
    partner: LabelOut | None


class BooksOut(Schema):
    stock: list[EntryOut]
    journal: list[JournalOut] | None = None


class Person(Schema):
    id: UUID
    name: str


class TraceOut(Schema):
    at: datetime
    by: Person | None
    action: str
    changes: dict[str, Any]
    request: str


class TraceList(Schema):
    items: list[TraceOut]


class StepOut(Schema):
    form: str
    id: UUID
    number: str
    state: str
    date: date | None
    label: str


class ChainOut(Schema):
    before: list[StepOut]
    after: list[StepOut]


class HealthOut(Schema):
    status: str
    version: str


class PartnerOut(Schema):
    id: UUID
    code: str
    name: str


class OwedOut(Schema):
    partner: PartnerOut
    receivable: str | None = None
    payable: str | None = None


class OwedPage(Schema):
    """Gross, in the company's currency. What a person may not see is absent."""

    items: list[OwedOut]
    next: str | None
    sums: dict[str, str]


class OpenItemOut(Schema):
    id: UUID
    kind: str
    form: str
    record: UUID
    number: str
    date: date
    due_on: date | None
    currency: str
    net: str
    tax: str
    total: str
    left: str


class OpenItemList(Schema):
    items: list[OpenItemOut]


class PeriodOut(Schema):
    """`used`: it had entries, or was closed; `covers`: earlier months without entries that are
    closed with it; `earliest`: so is everything before."""

    month: str
    closed: bool
    used: bool
    covers: list[str]
    earliest: bool


class PeriodList(Schema):
    items: list[PeriodOut]
