"""金额不符: documents that come to something else than their file says, by row or as a whole. They
are refused, for prices without tax, discounts or units that were not understood are as likely as
cents; whoever imports may say once that they are made as priced, which is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from huolang.integrations.amounts import row_amounts
from huolang.integrations.rows import findings
from huolang.integrations.rows.groups import Group
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.records import Writing


class AmountDiffers(Invalid):
    code = "import.amount_differs"
    message = _(
        "“{column}”是 {said}，导入后是 {comes}：请改正，或者核对后选“金额不符的也导入”再检查"
    )


class Without(Exception):
    """Some documents are refused after all were made; the others are made again without them."""


def look(writing: Writing, made: Sequence[tuple[Group, Any]]) -> None:
    """Refuse, or tell, what comes to something else; raises `Without` where some are refused."""
    run, plan = writing.run, writing.plan
    if run.as_priced and not writing.dry:
        return
    rows = list(row_amounts.compare(plan, made))
    whole = findings.compare(plan, made) if plan.totals else {}
    if run.as_priced:
        for group, one in rows:
            group.notes += [one.note] if one.note not in group.notes else []
        writing.differing.update(whole)
        return
    told = [(group, findings.differs(one)) for group, one in rows]
    told += [(group, whole[row]) for group, _made in made if (row := group.lines[0][0]) in whole]
    for group, one in told:
        error = AmountDiffers(column=one["column"], said=one["said"], comes=one["comes"])
        error.field = f"#{one['row']}#{one['column']}"
        group.errors.append(error)
        if writing.dry:
            writing.differing.setdefault(group.lines[0][0], one)
    if told:
        raise Without
