"""Stock entries about to be written: what moves, under which policy, at what cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from huolang.kernel.keys import NIL, new_id
from huolang.kernel.money import EXACT
from huolang.ledger import costing
from huolang.ledger.costpools import Pool, PoolKey
from huolang.ledger.facts import Held, Known, Place
from huolang.ledger.posting import WITHIN, Move, on_shelf

QUANTITY_DIGITS = 6


@dataclass(slots=True)
class Apart:
    """The pool of a shipment, which is not that of the place where its goods are."""

    pool_key: PoolKey
    newest: datetime | None = None
    short: bool = False
    pool: Pool | None = None


@dataclass(slots=True)
class Row:
    """One entry to be. `cost` is filled by valuing it and has the sign of `quantity`."""

    line: UUID
    place: Place
    quantity: Decimal
    counter: str
    valuation: str
    cost: Decimal = Decimal(0)
    given: Decimal = Decimal(0)
    """What the document said that it brings, in the document's currency."""
    brought: Decimal | None = None
    """In the company's currency: what it brings, where the costing method says what it costs
    instead, or what it takes back of that; the difference is variance."""
    id: UUID = field(default_factory=new_id)
    second_quantity: Decimal | None = None
    serial: UUID | None = None
    partner: UUID | None = None
    follows: UUID | None = None
    """Entry whose cost this return takes."""
    follows_line: UUID | None = None
    flow: int | None = None
    weight: Decimal = Decimal(1)
    added: Decimal = Decimal(0)
    """What the goods that come in its flow are worth beyond what left; negative where such a flow
    is taken back as a new one."""
    reverses: UUID | None = None
    annulled: bool = False
    posted_cost: Decimal = Decimal(0)
    posted_variance: Decimal = Decimal(0)
    """On a mirror: what the original cost, and brought beyond that, when it was posted."""
    stood_on: str = ""
    """On a mirror of a later moment: where what came in stood, `corrected` since it was posted."""
    corrected: Decimal = Decimal(0)
    followed: UUID | None = None
    """On a mirror at the original's moment: the issue that the original returned."""
    field: str = ""
    name: str = ""
    at: str = ""
    """What a refusal calls the location."""
    held: Held | None = None
    left_pool: Pool | None = None
    """The pool that it leaves, where that is not the one that takes what comes now."""
    shipment: UUID | None = None
    apart: Apart | None = None

    @property
    def variance(self) -> Decimal:
        """What it brings beyond its cost."""
        return Decimal(0) if self.brought is None else self.brought - self.cost

    @property
    def there(self) -> str:
        """What a refusal calls the goods of the one location."""
        return f"{self.name}（{self.at}）" if self.at else self.name

    def where(self, *, of_place: bool = True) -> dict[str, str]:
        """What a refusal says of the goods, and where they are short."""
        told = {"name": self.name, "warehouse": str(self.place[1])}
        if of_place:
            return {**told, "product": self.there, "at": self.at}
        return {**told, "product": self.name, "at": ""}

    @property
    def ours(self) -> bool:
        """Goods of others have quantities but no value in our books; nor has what only goes to
        another place of its warehouse, or of its pool."""
        return self.place[4] == NIL and self.valuation != costing.NOTHING

    @property
    def pooled(self) -> bool:
        """Also what stays in its pool is kept there."""
        return self.place[4] == NIL and self.counter != WITHIN

    @property
    def on_shelf(self) -> bool:
        """Only what lies on the shelves can be sold or promised."""
        return on_shelf(self.place[2])

    @property
    def spot(self) -> Held:
        """The balance that it moves."""
        if self.held is None:
            raise RuntimeError("the balance was not locked")
        return self.held

    @property
    def policy(self) -> Known:
        if self.spot.known is None:
            raise RuntimeError("the policy of the product was not read")
        return self.spot.known

    @property
    def costed(self) -> Held | Apart:
        """Where its pool is told."""
        return self.apart or self.spot

    @property
    def pool(self) -> Pool | None:
        """What has no value concerns none, also where others of the posting do at its place."""
        return (self.left_pool or self.costed.pool) if self.pooled else None

    @property
    def cost_pool(self) -> Pool:
        if self.pool is None:
            raise RuntimeError("the cost pool was not locked")
        return self.pool


def of_moves(moves: Iterable[Move]) -> list[Row]:
    """Entries for the moves of a posting, not yet valued."""
    return [
        Row(
            line=move.line,
            place=(move.product, move.warehouse, move.location, move.batch, move.owner),
            quantity=move.quantity,
            counter=move.counter,
            valuation=_valuation(move),
            cost=move.value if move.value is not None else Decimal(0),
            given=move.value if move.value is not None else Decimal(0),
            second_quantity=move.second_quantity,
            serial=move.serial,
            shipment=move.shipment,
            partner=move.partner,
            follows_line=move.follows,
            flow=move.flow,
            weight=move.weight,
            added=move.added,
            field=move.field,
            name=move.name,
            at=move.at,
        )
        for move in moves
    ]


def _valuation(move: Move) -> str:
    if move.counter == WITHIN:
        return costing.NOTHING
    if move.value is not None:
        return costing.GIVEN
    if move.follows is not None:
        return costing.FOLLOW
    if move.flow is not None and move.quantity > 0:
        return costing.FLOW
    return costing.POOL


def units(amount: Decimal, digits: int) -> int:
    """`amount` in its smallest units. One that has more digits than it may is a bug."""
    scaled = amount.scaleb(digits, context=EXACT)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"{amount} has more than {digits} digits after the point")
    return whole


def amount(whole: int, digits: int) -> Decimal:
    """Back from smallest units."""
    return Decimal(whole).scaleb(-digits)
