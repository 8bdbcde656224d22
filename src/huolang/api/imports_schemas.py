"""What imports are over HTTP: what is told of one, and what is said to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from huolang.api.jobs import JobOut


class ColumnOut(Schema):
    """A field that a column of the file may fill. `once`: yes or no that all records of a file may
    have in common, to be said in `fixed`. `checks`: the path of the field that the column is only
    compared with (a name beside a code); any number of columns may be."""

    path: str
    label: str
    required: bool
    table: str
    once: bool
    checks: str


class JoinedOut(Schema):
    """Rows without a number that became one document because they say the same of it."""

    first: int
    last: int
    rows: int


class DifferingOut(Schema):
    """A document that comes to something else than the file says."""

    row: int
    column: str
    said: str
    comes: str


class SumOut(Schema):
    """What all documents that come to something else come to: in the file, and when imported."""

    said: str
    comes: str


class ExecutedOut(Schema):
    """Where an order says that something of it was executed elsewhere, and what."""

    row: int
    column: str
    given: str


class NoteOut(Schema):
    """How cells were understood that may have been meant otherwise: the first row, and of how many
    rows the same is said."""

    row: int
    column: str
    code: str
    message: str
    rows: int


class FindingsOut(Schema):
    """What a check found besides faults: how many records the rows are, of which of them nobody
    said that they belong together, and which documents come to something else than the column of
    their totals says (the first ones, and how many)."""

    records: int
    joined: int
    joined_rows: list[JoinedOut]
    differing: int
    executed: int
    """Orders that say that something of them was executed elsewhere, and are refused."""
    executed_rows: list[ExecutedOut]
    differing_rows: list[DifferingOut]
    differing_sum: SumOut
    notes: list[NoteOut]
    more_notes: int


class LackingOut(Schema):
    """Simple records (brands, categories, units …) that rows name and that are not there: how many,
    the first names, and whether this person may make them."""

    form: str
    label: str
    count: int
    names: list[str]
    may: bool


class TopOut(Schema):
    """One of the first rows of a file, the beginning of it."""

    row: int
    cells: list[str]


class ImportOut(Schema):
    """`header_row` is the last of the `heading_rows` rows of the file in which its headings stand;
    what is above it is not imported; `top` are the rows among which others may be chosen.
    `matching`: number of a column → path of a field; `fixed`: path of a field → what it is in every
    record. Of columns that fill nothing `computed`
    says what the program works out by itself, `named` which field is called so. Counts are records,
    `lines` rows; `tried` are the documents that a check confirmed and took back, the first of them
    (`tried_together`) one after the other, the others each by itself."""

    id: UUID
    form: str
    form_label: str
    file_name: str
    state: str
    state_label: str
    created_at: datetime
    header_row: int
    heading_rows: int
    top: list[TopOut]
    headers: list[str]
    samples: list[list[str]]
    columns: list[ColumnOut]
    matching: dict[str, str]
    fixed: dict[str, str]
    computed: dict[str, str]
    named: dict[str, str]
    mode: str
    atomic: bool
    confirm: bool
    lines: int
    created: int
    changed: int
    same: int
    """Records that the file says nothing new of."""
    refused: int
    tried: int
    tried_together: int
    separate: bool
    numbers: str
    source: str
    sources: list[str]
    again: bool
    make: bool
    as_priced: bool
    as_open: bool
    findings: FindingsOut
    lacking: list[LackingOut]
    spread: dict[str, str]
    before: datetime | None
    job: JobOut | None


class FaultOut(Schema):
    column: str
    message: str
    code: str


class LineOut(Schema):
    row: int
    cells: list[str]
    errors: list[FaultOut]


class LinePage(Schema):
    items: list[LineOut]
    next: str | None


class HeadingRow(Schema):
    """The row of the file in which its headings begin, and how many they take: a second one has
    what stands below cells that are joined above several columns."""

    model_config = ConfigDict(extra="forbid", strict=True)

    row: int = Field(ge=1, le=1_000_000)
    rows: int = Field(1, ge=1, le=2)


class Choices(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    matching: dict[str, str] = Field(max_length=300)
    fixed: dict[str, str] | None = Field(None, max_length=50)
    mode: str = Field("create", pattern="^(create|update|both)$")
    atomic: bool = False
    confirm: bool = False
    separate: bool = False
    numbers: str = Field("either", pattern="^(either|ours|theirs)$")
    source: str = Field("", max_length=40)
    again: bool = False
    make: bool = False
    as_priced: bool = False
    as_open: bool = False
