"""商品行: a line of any document that names a product, a unit and a quantity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.own_company import OwnCompany
from huolang.forms import references
from huolang.kernel import settings_registry, sql
from huolang.kernel.columns import Quantity
from huolang.kernel.company import current_id
from huolang.kernel.figures import figure
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.money import EXACT
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.kernel.settings_registry import Settings
from huolang.ledger.posting import MAX_QUANTITY
from huolang.masters import inspecting
from huolang.masters.product import Product
from huolang.masters.unit import Unit

ZERO = Decimal(0)
ONE = Decimal(1)
BASE_DIGITS = 6
WRITTEN_IN = ("product_id", "unit_id", "numerator", "denominator")

READ = """
WITH own AS MATERIALIZED (
    SELECT c.currency, c.digits, c.time_zone, c.taxpayer_kind,
           (SELECT array_agg(h.id) FROM masters_warehouse h
            WHERE h.company_id = c.id AND h.located),
           EXISTS (SELECT FROM masters_productcategory g
                   WHERE g.company_id = c.id AND g.inspection <> ''),
           (SELECT jsonb_object_agg(s.key, s.value)::text FROM kernel_settingvalue s
            WHERE s.company_id = c.id)
    FROM kernel_company c WHERE c.id = %s::bigint)
SELECT p.id, p.name, p.specification, p.kind, p.unit_id, b.digits, b.name, b.code, p.tax_rate,
       u.unit_id, u.numerator, u.denominator, w.digits, w.name, w.code,
       p.sales_price, p.floor_price, p.batched, p.shelf_life, p.serialized, p.merged_into_id,
       p.inspection, p.category_id, own.*
FROM unnest(%s::uuid[]) WITH ORDINALITY AS k(product, n)
JOIN masters_product p ON p.company_id = %s::bigint AND p.id = k.product
JOIN masters_unit b ON b.company_id = p.company_id AND b.id = p.unit_id
LEFT JOIN masters_productunit u ON u.company_id = p.company_id AND u.product_id = p.id
LEFT JOIN masters_unit w ON w.company_id = u.company_id AND w.id = u.unit_id
LEFT JOIN own ON k.n = 1
ORDER BY p.id FOR KEY SHARE OF p
"""
"""The products keep kind and base unit until the transaction ends: whoever changes these locks the
product's row against it (`masters.product`). Last, with the first row alone, the company, the
warehouses that have locations, whether any category says that its goods are inspected, and the
settings."""


class NotPositive(Invalid):
    code = "line.quantity_not_positive"
    message = _("数量必须大于 0")


class QuantityTooLarge(Invalid):
    code = "line.quantity_too_large"
    message = _("数量过大")


class QuantityDigits(Invalid):
    code = "line.quantity_digits"
    message = _("单位 {unit} 的数量最多 {digits} 位小数")


class WrongUnit(Invalid):
    code = "line.wrong_unit"
    message = _("{product} 没有这个单位")


class BundleElsewhere(Invalid):
    code = "line.bundle_elsewhere"
    message = _("{product} 是套装，只能销售；进货和仓库里的单据请填它的组成商品")


class NotWhole(Invalid):
    code = "line.base_not_exact"
    message = _("{quantity} {unit} 折合基本单位 {base} 后除不尽（最多 {digits} 位小数）")


@dataclass(frozen=True, slots=True)
class Conversion:
    """1 of the unit `name` is numerator ÷ denominator base units."""

    numerator: Decimal
    denominator: Decimal
    digits: int
    name: str
    code: str = ""

    def to_base(self, quantity: Decimal) -> Decimal:
        """`quantity` of this unit in base units, exactly or with more digits than are kept."""
        return EXACT.divide(EXACT.multiply(quantity, self.numerator), self.denominator)

    def from_base(self, quantity: Decimal) -> Decimal:
        return EXACT.divide(EXACT.multiply(quantity, self.denominator), self.numerator)


@dataclass(slots=True)
class Good:
    """What a document must know of a product, with all its units."""

    name: str
    specification: str
    stocked: bool
    unit: UUID
    digits: int
    unit_name: str
    tax_rate: Decimal
    sales_price: Decimal
    floor_price: Decimal | None
    """None: the company's own percentage of the sales price."""
    batched: bool = False
    """Goods come and go by batch (批次管理)."""
    shelf_life: int | None = None
    """Days for which goods are good after they were made."""
    bundle: bool = False
    """Sold as one and issued as its parts (套装)."""
    serialized: bool = False
    """Every piece has a number of its own (序列号管理)."""
    kept: UUID | None = None
    """The product that this one was merged into."""
    inspected: bool = False
    """What a supplier brings waits for its inspection (来料检验)."""
    units: dict[UUID, Conversion] = field(default_factory=dict[UUID, Conversion])


