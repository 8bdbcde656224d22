"""供应商发票号码: a paper of a supplier is entered once, whether as an invoice, as the red one of
an allowance or for what it cost to move goods, and under whatever name of theirs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Invalid
from huolang.masters import merged, partner_roles

BEFORE = """
SELECT number FROM purchasing_purchaseinvoice
WHERE company_id = %s::bigint AND invoice_number = %s::text AND partner_id = ANY(%s::uuid[])
  AND state = 'confirmed' AND id <> %s::uuid
UNION ALL
SELECT number FROM purchasing_purchaseallowance
WHERE company_id = %s::bigint AND invoice_number = %s::text AND partner_id = ANY(%s::uuid[])
  AND state = 'confirmed' AND id <> %s::uuid
UNION ALL
SELECT number FROM purchasing_transfercharge
WHERE company_id = %s::bigint AND invoice_number = %s::text AND partner_id = ANY(%s::uuid[])
  AND state = 'confirmed' AND id <> %s::uuid
LIMIT 1
"""


class EnteredBefore(Invalid):
    code = "purchase_invoice.entered_before"
    message = _("{supplier} 的发票 {invoice} 已经由 {number} 录入")


def refuse_twice(document: Any) -> None:
    """Refuse to confirm `document` where another one says the number of its paper. The supplier is
    held, so that two do not do it at once."""
    paper: str = document.invoice_number
    if not paper:
        return
    names = merged.whole(document.partner_id)
    supplier = partner_roles.hold(names)[document.partner_id]
    given = [current_id(), paper, sql.array(names), document.id]
    before = sql.run(BEFORE, given * 3).fetchone()
    if before is not None:
        told = {"supplier": supplier.name, "invoice": paper, "number": before[0]}
        raise EnteredBefore(field="invoice_number", **told)
