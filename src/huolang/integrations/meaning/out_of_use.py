"""停用: what other programs say of records that are not used any more: 状态 使用 or 停用, and
columns called 停用 or Disabled, in which yes means no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huolang.forms.kind import as_text
from huolang.integrations.columns.headings import DISABLED, heading, plain

ACTIVE = "active"
WORDS: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "启用", "已启用", "启用中", "正常", "在用", "在售", "有效", "使用", "使用中", "上架",
            "已上架", "激活", "营业", "合作", "合作中", "已审核", "审核", "已核准",
            "enabled", "active", "inuse",
        ),
        "true",
    ),
    **dict.fromkeys(
        (
            "停用", "已停用", "禁用", "已禁用", "停售", "已停售", "下架", "已下架", "失效", "无效",
            "冻结", "已冻结", "封存", "作废", "停止使用", "未启用", "停产", "终止合作", "停止合作",
            "注销", "disabled", "inactive", "archived",
        ),
        "false",
    ),
}  # fmt: skip
YES = frozenset({"是", "y", "yes", "true", "1", "√", "✓", "t", "on"})
NO = frozenset({"否", "n", "no", "false", "0", "×", "✗", "f", "off", ""})


def is_reversed(header: str) -> bool:
    """Whether yes below this heading says that a record is not used."""
    return plain(header) in {plain(one) for one in DISABLED}


def word(cell: Any) -> Any:
    """What a cell of a column of use says, if it says so in one of these words."""
    return WORDS.get(heading(cell), cell) if isinstance(cell, str) else cell


def turned(cell: Any) -> Any:
    """What a cell below 停用 says of use; what is neither yes nor no is left to be refused."""
    if isinstance(cell, bool):
        return not cell
    text = heading(as_text(cell)) if isinstance(cell, str | int | float) else None
    said = WORDS.get(text or "", "")
    if said or text is None:
        return said or cell  # 停用 below 停用 is what it says
    return "false" if text in YES else "true" if text in NO else cell
