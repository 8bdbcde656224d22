"""Paper: what to print of records and of lists, and a note of who printed what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.working import form_for, once, reading
from huolang.documents import paper
from huolang.forms import query, render
from huolang.forms.form import Form
from huolang.forms.query import Ask
from huolang.forms.refusals import UnknownField, WrongType
from huolang.kernel import clock
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import Invalid
from huolang.masters import goods_labels

router = Router()
"""What these answer is described form by form, see `openapi`."""

MOST_AT_ONCE = 100
MOST_ROWS = 2_000
"""Of a list on paper; it says how many there are in all."""


class WhichRecords(Invalid):
    code = "print.which"
    message = _("请给出要打印的记录，最多 {most} 条")


@router.get("/records/{form}/print")
def many(request: HttpRequest, form: str) -> HttpResponse:
    shown, access = printable(request, form)
    given = asked.parameters(request, "ids", "prices")
    ids = asked.ids(given.get("ids", ""), "ids", most=MOST_AT_ONCE)
    if not ids:
        raise WhichRecords(field="ids", most=MOST_AT_ONCE)
    return _papers(shown, list(dict.fromkeys(ids)), access, given)


@router.post("/records/{form}/print")
def note(request: HttpRequest, form: str) -> HttpResponse:
    """Records are about to be printed: who, what and when goes into the audit."""
    shown, access = printable(request, form)
    asked.parameters(request)
    ids = _ids(asked.body(request))

    def work() -> tuple[int, Any]:
        return 200, {"items": paper.note(shown, ids, access, at=clock.now())}

    return once(request, access, work)


@router.get("/records/{form}/print/list")
def listed(request: HttpRequest, form: str) -> HttpResponse:
    shown, access = printable(request, form)
    given = asked.parameters(request, "filter", "sort", "q", "fields")
    ask = asked.listing(given)
    names = render.names(shown, given.get("fields"))[0] or shown.list.columns

    return answer(reading(access, lambda: list_told(shown, ask, names, access)))


def list_told(form: Form, ask: Ask, names: Sequence[str], access: Access) -> dict[str, Any]:
    """A list on paper: its first rows, how many there are, and what all of them come to."""
    wanted = replace(ask, limit=MOST_ROWS)
    page = query.page(form, render.shape(form, tuple(names)).columns, wanted, access)
    sums = query.summary(form, ask, access, in_force=True)
    return {**paper.of_list(form, render.page(form, page.rows, tuple(names)), names), **sums}


@router.get("/records/{form}/{record}/print")
def one(request: HttpRequest, form: str, record: str) -> HttpResponse:
    shown, access = printable(request, form)
    given = asked.parameters(request, "prices")
    ids = [asked.record(record)]
    return _papers(shown, ids, access, given, single=True)


def printable(request: HttpRequest, form: str) -> tuple[Form, Access]:
    """The form, if this person may both see and print it."""
    shown, access = form_for(request, form, "view")
    access.require(shown.name, "print")
    return shown, access


def _papers(
    form: Form, ids: list[UUID], access: Access, given: dict[str, str], *, single: bool = False
) -> HttpResponse:
    priced = given.get("prices", "true")
    if priced not in ("true", "false"):
        raise asked.BadParameter(field="prices", said="true, false")

    def work() -> Any:
        told = paper.papers(form, ids, access, priced=priced == "true")
        made = goods_labels.add(form, told)
        return made[0] if single else {"items": made}

    return answer(reading(access, work))


def _ids(payload: Any) -> list[UUID]:
    """The ids in the body, each once."""
    if not isinstance(payload, dict):
        raise WrongType(expected=_("一组字段"))
    given = cast("dict[str, Any]", payload)
    for name in given:
        if name != "ids":
            raise UnknownField(field=name[:64], name=name[:64])
    ids = given.get("ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= MOST_AT_ONCE:
        raise WhichRecords(field="ids", most=MOST_AT_ONCE)
    try:
        return list(dict.fromkeys(UUID(one) for one in ids))
    except (ValueError, AttributeError, TypeError):
        raise WhichRecords(field="ids", most=MOST_AT_ONCE) from None
