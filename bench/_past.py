"""A product with a long past: an opening receipt, and N issues after it, copied by PostgreSQL.

The first postings go through the books; the others are copies of their rows, with the figures that
the books would have given them: every unit costs 10 all the way, whatever the method.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg

from bench._million import ID, administrator_of_books
from huolang.forms import registry, store, validate, writer
from huolang.kernel import clock, settings_registry
from huolang.kernel.company import Company, acting
from huolang.kernel.keys import new_id
from huolang.kernel.people import User
from huolang.ledger import books, bounds, items
from huolang.ledger.items import ItemFacts, Policy
from huolang.ledger.posting import INVENTORY, Move, Posting, Source
from huolang.masters.product import Product

DAYS = 250
"""Over so many days the issues are spread."""
PRICE = Decimal(10)
NUMBERS = 10_000_000
"""Keys of one product."""

KEY = "pg_temp.key(%(first_key)s + n.n, ((t.no - %(no)s) * 16 + {seq})::int)"
MOMENT = "t.occurred_at + n.n * %(step)s::interval"
DAY = f"(({MOMENT}) AT TIME ZONE 'Asia/Shanghai')::date"
NO = "t.no + n.n * %(postings)s"
HEAD = {
    "id": KEY.format(seq=0),
    "no": NO,
    "record": KEY.format(seq=0),
    "occurred_on": DAY,
    "occurred_at": MOMENT,
}
ENTRY = {
    "id": KEY.format(seq="t.seq"),
    "no": NO,
    "record": KEY.format(seq=0),
    "line": KEY.format(seq="t.seq"),
    "occurred_on": DAY,
    "occurred_at": MOMENT,
}
JOURNAL = {
    "id": KEY.format(seq="t.seq"),
    "no": NO,
    "record": KEY.format(seq=0),
    "occurred_on": DAY.replace("t.occurred_at", "h.occurred_at"),
}
LINE = {
    "id": KEY.format(seq="t.seq"),
    "no": NO,
    "entry": KEY.format(seq=0),
    "occurred_on": DAY.replace("t.occurred_at", "h.occurred_at"),
}
COPIED = (
    ("ledger_postinghead", HEAD),
    ("ledger_stockentry", ENTRY),
    ("ledger_journalentry", JOURNAL),
    ("ledger_journalline", LINE),
)
SETTLE = (
    """
    UPDATE ledger_stockbalance b SET quantity = s.quantity, last_at = s.at
    FROM (SELECT warehouse, sum(quantity) AS quantity, max(occurred_at) AS at
          FROM ledger_stockentry WHERE product = %(product)s GROUP BY 1) s
    WHERE b.product = %(product)s AND b.warehouse = s.warehouse
    """,
    """
    UPDATE ledger_availability a SET usable = b.quantity FROM ledger_stockbalance b
    WHERE a.product = %(product)s AND b.product = a.product AND b.warehouse = a.warehouse
    """,
    """
    UPDATE ledger_costpool p SET quantity = s.quantity, value = s.cost, last_at = s.at,
        known_quantity = CASE WHEN p.method = 'moving_average' AND s.quantity > 0
                              THEN s.quantity ELSE p.known_quantity END,
        known_value = CASE WHEN p.method = 'moving_average' AND s.quantity > 0
                           THEN s.cost ELSE p.known_value END
    FROM (SELECT pool, sum(quantity) AS quantity, sum(cost) AS cost, max(occurred_at) AS at
          FROM ledger_stockentry WHERE product = %(product)s GROUP BY 1) s
    WHERE p.id = s.pool
    """,
    "DELETE FROM ledger_costlayer l USING ledger_costpool p"
    " WHERE p.product = %(product)s AND l.pool = p.id",
    """
    INSERT INTO ledger_costlayer (company_id, id, pool, entry, occurred_at, no, seq, quantity,
        value, left_quantity, left_value)
    SELECT company_id, gen_random_uuid(), pool, id, occurred_at, no, seq, quantity, cost,
           least(quantity, wanted), least(quantity, wanted) * %(price)s
    FROM (SELECT e.*, p.quantity - coalesce(sum(e.quantity) OVER (
                     PARTITION BY e.pool ORDER BY e.occurred_at DESC, e.no DESC, e.seq DESC
                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS wanted
          FROM ledger_stockentry e JOIN ledger_costpool p ON p.id = e.pool
          WHERE e.product = %(product)s AND e.quantity > 0 AND p.method = 'fifo') e
    WHERE wanted > 0
    """,
    "UPDATE kernel_bookhead SET last_no = (SELECT max(no) FROM ledger_postinghead)",
)


@dataclass(frozen=True)
class Case:
    """One product: how it is costed, in one pool or in two warehouses' own, and how many issues
    came after its opening."""

    method: str
    warehouses: int
    later: int
    company: int
    user: str
    product: str
    warehouse: str
    opened_on: str
    """The day of its opening; what is dated before that changes the cost of all issues."""

    def told(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Place:
    """Where cases are made."""

    company: int
    user: str
    unit: UUID
    warehouses: tuple[UUID, UUID]


def place() -> Place:
    company, user = Company.objects.get(), User.objects.get(username="admin")
    with acting(company.id):
        first = registry.get("warehouse").model.objects.get(code="CK01").id
        told = validate.read(registry.get("warehouse"), {"code": "CK99", "name": "分仓"})
        second = writer.save(registry.get("warehouse"), told, by=None, at=clock.now()).id
        unit = registry.get("unit").model.objects.get(code="PCS").id
        correct_at_once(most=10_000_000)
    return Place(company.id, str(user.id), unit, (first, second))


def correct_at_once(*, most: int) -> None:
    """What is more than so many later entries of the acting company is left to a job."""
    settings_registry.change(bounds.AT_ONCE.key, most, by=None)


def make(place: Place, number: int, *, method: str, warehouses: int, later: int) -> Case:
    """The product `number`, with its past."""
    today = clock.now().date()
    opened = today - timedelta(days=DAYS + 20)
    with acting(place.company):
        product = _product(place, number, method, "warehouse" if warehouses > 1 else "company")
        _post(Move(**_move(product, place.warehouses[0], 2 * later), value=PRICE * 2 * later),
              day=opened, at=_at(opened))  # fmt: skip
        begin = opened + timedelta(days=1)
        cycle = _one_issue if warehouses == 1 else _four_issues
        step = timedelta(days=DAYS) / (later // (1 if warehouses == 1 else 4))
        moves = cycle(product, place.warehouses)
        numbers = [
            _post(*posted, day=begin, at=_at(begin) + step * index / (len(moves) + 1))
            for index, posted in enumerate(moves)
        ]
    issues = 1 if warehouses == 1 else 4
    told = {"first_key": number * NUMBERS, "no": numbers[0], "postings": len(moves)}
    _copy({**told, "step": step}, later // issues - 1, product)
    return Case(
        method, warehouses, later, place.company, place.user, str(product),
        str(place.warehouses[0]), str(opened),
    )  # fmt: skip


def _product(place: Place, number: int, method: str, scope: str) -> UUID:
    form = registry.get("product")
    product = Product(code=f"L{number:04}", name=f"往事 {number}", unit_id=place.unit)
    product.derive({table.name: [] for table in form.tables}, at=clock.now())
    store.insert(form, [product])
    policy = Policy(method=method, scope=scope)
    items.write([ItemFacts(product=product.id, digits=0, policy=policy)])
    return product.id


def _at(day: date) -> datetime:
    return clock.beginning(day, "Asia/Shanghai") + timedelta(hours=1)


def _move(product: UUID, warehouse: UUID, quantity: int) -> dict[str, Any]:
    counter = "opening" if quantity > 0 else "cost_of_sales"
    return {
        "line": new_id(), "product": product, "warehouse": warehouse, "counter": counter,
        "quantity": Decimal(quantity),
    }  # fmt: skip


def _one_issue(product: UUID, warehouses: tuple[UUID, UUID]) -> list[tuple[Move, ...]]:
    return [(Move(**_move(product, warehouses[0], -1)),)]


def _four_issues(product: UUID, warehouses: tuple[UUID, UUID]) -> list[tuple[Move, ...]]:
    """Goods go to the other warehouse, are issued in both, and some come back: as many entries of
    transfers as of issues."""
    here, there = warehouses
    issues = [(Move(**_move(product, where, -1)),) for where in (here, there, here, there)]
    return [_transfer(product, here, there, 4), *issues, _transfer(product, there, here, 2)]


def _transfer(product: UUID, here: UUID, there: UUID, quantity: int) -> tuple[Move, Move]:
    out, into = _move(product, here, -quantity), _move(product, there, quantity)
    flow: dict[str, Any] = {"counter": INVENTORY, "flow": 1}
    return Move(**(out | flow)), Move(**(into | flow))


def _post(*moves: Move, day: date, at: datetime) -> int:
    source = Source(form="bench", record=new_id(), revision=1)
    posting = Posting(moves=moves)
    posted = books.post(
        posting, source=source, occurred_on=day, occurred_at=at, number=lambda: f"B{new_id()}"
    )
    return posted.no


def _copy(told: dict[str, Any], copies: int, product: UUID) -> None:
    """Repeat the postings from `no` on, `copies` times."""
    with administrator_of_books() as administrator:
        administrator.execute("SET session_replication_role = replica")  # keys are right as made
        administrator.execute("SET max_parallel_workers_per_gather = 0")
        administrator.execute(ID)
        for table, changes in COPIED:
            administrator.execute(
                _copying(administrator, table, changes), {**told, "copies": copies}
            )
        for statement in SETTLE:
            administrator.execute(statement, {"product": product, "price": PRICE})
        administrator.execute("VACUUM ANALYZE")


def _copying(there: psycopg.Connection, table: str, changes: dict[str, str]) -> str:
    found = there.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
    ).fetchall()
    columns = [str(name) for (name,) in found]
    values = [changes.get(name, f't."{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    return (
        f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} t"
        " JOIN ledger_postinghead h ON h.no = t.no"
        " CROSS JOIN generate_series(1, %(copies)s::bigint) AS n(n)"
        " WHERE t.no >= %(no)s AND t.no < %(no)s + %(postings)s ORDER BY n.n, t.no"
    )
