"""拣货单 over HTTP: what is to be fetched for documents before their goods leave, as paper."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from huolang.api import asked, moments
from huolang.api.answers import answer
from huolang.api.printing import WhichRecords
from huolang.api.printing_schemas import PaperList
from huolang.api.schemas import PROBLEMS
from huolang.api.working import form_for, reading
from huolang.inventory import pick_list, pick_paper
from huolang.kernel import clock

router = Router(tags=["handling"])


@router.get("/picking/{form}", response={200: PaperList, **PROBLEMS}, summary="Pick lists")
def papers(
    request: HttpRequest,
    ids: str,
    form: str = Path(..., pattern=f"^({'|'.join(pick_list.FORMS)})$"),
    together: bool = False,
) -> HttpResponse:
    """For drafts by which goods leave, or for what is open of sales orders: a paper for each
    (`ids`, comma-separated, at most 100), or one for all of them (`together`, at most 40). Batches,
    pieces and locations are proposed as confirming would take them; nothing is held."""
    asked.parameters(request, "ids", "together")
    shown, access = form_for(request, form, "view")
    keys: list[UUID] = list(dict.fromkeys(asked.ids(ids, "ids", most=pick_paper.MOST)))
    if not keys:
        raise WhichRecords(field="ids", most=pick_paper.MOST)
    today = moments.day_of(request, clock.now())

    def work() -> object:
        found = pick_paper.papers(shown, keys, access, together=together, today=today)
        return {"items": found}

    return answer(reading(access, work))
