"""开账向导 over HTTP: how far a new company is. Each step is done with what there is for it
anyway; that one is left for later is one of the settings `setup.…`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, LabelOut
from huolang.api.working import access_of, reading
from huolang.reports import first_sale, first_steps

router = Router(tags=["settings"])


class SetupStep(Schema):
    """`name`: company, warehouse, people, product, partner, stock or sale; `state`: open, done or
    skipped. `count`: how many there are, where they can be counted."""

    name: str
    state: str
    count: int | None = None


class FirstSale(Schema):
    """Goods that can be delivered now, from where, and to whom if there is a customer."""

    product: LabelOut
    warehouse: LabelOut
    customer: LabelOut | None


class SetupOut(Schema):
    """`shown`: home leads to it. `drafts`: by form, the newest that waits to be confirmed."""

    shown: bool
    steps: list[SetupStep]
    drafts: dict[str, UUID]
    sale: FirstSale | None


@router.get("/setup", response={200: SetupOut, **PROBLEMS}, summary="How far the company is set up")
def told(request: HttpRequest) -> HttpResponse:
    """For who may change the company. A step is put off, or taken as it is, with the setting of
    its name: `PATCH /settings` of `setup.people` to `skipped`."""
    asked.parameters(request)
    access = access_of(request)
    access.require("company", "edit")

    def work() -> dict[str, Any]:
        setup, found = first_steps.read(), first_sale.read(access)
        return {
            "shown": setup.shown,
            "steps": [
                {"name": one.name, "state": one.state, "count": found.counts.get(one.name)}
                for one in setup.steps
            ],
            "drafts": found.drafts,
            "sale": found.offer and asdict(found.offer),
        }

    return answer(reading(access, work))
