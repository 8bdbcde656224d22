"""模板: an empty file to fill in, and a sheet that says what belongs into each column."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from huolang.forms import kinds
from huolang.forms.form import Field, Form
from huolang.integrations import files
from huolang.integrations.columns import matching
from huolang.integrations.flat import FlatColumn
from huolang.kernel import sheet
from huolang.kernel.listing import listed, sentences
from huolang.kernel.sheet import Column, Sheet

EXAMPLE = "A-0001#2"
STAR = "*"
"""Marks a heading that needs an answer; matching takes no notice of it."""


def write(form: Form, kind: str, into: IO[bytes]) -> None:
    """The template of `form` as this person may fill it in."""
    columns = list(matching.fillable(form).values())
    heads = [_head(one, _always(form, one)) for one in columns]
    if kind == files.CSV:
        files.write(kind, into, str(form.label), heads, [])
        return
    told = [
        Column(label=label, width=width)
        for label, width in zip(_told(), (24, 8, 60, 50), strict=True)
    ]
    sheet.write(
        Path(into.name),
        Sheet(title=str(form.label), columns=heads, rows=[], to_fill=True),
        Sheet(title=_("说明"), columns=told, rows=_explained(form, columns)),
    )


def _told() -> list[str]:
    return [_("列名"), _("必填"), _("填写说明"), _("可选值")]


def is_explained(cells: Sequence[Any]) -> bool:
    """Whether a sheet that begins so only explains the columns of another."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            if list(cells) == _told():
                return True
    return False


def _always(form: Form, column: FlatColumn) -> bool:
    """Whether every record needs it. Rows of masters, such as further units, may be left out."""
    begun = column.table is None or form.is_document
    return begun and matching.is_needed(form, column.path)


def _needed(form: Form, column: FlatColumn) -> str:
    if _always(form, column):
        return _("是")
    return _("填这部分时必填") if matching.is_needed(form, column.path) else ""


def _head(column: FlatColumn, needed: bool) -> Column:
    field = column.field
    return Column(
        label=column.label + (STAR if needed else ""),
        kind="any" if field.kind == "percent" else field.kind,
        width=max(kinds.of(field).width, 2 * len(column.label) + 2),
        tone="needed" if needed else "",
    )


def _explained(form: Form, columns: Sequence[FlatColumn]) -> list[list[Any]]:
    group = matching.group_field(form)
    return [
        [
            one.label,
            _needed(form, one),
            _("单号相同的行是同一张单据；导入后编号由系统重新生成")
            if one.field is group
            else _how(one),
            listed(str(option.label) for option in one.field.options),
        ]
        for one in columns
    ]


def _how(column: FlatColumn) -> str:
    """What belongs into a column, in one sentence or two."""
    field = column.field
    said = [_kind(field)]
    if column.table is not None:
        said.append(_("一行一条；同一条记录的各行，表头写相同的内容或留空"))
    if field.help:
        said.append(str(field.help))
    if field.max_length and field.kind == "text":
        said.append(_("最多 {limit} 个字").format(limit=field.max_length))
    if field.digits is not None and field.kind not in ("reference", "choice"):
        said.append(_("最多 {digits} 位小数").format(digits=field.digits))
    return sentences(one for one in said if one)


def _kind(field: Field) -> str:
    if field.kind == "reference":
        return _("编码，或者名称（必须唯一）")
    if field.kind == "line":
        if field.lines_of is None:
            return _("单据编号；同一单据有几笔时加序号，如 {example}").format(example=EXAMPLE)
        return _(
            "源单编号#行号，如 {example}：原来系统的编号按它文件里的行，本系统的按单据上的行；"
            "源单中该商品只有一行时可以不写行号"
        ).format(example=EXAMPLE)
    if field.kind == "date":
        return _("日期，如 2026-01-31 或 2026/1/31")
    if field.kind == "boolean":
        return _("是 或 否")
    if field.kind == "choice":
        return _("右边的可选值之一")
    if field.kind == "serials":
        return _("多个序列号之间用分号、顿号或换行隔开；连号可以写 A1-A30")
    if field.kind in ("number", "quantity", "price", "money", "rate", "percent"):
        return _("数字；百分比写 13，不写 0.13") if field.kind == "percent" else _("数字")
    return ""
