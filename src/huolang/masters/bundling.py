"""套装: what is sold as one and issued as its parts.

The line of a bundle has the price and moves nothing; below it stands a line for each of its parts,
which costs the customer nothing and moves, reserves and counts like any other: batches, single
pieces, locations, what goes on from it. Nobody writes those lines: they follow from the bundle's.
What a bundle holds is kept with its line when that is written, and goes on to the documents after
it, so parts that are changed later change nothing that was ordered or delivered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.forms import registry, store
from huolang.forms.numbers import plain
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters import goods, product_part
from huolang.masters.goods import Good, WrongUnit

ZERO = Decimal(0)
BELOW = "bundle"
"""The field in which the line of a part says to what it belongs."""
SOURCES = """
SELECT l.id, l.part_of, l.composition, l.product_id, l.{most} - l.{done}
FROM {lines} l
WHERE l.company_id = %s::bigint AND (l.id = ANY(%s::uuid[]) OR l.part_of = ANY(%s::uuid[]))
ORDER BY l.position
"""


class WithoutParts(Invalid):
    code = "line.bundle_without_parts"
    message = _("套装 {product} 没有组成商品，请先在商品资料里填写")


class NoBundleAbove(Invalid):
    code = "line.no_bundle_above"
    message = _("上面没有套装 {bundle} 的行，不能作为它的组成")


class NotThatPart(Invalid):
    code = "line.not_that_part"
    message = _(
        "源单的这一行是套装 {bundle} 里的 {product}，商品、数量和价格都随套装；"
        "另外的请不要指明这一行"
    )


class BundledLine(models.Model):
    """`composition` is, on the line of a bundle, what one base unit of it holds: {"of": product,
    "parts": [[product, base units], …]}. On the line of a part `part_of` is the bundle's line, and
    `bundle` what people call that: a new line that says so is one of the bundle's above it."""

    bundle = models.CharField(_("所属套装"), max_length=200, blank=True, default="")
    part_of = models.UUIDField(null=True, editable=False)
    composition = models.JSONField(default=dict, editable=False)

    takes_bundles: ClassVar[bool] = True

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | Q(unit_price=0, total=0),
                name="%(app_label)s_%(class)s_part",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["company", "part_of"],
                condition=Q(part_of__isnull=False),
                name="%(class)s_part",
            )
        ]

    @property
    def follows_along(self) -> bool:
        return self.part_of is not None


def columns(before: Sequence[str]) -> list[str]:
    """The columns of lines that may be of a bundle: its name stands behind what the goods are."""
    at = before.index("specification") + 1
    return [*before[:at], "bundle", *before[at:]]


def is_part(row: Any) -> bool:
    """Does the line stand below that of a bundle? Then nobody pays for it by itself."""
    return getattr(row, "part_of", None) is not None


@dataclass(slots=True)
class Left:
    """The line `line` of an earlier document, from which so much of a part can still go on."""

    line: UUID
    product: UUID
    open: Decimal


@dataclass(slots=True)
class Source:
    """The line of a bundle on an earlier document, and those of its parts."""

    composition: Any
    parts: list[Left]


def unfold(document: Any) -> Mapping[UUID, Good]:
    """Put the lines of the parts below those of the bundles, and answer all goods of the document
    then. The lines are fitted to their goods already; the new ones are, too, afterwards."""
    rows: list[Any] = document.rows
    if not rows or not isinstance(rows[0], BundledLine):
        return document.goods
    _put_below(document, rows)
    bundles = [row for row in rows if document.goods[row.product_id].bundle and not is_part(row)]
    if not bundles and not any(is_part(row) for row in rows):
        return document.goods
    sources = _sources(document, bundles)
    _compose(document, bundles, sources)
    _adopt(document, rows, bundles, sources)
    mine: dict[UUID, list[Any]] = {}
    for row in rows:
        if is_part(row):
            mine.setdefault(row.part_of, []).append(row)
    made: list[Any] = []
    for row in rows:
        if not is_part(row):
            made.append(row)
            if document.goods[row.product_id].bundle:
                made += _below(document, row, mine.get(row.id, []), sources.get(row.id))
    document.tables["lines"] = made
    errors: list[BusinessError] = []
    for position, row in enumerate(made, start=1):
        row.position = position
        if is_part(row):
            errors += row.fit(document.goods[row.product_id], f"lines.{position - 1}.")
    Several.raise_any(errors)
    return document.goods


