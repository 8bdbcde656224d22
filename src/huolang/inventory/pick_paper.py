"""拣货单 on paper: one for each document, or one for all of them together (波次).

It has no prices. A numbered document is known by the bars of its number; a draft, which has none
yet, by a square that leads to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.documents import paper
from huolang.documents.joined import in_order
from huolang.forms import describe, kinds, references, store
from huolang.forms.form import Field, Form
from huolang.inventory import pick_list
from huolang.inventory.pick_list import Pick, Walk
from huolang.kernel import clock
from huolang.kernel.company import Company, current_id
from huolang.kernel.figures import figure
from huolang.kernel.listing import listed, phrases, sentences
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import Invalid, NotFound
from huolang.masters import in_units

MOST, MOST_TOGETHER = 100, 40
STOCK = "stock"
Told = dict[str, Any]


class TooManyTogether(Invalid):
    code = "picking.too_many_together"
    message = gettext_lazy("一张合并的拣货单最多 {most} 张单据")


@dataclass(frozen=True, slots=True)
class Row:
    """What is fetched at one place, and for which of the documents how much."""

    pick: Pick
    quantity: Decimal
    serials: tuple[str, ...]
    of: Mapping[int, Decimal]
    remarks: tuple[str, ...]


def papers(
    form: Form, ids: Sequence[UUID], access: Access, *, together: bool, today: date
) -> list[Told]:
    """What to print for these documents; raises what is not to be picked."""
    access.require(form.name, "print")
    access.require(STOCK, "view")
    if together and len(ids) > MOST_TOGETHER:
        raise TooManyTogether(field="ids", most=MOST_TOGETHER)
    found = store.load_many(form, sorted(set(ids)), lock=False)
    if len(found) < len(set(ids)):
        raise NotFound(field="ids")
    documents: list[Any] = in_order(found.values())
    walk = pick_list.walk(form.name, documents, today=today)
    names = _names(documents)
    packed = in_units.written([(one.card.product, one.quantity) for one in walk.picks])
    known = dict(zip(map(id, walk.picks), packed, strict=True))
    company = Company.objects.get(id=current_id())
    if together:
        return [_paper(form, documents, walk, _joined(walk.picks), company, names, known)]
    made: list[Told] = []
    for index, document in enumerate(documents):
        rows = _joined([one for one in walk.picks if one.index == index])
        made.append(_paper(form, [document], walk, rows, company, names, known))
    return made


def _names(documents: Sequence[Any]) -> dict[UUID, str]:
    """Of the partners to whom the goods go."""
    keys = {getattr(one, "partner_id", None) for one in documents} - {None}
    known = references.labels({"partner": keys}, {}) if keys else {}
    return {key: one.title for key, one in known.get("partner", {}).items()}


def _joined(picks: Sequence[Pick]) -> list[Row]:
    """What is fetched of the same goods at the same place is one row."""
    rows: dict[Any, list[Pick]] = {}
    for one in picks:
        key = (one.warehouse, one.missing, one.location, one.card.product, one.batch)
        rows.setdefault(key, []).append(one)
    return [
        Row(
            pick=some[0],
            quantity=sum((one.quantity for one in some), Decimal(0)),
            serials=tuple(number for one in some for number in one.serials),
            of=_of(some),
            remarks=tuple(dict.fromkeys(one.remark for one in some if one.remark)),
        )
        for some in rows.values()
    ]


def _of(some: Sequence[Pick]) -> dict[int, Decimal]:
    of: dict[int, Decimal] = {}
    for one in some:
        of[one.index] = of.get(one.index, Decimal(0)) + one.quantity
    return of


def _paper(
    form: Form,
    documents: Sequence[Any],
    walk: Walk,
    rows: Sequence[Row],
    company: Company,
    names: Mapping[UUID, str],
    packed: Mapping[int, str],
) -> Told:
    together = len(documents) > 1
    first = documents[0]
    tables = [_goods(rows, walk, packed, together=together)]
    if together:
        tables.append(_documents(documents, names))
    said = [(_("单据"), str(form.label))]
    if together:
        said.append((_("单据张数"), str(len(documents))))
    else:
        said += _about(first, names)
    houses = sorted({walk.warehouses[row.pick.warehouse] for row in rows})
    said.append((_("仓库"), listed(houses)))
    return {
        **paper.heading(form, company),
        "title": _("合并拣货单") if together else _("拣货单"),
        "id": first.id,
        "number": _("{count} 张单据").format(count=len(documents)) if together else first.number,
        "state": None,
        "header": [_entry(f"said{n}", label, text) for n, (label, text) in enumerate(said) if text],
        "tables": tables,
        "totals": [],
        "words": None,
        "signatures": [{"label": label, "name": ""} for label in (_("拣货人"), _("复核人"))],
        "printed": {"count": 0, "last_at": None, "last_by": None},
        "labels": [],
        "codes": [_code(form, one, index) for index, one in enumerate(documents)],
        "red": False,
    }


def _about(document: Any, names: Mapping[UUID, str]) -> list[tuple[str, str]]:
    day = document.date or clock.business_day(clock.now(), document.own_company.zone)
    return [
        (_("日期"), day.isoformat()),
        (_("往来单位"), names.get(getattr(document, "partner_id", None), "")),
        (_("备注"), document.remark),
    ]


def _code(form: Form, document: Any, index: int) -> Told:
    """What a scanner reads, and which document that is."""
    number = document.number
    return {
        "no": index + 1,
        "code": number or f"/records/{form.name}/{document.id}",
        "square": not number,
    }


def _entry(name: str, label: str, value: str) -> Told:
    return {"field": describe.field(_field(name, label)), "value": value}


def _field(name: str, label: str, kind: str = "text") -> Field:
    cast = {"quantity": "numeric", "date": "date"}.get(kind, "text")
    return Field(name=name, label=label, kind=kind, column=name, attribute=name, cast=cast)


def _goods(rows: Sequence[Row], walk: Walk, packed: Mapping[int, str], *, together: bool) -> Told:
    columns = {
        "warehouse": _field("warehouse", _("仓库")),
        "location": _field("location", _("库位")),
        "product_code": _field("product_code", _("编码")),
        "product": _field("product", _("商品")),
        "specification": _field("specification", _("规格型号")),
        "batch": _field("batch", _("批号")),
        "expires_on": _field("expires_on", _("有效期至"), "date"),
        "serials": _field("serials", _("序列号")),
        "unit": _field("unit", _("单位")),
        "quantity": _field("quantity", _("数量"), "quantity"),
        "packed": _field("packed", _("折合")),
        "of": _field("of", _("给第几张单据")),
        "remark": _field("remark", _("备注")),
    }
    told = [_row(one, walk, packed, columns["quantity"]) for one in rows]
    if len({one["warehouse"] for one in told}) < 2:
        del columns["warehouse"]
    if not together:
        del columns["of"]
    kept = [one for name, one in columns.items() if any(row[name] for row in told)]
    return _table("lines", _("要拣的货"), kept, told)


def _row(one: Row, walk: Walk, packed: Mapping[int, str], quantity: Field) -> Told:
    pick, card = one.pick, one.pick.card
    whole = one.quantity == pick.quantity
    return {
        "warehouse": walk.warehouses[pick.warehouse],
        "location": _("缺货") if pick.missing else walk.codes.get(pick.location, ""),
        "product_code": card.code,
        "product": card.name,
        "specification": card.specification,
        "batch": pick.batch,
        "expires_on": pick.expires_on,
        "serials": listed(one.serials),
        "unit": card.unit,
        "quantity": kinds.of(quantity).show(quantity)(one.quantity),
        "packed": packed[id(pick)] if whole else "",
        "of": phrases(f"{index + 1}×{figure(some)}" for index, some in one.of.items()),
        "remark": sentences(one.remarks),
    }


def _documents(documents: Sequence[Any], names: Mapping[UUID, str]) -> Told:
    """Which document is which number, to be put apart after the walk."""
    columns = [
        _field("number", _("单据编号")),
        _field("partner", _("往来单位")),
        _field("remark", _("备注")),
    ]
    rows = [
        {
            "number": one.number or _("草稿"),
            "partner": names.get(getattr(one, "partner_id", None), ""),
            "remark": one.remark,
        }
        for one in documents
    ]
    kept = [one for one in columns if any(row[one.name] for row in rows)]
    return _table("documents", _("单据"), kept, rows)


def _table(name: str, label: str, columns: Sequence[Field], rows: Sequence[Told]) -> Told:
    return {
        "name": name,
        "label": label,
        "columns": [describe.field(one) for one in columns],
        "rows": [{one.name: row[one.name] for one in columns} for row in rows],
        "sums": {},
    }
