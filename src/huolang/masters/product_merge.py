"""合并商品: what keeps two products apart, and what the one that stays takes over.

What both have stays as the kept product has it: its unit price for a level, its limit for a
warehouse. Whatever only the duplicate has moves. Of their batches those of one number become one;
serial numbers go on under the kept product.
Bar codes move all of them, for they are stuck on goods; where the duplicate's unit exists already
they become more bar codes of that unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, writer
from huolang.forms.form import Form
from huolang.forms.validate import Row, Values
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.figures import figure
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError
from huolang.masters import batch_merge, serial_merge

LYING = """
SELECT w.name, sum(b.quantity) FROM ledger_stockbalance b
JOIN masters_warehouse w ON w.company_id = b.company_id AND w.id = b.warehouse
WHERE b.company_id = %s::bigint AND b.product = %s::uuid AND b.quantity <> 0
GROUP BY w.id, w.code, w.name ORDER BY w.code
"""
ITS_UNIT = "SELECT name FROM masters_unit WHERE company_id = %s::bigint AND id = %s::uuid"


class OtherKind(BusinessError):
    code = "product.merge_other_kind"
    message = _("{name} 与 {kept} 的类型不同，不能合并")


class OtherSerializing(BusinessError):
    code = "product.merge_other_serializing"
    message = _("{name} 与 {kept} 一个按序列号管理、一个不按，不能合并")


class OtherShortness(BusinessError):
    code = "product.merge_other_shortness"
    message = _("{name} 与 {kept} 一个允许负库存、一个不允许，不能合并")


class OtherUnit(BusinessError):
    code = "product.merge_other_unit"
    message = _("{name} 的基本单位是 {theirs}，{kept} 的是 {ours}，不能合并")


class OtherConversion(BusinessError):
    code = "product.merge_other_conversion"
    message = _("单位 {unit} 在 {name} 与 {kept} 中的换算不同，请先改成一致再合并")


class OtherBatching(BusinessError):
    code = "product.merge_other_batching"
    message = _("{name} 与 {kept} 一个按批次管理、一个不按，不能合并")


class StillInStock(BusinessError):
    code = "product.merge_in_stock"
    message = _("{name} 还有库存：{places}；请先出库（其他出库），并以 {kept} 入库，再合并")


def refuse(old: Any, kept: Any) -> None:
    """Raise what keeps the two apart: kind, units, batches, or goods that lie somewhere under
    `old`."""
    told = {"name": str(old), "kept": str(kept)}
    if old.kind != kept.kind:
        raise OtherKind(field="into", **told)
    if old.unit_id != kept.unit_id:
        raise OtherUnit(
            field="into", **told, theirs=_unit_name(old.unit_id), ours=_unit_name(kept.unit_id)
        )
    if old.batched != kept.batched:
        raise OtherBatching(field="into", **told)
    if old.serialized != kept.serialized:
        raise OtherSerializing(field="into", **told)
    if old.allow_negative != kept.allow_negative:
        raise OtherShortness(field="into", **told)
    batch_merge.refuse(old, kept)
    ours = {row.unit_id: row for row in kept.tables["units"]}
    for row in old.tables["units"]:
        same = ours.get(row.unit_id)
        if same and same.numerator * row.denominator != row.numerator * same.denominator:
            raise OtherConversion(field="into", **told, unit=_unit_name(row.unit_id))
    lying = sql.run(LYING, [current_id(), old.id]).fetchall()
    if lying:
        places = listed(f"{name} {figure(quantity)}" for name, quantity in lying)
        raise StillInStock(**told, places=places)


def hand_over(old: Any, kept: Any, *, by: UUID | None, at: datetime) -> None:
    """Move below `kept` what it lacks; both are written like any other change, audit and all."""
    form = registry.of(type(kept))
    left, taken = _shared_out(form, old, kept)
    codes = _bar_codes(old, kept)
    taken["barcodes"] += [_row(barcode=code, unit=unit) for code, unit in codes]
    without = {"barcode": ""} if old.barcode else {}
    writer.save(form, Values(form, without, left), existing=old, by=by, at=at)
    writer.save(form, Values(form, {}, taken), existing=kept, by=by, at=at)
    batch_merge.hand_over(old, kept, by=by, at=at)
    serial_merge.hand_over(old, kept, by=by, at=at)


def _shared_out(
    form: Form, old: Any, kept: Any
) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """The rows that stay below the duplicate, and those that the other one has then."""
    left: dict[str, list[Row]] = {}
    taken: dict[str, list[Row]] = {}
    for name, key in KEYS.items():
        has = {key(row) for row in kept.tables[name]}
        fields = [(one.name, one.attribute) for one in form.tables_by_name[name].fields]
        left[name], taken[name] = [], [Row(row.id, {}) for row in kept.tables[name]]
        for row in old.tables[name]:
            if key(row) in has:
                kept_back = {"barcode": ""} if name == "units" else {}
                left[name].append(Row(row.id, kept_back))
            else:
                values = {field: getattr(row, attribute) for field, attribute in fields}
                if name == "suppliers" and any(one.preferred for one in kept.tables[name]):
                    values["preferred"] = False
                taken[name].append(Row(None, values))
    return left, taken


KEYS: dict[str, Callable[[Any], Any]] = {
    "units": lambda row: row.unit_id,
    "barcodes": lambda row: row.barcode.upper(),
    "prices": lambda row: (row.level_id, row.unit_id),
    "limits": lambda row: row.warehouse_id,
    "suppliers": lambda row: row.partner_id,
}
"""What may stand only once below a product."""


def _bar_codes(old: Any, kept: Any) -> Iterable[tuple[str, UUID]]:
    """Of the duplicate itself, and of units that both have."""
    if old.barcode:
        yield old.barcode, old.unit_id
    ours = {row.unit_id for row in kept.tables["units"]}
    for row in old.tables["units"]:
        if row.barcode and row.unit_id in ours:
            yield row.barcode, row.unit_id


def _row(**fields: Any) -> Row:
    return Row(None, fields)


def _unit_name(unit: UUID) -> str:
    return str(sql.run(ITS_UNIT, [current_id(), unit]).fetchone()[0])
