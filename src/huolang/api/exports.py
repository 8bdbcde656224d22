"""Lists of every form as files."""

from __future__ import annotations

from typing import IO, Any, cast
from zoneinfo import ZoneInfo

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from huolang.api import asked
from huolang.api.working import form_for, reading
from huolang.forms import render
from huolang.integrations import export, files, template
from huolang.kernel import clock
from huolang.kernel.access import Caller

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
    into = files.temporary()

    def work() -> None:
        export.export(
            shown, ask, into, kind=kind, names=names or None, tables=tables, access=access
        )

    try:
        reading(access, work)
    except BaseException:
        into.close()
        raise
    return file_answer(request, into, str(shown.label), kind)


@router.get("/records/{form}/template")
def emptied(request: HttpRequest, form: str) -> FileResponse:
    """An empty file to fill in and send back."""
    shown, _access = form_for(request, form, "import")
    kind = asked.among(asked.parameters(request, "format"), "format", KINDS)
    into = files.temporary()
    template.write(shown, kind, into)
    return file_answer(request, into, f"{shown.label}-{_('模板')}", kind)


def file_answer(request: HttpRequest, into: IO[bytes], title: str, kind: str) -> FileResponse:
    """A file to be saved, named for what is in it and for the moment."""
    caller: Caller = cast("Any", request).auth
    at = clock.now().astimezone(ZoneInfo(caller.company.time_zone))
    name = f"{title}-{at:%Y%m%d-%H%M%S}.{kind}"
    return FileResponse(
        into, as_attachment=True, filename=name, content_type=files.MEDIA_TYPES[kind]
    )
