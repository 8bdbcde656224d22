"""按模板带出: what an assembly or a disassembly would take over of a template, not yet saved."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.http import HttpResponse as Answer
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import WRITTEN
from huolang.api.working import form_for, reading
from huolang.forms import registry, render, store
from huolang.forms.form import Form

router = Router(tags=["stock"])
UNSAVED = ("id", "position")


class TemplateQuestion(Schema):
    """`quantity` of `unit` (none: the base unit) are planned, or made, of what the template
    makes."""

    model_config = ConfigDict(extra="forbid")

    form: Literal["assembly", "disassembly"]
    template: UUID
    unit: UUID | None = None
    quantity: str = Field(pattern=r"^[0-9]{1,12}(\.[0-9]{1,6})?$")


class TemplateAnswer(Schema):
    """Lines as those of the document; `extra_cost` is none for who sees no costs."""

    lines: list[dict[str, Any]]
    extra_cost: str | None


@router.post(
    "/assembling/lines",
    response={200: TemplateAnswer, **WRITTEN},
    summary="Lines from an assembly template",
)
def lines(request: HttpRequest, given: TemplateQuestion) -> Answer:
    """What a document of so many would take over of its template. Nothing is changed."""
    asked.parameters(request)
    shown, access = form_for(request, given.form, "view")
    access.require("assembly_template", "view")
    return answer(reading(access, lambda: _told(shown, given)))


def _told(shown: Form, given: TemplateQuestion) -> dict[str, Any]:
    form = registry.get(given.form)
    template = store.load(registry.get("assembly_template"), given.template)
    document = store.blank(form)
    document.template_id, document.product_id = template.id, template.product_id
    document.unit_id, document.quantity = given.unit, Decimal(given.quantity)
    document.tables = {"lines": []}
    document.fill()
    if document.rows:
        document.offered()
    told = render.record(shown, document)
    rows = [
        {name: value for name, value in row.items() if name not in UNSAVED} for row in told["lines"]
    ]
    return {"lines": rows, "extra_cost": told.get("extra_cost")}
