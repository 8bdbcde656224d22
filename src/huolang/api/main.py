"""The API as a whole: every address under /api/v1."""

from __future__ import annotations

import zlib
from functools import cache
from threading import Lock
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI

from huolang import __version__
from huolang.api import (
    about,
    alerts,
    alerts_mine,
    assembling,
    attachments,
    audit,
    columns,
    comments,
    costs,
    counts,
    effects,
    explained,
    exports,
    finance,
    finding,
    forms,
    handling,
    home,
    imports,
    jobs,
    live,
    locations,
    meant,
    notifications,
    openapi,
    pdf,
    picking,
    prices,
    printing,
    problem,
    proofs,
    reallocation,
    records,
    replenishment,
    report_schedules,
    reports,
    saved_views,
    session,
    sessions,
    settings,
    setup,
    sources,
    stock,
    stock_batches,
    stock_limits,
    styles,
    team,
    tokens,
    tour,
    trying,
    unfit,
    watching,
)
from huolang.api.answers import Renderer
from huolang.api.asked import Parser
from huolang.api.auth import AUTH

DESCRIPTION = "货郎 Huolang: purchase, sales and inventory on books that prove themselves."


class Api(NinjaAPI):
    """ninja's routes, described together with the routes of every form."""

    def get_openapi_schema(self, **given: Any) -> Any:
        return orjson.loads(self.described())

    def described(self) -> bytes:
        """All of it as JSON, in this person's language."""
        return zlib.decompress(_described(self, translation.get_language() or ""))

    def static_routes(self) -> Any:
        """The description of what ninja itself knows."""
        return super().get_openapi_schema()


_DESCRIBING = Lock()


def _described(api: Api, language: str) -> bytes:
    """The whole description in one language, compressed. Forms change only with the program, so
    it is made once; by one thread at a time, as each takes much memory for a second."""
    with _DESCRIBING:
        return _made(api, language)


@cache
def _made(api: Api, language: str) -> bytes:
    with translation.override(language or None):
        return zlib.compress(openapi.written(api.static_routes()))


api = Api(
    title="Huolang",
    version=__version__,
    description=DESCRIPTION,
    docs_url="/docs",
    openapi_url="/openapi.json",
    auth=AUTH,
    renderer=Renderer(),
    parser=Parser(),
    urls_namespace="api",
)
problem.install(api)
unfit.install(api)
ROUTERS = (
    watching,
    session,
    costs,
    counts,
    assembling,
    trying,
    handling,
    forms,
    about,
    audit,
    attachments,
    columns,
    comments,
    effects,
    explained,
    exports,
    pdf,
    printing,
    picking,
    sources,
    records,
    finding,
    meant,
    stock,
    stock_batches,
    stock_limits,
    styles,
    locations,
    prices,
    finance,
    reports,
    report_schedules,
    home,
    alerts,
    alerts_mine,
    replenishment,
    reallocation,
    team,
    settings,
    setup,
    tour,
    tokens,
    sessions,
    saved_views,
    imports,
    jobs,
    notifications,
    live,
    proofs,
)
api.add_router("", records.whole)  # first: addresses are tried in turn, and no other is like it
for room in ROUTERS:
    api.add_router("", room.router)


def described(request: HttpRequest) -> HttpResponse:
    """`GET /openapi.json`, sent as it is kept: ninja would make objects of its three megabytes and
    text of these again, and the process would keep the room for both."""
    return HttpResponse(api.described(), content_type="application/json")
