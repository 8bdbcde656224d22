"""没有副单位的行: a row that names no second unit has none, whatever else its columns say; what is
left out with it is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms.form import Table
from huolang.integrations.meaning.cells import Note
from huolang.integrations.rows.groups import Group, Plan

TELLS: Mapping[tuple[str, str], Collection[str]] = {
    ("product", "units"): {"unit", "numerator", "barcode"},
}
"""What says that there is such a row at all."""
LEFT = "import.no_second_unit"


def is_told(plan: Plan, group: Group, table: Table, number: int, row: Mapping[str, Any]) -> bool:
    """Whether a row of the file says that a record has such a row; what is left out is noted."""
    tells = TELLS.get((plan.form.name, table.name))
    if tells is None or not row or tells & row.keys():
        return True
    for entry in plan.tables[table]:
        if str(row.get(entry.column.field.name, "")).strip("0."):
            column = plan.headers[entry.number]
            told = _("这一行没有副单位（单位、换算数量、条码都没填）：“{column}”不导入").format(
                column=column
            )
            group.notes.append(Note(number, column, LEFT, told))
    return False
