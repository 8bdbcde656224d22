"""Whether costs are right, over HTTP: from which day on they are being corrected, and how far that
is. Every page that shows costs asks here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS
from huolang.api.working import access_of, reading
from huolang.kernel.permissions import Access
from huolang.ledger import deferring

router = Router(tags=["costs"])


class CostsOut(Schema):
    """`corrected_from`: costs of this day and after, values of stock and margins may still change;
    null: all of them are right. `state` is that of the job that corrects them, `done` of `whole`
    entries is how far it is."""

    corrected_from: date | None
    state: str | None
    done: int | None
    whole: int | None


@router.get("/costs", response={200: CostsOut, **PROBLEMS}, summary="Are costs being corrected?")
def costs(request: HttpRequest) -> HttpResponse:
    """Quantities are right at any time. Who sees no costs is told nothing."""
    asked.parameters(request)
    access = access_of(request)
    return answer(reading(access, lambda: _told(access)))


def _told(access: Access) -> dict[str, Any]:
    since = deferring.since() if access.sees("cost") else None
    job = deferring.newest() if since else None
    return {
        "corrected_from": since,
        "state": job.state if job else None,
        "done": job.done if job else None,
        "whole": job.whole if job else None,
    }