def _put_below(document: Any, rows: Iterable[Any]) -> None:
    """New lines that say of which bundle they are, as a file that was exported does, belong to the
    nearest one above them."""
    above: Any = None
    errors: list[BusinessError] = []
    for index, row in enumerate(rows):
        if document.goods[row.product_id].bundle:
            above = row
        elif is_part(row) or not row.bundle:
            continue
        elif above is None or above.product_name != row.bundle:
            errors.append(NoBundleAbove(field=f"lines.{index}.bundle", bundle=row.bundle))
        else:
            row.part_of = above.id
    Several.raise_any(errors)


def _sources(document: Any, bundles: Iterable[Any]) -> dict[UUID, Source]:
    """By our line of a bundle, what it goes on from."""
    asking: dict[follow.Follow, dict[UUID, UUID]] = {}
    for row in bundles:
        by = follow.of(document, row)
        if by is not None and by.counts:
            asking.setdefault(by, {})[row.id] = getattr(row, by.column)
    found: dict[UUID, Source] = {}
    for by, wanted in asking.items():
        lines = registry.get(by.form).tables_by_name["lines"]
        if not issubclass(lines.model, BundledLine):
            continue
        names = {"lines": lines.table, "most": by.allowed, "done": by.counts}
        keys = sql.array(set(wanted.values()))
        theirs: dict[UUID, Source] = {}
        rows = sql.run(SOURCES.format(**names), [current_id(), keys, keys]).fetchall()
        for line, part_of, composition, _product, _open in rows:
            if part_of is None:
                theirs[line] = Source(store.unpacked(composition), [])
        for line, part_of, _composition, product, open_ in rows:
            if part_of in theirs:
                theirs[part_of].parts.append(Left(line, product, open_))
        found |= {ours: theirs[line] for ours, line in wanted.items() if line in theirs}
    return found


def _compose(document: Any, bundles: Sequence[Any], sources: Mapping[UUID, Source]) -> None:
    """Say on each line of a bundle what it holds: as the line that it goes on from, as when it was
    written, or as its product says today."""
    for row in document.rows:
        if not document.goods[row.product_id].bundle:
            row.composition = {}
    for row in bundles:
        if row.id in sources and sources[row.id].composition:
            row.composition = {**sources[row.id].composition, "of": str(row.product_id)}
    new = [row for row in bundles if row.composition.get("of") != str(row.product_id)]
    parts = product_part.of({row.product_id for row in new}) if new else {}
    errors: list[BusinessError] = []
    places = {row.id: f"lines.{index}." for index, row in enumerate(document.rows)}
    for row in new:
        told = parts.get(row.product_id, [])
        if not told:
            place = f"{places[row.id]}product"
            errors.append(WithoutParts(field=place, product=row.product_name))
        errors += [
            WrongUnit(field=f"{places[row.id]}product", product=name)
            for _part, name, each in told
            if each is None
        ]
        row.composition = {
            "of": str(row.product_id),
            "parts": [[str(part), plain(each)] for part, _name, each in told if each is not None],
        }
    Several.raise_any(errors)
    wanted = {part for row in bundles for part, _each in _held(row)}
    goods.more(document, wanted)
    kept = {one for part in wanted if (one := document.goods[part].kept) is not None}
    goods.more(document, kept)


def _held(bundle: Any) -> list[tuple[UUID, Decimal]]:
    """Product and base units of each part in one base unit of the bundle of this line."""
    return [(UUID(part), Decimal(each)) for part, each in bundle.composition["parts"]]


