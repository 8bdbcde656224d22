"""选项的别称: what other programs write in cells of choices, and of whether a record is in use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from huolang.forms import kinds
from huolang.forms.form import Field, Form

OF_FIELD: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("opening_balance", "lines.kind"): {
        **dict.fromkeys(("应收款", "应收账款", "应收余额", "期初应收"), "receivable"),
        **dict.fromkeys(("应付款", "应付账款", "应付余额", "期初应付"), "payable"),
        **dict.fromkeys(("预收款", "预收账款", "预收余额", "期初预收"), "advance_received"),
        **dict.fromkeys(("预付款", "预付账款", "预付余额", "期初预付"), "advance_paid"),
    },
}
IN_USE: Mapping[str, str] = {
    **dict.fromkeys(("启用", "已启用", "正常", "在用", "在售", "有效"), "true"),
    **dict.fromkeys(("停用", "已停用", "禁用", "停售", "下架", "失效", "无效"), "false"),
}


def typed(form: Form, path: str, field: Field) -> Callable[[Any], Any]:
    """How a cell of this column is understood, also where it says so in other words."""
    known = OF_FIELD.get((form.name, path), {})
    if not form.is_document and path == "active" and field.kind == "boolean":
        known = IN_USE
    own = kinds.of(field).typed(field)
    if not known:
        return own
    return lambda cell: own(known.get(cell.strip(), cell) if isinstance(cell, str) else cell)
