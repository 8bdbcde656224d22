"""What happens to a person's log-in is told to every company that they work in."""

from __future__ import annotations

from uuid import UUID

from huolang.kernel import audit
from huolang.kernel.company import acting
from huolang.kernel.people import Membership


def write(person: UUID, action: str, *, by: UUID | None) -> None:
    """One line in the audit of each company of `person`. Called outside `acting`."""
    told = audit.Trace(form="user", record=person, action=action, by=by)
    companies = Membership.objects.filter(user_id=person).values_list("company_id", flat=True)
    for company in companies:
        with acting(company):
            audit.write([told])
