"""What a document asks the books to record. Values only: no database here.

Signs: a quantity is positive when it enters and negative when it leaves; an amount debits its
account when positive and credits it when negative. Quantities are in the product's base unit,
amounts in the document's currency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from huolang.kernel.keys import NIL

ZERO = Decimal(0)
ONE = Decimal(1)
MAX_QUANTITY = Decimal(10) ** 12
"""Quantities of a move stay below this; columns hold twelve digits before the point."""
MAX_AMOUNT = Decimal(9) * 10**14
"""Amounts of a document, and what a pool is worth, stay below this; columns hold sixteen digits,
and in the units of a currency of four digits it is a number of 64 bits."""
RECEIVED_NOT_INVOICED = "received_not_invoiced"
VARIANCE = "purchase_price_variance"
"""The account role of what goods cost beyond that at which they enter, or leave, stock."""
PROCESSING = "processing"
"""The account role of what work costs that becomes part of goods (加工费)."""
INVENTORY = "inventory"
"""The account role of stock. As the `counter` of a move: what leaves arrives in the same flow."""

WITHIN = "within"
"""As the `counter` of a move: goods go from one place of a warehouse to another. That has no value:
it concerns no cost pool and no account, and those who were promised the goods only where they come
onto the shelves or leave them."""

IN_TRANSIT = UUID(int=1)
"""The location, in the warehouse for which they are meant, of goods that are on their way: there,
but not on its shelves."""
QUARANTINE = UUID(int=2)
"""待检: of goods that came and wait for their inspection."""
REJECTS = UUID(int=3)
"""不合格品: of goods that did not pass it, until they go back or are scrapped."""
LENT = UUID(int=16)
"""借出: of goods that are lent, and stay ours."""
AT_CUSTOMER = UUID(int=17)
"""代销在外: of goods that a customer sells for us."""
LAST_OFF_SHELF = UUID(int=255)
"""Locations of these low ids are off the shelves of their warehouse. Every other is a place on
them (库位), and none (NIL) means anywhere on them."""


def on_shelf(location: UUID) -> bool:
    """Only what lies on the shelves can be sold or promised."""
    return location == NIL or location > LAST_OFF_SHELF


def shelves(row: str) -> str:
    """The same as SQL, of the column `location` of `row`."""
    return f"({row}.location = '{NIL}'::uuid OR {row}.location > '{LAST_OFF_SHELF}'::uuid)"


class Unbalanced(ValueError):
    """Debits and credits differ: a bug in a document's `posting`, never a user's fault."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The document behind a posting, by name and key, so the books need not know its class."""

    form: str
    record: UUID
    revision: int = 1
    by: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """`quantity` of `product` enters (+) or leaves (−) one place; the books write both its legs.

    `value` is the net amount that a receipt brings (≥ 0); None lets the books value the move: an
    issue at its pool's cost, a return at the cost of the line it `follows`, and what enters in the
    same `flow` (transfer, assembly) at what left in it and was `added`, by `weight`. `counter` is
    the account role on the other side of the inventory account.
    """

    line: UUID
    product: UUID
    warehouse: UUID
    quantity: Decimal
    counter: str
    value: Decimal | None = None
    partner: UUID | None = None
    location: UUID = NIL
    batch: UUID = NIL
    owner: UUID = NIL
    serial: UUID | None = None
    """The one piece that moves: a batch of one, so `batch` names it, too."""
    shipment: UUID | None = None
    """Of goods that are on their way, or no longer: the document line that sent them."""
    second_quantity: Decimal | None = None
    follows: UUID | None = None
    flow: int | None = None
    weight: Decimal = ONE
    added: Decimal = ZERO
    """What work on them makes all goods that enter in the flow worth beyond what left in it, in the
    company's currency: any of them may tell it, or a part of it."""
    field: str = ""
    """Where a refusal is shown, e.g. "lines.3.quantity"."""
    name: str = ""
    """What a refusal calls the product."""
    at: str = ""
    """What it calls the location, where not enough is there."""

    def __post_init__(self) -> None:
        if not self.quantity.is_finite() or not ZERO < abs(self.quantity) < MAX_QUANTITY:
            raise ValueError(f"a move has a quantity other than zero below 1e12: {self.quantity}")
        if self.value is not None:
            if self.quantity < 0:
                raise ValueError("the books value what leaves")
            if not self.value.is_finite() or not ZERO <= self.value < MAX_AMOUNT:
                raise ValueError(f"a receipt's value is from 0 to 9e14: {self.value}")
        if self.added and (self.flow is None or self.quantity < 0 or self.value is not None):
            raise ValueError("only what enters in a flow is worked on")
        if not self.added.is_finite() or not ZERO <= self.added < MAX_AMOUNT:
            raise ValueError(f"work costs from 0 to 9e14: {self.added}")
        if self.shipment is not None and self.location != IN_TRANSIT:
            raise ValueError("a shipment is on its way")
        if self.follows is not None and self.quantity < 0:
            raise ValueError("only goods that come back follow an earlier cost")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """`amount` debits (+) or credits (−) the account that plays the role `account`."""

    account: str
    amount: Decimal
    partner: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """Opens what a partner owes us (receivable) or we owe them (payable), gross = net + tax.

    Negative when it lowers what is owed (a return, money paid in advance). A payable that is
    not `invoiced` stands on 应付暂估 at its net amount, an `advance` on 预收账款 or 预付账款;
    everything else stands on its account gross.
    """

    kind: Literal["receivable", "payable"]
    partner: UUID
    net: Decimal
    tax: Decimal
    due_on: date | None = None
    invoiced: bool = False
    advance: bool = False
    line: UUID = NIL
    """The document's line, where one document opens several items of one kind."""
    number: str = ""
    """By which people know it; empty: the number of the document."""
    dated: date | None = None
    """The day of that number, when it is not that of the posting."""

    @property
    def total(self) -> Decimal:
        return self.net + self.tax

    @property
    def account(self) -> str:
        """The account role on which this item stands."""
        if self.kind == "receivable":
            return "advance_received" if self.advance else "receivable"
        if self.advance:
            return "advance_paid"
        return "payable" if self.invoiced else RECEIVED_NOT_INVOICED

    @property
    def on_account(self) -> Decimal:
        """What of it stands on that account, as debit (+) or credit (−)."""
        if self.kind == "receivable":
            return self.total
        return -(self.net if self.account == RECEIVED_NOT_INVOICED else self.total)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settle:
    """核销: `amount` of the open `item` is settled; it has the sign of what is left of it.

    `account` is the role on which the posting books it: that of the item, or `payable` for goods
    that are paid before their invoice comes.
    """

    kind: Literal["receivable", "payable"]
    item: UUID
    partner: UUID
    amount: Decimal
    account: str
    field: str = ""
    """Where a refusal is shown: "lines.3.amount"."""

    @property
    def on_account(self) -> Decimal:
        """What the posting adds to that account, as debit (+) or credit (−)."""
        return -self.amount if self.kind == "receivable" else self.amount


