"""来料检验: whether what suppliers bring of a product waits for its inspection, as it says or else
the nearest category that says anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import current_id

YES, NO = "yes", "no"
CHOICES = [(YES, _("检验")), (NO, _("免检"))]
NEAREST = """
WITH RECURSIVE up(product, at, depth) AS (
    SELECT k.product, k.category, 0
    FROM unnest(%s::uuid[], %s::uuid[]) AS k(product, category)
    UNION ALL
    SELECT u.product, c.parent_id, u.depth + 1 FROM up u
    JOIN masters_productcategory c ON c.company_id = %s::bigint AND c.id = u.at
    WHERE c.inspection = '' AND u.depth < 100)
SELECT u.product, c.inspection, c.code || ' ' || c.name FROM up u
JOIN masters_productcategory c
    ON c.company_id = %s::bigint AND c.id = u.at AND c.inspection <> ''
"""


class Inspected(models.Model):
    """What may say whether goods are inspected."""

    inspection = models.CharField(
        _("来料检验"),
        max_length=4,
        blank=True,
        default="",
        choices=CHOICES,
        help_text=_("要检验的货采购入库后先待检，检验合格才能出库；留空按上级分类，都没说就免检"),
    )

    class Meta:
        abstract = True


def by_category(categories: Mapping[UUID, UUID]) -> list[UUID]:
    """Which products, by the category that each lies in, are inspected because of it."""
    return [row[0] for row in _nearest(categories) if row[1] == YES]


def inherited(one: Any, category: UUID | None) -> dict[str, str]:
    """What stands for the field that `one`, which lies in `category`, leaves empty."""
    if one.inspection:
        return {}
    found = _nearest({one.id: category}) if category else []
    if not found:
        return {"inspection": str(dict(CHOICES)[NO])}
    _product, value, source = found[0]
    said = now("{value}（来自“{source}”）")
    return {"inspection": said.format(value=dict(CHOICES)[value], source=source)}


def _nearest(categories: Mapping[UUID, UUID]) -> list[Any]:
    if not categories:
        return []
    keys = [sql.array(categories), sql.array(categories.values())]
    return sql.run(NEAREST, [*keys, current_id(), current_id()]).fetchall()
