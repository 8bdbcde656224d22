"""几列只能选一列: columns of which one was taken, or none because they are called alike but for a
unit or a currency: what the others say is not imported, and that is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.columns import in_brackets, matching, rivals
from huolang.integrations.meaning.cells import Note
from huolang.kernel.listing import listed

CLASH = "import.columns_clash"


def untold(
    form: Form, headers: Sequence[str], columns: Mapping[str, str], fixed: Collection[str]
) -> list[Note]:
    """Fields that nothing fills though several columns are theirs."""
    filled = {*columns.values(), *fixed}
    meant: dict[str, list[str]] = {}
    for number in sorted(in_brackets.doubled(headers)):
        if str(number) not in columns:
            path = matching.propose(form, [headers[number]], {}).get("0")
            if path is not None and path not in filled:
                meant.setdefault(path, []).append(headers[number])
    known = matching.fillable(form)
    fills = {path: int(number) for number, path in columns.items() if number.isdecimal()}
    beside: list[Note] = []
    for path, (surest, others) in rivals.of_file(form, headers).items():
        taken = fills.get(path)
        some = [n for n in ([] if surest is None else [surest]) + others if str(n) not in columns]
        if taken is None and path not in filled:
            meant.setdefault(path, [headers[n] for n in some])
        elif taken is not None and path in known:
            beside += [_beside(headers[n], headers[taken], known[path].label) for n in some]
    told = _("{columns} 都没有导入：只能有一列是“{label}”，请把要的那一列对应上")
    return beside + [
        Note(0, some[0], CLASH, told.format(columns=listed(some), label=known[path].label))
        for path, some in meant.items()
        if path in known
    ]


def _beside(column: str, taken: str, label: str) -> Note:
    said = _("“{column}”没有导入：“{label}”取自“{taken}”")
    return Note(0, column, CLASH, said.format(column=column, label=label, taken=taken))
