"""多规格: what makes a product one of the variants of a style. To stock and books it is a product
like any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters.attribute import BETWEEN, PLACES
from huolang.masters.style import Style

STYLES = """
SELECT s.id, s.code, s.name, n.place, a.name, v.name, v.code,
       s.category_id, s.brand_id, s.tax_rate, s.purchase_price, s.sales_price
FROM unnest(%s::uuid[]) AS k(style)
JOIN masters_style s ON s.company_id = %s::bigint AND s.id = k.style
CROSS JOIN LATERAL
    (VALUES (1, s.attribute1_id), (2, s.attribute2_id), (3, s.attribute3_id)) AS n(place, attribute)
JOIN masters_attribute a ON a.company_id = s.company_id AND a.id = n.attribute
LEFT JOIN masters_attributevalue v ON v.company_id = a.company_id AND v.attribute_id = a.id
ORDER BY s.id, n.place, v.position, v.id
"""
HOLD = """
SELECT FROM masters_style s
JOIN masters_attribute a ON a.company_id = s.company_id
    AND a.id IN (s.attribute1_id, s.attribute2_id, s.attribute3_id)
WHERE s.id = ANY(%s::uuid[]) AND s.company_id = %s::bigint
ORDER BY s.id, a.id FOR SHARE OF s, a
"""
"""Style and attributes stay as they are until the transaction ends. A statement of its own: what
waits for somebody who changes them would go on with the values of before."""
THERE = """
SELECT k.n, p.code, p.name FROM unnest(%s::int[], %s::uuid[], %s::uuid[], %s::text[], %s::text[],
    %s::text[]) AS k(n, id, style, value1, value2, value3)
JOIN masters_product p ON p.company_id = %s::bigint AND p.style_id = k.style
    AND p.value1 = k.value1 AND p.value2 = k.value2 AND p.value3 = k.value3 AND p.id <> k.id
"""

INHERITED = ("category", "brand", "tax_rate", "purchase_price", "sales_price")
"""What a new product has from its style where nobody said it."""

Combination = tuple[str, str, str]


class NoStyle(Invalid):
    code = "product.no_style"
    message = _("请先选择款式，再填属性值")


class ValueMissing(Invalid):
    code = "product.value_missing"
    message = _("款式 {style} 的商品要填{attribute}")


class NoSuchAttribute(Invalid):
    code = "product.no_such_attribute"
    message = _("款式 {style} 只有 {count} 个属性")


class NoSuchValue(Invalid):
    code = "product.no_such_value"
    message = _("{attribute}没有“{value}”，请先在规格属性里加上")


class CombinationTaken(BusinessError):
    code = "product.combination_taken"
    message = _("款式 {style} 的 {values} 已是商品 {product}")


@dataclass(slots=True)
class AttributeFacts:
    """An attribute of a style: its values as they are written, with what stands for each in codes,
    by their capitals; in their order."""

    name: str
    values: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])


@dataclass(slots=True)
class StyleFacts:
    """What products of a style must know of it."""

    code: str
    name: str
    begins: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What its products begin with, by field."""
    attributes: list[AttributeFacts] = field(default_factory=list[AttributeFacts])

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@dataclass(slots=True)
class Known:
    """What was read ahead for a product: its style, and which other product is the same of it."""

    style: StyleFacts | None
    taken: str = ""


def read(styles: Iterable[UUID]) -> dict[UUID, StyleFacts]:
    """Styles with their attributes and values."""
    found: dict[UUID, StyleFacts] = {}
    wanted = [sql.array(sorted(set(styles))), current_id()]
    sql.run(HOLD, wanted)
    for row in sql.run(STYLES, wanted).fetchall():
        key, code, name, place, attribute, value, short, *begins = row
        facts = found.get(key)
        if facts is None:
            facts = found[key] = StyleFacts(code, name, dict(zip(INHERITED, begins, strict=True)))
        if len(facts.attributes) < place:
            facts.attributes.append(AttributeFacts(attribute))
        if value is not None:
            facts.attributes[place - 1].values[value.upper()] = (value, short or value)
    return found


def there(wanted: Sequence[tuple[UUID, UUID, Combination]]) -> dict[int, str]:
    """Which of these (product, style, values) another product is already; one statement."""
    if not wanted:
        return {}
    ids, styles, values = zip(*wanted, strict=True)
    columns = [text_array(one) for one in zip(*values, strict=True)]
    keys = [sql.array(range(len(ids))), sql.array(ids), sql.array(styles)]
    rows = sql.run(THERE, [*keys, *columns, current_id()]).fetchall()
    return {n: f"{code} {name}" for n, code, name in rows}


