"""The description of the files of a record, form by form."""

from __future__ import annotations

from typing import Any

from huolang.kernel.attachments import KINDS, LONGEST_NAME

Told = dict[str, Any]

ID: Told = {"$ref": "#/components/parameters/Id"}
KEY: Told = {"$ref": "#/components/parameters/IdempotencyKey"}
FILE: Told = {
    "name": "attachment",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
}
NAME: Told = {
    "name": "name",
    "in": "query",
    "required": True,
    "description": "What the file is called; its ending says what it is: " + " ".join(KINDS),
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
}
SIZE: Told = {
    "name": "size",
    "in": "query",
    "description": "small: the picture as it fits a list, in WebP",
    "schema": {"type": "string", "enum": ["whole", "small"], "default": "whole"},
}
IDS: Told = {
    "name": "ids",
    "in": "query",
    "required": True,
    "description": "Up to 100 ids, separated by commas",
    "schema": {"type": "string", "maxLength": 4_000},
}
BINARY: Told = {"schema": {"type": "string", "format": "binary"}}


def paths(base: str, name: str, label: Any, always: Told, writing: Told) -> Told:
    """The routes of the files of a form; `always` and `writing` are the problems they may have."""

    def told(what: str, summary: str, parameters: list[Told], good: Told, problems: Told) -> Told:
        return {
            "operationId": f"{name}_{what}",
            "summary": f"{label}: {summary}",
            "tags": [name],
            "parameters": parameters,
            "responses": {**good, **problems},
        }

    listed = {"200": _json("AttachmentList", "Done")}
    added = {"201": _json("AttachmentOut", "Done")}
    found = {
        "200": {
            "description": "The file",
            "content": {kind: BINARY for kind in sorted({kind for kind, _ in KINDS.values()})},
        }
    }
    pictures = {"200": _json("PictureList", "Done")}
    gone = {"204": {"description": "Done"}}
    body = {"required": True, "content": {"application/octet-stream": BINARY}}
    add = told("attach", "add a file", [ID, NAME, KEY], added, writing)
    return {
        f"{base}/pictures": {"get": told("pictures", "first images", [IDS], pictures, always)},
        f"{base}/{{id}}/attachments": {
            "get": told("attachments", "files", [ID], listed, always),
            "post": {**add, "requestBody": body},
        },
        f"{base}/{{id}}/attachments/{{attachment}}": {
            "get": told("attachment", "a file", [ID, FILE, SIZE], found, always),
            "delete": told("detach", "take a file away", [ID, FILE, KEY], gone, writing),
        },
    }


def _json(schema: str, said: str) -> Told:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": said, "content": content}
