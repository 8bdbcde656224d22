"""规格属性: what variants of a style differ in (颜色, 尺码), and its values in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, store, traces
from huolang.forms.form import Search
from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.columns import Extra
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters.master import Master, Tables

BETWEEN = "/"
"""Stands between the values of a variant where they are written in one: 红/L."""
PLACES = ("value1", "value2", "value3")
"""The columns of a product that keep its values, in the order of its style's attributes."""
BEFORE = """
SELECT id, name FROM masters_attributevalue
WHERE company_id = %s::bigint AND attribute_id = %s::uuid
"""
USED = """
SELECT {columns} FROM masters_style s
JOIN masters_product p ON p.company_id = s.company_id AND p.style_id = s.id
WHERE s.company_id = %s::bigint AND s.{attribute} = %s::uuid AND p.{value} = ANY(%s::text[])
"""


class ValueTwice(Invalid):
    code = "attribute.value_twice"
    message = _("“{value}”重复")


class CodeTwice(Invalid):
    code = "attribute.code_twice"
    message = _("编码“{value}”重复，由此生成的商品编码会相同")


class BadValue(Invalid):
    code = "attribute.bad_value"
    message = _("属性值不能为空，也不能含“{between}”")


class ValueUsed(BusinessError):
    code = "attribute.value_used"
    message = _("“{value}”已有 {count} 个商品使用，不能删除")


class Attribute(Master):
    code_prefix = "SX"
    renamed: Mapping[str, str] = {}
    """What values of it were called before it was changed: {before: now}."""

    class Meta(Master.Meta):
        verbose_name = _("规格属性")

    class Form:
        sections = [(_("基本信息"), ["code", "name", "active", "remark"])]
        list = ["code", "name", "active"]
        tables = ["values"]
        search = Search(columns=("code", "name"), initials="initials")

    def rules(self, tables: Tables) -> None:
        """Values are told apart by name and by code; those that products have stay."""
        rows = tables["values"]
        for row in rows:
            row.name, row.code = " ".join(row.name.split()), row.code.strip()
        Several.raise_any(_wrong(rows))
        if self._state.adding:
            return
        before = dict(sql.run(BEFORE, [current_id(), self.id]).fetchall())
        now = {row.id: row.name for row in rows}
        gone = [name for key, name in before.items() if key not in now]
        if gone:
            self._refuse_used(gone)
        self.renamed = {
            name: now[key] for key, name in before.items() if key in now and now[key] != name
        }

    def saved(self, tables: Tables, *, created: bool) -> None:
        """Products go along when a value of theirs gets another name."""
        if self.renamed:
            self._rename(self.renamed)

    def _refuse_used(self, names: list[str]) -> None:
        used: Counter[str] = Counter()
        for place in PLACES:
            used.update(row[0] for row in self._using(place, names, f"p.{place}"))
        Several.raise_any(
            [ValueUsed(field="values", value=one, count=used[one]) for one in names if used[one]]
        )

    def _using(self, place: str, names: list[str], columns: str) -> list[Any]:
        """Of the products that have one of these values in `place`."""
        attribute = place.replace("value", "attribute") + "_id"
        statement = USED.format(columns=columns, attribute=attribute, value=place)
        wanted = [current_id(), self.id, text_array(names)]
        return sql.run(statement, wanted).fetchall()

    def _rename(self, renamed: Mapping[str, str]) -> None:
        """The specification of a product follows where it says no more than its values."""
        places: dict[UUID, str] = {}
        for place in PLACES:
            places.update((row[0], place) for row in self._using(place, list(renamed), "p.id"))
        if not places:
            return
        form = registry.get("product")
        products = list(store.load_many(form, sorted(places)).values())
        changes: list[dict[str, Any]] = []
        for one in products:
            place, said = places[one.id], one.written_values()
            changed = {place: [getattr(one, place), renamed[getattr(one, place)]]}
            setattr(one, place, changed[place][1])
            if one.specification == said:
                one.specification = one.written_values()
                one.grams = one.search_pieces()
                changed["specification"] = [said, one.specification]
            one.updated_at, one.updated_by = self.updated_at, self.updated_by
            changes.append(changed)
        written = {*PLACES, "specification", "grams", "updated_at", "updated_by"}
        store.update(form, dict.fromkeys(products, written))
        traces.trace_all(form, products, "change", changes, by=self.updated_by, at=self.updated_at)


class AttributeValue(CompanyModel):
    """`code` is what stands for it in codes of products; nothing: its name."""

    attribute = CompanyForeignKey(Attribute, related_name="values", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    name = models.CharField(_("属性值"), max_length=40)
    code = models.CharField(
        _("编码中写作"), max_length=20, blank=True, default="", help_text=_("留空则用属性值本身")
    )
    extra = Extra()

    class Meta(CompanyModel.Meta):
        verbose_name = _("属性值")
        constraints = [
            models.UniqueConstraint(
                "company", "attribute", Upper("name"), name="masters_attributevalue_once"
            ),
        ]

    class Form:
        columns = ["name", "code"]


def _wrong(rows: list[Any]) -> list[BusinessError]:
    errors: list[BusinessError] = []
    names: set[str] = set()
    codes: set[str] = set()
    for index, row in enumerate(rows):
        name, code = row.name.upper(), (row.code or row.name).upper()
        if not name or BETWEEN in name:
            errors.append(BadValue(field=f"values.{index}.name", between=BETWEEN))
        elif name in names:
            errors.append(ValueTwice(field=f"values.{index}.name", value=row.name))
        elif code in codes:
            errors.append(CodeTwice(field=f"values.{index}.code", value=row.code or row.name))
        names.add(name)
        codes.add(code)
    return errors
