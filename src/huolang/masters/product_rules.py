"""What the rows below a product must not say: each refusal at its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import BusinessError, Invalid
from huolang.masters import unit
from huolang.masters.master import Tables


class UnitTwice(BusinessError):
    code = "product.unit_twice"
    message = _("单位重复")
    status = 422


class NotItsUnit(Invalid):
    code = "product.not_its_unit"
    message = _("本商品没有这个单位")


class PriceTwice(Invalid):
    code = "product.price_twice"
    message = _("同一等级、同一单位的价格重复")


class LimitTwice(Invalid):
    code = "product.limit_twice"
    message = _("仓库重复")


class LimitsCrossed(Invalid):
    code = "product.limits_crossed"
    message = _("上限不能小于下限")


class BatchedService(Invalid):
    code = "product.batched_service"
    message = _("服务和套装没有批次")


class SerializedService(Invalid):
    code = "product.serialized_service"
    message = _("服务和套装没有序列号")


class BatchedAndSerialized(Invalid):
    code = "product.batched_and_serialized"
    message = _("商品不能同时按批次和按序列号管理")


class FractionsOfPieces(Invalid):
    code = "product.serialized_fractions"
    message = _("按序列号管理的商品，基本单位的数量不能有小数")


class SupplierTwice(Invalid):
    code = "product.supplier_twice"
    message = _("同一供应商只能有一行货源")


class PreferredTwice(Invalid):
    code = "product.preferred_twice"
    message = _("只能有一个首选供应商")


class NegativeByName(Invalid):
    code = "product.negative_by_name"
    message = _("服务、套装、按批次或按序列号管理的商品不能允许负库存")


class FloorAbovePrice(Invalid):
    code = "product.floor_above_price"
    message = _("最低售价不能高于销售价 {price}，否则按销售价也卖不出去")


def refuse(product: Any) -> None:
    """Raise what its own fields must not say together."""
    refuse_kept(product)
    refuse_prices(product)


def refuse_prices(product: Any) -> None:
    """What it sells for may be asked for it; no price at all means that none was said."""
    floor, price = product.floor_price, product.sales_price
    if floor is not None and price and floor > price:
        raise FloorAbovePrice(field="floor_price", price=price)


def refuse_kept(product: Any) -> None:
    """Only what is stocked lies there in batches or piece by piece, and not in both ways."""
    service = product.kind != "stock"
    if product.batched and service:
        raise BatchedService(field="batched")
    if product.serialized and service:
        raise SerializedService(field="serialized")
    if product.serialized and product.batched:
        raise BatchedAndSerialized(field="serialized")
    if product.serialized and unit.digits_of({product.unit_id})[product.unit_id]:
        raise FractionsOfPieces(field="unit")
    if product.allow_negative and (service or product.batched or product.serialized):
        raise NegativeByName(field="allow_negative")


def wrong(base: UUID, tables: Tables) -> list[BusinessError]:
    """All that is wrong with the rows of a product whose base unit is `base`.

    Rows that need a unit and name none are in the base unit.
    """
    units = [row.unit_id for row in tables["units"]]
    errors: list[BusinessError] = [
        UnitTwice(field=f"units.{index}.unit")
        for index, unit in enumerate(units)
        if unit in {base, *units[:index]}
    ]
    known = {base, *units}
    errors += _units(base, known, "barcodes", tables)
    errors += _units(base, known, "prices", tables)
    errors += _twice(tables["prices"], ("level_id", "unit_id"), PriceTwice, "prices", "level")
    errors += _twice(tables["limits"], ("warehouse_id",), LimitTwice, "limits", "warehouse")
    suppliers = tables["suppliers"]
    errors += _twice(suppliers, ("partner_id",), SupplierTwice, "suppliers", "partner")
    preferred = [index for index, row in enumerate(suppliers) if row.preferred]
    errors += [PreferredTwice(field=f"suppliers.{index}.preferred") for index in preferred[1:]]
    errors += [
        LimitsCrossed(field=f"limits.{index}.max_stock")
        for index, row in enumerate(tables["limits"])
        if row.max_stock is not None and row.max_stock < row.min_stock
    ]
    return errors


def _units(base: UUID, known: set[UUID], name: str, tables: Tables) -> Iterator[BusinessError]:
    for index, row in enumerate(tables[name]):
        row.unit_id = row.unit_id or base
        if row.unit_id not in known:
            yield NotItsUnit(field=f"{name}.{index}.unit")


def _twice(
    rows: list[Any], names: tuple[str, ...], refusal: type[BusinessError], table: str, field: str
) -> Iterator[BusinessError]:
    seen: set[Any] = set()
    for index, row in enumerate(rows):
        key = tuple(getattr(row, name) for name in names)
        if key in seen:
            yield refusal(field=f"{table}.{index}.{field}")
        seen.add(key)
