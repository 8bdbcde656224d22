"""Master data of a data set, entered as a person would, many records in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from huolang.forms import registry, validate, writer
from huolang.forms.form import Form
from huolang.forms.references import Known
from huolang.forms.refusals import Taken
from huolang.kernel import clock, sql, transactions
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access

TOGETHER = 250
CODES = "SELECT code, id FROM {table} WHERE company_id = %s::bigint"


class Progress(Protocol):
    """Whoever watches: `show("deliveries", 300, 2000)` says how far a step is."""

    def __call__(self, step: str, done: int, whole: int) -> None: ...


def codes(form: str) -> dict[str, UUID]:
    """The records of the acting company by their code in capitals."""
    statement = CODES.format(table=registry.get(form).table)
    return {code.upper(): key for code, key in sql.run(statement, [current_id()])}


def enter(
    name: str,
    payloads: Sequence[dict[str, Any]],
    known: dict[str, UUID],
    *,
    access: Access,
    show: Progress,
) -> None:
    """Save the records whose code is not in `known`, and add them to it."""
    form, by, company = registry.get(name), access.user, access.company
    missing = [one for one in payloads if one["code"] not in known]
    for start in range(0, len(missing), TOGETHER):
        show(name.replace("_", " "), start, len(missing))
        some = missing[start : start + TOGETHER]
        try:
            known |= transactions.run(company, lambda some=some: _add(form, some, by))
        except Taken:  # another loader was quicker, and has committed
            known |= transactions.run(company, lambda: codes(name))
            some = [one for one in some if one["code"] not in known]
            known |= transactions.run(company, lambda some=some: _add(form, some, by))


def _add(form: Form, payloads: Sequence[dict[str, Any]], by: UUID | None) -> dict[str, UUID]:
    read: Known = {}
    values = [validate.read(form, one, known=read) for one in payloads]
    return {one.code: one.id for one in writer.add(form, values, by=by, at=clock.now())}
