"""Papers, lists, labels and reports as PDF, made by the server: the same answers as the screen's
paper, under the same permissions. To ask for one writes nothing: whoever prints says so
(`printing.note`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Router

from huolang.api import asked, moments, openapi_pdf
from huolang.api.printing import MOST_AT_ONCE, WhichRecords, list_told, printable
from huolang.api.reports import asked_of
from huolang.api.schemas import PROBLEMS
from huolang.api.working import access_of, caller_of, form_for, reading
from huolang.documents import paper, paper_doc, paper_labels
from huolang.forms import render, store
from huolang.inventory import count_paper, counting, pick_list, pick_paper
from huolang.kernel import clock
from huolang.kernel.company import Company, current_id
from huolang.masters import goods_labels
from huolang.reports import asking, registry
from huolang.reports import paper as report_paper
from huolang.typesetting import labels, pages, press
from huolang.typesetting.doc import Doc
from huolang.typesetting.sizes import LABELS, PAPERS, Size

router = Router()
"""What these answer is described form by form, see `openapi_pdf`."""

MOST_COPIES = 500
PAPER, LABEL = tuple(PAPERS), tuple(LABELS)
WANTED = ("auto", "code128", "qr")
YES_NO, NO_YES = ("true", "false"), ("false", "true")
MADE = {
    200: {
        "description": "The PDF",
        "content": {press.CONTENT_TYPE: {"schema": {"type": "string"}}},
    }
}
FILE = {
    "parameters": [
        openapi_pdf.query("size", PAPERS, "the paper"),
        openapi_pdf.query("together", NO_YES, "true: one for all of them"),
    ],
    "responses": MADE,
}
SHEET = {
    "parameters": [
        openapi_pdf.query("size", PAPERS, "the paper"),
        openapi_pdf.query("blind", NO_YES, "true: without what the books have"),
        openapi_pdf.query("open", NO_YES, "true: only lines that nobody counted"),
    ],
    "responses": MADE,
}


@router.get("/records/{form}/print.pdf")
def many(request: HttpRequest, form: str) -> FileResponse:
    """Documents one after another, each with its own page numbers."""
    given = asked.parameters(request, "ids", "prices", "taxes", "size")
    return _records(request, form, _ids(given), given)


@router.get("/records/{form}/{record}/print.pdf")
def one(request: HttpRequest, form: str, record: str) -> FileResponse:
    given = asked.parameters(request, "prices", "taxes", "size")
    return _records(request, form, [asked.record(record)], given)


@router.get("/records/{form}/print/list.pdf")
def listed(request: HttpRequest, form: str) -> FileResponse:
    shown, access = printable(request, form)
    given = asked.parameters(request, "filter", "sort", "q", "fields", "size")
    size = PAPERS[asked.among(given, "size", ("a4Wide", "a4", "a5Wide", "triple", "tripleThird"))]
    ask = asked.listing(given)
    names = render.names(shown, given.get("fields"))[0] or shown.list.columns
    told = reading(access, lambda: list_told(shown, ask, names, access))
    doc = paper_doc.of_list(told, told["total"])
    made = press.press("paper.typ", pages.papers([doc], size, _by(request)))
    return _file(request, made, str(shown.label))


@router.get("/records/{form}/labels.pdf")
def labelled(request: HttpRequest, form: str) -> FileResponse:
    """Labels of goods, batches, pieces or locations, or of the goods of documents."""
    shown, access = printable(request, form)
    given = asked.parameters(request, "ids", "size", "code", "copies", "skip", "price")
    ids = _ids(given)
    size = LABELS[asked.among(given, "size", LABEL)]
    wanted = asked.among(given, "code", WANTED)
    each = (size.grid or (1, 1))[0] * (size.grid or (1, 1))[1]
    copies = _number(given, "copies", MOST_COPIES)
    skip = _number(given, "skip", each - 1)
    price = given.get("price", "")
    if price and shown.name != paper_labels.PRICED:
        raise asked.BadParameter(field="price", said=_("只有商品的标签有价格"))
    told = reading(
        access,
        lambda: goods_labels.add(shown, paper.papers(shown, ids, access, priced=price != "")),
    )
    some = paper_labels.of_papers(
        shown.name, told, wanted=wanted, width=labels.label_width(size), copies=copies, price=price
    )
    made = press.press("labels.typ", labels.labels(some, size, skip))
    return _file(request, made, "-".join((str(shown.label), _("标签"))))


@router.get("/picking/{form}.pdf", response=PROBLEMS, openapi_extra=FILE, tags=["handling"])
def picked(
    request: HttpRequest,
    ids: str,
    form: str = Path(..., pattern=f"^({'|'.join(pick_list.FORMS)})$"),
) -> FileResponse:
    """Pick lists: one for each document, or one for all of them together."""
    given = asked.parameters(request, "ids", "together", "size")
    shown, access = form_for(request, form, "view")
    keys = _ids(given)
    together = asked.among(given, "together", ("false", "true")) == "true"
    size = PAPERS[asked.among(given, "size", PAPER)]
    today = moments.day_of(request, clock.now())
    told = reading(
        access,
        lambda: pick_paper.papers(shown, keys, access, together=together, today=today),
    )
    origin = request.build_absolute_uri("/").rstrip("/")
    docs = [paper_doc.of_record(one, origin=origin) for one in told]
    made = press.press("paper.typ", pages.papers(docs, size, _by(request)))
    return _file(request, made, _("拣货单"))


@router.get("/counts/{key}/sheet.pdf", response=PROBLEMS, openapi_extra=SHEET, tags=["counts"])
def count_sheet(request: HttpRequest, key: UUID) -> FileResponse:
    """The count sheet of a task, in the order of the way, with room to write."""
    given = asked.parameters(request, "blind", "open", "size")
    shown, access = printable(request, counting.FORM)
    size = PAPERS[asked.among(given, "size", PAPER)]
    blind = asked.among(given, "blind", NO_YES) == "true"
    only_open = asked.among(given, "open", NO_YES) == "true"

    def work() -> Doc:
        plan = store.load(shown, key)
        return count_paper.paper(shown, plan, blind=blind, only_open=only_open)

    doc = reading(access, work)
    made = press.press("paper.typ", pages.papers([doc], size, _by(request)))
    return _file(request, made, f"{doc.title}-{doc.number}")


@router.get("/reports/{report}.pdf")
def reported(request: HttpRequest, report: str) -> FileResponse:
    access = access_of(request)
    found = registry.get(report, access, "export")
    given = asked.parameters(request, *asking.names(found), "columns", "size", "chart")
    size = asked.among(given, "size", tuple(report_paper.ABREAST))
    charted = asked.among(given, "chart", YES_NO) == "true"

    def work() -> Any:
        wanted = asked_of(request, found, given)
        chosen = given.get("columns") or ",".join(report_paper.left_out(wanted))
        company = Company.objects.get(id=current_id())
        narrowed = asking.narrowed(wanted, chosen)
        return report_paper.of(narrowed, company, paper=size, charted=charted)

    doc = reading(access, work)
    made = press.press("paper.typ", pages.papers([doc], PAPERS[size], _by(request)))
    return _file(request, made, " ".join(filter(None, [doc.title, doc.state])))


def _records(
    request: HttpRequest, form: str, ids: Sequence[UUID], given: dict[str, str]
) -> FileResponse:
    shown, access = printable(request, form)
    size: Size = PAPERS[asked.among(given, "size", PAPER)]
    priced = asked.among(given, "prices", YES_NO) == "true"
    taxes = asked.among(given, "taxes", YES_NO) == "true"
    told = reading(access, lambda: paper.papers(shown, ids, access, priced=priced))
    docs = [paper_doc.of_record(one, taxes=taxes) for one in told]
    made = press.press("paper.typ", pages.papers(docs, size, _by(request)))
    only = docs[0].number if len(docs) == 1 else ""
    return _file(request, made, f"{shown.label}-{only}" if only else str(shown.label))


def _file(request: HttpRequest, made: IO[bytes], name: str) -> FileResponse:
    filename = f"{name}-{_now(request):%Y%m%d-%H%M%S}.pdf"
    return FileResponse(
        made, as_attachment=True, filename=filename, content_type=press.CONTENT_TYPE
    )


def _by(request: HttpRequest) -> str:
    """Who had it made, and when."""
    user = caller_of(request).person
    name = user.name or user.username
    return _("{name} 打印于 {at}").format(name=name, at=f"{_now(request):%Y-%m-%d %H:%M}")


def _now(request: HttpRequest) -> datetime:
    return clock.now().astimezone(ZoneInfo(caller_of(request).company.time_zone))


def _ids(given: dict[str, str]) -> list[UUID]:
    ids = asked.ids(given.get("ids", ""), "ids", most=MOST_AT_ONCE)
    if not ids:
        raise WhichRecords(field="ids", most=MOST_AT_ONCE)
    return list(dict.fromkeys(ids))


def _number(given: dict[str, str], name: str, most: int) -> int:
    text = given.get(name, "0")
    if not (text.isascii() and text.isdigit() and len(text) < 5 and int(text) <= most):
        raise asked.BadParameter(field=name, said=f"0–{most}")
    return int(text)
