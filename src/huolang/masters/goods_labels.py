"""标签: what stands on the labels of the goods of a document: pieces with numbers of their own have
theirs, goods kept in batches that of their batch, and all others the bar code of the unit in which
their line counts them; what has none has that of the product, or its code."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from huolang.forms import registry
from huolang.forms.form import Form, Table
from huolang.kernel import sql
from huolang.kernel.company import current_id

Told = dict[str, Any]
READ = """
SELECT l.document_id, l.product_name, g.specification, g.code, w.name, {quantity},
    coalesce(
        CASE WHEN w.id = g.unit_id THEN nullif(g.barcode, '') END,
        (SELECT nullif(u.barcode, '') FROM masters_productunit u
         WHERE u.company_id = l.company_id AND u.product_id = g.id AND u.unit_id = w.id),
        (SELECT b.barcode FROM masters_productbarcode b
         WHERE b.company_id = l.company_id AND b.product_id = g.id AND b.unit_id = w.id
         ORDER BY b.position LIMIT 1),
        nullif(g.barcode, ''),
        (SELECT b.barcode FROM masters_productbarcode b
         WHERE b.company_id = l.company_id AND b.product_id = g.id AND b.unit_id = g.unit_id
         ORDER BY b.position LIMIT 1),
        g.code),
    {batch}, {produced}, {expires}, {serials}
FROM {lines} l
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
JOIN masters_product g ON g.company_id = l.company_id AND g.id = coalesce(p.merged_into_id, p.id)
JOIN masters_unit w ON w.company_id = l.company_id AND w.id = {unit}
{join}
WHERE l.company_id = %s::bigint AND l.document_id = ANY(%s::uuid[])
ORDER BY l.document_id, l.position, l.id
"""
OF_BATCH = "LEFT JOIN masters_batch t ON t.company_id = l.company_id AND t.id = l.batch_record_id"
BATCH, DAYS = "batch", ("produced_on", "expires_on")


def add(form: Form, papers: Sequence[Told]) -> Sequence[Told]:
    """The same `papers` of documents of `form`, each with its `labels`. One statement."""
    table = next((one for one in registry.get(form.name).tables if _has_goods(one)), None)
    if table is None or not papers:
        return papers
    statement = READ.format(**_parts(table))
    ids = sql.array(one["id"] for one in papers)
    found: dict[UUID, list[Told]] = {}
    days = _days()
    for record, *row in sql.run(statement, [current_id(), ids]).fetchall():
        found.setdefault(record, []).append(_label(row, days))
    return [{**one, "labels": found.get(one["id"], [])} for one in papers]


def _has_goods(table: Table) -> bool:
    return "product" in table.by_name and "product_name" in table.by_name


def _parts(table: Table) -> Mapping[str, str]:
    """Of the statement; not every line says everything."""
    has = {one.name for one in table.storage}
    batched = "batch_record_id" in has

    def day(name: str) -> str:
        told = [*(["t." + name] if batched else []), *(["l." + name] if name in has else [])]
        return f"coalesce({', '.join(told)})" if told else "NULL::date"

    return {
        "lines": f'"{table.table}"',
        "unit": "l.unit_id" if "unit_id" in has else "g.unit_id",
        "quantity": "l.quantity" if "quantity" in has else "1",
        "batch": "l.batch" if "batch" in has else "''",
        "produced": day(DAYS[0]),
        "expires": day(DAYS[1]),
        "serials": "l.serials" if "serials" in has else "'{}'::text[]",
        "join": OF_BATCH if batched else "",
    }


def _days() -> list[str]:
    """What the days of a batch are called: a day says nothing alone."""
    fields = registry.get(BATCH).by_name
    return [str(fields[name].label) for name in DAYS]


def _label(row: Sequence[Any], days: Sequence[str]) -> Told:
    name, specification, code, unit, quantity, scanned, batch, produced, expires, serials = row
    lasts = _named(days, (produced, expires))
    if serials:
        lines = [specification, code, batch, *lasts]
        return {"codes": list(serials), "title": name, "lines": _said(lines), "pieces": 1}
    pieces = max(1, math.ceil(abs(quantity)))
    if batch:
        lines = [name, specification, *lasts]
        return {"codes": [batch], "title": batch, "lines": _said(lines), "pieces": pieces}
    lines = [specification, code, unit]
    return {"codes": [scanned], "title": name, "lines": _said(lines), "pieces": pieces}


def _named(names: Sequence[str], days: Sequence[date | None]) -> Iterable[str]:
    return [f"{name} {day}" for name, day in zip(names, days, strict=True) if day is not None]


def _said(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line.strip()]
