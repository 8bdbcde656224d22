"""What ninja finds wrong with the parameters and bodies of its own routes, in our words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from huolang.api import problem
from huolang.api.asked import BadParameter
from huolang.forms import refusals
from huolang.kernel.refusals import BusinessError, Invalid, Several

KINDS = {
    "string": _("文字"),
    "int": _("整数"),
    "bool": _("是或否"),
    "list": _("列表"),
    "dict": "{}",
    "model_attributes": "{}",
    "uuid": "id",
    "date": "YYYY-MM-DD",
    "datetime": "ISO 8601",
}


def install(api: NinjaAPI) -> None:
    """Let `api` say what is unfit in our words."""
    api.add_exception_handler(ValidationError, _answer)


def _answer(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    found = [_refusal(one) for one in error.errors]
    return problem.of(found[0] if len(found) == 1 else Several(found))


def _refusal(one: Any) -> BusinessError:
    """One finding of pydantic's: `type` says what it is, `loc` begins with the source."""
    source, *path = one.get("loc", ("",))
    if source == "body" and len(path) > 1:
        path = path[1:]  # the first is the name of the function's own parameter
    field = ".".join(str(part) for part in path)
    kind, context = str(one.get("type", "")), one.get("ctx", {})
    if kind == "missing":
        return refusals.Required(field=field)
    if kind == "extra_forbidden":
        return refusals.UnknownField(field=field, name=field.rpartition(".")[2][:64])
    if kind in ("string_too_long", "too_long"):
        return BadParameter(field=field, said=f"≤ {context['max_length']}")
    if kind in ("string_too_short", "too_short"):
        if context["min_length"] == 1:
            return refusals.Required(field=field)
        return BadParameter(field=field, said=f"≥ {context['min_length']}")
    for name, sign in (("ge", "≥"), ("le", "≤"), ("gt", ">"), ("lt", "<")):
        if name in context:
            return BadParameter(field=field, said=f"{sign} {context[name]}")
    if kind == "string_pattern_mismatch":
        return BadParameter(field=field, said=context["pattern"])
    expected = next((word for name, word in KINDS.items() if kind.startswith(f"{name}_")), None)
    if expected is not None:
        return refusals.WrongType(field=field, expected=expected)
    return Invalid(field=field)
