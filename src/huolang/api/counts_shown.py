"""Counting as the API answers it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.forms.numbers import money, plain
from huolang.inventory import count_approval, count_review, count_sheet
from huolang.inventory.count_figures import Figure
from huolang.inventory.count_plan import APPROVE, State
from huolang.inventory.counting import FORM, Answered
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import round_half_up
from huolang.kernel.permissions import Access

ZERO = Decimal(0)
PLACE = """
SELECT h.name, h.located FROM masters_warehouse h
WHERE h.company_id = %s::bigint AND h.id = %s::uuid
"""
PEOPLE = """
SELECT u.id, coalesce(nullif(u.name, ''), u.username) FROM kernel_membership m
JOIN kernel_user u ON u.id = m.user_id
WHERE m.company_id = %s::bigint AND u.id = ANY(%s::uuid[])
"""
COUNTS = """
SELECT c.id, c.number, c.state FROM inventory_stockcount c
WHERE c.company_id = %s::bigint AND c.plan_id = %s::uuid ORDER BY c.id
"""


def sheet_of(plan: Any, access: Access) -> dict[str, Any]:
    rows = count_sheet.of(plan, access.user)
    told = [
        {
            **{name: getattr(one, name) for name in SHEET},
            "mine": _number(one.mine),
            **({} if one.snapshot is None else {"book_quantity": plain(one.snapshot)}),
        }
        for one in rows
    ]
    tallied = sum(one.tallied for one in rows)
    return {"task": _task(plan, len(rows), tallied), "lines": told}


SHEET = (
    *("id", "product", "code", "name", "specification", "unit", "digits", "batched"),
    *("serialized", "batch", "expires_on", "location", "location_code", "round", "unexpected"),
    *("tallied", "barcodes"),
)
REVIEW = (
    *("id", "product", "code", "name", "specification", "unit", "batch", "location_code"),
    *("round", "unexpected", "status", "missing", "surplus", "elsewhere"),
    *("moved", "must_recount", "must_accept", "reason", "remark"),
)


def answered(one: Answered) -> dict[str, Any]:
    told: dict[str, Any] = {"id": one.id, "line": one.line, "called": one.called}
    told["mine"] = _number(one.mine)
    if one.error is not None:
        return {**told, "state": "refused", "code": one.error.code, "message": str(one.error)}
    return {**told, "state": "again" if one.again else "kept", "code": "", "message": ""}


def reviewed(plan: Any, access: Access, only: str, limit: int, offset: int) -> dict[str, Any]:
    every, some = count_review.shown(plan, only)
    page = some[offset : offset + limit]
    names = _names(page)
    sees, digits = access.sees("cost"), plan.own_company.digits
    counts = sql.run(COUNTS, [current_id(), plan.id]).fetchall()
    tallied = sum(one.people > 0 for one in every)
    return {
        "task": _task(plan, len(every), tallied),
        "sums": _sums(every, sees=sees, digits=digits),
        "total": len(some),
        "lines": [_line(one, names, sees=sees, digits=digits) for one in page],
        "may_approve": plan.state == State.CONFIRMED.value and access.allows(FORM, APPROVE),
        "tallies": count_approval.said(plan.id),
        "counts": [{"id": row[0], "number": row[1], "state": row[2]} for row in counts],
    }


def _line(one: Figure, names: dict[UUID, str], *, sees: bool, digits: int) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in REVIEW}
    told |= {"snapshot": plain(one.snapshot), "book_quantity": plain(one.book)}
    told |= {"counted": _number(one.counted), "counted_at": one.at}
    told["difference"] = _number(one.difference)
    told["people"] = [names.get(key, "") if key else "" for key in one.who or ()]
    if sees and one.value is not None:
        told["value"] = money(round_half_up(one.value, digits))
    return told


def _sums(every: Sequence[Figure], *, sees: bool, digits: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "lines": len(every),
        "counted": sum(one.status == "counted" for one in every),
        "open": sum(one.status != "counted" for one in every),
        "differences": sum(one.differs for one in every),
        "recount": sum(count_review.unsettled(one) for one in every),
        "moved": sum(one.must_accept for one in every),
    }
    if sees:
        values = [one.value for one in every if one.value]
        told["gain"] = money(round_half_up(sum((v for v in values if v > ZERO), ZERO), digits))
        told["loss"] = money(round_half_up(sum((v for v in values if v < ZERO), ZERO), digits))
    return told


def _task(plan: Any, lines: int, tallied: int) -> dict[str, Any]:
    name, located = sql.run(PLACE, [current_id(), plan.warehouse_id]).fetchone()
    return {
        "id": plan.id,
        "number": plan.number,
        "state": plan.state,
        "state_label": str(State(plan.state).label),
        "warehouse": plan.warehouse_id,
        "warehouse_name": name,
        "located": located,
        "blind": plan.blind,
        "two_counters": plan.two_counters,
        "started_at": plan.started_at,
        "remark": plan.remark,
        "lines": lines,
        "tallied": tallied,
    }


def _names(page: Sequence[Figure]) -> dict[UUID, str]:
    keys = {key for one in page for key in one.who or () if key}
    return dict(sql.run(PEOPLE, [current_id(), sql.array(keys)]).fetchall()) if keys else {}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
