"""Description of what fills a new document from earlier ones: several at once, their open lines."""

from __future__ import annotations

from typing import Any

from huolang.documents import offering
from huolang.documents.joined import MOST
from huolang.forms.form import Conversion, Form, Label

Told = dict[str, Any]

UUID: Told = {"type": "string", "format": "uuid"}
DAY: Told = {"type": "string", "format": "date"}
FROM: Told = {
    "type": "object",
    "description": "The document that the line is of",
    "required": ["form", "label", "id", "number", "date"],
    "properties": {
        "form": {"type": "string"},
        "label": {"type": "string"},
        "id": UUID,
        "number": {"type": "string"},
        "date": {"anyOf": [DAY, {"type": "null"}]},
    },
}


def several(form: Form, base: str, one: Conversion, made: Told, parameters: list[Told]) -> Told:
    """The routes by which several documents of a form become one of another, or one for each
    partner."""
    if not one.several:
        return {}
    ids = {"type": "array", "items": UUID, "minItems": 1, "maxItems": MOST}
    schema: Told = {
        "description": "The documents, and as for one of them what of them goes on",
        "allOf": [
            {"type": "object", "properties": {"ids": ids}, "required": ["ids"]},
            {"$ref": "#/components/schemas/ConversionPart"},
        ],
    }
    told = _operation(form, f"convert_several_{one.target}", one.label, parameters, made)
    told["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    apart = _operation(
        form, f"convert_apart_{one.target}", one.label, parameters[:1], _drafts(made)
    )
    only: Told = {
        "type": "object",
        "properties": {"ids": ids},
        "required": ["ids"],
        "additionalProperties": False,
    }
    apart["requestBody"] = {"required": True, "content": {"application/json": {"schema": only}}}
    return {
        f"{base}/convert/{one.target}": {"post": told},
        f"{base}/convert/{one.target}/apart": {"post": apart},
    }


def _drafts(made: Told) -> Told:
    """The answers of a route that makes one document, where it makes several."""
    record = made["201"]["content"]["application/json"]["schema"]
    draft: Told = {
        "type": "object",
        "required": ["record", "documents"],
        "properties": {
            "record": record,
            "documents": {"type": "integer", "description": "So many went on as this one"},
        },
    }
    answer: Told = {
        "type": "object",
        "required": ["drafts"],
        "properties": {"drafts": {"type": "array", "items": draft}},
    }
    good = {"description": "Done", "content": {"application/json": {"schema": answer}}}
    return {**made, "201": good}


def offered(form: Form, base: str, answers: Told) -> Told:
    """The route that tells from which lines one of `form` can be filled, where it has to be."""
    if not form.model.needs_source:
        return {}
    line = {"type": "object", "description": "As a row of a record, without its id"}
    properties = {"source": FROM, "line": line}
    item = {"type": "object", "required": ["source", "line"], "properties": properties}
    answer = {
        "type": "object",
        "required": ["items", "more"],
        "properties": {
            "items": {"type": "array", "items": item},
            "more": {
                "type": "boolean",
                "description": "There are later ones: ask by number or day",
            },
        },
    }
    good = {"description": "Done", "content": {"application/json": {"schema": answer}}}
    asked = [
        *(_parameter(name, UUID, required=True) for name in offering.header_of(form)),
        {"$ref": "#/components/parameters/Q"},
        _parameter("since", DAY),
        _parameter("until", DAY),
    ]
    told = _operation(form, "sources", "open lines to go on from", asked, {**answers, "200": good})
    return {f"{base}/sources": {"get": told}}


def _parameter(name: str, schema: Told, *, required: bool = False) -> Told:
    return {"name": name, "in": "query", "required": required, "schema": schema}


def _operation(
    form: Form, name: str, summary: Label, parameters: list[Told], responses: Told
) -> Told:
    return {
        "operationId": f"{form.name}_{name}",
        "summary": f"{form.label}: {summary}",
        "tags": [form.name],
        "parameters": parameters,
        "responses": responses,
    }
