"""价格建议: what a line is proposed as its price, and where that price comes from.

In this order, the first that has a price for the product:

1. the partner's own price list (customer's or supplier's),
2. the price list of the customer's price level,
3. the price list for all customers,
4. the product's price for the customer's level,
5. what the partner paid last (a setting puts it first, or leaves it out),
6. the product's own price.

Among lists of one rank the one that began last wins, those of merged duplicates after one's own;
within it a line in the line's own unit before one in the base unit, and the largest quantity from
which it counts. One statement answers for any number of lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms import registry
from huolang.kernel import settings_registry, sql
from huolang.kernel.company import current_id
from huolang.kernel.figures import figure
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.settings_registry import Setting, declare
from huolang.masters import merged

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
PARAMETER = re.compile(r"\{(\w+)\}")
CASTS = {
    "company": "bigint",
    "partner": "uuid",
    "product": "uuid",
    "day": "date",
    "limit": "integer",
    "numbers": "integer[]",
    "products": "uuid[]",
    "units": "uuid[]",
    "quantities": "numeric[]",
}
DIGITS = 6
"""Of a price."""
MOST_LINES = 1_000
LISTS, LEVEL, LAST, PRODUCT = ("partner_list", "level_list", "list"), "level", "last", "product"
INVOICE, SOURCE = "invoice", "source"
FIRST, AFTER_LISTS, NEVER = "first", "after_lists", "never"

_RANKS = (
    (AFTER_LISTS, gettext_lazy("在价目表和等级价格之后")),
    (FIRST, gettext_lazy("最先")),
    (NEVER, gettext_lazy("不用")),
)
LAST_SALE = declare(
    Setting(
        key="price.last_sale",
        kind="choice",
        default=AFTER_LISTS,
        label=gettext_lazy("建议售价时，上次售价"),
        help=gettext_lazy("录入销售单据时，同一客户上次的售价排在哪里"),
        options=_RANKS,
    )
)
LAST_PURCHASE = declare(
    Setting(
        key="price.last_purchase",
        kind="choice",
        default=AFTER_LISTS,
        label=gettext_lazy("建议进价时，上次进价"),
        help=gettext_lazy("录入采购单据时，同一供应商上次的进价排在哪里"),
        options=_RANKS,
    )
)
OWN_WITH_TAX = declare(
    Setting(
        key="price.products_with_tax",
        kind="bool",
        default=False,
        label=gettext_lazy("商品的价格含税"),
        help=gettext_lazy(
            "商品和价格等级里的采购价、销售价、最低售价是否含税；单据按它自己的“含税价”换算"
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that wants a price: `unit` None means the base unit, `quantity` is in that unit.
    `source` is the line that it goes on from; `discount` None: the same as there. `held`: how many
    of today's unit one of the line's is (`factors`)."""

    product: UUID
    unit: UUID | None = None
    quantity: Decimal = ZERO
    source: UUID | None = None
    discount: Decimal | None = None
    held: Decimal = ONE


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """`price` for one of the unit asked about, in the document's terms of tax.

    `source` is one of partner_list, level_list, list, level, last, product, source, invoice. `name`
    is that of the list or level; `number`, `day`, `form` and `record` those of the last document,
    of the one that the line goes on from, or of the invoice of that; the list's price counts from
    `least` of `unit_name` on.
    """

    source: str
    price: Decimal
    name: str = ""
    number: str = ""
    day: date | None = None
    form: str = ""
    record: UUID | None = None
    least: Decimal = ZERO
    unit_name: str = ""
    tax_included: bool | None = None
    """None: as the setting says of prices of products."""
    tax_rate: Decimal = ZERO

    @property
    def text(self) -> str:
        """Where the price comes from, in a few words."""
        words = {
            "partner_list": _("专属价目表 {name}"),
            "level_list": _("等级价目表 {name}"),
            "list": _("价目表 {name}"),
            "level": _("等级价格 {name}"),
            "last": _("上次价格 {number} {day}"),
            "product": _("商品价格"),
            "source": _("按{form} {number}"),
            "invoice": _("按{form} {number} {day} 结算"),
        }
        form = registry.get(self.form).label if self.form else ""
        facts = {"name": self.name, "number": self.number, "day": self.day, "form": form}
        said = words[self.source].format(**facts)
        return f"{said} ≥ {figure(self.least)} {self.unit_name}" if self.least else said


