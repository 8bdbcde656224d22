"""货源选择: from whom goods are bought that several suppliers have: the preferred one, or else the
cheapest, the quickest, or the one of the best quality.

Quality is what inspections found: the share of what was inspected that was accepted, on the average
of a supplier's lots of a year. Who was never inspected comes after those who were; among equals the
price decides, then the lead time.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel.settings_registry import Setting, Settings, declare
from huolang.masters import merged

SUPPLIER = declare(
    Setting(
        key="replenishment.supplier",
        kind="choice",
        default="price",
        label=_("补货：没有首选供应商时"),
        help=_(
            "商品的供应商货源里没有勾选首选时，选哪一个；合格率看最近一年的来料检验，没有检验过的排在后面"
        ),
        options=(
            ("price", _("供货价最低的")),
            ("lead", _("交货最快的")),
            ("rating", _("来料合格率最高的")),
        ),
    )
)
RATED_DAYS = 365


class Chosen(models.TextChoices):
    """Why a supplier was chosen. `SOLD`: nobody says who sells the goods; these brought them."""

    PREFERRED = "preferred", _("首选")
    ONLY = "only", _("唯一货源")
    PRICE = "price", _("价格最低")
    LEAD = "lead", _("交货最快")
    RATING = "rating", _("合格率最高")
    SOLD = "sold", _("最近一次进货")


_SUPPLIERS = """
rated AS MATERIALIZED (
    SELECT {who} AS partner,
        round(avg(1 - x.rejected_base / x.base_quantity) * 100, 2) AS quality
    FROM purchasing_inspection d JOIN purchasing_inspectionline x
        ON x.company_id = d.company_id AND x.document_id = d.id AND x.base_quantity > 0
    {partners}
    WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed'
      AND d.date > %(rated_since)s::date
    GROUP BY 1
),
suppliers AS MATERIALIZED (
    SELECT DISTINCT ON (s.product_id) s.product_id AS product, s.partner_id AS partner,
        s.lead_days, s.minimum, s.pack, s.price, q.quality,
        CASE WHEN s.preferred THEN 'preferred'
            WHEN count(*) OVER (PARTITION BY s.product_id) = 1 THEN 'only'
            WHEN %(by)s::text = 'rating' AND q.quality IS NOT NULL THEN 'rating'
            WHEN %(by)s::text = 'lead' OR s.price IS NULL THEN 'lead'
            ELSE 'price' END AS chosen
    FROM masters_productsupplier s
    JOIN masters_partner p ON p.company_id = s.company_id AND p.id = s.partner_id AND p.active
    LEFT JOIN rated q ON q.partner = s.partner_id
    WHERE s.company_id = %(company)s::bigint {of_s}
    ORDER BY s.product_id, s.preferred DESC,
        CASE %(by)s::text WHEN 'rating' THEN -q.quality WHEN 'lead' THEN s.lead_days END
            NULLS LAST, s.price NULLS LAST, s.lead_days, s.id
)
"""
SUPPLIERS = _SUPPLIERS.replace("{who}", merged.kept("d.partner_id", "y")).replace(
    "{partners}", merged.join("d.partner_id", "y")
)
"""Of each product the supplier that is asked, as parts of a `WITH`."""


def bound(settings: Settings, today: date) -> dict[str, str]:
    """The parameters of `SUPPLIERS`, besides the company."""
    return {
        "by": settings[SUPPLIER],
        "rated_since": (today - timedelta(days=RATED_DAYS)).isoformat(),
    }
