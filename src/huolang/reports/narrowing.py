"""Filters that reports share: a period, a product, a category with all below it, a partner."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.kernel.keys import NIL
from huolang.masters import merged
from huolang.reports.report import Column, Filter, Label

IN_CATEGORY = """{product} IN (
    WITH RECURSIVE below AS (
        SELECT c.id FROM masters_productcategory c
        WHERE c.company_id = %(company)s::bigint AND c.id = %(category)s::uuid
        UNION
        SELECT c.id FROM masters_productcategory c JOIN below b ON c.parent_id = b.id
        WHERE c.company_id = %(company)s::bigint)
    SELECT m.id FROM masters_product m JOIN below b ON b.id = m.category_id
    WHERE m.company_id = %(company)s::bigint)"""

OF_CATEGORY = """{product} IN (SELECT m.id FROM masters_product m
    WHERE m.company_id = %(company)s::bigint AND (m.category_id = %(of_category)s::uuid
        OR %(of_category)s::uuid = {nil} AND m.category_id IS NULL))"""
OF_STYLE = """{product} IN (SELECT m.id FROM masters_product m
    WHERE m.company_id = %(company)s::bigint AND (m.style_id = %(style)s::uuid
        OR %(style)s::uuid = {nil} AND m.style_id IS NULL))"""
OF_CATEGORY, OF_STYLE = (one.replace("{nil}", f"'{NIL}'::uuid") for one in (OF_CATEGORY, OF_STYLE))


def period(default: str = "month") -> tuple[Filter, Filter]:
    """From a day to a day, both included; without them from the first of the month to today."""
    return (
        Filter(name="since", label=_("开始日期"), kind="day", default=default),
        Filter(name="until", label=_("结束日期"), kind="day", default="today"),
    )


def product(column: str = "f.product") -> Filter:
    return Filter(
        name="product",
        label=_("商品"),
        kind="reference",
        to="product",
        where=f"{column} = %(product)s::uuid",
    )


def category(column: str = "f.product") -> Filter:
    """The category and all that lie below it."""
    return Filter(
        name="category",
        label=_("商品分类"),
        kind="reference",
        to="product_category",
        where=IN_CATEGORY.replace("{product}", column),
    )


LONGEST = 366 * 12
"""Days: the longest period that the entries behind a figure can be asked for."""
EARLIEST = "greatest({until} - " + str(LONGEST) + ", '1900-01-01'::date)"


def since(until: str = "%(today)s::date") -> Column:
    """From when on what lies there at the end of a day had come: a row leads to all of that, not to
    what came in this month."""
    return Column(
        name="since",
        label=_("开始日期"),
        kind="date",
        sql=EARLIEST.replace("{until}", until),
        shown=False,
    )


def of_category(column: str = "f.product") -> Filter:
    """The category itself, without what lies below: where a row of one category leads."""
    return Filter(
        name="of_category",
        label=_("商品分类（不含下级）"),
        kind="reference",
        named="product_category",
        nothing=True,
        where=OF_CATEGORY.replace("{product}", column),
    )


def style(column: str = "f.product") -> Filter:
    """The products of one style."""
    return Filter(
        name="style",
        label=_("款式"),
        kind="reference",
        to="style",
        nothing=True,
        where=OF_STYLE.replace("{product}", column),
    )


def partner(label: Label, role: str, column: str = "f.partner") -> Filter:
    """A partner who plays `role`: is_customer or is_supplier; what was told of a duplicate that was
    merged into them too."""
    return Filter(
        name="partner",
        label=label,
        kind="reference",
        to="partner",
        only=((role, "=", True),),
        where=f"{column} = ANY({merged.alike('%(partner)s::uuid')})",
    )


def warehouse(column: str = "f.warehouse") -> Filter:
    return Filter(
        name="warehouse",
        label=_("仓库"),
        kind="reference",
        to="warehouse",
        where=f"{column} = %(warehouse)s::uuid",
    )


def salesperson(column: str = "f.salesperson") -> Filter:
    return Filter(
        name="salesperson",
        label=_("业务员"),
        kind="reference",
        to="employee",
        nothing=True,
        where=f"coalesce({column}, '{NIL}'::uuid) = %(salesperson)s::uuid",
    )


def record(column: str = "f.record") -> Filter:
    """One document, by its id: where a row of documents leads to its lines."""
    return Filter(
        name="record",
        label=_("单据"),
        kind="reference",
        where=f"{column} = %(record)s::uuid",
    )


def place() -> Filter:
    """A warehouse, for a body that reads it by itself; only the view by warehouse knows it."""
    return Filter(
        name="warehouse", label=_("仓库"), kind="reference", to="warehouse", views=("warehouse",)
    )
