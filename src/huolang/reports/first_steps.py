"""开账向导: what a company does before its first sale, and which of it is done.

What is done is read from the books and the masters, not ticked. What cannot be read from there
(somebody looked and left it as it is, or wants to do it later) is a setting of the company, one for
each step: everybody who sets it up goes on where another one stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.settings_registry import Setting, Settings, declare

OPEN, DONE, SKIPPED = "open", "done", "skipped"
ANY = "EXISTS (SELECT FROM {table} d WHERE d.company_id = %(company)s::bigint)"
CONFIRMED = """EXISTS (
    SELECT FROM {table} d WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed'
)"""
BY_PEOPLE = """EXISTS (
    SELECT FROM kernel_auditentry a
    WHERE a.company_id = %(company)s::bigint AND a.form = '{form}' AND a.by IS NOT NULL
)"""
"""Somebody made or changed one; what a new company begins with was made by nobody."""
PEOPLE = "(SELECT count(*) > 1 FROM kernel_membership m WHERE m.company_id = %(company)s::bigint)"
STORED = """(
    SELECT jsonb_object_agg(v.key, v.value)::text FROM kernel_settingvalue v
    WHERE v.company_id = %(company)s::bigint AND v.key LIKE 'setup.%%'
)"""


def _of(how: str, *forms: str) -> Callable[[], str]:
    """Found by records of any of `forms`, whose tables are known once Django has started."""
    return lambda: " OR ".join(how.format(table=registry.get(form).table) for form in forms)


STEPS: dict[str, Callable[[], str]] = {
    "company": lambda: BY_PEOPLE.format(form="company"),
    "warehouse": lambda: BY_PEOPLE.format(form="warehouse"),
    "people": lambda: PEOPLE,
    "product": _of(ANY, "product"),
    "partner": _of(ANY, "partner"),
    "stock": _of(CONFIRMED, "opening_stock", "purchase_receipt", "stock_receipt"),
    "sale": _of(CONFIRMED, "sales_delivery"),
}
"""In their order, each with the condition that says it is done."""
AS_IT_IS = ("company", "warehouse", "people")
"""May be right as they are from the beginning."""
NAMES = {
    "company": _("公司资料"),
    "warehouse": _("仓库"),
    "people": _("同事"),
    "product": _("商品"),
    "partner": _("客户和供应商"),
    "stock": _("期初库存"),
    "sale": _("第一笔销售"),
}
SHOWN = declare(
    Setting(
        key="setup.shown",
        kind="bool",
        default=True,
        label=_("首页显示开账向导"),
        elsewhere=True,
    )
)


def _settled(name: str) -> Setting[str]:
    as_it_is = [(DONE, _("就这样"))] if name in AS_IT_IS else []
    return declare(
        Setting(
            key=f"setup.{name}",
            kind="choice",
            default=OPEN,
            label=format_lazy("{what}：{step}", what=_("开账向导"), step=NAMES[name]),
            options=[(OPEN, _("未处理")), *as_it_is, (SKIPPED, _("跳过"))],
            elsewhere=True,
        )
    )


SETTLED: Mapping[str, Setting[str]] = {name: _settled(name) for name in STEPS}


@dataclass(frozen=True, slots=True)
class Step:
    """`state`: open, done or skipped; what was skipped and then done is done."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Setup:
    """`begun`: somebody went through a step here; `shown`: home may lead to it."""

    steps: list[Step]
    shown: bool
    begun: bool

    @property
    def traded(self) -> bool:
        return self.steps[-1].state == DONE


def read() -> Setup:
    """How far the acting company is, in one statement."""
    asked = [condition() for condition in STEPS.values()]
    bound = {"company": str(current_id())}
    [row] = sql.run_named(f"SELECT {', '.join([*asked, STORED])}", bound).fetchall()
    stored: dict[str, Any] = orjson.loads(row[-1]) if row[-1] else {}
    settings = Settings(stored)
    steps = [
        Step(name, DONE if done else settings[SETTLED[name]])
        for name, done in zip(STEPS, row, strict=False)
    ]
    return Setup(steps, shown=settings[SHOWN], begun=bool(stored))


def ahead(access: Access) -> list[Step] | None:
    """For the home page: the steps of a company that has not sold anything, and of one that has
    until somebody took note. None for who does not set up the company."""
    if not access.allows("company", "edit"):
        return None
    found = read()
    past = found.traded and not found.begun
    return None if past or not found.shown else found.steps
