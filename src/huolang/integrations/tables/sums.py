"""合计行、附注: rows of a file that only add up those above them, or are remarks below it. They
are no rows of a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from huolang.integrations.columns.headings import heading, plain
from huolang.integrations.meaning.cells import Note, inside

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

WORDS = frozenset(
    {
        "合计", "总计", "小计", "共计", "累计", "本页合计", "本页小计", "本页累计", "本日合计",
        "本月合计", "本月累计", "本年累计", "total", "subtotal", "grandtotal",
        "应收", "应付", "实收", "实付", "应收合计", "应付合计", "实收合计", "实付合计", "优惠后",
        "优惠后金额", "折后金额", "已收", "已付", "未收", "未付", "欠款", "本单欠款",
    }
)  # fmt: skip
MORE = frozenset({"合计金额", "金额合计", "总金额", "总计金额", "合计数量", "totalamount"})
LONGEST = 60
IN_WORDS = re.compile(r"[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正负]+")
"""大写金额: 壹拾贰元整."""
OF_ONE = re.compile(r".{1,30}(?:小计|合计|总计|汇总):?")
"""客户甲 小计."""
WHOLE = re.compile(rf"(?:合计|总计|金额)(?:\(?大写\)?)?:?{IN_WORDS.pattern}")
"""The word and the amount in one cell."""


LABEL = re.compile(
    r"(?:制单|制表|填表|开单|打印|审核|复核|审批|批准|主管|会计|出纳|财务|经手|经办|业务|销售|采购|仓管|库管|保管"
    r"|验收|收货|发货|送货|提货|签收|签字|签名|盖章|客户签|备注|附注|注|注意|说明|联系|联系电话|电话|传真|地址|网址"
    r"|开户|账号|公司|单位|日期|prepared|approved|printed|note|remark|tel)[^:]{0,10}:.*"
)
"""制单人：张三; 注：…"""


def is_none(plan: Plan, cells: Sequence[Any]) -> bool:
    """Whether a row below others is none of a record."""
    return is_sum(plan, cells) or is_remark(plan, cells)


def is_remark(plan: Plan, cells: Sequence[Any]) -> bool:
    """Whether a row has nothing but what stands below tables, like 制单人：张三; or, in a file of
    documents, nothing in any column that is read."""
    said = [one for one in map(inside, cells) if one not in (None, "")]
    read = {*plan.group, *(one.number for one in plan.entries)}
    used = [one for number, one in enumerate(cells) if number in read]
    if plan.form.is_document and said and all(inside(one) in (None, "") for one in used):
        return True
    if not said or not all(isinstance(one, str) for one in said):
        return False
    names = [heading(one) for one in said]
    labels = [bool(LABEL.fullmatch(one)) for one in names]
    told = [False, *(mine and one.endswith(":") for mine, one in zip(labels, names, strict=True))]
    return all(one or before for one, before in zip(labels, told, strict=False))


def is_sum(plan: Plan, cells: Sequence[Any]) -> bool:
    """Whether a row says 合计 first and then only numbers."""
    first = next((one for one in cells if inside(one) not in (None, "")), None)
    if not isinstance(first, str) or len(first) > LONGEST:
        return False
    if WHOLE.fullmatch(heading(first)):
        return True
    known = {heading(first).rstrip(":"), plain(first)} & (WORDS | MORE)
    if not known and not OF_ONE.fullmatch(heading(first)):
        return False
    said = [inside(one) for one in cells if inside(one) not in (None, "")]
    if len(said) < 2:
        return False
    return all(_counts(one) for one in said[1:])


def _counts(cell: Any) -> bool:
    if isinstance(cell, bool | dict):
        return isinstance(cell, dict) and "e" in cell
    if isinstance(cell, int | float):
        return True
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if IN_WORDS.fullmatch(text):
        return True
    text = text.lstrip("¥$-").rstrip("元").replace(",", "")
    return not text or text.replace(".", "", 1).isdecimal()


def leave_out(plan: Plan, group: Group) -> None:
    """Take such rows out of the record they stand below, and say so."""
    for row, cells in group.lines[1:]:
        if is_none(plan, cells):
            word = next(str(inside(one)) for one in cells if inside(one) not in (None, ""))
            code = "import.sum_row" if is_sum(plan, cells) else "import.remark_row"
            said = _("“{word}”一行没有导入").format(word=word[:LONGEST])
            group.notes.append(Note(row, "", code, said))
    group.lines[1:] = [one for one in group.lines[1:] if not is_none(plan, one[1])]
