"""金额不符: documents that come to something else than their file says, by row or as a whole. They
are refused, for prices without tax, discounts or units that were not understood are as likely as
cents; whoever imports may say once that they are made as priced, which is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from huolang.integrations.amounts import compared
from huolang.integrations.rows import findings
from huolang.integrations.rows.groups import Group
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.records import Writing


RATE = "lines.tax_rate"


class AmountDiffers(Invalid):
    code = "import.amount_differs"
    message = _(
        "“{column}”是 {said}，导入后是 {comes}：请改正，或者核对后选“金额不符的也导入”再检查"
    )


class TaxDiffers(Invalid):
    code = "import.tax_differs"
    message = _(
        "“{column}”是 {said}，导入后是 {comes}：没有“税率”列，税按商品资料的税率算。"
        "税率不同的请加一列“税率”；或者核对后选“金额不符的也导入”再检查"
    )


class Without(Exception):
    """Some documents are refused after all were made; the others are made again without them."""


def look(writing: Writing, made: Sequence[tuple[Group, Any]]) -> None:
    """Refuse, or tell, what comes to something else; raises `Without` where some are refused."""
    run, plan = writing.run, writing.plan
    if run.as_priced and not writing.dry:
        return
    found = list(compared.compare(plan, made))
    rows = [(group, one) for group, one in found if not one.lost]
    for group, one in found if writing.dry else ():
        if one.lost and not one.column.of_tax:
            writing.rounded.setdefault(group.lines[0][0], findings.differs(one))
    whole = findings.compare(plan, made) if plan.totals else {}
    if run.as_priced:
        for group, one in rows:
            if one.whole:
                whole.setdefault(group.lines[0][0], findings.differs(one))
            else:
                group.notes += [one.note] if one.note not in group.notes else []
        writing.differing.update(whole)
        return
    rated = any(one.path == RATE for one in plan.entries)
    told = [(group, findings.differs(one), one.column.of_tax and not rated) for group, one in rows]
    of_whole = ((group, whole.get(group.lines[0][0])) for group, _made in made)
    told += [(group, one, False) for group, one in of_whole if one is not None]
    for group, one, unrated in told:
        kind = TaxDiffers if unrated else AmountDiffers
        error = kind(column=one["column"], said=one["said"], comes=one["comes"])
        error.field = f"#{one['row']}#{one['column']}"
        group.errors.append(error)
        if writing.dry:
            row = group.lines[0][0]
            writing.differing[row] = findings.added(writing.differing.get(row), one)
    if told:
        raise Without
