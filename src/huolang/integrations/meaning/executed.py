"""已入库数量、中止: what other programs say of orders that are partly or wholly done with. Here an
order begins open, and would promise or expect once more what was executed elsewhere. It is refused
unless whoever imports wants it so, for what was executed is imported as well; what was stopped is
refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.form import Form
from huolang.forms.numbers import plain as plain_number
from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns import unfilled
from huolang.integrations.columns.headings import plain
from huolang.integrations.meaning.cells import Note, inside
from huolang.integrations.meaning.told_states import QUANTITY, STATES, YES, text_of
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

ORDERS = ("sales_order", "purchase_order")
WAYS = ("入库", "出库", "执行", "收货", "发货", "交货", "到货", "送货", "收", "发", "交")
DONE = frozenset(
    {
        *(f"{had}{way}数量" for had in ("已", "累计") for way in WAYS),
        *(f"已{way}" for way in WAYS if len(way) > 1),
        "receivedqty", "deliveredqty", "receivedquantity", "deliveredquantity", "received",
        "delivered", "qtyreceived", "qtydelivered",
        "已完成数量", "完成数量", "已销数量", "已采数量", "已提货数量", "执行数量",
        "累计出库主数量", "累计入库主数量", "出库数量", "发货数量", "入库数量", "收货数量",
    }
)  # fmt: skip
GOES = ("sales_delivery", "purchase_receipt")
BACK = frozenset({"已退数量", "已退货数量", "已退回数量", "累计退货数量", "累计退回数量", "已退货"})
LEFT = frozenset(
    {
        *(f"{not_yet}{way}数量" for not_yet in ("未", "待") for way in WAYS),
        "剩余数量", "欠交数量", "欠货数量", "未完成数量", "待完成数量", "未交数量",
    }
)  # fmt: skip
PROGRESS = frozenset(
    {
        *(f"{way}状态" for way in WAYS if len(way) > 1),
        "完成状态", "执行进度", "是否完成", "是否完结", "关闭人", "closedby",
        "deliverystatus", "receiptstatus", "receptionstatus", "shippingstatus",
    }
)  # fmt: skip
"""How far an order is, of whole documents or of rows."""
NAMED = frozenset({"关闭人", "closedby"})
"""Who closed it, if anybody did."""
STOPPED = frozenset({"中止", "是否中止", "中止标志", "中止状态", "终止", "是否终止", "stopped"})
CLOSED = frozenset(
    {
        "关闭", "是否关闭", "关闭标志", "关闭状态", "行关闭", "行关闭状态", "整单关闭", "isclosed",
        "closed",
    }
)  # fmt: skip
STOP_WORDS = frozenset({"中止", "已中止", "终止", "已终止", "行中止", "stopped", "terminated"})
CLOSE_WORDS = frozenset(
    {
        "关闭", "已关闭", "行关闭", "手工关闭", "业务关闭", "closed", "completed", "已完成",
        "已完结", "完结", "部分完成", "完成销售", "部分销售", "完成采购", "部分采购", "tobill",
        "fullydelivered", "partiallydelivered", "partlydelivered", "delivered", "fullyreceived",
        "partiallyreceived", "partlyreceived", "received", "shipped", "fullyshipped",
        "partiallyshipped",
        *(f"{how}{way}" for how in ("已", "部分", "全部", "完全") for way in WAYS if len(way) > 1),
    }
)  # fmt: skip


class OrderStopped(Invalid):
    code = "import.order_stopped"
    message = gettext_lazy(
        "“{column}”是“{given}”：中止的订单不会再执行，导入就又全部要执行，请从文件里删掉"
    )


class OrderExecuted(Invalid):
    code = "import.order_executed"
    message = gettext_lazy(
        "“{column}”是 {given}：导入后仍是全部没有执行。请从数量里减去已执行的，"
        "执行完和关闭的从文件里删掉；已执行的另外导入、要接到订单上的，选“执行过的订单按没有执行导入”再检查"
    )


@dataclass(frozen=True)
class Executed:
    """Columns that fill nothing, by their numbers."""

    done: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    stopped: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()
    quantity: int | None = None
    back: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.done or self.left or self.stopped or self.closed or self.back)


NOTHING = Executed()


def found(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> Executed:
    def called(words: Collection[str]) -> tuple[int, ...]:
        return unfilled.called(headers, matching, words)

    if form.name in GOES:
        return Executed(back=called(BACK))
    if form.name not in ORDERS:
        return NOTHING
    return Executed(
        called(DONE),
        called(LEFT),
        called(STOPPED | STATES),
        called(CLOSED | STATES | PROGRESS),
        next((int(n) for n, path in matching.items() if path == QUANTITY), None),
    )


def look(plan: Plan, group: Group) -> None:
    """Tell of each row that something of it was executed or came back; refuse what was stopped."""
    for row, cells in group.lines if plan.executed else ():
        for number in plan.executed.back:
            if _number(cells, number):
                column = str(plan.headers[number])
                said = _("“{column}”说已经退回的没有减去：退货请另外用退货单导入").format(
                    column=column
                )
                group.notes.append(Note(row, column, "import.partly_returned", said))
        for number in plan.executed.stopped:
            given, word = text_of(cells, number), plain(text_of(cells, number))
            column = str(plan.headers[number])
            if word in STOP_WORDS or (word in YES and plain(column) in STOPPED):
                error = OrderStopped(column=column, given=given)
                error.field = f"#{row}#{column}"
                group.errors.append(error)
        at = _not_open(plan, cells)
        column = "" if at is None else str(plan.headers[at])
        if at is not None and not plan.as_open:
            executed = OrderExecuted(column=column, given=_shown(cells, at))
            executed.field = f"#{row}#{column}"
            group.errors.append(executed)
        elif at is not None:
            said = _(
                "“{column}”说已经执行或关闭的，订单仍按全部没有执行导入：已执行的请从数量里减去"
            ).format(column=column)
            group.notes.append(Note(row, column, "import.order_executed", said))


def _shown(cells: Sequence[object], number: int) -> str:
    given = _number(cells, number)
    return plain_number(given) if isinstance(given, Decimal) else text_of(cells, number)


def _not_open(plan: Plan, cells: Sequence[object]) -> int | None:
    """The column that says that a row is not wholly open."""
    one = plan.executed
    ordered = _number(cells, one.quantity)
    for number in one.done:
        if _number(cells, number):
            return number
    for number in one.left:
        left = _number(cells, number)
        if left is not None and left != ordered:
            return number
    for number in one.closed:
        word, column = plain(text_of(cells, number)), str(plan.headers[number])
        names = plain(column)
        if word in CLOSE_WORDS or (word in YES and names in CLOSED | PROGRESS):
            return number
        if word and names in NAMED:
            return number
    return None


def _number(cells: Sequence[object], number: int | None) -> object:
    told = number is not None and number < len(cells)
    return number_of(inside(cells[number])) if told and number is not None else None
