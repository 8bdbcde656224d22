"""All kinds of fields by name; how each is checked, shown and described is in its own class."""

from __future__ import annotations

from huolang.forms.form import Field
from huolang.forms.kind import Kind
from huolang.forms.moments import Date, DateTime
from huolang.forms.numbers import Money, Number, Percent, Price, Quantity, Rate
from huolang.forms.pointers import Line, Reference
from huolang.forms.words import Batch, Boolean, Choice, LongText, Serial, Serials, Text

KINDS: dict[str, Kind] = {
    cls.name: cls()
    for cls in (
        Text,
        LongText,
        Batch,
        Serial,
        Serials,
        Number,
        Quantity,
        Price,
        Money,
        Rate,
        Percent,
        Boolean,
        Date,
        DateTime,
        Choice,
        Reference,
        Line,
    )
}


def of(field: Field) -> Kind:
    """The kind of a field."""
    return KINDS[field.kind]
