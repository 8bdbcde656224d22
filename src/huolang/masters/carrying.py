"""优惠随源单: what of an earlier document's discount goes with the part of its goods that a later
one takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.document import State
from huolang.documents.follow import Follow
from huolang.forms import registry, store
from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.figures import figure
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import BusinessError
from huolang.masters import amounts, charged, remaining
from huolang.masters.amounts import Amounts, Typed, typed_amount

ZERO = Decimal(0)
EXACTLY = 6
"""Digits in which shares are weighed."""
WITH_DISCOUNT = """
SELECT DISTINCT o.id FROM {lines} l
JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id AND o.discount <> 0
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""


class DiscountChanged(BusinessError):
    """Not a refusal: what the page of a draft says."""

    code = "document.carried_discount_changed"
    message = _("源单的整单优惠有变动：本单优惠审核时按 {now} 算")


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """A line of an earlier document, of which `base` base units are open."""

    base: Decimal
    typed: Typed
    numerator: Decimal
    denominator: Decimal

    def worth(self, base: Decimal, digits: int) -> Decimal:
        """A part of it, as typed; only what comes to more than nothing carries any."""
        part = replace(self.typed, quantity=base * self.denominator / self.numerator)
        return max(typed_amount(part, digits), ZERO)


@dataclass(frozen=True, slots=True)
class Rest:
    """What of an earlier document's discount nobody has given yet, and the lines it goes with."""

    discount: Decimal
    digits: int
    lines: Mapping[UUID, Open]

    def of(self, used: Mapping[UUID, Decimal]) -> Decimal:
        """What of it goes with so many base units of its lines."""
        taken = whole = most = ZERO
        for key, line in self.lines.items():
            here = min(used.get(key, ZERO), line.base)
            taken += line.worth(here, EXACTLY)
            most += line.worth(here, self.digits)
            whole += line.worth(line.base, EXACTLY)
        left = self.discount
        if taken < whole:
            left = round_half_up(EXACT.divide(EXACT.multiply(left, taken), whole), self.digits)
        return min(left, most)  # goods given nearly for nothing, each rounded down


@dataclass(frozen=True, slots=True)
class Share:
    """What of the discount of one earlier document goes with the goods of these `rows`."""

    amount: Decimal
    left: Decimal
    """What of it nobody has given yet; the rest of the goods carries some where `amount` is less
    than a cent."""
    rows: frozenset[UUID]


def carry(document: Any) -> list[Share] | None:
    """Let the discount of the earlier documents go with their goods, until somebody types one.

    Answers what it is made of, or None when `document` has one of its own.
    """
    told = document.answered if document._state.adding else document.altered
    typed, ticked = document.carried in told, "discount_carried" in told
    if document._state.adding and not (typed or ticked):
        document.discount_carried = _leaves_prices(document)
    elif typed and not ticked and not document._state.adding:
        document.discount_carried = False
    if not document.discount_carried:
        return None
    found = shares(document)
    whole = sum((one.amount for one in found or ()), ZERO)
    stands_alone = found is None and (typed or document._state.adding)
    nothing_left = not any(one.left for one in found or ())
    if stands_alone or (typed and nothing_left and getattr(document, document.carried)):
        document.discount_carried = False  # what was typed is its own
        return None
    setattr(document, document.carried, whole)
    return found or []


def _leaves_prices(document: Any) -> bool:
    """Whether goods come back, or lines leave it to those that they go on from what they cost."""
    links = ((row, follow.of(document, row)) for row in document.rows)
    return any(
        by is not None and (by.counts == charged.RETURNS or not row.says("unit_price"))
        for row, by in links
    )


def shares(document: Any, *, lock: bool = True) -> list[Share] | None:
    """Of each earlier document that has a discount, what of it belongs to the goods that `document`
    (derived so far, a draft) takes: all that is left of it where it takes all that is left of the
    goods, and otherwise in proportion. None where it goes on from none that could have one.
    Earlier documents are locked.
    """
    read = rests(document, lock=lock)
    return None if read is None else [_share(document.rows, *one) for one in read]


