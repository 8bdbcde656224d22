"""单据状态、单据类型: what other programs say of whole documents. What was cancelled there is not
entered here, what is a draft there is not confirmed, and a return is no delivery."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.form import Form
from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns import unfilled
from huolang.integrations.columns.headings import heading, plain
from huolang.integrations.meaning.cells import Note, inside
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group

QUANTITY = "lines.quantity"
STATES = frozenset(
    {
        "状态", "单据状态", "订单状态", "审核状态", "单据审核状态",
        "交易状态", "业务状态", "status", "state",
        "documentstatus", "orderstatus",
    }
)  # fmt: skip
VOID = frozenset(
    {
        "是否作废", "作废", "作废标志", "作废状态", "已作废", "是否取消",
        "void", "cancelled",
    }
)  # fmt: skip
KINDS = frozenset(
    {
        "单据类型", "单据类别", "单据名称", "业务类型", "交易类型",
        "documenttype", "type",
        "红蓝字", "红蓝", "红字", "红字标志", "红蓝标志", "冲销标志", "是否冲销", "是否红冲",
        "红冲标志", "红冲",
    }
)  # fmt: skip
CANCELLED = frozenset(
    {
        "已作废", "作废", "已取消", "取消", "交易取消", "交易关闭",
        "已撤销", "撤销", "已废除", "废除", "已废弃", "废弃", "无效",
        "已删除", "删除", "红冲作废", "红冲", "已红冲", "被红冲", "已冲销", "冲销",
        "已冲红", "冲红", "reversed", "cancelled", "canceled",
        "void", "voided", "deleted",
    }
)  # fmt: skip
DRAFT = frozenset(
    {
        "草稿", "未审", "未审核", "待审", "待审核", "审核中", "未确认",
        "待确认", "未提交", "待提交", "暂存", "挂单", "未过账",
        "审核未通过", "已驳回", "draft", "unapproved",
        "pending", "pendingapproval", "unconfirmed",
        "unposted", "quotation", "quotationsent", "rfq", "rfqsent", "requestforquotation",
        "toapprove", "tosubmit", "sent", "rejected", "expired", "lost",
        "报价", "报价单", "报价已发送", "已发送报价", "已发送报价单", "报价单已发送", "询价",
        "询价单",
        "询价已发送", "已发送询价", "已发送询价单", "询价单已发送", "待批准",
    }
)  # fmt: skip
"""What is called so is nothing that was agreed on: quotations of Odoo, too."""
YES = frozenset({"是", "y", "yes", "true", "1", "√", "✓"}) | CANCELLED
NO = frozenset({"否", "n", "no", "false", "0", "×", "蓝字", "蓝", "正常"})
TRADE: Mapping[str, tuple[str, bool]] = {
    "sales_order": ("sale", False), "sales_delivery": ("sale", False),
    "sales_return": ("sale", True), "purchase_order": ("purchase", False),
    "purchase_receipt": ("purchase", False), "purchase_return": ("purchase", True),
}  # fmt: skip
"""Forms that sell or buy, and whether they take back."""


class OtherKind(Invalid):
    code = "import.other_kind"
    message = gettext_lazy("这一行是“{given}”，不是{form}：请分成几个文件，各按自己的单据导入")


@dataclass(frozen=True)
class States:
    """Columns that fill nothing, by their numbers. `confirm`: what is imported is confirmed."""

    states: tuple[int, ...] = ()
    void: tuple[int, ...] = ()
    kinds: tuple[int, ...] = ()
    quantity: int | None = None
    confirm: bool = False

    def __bool__(self) -> bool:
        return bool(self.states or self.void or self.kinds)


NOTHING = States()


def found(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], *, confirm: bool
) -> States:
    if not form.is_document:
        return States()

    def called(words: Collection[str]) -> tuple[int, ...]:
        return unfilled.called(headers, matching, words)

    return States(
        states=called(STATES),
        void=called(VOID),
        kinds=called(KINDS) if form.name in TRADE else (),
        quantity=next((int(n) for n, path in matching.items() if path == QUANTITY), None),
        confirm=confirm,
    )


def take(states: States, form: Form, headers: Sequence[str], group: Group) -> None:
    """Leave out the rows of what was cancelled, and of drafts where all is confirmed; rows that say
    nothing go with the one above. Refuse those of another kind of document."""
    kept: list[tuple[int, list[Any]]] = []
    above: tuple[int, str, str] | None = None
    for row, cells in group.lines:
        told, says = _told(states, cells)
        above = told if says else above
        if above is None:
            kept.append((row, cells))
            _refuse_other(states, form, headers, group, row, cells)
            continue
        number, code, given = above
        said = _("“{column}”是“{given}”的没有导入")
        if code == "import.draft_left":
            said = _("“{column}”是“{given}”的没有导入：不审核就导入，它们才成为草稿")
        message = said.format(column=headers[number], given=given)
        group.notes.append(Note(row, headers[number], code, message))
    group.lines[:] = kept


def _told(states: States, cells: Sequence[Any]) -> tuple[tuple[int, str, str] | None, bool]:
    """The column, what follows and what stands there, of a row that is left out; and whether the
    row says anything of it."""
    says = False
    for number in (*states.states, *states.void):
        given = text_of(cells, number)
        word = plain(given)
        says = says or bool(word)
        if word in (YES if number in states.void else CANCELLED):
            return (number, "import.cancelled_left", given), True
        if states.confirm and number in states.states and word in DRAFT:
            return (number, "import.draft_left", given), True
    return None, says


def _refuse_other(
    states: States,
    form: Form,
    headers: Sequence[str],
    group: Group,
    row: int,
    cells: Sequence[Any],
) -> None:
    place = states.quantity
    told = place is not None and place < len(cells)
    quantity = number_of(inside(cells[place])) if told and place is not None else None
    for number in states.kinds if quantity is None or quantity > 0 else ():
        given = text_of(cells, number)
        if given and not _fits(heading(given), *TRADE[form.name]):
            error = OtherKind(given=given, form=form.label)
            error.field = f"#{row}#{headers[number]}"
            group.errors.append(error)


def _fits(word: str, trade: str, takes_back: bool) -> bool:
    """Whether what is called so may be of this kind. What says neither may be anything."""
    sells = any(one in word for one in ("销售", "零售", "批发", "sale", "deliver"))
    buys = any(one in word for one in ("采购", "进货", "purchas"))
    if sells != buys and (trade == "sale") != sells:
        return False
    if word in NO:
        return True
    back = word in YES or any(one in word for one in ("退", "红", "冲", "return", "revers"))
    return back == takes_back or not (back or sells or buys)


def text_of(cells: Sequence[Any], number: int) -> str:
    cell = inside(cells[number]) if number < len(cells) else None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None or isinstance(cell, dict) else str(cell).strip()
