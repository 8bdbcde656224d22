"""In which groups and in which order people read the settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huolang.api.session import MODULES
from huolang.forms import registry
from huolang.kernel.settings_registry import Setting

GROUPS: Sequence[tuple[Promise, Sequence[str]]] = (
    (_("价格"), ("price.products_with_tax", "price")),
    (_("采购"), ("purchase_order", "transfer_charge")),
    (_("销售"), ("sales_order", "returns", "credit")),
    (_("库存"), ("batch", "stock_alert")),
    (_("补货"), ("replenishment",)),
    (_("盘点"), ("count_plan.cycle", "count_plan.a_day", "count_plan.a_days", "count_plan")),
    (_("成本"), ("costing", "books")),
    (_("邮件"), ("mail",)),
    (_("编号规则"), ("numbering",)),
)
"""Each with the keys in it, or what keys begin with; otherwise as they were declared."""


def ordered(settings: Sequence[Setting[Any]]) -> list[tuple[str, Setting[Any]]]:
    """`settings`, given as declared, each with the name of its group; numbers as in the menu."""
    forms = [one.name for module in MODULES for one in registry.all() if one.module == module]

    def place(setting: Setting[Any]) -> tuple[int, int, int]:
        group, within = _place(setting.key)
        form = setting.key.removeprefix("numbering.")
        return group, within, forms.index(form) if form in forms else len(forms)

    return [(str(GROUPS[_place(one.key)[0]][0]), one) for one in sorted(settings, key=place)]


def _place(key: str) -> tuple[int, int]:
    """The group and the place in it; whoever adds a kind of key names its group."""
    for number, (_label, keys) in enumerate(GROUPS):
        for within, one in enumerate(keys):
            if key == one or key.startswith(f"{one}."):
                return number, within
    raise LookupError(f"no group of settings has {key}")
