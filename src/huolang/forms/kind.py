"""What every kind of field can do: be checked, shown, compared and described."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Field

Check = Callable[[Any], Any]
Show = Callable[[Any], Any]
Schema = dict[str, Any]

EQUALITY = ("=", "!=", "in", "empty")
ORDER = ("=", "!=", "<", "<=", ">", ">=", "between", "in", "empty")
WORDS = ("=", "!=", "in", "contains", "starts", "empty")


class Kind:
    """What every kind can do; a kind overrides what differs."""

    name: ClassVar[str]
    operators: ClassVar[tuple[str, ...]] = EQUALITY
    sortable: ClassVar[bool] = True
    width: ClassVar[int] = 16
    """Characters that a column of a table file is wide."""

    def check(self, field: Field) -> Check:
        """A function from what was sent to the value kept; raises a refusal without a place."""
        raise NotImplementedError

    def parse(self, field: Field) -> Check:
        """Like `check`, for a text out of a file or an address line."""
        return self.check(field)

    def typed(self, field: Field) -> Show:
        """A function from a cell of a table file (never empty) to what the API would be sent.

        A cell is a text, a number, yes or no, a day or a moment. What makes no sense goes on as it
        is, and `check` says what is wrong with it.
        """
        return as_text

    def show(self, field: Field) -> Show:
        """A function from the value kept (never None) to what the API answers."""
        return same

    def cell(self, field: Field) -> Show:
        """A function from the value kept (never None) to a cell of a table file."""
        return same

    def schema(self, field: Field) -> Schema:
        """JSON Schema of the value as the API answers it."""
        raise NotImplementedError

    def accepts(self, field: Field) -> Schema:
        """JSON Schema of what may be sent."""
        return self.schema(field)


def same(value: Any) -> Any:
    return value


def as_text(cell: Any) -> Any:
    """A cell as a person reads it: 3.0 is 3, and a day has its dashes."""
    if isinstance(cell, bool):
        return str(_("是") if cell else _("否"))
    if isinstance(cell, float):
        return format(Decimal(f"{cell:.15g}"), "f")
    if isinstance(cell, datetime | date):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell).strip()
