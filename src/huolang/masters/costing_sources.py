"""Where goods have their costing from, for whoever looks at a field that was left empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from huolang.forms.numbers import plain
from huolang.kernel import settings_registry, sql
from huolang.kernel.company import current_id
from huolang.ledger.items import Policy
from huolang.masters.costing_policy import METHOD, SCOPE, Method, Scope

FIELDS = (("costing_method", METHOD, Method), ("costing_scope", SCOPE, Scope))
LINEAGE = """
WITH RECURSIVE up(at, depth) AS (
    SELECT %s::uuid, 0
    UNION ALL
    SELECT c.parent_id, u.depth + 1 FROM up u
    JOIN masters_productcategory c ON c.company_id = %s::bigint AND c.id = u.at
    WHERE u.depth < 100)
SELECT c.code || ' ' || c.name, c.costing_method, c.costing_scope FROM up u
JOIN masters_productcategory c ON c.company_id = %s::bigint AND c.id = u.at ORDER BY u.depth
"""
Lineage = Sequence[tuple[str, str, str]]


def inherited(one: Any, category: UUID | None, held: Policy | None = None) -> dict[str, str]:
    """What stands for each costing field that `one`, which lies in `category`, leaves empty.

    `held` is how the books cost it: what was said since holds for later goods only.
    """
    silent = [field for field, _setting, _choices in FIELDS if not getattr(one, field)]
    lineage: Lineage = _lineage(category) if category and silent else ()
    settings = settings_registry.load()
    told: dict[str, str] = {}
    for index, (field, setting, choices) in enumerate(FIELDS):
        if field not in silent:
            continue
        value, source = _nearest(lineage, index + 1) or (str(settings[setting]), _("设置"))
        now = value if held is None else (held.method, held.scope)[index]
        if now != value:
            source = _("建立时的规定")
        told[field] = _said(dict(choices.choices), now, source)
    if held is not None and held.standard is not None and one.standard_cost is None:
        told["standard_cost"] = _said({}, plain(held.standard), _("采购价"))
    return told


def _lineage(category: UUID) -> Lineage:
    company = current_id()
    return sql.run(LINEAGE, [category, company, company]).fetchall()


def _nearest(lineage: Lineage, column: int) -> tuple[str, str] | None:
    found = next((row for row in lineage if row[column]), None)
    return found and (found[column], found[0])


def _said(labels: Mapping[str, Any], value: str, source: str) -> str:
    return _("{value}（来自“{source}”）").format(value=labels.get(value, value), source=source)
