"""盘点扫码: which goods, batch and place a tally is about, and whether they belong there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms.references import plain, text_array
from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.masters.batch import refuse_future
from huolang.masters.batching import NoBatch, NoExpiry

ONE = Decimal(1)
FIND = """
WITH named AS MATERIALIZED (
    SELECT k.n, k.batch, CASE WHEN s.number IS NULL THEN b.unit END AS unit,
        coalesce(k.product, s.product_id, b.product, c.id) AS meant, s.number AS serial
    FROM unnest(%s::text[], %s::uuid[], %s::text[]) WITH ORDINALITY AS k(code, product, batch, n)
    LEFT JOIN LATERAL (SELECT b.product, b.unit FROM masters_barcode b
        WHERE b.company_id = %s::bigint AND k.product IS NULL AND b.code = upper(k.code)
        LIMIT 1) b ON true
    LEFT JOIN LATERAL (SELECT coalesce(c.merged_into_id, c.id) AS id FROM masters_product c
        WHERE c.company_id = %s::bigint AND k.product IS NULL AND upper(c.code) = upper(k.code)
        LIMIT 1) c ON true
    LEFT JOIN LATERAL (SELECT y.product_id, y.number FROM masters_serialnumber y
        WHERE y.company_id = %s::bigint AND upper(y.number) = upper(k.code)
          AND k.product IS NULL AND (coalesce(b.product, c.id) IS NULL
            OR y.status = 'in_stock' AND y.warehouse_id = %s::uuid
            AND EXISTS (SELECT FROM inventory_countline l WHERE l.company_id = y.company_id
                        AND l.plan_id = %s::uuid AND l.product_id = y.product_id)
            AND NOT EXISTS (SELECT FROM inventory_countline l WHERE l.company_id = y.company_id
                            AND l.plan_id = %s::uuid
                            AND l.product_id = coalesce(b.product, c.id)))
        ORDER BY EXISTS (SELECT FROM inventory_countline l WHERE l.company_id = y.company_id
                         AND l.plan_id = %s::uuid AND l.product_id = y.product_id) DESC, y.id
        LIMIT 1) s ON true
)
SELECT k.n, p.id, p.name, p.kind = 'stock', p.batched, p.serialized, p.shelf_life IS NOT NULL,
    u.name, u.digits, coalesce(x.numerator, 1), coalesce(x.denominator, 1),
    coalesce(k.serial, ''),
    EXISTS (SELECT FROM inventory_countline l WHERE l.company_id = p.company_id
            AND l.plan_id = %s::uuid AND l.product_id = p.id),
    p.category_id,
    k.batch = '' OR EXISTS (SELECT FROM masters_batch m WHERE m.company_id = p.company_id
        AND m.product_id = p.id AND upper(m.number) = upper(k.batch))
FROM named k
CROSS JOIN LATERAL (SELECT coalesce(f.merged_into_id, f.id) AS id FROM masters_product f
    WHERE f.company_id = %s::bigint AND f.id = k.meant LIMIT 1) f
CROSS JOIN LATERAL (SELECT p.* FROM masters_product p
    WHERE p.company_id = %s::bigint AND p.id = f.id LIMIT 1) p
CROSS JOIN LATERAL (SELECT u.name, u.digits FROM masters_unit u
    WHERE u.company_id = p.company_id AND u.id = p.unit_id LIMIT 1) u
LEFT JOIN LATERAL (SELECT x.numerator, x.denominator FROM masters_productunit x
    WHERE x.company_id = p.company_id AND x.product_id = p.id AND x.unit_id = k.unit
    LIMIT 1) x ON true
"""
"""Each tally is looked up by itself: what was listed a moment ago is not in the planner's figures
yet, and joined as it likes it would go through all products for each of them. A code of goods
that nobody counts here may be the number of a piece that lies here and is counted."""
PLACES = """
SELECT upper(k.code), l.id, l.warehouse_id = %s::uuid AND l.active,
    EXISTS (SELECT FROM masters_location i
            WHERE i.company_id = l.company_id AND i.parent_id = l.id)
FROM unnest(%s::text[]) AS k(code)
JOIN masters_location l ON l.company_id = %s::bigint
    AND (upper(l.code) = upper(k.code) OR l.barcode <> '' AND upper(l.barcode) = upper(k.code))
ORDER BY upper(l.code) = upper(k.code)
"""
INSIDE = """
WITH RECURSIVE inside AS (
    SELECT %s::uuid AS id
    UNION
    SELECT i.id FROM masters_location i JOIN inside a ON i.parent_id = a.id
    WHERE i.company_id = %s::bigint)
SELECT id FROM inside
"""
BELOW = """
WITH RECURSIVE below AS (
    SELECT %s::uuid AS id
    UNION
    SELECT c.id FROM masters_productcategory c JOIN below b ON c.parent_id = b.id
    WHERE c.company_id = %s::bigint)
