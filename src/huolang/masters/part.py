"""部分下推: of what is still open of a document only a part goes on, line by line as scanned.

What a line costs follows from the earlier document, so who scans need not see prices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Payload
from huolang.forms import kinds
from huolang.forms.form import Form, Table
from huolang.forms.refusals import Required, TooManyRows, UnknownField, WrongType
from huolang.forms.validate import MOST_ROWS
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters import bundle_picking, charged, goods
from huolang.masters.goods import BASE_DIGITS, Good
from huolang.masters.remaining import open_quantity

SOURCE, BASE, LOST = "source", "base_quantity", "is_lost"
ZERO = Decimal(0)
OURS = ("product", "unit", "quantity")
"""What a line takes from the earlier document."""


class OnlyWhole(Invalid):
    code = "convert.only_whole"
    message = _("这种下推不能只取一部分")


class NotOpen(Invalid):
    code = "convert.line_not_open"
    message = _("源单上没有这一行，或者它已经没有未完成的数量")


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Of the earlier line `source` so many base units, and what else is said of them. `lost`: they
    did not come and will not."""

    source: UUID
    base: Decimal
    lost: bool
    more: Mapping[str, Any]


def of(source: Form, target: Form, given: Any) -> Any:
    """What makes of everything open the part that is `given`, checked as far as it can be without
    the document: `{"lines": [{"source": …, "base_quantity": …, …}], …}`. `target` is the form as
    this person sees it; what they do not see they cannot say."""
    if not isinstance(given, dict):
        raise WrongType(expected=_("一组字段"))
    told = dict(cast("dict[str, Any]", given))
    wanted: list[Taken] | None = None
    link = _link(source, target)
    errors: list[BusinessError] = []
    if "lines" in told:
        wanted = _lines(told.pop("lines"), target, link, errors)
    errors += _unknown(told, target, "")
    Several.raise_any(errors)

    def fill(document: Any, payload: Payload) -> Payload:
        if wanted is None:
            return {**payload, **told}
        return {**payload, **told, "lines": _part(document, payload["lines"], wanted, link)}

    return fill


def _link(source: Form, target: Form) -> str:
    """The field by which a line of `target` says of which earlier line it is the continuation."""
    follows = getattr(target.model, "follows", ())
    return next((one.field for one in follows if one.form == source.name), "")


def _lines(given: Any, target: Form, link: str, errors: list[BusinessError]) -> list[Taken]:
    table = target.tables_by_name.get("lines")
    if table is None or not link:
        raise OnlyWhole(field="lines")
    if not isinstance(given, list):
        raise WrongType(field="lines", expected=_("列表"))
    rows = cast("list[Any]", given)
    if len(rows) > MOST_ROWS:
        raise TooManyRows(field="lines", limit=MOST_ROWS)
    taken: list[Taken] = []
    for index, row in enumerate(rows):
        place = f"lines.{index}."
        if not isinstance(row, dict):
            errors.append(WrongType(field=place[:-1], expected=_("一行")))
            continue
        more = dict(cast("dict[str, Any]", row))
        said = len(errors)
        source = _source(more.pop(SOURCE, None), place, errors)
        base = _base(more.pop(BASE, None), table, place, errors)
        lost = _lost(more.pop(LOST, None), table, place, errors)
        errors += _unknown(more, table, place, (*OURS, link))
        if len(errors) == said and source is not None and base is not None:
            taken.append(Taken(source=source, base=base, lost=lost, more=more))
    return taken


def _source(given: Any, place: str, errors: list[BusinessError]) -> UUID | None:
    try:
        return UUID(given) if isinstance(given, str) and len(given) == 36 else _none(given)
    except ValueError:
        errors.append(NotOpen(field=place + SOURCE))
    except BusinessError as error:
        error.field = place + SOURCE
        errors.append(error)
    return None


def _none(given: Any) -> None:
    raise Required() if given is None else NotOpen()


def _base(given: Any, table: Table, place: str, errors: list[BusinessError]) -> Decimal | None:
    """Written and checked as a quantity is."""
    field = table.by_name["quantity"]
    try:
        if given is None:
            raise Required()
        found: Decimal = kinds.of(field).check(field)(given)
        if found <= 0:
            raise goods.NotPositive()
        return found
    except BusinessError as error:
        error.field = place + BASE
        errors.append(error)
        return None


def _lost(given: Any, table: Table, place: str, errors: list[BusinessError]) -> bool:
    """Only some documents say what was lost of their goods."""
    if given is not None and "lost" not in table.by_name:
        errors.append(UnknownField(field=place + LOST, name=LOST))
    elif given is not None and not isinstance(given, bool):
        errors.append(WrongType(field=place + LOST, expected=_("是或否")))
    return given is True


def _unknown(
    given: Mapping[str, Any], part: Form | Table, place: str, closed: tuple[str, ...] = ()
) -> list[BusinessError]:
    return [
        UnknownField(field=place + name[:64], name=name[:64])
        for name in given
        if name in closed or name not in part.by_name
    ]


def _part(document: Any, lines: list[Payload], wanted: list[Taken], link: str) -> list[Payload]:
    whole = {line[link]: line for line in lines if link in line}
    rows = {row.id: row for row in document.rows}
    known = goods.read(document)
    whole |= bundle_picking.parts_of(document, whole, link)
    prices = charged.prices(document) if any("unit_price" in line for line in lines) else {}
    errors: list[BusinessError] = []
    part: list[Payload] = []
    for index, one in enumerate(wanted):
        line = whole.get(one.source)
        if line is None:
            errors.append(NotOpen(field=f"lines.{index}.{SOURCE}"))
            continue
        row = rows[one.source]
        measured = _measured(row, known[row.product_id], line, one.base, prices)
        if one.lost:
            measured |= {"quantity": ZERO, "lost": measured["quantity"]}
        part.append({**line, **measured, **one.more})
    Several.raise_any(errors)
    taken = [(one.source, one.base) for one in wanted]
    for bundle, base in bundle_picking.whole_of(document, taken, known).items():
        measured = _measured(
            rows[bundle], known[rows[bundle].product_id], whole[bundle], base, prices
        )
        part.append({**whole[bundle], **measured})
    return part


def _measured(
    row: Any, good: Good, line: Payload, base: Decimal, prices: Mapping[UUID, Decimal]
) -> Payload:
    """Unit, quantity and price of `base` base units of the line."""
    unit, quantity = open_quantity(row, good, base)
    told: Payload = {"unit": unit, "quantity": quantity}
    if "unit_price" in line and unit != line["unit"]:
        price = prices[row.id]
        told["unit_price"] = (
            price if unit == row.unit_id else round(row.in_line_unit(price), BASE_DIGITS)
        )
    return told