class Varied(models.Model):
    """`style` and the values in the order of its attributes; no two products of it have the same.

    Values are kept as they are written: the attribute has them all, and renames them here too.
    """

    style = CompanyForeignKey(
        Style, null=True, blank=True, related_name="+", verbose_name=_("款式")
    )
    value1 = models.CharField(_("属性值1"), max_length=40, blank=True, default="")
    value2 = models.CharField(_("属性值2"), max_length=40, blank=True, default="")
    value3 = models.CharField(_("属性值3"), max_length=40, blank=True, default="")

    known_style: Known | None = None

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["company", "style", "value3", "value2", "value1"],
                name="%(app_label)s_%(class)s_combination",
            ),
            models.CheckConstraint(
                condition=models.Q(style__isnull=False) | models.Q(value1="", value2="", value3=""),
                name="%(app_label)s_%(class)s_values_of_style",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["company", place],
                condition=~models.Q(**{place: ""}),
                name=f"%(app_label)s_%(class)s_{place}",
            )
            for place in PLACES
        ]

    @property
    def combination(self) -> Combination:
        return self.value1, self.value2, self.value3

    def written_values(self) -> str:
        """红/L"""
        return BETWEEN.join(one for one in self.combination if one)

    def follow_values(self, specification: str, before: Sequence[str]) -> None:
        """A specification that said no more than the values before says those of now."""
        said = BETWEEN.join(one for one in before if one)
        if said and self.specification == specification == said:
            self.specification = self.written_values()

    @classmethod
    def ahead(cls, products: Sequence[Any]) -> None:
        """Read for all of them what their rules ask about styles: two statements."""
        varied = [one for one in products if one.style_id]
        styles = read(one.style_id for one in varied) if varied else {}
        for one in varied:
            facts = styles.get(one.style_id)
            one.known_style = Known(facts)
            if facts is not None:
                _begin(one, facts)
                _write_out(one, facts)
        taken = there([(one.id, one.style_id, one.combination) for one in varied])
        seen: dict[tuple[Any, ...], str] = {}
        for number, one in enumerate(varied):
            same = (one.style_id, *one.combination)
            one.known_style.taken = taken.get(number, "") or seen.get(same, "")
            seen.setdefault(same, f"{one.code} {one.name}".strip())

    def fit_style(self) -> None:
        """Its values are those of its style's attributes, each of them one that there is."""
        if self.style_id is None:
            for place in PLACES:
                if getattr(self, place):
                    raise NoStyle(field="style")
            return
        if self.known_style is None:
            type(self).ahead([self])
        known, self.known_style = self.known_style, None
        if known is None or known.style is None:
            raise NoStyle(field="style")
        Several.raise_any(_unfit(self, known.style))
        if known.taken:
            told = {"values": self.written_values(), "product": known.taken}
            raise CombinationTaken(field="value1", style=str(known.style), **told)


def _begin(one: Any, facts: StyleFacts) -> None:
    """A new product takes from its style what nobody said of it."""
    said = one.answered if one._state.adding else INHERITED
    for name in INHERITED:
        value = facts.begins[name]
        if name not in said and value is not None:
            setattr(one, one._meta.get_field(name).attname, value)


def _write_out(one: Any, facts: StyleFacts) -> None:
    """The values as the attribute writes them, whatever capitals were typed; and a product without
    a specification has them for one."""
    for place, attribute in zip(PLACES, facts.attributes, strict=False):
        typed = " ".join(getattr(one, place).split())
        setattr(one, place, attribute.values.get(typed.upper(), (typed,))[0])
    one.specification = one.specification or one.written_values()


def _unfit(one: Any, facts: StyleFacts) -> list[BusinessError]:
    errors: list[BusinessError] = []
    for number, place in enumerate(PLACES):
        value = getattr(one, place)
        if number >= len(facts.attributes):
            if value:
                told = {"style": str(facts), "count": len(facts.attributes)}
                errors.append(NoSuchAttribute(field=place, **told))
            continue
        attribute = facts.attributes[number]
        if not value:
            errors.append(ValueMissing(field=place, style=str(facts), attribute=attribute.name))
        elif value.upper() not in attribute.values:
            errors.append(NoSuchValue(field=place, attribute=attribute.name, value=value))
    return errors