@dataclass(frozen=True, slots=True)
class Question:
    """What is the same for all lines of a document of the model `document`."""

    document: Any
    partner: UUID | None
    day: date
    tax_included: bool = False

    @property
    def selling(self) -> bool:
        return self.document.price_field == "sales_price"


ASKED = """
WITH asked AS MATERIALIZED (
    SELECT k.n, k.product, k.quantity, p.unit_id AS base, p.tax_rate,
        coalesce(k.unit, p.unit_id) AS unit,
        coalesce(u.numerator, 1) AS up, coalesce(u.denominator, 1) AS down, <own> AS own
    FROM unnest({numbers}, {products}, {units}, {quantities})
        AS k(n, product, unit, quantity)
    JOIN masters_product p ON p.company_id = {company} AND p.id = k.product
    LEFT JOIN masters_productunit u ON u.company_id = p.company_id AND u.product_id = p.id
        AND u.unit_id = k.unit AND k.unit <> p.unit_id
    WHERE k.unit IS NULL OR k.unit = p.unit_id OR u.unit_id IS NOT NULL),
"""
SALES_LISTS = """
level AS MATERIALIZED (
    SELECT l.id, l.name, l.percent FROM masters_partner p
    JOIN masters_pricelevel l ON l.company_id = p.company_id AND l.id = p.price_level_id
    WHERE p.company_id = {company} AND p.id = {partner} AND l.active),
lists AS MATERIALIZED (
    SELECT h.id, h.name, h.tax_included, h.valid_from, 1 AS rank, h.partner_id <> {partner} AS taken
    FROM masters_pricelist h WHERE <theirs> AND <valid>
    UNION ALL
    SELECT h.id, h.name, h.tax_included, h.valid_from, 2, false FROM level, masters_pricelist h
    WHERE h.company_id = {company} AND h.partner_id IS NULL AND h.level_id = level.id AND <valid>
    UNION ALL
    SELECT h.id, h.name, h.tax_included, h.valid_from, 3, false FROM masters_pricelist h
    WHERE h.company_id = {company} AND h.partner_id IS NULL AND h.level_id IS NULL AND <valid>)
"""
PURCHASE_LISTS = """
lists AS MATERIALIZED (
    SELECT h.id, h.name, h.tax_included, h.valid_from, 1 AS rank, h.partner_id <> {partner} AS taken
    FROM masters_supplierpricelist h WHERE <theirs> AND <valid>)
"""
VALID = """h.active AND (h.valid_from IS NULL OR h.valid_from <= {day})
        AND (h.valid_until IS NULL OR h.valid_until >= {day})"""
ON_LIST = """
SELECT a.n, s.* FROM asked a CROSS JOIN LATERAL (
    SELECT h.rank, CASE WHEN l.unit_id = a.unit THEN l.price ELSE l.price * a.up / a.down END
        AS price, h.name, ''::text AS number, NULL::date AS day, NULL::uuid AS record,
        l.min_quantity AS least, u.name AS unit_name, h.tax_included, a.tax_rate
    FROM lists h
    JOIN <lines> l ON l.company_id = {company} AND l.document_id = h.id AND l.product_id = a.product
        AND l.unit_id IN (a.unit, a.base)
    JOIN masters_unit u ON u.company_id = l.company_id AND u.id = l.unit_id
    WHERE l.min_quantity <= CASE WHEN l.unit_id = a.unit THEN a.quantity
                                 ELSE a.quantity * a.up / a.down END
    ORDER BY h.rank, h.taken, h.valid_from DESC NULLS LAST, h.id DESC, (l.unit_id = a.unit) DESC,
        l.min_quantity DESC
    LIMIT 1) s
"""
BY_LEVEL = """
SELECT a.n, 4, coalesce(s.price, a.own * level.percent / 100), level.name, '', NULL, NULL, 0, '',
    NULL, a.tax_rate
FROM asked a CROSS JOIN level LEFT JOIN LATERAL (
    SELECT CASE WHEN l.unit_id = a.unit THEN l.price ELSE l.price * a.up / a.down END AS price
    FROM masters_productprice l
    WHERE l.company_id = {company} AND l.product_id = a.product AND l.level_id = level.id
        AND l.unit_id IN (a.unit, a.base)
    ORDER BY (l.unit_id = a.unit) DESC LIMIT 1) s ON true
WHERE s.price IS NOT NULL OR level.percent IS NOT NULL
"""
SAME = """ARRAY(SELECT <product> UNION ALL SELECT m.id FROM masters_product m
        WHERE m.company_id = {company} AND m.merged_into_id = <product>)"""
