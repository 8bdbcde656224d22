"""A form is read off its model: labels, kinds, limits and layout are declared once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import models

from huolang.forms import reader
from huolang.forms.form import Form, seen_by
from huolang.kernel.company import CompanyModel


def test_kinds_limits_and_choices_come_from_the_columns(good: Form) -> None:
    fields = good.by_name

    assert (fields["code"].kind, fields["code"].max_length) == ("text", 20)
    assert (fields["weight"].kind, fields["weight"].digits) == ("quantity", 6)
    assert (fields["price"].kind, fields["price"].min) == ("price", Decimal(0))
    assert [one.value for one in fields["colour"].options] == ["red", "blue"]
    assert fields["shelf_days"].min == Decimal(0)


def test_only_what_has_a_label_is_asked_and_system_columns_never(good: Form, bill: Form) -> None:
    hidden = {"company", "id", "extra", "initials", "grams", "created_at", "updated_at"}

    assert not hidden & set(good.by_name)
    assert bill.by_name["number"].readonly
    assert bill.by_name["number"].kind == "serial"
    assert "bill" not in bill.tables_by_name["lines"].by_name


def test_a_unique_code_names_a_record_whatever_its_capitals(good: Form) -> None:
    assert good.by_name["code"].unique == "upper"
    assert good.by_name["name"].unique is None


def test_what_is_required_follows_from_blank_null_and_default(good: Form, bill: Form) -> None:
    lines = bill.tables_by_name["lines"].by_name

    required = {name for name, field in good.by_name.items() if field.required}
    assert required == {"code", "name"}
    assert {name for name, field in lines.items() if field.required} == {"good", "quantity"}


def test_a_form_without_the_cost_group_has_no_such_fields(good: Form, bill: Form) -> None:
    seen = seen_by(good, frozenset({"cost"}))
    rows = seen_by(bill, frozenset({"cost"})).tables_by_name["lines"]

    assert "price" not in seen.by_name
    assert "price" not in seen.list.columns
    assert "unit_price" not in rows.by_name
    assert "unit_price" not in rows.columns
    assert seen_by(good, frozenset({"purchase_price"})) is good


def test_a_column_that_is_asked_for_needs_a_label() -> None:
    class Nameless(CompanyModel):
        size = models.IntegerField()

        class Meta(CompanyModel.Meta):
            app_label = "shop"

    with pytest.raises(TypeError, match="needs a label"):
        reader.from_model(Nameless)