SELECT id FROM below
"""
LOCATED = "SELECT located FROM masters_warehouse WHERE company_id = %s::bigint AND id = %s::uuid"


class Unknown(Invalid):
    code = "count_plan.unknown_code"
    message = _("没有条码、编码或序列号是“{code}”的商品")


class OutOfScope(BusinessError):
    code = "count_plan.out_of_scope"
    message = _("{product} 不在这次盘点的范围里")


class NoSuchPlace(Invalid):
    code = "count_plan.no_such_location"
    message = _("这个仓库没有库位 {location}，或它里面还有库位")


class PlaceOutOfScope(BusinessError):
    code = "count_plan.location_out_of_scope"
    message = _("库位 {location} 不在这次盘点的范围里")


class WhichPlace(Invalid):
    code = "count_plan.which_location"
    message = _("这次盘的是库位，请先扫库位")


class NoSerial(Invalid):
    code = "count_plan.no_serial"
    message = _("{product} 按序列号管理，请一件一件地扫序列号")


@dataclass(slots=True)
class Found:
    """The goods that a tally is about; `serial` where the number itself was scanned."""

    product: UUID
    name: str
    stocked: bool
    batched: bool
    serialized: bool
    lasts: bool
    unit: str
    digits: int
    numerator: Decimal
    denominator: Decimal
    serial: str
    listed: bool
    """The task has a line of the product."""
    category: UUID | None
    known_batch: bool
    location: UUID | None = None
    fits: bool = True

    def called(self, batch: str = "") -> str:
        return f"{self.name}（{batch}）" if batch and self.batched else self.name


def find(plan: Any, tallies: Sequence[Any]) -> list[Found | BusinessError]:
    """The goods and the place of each tally, or why there are none; few statements for all."""
    company = current_id()
    codes = text_array(plain(one.code.strip()) for one in tallies)
    products = "{" + ",".join(str(one.product or "NULL") for one in tallies) + "}"
    batches = text_array(one.batch.strip() for one in tallies)
    here = [plan.warehouse_id, plan.id, plan.id]
    named = [codes, products, batches, company, company, company, *here, plan.id]
    given = [*named, plan.id, company, company]
    goods = {int(row[0]) - 1: Found(*row[1:]) for row in sql.run(FIND, given).fetchall()}
    places = _places(plan, {_place(one).upper() for one in tallies} - {""})
    branch = _branch(BELOW, plan.category_id)
    answers: list[Found | BusinessError] = []
    for n, one in enumerate(tallies):
        good = goods.get(n)
        if good is None:
            answers.append(Unknown(field="code", code=one.code or str(one.product or "")))
            continue
        answers.append(_placed(plan, one, good, places) or good)
        in_category = branch is None or good.category in branch
        good.fits = good.listed or (in_category and not plan.narrowed and not plan.at_most)
    return answers


def _place(one: Any) -> str:
    return plain(one.location.strip())


def _placed(
    plan: Any, one: Any, good: Found, places: dict[str, tuple[UUID, bool]]
) -> BusinessError | None:
    code = _place(one)
    if good.serialized:
        return None  # pieces are counted wherever in the warehouse
    if not code:
        return WhichPlace(field="location") if plan.location_id else None
    if code.upper() not in places:
        return NoSuchPlace(field="location", location=code)
    good.location, in_scope = places[code.upper()]
    return None if in_scope else PlaceOutOfScope(field="location", location=code)


def _places(plan: Any, codes: set[str]) -> dict[str, tuple[UUID, bool]]:
    """By code or bar code: the location, and whether the task is about it."""
    if not codes:
        return {}
    located = sql.run(LOCATED, [current_id(), plan.warehouse_id]).fetchone()
    if not (located and located[0]):
        return {}
    branch = _branch(INSIDE, plan.location_id)
    given = [plan.warehouse_id, text_array(sorted(codes)), current_id()]
    return {
        code: (key, branch is None or key in branch)
        for code, key, here, holds_others in sql.run(PLACES, given).fetchall()
        if here and not holds_others
    }


def _branch(statement: str, top: UUID | None) -> set[UUID] | None:
    """What lies below `top`, itself included; None: everything."""
    if top is None:
        return None
    return {row[0] for row in sql.run(statement, [top, current_id()]).fetchall()}


def check(plan: Any, one: Any, good: Found, serial: str) -> None:
    """Raise what keeps `good` from being counted as it was said."""
    if not good.stocked or not good.fits:
        raise OutOfScope(field="code", product=good.name)
    if good.batched and not one.batch.strip() and one.quantity:
        raise NoBatch(field="batch", product=good.name)
    begins = good.batched and not good.known_batch
    if begins and good.lasts and one.produced_on is None and one.expires_on is None:
        raise NoExpiry(field="batch", product=good.name, batch=one.batch.strip())
    if begins:
        refuse_future(one.produced_on, "produced_on", at=clock.now())
    if good.serialized and one.quantity and (not serial or abs(one.quantity) != ONE):
        raise NoSerial(field="serial", product=good.name)
