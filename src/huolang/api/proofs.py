"""账目核对 over HTTP: what the last proof of the books found, and a new one on demand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.jobs import JobOut, PersonNamed, shown
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.working import access_of, once, reading
from huolang.kernel.people import User
from huolang.kernel.permissions import Access
from huolang.ledger import proving
from huolang.ledger.proof_names import NAMES

router = Router(tags=["proof"])
SHOWN = 20


class DifferenceOut(Schema):
    """`what` is `derived` by the rows of the books, and `kept` elsewhere; `name` is what people
    call the check."""

    check: str
    name: str
    what: str
    derived: str
    kept: str


class ProofOut(Schema):
    """`told` are the first differences. Without `by` it was the nightly one, or a command. Costs
    from the day `costs_since` on were being corrected then, and were not proved."""

    id: UUID
    finished_at: datetime
    seconds: float
    differences: int
    costs_since: date | None
    told: list[DifferenceOut]
    by: PersonNamed | None


class ProofsOut(Schema):
    """Newest first; `job` is the proof that is being made."""

    items: list[ProofOut]
    job: JobOut | None


@router.get("/proof", response={200: ProofsOut, **PROBLEMS}, summary="Proofs of the books")
def proofs(request: HttpRequest) -> HttpResponse:
    """Everything that is kept, derived once more from the entries: what the last proofs found."""
    asked.parameters(request)
    access = access_of(request)
    access.require("proof", "view")
    return answer(reading(access, lambda: _proofs(access)))


@router.post("/proof", response={202: JobOut, **WRITTEN}, summary="Prove the books")
def prove(request: HttpRequest) -> HttpResponse:
    """Let the worker do it now; the answer is the job. One at a time."""
    asked.parameters(request)
    access = access_of(request)
    access.require("proof", "add")

    def work() -> tuple[int, Any]:
        return 202, shown([proving.ask(by=access.user)], access)[0]

    return once(request, access, work)


def _proofs(access: Access) -> dict[str, Any]:
    runs = proving.finished(SHOWN)
    people = {one.id: str(one) for one in User.objects.filter(id__in={r.by for r in runs if r.by})}
    job = proving.current()
    return {
        "items": [
            {
                "id": run.id,
                "finished_at": run.finished_at,
                "seconds": run.seconds,
                "differences": run.differences,
                "costs_since": run.costs_since,
                "told": [
                    {**one, "name": str(NAMES.get(one["check"], one["check"]))} for one in run.told
                ],
                "by": {"id": run.by, "name": people.get(run.by, "")} if run.by else None,
            }
            for run in runs
        ],
        "job": shown([job], access)[0] if job else None,
    }
