"""Titles of lists."""

from __future__ import annotations

import pytest
from django.utils import translation

from huolang.forms.plural import plural


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("Sales order", "Sales orders"),
        ("Product category", "Product categories"),
        ("Assembly", "Assemblies"),
        ("Batch", "Batches"),
        ("Delivery address", "Delivery addresses"),
        ("Disposal of rejects", "Disposals of rejects"),
        ("Reason for rejection", "Reasons for rejection"),
        ("Opening balances", "Opening balances"),
        ("Opening stock", "Opening stock"),
        ("Price level", "Price levels"),
        ("Survey", "Surveys"),
    ],
)
def test_a_list_in_english_is_of_many(one: str, many: str) -> None:
    with translation.override("en"):
        assert plural(one) == many


def test_chinese_makes_no_difference() -> None:
    with translation.override("zh-hans"):
        assert plural("销售订单") == "销售订单"
