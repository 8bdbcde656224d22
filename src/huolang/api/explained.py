"""成本由来 over HTTP: how an entry got its cost, and what was believed about it when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema

from huolang.api import asked, moments
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, EntryOut, LabelOut
from huolang.api.stock import label, shown
from huolang.api.working import access_of, reading
from huolang.forms import references
from huolang.forms.numbers import money, plain
from huolang.kernel.keys import NIL
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import Forbidden, NotFound
from huolang.ledger import explaining, knowing
from huolang.ledger.explaining import Belief, Explanation, Part, State

router = Router(tags=["stock"])


class PoolOut(Schema):
    """`warehouse`: none where the whole company shares it. `set_aside`: it belongs to a costing
    policy of before. `in_transit`: it is that of a shipment on its way there. `standard`: the
    standard cost of one base unit."""

    method: str
    warehouse: LabelOut | None
    batch: UUID | None
    standard: str | None
    set_aside: bool
    in_transit: bool


class StateOut(Schema):
    """`value` is null while less than nothing is there: what that costs is not known yet."""

    quantity: str
    value: str | None
    unit_cost: str | None


class PartOut(Schema):
    """`role`: layer (a receipt that it used up), covered (a receipt that came for it afterwards),
    origin (the issue that it returns), flow (what left so that it came), like (the goods at whose
    unit cost it came back)."""

    role: str
    source: EntryOut
    quantity: str
    cost: str


class BeliefOut(Schema):
    """From `recorded_at` on it was held to have cost `cost`. `reason`: posted, back_dated,
    reversed, revalued, deferred (by a job). `forward`: its month was closed, so it counts on
    `recognised_on` only. With `variance` it was held to have brought so much more."""

    no: int
    recorded_at: datetime
    form: str
    record: UUID
    number: str
    kind: str
    date: date
    reason: str
    amount: str
    variance: str
    recognised_on: date
    forward: bool
    cost: str


class ExplanationOut(Schema):
    """`way`: document, average, layers, standard, returned, flow, annulled, within, none.
    `added`: what work on the goods of its flow (加工费) is worth beyond the parts.
    `brought`: by its document, or by what it returns; what a standard leaves of it is variance."""

    entry: EntryOut
    cost_today: str
    brought: str
    way: str
    pool: PoolOut | None
    before: StateOut | None
    after: StateOut | None
    parts: list[PartOut]
    missing: str
    added: str
    returned_before: str
    reverses: EntryOut | None
    reversed_by: EntryOut | None
    history: list[BeliefOut]


@router.get(
    "/stock/entries/{entry}",
    response={200: ExplanationOut, **PROBLEMS},
    summary="How an entry got its cost",
)
def explained(request: HttpRequest, entry: UUID, known_at: str | None = None) -> HttpResponse:
    """Its cost today, where that comes from, and what it was held to be since when.

    With `known_at` (an instant with its zone, or a day) as it was known then.
    """
    asked.parameters(request, "known_at")
    access = access_of(request)
    access.require("stock", "view")
    if not access.sees("cost"):
        raise Forbidden(form=_("库存"), operation=_("查看成本"))
    moment = moments.known_at(request, known_at)

    def work() -> Any:
        until = None if moment is None else knowing.until(moment)
        found = explaining.explain(entry, until=until)
        if found is None:
            raise NotFound()
        return _explanation(found, access)

    return answer(reading(access, work))


def _explanation(one: Explanation, access: Access) -> dict[str, Any]:
    others = [one.entry, *(part.source for part in one.parts)]
    others += [entry for entry in (one.reverses, one.reversed_by) if entry]
    told = {entry["id"]: entry for entry in shown(others, access)}
    return {
        "entry": told[one.entry.id],
        "cost_today": money(one.entry.cost + one.entry.adjustment),
        "brought": money(one.brought),
        "way": one.way,
        "pool": _pool(one) if one.method else None,
        "before": _state(one.before),
        "after": _state(one.after),
        "parts": [_part(part, told) for part in one.parts],
        "missing": plain(one.missing),
        "added": money(one.added),
        "returned_before": plain(one.returned_before),
        "reverses": told[one.reverses.id] if one.reverses else None,
        "reversed_by": told[one.reversed_by.id] if one.reversed_by else None,
        "history": _history(one.history),
    }


def _pool(one: Explanation) -> dict[str, Any]:
    place = None if one.pool_warehouse == NIL else one.pool_warehouse
    known = references.labels({"warehouse": {place}}, {}) if place else {}
    return {
        "method": one.method,
        "warehouse": label(known, "warehouse", place) if place else None,
        "batch": None if one.pool_batch == NIL else one.pool_batch,
        "standard": None if one.standard is None else plain(one.standard),
        "set_aside": one.set_aside,
        "in_transit": one.in_transit,
    }


def _state(one: State | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "quantity": plain(one.quantity),
        "value": None if one.value is None else money(one.value),
        "unit_cost": None if one.unit_cost is None else plain(one.unit_cost),
    }


def _part(one: Part, told: dict[UUID, Any]) -> dict[str, Any]:
    return {
        "role": one.role,
        "source": told[one.source.id],
        "quantity": plain(one.quantity),
        "cost": money(one.cost),
    }


def _history(beliefs: Iterable[Belief]) -> list[dict[str, Any]]:
    return [
        {
            "no": one.no,
            "recorded_at": one.recorded_at,
            "form": one.form,
            "record": one.record,
            "number": one.number,
            "kind": one.kind,
            "date": one.occurred_on,
            "reason": one.reason,
            "amount": money(one.amount),
            "variance": money(one.variance),
            "recognised_on": one.recognised_on,
            "forward": one.forward,
            "cost": money(one.cost),
        }
        for one in beliefs
    ]
