"""Lists of every form as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from zoneinfo import ZoneInfo

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from huolang.api import asked
from huolang.api.working import caller_of, form_for, reading
from huolang.forms import render
from huolang.integrations import export, files, template
from huolang.kernel import clock
from huolang.kernel.permissions import Access

router = Router()
"""What these answer is described form by form, see `openapi`."""

KINDS = (files.XLSX, files.CSV)


@router.get("/records/{form}/export")
def exported(request: HttpRequest, form: str) -> FileResponse:
    """The list as it is on the screen, whole, as .xlsx or .csv; with `fields=…,lines` its rows."""
    shown, access = form_for(request, form, "export")
    access.require(shown.name, "view")
    given = asked.parameters(request, "filter", "sort", "q", "fields", "format")
    ask = asked.listing(given)
    kind = asked.among(given, "format", KINDS)
    names, tables = render.names(shown, given.get("fields"))

    def work(into: IO[bytes]) -> str:
        export.export(
            shown, ask, into, kind=kind, names=names or None, tables=tables, access=access
        )
        return str(shown.label)

    return download(request, access, kind, work)


@router.get("/records/{form}/template")
def emptied(request: HttpRequest, form: str) -> FileResponse:
    """An empty file to fill in and send back."""
    shown, access = form_for(request, form, "import")
    kind = asked.among(asked.parameters(request, "format"), "format", KINDS)

    def work(into: IO[bytes]) -> str:
        template.write(shown, kind, into)
        return "-".join((str(shown.label), _("模板")))

    return download(request, access, kind, work)


def download(
    request: HttpRequest, access: Access, kind: str, work: Callable[[IO[bytes]], str]
) -> FileResponse:
    """A file to be saved: `work` writes it, reading only, and answers what is in it; its name
    tells that and the moment."""
    caller = caller_of(request)
    into = files.temporary()
    try:
        title = reading(access, lambda: work(into))
    except BaseException:
        into.close()
        raise
    at = clock.now().astimezone(ZoneInfo(caller.company.time_zone))
    name = f"{title}-{at:%Y%m%d-%H%M%S}.{kind}"
    return FileResponse(
        into, as_attachment=True, filename=name, content_type=files.MEDIA_TYPES[kind]
    )
