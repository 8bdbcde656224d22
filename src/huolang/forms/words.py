"""Kinds that hold words: text, long text, numbers made by the system, choices, yes or no."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, ClassVar, cast

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from huolang.forms import piece_numbers, refusals
from huolang.forms.form import Field, Option
from huolang.forms.kind import WORDS, Check, Kind, Schema, Show, as_text
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError, Several

# C0 and C1 controls, line and paragraph separators, and halves of surrogate pairs
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
SERIAL_LENGTH = 64
MOST_SERIALS = piece_numbers.MOST
_CONTROL_EXCEPT_LINES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Text(Kind):
    name = "text"
    operators = WORDS
    forbidden: ClassVar[re.Pattern[str]] = _CONTROL
    pattern: ClassVar[str] = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"

    def check(self, field: Field) -> Check:
        limit, search, required = field.max_length, self.forbidden.search, field.required

        def text(value: Any) -> Any:
            if type(value) is not str:
                raise refusals.WrongType(expected=_("文字"))
            if not (value.isascii() and value.isprintable()) and search(value):
                raise refusals.BadCharacters()
            value = value.strip()
            if limit is not None and len(value) > limit:
                raise refusals.TooLong(limit=limit)
            if required and not value:
                raise refusals.Required()
            return value

        return text

    def schema(self, field: Field) -> Schema:
        return {"type": "string"}

    def accepts(self, field: Field) -> Schema:
        schema: Schema = {"type": "string", "pattern": self.pattern}
        if field.max_length is not None:
            schema["maxLength"] = field.max_length
        if field.required:
            schema["minLength"] = 1
        return schema


class LongText(Text):
    name = "long_text"
    width = 40
    operators = ("contains", "empty")
    sortable = False
    forbidden = _CONTROL_EXCEPT_LINES
    pattern = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


class Batch(Text):
    """The number of a batch of the line's product."""

    name = "batch"


class Serial(Text):
    """A number that the system makes; nobody types it."""

    name = "serial"


class Serials(Kind):
    """The numbers of single pieces, as somebody scans them off the goods."""

    name = "serials"
    operators = ()
    sortable = False
    width = 30

    def check(self, field: Field) -> Check:
        def serials(value: Any) -> Any:
            if not isinstance(value, list):
                raise refusals.WrongType(expected=_("列表"))
            given = cast("list[Any]", value)
            if len(given) > MOST_SERIALS:
                raise refusals.TooMany(limit=MOST_SERIALS)
            errors: list[BusinessError] = []
            kept = [_serial(one, str(index), errors) for index, one in enumerate(given)]
            Several.raise_any(errors)
            return kept

        return serials

    def typed(self, field: Field) -> Show:
        """One cell holds all of them."""
        return lambda cell: piece_numbers.read(as_text(cell))

    def cell(self, field: Field) -> Show:
        return ";".join

    def schema(self, field: Field) -> Schema:
        return {"type": "array", "items": {"type": "string"}}

    def accepts(self, field: Field) -> Schema:
        one = {
            "type": "string",
            "minLength": 1,
            "maxLength": SERIAL_LENGTH,
            "pattern": Text.pattern,
        }
        return {"type": "array", "items": one, "maxItems": MOST_SERIALS}


def _serial(value: Any, place: str, errors: list[BusinessError]) -> str:
    """One number, its place within the list told where it is wrong."""
    if type(value) is not str:
        errors.append(refusals.WrongType(field=place, expected=_("文字")))
        return ""
    # What looks alike is one number: full-width letters are letters, nothing invisible is in it.
    text = value.strip() if value.isascii() else unicodedata.normalize("NFKC", value).strip()
    if not text:
        errors.append(refusals.Required(field=place))
    elif len(text) > SERIAL_LENGTH:
        errors.append(refusals.TooLong(field=place, limit=SERIAL_LENGTH))
    elif ";" in text or not (text.isprintable() or text.isascii()) or _CONTROL.search(text):
        errors.append(refusals.BadCharacters(field=place))
    return text


class Choice(Kind):
    name = "choice"
    width = 10

    def check(self, field: Field) -> Check:
        values = frozenset(_values(field))

        def choice(value: Any) -> Any:
            if type(value) is not str:
                raise refusals.WrongType(expected=_("选项"))
            if value not in values:
                raise refusals.NotAnOption(options=listed(_told(one) for one in field.options))
            return value

        return choice

    def typed(self, field: Field) -> Show:
        """By its value or its label, in any language."""
        known: dict[str, str] = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                known |= {str(one.label).strip().lower(): one.value for one in field.options}
        known |= {one.value.lower(): one.value for one in field.options}

        def choice(cell: Any) -> Any:
            text = as_text(cell)
            return known.get(text.lower(), text)

        return choice

    def cell(self, field: Field) -> Show:
        labels = {one.value: str(one.label) for one in field.options}
        return lambda value: labels.get(value, value)

    def schema(self, field: Field) -> Schema:
        return {"type": "string", "enum": list(dict.fromkeys(_values(field)))}


def _told(option: Option) -> str:
    """As people know it, and as the API is told."""
    label = str(option.label)
    return label if label == option.value else f"{label} ({option.value})"


def _values(field: Field) -> list[str]:
    values = [one.value for one in field.options]
    return [*values, ""] if field.blank else values


YES_OR_NO = {
    **dict.fromkeys(("是", "yes", "y", "true", "1", "√", "✓", "对", "启用"), True),
    **dict.fromkeys(("否", "no", "n", "false", "0", "×", "✗", "错", "停用"), False),
}


class Boolean(Kind):
    name = "boolean"
    width = 8
    operators = ("=", "!=")

    def check(self, field: Field) -> Check:
        def boolean(value: Any) -> Any:
            if value is True or value is False:
                return value
            raise refusals.WrongType(expected=_("是或否"))

        return boolean

    def parse(self, field: Field) -> Check:
        words = {"true": True, "false": False, "1": True, "0": False, "是": True, "否": False}

        def boolean(value: Any) -> Any:
            given = words.get(value.strip().lower()) if isinstance(value, str) else value
            if given is True or given is False:
                return given
            raise refusals.WrongType(expected=_("是或否"))

        return boolean

    def typed(self, field: Field) -> Show:
        def boolean(cell: Any) -> Any:
            return YES_OR_NO.get(as_text(cell).lower(), cell)

        return boolean

    def cell(self, field: Field) -> Show:
        yes, no = str(_("是")), str(_("否"))
        return lambda value: yes if value else no

    def schema(self, field: Field) -> Schema:
        return {"type": "boolean"}
