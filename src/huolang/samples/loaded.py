"""What of a data set was loaded already, so that loading it again posts nothing twice.

A row is written in the transaction of the document it stands for, and kept for good: it is the
document's key in the data set. Of two loaders at once the second waits for the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import CompanyRow, current_id

WANTED, COMPLETE = "wanted", "complete"
"""Keys that stand for a whole data set: it is to be loaded, and all of it is there."""
CLAIM = """
INSERT INTO samples_loaded (company_id, data_set, key, digest, kind, month, country)
SELECT %s::bigint, %s::text, v.* FROM (VALUES {rows}) AS v ON CONFLICT DO NOTHING RETURNING key
"""
CLAIMED = "(%s::text, %s::text, %s::text, %s::text, %s::text)"
KEEP = """
UPDATE samples_loaded t SET record = v.record FROM (VALUES {rows}) AS v(key, record)
WHERE t.company_id = %s::bigint AND t.data_set = %s::text AND t.key = v.key
"""
KNOWN = """
SELECT key, digest FROM samples_loaded WHERE company_id = %s::bigint AND data_set = %s::text
"""


class Loaded(CompanyRow):
    """One document of a data set, its content's digest and the record that it became."""

    pk = models.CompositePrimaryKey("company_id", "data_set", "key")
    data_set = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    month = models.CharField(max_length=7)
    country = models.CharField(max_length=40, default="")
    record = models.UUIDField(null=True)

    class Meta(CompanyRow.Meta):
        verbose_name = _("已装入的示例单据")


RECORDS = """
SELECT key, kind, record FROM samples_loaded
WHERE company_id = %s::bigint AND data_set = %s::text AND record IS NOT NULL
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A document that is about to be made."""

    key: str
    digest: str
    kind: str
    month: str
    country: str = ""


def known(data_set: str) -> dict[str, str]:
    """Key and digest of everything that was loaded."""
    return dict(sql.run(KNOWN, [current_id(), data_set]).fetchall())


def records(data_set: str) -> dict[str, tuple[str, UUID]]:
    """Kind and record of everything that became one, by its key."""
    rows = sql.run(RECORDS, [current_id(), data_set]).fetchall()
    return {key: (kind, record) for key, kind, record in rows}


def claim(data_set: str, claims: Sequence[Claim]) -> set[str]:
    """The keys of those that nobody loaded; they are ours once the transaction commits."""
    rows = [(one.key, one.digest, one.kind, one.month, one.country) for one in claims]
    found = sql.run_rows(CLAIM, CLAIMED, rows, before=[current_id(), data_set])
    return {row[0] for row in found}


def keep(data_set: str, records: Mapping[str, UUID]) -> None:
    """Remember which record each claimed key became."""
    rows: Iterable[tuple[str, UUID]] = records.items()
    after = [current_id(), data_set]
    sql.run_rows(KEEP, "(%s::text, %s::uuid)", list(rows), after=after)
