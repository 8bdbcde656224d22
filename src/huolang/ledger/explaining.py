"""How the cost of one entry came about, and what was believed about it when.

Nothing of it is kept: the state of the pool at the entry's place in time, the layers that it used
up and the goods that covered it are worked out from the entries, by the rules of `ledger.methods`.
All of it can be asked as it was known after an earlier posting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from huolang.kernel.keys import NIL
from huolang.ledger import as_known, costing, methods
from huolang.ledger.as_known import Told, place_of
from huolang.ledger.methods import Layer, share
from huolang.ledger.reading import Entry
from huolang.ledger.rows import QUANTITY_DIGITS, amount, units

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class State:
    """A pool at one moment. Of one that is short nobody knows yet what it is worth."""

    quantity: Decimal
    value: Decimal | None

    @property
    def unit_cost(self) -> Decimal | None:
        if self.value is None or not self.quantity:
            return None
        return round(self.value / self.quantity, 6)


@dataclass(frozen=True, slots=True)
class Part:
    """`quantity` of the entry's goods cost `cost` because of the entry `source`; neither has a
    sign. `role`: layer, covered, origin, flow, like (at whose unit cost it came back)."""

    role: str
    source: Entry
    quantity: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Belief:
    """From `recorded_at` on the entry was held to have cost `cost`, because of a document."""

    no: int
    recorded_at: datetime
    form: str
    record: UUID
    number: str
    kind: str
    occurred_on: date
    reason: str
    """posted, back_dated, reversed, revalued, or deferred: by a job, later."""
    amount: Decimal
    recognised_on: date
    variance: Decimal
    """By how much more than `amount` it was held to have brought more."""
    cost: Decimal
    forward: bool
    """Its month was closed: it counts on a later day than the entry."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """`way`: document, average, layers, standard, returned, flow, annulled, within (only to another
    place of its pool), or none (goods that are not ours)."""

    entry: Entry
    way: str
    method: str
    standard: Decimal | None
    pool_warehouse: UUID
    pool_batch: UUID
    set_aside: bool
    """Its pool belongs to a costing policy of before."""
    in_transit: bool = False
    """Its pool is that of a shipment on its way to `pool_warehouse`."""
    before: State | None = None
    after: State | None = None
    parts: tuple[Part, ...] = ()
    missing: Decimal = ZERO
    """What left without being there."""
    added: Decimal = ZERO
    """What work on all that came in the flow added to what left."""
    returned_before: Decimal = ZERO
    """What of the same issue had come back already."""
    reverses: Entry | None = None
    reversed_by: Entry | None = None
    history: tuple[Belief, ...] = ()

    @property
    def brought(self) -> Decimal:
        """What it brought, or took, on the account that it stands against: under standard cost
        that is not what it cost in stock."""
        return sum((one.amount + one.variance for one in self.history), ZERO)


def explain(entry: UUID, *, until: int | None = None) -> Explanation | None:
    """How `entry` got its cost, as known after the posting `until` or today; None when there is,
    or was, no such entry."""
    told = as_known.find(entry, as_known.NEWEST if until is None else until)
    if told is None:
        return None
    way = _way(told)
    known = as_known.named(told, [told.reverses, told.reversed_by])
    explained = Explanation(
        entry=told.entry,
        way=way,
        method=told.method or "",
        standard=told.standard,
        pool_warehouse=told.pool_warehouse,
        pool_batch=told.pool_batch,
        set_aside=bool(told.generation),
        in_transit=told.shipment not in (None, NIL),
        reverses=known.get(told.reverses),
        reversed_by=known.get(told.reversed_by),
        history=_history(told),
    )
    if way in ("annulled", "within", "none"):
        return explained
    quantity, value = as_known.pool_before(told)
    parts = _parts(told, way, units(quantity, QUANTITY_DIGITS))
    missing = ZERO
    if told.entry.quantity < 0 and way in ("layers", "average"):
        missing = max(-told.entry.quantity - max(quantity, ZERO), ZERO)
    return replace(
        explained,
        before=_state(quantity, value),
        after=_state(quantity + told.entry.quantity, value + _cost(told.entry)),
        parts=tuple(parts),
        missing=missing,
        added=as_known.added_in_flow(told) if told.valuation == costing.FLOW else ZERO,
        returned_before=as_known.came_back_before(told) if way == "returned" else ZERO,
    )


def _way(told: Told) -> str:
    """By which of its rules the replay values the entry."""
    if told.valuation == costing.NOTHING:
        return "within"
    if told.method is None:
        return "none"
    if not told.stands:
        return "annulled"
    incoming = told.entry.quantity > 0
    if told.method == methods.STANDARD and (incoming or told.valuation == costing.POOL):
        return "standard"
    if told.valuation == costing.FOLLOW and told.follows:
        return "returned"
    if told.valuation == costing.FLOW:
        return "flow"
    if told.valuation == costing.POOL:
        return "layers" if told.method == methods.FIFO else "average"
    return "document"


def _state(quantity: Decimal, value: Decimal) -> State:
    return State(quantity, value if quantity >= 0 else None)


def _cost(entry: Entry) -> Decimal:
    return entry.cost + entry.adjustment


def _brought(told: Told) -> Decimal:
    return sum((one.amount + one.variance for one in _history(told)), ZERO)


def _parts(told: Told, way: str, there: int) -> list[Part]:
    """Which other entries the cost comes from; `there` was in the pool."""
    if way == "returned" or (way == "standard" and told.valuation == costing.FOLLOW):
        quantity, cost = told.entry.quantity, _brought(told)
        origins = as_known.named(told, [told.follows]).values()
        return [Part("origin", origin, quantity, cost) for origin in origins]
    if way == "flow" or (way == "standard" and told.valuation == costing.FLOW):
        left = as_known.left_in_flow(told)
        return [Part("flow", source, -source.quantity, -_cost(source)) for source in left]
    parts = _layers(told, max(there, 0)) if way == "layers" else []
    if way in ("layers", "average") and told.entry.quantity < 0:
        parts += _covered(told, there)
    return parts


def _layers(told: Told, there: int) -> list[Part]:
    """First in, first out: how much of each receipt left with this entry. Goods that come back
    unlinked cost what the next ones to leave would."""
    layers, sources = _open_layers(told, there)
    if told.entry.quantity > 0:
        quantity, cost = told.entry.quantity, _cost(told.entry)
        return [Part("like", sources[one.entry], quantity, cost) for one in layers[:1]]
    parts: list[Part] = []
    rest = told.quantity
    for layer in layers:
        part = min(rest, layer.left)
        if not part:
            break
        cost = amount(layer.cost(part), told.digits)
        parts.append(Part("layer", sources[layer.entry], amount(part, QUANTITY_DIGITS), cost))
        rest -= part
    return parts


def _open_layers(told: Told, there: int) -> tuple[list[Layer], dict[UUID, Entry]]:
    """The newest receipts before the entry that make up `there`, the oldest of them first."""
    found: list[Layer] = []
    sources: dict[UUID, Entry] = {}
    place = told.place
    while there > 0:
        rows = as_known.came_earlier(told, place)
        for source in rows:
            if there <= 0:
                break
            whole = units(source.quantity, QUANTITY_DIGITS)
            value = units(_cost(source), told.digits)
            found.append(Layer(source.id, whole, value, max(whole - there, 0)))
            sources[source.id] = source
            there -= whole
        if len(rows) < as_known.AT_ONCE:
            break
        place = place_of(rows[-1])
    return found[::-1], sources


def _covered(told: Told, there: int) -> list[Part]:
    """What left without being there costs what came for it later: goods that come cover what was
    missing, the oldest first."""
    parts: list[Part] = []
    missing = min(told.quantity, told.quantity - there)
    owed = max(-there, 0)  # what earlier issues still wait for comes first
    place = told.place
    while missing > 0:
        rows = as_known.came_later(told, place)
        for source in rows:
            whole, value = (
                units(source.quantity, QUANTITY_DIGITS),
                units(_cost(source), told.digits),
            )
            used = min(owed, whole)
            owed -= used
            part = min(missing, whole - used)
            if part:
                cost = amount(
                    share(value, used + part, whole) - share(value, used, whole), told.digits
                )
                parts.append(Part("covered", source, amount(part, QUANTITY_DIGITS), cost))
                missing -= part
        if len(rows) < as_known.AT_ONCE:
            break
        place = place_of(rows[-1])
    return parts


def _history(told: Told) -> tuple[Belief, ...]:
    """What the entry was held to have cost, from its posting on."""
    entry, day = told.entry, told.occurred_on
    about = (entry.no, entry.recorded_at, entry.form, entry.record, entry.number, entry.kind)
    posted = ("posted", entry.cost, day, told.variance, entry.cost)
    beliefs = [Belief(*about, day, *posted, forward=False)]
    for row in as_known.adjustments(told):
        cost = beliefs[-1].cost + row[8]
        beliefs.append(Belief(*row, cost=cost, forward=row[9] != day))
    return tuple(beliefs)
