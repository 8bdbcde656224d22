"""错误文件: the rows that were refused, as they were sent, with what is wrong beside each. Where
one fault keeps out the whole file, all of its rows.

It can be corrected and sent again: the column of faults is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any

from django.utils.translation import gettext as _

from huolang.forms import store
from huolang.integrations import files
from huolang.integrations.import_run import ImportRun
from huolang.integrations.meaning import cells
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.listing import sentences
from huolang.kernel.sheet import Column

WRONG = """
SELECT no, cells, errors FROM integrations_importline
WHERE company_id = %s::bigint AND run = %s::uuid AND (errors IS NOT NULL OR %s) ORDER BY no
"""


def write(run: ImportRun, into: IO[bytes]) -> None:
    """Write the refused rows of an import as a workbook; of all or nothing every row."""
    heads = [Column(label=one, kind="any", width=16) for one in run.headers]
    heads.append(Column(label=_("错误"), kind="any", width=80, tone="wrong"))
    files.write(files.XLSX, into, run.file_name, heads, _rows(run))


def _rows(run: ImportRun) -> Iterator[list[Any]]:
    width = len(run.headers)
    for _no, sent, errors in sql.stream_bound(WRONG, [current_id(), run.id, run.atomic]):
        given: list[Any] = store.unpacked(sent)
        row = [_cell(one) for one in given[:width]]
        row += [None] * (width - len(row))
        yield [
            *row,
            sentences(said(one) for one in (store.unpacked(errors) if errors else None) or []),
        ]


def said(fault: dict[str, str]) -> str:
    """A fault as one sentence, with the column it is in."""
    column = fault.get("column", "")
    return f"{column}：{fault['message']}" if column else fault["message"]


def _cell(cell: Any) -> Any:
    cell = cells.inside(cell)
    if cells.marked(cell) is not None:
        return cells.marked(cell) or None
    if isinstance(cell, dict):
        given: str = cell["d"]
        return datetime.fromisoformat(given) if "T" in given else date.fromisoformat(given)
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    return cell