def read(document: Any) -> dict[UUID, Good]:
    """All products that `document` and its lines name, in one statement.

    The same statement tells the document of its company, which warehouses have locations, and what
    the company decided, so that nobody reads that again.
    """
    ready = document.__dict__.pop("known_goods", None)
    if ready is not None:
        return ready
    products = _named(document)
    if not products:
        return {}
    found = _read(products)
    found.tell(document)
    return found.goods


def read_ahead(documents: Sequence[Any]) -> None:
    """The same for many documents in one statement: each finds it when it asks."""
    products: set[UUID] = set()
    products = products.union(*(_named(document) for document in documents))
    if not products:
        return
    found = _read(products)
    for document in documents:
        found.tell(document)
        document.known_goods = found.goods


def more(document: Any, products: Iterable[UUID]) -> None:
    """Add to the goods of `document`, which has read some, those of `products` that are missing."""
    missing = set(products) - set(document.goods)
    if missing:
        document.goods = {**document.goods, **_read(missing).goods}


def _named(document: Any) -> set[UUID]:
    """Products of the lines, and that of a document which is about goods itself."""
    products = {row.product_id for row in document.rows}
    return products | {document.product_id} if isinstance(document, GoodsLine) else products


@dataclass(frozen=True, slots=True)
class _Found:
    """The goods, and what every document asks of its company."""

    goods: dict[UUID, Good]
    company: OwnCompany
    located: frozenset[UUID]
    settings: Settings

    def tell(self, document: Any) -> None:
        document.own_company, document.located = self.company, self.located
        document.settings, document.knows = self.settings, {"unit": self._units()}

    def _units(self) -> dict[UUID, references.Found]:
        """As an answer shows them."""
        return {
            key: references.Found(key, {"id": str(key), "code": one.code, "name": one.name}, {})
            for good in self.goods.values()
            for key, one in good.units.items()
        }


def _read(products: set[UUID]) -> _Found:
    found: dict[UUID, Good] = {}
    company = current_id()
    parameters = [company, sql.array(sorted(products)), company]
    rows = sql.run(READ, parameters).fetchall()
    if len({row[0] for row in rows}) < len(products):
        rows = sql.run(READ, parameters).fetchall()  # one got another unit while we waited for it
    for one in rows:
        good = found.get(one[0])
        if good is None:
            good = Good(
                *(one[1], one[2], one[3] == "stock", one[4], one[5], one[6], one[8]),
                sales_price=one[15],
                floor_price=one[16],
                batched=one[17],
                shelf_life=one[18],
                serialized=one[19],
                bundle=one[3] == "bundle",
                kept=one[20],
                inspected=one[21] == inspecting.YES,
            )
            good.units[one[4]] = Conversion(ONE, ONE, one[5], one[6], one[7])
            found[one[0]] = good
        if one[9] is not None:
            good.units[one[9]] = Conversion(*one[10:15])
    company, (located, by_category, settings) = OwnCompany(*rows[0][23:27]), rows[0][27:]
    if by_category:
        silent = {one[0]: one[22] for one in rows if not one[21] and one[22]}
        for product in inspecting.by_category(silent):
            found[product].inspected = True
    return _Found(found, company, frozenset(located or ()), settings_registry.read(settings))


def measure(document: Any, lines: Sequence[Any]) -> None:
    """Let those of its `lines` know their units that were not fitted to their products; one
    statement, and none where all were."""
    unfitted = [line for line in lines if line.units is None]
    if not unfitted:
        return
    known = read(document)
    for line in unfitted:
        good = known[line.product_id]
        unit = good.units.get(line.unit_id)
        if unit is not None:
            factor = {"numerator": line.numerator, "denominator": line.denominator}
            line.units = replace(unit, **factor), good.units[good.unit]


def fits(quantity: Decimal, digits: int) -> bool:
    """Does `quantity` need no more than `digits` after the point?"""
    return quantity == round(quantity, digits)