def rests(document: Any, *, lock: bool = False) -> list[tuple[Follow, Rest]] | None:
    """The earlier documents whose discount goes with the goods, and by what its lines refer to
    them."""
    found: list[tuple[Follow, Rest]] | None = None
    for one in document.follows:
        used = _used(one, document.rows)
        form = registry.get(one.form)
        if not used or not _gives(form):
            continue
        found = found or []
        found += [(one, _rest(source)) for source in _sources(form, used, lock=lock)]
    return found


def told(document: Any) -> list[dict[str, Any]]:
    """What the screen needs to work out the same while somebody types: the earlier documents of a
    draft whose discount goes with its goods, as `Rest` has them. Goods that come back are credited
    line by line."""
    returns = any(one.counts == charged.RETURNS for one in document.follows)
    if returns or not document.discount_carried or document.state != State.DRAFT.value:
        return []
    return [plain(rest) for _follow, rest in document.rests]


def plain(rest: Rest) -> dict[str, Any]:
    """In the types of JSON."""
    lines = [
        {
            "id": str(key),
            "open": format(line.base, "f"),
            "unit_price": format(line.typed.unit_price, "f"),
            "discount": format(line.typed.discount, "f"),
            "numerator": format(line.numerator, "f"),
            "denominator": format(line.denominator, "f"),
        }
        for key, line in rest.lines.items()
    ]
    return {"discount": format(rest.discount, "f"), "digits": rest.digits, "lines": lines}


def of_lines(
    found: Sequence[Share],
    rows: Sequence[Any],
    typed: Sequence[Typed],
    *,
    tax_included: bool,
    digits: int,
) -> list[Amounts]:
    """The amounts of `rows`, each after its part of the discount of its own earlier document, and
    of no other. Raises `TooMuchDiscount`."""
    terms = {"tax_included": tax_included, "digits": digits}
    result = amounts.of_lines(typed, **terms)
    for one in found:
        places = [n for n, row in enumerate(rows) if row.id in one.rows]
        part = amounts.of_lines([typed[n] for n in places], discount=one.amount, **terms)
        for n, after in zip(places, part, strict=True):
            result[n] = after
    return result


def changed(document: Any) -> list[BusinessError]:
    """That a draft will be confirmed with another discount than it shows, but for cents."""
    if not document.discount_carried:
        return []
    found = [_share(document.rows, *one) for one in document.rests]
    now, digits = sum((one.amount for one in found), ZERO), document.own_company.digits
    leeway = Decimal(len(document.rows)).scaleb(-digits)
    if abs(now - getattr(document, document.carried)) <= leeway:
        return []
    return [DiscountChanged(field=document.carried, now=figure(now))]


def _used(one: Follow, rows: Iterable[Any]) -> dict[UUID, Decimal]:
    """Base quantity by line of the earlier document."""
    used: dict[UUID, Decimal] = {}
    for row in rows:
        key = getattr(row, one.column)
        if key is not None:
            used[key] = used.get(key, ZERO) + row.base_quantity
    return used


def _sources(form: Form, used: Mapping[UUID, Decimal], *, lock: bool) -> list[Any]:
    """Those of them that have a discount."""
    lines = form.tables_by_name["lines"].table
    statement = WITH_DISCOUNT.format(lines=lines, header=form.table)
    rows = sql.run(statement, [current_id(), sql.array(used)]).fetchall()
    if not rows:
        return []
    return list(store.load_many(form, sorted(row[0] for row in rows), lock=lock).values())


def _gives(form: Form) -> bool:
    """Whether documents of the form have a discount that goes on."""
    return "discount" in form.by_name and bool(getattr(form.model, "conversions", ()))


def _rest(source: Any) -> Rest:
    lines = {
        row.id: Open(
            base=max(row.open_base, ZERO),
            typed=row.typed(),
            numerator=row.numerator,
            denominator=row.denominator,
        )
        for row in source.rows
    }
    return Rest(remaining.open_discount(source), source.own_company.digits, lines)


def _share(rows: Sequence[Any], by: Follow, rest: Rest) -> Share:
    mine = (row.id for row in rows if getattr(row, by.column) in rest.lines)
    return Share(rest.of(_used(by, rows)), rest.discount, frozenset(mine))
