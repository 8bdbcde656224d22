"""分批结存: what lay of each batch in each warehouse, now, at the end of a past day or at an
instant of it, as it is or was known. What it was worth says `ledger.batch_worth`.

From what is there now, without what came after. Months are not summed up by batch: of a day long
ago all entries of batches since then are read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.ledger import past
from huolang.ledger.posting import shelves

EVER = 2**62

THERE = """
SELECT k.product, k.warehouse, k.batch, sum(k.quantity) AS quantity,
       sum(k.off_shelf) AS off_shelf
FROM (SELECT b.product, b.warehouse, b.batch, b.quantity,
             CASE WHEN {on_shelf_b} THEN 0 ELSE b.quantity END AS off_shelf
      FROM ledger_stockbalance b
      WHERE b.company_id = %s::bigint AND b.owner = '{nil}'::uuid AND b.batch <> '{nil}'::uuid
        AND b.quantity <> 0 {of_b}
      {later}) k
GROUP BY k.product, k.warehouse, k.batch HAVING sum(k.quantity) <> 0
"""
AFTER = """
UNION ALL
SELECT e.product, e.warehouse, e.batch, -e.quantity,
       CASE WHEN {on_shelf_e} THEN 0 ELSE -e.quantity END
FROM ledger_stockentry e
WHERE e.company_id = %s::bigint AND e.owner = '{nil}'::uuid AND e.batch <> '{nil}'::uuid
  AND {after} {of_e}
"""
LATER, UNKNOWN = "e.occurred_on > %s::date", "e.occurred_on <= %s::date AND e.no > %s::bigint"
THAT_DAY = """e.occurred_on = %s::date AND e.occurred_at > %s::timestamptz
  AND e.no <= %s::bigint"""
"""What came after the day; what is of before, and was recorded after the posting that is asked
about; and what was known of that day, and came after the instant. Each by an index of its own."""
OF_PRODUCTS = " AND {row}.product = ANY(%s::uuid[])"


@dataclass(frozen=True, slots=True)
class Then:
    """The end of a day, or an instant of it, as known after a posting."""

    day: date
    known: int = EVER
    at: datetime | None = None


def there(then: Then | None, products: Collection[UUID] | None = None) -> tuple[str, list[Any]]:
    """The statement that answers product, warehouse, batch, quantity and what of it is on no
    shelf, of `products` if given, and its parameters."""
    some: list[Any] = [] if products is None else [sql.array(products)]
    of_b, of_e = (OF_PRODUCTS.format(row=one) if some else "" for one in "be")
    later, parameters = "", [current_id(), *some]
    if then is not None:
        later = _filled(AFTER, of_e=of_e, after=LATER)
        parameters += [current_id(), then.day, *some]
    if then is not None and then.known < EVER:
        later += _filled(AFTER, of_e=of_e, after=UNKNOWN)
        parameters += [current_id(), then.day, then.known, *some]
    if then is not None and then.at is not None:
        later += _filled(AFTER, of_e=of_e, after=THAT_DAY)
        parameters += [current_id(), then.day, then.at, then.known, *some]
    return _filled(THERE, of_b=of_b, later=later), parameters


def written(*, company: str, day: str, known: str) -> str:
    """The same for reports, which bind by name: `company`, `day` and `known`, the day by whose end
    it had to be posted (or NULL), are SQL."""
    newest = past.until_known(company, known)
    later = _filled(AFTER, of_e="", after=LATER) + _filled(AFTER, of_e="", after=UNKNOWN)
    statement = _filled(THERE, of_b="", later=later)
    first, *rest = statement.split("%s")
    values = [company, company, day, company, day, newest]
    return first + "".join(v + part for v, part in zip(values, rest, strict=True))


def _filled(statement: str, **parts: str) -> str:
    shelved = {f"on_shelf_{row}": shelves(row) for row in "be"}
    for name, part in {**parts, **shelved, "nil": str(NIL)}.items():
        statement = statement.replace(f"{{{name}}}", part)
    return statement