"""A product, and the duplicates for which it goes on."""
ALIKE = merged.alike("{partner}", "{company}")
THEIRS = f"h.company_id = {{company}} AND h.partner_id = ANY({ALIKE})"
LAST_TIME = """
SELECT a.n, 5, s.price * a.up / a.down, '', s.number, s.date, s.id, 0, '', s.tax_included,
    s.tax_rate FROM asked a CROSS JOIN LATERAL (
    SELECT l.unit_price * (100 - l.discount) / 100 * l.denominator / l.numerator AS price,
        d.number, d.date, d.id, d.tax_included, l.tax_rate
    FROM <lines> l JOIN <header> d ON d.company_id = l.company_id AND d.id = l.document_id
    WHERE l.company_id = {company} AND l.partner = ANY(<alike>) AND l.product_id = ANY(<same>)
        AND l.unit_price > 0 AND d.state IN ('confirmed', 'closed') AND d.date <= {day}
    ORDER BY d.date DESC, d.id DESC, l.position DESC LIMIT 1) s
""".replace("<same>", SAME.replace("<product>", "a.product")).replace("<alike>", ALIKE)
OWN = "SELECT a.n, 6, a.own, '', '', NULL, NULL, 0, '', NULL, a.tax_rate FROM asked a"
BASE_PRICE = "p.<price> * coalesce(u.numerator, 1) / coalesce(u.denominator, 1)"

_SOURCES = dict(enumerate((*LISTS, LEVEL, LAST, PRODUCT), 1))


def propose(question: Question, asked: Sequence[Asked]) -> list[Proposal | None]:
    """The price of each line; None for a unit that the product does not have."""
    if not asked:
        return []
    settings = settings_registry.load()
    place = settings[LAST_SALE if question.selling else LAST_PURCHASE]
    terms = Terms(question.tax_included, settings[OWN_WITH_TAX])
    found: dict[int, dict[str, Proposal]] = {}
    last = question.document.remembers
    for number, one in _read(question, asked, with_last=place != NEVER):
        if one.source == LAST:
            one = replace(one, form=last)
        found.setdefault(number, {})[one.source] = one
    order = [LAST, *LISTS, LEVEL, PRODUCT] if place == FIRST else [*_SOURCES.values()]
    return [_chosen(found.get(number), order, terms) for number in range(len(asked))]


def highest(question: Question, asked: Sequence[Asked]) -> list[Decimal]:
    """The most that could be proposed for each line, whatever comes first; 0 without any price."""
    found = [ZERO] * len(asked)
    terms = Terms(question.tax_included, settings_registry.load()[OWN_WITH_TAX])
    for number, one in _read(question, asked, with_last=True) if asked else ():
        found[number] = max(found[number], terms.of(one))
    return found


def _chosen(
    known: Mapping[str, Proposal] | None, order: Sequence[str], terms: Terms
) -> Proposal | None:
    if known is None:
        return None
    return terms.given(next(known[source] for source in order if source in known))


@dataclass(frozen=True, slots=True)
class Terms:
    """Whether the document's prices contain the tax, and whether those of products do."""

    document: bool
    products: bool

    def of(self, one: Proposal) -> Decimal:
        """The price with or without tax, as the document has it."""
        price, contains = one.price, one.tax_included
        contains = self.products if contains is None else contains
        if contains != self.document:
            whole = ONE + one.tax_rate / HUNDRED
            price = EXACT.multiply(price, whole) if self.document else EXACT.divide(price, whole)
        return round_half_up(price, DIGITS)

    def given(self, one: Proposal) -> Proposal:
        return replace(one, price=self.of(one))


