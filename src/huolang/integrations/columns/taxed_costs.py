"""成本价(含税): the costs of a general taxpayer have no tax in them. Those of a file that say they
have are taken as they stand, and that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from huolang.integrations.columns.form_words import UNIT_COST
from huolang.integrations.columns.headings import tax_in
from huolang.integrations.meaning.cells import Note
from huolang.kernel.company import Company, current_id

COSTS = (UNIT_COST, "lines.total_cost")
GENERAL = "general"


def untold(headers: Sequence[str], columns: Mapping[str, str]) -> list[Note]:
    taxed = [
        headers[int(number)]
        for number, path in columns.items()
        if path in COSTS and tax_in(headers[int(number)])
    ]
    if not taxed or Company.objects.get(id=current_id()).taxpayer_kind != GENERAL:
        return []
    told = _(
        "“{column}”按原样作为成本导入，没有除去税："
        "一般纳税人的成本不含税，可以抵扣的税请先在文件里除去"
    )
    return [Note(0, one, "import.cost_with_tax", told.format(column=one)) for one in taxed]
