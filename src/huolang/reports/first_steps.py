"""起步: what a company does before its first sale, and which of it is done."""

from __future__ import annotations

from dataclasses import dataclass

from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access

ANY = "EXISTS (SELECT FROM {table} d WHERE d.company_id = %(company)s::bigint)"
CONFIRMED = """EXISTS (
    SELECT FROM {table} d WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed'
)"""
STEPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "product": (ANY, ("product",)),
    "partner": (ANY, ("partner",)),
    "stock": (CONFIRMED, ("opening_stock", "purchase_receipt", "stock_receipt")),
    "sale": (CONFIRMED, ("sales_delivery",)),
}
"""What each is found by: records of any of these forms."""
COMPANY = """EXISTS (
    SELECT FROM kernel_auditentry a
    WHERE a.company_id = %(company)s::bigint AND a.form = 'company' AND a.action = 'change'
)"""
PEOPLE = "(SELECT count(*) > 1 FROM kernel_membership m WHERE m.company_id = %(company)s::bigint)"


@dataclass(frozen=True)
class Step:
    """`name`: company, product, partner, stock, people or sale."""

    name: str
    done: bool


def ahead(access: Access) -> list[Step] | None:
    """The steps in their order; None for who does not set up the company, and after its first
    sale."""
    if not access.allows("company", "edit"):
        return None
    asked = {"company": COMPANY, **{name: _found(name) for name in STEPS}, "people": PEOPLE}
    bound = {"company": str(current_id())}
    [row] = sql.run_named(f"SELECT {', '.join(asked.values())}", bound).fetchall()
    done = dict(zip(asked, row, strict=True))
    if done["sale"]:
        return None
    order = ("company", "product", "partner", "stock", "people", "sale")
    return [Step(name, done[name]) for name in order]


def _found(name: str) -> str:
    how, forms = STEPS[name]
    return " OR ".join(how.format(table=registry.get(form).table) for form in forms)