def _read(
    question: Question, asked: Sequence[Asked], *, with_last: bool
) -> list[tuple[int, Proposal]]:
    values: dict[str, Any] = {
        "company": current_id(),
        "partner": question.partner,
        "day": question.day,
        "numbers": sql.array(range(len(asked))),
        "products": sql.array(one.product for one in asked),
        "units": sql.array("NULL" if one.unit is None else one.unit for one in asked),
        "quantities": sql.array(EXACT.multiply(one.quantity, one.held) for one in asked),
    }
    remembering = with_last and question.partner is not None
    remembers = question.document.remembers if remembering else ""
    statement, names = _statement(question.selling, remembers)
    rows = sql.run(statement, [values[name] for name in names])
    return [(row[0], _proposal(row, asked[row[0]].held)) for row in rows]


@lru_cache(maxsize=64)
def _statement(selling: bool, remembers: str) -> tuple[str, list[str]]:
    """The statement, and the names of its parameters in their order."""
    if selling:
        own = f"coalesce(u.sales_price, {BASE_PRICE.replace('<price>', 'sales_price')})"
        parts = [ON_LIST.replace("<lines>", "masters_pricelistline"), BY_LEVEL]
        lists = SALES_LISTS
    else:
        own = BASE_PRICE.replace("<price>", "purchase_price")
        parts = [ON_LIST.replace("<lines>", "masters_supplierpricelistline")]
        lists = PURCHASE_LISTS
    if remembers and registry.known(remembers):
        parts.append(_tables(LAST_TIME, remembers))
    parts.append(OWN)
    head = ASKED.replace("<own>", own) + lists.replace("<theirs>", THEIRS).replace("<valid>", VALID)
    return _numbered(head + " UNION ALL ".join(f"({one})" for one in parts))


def _numbered(template: str) -> tuple[str, list[str]]:
    """Named parameters as those of `sql.run`, which PostgreSQL prepares once."""
    cast = PARAMETER.sub(lambda found: f"%s::{CASTS[found[1]]}", template)
    return cast, PARAMETER.findall(template)


def _tables(template: str, remembers: str) -> str:
    form = registry.get(remembers)
    lines = form.tables_by_name["lines"].table
    return template.replace("<lines>", lines).replace("<header>", form.table)


def _proposal(row: Sequence[Any], held: Decimal) -> Proposal:
    """Its price is that of one of today's unit, times how many of them the line's is."""
    return Proposal(
        source=_SOURCES[row[1]],
        price=row[2] if held == ONE else EXACT.multiply(row[2], held),
        name=row[3],
        number=row[4],
        day=row[5],
        record=row[6],
        least=row[7],
        unit_name=row[8],
        tax_included=row[9],
        tax_rate=row[10],
    )


HISTORY = """
SELECT d.id, d.number, d.date, l.quantity, u.name, l.unit_price, l.discount, d.tax_included,
    l.unit_id
FROM <lines> l JOIN <header> d ON d.company_id = l.company_id AND d.id = l.document_id
JOIN masters_unit u ON u.company_id = l.company_id AND u.id = l.unit_id
WHERE l.company_id = {company} AND l.partner = ANY(<alike>) AND l.product_id = ANY(<same>)
    AND d.state IN ('confirmed', 'closed')
ORDER BY d.date DESC, d.id DESC, l.position DESC LIMIT {limit}
""".replace("<same>", SAME.replace("<product>", "{product}")).replace("<alike>", ALIKE)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One confirmed line of the partner: when, how much in which unit, at what price."""

    record: UUID
    number: str
    day: date
    quantity: Decimal
    unit_name: str
    unit_price: Decimal
    discount: Decimal
    tax_included: bool
    unit: UUID


def history(document: Any, partner: UUID, product: UUID, *, limit: int) -> list[Earlier]:
    """What `partner` paid (or was paid) for `product`, newest first."""
    values = {"company": current_id(), "partner": partner, "product": product, "limit": limit}
    if not registry.known(document.remembers):
        return []
    statement, names = _numbered(_tables(HISTORY, document.remembers))
    rows = sql.run(statement, [values[name] for name in names]).fetchall()
    return [Earlier(*row) for row in rows]