def _adopt(
    document: Any, rows: Iterable[Any], bundles: Sequence[Any], sources: Mapping[UUID, Source]
) -> None:
    """A line that goes on from the part of a bundle which goes on here as well is of that: so who
    picks goods says of parts from where and in which batch or pieces they were taken."""
    owners = {
        left.line: (row, left.product)
        for row in bundles
        if row.id in sources
        for left in sources[row.id].parts
    }
    errors: list[BusinessError] = []
    told: dict[tuple[UUID, UUID], list[tuple[int, Any]]] = {}
    for index, row in enumerate(rows):
        by = follow.of(document, row)
        owner = owners.get(getattr(row, by.column)) if by is not None else None
        if owner is None or is_part(row):
            continue
        bundle, part = owner
        if row.product_id not in (part, document.goods[part].kept) or row.unit_price:
            errors.append(_not_that(document, index, bundle, part))
        else:
            row.part_of = bundle.id
            told.setdefault((bundle.id, part), []).append((index, row))
    for bundle in bundles:
        for part, each in _held(bundle):
            mine = told.get((bundle.id, part), [])
            there = sum((row.base_quantity for _, row in mine), ZERO)
            if mine and there != bundle.base_quantity * each:
                errors.append(_not_that(document, mine[0][0], bundle, part))
    Several.raise_any(errors)


def _not_that(document: Any, index: int, bundle: Any, part: UUID) -> BusinessError:
    product = document.goods[part].name
    return NotThatPart(field=f"lines.{index}", bundle=bundle.product_name, product=product)


def _below(document: Any, bundle: Any, mine: list[Any], source: Source | None) -> list[Any]:
    """The lines of the parts of `bundle`: those of `mine` that say what they should stay."""
    made: list[Any] = []
    by = follow.of(document, bundle) if source else None
    for part, each in _held(bundle):
        product = document.goods[part].kept or part
        wanted = bundle.base_quantity * each
        ours = [row for row in mine if row.product_id in (product, part)]
        lefts = [left for left in source.parts if left.product == part] if source else []
        if sum((row.base_quantity for row in ours), ZERO) != wanted or not _go_on(by, ours, lefts):
            ours = _share_out(document, by, ours, lefts, wanted)
        for row in ours:
            row.product_id = product
            _follow_bundle(document, bundle, row)
        made += ours
    return made


def _go_on(by: follow.Follow | None, rows: Iterable[Any], lefts: Collection[Left]) -> bool:
    """Do the rows go on from the parts of the earlier bundle, where there is one?"""
    if by is None or not lefts:
        return True
    return {getattr(row, by.column) for row in rows} <= {left.line for left in lefts}


def _share_out(
    document: Any,
    by: follow.Follow | None,
    mine: Sequence[Any],
    lefts: Sequence[Left],
    wanted: Decimal,
) -> list[Any]:
    """Lines of `wanted` base units of a part: one, or one for each earlier line that has some left,
    in their order. Those that are there are used again."""
    shares: list[tuple[UUID | None, Decimal]] = []
    for left in lefts:
        taken = min(max(left.open, ZERO), wanted)
        if taken > ZERO:
            shares.append((left.line, taken))
            wanted -= taken
    if wanted > ZERO and shares:  # more than is left; that is refused when it is counted
        shares[-1] = (shares[-1][0], shares[-1][1] + wanted)
    elif wanted > ZERO:
        shares.append((lefts[0].line if lefts else None, wanted))
    free, made = list(mine), list[Any]()
    for line, quantity in shares:
        same = [row for row in free if by is None or getattr(row, by.column) == line]
        row = (same or free or [_new(document)])[0]
        if row in free:
            free.remove(row)
        row.unit_id, row.quantity = None, quantity
        if by is not None:
            setattr(row, by.column, line)
        made.append(row)
    return made


def _new(document: Any) -> Any:
    table = registry.of(type(document)).tables_by_name["lines"]
    row = store.blank(table)
    setattr(row, table.parent, document.id)
    return row


def _follow_bundle(document: Any, bundle: Any, row: Any) -> None:
    """A part goes where its bundle goes, when it does, and for nothing of its own."""
    row.part_of, row.bundle, row.composition = bundle.id, bundle.product_name, {}
    row.unit_price, row.discount, row.is_gift = ZERO, ZERO, False
    row.warehouse_id = bundle.warehouse_id
    if row.tax_rate is None:
        row.tax_rate = document.goods[row.product_id].tax_rate
    for name in ("expected_on", "direction"):
        if hasattr(bundle, name):
            setattr(row, name, getattr(bundle, name))