@dataclass(frozen=True, kw_only=True, slots=True)
class Invoiced:
    """What was owed by the document (form, record) and not yet invoiced moves from 应付暂估 (`net`)
    to 应付账款 (`gross`): the invoice came."""

    form: str
    record: UUID
    net: Decimal
    gross: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Revalue:
    """The goods that document line `line` brought were worth `amount` (of either sign, in the
    company's currency) more than was posted: what is left of them, and what was issued since."""

    line: UUID
    amount: Decimal
    partner: UUID | None = None
    """Against whose account it stands from the goods' day on, where that is not their supplier's:
    goods of a closed month get the charge on the first open day, before its own document."""
    field: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recost:
    """From now on `product` is costed by `method` in pools of `scope`, at the `standard` cost of a
    base unit where that is the method."""

    product: UUID
    method: str
    scope: str
    standard: Decimal | None = None
    field: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reserve:
    """A line of an order, or of a hold, asks for `quantity`, of which `consumed` has been delivered
    already; of what is still open it gets what is available now, the rest as goods come."""

    line: UUID
    product: UUID
    warehouse: UUID
    quantity: Decimal
    consumed: Decimal = ZERO
    owner: UUID = NIL
    priority: int = 0
    """Among those that wait, a higher one comes first."""
    needed_on: date | None = None
    """Among those of one priority, an earlier day; who names none comes last."""
    expires_at: datetime | None = None
    """It is promised until then."""
    takes: UUID | None = None
    """The line that held the goods so far: what it holds, and its place among those that wait, are
    this line's now."""
    field: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Consume:
    """A delivery uses up what the line `line` of an order or a hold had reserved, `quantity` of it
    at most."""

    line: UUID
    quantity: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Ceiling:
    """What customer `partner`, and who is `alike`, may owe together: `most` in the company's
    currency (None: anything), and nothing that fell due more than `late_days` before `today` (None:
    however late). It is asked when goods are `given` (gross, company's currency), also where others
    that come back are worth as much."""

    partner: UUID
    most: Decimal | None
    late_days: int | None
    today: date
    given: Decimal = ZERO
    field: str = ""
    """Where a refusal is shown."""
    told: bool = True
    """Whoever is refused may read what is allowed."""
    promised: bool = False
    """Goods are only ordered yet."""
    alike: tuple[UUID, ...] = ()
    """Other names of the same customer."""

    @property
    def partners(self) -> tuple[UUID, ...]:
        return self.partner, *self.alike


def _within(moves: Sequence[Move]) -> dict[tuple[UUID, ...], Decimal]:
    """What moves between places of a warehouse, summed up."""
    sums: dict[tuple[UUID, ...], Decimal] = {}
    for move in moves:
        if move.counter == WITHIN:
            key = (move.product, move.warehouse, move.batch, move.owner)
            sums[key] = sums.get(key, ZERO) + move.quantity
    return sums


@dataclass(frozen=True, kw_only=True, slots=True)
class Posting:
    """Everything one document writes to the books. It balances or cannot be constructed."""

    moves: tuple[Move, ...] = ()
    entries: tuple[Entry, ...] = ()
    dues: tuple[Due, ...] = ()
    consumes: tuple[Consume, ...] = ()
    settles: tuple[Settle, ...] = ()
    invoiced: tuple[Invoiced, ...] = ()
    revalues: tuple[Revalue, ...] = ()
    recosts: tuple[Recost, ...] = ()
    ceiling: Ceiling | None = None
    wins: bool = False
    """What it says is gone is gone: where too little is left for what was promised to orders, the
    youngest promises give way."""
    currency: str = "CNY"
    rate: Decimal = ONE
    """Base currency for one unit of `currency`."""

    def __post_init__(self) -> None:
        difference = sum((entry.amount for entry in self.entries), ZERO)
        if difference:
            raise Unbalanced(f"debits exceed credits by {difference}")
        if any(_within(self.moves).values()):
            raise Unbalanced("what leaves one place of a warehouse must arrive in another")
        if not self.rate.is_finite() or self.rate <= 0:
            raise ValueError(f"a rate is positive: {self.rate}")
