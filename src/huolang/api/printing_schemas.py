"""Shapes of what is printed, for the description of the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from huolang.api.schemas import FieldOut, Person


class PaperCompany(Schema):
    """`tax_number`: ours, where it is to stand on the paper."""

    name: str
    tax_number: str
    currency: str
    digits: int
    time_zone: str


class PaperState(Schema):
    value: str
    label: str


class PaperEntry(Schema):
    """One field with its value; of another record its name."""

    field: FieldOut
    value: Any = None


class PaperTable(Schema):
    """`columns` are those that hold anything; `sums` add up amounts and quantities."""

    name: str
    label: str
    columns: list[FieldOut]
    rows: list[dict[str, Any]]
    sums: dict[str, str]


class PaperSignature(Schema):
    label: str
    name: str


class PrintedOut(Schema):
    count: int
    last_at: datetime | None
    last_by: Person | None


class PaperCode(Schema):
    """What a scanner reads of a document, the `no`th on the paper: the bars of its number, or a
    `square` with the path of its page, while it has none."""

    no: int
    code: str
    square: bool


class PaperLabel(Schema):
    """Labels of a line of goods: `pieces` of each code, which are the numbers of its pieces, that
    of its batch, or the bar code of its unit."""

    codes: list[str]
    title: str
    lines: list[str]
    pieces: int


class PaperOut(Schema):
    """What a paper says of one record. `words` is the total in capital characters (大写);
    `red` is a paper of less than nothing (红字)."""

    form: str
    title: str
    company: PaperCompany
    id: UUID
    number: str
    state: PaperState | None
    header: list[PaperEntry]
    tables: list[PaperTable]
    totals: list[PaperEntry]
    words: str | None
    signatures: list[PaperSignature]
    printed: PrintedOut
    codes: list[PaperCode]
    labels: list[PaperLabel]
    red: bool


class PaperList(Schema):
    items: list[PaperOut]


class ListPaperOut(Schema):
    """A list on paper: at most 2,000 of `total` rows; `sums` are those of all, `in_force` of all
    but drafts and what was cancelled."""

    form: str
    title: str
    company: PaperCompany
    columns: list[FieldOut]
    rows: list[dict[str, Any]]
    sums: dict[str, str]
    total: int
    in_force: dict[str, str] | None


class PrintedItem(PrintedOut):
    id: UUID


class PrintedList(Schema):
    items: list[PrintedItem]


class PrintNote(Schema):
    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] = Field(min_length=1, max_length=100)
