"""停用的条件: a product or a partner with which something is still to be done is not archived; the
refusal says what. What was archived before stays so, and what was agreed with it is ended
(`documents.archived`)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.figures import figure
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import books
from huolang.masters import merge, merged

LYING = """
SELECT w.name, sum(b.quantity) FROM ledger_stockbalance b
JOIN masters_warehouse w ON w.company_id = b.company_id AND w.id = b.warehouse
WHERE b.company_id = %s::bigint AND b.product = %s::uuid AND b.quantity <> 0
GROUP BY w.id, w.code, w.name ORDER BY w.code
"""
OPEN = """
SELECT kind, count(*), sum("left") FROM ledger_openitem
WHERE company_id = %s::bigint AND partner = ANY(%s::uuid[]) AND "left" <> 0
GROUP BY kind ORDER BY kind
"""


class StillInStock(BusinessError):
    code = "product.still_in_stock"
    message = _("{name} 还有库存：{places}；请先出库（停用后不能再出库），再停用")


class StillReceivable(BusinessError):
    code = "partner.still_receivable"
    message = _("{name} 还有 {count} 笔未结清的应收，合计 {sum}；请先结清，再停用")


class StillPayable(BusinessError):
    code = "partner.still_payable"
    message = _("{name} 还有 {count} 笔未结清的应付，合计 {sum}；请先结清，再停用")


class StillUnderWay(BusinessError):
    code = "archiving.under_way"
    message = _("{name} 还有未完成的单据 {numbers}；请先完成或关闭它们，再停用")


KINDS: dict[str, type[BusinessError]] = {"payable": StillPayable, "receivable": StillReceivable}


def refuse_product(product: Any) -> None:
    """Goods that lie somewhere, also lent or on their way, and orders that are to be fulfilled."""
    if not _ends(product):
        return
    books.alone()  # whoever is confirming has posted before it is asked what there is
    Several.raise_any(left_of_product(product))


def left_of_product(product: Any) -> list[BusinessError]:
    """What keeps it from being archived."""
    errors = _under_way("product", product, [product.id])
    lying = sql.run(LYING, [current_id(), product.id]).fetchall()
    if lying:
        places = listed(f"{name} {figure(quantity)}" for name, quantity in lying)
        errors.insert(0, StillInStock(field="active", name=str(product), places=places))
    return errors


def refuse_partner(partner: Any) -> None:
    """What is still to be received or paid, and orders, under any name of the partner."""
    if not _ends(partner):
        return
    books.alone()
    Several.raise_any(left_of_partner(partner))


def left_of_partner(partner: Any) -> list[BusinessError]:
    """What keeps it from being archived."""
    names = merged.whole(partner.id)
    errors: list[BusinessError] = []
    for kind, count, left in sql.run(OPEN, [current_id(), sql.array(names)]).fetchall():
        told = {"name": str(partner), "count": count, "sum": figure(left)}
        errors.append(KINDS[kind](field="active", **told))
    return [*errors, *_under_way("partner", partner, names)]


def _ends(record: Any) -> bool:
    """Whether it is archived just now. What is merged goes on as another."""
    now = not record.active and not record._state.adding and "active" in record.altered
    return now and record.merged_into_id is None


def _under_way(form: str, record: Any, names: Any) -> list[BusinessError]:
    numbers = merge.under_way(form, names)
    return [StillUnderWay(field="active", name=str(record), numbers=numbers)] if numbers else []
