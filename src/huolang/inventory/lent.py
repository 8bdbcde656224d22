"""借出的货: where lent goods stand, and what lines must know that go on from a loan's line.

Lent goods are ours: they stand in the warehouse that lent them, at its cost, but on no shelf. What
comes back goes onto the shelves again (`loan_return`); what is sold leaves from where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import AT_CUSTOMER, LENT

LOAN = "loan"
NAMES: dict[UUID, str | Promise] = {LENT: _("借出"), AT_CUSTOMER: _("代销在外")}
"""How refusals call the two places."""
OUT = """
SELECT l.id, d.warehouse_id, d.purpose FROM inventory_loanline l
JOIN inventory_loan d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""
TAKEN = """
SELECT l.{column}, unnest(l.serial_records) FROM {lines} l
JOIN {header} d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE l.company_id = %s::bigint AND l.{column} = ANY(%s::uuid[]) AND d.state = 'confirmed'
"""


class Purpose(models.TextChoices):
    USE = "use", _("借用")
    TRIAL = "trial", _("试用")
    SHOW = "show", _("展示")
    CONSIGNMENT = "consignment", _("委托代销")


class OtherWarehouse(Invalid):
    code = "line.lent_elsewhere"
    message = _("这一行的货是从别的仓库借出的，仓库请留空")


class OnNoShelf(Invalid):
    code = "line.lent_on_no_shelf"
    message = _("借出在外的货不在库位上，这里不能填库位")


class PieceTaken(BusinessError):
    code = "line.lent_piece_taken"
    message = _("{product} 的序列号 {serial} 已经归还或售出")


@dataclass(frozen=True, slots=True)
class Lent:
    """Where the goods of a loan's line stand."""

    warehouse: UUID
    place: UUID


class FromLoanLine(models.Model):
    """Mixed with lines that may go on from a loan's line; `lent_at` is where its goods stand then,
    off the shelves."""

    lent_at = models.UUIDField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def stands(self) -> dict[str, Any]:
        """From where a move takes its goods."""
        if self.lent_at is None:
            return {}
        return {"location": self.lent_at, "at": str(NAMES[self.lent_at])}


def loan_line() -> Any:
    """The reference of a line to the loan's line that it goes on from."""
    return SourceLine("inventory.LoanLine", verbose_name=_("借出行"))


def place_of(purpose: str) -> UUID:
    return AT_CUSTOMER if purpose == Purpose.CONSIGNMENT else LENT


def read(lines: Iterable[UUID | None]) -> dict[UUID | None, Lent]:
    """What documents must know that go on from these lines of loans."""
    keys = {key for key in lines if key is not None}
    if not keys:
        return {}
    rows = sql.run(OUT, [current_id(), sql.array(keys)]).fetchall()
    return {row[0]: Lent(row[1], place_of(row[2])) for row in rows}


def follow(rows: Sequence[Any], warehouse: UUID) -> None:
    """Let the lines of a sale that go on from a loan take its goods from where they stand; the
    others take theirs from the shelves. `warehouse` is that of lines that name none."""
    found = read(row.loan_line_id for row in rows)
    errors: list[BusinessError] = []
    for index, row in enumerate(rows):
        out = found.get(row.loan_line_id)
        row.lent_at = out and out.place
        if out is None:
            continue
        if row.warehouse_id is None and out.warehouse != warehouse:
            row.warehouse_id = out.warehouse
        if (row.warehouse_id or warehouse) != out.warehouse:
            errors.append(OtherWarehouse(field=f"lines.{index}.warehouse"))
        if row.location_id is not None:
            errors.append(OnNoShelf(field=f"lines.{index}.location"))
    Several.raise_any(errors)


def refuse_taken(document: Any) -> None:
    """Refuse pieces that came back or were sold already, though others of their loan are still
    out. They are locked."""
    rows = [
        (index, row)
        for index, row in enumerate(document.rows)
        if row.loan_line_id is not None and row.serial_records
    ]
    if not rows:
        return
    found = taken({row.loan_line_id for _n, row in rows})
    Several.raise_any(
        [
            PieceTaken(field=f"lines.{index}.serials.{at}", product=row.product_name, serial=number)
            for index, row in rows
            for at, (number, key) in enumerate(zip(row.serials, row.serial_records, strict=True))
            if (row.loan_line_id, key) in found
        ]
    )


def taken(lines: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Loan's line and piece, of every piece that came back or was sold."""
    keys, found = sql.array(lines), set[tuple[UUID, UUID]]()
    for header, table, column in _followers():
        statement = TAKEN.format(header=header, lines=table, column=column)
        found |= {(row[0], row[1]) for row in sql.run(statement, [current_id(), keys]).fetchall()}
    return found


def _followers() -> Sequence[tuple[str, str, str]]:
    """Header and lines of the documents that go on from loans, and the column by which they do."""
    found: list[tuple[str, str, str]] = []
    for form in registry.all():
        follows: Sequence[Follow] = form.model.follows if form.is_document else ()
        lines = form.tables_by_name.get("lines")
        found += [(form.table, lines.table, f.column) for f in follows if lines and f.form == LOAN]
    return found
