"""抹零、运费: a row below a document that has nothing but a word and figures. What it says is of
the document above: it is cheaper by it, or nobody knows what is meant, and it is not imported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from huolang.integrations.amounts import line_amounts, whole_discounts
from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns.headings import plain
from huolang.integrations.meaning.cells import inside
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

GOODS = "lines.product"
OFF = frozenset(
    {
        "优惠", "优惠金额", "优惠额", "整单优惠", "本单优惠", "折扣", "折扣额", "折扣金额",
        "整单折扣", "折让", "让利", "减免", "立减", "抹零", "抹零金额", "抹去零头", "优惠抹零",
        "discount",
    }
)  # fmt: skip
LONGEST = 20
CHARGES = (
    "运费", "其他费用", "杂费", "快递费", "物流费", "邮费", "服务费", "安装费", "装卸费",
    "包装费", "附加费", "费用", "运杂费", "税额", "税金", "freight", "shipping",
)  # fmt: skip


class RowUnclear(Invalid):
    code = "import.row_unclear"
    message = _(
        "看不出“{word}”这一行是什么：优惠请写在“整单优惠”列，费用请写成一行服务类的商品，"
        "都不是的请从文件里删掉"
    )


def is_one(plan: Plan, cells: Sequence[Any]) -> bool:
    """Whether a row below others has a word first, figures, and nothing of goods."""
    goods = [one.number for one in plan.entries if one.path.startswith(GOODS)]
    said = [(n, inside(one)) for n, one in enumerate(cells) if inside(one) not in (None, "")]
    if not plan.form.is_document or not goods or len(said) < 2:
        return False
    (at, first), *rest = said
    word = isinstance(first, str) and 0 < len(first) <= LONGEST and not re.search(r"\d", first)
    named = {one.number for one in plan.entries if one.column.field.kind == "reference"}
    return (
        word
        and at not in goods
        and (at not in named or plain(first) in OFF | {plain(one) for one in CHARGES})
        and number_of(first) is None
        and all(number_of(one) is not None for _n, one in rest)
    )


def take(plan: Plan, group: Group) -> None:
    """Take such rows out of the document they stand below: what it is cheaper by is kept."""
    for row, cells in group.lines[1:]:
        if not is_one(plan, cells):
            continue
        word, *figures = [one for one in map(inside, cells) if one not in (None, "")]
        said = [n for n in map(number_of, figures) if n]
        known = plain(str(word)) in OFF and line_amounts.is_priced(plan.form)
        if known and len(said) == 1 and whole_discounts.DISCOUNT in plan.form.by_name:
            group.off_rows.append((row, str(word), abs(said[0])))
        elif said:
            error = RowUnclear(word=str(word))
            error.field = f"#{row}#"
            group.errors.append(error)
    group.lines[1:] = [one for one in group.lines[1:] if not is_one(plan, one[1])]
