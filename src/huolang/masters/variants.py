"""商品生成: combinations of a style's values made into products, all of them by few statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, store, validate, writer
from huolang.forms.form import seen_by
from huolang.forms.references import text_array
from huolang.forms.refusals import Required, Taken, TooManyRows, WrongType
from huolang.forms.validate import Values
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Several
from huolang.masters import barcode, varied
from huolang.masters.attribute import PLACES
from huolang.masters.product import Product
from huolang.masters.style import Style
from huolang.masters.varied import CombinationTaken, NoSuchValue, StyleFacts

MOST = 2_000
"""So many products are made at a time."""
CODES = """
SELECT upper(code) FROM masters_product
WHERE company_id = %s::bigint AND upper(code) = ANY(%s::text[])
"""


class Archived(BusinessError):
    code = "style.archived"
    message = _("款式 {style} 已停用")


class WrongCount(BusinessError):
    code = "style.wrong_count"
    message = _("款式 {style} 的每个商品要有 {count} 个属性值")
    status = 422


Told = dict[str, Any]


def generate(
    style: UUID, given: Sequence[Told], access: Access, *, common: Told, at: datetime
) -> list[Any]:
    """Make a product of each combination in `given`: {"values": ["红", "L"], …} and whatever else
    a product may say; what all of them have stands in `common`.

    All or none: what is wrong is told together, each at its place (`variants.3.barcode`).
    """
    whole = registry.of(Product)
    form = seen_by(whole, access.hidden)
    group: Style = store.load(registry.of(Style), style)
    facts = varied.read([style])[style]
    if not group.active:
        raise Archived(field="style", style=str(facts))
    payloads = _payloads(group, facts, given, common)
    read = validate.read_each(form, payloads, known={})
    errors = [_at(n, part) for n, one in enumerate(read) for part in _parts(one)]
    Several.raise_any(errors[: validate.MOST_ERRORS])
    values = cast("list[Values]", read)
    Several.raise_any(_taken(style, facts, values)[: validate.MOST_ERRORS])
    refused: dict[int, BusinessError] = {}
    made = writer.add(whole, values, by=access.user, at=at, refused=refused)
    told = [_at(n, part) for n, one in sorted(refused.items()) for part in one.parts()]
    Several.raise_any(told[: validate.MOST_ERRORS])
    return made


def _parts(one: Values | BusinessError) -> Sequence[BusinessError]:
    return one.parts() if isinstance(one, BusinessError) else ()


def _at(number: int, error: BusinessError) -> BusinessError:
    """At its place among the variants; of values at the one that it is about."""
    place = error.field
    if place in PLACES:
        place = f"values.{PLACES.index(place)}"
    error.field = f"variants.{number}.{place}".rstrip(".")
    return error


def _payloads(style: Style, facts: StyleFacts, given: Sequence[Told], common: Told) -> list[Told]:
    """What the form of products is sent for each: what was asked for, and what follows from the
    style where nothing was said."""
    if not given:
        raise Required(field="variants")
    if len(given) > MOST:
        raise TooManyRows(field="variants", limit=MOST)
    made: list[Told] = []
    errors: list[BusinessError] = []
    for number, one in enumerate(given):
        told = {**common, **one}
        values, wrong = _values(facts, told.pop("values", None), f"variants.{number}.values")
        errors += wrong
        if not wrong:
            spelled = dict(zip(PLACES, (name for name, _code in values), strict=False))
            code = told.get("code") or style.code_of([code for _name, code in values])
            told = {"name": style.name, "unit": style.unit_id, **told, **spelled}
            made.append({**told, "code": code, "style": style.id})
    Several.raise_any(errors[: validate.MOST_ERRORS])
    return made


def _values(
    facts: StyleFacts, given: Any, place: str
) -> tuple[list[tuple[str, str]], list[BusinessError]]:
    """The values of one combination as they are written and as codes have them."""
    names = cast("list[Any]", given) if isinstance(given, list) else [None]
    if not all(isinstance(one, str) for one in names):
        return [], [WrongType(field=place, expected='["…"]')]
    if len(names) != len(facts.attributes):
        return [], [WrongCount(field=place, style=str(facts), count=len(facts.attributes))]
    found: list[tuple[str, str]] = []
    wrong: list[BusinessError] = []
    for number, (attribute, name) in enumerate(zip(facts.attributes, names, strict=True)):
        value = attribute.values.get(" ".join(name.split()).upper())
        if value is None:
            told = {"attribute": attribute.name, "value": name[:40]}
            wrong.append(NoSuchValue(field=f"{place}.{number}", **told))
        else:
            found.append(value)
    return found, wrong


def _taken(style: UUID, facts: StyleFacts, values: Sequence[Values]) -> list[BusinessError]:
    """Combinations, codes and bar codes that are there already, or come twice."""
    errors: list[BusinessError] = []
    combinations = [tuple(str(one.fields.get(p, "")) for p in PLACES) for one in values]
    codes = [str(one.fields["code"]) for one in values]
    upper = text_array(code.upper() for code in codes)
    there = {row[0] for row in sql.run(CODES, [current_id(), upper]).fetchall()}
    seen: dict[Any, str] = {}
    for number, (values_of, code) in enumerate(zip(combinations, codes, strict=True)):
        if values_of in seen:
            told = {"values": "/".join(one for one in values_of if one), "product": seen[values_of]}
            twice = CombinationTaken(field="values", style=str(facts), **told)
            errors.append(_at(number, twice))
        elif code.upper() in there:
            errors.append(_at(number, Taken(field="code", label=_("编码"), value=code)))
        seen[values_of] = code
        there.add(code.upper())
    owners = barcode.owners({str(one.fields.get("barcode") or "").upper() for one in values} - {""})
    carried: dict[str, str] = dict(owners)
    for number, one in enumerate(values):
        said = str(one.fields.get("barcode") or "")
        if said and said.upper() in carried:
            told = {"barcode": said, "owner": carried[said.upper()]}
            errors.append(_at(number, barcode.BarcodeTaken(field="barcode", **told)))
        elif said:
            carried[said.upper()] = codes[number]
    return errors
