"""What can be refused in business terms, as opposed to a bug."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huolang.kernel.figures import figure

MOST_CITED = 120
"""Letters of what a sentence cites; of a page of text that stood in one cell its beginning will
do."""


class BusinessError(Exception):
    """A rule said no. `code` is for programs, `message` for people, `field` names the place.

    `message` is a msgid with `{facts}`; it is translated and filled when it is shown, so one
    refusal can be read in the language of whoever asks. A `Decimal` is told as a figure: 12,345.5.
    `field` is a path: `lines.3.quantity`. What is very long is told by its beginning.
    """

    code: str = "business"
    message: str | Promise = _("操作不允许")
    status: int = 409

    def __init__(self, *, field: str = "", **facts: Any) -> None:
        self.field = field
        self.facts = facts
        super().__init__(self.code, field, facts)

    def __str__(self) -> str:
        return str(self.message).format(**{n: _told(v) for n, v in self.facts.items()})

    def parts(self) -> tuple[BusinessError, ...]:
        """The single refusals this one is made of: itself, unless it is `Several`."""
        return (self,)


def _told(fact: Any) -> Any:
    if isinstance(fact, Decimal):
        return figure(fact)
    return shortened(fact) if isinstance(fact, str) else fact


def shortened(text: str) -> str:
    """What is cited of a text, in one line."""
    if len(text) <= MOST_CITED:
        return text
    return f"{' '.join(text[: 2 * MOST_CITED].split())[:MOST_CITED]}…"


class Several(BusinessError):
    """Several refusals at once, so that a person mends them all in one go."""

    code = "validation"
    message = _("有 {count} 处需要修改")
    status = 422

    def __init__(self, errors: list[BusinessError]) -> None:
        super().__init__(count=len(errors))
        self.errors = tuple(errors)
        self.status = max(error.status for error in errors)
        if len({error.code for error in errors}) == 1:
            self.code = errors[0].code

    def parts(self) -> tuple[BusinessError, ...]:
        return tuple(part for error in self.errors for part in error.parts())

    @staticmethod
    def raise_any(errors: list[BusinessError]) -> None:
        """Raise the one error as it is, several together, nothing when there are none."""
        if len(errors) == 1:
            raise errors[0]
        if errors:
            raise Several(errors)


class Invalid(BusinessError):
    """What was sent cannot be understood as what the form asks for (HTTP 422)."""

    code = "validation"
    message = _("填写有误")
    status = 422


class Forbidden(BusinessError):
    code = "auth.forbidden"
    message = _("您没有权限：{form} {operation}")
    status = 403


class NotFound(BusinessError):
    code = "record.not_found"
    message = _("找不到该记录")
    status = 404


class Stale(BusinessError):
    code = "record.stale"
    message = _("这条记录已被他人修改，请刷新后再试")
    status = 412
