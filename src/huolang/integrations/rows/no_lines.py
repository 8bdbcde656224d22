"""没有明细: no document is made of a file that says nothing of its lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Form
from huolang.integrations.columns import matching
from huolang.integrations.meaning import told_twice
from huolang.kernel.refusals import BusinessError, Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan


TEMPLATE = "template"


class NoColumnOfLines(BusinessError):
    code = "import.no_column_of_lines"
    message = _(
        "没有一列对应明细：请点“列名在别的行？”选列名在哪一行（命令行用 --heading-row），"
        "或选哪些列是明细的"
    )
    status = 422


class NoLines(Invalid):
    code = "import.no_lines"
    message = _("这张单据没有一行明细，没有导入")


def needs(form: Form) -> bool:
    """Whether its documents are nothing without lines, and no template brings them."""
    if not form.is_document or not form.tables or TEMPLATE in form.by_name:
        return False
    return bool(form.model.needs_lines)


def wrong(
    form: Form, columns: Mapping[str, str], spread: Collection[object]
) -> list[BusinessError]:
    """That no column says anything of a line."""
    known = matching.fillable(form)
    paths = [told_twice.of(path) for path in columns.values()]
    inside = any(path in known and known[path].table is not None for path in paths)
    no_lines = needs(form) and not inside and not spread
    return [NoColumnOfLines(field="matching")] if no_lines else []


def refuse(plan: Plan, group: Group) -> None:
    """Refuse rows that make a document without lines."""
    lines = any(group.payload.get(one.name) for one in plan.form.tables)
    if needs(plan.form) and not lines and not group.errors:
        error = NoLines()
        error.field = f"#{group.lines[0][0]}#"
        group.errors.append(error)
