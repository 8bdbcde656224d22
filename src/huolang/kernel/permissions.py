"""Who may do what: operation by form, in one place. Deny by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

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
    "print",
    "import",
    "export",
)


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
        """True when a role grants `operation` on `form`."""
        for name in (form, "*"):
            operations = self.granted.get(name)
            if operations and (operation in operations or "*" in operations):
                return True
        return False

    def require(self, form: str, operation: str) -> None:
        """Raise `Forbidden` unless `operation` on `form` is granted."""
        if not self.allows(form, operation):
            raise Forbidden(form=form, operation=operation)

    def operations(self, form: str) -> list[str]:
        """The operations granted on `form`, in the order of OPERATIONS."""
        return [operation for operation in OPERATIONS if self.allows(form, operation)]

    def sees(self, group: str) -> bool:
        """False when a group of fields ("cost") is hidden from this person."""
        return group not in self.hidden
