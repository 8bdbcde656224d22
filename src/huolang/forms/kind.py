"""What every kind of field can do: be checked, shown, compared and described."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

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
