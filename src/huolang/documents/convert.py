"""下推: how what is still open of one document becomes a draft of another.

A document declares its conversions; the button, the API and automation use the same value. The
result is what a person would have typed, so it goes through the ordinary validator and writer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import BusinessError

Payload = dict[str, Any]
Fill = Callable[[Any, Payload], Payload]
"""What of everything open of a document is filled into the new one."""


class NoSuchConversion(BusinessError):
    code = "convert.unknown"
    message = _("{form} 不能下推为 {target}")
    status = 404


class NotInThisState(BusinessError):
    code = "convert.wrong_state"
    message = _("单据{state}，不能下推")


class NothingOpen(BusinessError):
    code = "convert.nothing_open"
    message = _("没有未完成的数量，不能下推")


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """`header` makes the target's header of our document, `lines` its lines of ours, each with
    the quantity that is still open; lines with nothing open are left out."""

    target: str
    label: str | Promise
    header: Callable[[Any], Payload]
    lines: Callable[[Any], list[Payload]]
    open: Callable[[Any], Any] = attrgetter("open_base")
    """How much of one of our lines can still become part of a target."""
    still: Callable[[Any], bool] = lambda _document: True
    """Whether the document as a whole can still become a target."""
    states: tuple[str, ...] = ("confirmed",)
    usual: bool = True
    """Whether documents go on this way as a rule, or only where something went wrong."""
    several: bool = False
    """Whether several documents may go on as one (`joined`): then `header` and `lines` read only
    the rows, and what of the header is the same for all."""


def of(document: Any, target: str) -> Conversion:
    """The conversion of `document` into `target`, or `NoSuchConversion`."""
    for conversion in document.conversions:
        if conversion.target == target:
            return conversion
    raise NoSuchConversion(form=str(document._meta.verbose_name), target=target[:64])


def possible(document: Any) -> list[Conversion]:
    """What `document` (loaded) can still become: something of it is open."""
    rows = document.tables.get("lines", [])
    return [
        one
        for one in document.conversions
        if document.state in one.states
        and any(one.open(row) > 0 for row in rows)
        and one.still(document)
    ]


def payload(document: Any, target: str) -> Payload:
    """What to fill into a new `target`, with everything still open of `document` (loaded)."""
    conversion = of(document, target)
    if document.state not in conversion.states:
        raise NotInThisState(state=str(document.get_state_display()))
    lines = conversion.lines(document)
    if not lines:
        raise NothingOpen()
    return {**conversion.header(document), "lines": lines}


def everything(_document: Any, payload: Payload) -> Payload:
    """All of it."""
    return payload
