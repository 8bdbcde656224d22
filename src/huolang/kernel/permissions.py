"""Who may do what: operation by form, in one place. Deny by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import Forbidden

OPERATIONS = (
    "view",
    "add",
    "edit",
    "delete",
    "confirm",
    "reopen",
    "cancel",
    "close",
    "undercut",
    "give",
    "credit_more",
    "exceed_credit",
    "sell_expired",
    "pass_over",
    "count",
    "approve",
    "print",
    "import",
    "export",
)
LABELS: dict[str, str | Promise] = {
    "view": _("查看"),
    "add": _("新增"),
    "edit": _("修改"),
    "delete": _("删除"),
    "confirm": _("审核"),
    "reopen": _("反审核"),
    "cancel": _("作废"),
    "close": _("关闭"),
    "undercut": _("低于最低售价"),
    "give": _("赠送商品"),
    "credit_more": _("退货价高于原价"),
    "exceed_credit": _("超信用额度"),
    "sell_expired": _("出库过期商品"),
    "pass_over": _("不按先到期先出"),
    "count": _("盘点录入"),
    "approve": _("批准盘点差异"),
    "print": _("打印"),
    "import": _("导入"),
    "export": _("导出"),
}
CALLED: dict[str, str | Promise] = {}
"""What people call each form and page, by its name here; both are added when Django starts."""

NEEDS: dict[str, str] = {}
"""Forms that are of no use to whom a group of fields is hidden: "revaluation" needs "cost"."""


def forbidden(form: str, operation: str) -> Forbidden:
    """The refusal of `operation` on `form`, by the names that people know."""
    return Forbidden(form=CALLED.get(form, form), operation=LABELS.get(operation, operation))


@dataclass(frozen=True, kw_only=True)
class Access:
    """What one person may do in one company. Built once per request; see `kernel.access`.

    `granted` maps a form's name, or "*" for every form, to operations ("*" for all of them).
    `hidden` names the groups of fields this person does not see ("cost", "purchase_price").
    """

    company: int
    user: UUID | None
    granted: Mapping[str, frozenset[str]]
    hidden: frozenset[str] = frozenset()

    def allows(self, form: str, operation: str) -> bool:
        """True when a role grants `operation` on `form`, and nothing is hidden that it needs."""
        if NEEDS.get(form) in self.hidden:
            return False
        for name in (form, "*"):
            operations = self.granted.get(name)
            if operations and (operation in operations or "*" in operations):
                return True
        return False

    def require(self, form: str, operation: str) -> None:
        """Raise `Forbidden` unless `operation` on `form` is granted."""
        if not self.allows(form, operation):
            raise forbidden(form, operation)

    def operations(self, form: str) -> list[str]:
        """The operations granted on `form`, in the order of OPERATIONS."""
        return [operation for operation in OPERATIONS if self.allows(form, operation)]

    def covers(self, granted: Mapping[str, frozenset[str]], hidden: frozenset[str]) -> bool:
        """Whether this person may do all of `granted` and sees all that `hidden` leaves open."""
        if not self.hidden <= hidden:
            return False
        everywhere = self.granted.get("*", frozenset[str]())
        for form, operations in granted.items():
            mine = everywhere | self.granted.get(form, frozenset[str]())
            if "*" not in mine and not operations <= mine:
                return False
        return True

    def sees(self, group: str) -> bool:
        """False when a group of fields ("cost") is hidden from this person."""
        return group not in self.hidden
