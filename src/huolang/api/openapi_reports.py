"""OpenAPI 3.1 out of the reports: the parameters of each, and what its rows hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from huolang.api import openapi_pdf
from huolang.api.openapi_schemas import UUID, pascal
from huolang.kernel import sheet
from huolang.reports import comparing, periods, registry
from huolang.reports import paper as report_paper
from huolang.reports.report import Column, Filter, Report
from huolang.typesetting import press

Told = dict[str, Any]

BASE = "/api/v1/reports"
DECIMAL: Told = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
DOCUMENT: Told = {
    "type": "object",
    "properties": {"id": UUID, "form": {"type": "string"}, "number": {"type": "string"}},
    "required": ["id", "form", "number"],
}
KINDS: dict[str, Told] = {
    "text": {"type": "string"},
    "choice": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "month": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    "reference": {"$ref": "#/components/schemas/Reference"},
    "document": DOCUMENT,
    "number": {"type": "integer"},
}
"""How a cell of each kind is answered; every other kind is a decimal."""
TEXT: Told = {"type": "string"}
WORD: Told = {"type": "string", "enum": [*periods.WORDS]}
PERIOD = "in place of since and until, reckoned on the company's day at the moment of asking"


def schemas() -> Told:
    """The page of every report, and what tells of reports."""
    told: Told = {"ReportList": _object({"items": _list(_object(BRIEF))})}
    told["ReportDefinition"] = _object(
        {
            **BRIEF,
            "filters": _list({"type": "object"}),
            "periods": _list(_object({"value": TEXT, "label": TEXT})),
            "views": _list({"type": "object"}),
            "may_export": {"type": "boolean"},
        }
    )
    for one in registry.all():
        told[_page_name(one)] = _page(one)
    return told


BRIEF: Told = {"name": TEXT, "label": TEXT, "question": TEXT, "module": TEXT}


def paths(responses: Callable[..., Told], codes: tuple[int, ...]) -> Told:
    """Their routes. `responses` describes answers as for forms, `codes` are the usual problems."""
    told: Told = {
        BASE: {"get": _operation("list", "Reports", responses(200, "ReportList", codes), [])}
    }
    for one in registry.all():
        address = f"{BASE}/{one.name}"
        label = str(one.label)
        asked = _parameters(one)
        page = responses(200, _page_name(one), codes)
        about = responses(200, "ReportDefinition", codes)
        file = responses(200, None, codes)
        file["200"]["content"] = {sheet.CONTENT_TYPE: {"schema": {"type": "string"}}}
        pdf = {**responses(200, None, codes)}
        pdf["200"]["content"] = {press.CONTENT_TYPE: {"schema": {"type": "string"}}}
        cut = [{"$ref": f"#/components/parameters/{name}"} for name in ("Limit", "Cursor")]
        told |= {
            address: {"get": _operation(one.name, f"{label}: rows", page, [*asked, *cut])},
            f"{address}/definition": {
                "get": _operation(f"{one.name}_definition", f"{label}: definition", about, [])
            },
            f"{address}.xlsx": {
                "get": _operation(f"{one.name}_xlsx", f"{label}: Excel", file, [*asked, COLUMNS])
            },
            f"{address}.pdf": {
                "get": _operation(f"{one.name}_pdf", f"{label}: PDF", pdf, [*asked, *ON_PAPER])
            },
        }
    return told


COLUMNS: Told = {
    "name": "columns",
    "in": "query",
    "schema": {"type": "string"},
    "description": "names of columns, in their order, separated by commas",
}
ON_PAPER = (
    COLUMNS,
    openapi_pdf.query("size", report_paper.ABREAST, "the paper"),
    openapi_pdf.query("chart", ("true", "false"), "false: without what the report draws"),
)


def _operation(name: str, summary: str, answers: Told, parameters: list[Told]) -> Told:
    return {
        "operationId": f"report_{name}",
        "summary": summary,
        "tags": ["reports"],
        "parameters": parameters,
        "responses": answers,
    }


def _parameters(report: Report) -> list[Told]:
    views: Told = {"type": "string", "enum": [one.name for one in report.views]}
    sortable = sorted({c.name for c in _columns(report) if c.shown})
    sort: Told = {"type": "string", "enum": [*sortable, *(f"-{name}" for name in sortable)]}
    own = [_query(one.name, _filter(one), str(one.label)) for one in report.filters]
    words = [_query(periods.NAME, WORD, PERIOD)] if periods.known(report) else []
    return [_query("view", views), _query("sort", sort), *words, *own]


def _columns(report: Report) -> list[Column]:
    """All columns of all views, with those that compare."""
    return [one for view in report.views for one in comparing.beside(view).columns]


def _query(name: str, schema: Told, description: str = "") -> Told:
    told: Told = {"name": name, "in": "query", "schema": schema}
    return told | ({"description": description} if description else {})


def _filter(one: Filter) -> Told:
    if one.kind == "day":
        return {"type": "string", "format": "date"}
    if one.kind == "reference":
        return UUID
    return {
        "type": "string",
        "enum": ["true", "false"] if one.kind == "boolean" else [*one.options],
    }


def _page_name(report: Report) -> str:
    return f"{pascal(report.name)}Report"


def _page(report: Report) -> Told:
    """All columns of all views: each view answers its own, and of these what a person may see."""
    columns = {one.name: one for one in _columns(report)}
    row = {"type": "object", "properties": {name: _cell(one) for name, one in columns.items()}}
    sums = {name: _cell(one) for name, one in columns.items() if one.total}
    return {
        "type": "object",
        "properties": {
            "view": TEXT,
            "sort": TEXT,
            "asked": {"type": "object", "additionalProperties": TEXT},
            "items": _list(row),
            "next": {"anyOf": [TEXT, {"type": "null"}]},
            "rows": {"type": "integer"},
            "columns": _list({"type": "object"}),
            "drill": {"anyOf": [{"type": "object"}, {"type": "null"}]},
            "totals": {"type": "object", "properties": sums},
            "compared": {"type": "object", "additionalProperties": TEXT},
        },
        "required": ["view", "sort", "asked", "items", "next"],
    }


def _cell(column: Column) -> Told:
    return {"anyOf": [KINDS.get(column.kind, DECIMAL), {"type": "null"}]}


def _object(properties: Told) -> Told:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Told) -> Told:
    return {"type": "array", "items": items}
