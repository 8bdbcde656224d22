"""现状: what has become of a confirmed document since: documents that came of it, and what was paid
or credited of what it opened."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from huolang.documents import originals
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger.posting import Posting

READ = """
SELECT EXISTS (SELECT FROM documents_link
               WHERE company_id = %s::bigint AND from_record = %s::uuid) OR {named},
       coalesce(bool_or(i."left" <> i.total), false), coalesce(bool_or(i."left" <> 0), false)
FROM ledger_openitem i
WHERE i.company_id = %s::bigint AND i.form = %s AND i.record = %s::uuid AND i.revision = %s::int
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """`followed`: confirmed documents came of it, or name it. `settled`: some of what it opened was
    settled. `open`: some of it is not."""

    followed: bool = False
    settled: bool = False
    open: bool = False

    @property
    def stays(self) -> bool:
        """It cannot be taken back before what rests on it is."""
        return self.followed or self.settled


def read(form: str, record: UUID, revision: int) -> Standing:
    """As it is now, in one statement."""
    company = current_id()
    named, known = originals.is_named(form, record)
    given = [company, record, *known, company, form, record, revision]
    row = sql.run(READ.format(named=named), given).fetchone()
    return Standing(*row) if row else Standing()


def after(posting: Posting) -> Standing:
    """Of a document that has posted just now: nobody has seen it yet."""
    return Standing(open=any(due.total for due in posting.dues))
