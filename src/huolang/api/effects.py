"""更正影响 over HTTP: what a document changes in the cost of others, before it is confirmed and
after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import IO, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core import signing
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router

from huolang.api import asked, batches, doors, exports
from huolang.api.answers import answer
from huolang.api.stock import shown
from huolang.api.working import form_for, reading, writing
from huolang.documents import buttons
from huolang.forms import store
from huolang.forms.form import Form
from huolang.forms.numbers import money
from huolang.forms.query import BadCursor
from huolang.integrations import files
from huolang.kernel import clock, sheet
from huolang.kernel.permissions import CALLED, Access
from huolang.kernel.refusals import Forbidden
from huolang.ledger import effects, foreseeing
from huolang.ledger.effects import Effect, Mark, Source

router = Router()
"""What these answer is described form by form, see `openapi`."""

SIDES = ("changed", "changed_by")
SHOWN_AHEAD = 100
MOST_TOGETHER = 100
"""Documents of a list: asking takes as long as doing it."""
MOST_EXPORTED = 200_000
AT_ONCE = 2_000


@router.post("/records/{form}/preview")
def preview_of_new(request: HttpRequest, form: str) -> HttpResponse:
    """The same for a document that is not saved yet, if it were created and confirmed."""
    found, access = form_for(request, form, "add")
    _need_cost(access)
    asked.parameters(request)
    payload = asked.body(request)
    return answer(_foreseen(access, lambda: doors.create(found, payload, access, then="confirm")))


@router.post("/records/{form}/{record}/preview/{action}")
def preview(request: HttpRequest, form: str, record: str, action: str) -> HttpResponse:
    """What the button would change in the cost of entries: done by the one writer of the books up
    to the last step, and taken back. What it would be refused for, this is refused for as well."""
    found, access = form_for(request, form, "view")
    _need_cost(access)
    asked.parameters(request)
    key, etag = asked.record(record), asked.if_match(request)
    if action == "correct":
        payload = asked.body(request)
        return answer(
            _foreseen(access, lambda: doors.correct(found, key, payload, access, etag=etag))
        )
    return answer(_foreseen(access, lambda: doors.act(found, key, action, access, etag=etag)))


@router.post("/records/{form}/batch/preview")
def preview_of_many(request: HttpRequest, form: str) -> HttpResponse:
    """What the button would change in the cost of entries if it were pressed on each of these, one
    after the other. What would be refused changes nothing, and is not told."""
    found, access = form_for(request, form, "view")
    _need_cost(access)
    asked.parameters(request)
    items = batches.pressed(found, asked.body(request), most=MOST_TOGETHER)

    def press(item: batches.Item) -> object:
        assert item.id
        return doors.act(found, item.id, item.action, access, etag=item.etag)

    def ahead() -> foreseeing.Ahead:
        if not _worth(found, items, access):
            return foreseeing.Ahead()
        return foreseeing.foresee_all(partial(press, item) for item in items)

    return answer(_ahead(access, ahead))


def _worth(form: Form, items: list[batches.Item], access: Access) -> bool:
    """Whether any of them may change what others cost."""
    documents = store.load_many(form, [one.id for one in items if one.id], lock=False)
    for item in items:
        document = item.id and documents.get(item.id)
        if not document:
            continue
        document.access = access
        if item.action in buttons.worth_foreseeing(document, form, access, at=clock.now()):
            return True
    return False


@router.get("/records/{form}/{record}/effects")
def listed(request: HttpRequest, form: str, record: str) -> HttpResponse:
    """Which entries the document changed the cost of, or (`side=changed_by`) which others changed
    the cost of its own."""
    found, access = form_for(request, form, "view")
    _need_cost(access)
    given = asked.parameters(request, "side", "limit", "cursor")
    side, limit = asked.among(given, "side", SIDES), asked.limit(given)
    key = asked.record(record)
    scope = f"effects {access.company} {form} {key} {side}"
    after = _opened(given["cursor"], scope) if given.get("cursor") else None

    def work() -> Any:
        store.load(found, key)
        told, mark = _page(_source(found, key, side), access, limit=limit, after=after)
        told |= {"deferred": effects.is_deferred(form, key), "more_than": None}
        return {**told, "next": signing.dumps(_marked(mark), salt=scope) if mark else None}

    return answer(reading(access, work))


@router.get("/records/{form}/{record}/effects.xlsx")
def exported(request: HttpRequest, form: str, record: str) -> FileResponse:
    """The same as an Excel file, whole."""
    found, access = form_for(request, form, "view")
    access.require("stock", "export")
    _need_cost(access)
    side = asked.among(asked.parameters(request, "side"), "side", SIDES)
    key = asked.record(record)

    def work(into: IO[bytes]) -> str:
        document = store.load(found, key)
        zone = ZoneInfo(document.own_company.zone)
        lines = _lines(_source(found, key, side), access, zone)
        title = _("成本影响")
        files.write(files.XLSX, into, title, _columns(), lines)
        return f"{title}-{document}"

    return exports.download(request, access, files.XLSX, work)


def _foreseen(access: Access, act: Callable[[], object]) -> dict[str, Any]:
    """What `act` would change: all of it added up, and the first entries."""
    return _ahead(access, lambda: foreseeing.foresee(act))


def _ahead(access: Access, asking: Callable[[], foreseeing.Ahead]) -> dict[str, Any]:
    def work() -> dict[str, Any]:
        ahead = asking()
        told = _page(effects.foreseen(ahead.corrections), access, limit=SHOWN_AHEAD)[0]
        return {**told, "deferred": ahead.deferred, "more_than": ahead.more_than}

    return {**writing(access, work), "next": None}


def _need_cost(access: Access) -> None:
    if not access.sees("cost"):
        raise Forbidden(form=gettext_lazy("库存"), operation=gettext_lazy("查看成本"))


def _source(form: Form, record: UUID, side: str) -> Source:
    if side == "changed_by":
        return effects.changed_in_document(form.name, record)
    return effects.changed_by_document(form.name, record)


def _page(
    source: Source, access: Access, *, limit: int, after: Mark | None = None
) -> tuple[dict[str, Any], Mark | None]:
    found, mark = effects.page(source, limit=limit, after=after)
    told: dict[str, Any] = {"summary": None, "items": _told(found, access)}
    if after is None:
        told["summary"] = _summary(effects.summary(source))
    return told, mark


def _summary(one: effects.Summary) -> dict[str, Any]:
    return {
        "entries": one.entries,
        "receipts": one.receipts,
        "documents": one.documents,
        "products": one.products,
        "issued": money(one.issued),
        "received": money(one.received),
        "stock": money(one.stock),
        "variance": money(one.variance),
        "later_entries": one.later_entries,
        "later_issued": money(one.later_issued),
        "later_received": money(one.later_received),
        "later_on": one.later_on,
    }


def _told(found: list[Effect], access: Access) -> list[dict[str, Any]]:
    entries = shown([one.entry for one in found], access)
    return [
        {
            "entry": entry,
            "amount": money(one.amount),
            "variance": money(one.variance),
            "recognised_on": one.recognised_on,
            "forward": one.forward,
            "cause": _cause(one),
        }
        for one, entry in zip(found, entries, strict=True)
    ]


def _cause(one: Effect) -> dict[str, Any] | None:
    if one.form is None:
        return None
    return {
        "no": one.no,
        "form": one.form,
        "record": one.record,
        "number": one.number,
        "kind": one.kind,
    }


def _columns() -> list[sheet.Column]:
    return [
        sheet.Column(label=_("时间"), kind="datetime", width=20),
        sheet.Column(label=_("单据类型"), width=14),
        sheet.Column(label=_("单据编号"), width=20),
        sheet.Column(label=_("商品编号"), width=14),
        sheet.Column(label=_("商品"), width=24),
        sheet.Column(label=_("仓库"), width=14),
        sheet.Column(label=_("数量"), kind="quantity"),
        sheet.Column(label=_("成本变动"), kind="money"),
        sheet.Column(label=_("采购价差变动"), kind="money"),
        sheet.Column(label=_("现成本"), kind="money"),
        sheet.Column(label=_("计入日期"), kind="date"),
        sheet.Column(label=_("原因单据"), width=20),
    ]


def _lines(source: Source, access: Access, zone: ZoneInfo) -> Iterator[list[Any]]:
    after: Mark | None = None
    for _once in range(MOST_EXPORTED // AT_ONCE):
        found, after = effects.page(source, limit=AT_ONCE, after=after)
        for one, told in zip(found, shown([e.entry for e in found], access), strict=True):
            entry = one.entry
            yield [
                entry.occurred_at.astimezone(zone),
                str(CALLED.get(entry.form, entry.form)),
                entry.number,
                told["product"].get("code", ""),
                told["product"].get("name", ""),
                told["warehouse"].get("name", ""),
                entry.quantity,
                one.amount,
                one.variance,
                entry.cost + entry.adjustment,
                one.recognised_on,
                one.number or "",
            ]
        if after is None:
            return
    raise sheet.TooManyRows(most=MOST_EXPORTED)


def _marked(mark: Mark) -> list[Any]:
    return [mark[0], mark[1].isoformat(), mark[2], mark[3]]


def _opened(cursor: str, scope: str) -> Mark:
    try:
        no, at, entry_no, seq = signing.loads(cursor, salt=scope)
        return int(no), datetime.fromisoformat(at), int(entry_no), int(seq)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadCursor(field="cursor") from None
