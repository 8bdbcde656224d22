"""Description of what a document changes in the cost of others: before it happens, and after."""

from __future__ import annotations

from typing import Any

from huolang.forms.form import Form, Label

Told = dict[str, Any]

SIDE: Told = {
    "name": "side",
    "in": "query",
    "description": "changed: entries of others that it changed; changed_by: its own",
    "schema": {"type": "string", "enum": ["changed", "changed_by"], "default": "changed"},
}


def paths(
    form: Form, base: str, new: str, change: str, seen: Told, ahead: Told, file: Told
) -> Told:
    """The routes of one form of documents under its address, with their answers; `new` is the
    shape of what is sent to create one, `change` to change one."""

    def operation(name: str, summary: Label, answers: Told, *parameters: Told) -> Told:
        return {
            "operationId": f"{form.name}_{name}",
            "summary": f"{form.label}: {summary}",
            "tags": [form.name],
            "parameters": [_shared("Id"), *parameters],
            "responses": answers,
        }

    pages = (_shared("Limit"), _shared("Cursor"))
    listed = operation("effects", "what it changed in the cost of others", seen, SIDE, *pages)
    told: Told = {
        f"{base}/{{id}}/effects": {"get": listed},
        f"{base}/{{id}}/effects.xlsx": {
            "get": operation("effects_file", "the same as a file", file, SIDE)
        },
    }
    if any(one.name == "confirm" for one in form.actions):
        asked = operation("preview_new", "what confirming a new one would change", ahead)
        asked |= {"parameters": [], "requestBody": _body(new)}
        told[f"{base}/preview"] = {"post": asked}
    together = operation("preview_batch", "what pressing it on many would change", ahead)
    told[f"{base}/batch/preview"] = {
        "post": together | {"parameters": [], "requestBody": _body(f"{form.name}Batch")}
    }
    for one in form.actions:
        if one.name != "delete":
            foreseen = operation(f"preview_{one.name}", f"{one.label}?", ahead, _shared("IfMatch"))
            if one.edits:
                foreseen["requestBody"] = _body(change)
            told[f"{base}/{{id}}/preview/{one.name}"] = {"post": foreseen}
    return told


def _body(shape: str) -> Told:
    schema = {"$ref": f"#/components/schemas/{shape}"}
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _shared(name: str) -> Told:
    return {"$ref": f"#/components/parameters/{name}"}
