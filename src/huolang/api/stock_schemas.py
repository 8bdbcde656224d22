"""Shapes of what the routes about stock answer, for the description of the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StrictBool

from huolang.api.schemas import EntryOut, LabelOut
from huolang.api.team import Strict

Key = Annotated[UUID, Field(strict=False)]
Amount = Annotated[Decimal, Field(strict=False, max_digits=18, decimal_places=6)]


class ProductOut(Schema):
    id: UUID
    code: str
    name: str
    specification: str
    unit: str


class StockOut(Schema):
    product: ProductOut
    warehouse: LabelOut | None
    on_hand: str
    on_hand_in_units: str
    """3 箱 4 瓶; empty: less than one of a larger unit."""
    available_in_units: str | None = None
    in_transit: str | None = None
    inspecting: str | None = None
    rejected: str | None = None
    lent: str | None = None
    consigned: str | None = None
    blocked: str | None = None
    reserved: str | None = None
    available: str | None = None
    value: str | None = None
    unit_cost: str | None = None


class StockSums(Schema):
    value: str | None = None


class StockPage(Schema):
    items: list[StockOut]
    next: str | None
    sums: StockSums | None = None


class EntryPage(Schema):
    items: list[EntryOut]
    next: str | None


class PromiseOut(Schema):
    id: UUID
    line: UUID
    form: str
    record: UUID
    number: str
    date: date | None
    partner: LabelOut | None
    warehouse: LabelOut
    wanted: str
    reserved: str
    waiting: str
    needed_on: date | None
    priority: str


class PromisePage(Schema):
    items: list[PromiseOut]
    next: str | None


class HoldIn(Strict):
    """`quantity` (base unit) for the order line `line`, which held `was` when somebody looked."""

    line: Key
    quantity: Amount
    was: Amount


class Reallocation(Strict):
    """What lines of orders shall hold of a product in a warehouse; others keep what they have."""

    product: Key
    warehouse: Key
    holds: list[HoldIn] = Field(min_length=1, max_length=500)


class MovedOut(Schema):
    line: UUID
    before: str
    after: str


class MovedList(Schema):
    items: list[MovedOut]


class HeldOut(Schema):
    line: UUID
    quantity: str


class ArrivalOut(Schema):
    on: date
    quantity: str


class OfferOut(Schema):
    product: UUID
    on_hand: str
    blocked: str
    reserved: str
    available: str
    available_in_units: str
    waiting: str
    held: list[HeldOut]
    coming: list[ArrivalOut]


class OfferQuestion(Schema):
    model_config = ConfigDict(extra="forbid")

    products: list[UUID] = Field(max_length=1_000)
    warehouse: UUID | None = None
    orders: list[UUID] = Field(default=[], max_length=100)
    coming: StrictBool = False


class OfferList(Schema):
    items: list[OfferOut]
