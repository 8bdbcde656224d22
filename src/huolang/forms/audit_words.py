"""What changed, in words that anybody reads: labels, names, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.form import Field, Form, Table
from huolang.kernel.listing import listed, sentences

INNER = "line"
"""The kind of a field that points to the line which a line came from."""

PLAIN: dict[str, str | Promise] = {
    "name": gettext_lazy("名称"),
    "email": gettext_lazy("邮箱"),
    "roles": gettext_lazy("角色"),
    "active": gettext_lazy("启用"),
    "permissions": gettext_lazy("权限"),
    "hidden": gettext_lazy("隐藏"),
    "expires_at": gettext_lazy("有效期至"),
    "tax_number": gettext_lazy("税号"),
    "taxpayer_kind": gettext_lazy("纳税人类型"),
    "time_zone": gettext_lazy("时区"),
    "currency": gettext_lazy("本位币"),
    "digits": gettext_lazy("金额小数位"),
    "month": gettext_lazy("月份"),
    "closed": gettext_lazy("已结账"),
    "state": gettext_lazy("状态"),
    "reason": gettext_lazy("原因"),
    "username": gettext_lazy("用户名"),
    "comment": gettext_lazy("评论"),
    "file": gettext_lazy("文件"),
    "rows": gettext_lazy("行数"),
    "search": gettext_lazy("搜索"),
}
"""What changes of things that are no forms are called, and of files that came and went."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One change: of what, from what, to what. Nothing before: it was new; nothing after: gone."""

    label: str
    before: str
    after: str


def of_form(form: Form, changes: Mapping[str, Any]) -> list[Told]:
    """The changes that `history.readable` gave for a record of `form`: what somebody typed before
    what was worked out of it."""
    ordered = sorted(changes.items(), key=lambda one: _is_worked_out(form, one[0]))
    return [one for path, pair in ordered for one in _of_path(form, path, pair)]


def _is_worked_out(form: Form, path: str) -> bool:
    head, _dot, rest = path.partition(".")
    table = form.tables_by_name.get(head)
    field = table.by_name.get(rest.partition(".")[2]) if table else form.by_name.get(path)
    return field is not None and field.readonly and path != "state"


def of_page(changes: Mapping[str, Any], called: Mapping[str, str | Promise]) -> list[Told]:
    """The changes of what is no form: a role, a setting, a person. `called` has further names."""
    names = {**PLAIN, **called}
    return [
        Told(label=str(names.get(name, name)), before=_plain(pair[0]), after=_plain(pair[1]))
        for name, pair in changes.items()
        if isinstance(pair, list) and len(cast("list[Any]", pair)) == 2
    ]


def _of_path(form: Form, path: str, pair: Any) -> Iterator[Told]:
    if not _is_for_people(form, path):
        return
    if not isinstance(pair, list):  # a reason, say: it has no before
        yield Told(label=str(PLAIN.get(path, path)), before="", after=_plain(pair))
        return
    before, after = cast("list[Any]", pair)
    head, _dot, rest = path.partition(".")
    table = form.tables_by_name.get(head)
    if not path:
        yield from _whole(form, before, after)
    elif table is None:
        field = form.by_name.get(path)
        label = str(field.label if field else PLAIN.get(path, path))
        yield Told(label=label, before=_text(form, field, before), after=_text(form, field, after))
    else:
        name = rest.partition(".")[2]
        field = table.by_name.get(name)
        label = f"{table.label} · {field.label}" if field else str(table.label)
        yield Told(
            label=label,
            before=_cell(form, table, field, before),
            after=_cell(form, table, field, after),
        )


def _is_for_people(form: Form, path: str) -> bool:
    """Not what only the books need: the lines that a line came from, say."""
    head, _dot, rest = path.partition(".")
    table = form.tables_by_name.get(head)
    if table is None:
        return not path or path in form.by_name or path in PLAIN
    field = table.by_name.get(rest.partition(".")[2])
    return field is None or field.kind != INNER


def _whole(form: Form, before: Any, after: Any) -> Iterator[Told]:
    """Every field of a record that was made or deleted."""
    filled = cast("dict[str, Any]", before or after or {})
    for name, value in filled.items():
        table = form.tables_by_name.get(name)
        if table is not None:
            rows = cast("list[Any]", value)
            told = [(str(table.label), _summary(form, table, row)) for row in rows]
        else:
            field = form.by_name.get(name)
            told = [(str(field.label), _text(form, field, value))] if field else []
        for label, text in told:
            if text:
                yield Told(label=label, before=text if before else "", after="" if before else text)


def _cell(form: Form, table: Table, field: Field | None, value: Any) -> str:
    return _summary(form, table, value) if field is None else _text(form, field, value)


def _summary(form: Form, table: Table, row: Any) -> str:
    """A whole row: 商品 A-01 螺栓 · 数量 3."""
    if not isinstance(row, dict):
        return ""
    filled = cast("dict[str, Any]", row)
    texts = (
        (table.by_name[name].label, _text(form, table.by_name[name], filled.get(name)))
        for name in table.columns
        if name in table.by_name and table.by_name[name].kind != INNER
    )
    return " · ".join(f"{label} {text}" for label, text in texts if text)


def _text(form: Form, field: Field | None, value: Any) -> str:
    if field is not None and isinstance(value, str):
        options = (*field.options, *(form.states if field.name == "state" else ()))
        value = next((str(one.label) for one in options if one.value == value), value)
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, dict):
        return _of_dict(cast("dict[str, Any]", value))
    if isinstance(value, list):
        return listed(_plain(one) for one in cast("list[Any]", value))
    return str(value)


def _of_dict(value: dict[str, Any]) -> str:
    """A label of a record, or names with what belongs to each."""
    if "id" not in value:
        return sentences(
            _("{name}：{value}").format(name=name, value=_plain(one)) for name, one in value.items()
        )
    names = [str(value[part]) for part in ("code", "number", "name") if value.get(part)]
    return " ".join(names) or _("（已删除）")
