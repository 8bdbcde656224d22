"""JSON Schemas of a form: what is answered, what may be created, what may be changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from huolang.api import attachment_schemas, effects_schemas, printing_schemas, schemas
from huolang.api.batches import actions
from huolang.forms import kinds
from huolang.forms.form import Field, Form, Table
from huolang.forms.query import LARGEST_PAGE
from huolang.forms.validate import MOST_ROWS

Told = dict[str, Any]

UUID: Told = {"type": "string", "format": "uuid"}
STATIC = (
    schemas.Problem,
    schemas.TraceList,
    schemas.ChainOut,
    schemas.BooksOut,
    effects_schemas.EffectsPage,
    attachment_schemas.AttachmentList,
    attachment_schemas.PictureList,
    printing_schemas.PaperOut,
    printing_schemas.PaperList,
    printing_schemas.ListPaperOut,
    printing_schemas.PrintedList,
    printing_schemas.PrintNote,
)
WARNING: Told = {
    "type": "object",
    "description": "What speaks against a document although nothing forbids it yet",
    "properties": {name: {"type": "string"} for name in ("code", "message", "field")},
    "required": ["code", "message", "field"],
}
HELD_UP: Told = {
    "type": "object",
    "description": "A button that would be refused as the document is now, and why",
    "properties": {name: {"type": "string"} for name in ("action", "code", "message")},
    "required": ["action", "code", "message"],
}
_FIGURES = ("open", "unit_price", "discount", "numerator", "denominator")
CARRIED_DISCOUNT: Told = {
    "type": "object",
    "description": "What of the discount of an earlier document is still to be given, and its"
    " lines: the base units of each that are open, its price, its own discount, base units in one",
    "properties": {
        "discount": {"type": "string"},
        "digits": {"type": "integer"},
        "lines": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"id": UUID, **{one: {"type": "string"} for one in _FIGURES}},
                "required": ["id", *_FIGURES],
            },
        },
    },
    "required": ["discount", "digits", "lines"],
}
MERGE_BODY: Told = {
    "type": "object",
    "properties": {"into": UUID},
    "required": ["into"],
    "additionalProperties": False,
}
CONVERSION_PART: Told = {
    "type": "object",
    "description": "Empty: everything that is open. Otherwise fields of the new document, and what"
    " it takes of which lines of ours (base units), with fields of its own lines",
    "properties": {
        "lines": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "source": UUID,
                    "base_quantity": {"type": "string"},
                    "is_lost": {
                        "type": "boolean",
                        "description": "It did not come and will not (transfer receipts, returns"
                        " of what was lent)",
                    },
                },
                "required": ["source", "base_quantity"],
            },
        }
    },
}


def _shared() -> Told:
    """Schemas that are the same for every form."""
    told: Told = {
        "Reference": {
            "type": "object",
            "description": "A record referred to",
            "properties": {
                "id": UUID,
                "code": {"type": "string"},
                "name": {"type": "string"},
                "number": {"type": "string"},
            },
            "required": ["id"],
        },
        "Warning": WARNING,
        "HeldUp": HELD_UP,
        "CarriedDiscount": CARRIED_DISCOUNT,
        "ActionBody": {
            "type": "object",
            "properties": {"reason": {"type": "string", "maxLength": 500, "pattern": NO_NUL}},
            "additionalProperties": False,
        },
        "MergeBody": MERGE_BODY,
        "ConversionPart": CONVERSION_PART,
        "Nothing": {"type": "object", "additionalProperties": False, "maxProperties": 0},
        "BatchResults": {
            "type": "object",
            "required": ["results"],
            "properties": {
                "results": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["status"],
                        "properties": {
                            "status": {"type": "integer"},
                            "record": {"type": "object"},
                            "problem": {"$ref": "#/components/schemas/Problem"},
                        },
                    },
                }
            },
        },
    }
    for one in STATIC:
        schema = one.model_json_schema(ref_template="#/components/schemas/{model}")
        told.update(schema.pop("$defs", {}))
        told[one.__name__] = schema
    return told


NO_NUL = "^[^\\x00]*$"
SHARED = _shared()


def pascal(name: str) -> str:
    """purchase_receipt → PurchaseReceipt"""
    return "".join(part.capitalize() for part in name.split("_"))


def of_form(form: Form) -> Told:
    """The component schemas of one form, by name."""
    name = pascal(form.name)
    told: Told = {
        name: _read(form),
        f"{name}Create": _create(form, name),
        f"{name}Patch": _patch(form, name),
        f"{name}Page": _page(form),
        f"{name}Summary": _summary(form),
        f"{name}Batch": _batch(form, name),
    }
    for table in form.tables:
        told[f"{name}{pascal(table.name)}"] = _row(table)
        told[f"{name}{pascal(table.name)}Create"] = _row_input(table, change=False)
        told[f"{name}{pascal(table.name)}Patch"] = _row_input(table, change=True)
    return told


def _answered(one: Field) -> Told:
    told = {**kinds.of(one).schema(one)}
    if one.nullable or one.kind == "reference":
        told = {"anyOf": [told, {"type": "null"}]}
    told["title"] = str(one.label)
    return told


def _sent(one: Field) -> Told:
    told = {**kinds.of(one).accepts(one)}
    if not one.required and (one.nullable or one.default is not None or one.blank):
        told = {"anyOf": [told, {"type": "null"}]}
    told["title"] = str(one.label)
    if one.help:
        told["description"] = str(one.help)
    return told


def _fields(form: Form) -> Told:
    """What every answer about a record of the form may hold, without its rows."""
    told: Told = {"id": UUID, "etag": {"type": "string"}}
    told.update({name: {"type": "string", "format": "date-time"} for name in form.stamps})
    told.update({one.name: _answered(one) for one in form.fields})
    return told


def _read(form: Form) -> Told:
    name, properties = pascal(form.name), _fields(form)
    required = ["id", *form.stamps]
    for table in form.tables:
        row = {"$ref": f"#/components/schemas/{name}{pascal(table.name)}"}
        properties[table.name] = {"type": "array", "items": row, "title": str(table.label)}
        required.append(table.name)
    if form.is_document:
        for extra in ("actions", "conversions", "previews"):
            properties[extra] = {"type": "array", "items": {"type": "string"}}
            required.append(extra)
        held = {"$ref": "#/components/schemas/HeldUp"}
        properties["held_up"] = {"type": "array", "items": held}
        required.append("held_up")
        warning = {"$ref": "#/components/schemas/Warning"}
        properties["warnings"] = {"type": "array", "items": warning}
        required.append("warnings")
        if "discount_carried" in form.by_name:
            carried = {"$ref": "#/components/schemas/CarriedDiscount"}
            properties["carried_discounts"] = {"type": "array", "items": carried}
    else:
        properties["inherited"] = {"type": "object", "additionalProperties": {"type": "string"}}
        required.append("inherited")
    return _object(properties, required, title=str(form.label))


def _object(properties: Told, required: Iterable[str] = (), **more: Any) -> Told:
    told: Told = {"type": "object", "properties": properties, **more}
    needed = list(required)
    return {**told, "required": needed} if needed else told


def _row(table: Table) -> Told:
    properties: Told = {"id": UUID}
    if table.ordered:
        properties["position"] = {"type": "integer"}
    properties.update({one.name: _answered(one) for one in table.fields})
    return _object(properties, ["id"], title=str(table.label))


def _row_input(table: Table, *, change: bool) -> Told:
    """A new row; with `change` also one that has an id and changes the row of that id."""
    asked = [one for one in table.fields if not one.readonly]
    properties = {one.name: _sent(one) for one in asked}
    needed = [one.name for one in asked if one.required]
    more: Told = {"additionalProperties": False, "title": str(table.label)}
    if not change:
        return _object(properties, needed, **more)
    return _object(
        {"id": UUID, **properties}, anyOf=[{"required": ["id"]}, {"required": needed}], **more
    )


def _asked(form: Form, name: str, ending: str) -> Told:
    properties = {one.name: _sent(one) for one in form.fields if not one.readonly}
    for table in form.tables:
        row = {"$ref": f"#/components/schemas/{name}{pascal(table.name)}{ending}"}
        properties[table.name] = {"type": "array", "items": row, "maxItems": MOST_ROWS}
    return properties


def _create(form: Form, name: str) -> Told:
    needed = [one.name for one in form.fields if one.required]
    return _object(_asked(form, name, "Create"), needed, additionalProperties=False)


def _patch(form: Form, name: str) -> Told:
    return _object(_asked(form, name, "Patch"), additionalProperties=False)


def _page(form: Form) -> Told:
    properties = _fields(form)
    for table in form.tables:
        row = {"$ref": f"#/components/schemas/{pascal(form.name)}{pascal(table.name)}"}
        properties[table.name] = {"type": "array", "items": row}
    item = _object(properties, ["id"])
    items = {"type": "array", "items": item, "maxItems": LARGEST_PAGE}
    following = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    return _object({"items": items, "next": following}, ["items", "next"])


def _summary(form: Form) -> Told:
    names = form.list.sums
    sums = _object({name: {"type": "string"} for name in names}, names)
    in_force = {
        "anyOf": [sums, {"type": "null"}],
        "description": "if asked for: of documents in force; null where states are asked for",
    }
    told = {"total": {"type": "integer"}, "sums": sums, "in_force": in_force}
    return _object(told, ["total", "sums"])


def _batch(form: Form, name: str) -> Told:
    word = {"type": "string", "maxLength": 500, "pattern": NO_NUL}
    then: Told = {"then": {"const": "confirm"}} if "confirm" in actions(form) else {}
    create = _object(
        {"create": {"type": "object", "description": f"as {name}Create"}, **then},
        ["create"],
        additionalProperties=False,
    )
    etag = {"anyOf": [word, {"type": "null"}]}
    properties: Told = {
        "id": UUID,
        "action": {"enum": list(actions(form))},
        "etag": etag,
        "reason": word,
    }
    act = _object(properties, ["id", "action"], additionalProperties=False)
    sent: Told = {"type": "object", "description": f"as {name}Patch"}
    change = _object(
        {"id": UUID, "change": sent, "etag": word},
        ["id", "change", "etag"],
        additionalProperties=False,
    )
    items: list[Told] = [create, act, change]
    many = {"type": "array", "items": {"anyOf": items}, "maxItems": 1_000}
    return _object(
        {"atomic": {"type": "boolean", "default": False}, "items": many},
        ["items"],
        additionalProperties=False,
    )
