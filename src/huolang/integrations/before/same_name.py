"""没有编码的档案: where a file of masters has no codes, a record is known by its name, and whatever
else tells records of its kind apart. What has that name already is not made once more, unless that
is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Field, Form
from huolang.forms.references import label_fields, text_array
from huolang.integrations.columns import matching
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group

APART: Mapping[str, Sequence[str]] = {
    "product": ("specification",),
    "product_category": ("parent",),
    "department": ("parent",),
    "location": ("warehouse", "parent"),
    "price_list": ("partner", "level"),
    "supplier_price_list": ("partner",),
    "assembly_template": ("product",),
}
"""What may differ between two records of one name."""


class NamedBefore(Invalid):
    code = "import.named_before"
    message = _(
        "已有同名的{label}，编码 {code}：就是它，请填上编码再更新；确实是另一条，请填另一个编码，"
        "或在对应列时选“也导入”"
    )


class NameRepeated(Invalid):
    code = "import.name_repeated"
    message = _(
        "与第 {row} 行同名，又没有编码，这一行不导入；确实是另一条，请填编码"
        "，或在对应列时选“也导入”"
    )


def fields(form: Form) -> tuple[Field, ...]:
    """The name first, and what else tells two records apart; nothing where codes are not given by
    us, or records have no name."""
    keys = matching.key_fields(form)
    shown = label_fields(form) if len(keys) == 1 else ()
    if len(shown) < 2 or keys[0] != shown[0] or keys[0].required or keys[0].readonly:
        return ()
    return shown[1], *(form.by_name[one] for one in APART.get(form.name, ()) if one in form.by_name)


def refuse(form: Form, groups: Sequence[Group]) -> None:
    """Note which new records without a code have the name of one that is there."""
    apart = fields(form)
    asked = [one for one in groups if _plain(one.payload.get(apart[0].name))] if apart else []
    if not asked:
        return
    names = [f"w.k{n}" for n in range(len(apart))]
    same = " AND ".join(
        f"upper(coalesce(t.\"{field.column}\"::text, '')) = {name}"
        for field, name in zip(apart, names, strict=True)
    )
    columns = ", ".join(name[2:] for name in names)
    rows = sql.run(
        f"SELECT DISTINCT ON (w.grp) w.grp, t.code FROM unnest(%s::int[]"  # noqa: S608 - names of forms
        f"{', %s::text[]' * len(apart)}) AS w(grp, {columns})"
        f' JOIN "{form.table}" t ON t.company_id = %s::bigint AND {same} ORDER BY w.grp, t.id',
        [
            sql.array(one.key for one in asked),
            *(text_array(_plain(one.payload.get(f.name)) for one in asked) for f in apart),
            current_id(),
        ],
    )
    found = dict(rows.fetchall())
    for group in asked:
        if group.key in found:
            group.errors.append(
                NamedBefore(field=apart[0].name, label=str(form.label), code=found[group.key])
            )


def _plain(value: Any) -> str:
    """As PostgreSQL writes it, in capitals."""
    return (str(value) if isinstance(value, UUID) else str(value or "").strip()).upper()
