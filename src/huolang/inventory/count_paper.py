"""盘点表 on paper: the lines of a task as one walks past them, with room to write what is found.

Where the task is blind it says nothing of what the books have, to nobody; of others whoever prints
may leave it out as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.documents import shown
from huolang.documents.document import State
from huolang.forms.form import Form
from huolang.inventory import count_sheet
from huolang.inventory.count_sheet import Row
from huolang.kernel import sql
from huolang.kernel.company import Company, current_id
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError
from huolang.typesetting import symbols
from huolang.typesetting.doc import Code, Column, Doc, Entry, Table

ROOM = 8.0
"""Millimetres in which a hand writes a number."""
PIECES = """
SELECT l.id, s.number FROM inventory_countline l
JOIN masters_serialnumber s ON s.company_id = l.company_id AND s.product_id = l.product_id
    AND s.warehouse_id = %s::uuid AND s.status = 'in_stock'
    AND (l.pieces IS NULL OR s.id = ANY(l.pieces))
WHERE l.company_id = %s::bigint AND l.plan_id = %s::uuid
ORDER BY upper(s.number), s.id
"""


class NothingListed(BusinessError):
    code = "count_plan.nothing_listed"
    message = gettext_lazy("{number} 没有要印的盘点行：任务开始后才有，只印未盘的时要还有未盘的")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column; `written`: there is room in it also where it says nothing."""

    column: Column
    said: Callable[[Row], str]
    written: bool = False


def paper(form: Form, plan: Any, *, blind: bool, only_open: bool) -> Doc:
    """The sheet of a loaded task; `only_open`: of lines that nobody counted in this round."""
    rows = [one for one in count_sheet.of(plan, None) if not (only_open and one.tallied)]
    if not rows:
        raise NothingListed(number=plan.number or str(form.label))
    if blind:
        for one in rows:
            one.snapshot = None
    company = Company.objects.get(id=current_id())
    number = plan.number or ""
    bars = "code128" if symbols.barred(number) else "qr"
    return Doc(
        company=company.name,
        title=_("盘点表"),
        state=_state(form, plan),
        number=number,
        header=[Entry(label, text) for label, text in _about(plan, company, rows) if text],
        tables=[_table(plan, rows)],
        signatures=[Entry(label, "") for label in (_("盘点人"), _("监盘人"), _("日期"))],
        codes=[Code(1, number, bars)] if number else [],
    )


def _state(form: Form, plan: Any) -> str:
    known = {one.value: str(one.label) for one in form.states}
    return known[plan.state] if plan.state == State.CANCELLED.value else ""


def _about(plan: Any, company: Company, rows: Sequence[Row]) -> list[tuple[str, str]]:
    booked = any(one.snapshot is not None for one in rows)
    begun = shown.moment(plan.started_at.isoformat(), company.time_zone) if plan.started_at else ""
    return [
        (_("仓库"), plan.warehouse.name),
        (_("库位"), plan.location.code if plan.location else ""),
        (_("商品分类"), plan.category.name if plan.category else ""),
        (_("开始于"), begun),
        (_("盲盘"), "" if booked else _("不印账面数量")),
        (_("备注"), plan.remark),
    ]


def _table(plan: Any, rows: Sequence[Row]) -> Table:
    numbers = _numbers(plan) if any(one.serialized for one in rows) else {}

    def parts(row: Row) -> str:
        there = [] if row.snapshot is None else numbers.get(row.id, [])
        return listed([*filter(None, [row.batch]), *there])

    told = [
        _Shown(Column(_("库位"), tight=True), lambda row: row.location_code or ""),
        _Shown(Column(_("编码"), tight=True), lambda row: row.code),
        _Shown(Column(_("商品"), lead=True), lambda row: row.name),
        _Shown(Column(_("规格型号")), lambda row: row.specification),
        _Shown(Column(_("批号/序列号")), parts, any(one.serialized for one in rows)),
        _Shown(Column(_("有效期至"), tight=True), lambda row: shown.moment(row.expires_on, "")),
        _Shown(Column(_("单位")), lambda row: row.unit),
        _Shown(Column(_("账面数量"), "right", tight=True), lambda row: shown.number(row.snapshot)),
        _Shown(Column(_("实盘数量"), lead=True), _nothing, written=True),
        _Shown(Column(_("备注"), lead=True), _nothing, written=True),
    ]
    kept = [one for one in told if one.written or any(one.said(row) for row in rows)]
    return Table(
        label="",
        columns=[one.column for one in kept],
        rows=[[one.said(row) for one in kept] for row in rows],
        room=ROOM,
    )


def _nothing(_row: Row) -> str:
    return ""


def _numbers(plan: Any) -> dict[UUID, list[str]]:
    """Of each line: the pieces that the books have there."""
    found: dict[UUID, list[str]] = {}
    given = [plan.warehouse_id, current_id(), plan.id]
    for line, number in sql.run(PIECES, given).fetchall():
        found.setdefault(line, []).append(number)
    return found