class GoodsLine(models.Model):
    """`numerator` ÷ `denominator` is the unit's factor, `base_quantity` the quantity in base units;
    name and specification are those of the day when the document was confirmed."""

    product = CompanyForeignKey(Product, related_name="+", verbose_name=_("商品"))
    unit = CompanyForeignKey(Unit, blank=True, related_name="+", verbose_name=_("单位"))
    quantity = Quantity(_("数量"))
    numerator = Quantity(_("换算分子"), default=Decimal(1), editable=False)
    denominator = Quantity(_("换算分母"), default=Decimal(1), editable=False)
    base_quantity = Quantity(_("基本数量"), default=ZERO, editable=False)
    product_name = models.CharField(_("品名"), max_length=200, default="", editable=False)
    specification = models.CharField(_("规格型号"), max_length=200, default="", editable=False)
    stocked = models.BooleanField(default=True, editable=False)
    """Services never enter the stock books."""

    may_be_nothing: ClassVar[bool] = False
    """A quantity of 0 says something."""
    takes_bundles: ClassVar[bool] = False
    """What is sold as one may stand on it."""

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, base_quantity__gt=0),
                name="%(app_label)s_%(class)s_positive",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["company", "product"], name="%(class)s_product"),
        ]

    written_in: tuple[Any, ...] | None = None
    """Product, unit and factor as they were read."""
    units: tuple[Conversion, Conversion] | None = None
    """The line's unit and the base unit, once it was fitted to its product."""

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Any:
        made = super().from_db(db, field_names, values)
        kept: dict[str, Any] = made.__dict__
        kept["written_in"] = tuple(kept.get(name) for name in WRITTEN_IN)
        return made

    def fit(self, good: Good, place: str, *, kept: bool = False) -> list[BusinessError]:
        """Work out base quantity and what is kept of the product; answer what is wrong.

        A draft follows the product when a case of 12 becomes one of 24. What was confirmed once
        (`kept`) keeps what its unit held, as long as product and unit stay.
        """
        if self.unit_id is None:
            self.unit_id = good.unit
        self.product_name, self.specification = good.name, good.specification
        self.stocked = good.stocked
        if good.bundle and not self.takes_bundles:
            return [BundleElsewhere(field=f"{place}product", product=good.name)]
        conversion = good.units.get(self.unit_id)
        if conversion is None:
            return [WrongUnit(field=f"{place}unit", product=good.name)]
        if kept and self.written_in and self.written_in[:2] == (self.product_id, self.unit_id):
            numerator, denominator = self.written_in[2:]
            conversion = replace(conversion, numerator=numerator, denominator=denominator)
        self.numerator, self.denominator = conversion.numerator, conversion.denominator
        self.units = conversion, good.units[good.unit]
        base = conversion.to_base(self.quantity)
        wrong = self._wrong(good, conversion, base, f"{place}quantity")
        if not wrong:
            self.base_quantity = round(base, BASE_DIGITS)
        return wrong

    def _wrong(
        self, good: Good, conversion: Conversion, base: Decimal, place: str
    ) -> list[BusinessError]:
        if self.quantity < ZERO or not (self.quantity or self.may_be_nothing):
            return [NotPositive(field=place)]
        if base >= MAX_QUANTITY or self.quantity >= MAX_QUANTITY:
            return [QuantityTooLarge(field=place)]
        if not fits(self.quantity, conversion.digits):
            return [QuantityDigits(field=place, unit=conversion.name, digits=conversion.digits)]
        if not fits(base, good.digits):
            facts = {"unit": conversion.name, "base": good.unit_name, "digits": good.digits}
            return [NotWhole(field=place, quantity=self.quantity, **facts)]
        return []

    def held(self, good: Good) -> Decimal:
        """How many of the unit as it is today one of this line's is: 1, but where the line keeps
        what the unit held before."""
        today = good.units[self.unit_id]
        ours = EXACT.multiply(self.numerator, today.denominator)
        theirs = EXACT.multiply(self.denominator, today.numerator)
        return ONE if ours == theirs else EXACT.divide(ours, theirs)

    def in_line_unit(self, base: Decimal) -> Decimal:
        """A quantity of base units in this line's unit."""
        return base * self.denominator / self.numerator

    def measured(self, base: Decimal) -> str:
        """A quantity of base units as this line speaks of goods: 10 箱, and 10 箱 5 个 where it is
        no number of boxes."""
        if self.units is None:
            return figure(base)
        unit, base_unit = self.units
        quantity = unit.from_base(base)
        whole = quantity.quantize(ONE.scaleb(-unit.digits), ROUND_DOWN)
        rest = base - unit.to_base(whole)
        told = [(whole, unit.name), (rest, base_unit.name)]
        if unit.numerator <= unit.denominator and rest:
            told = [(base, base_unit.name)]  # metres of goods that are cut by the centimetre
        return " ".join(f"{figure(many)} {name}" for many, name in told if many) or (
            f"0 {unit.name}"
        )
