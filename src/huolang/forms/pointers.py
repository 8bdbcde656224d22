"""Kinds that point to another record, or to a line of one."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import refusals
from huolang.forms.form import Field
from huolang.forms.kind import Check, Kind, Schema, Show


class Reference(Kind):
    """Another record. Checked here by its look only; `references` finds the record itself."""

    name = "reference"
    width = 24

    def check(self, field: Field) -> Check:
        raise TypeError("references are resolved together, see huolang.forms.references")

    def schema(self, field: Field) -> Schema:
        return {"$ref": "#/components/schemas/Reference"}

    def accepts(self, field: Field) -> Schema:
        return {
            "anyOf": [
                {"type": "string", "format": "uuid"},
                {"type": "object", "minProperties": 1, "maxProperties": 1},
            ]
        }


_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)


class Line(Kind):
    """The line of an earlier document that this one goes on from, by its id.

    Lines are no records of their own, so the document itself checks that the line exists.
    """

    name = "line"
    width = 24
    operators = ("=", "in", "empty")
    sortable = False

    def check(self, field: Field) -> Check:
        def line(value: Any) -> Any:
            if isinstance(value, UUID):
                return value
            if type(value) is not str:
                raise refusals.WrongType(expected=_("源单行的 id"))
            if _UUID.fullmatch(value) is None:
                raise refusals.NoSuchReference(given=value[:40])
            return UUID(value)

        return line

    def show(self, field: Field) -> Show:
        return str

    def schema(self, field: Field) -> Schema:
        return {"type": "string", "format": "uuid"}
