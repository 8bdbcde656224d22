"""Shapes of counting over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from huolang.api.schemas import Day
from huolang.api.team import Strict

MOST_TALLIES = 500
MOST_LINES = 20_000
Key = Annotated[UUID, Field(strict=False)]
Moment = Annotated[datetime, Field(strict=False)]
Written = Annotated[date, Field(strict=False)]
Text = Annotated[str, Field(max_length=64, pattern="^[^\\x00]*$")]


class TallyIn(Strict):
    """One thing that was counted. `id` is made by whoever counted, once: sent again it is not
    counted again. `code` is a bar code, a product's code or a serial number, in whose unit
    `quantity` is; or `product` names the product. `round` is the one that was on the sheet;
    `instead`: all that this person counted of the line before is taken back, and this stands;
    `sure`: `serial` is the number of a piece although other goods, a batch or a location are called
    so. What is wider than a quantity may be is refused by itself, as all that is wrong with one
    tally."""

    id: Key
    quantity: Annotated[Decimal, Field(strict=False, max_digits=36, decimal_places=12)]
    code: Text = ""
    product: Key | None = None
    batch: Text = ""
    location: Text = ""
    serial: Text = ""
    round: int | None = Field(None, ge=1, le=1000)
    counted_at: Moment | None = None
    produced_on: Written | None = None
    expires_on: Written | None = None
    instead: bool = False
    sure: bool = False


class TalliesIn(Strict):
    """`sent_at` is the sender's own clock as it sends them, by which its moments are set right."""

    tallies: list[TallyIn] = Field(min_length=1, max_length=MOST_TALLIES)
    sent_at: Moment | None = None


class TallyOut(Schema):
    """`state`: kept, again (it was kept before) or refused, with code and sentence. `mine` is what
    this person has counted of the line by now."""

    id: UUID
    state: str
    code: str = ""
    message: str = ""
    line: UUID | None = None
    called: str = ""
    mine: str | None = None


class TalliesOut(Schema):
    items: list[TallyOut]


class BarcodeOut(Schema):
    """`factor` base units lie in what the code stands for."""

    code: str
    factor: str


class SheetLine(Schema):
    id: UUID
    product: UUID
    code: str
    name: str
    specification: str
    unit: str
    digits: int
    batched: bool
    serialized: bool
    batch: str
    expires_on: Day = None
    location: UUID | None = None
    location_code: str | None = None
    round: int
    unexpected: bool
    tallied: bool
    mine: str | None = None
    barcodes: list[BarcodeOut]
    book_quantity: str | None = None
    """At the snapshot; absent where the task is blind."""


class TaskOut(Schema):
    id: UUID
    number: str
    state: str
    state_label: str
    warehouse: UUID
    warehouse_name: str
    located: bool
    blind: bool
    two_counters: bool
    started_at: datetime | None = None
    remark: str
    lines: int
    tallied: int


class SheetOut(Schema):
    task: TaskOut
    lines: list[SheetLine]


class ReviewLine(Schema):
    """`status`: open, recount, second, disagree, counted. `book_quantity` is what the books have
    at the moment of the last tally, `snapshot` what they had when the task began. `moved`: goods
    came or went while it was being counted; if it differs as well, `must_accept`. `elsewhere`:
    pieces that were found and that the books have in another place."""

    id: UUID
    product: UUID
    code: str
    name: str
    specification: str
    unit: str
    batch: str
    location_code: str | None = None
    round: int
    unexpected: bool
    status: str
    people: list[str]
    snapshot: str
    book_quantity: str
    counted: str | None = None
    counted_at: datetime | None = None
    difference: str | None = None
    value: str | None = None
    missing: list[str]
    surplus: list[str]
    elsewhere: list[str]
    moved: bool
    must_recount: bool
    must_accept: bool
    reason: str
    remark: str


class ReviewSums(Schema):
    """Of all lines of the task."""

    lines: int
    counted: int
    open: int
    differences: int
    recount: int
    moved: int
    """Lines whose difference must be accepted one by one, or counted once more."""
    gain: str | None = None
    loss: str | None = None


class ReviewOut(Schema):
    task: TaskOut
    sums: ReviewSums
    total: int
    lines: list[ReviewLine]
    may_approve: bool
    tallies: int
    """How many there are by now: sent back with the approval of what this shows."""
    counts: list[CountOut]


class CountOut(Schema):
    """The stock count that posted the differences."""

    id: UUID
    number: str
    state: str


class RecountIn(Strict):
    """Without `lines`: all whose difference is beyond what the task lets pass, all of which two
    people say different things, and all that differ and moved while they were being counted."""

    lines: list[Key] | None = Field(None, min_length=1, max_length=MOST_LINES)


class ExplainIn(Strict):
    lines: list[Key] = Field(min_length=1, max_length=MOST_LINES)
    reason: str | None = Field(None, max_length=10)
    remark: str | None = None


class LinesOut(Schema):
    lines: int


class AcceptIn(Strict):
    """A difference of a line that moved while it was being counted, as the review showed it."""

    line: Key
    difference: Annotated[Decimal, Field(strict=False, max_digits=18, decimal_places=6)]


class ApproveIn(Strict):
    """`uncounted`: leave (lines that nobody counted stay as they are) or nothing (they are taken
    for empty). `date`: the day on which the differences enter the books. `accepted`: lines that
    moved while they were being counted, each with the difference that was seen. `tallies`: how many
    there were when the differences were seen; if more have come since, nothing is approved."""

    uncounted: str | None = Field(None, pattern="^(leave|nothing)$")
    date: Written | None = None
    tallies: int | None = Field(None, ge=0, le=1_000_000_000)
    accepted: list[AcceptIn] = Field(default_factory=list[AcceptIn], max_length=MOST_LINES)


class ApprovedOut(Schema):
    lines: int
    differences: int
    count: UUID | None = None
    number: str


ReviewOut.model_rebuild()
