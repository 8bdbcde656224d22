"""合并: two records of master data mean the same partner or product; one of them goes on alone.

The books keep what they were told: what was posted for the duplicate stays under it. Whoever reads
them takes a partner and its duplicates as one (`merged`), so what it owes and its orders go on with
the one that is kept; a product that still lies in stock, or with orders under way, is not merged
(docs/decisions). Drafts and other master data that refer to the duplicate refer to the other one
from then on; the duplicate is archived and says into which it was merged, and the search finds the
other one by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, store, writer
from huolang.forms.form import Field, Form, Table
from huolang.kernel import audit, sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.listing import first_of
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger import books

LOCK = """
SELECT FROM {table} WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) ORDER BY id FOR UPDATE
"""
"""Nobody makes a new reference to either meanwhile."""
HEADER = """
UPDATE {table} SET {column} = %s::uuid,
    updated_at = greatest(%s::timestamptz, updated_at + interval '1 microsecond')
WHERE company_id = %s::bigint AND {column} = %s::uuid{only} RETURNING id
"""
ROWS = """
WITH moved AS (
    UPDATE {table} SET {column} = %s::uuid
    WHERE company_id = %s::bigint AND {column} = %s::uuid{only} RETURNING {parent} AS id)
UPDATE {header} h
SET updated_at = greatest(%s::timestamptz, h.updated_at + interval '1 microsecond')
WHERE h.company_id = %s::bigint AND h.id IN (SELECT id FROM moved) RETURNING h.id
"""
DRAFT = " AND state = 'draft'{new}"
OF_DRAFT = """
 AND {parent} IN (SELECT d.id FROM {header} d
                  WHERE d.company_id = %s::bigint AND d.state = 'draft'{new})
"""
NEVER_CONFIRMED = " AND number = ''"
"""What was opened again keeps naming the duplicate where that stands in the way of merging it, so
that it is found; documents are pointed before it is asked, for confirming locks them first as
well, and the books afterwards."""
ON_ITS_OWN = " AND {column} IS NULL"
"""A line that goes on from a confirmed one, and moves no goods, keeps what that one names; goods
come back as the record that is kept (`documents.follow` takes it for the other one)."""
NOT_THERE_YET = """
 AND NOT EXISTS (SELECT FROM {table} k WHERE k.company_id = {table}.company_id
                 AND k.{column} = %s::uuid{same})
"""
"""Of two rows that may stand only once, that of the record that is kept wins."""
UNDER_WAY = """
SELECT d.id, d.number FROM {table} d WHERE d.company_id = %s::bigint
  AND (d.state = 'draft' AND d.number <> '' AND {names}{orders})
"""
FIRST = """
SELECT number, count(*) OVER () FROM ({found}) u ORDER BY number, id LIMIT {most}
"""
MOST_NAMED = 3
"""Of the documents that are still open; of more it is told how many there are."""
OPEN_ORDERS = " OR d.state = 'confirmed' AND d.progress <> 'done' AND {names}"
STILL_OPEN = " AND l.open_quantity > 0"
KEPT = """
SELECT coalesce(merged_into_id, id) FROM {table} WHERE company_id = %s::bigint AND id = %s::uuid
"""
IN_ROWS = """
EXISTS (SELECT FROM {rows} l WHERE l.company_id = d.company_id AND l.{parent} = d.id
        AND l.{column} = ANY(%s::uuid[]){more})
"""


class IntoItself(Invalid):
    code = "merge.into_itself"
    message = _("不能与自己合并")


class NotMergeable(BusinessError):
    code = "merge.not_possible"
    message = _("{form}不能合并")
    status = 404


class MergedAlready(BusinessError):
    code = "merge.merged_already"
    message = _("{name} 已被合并")


class IntoArchived(BusinessError):
    code = "merge.into_archived"
    message = _("不能合并到已停用的 {name}")


class UnderWay(BusinessError):
    code = "merge.under_way"
    message = _("{name} 还有未完成的单据 {numbers}，请先处理它们")


class Mergeable(models.Model):
    """Master data whose duplicates can be merged."""

    merged_into = CompanyForeignKey(
        "self",
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("已并入"),
    )

    mergeable: ClassVar[bool] = True
    ends_first: ClassVar[bool] = False
    """Whether orders that are open and documents that were opened again are to be ended before."""

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(active=False),
                name="%(app_label)s_%(class)s_merged",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["company", "merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="%(app_label)s_%(class)s_merged_into",
            ),
        ]

    def refuse_reviving(self) -> None:
        """What was merged stays archived."""
        if self.merged_into_id is not None and self.active:  # type: ignore[attr-defined]
            raise MergedAlready(field="active", name=str(self))

    def refuse_merge(self, kept: Any) -> None:
        """Raise why the books must keep this record apart from `kept`, or why it is for somebody
        else to merge them: `kept.unseen` is hidden from whoever does."""

    def hand_over(self, kept: Any, *, by: UUID | None, at: datetime) -> None:
        """Give `kept` what is found by this record, or stands below it, and `kept` lacks."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a record is referred to: a field of a form, or of one of its sub-tables."""

    form: Form
    part: Form | Table
    field: Field

    @property
    def path(self) -> str:
        """As the audit names it."""
        return (
            self.field.name
            if isinstance(self.part, Form)
            else f"{self.part.name}.{self.field.name}"
        )


def kept(name: str, record: UUID) -> UUID:
    """What stands for `record` of the form `name`: itself, or what it was merged into."""
    statement = KEPT.format(table=registry.get(name).table)
    row = sql.run(statement, [current_id(), record]).fetchone()
    return record if row is None else row[0]


def merge(form: Form, duplicate: UUID, into: UUID, *, access: Access, at: datetime) -> Any:
    """Let `into` stand for `duplicate` as well; the answer is `into`. It cannot be taken back."""
    access.require(form.name, "edit")
    access.require(form.name, "delete")
    if not form.mergeable:
        raise NotMergeable(form=str(form.label))
    if duplicate == into:
        raise IntoItself(field="into")
    sql.run(LOCK.format(table=form.table), [current_id(), sql.array([duplicate, into])])
    old, kept = store.load(form, duplicate), store.load(form, into)
    kept.unseen = access.hidden
    if old.merged_into_id is not None:
        raise MergedAlready(name=str(old))
    if not kept.active:
        raise IntoArchived(field="into", name=str(kept))
    new = NEVER_CONFIRMED if old.ends_first else ""
    places = list(_places(form.name))
    moved = [(place, _point(place, old.id, kept.id, at, new=new)) for place in places]
    if old.ends_first:
        books.alone()  # whoever is confirming has posted before it is asked what is open
        _refuse_under_way(form.name, old)
    old.refuse_merge(kept)
    old.hand_over(kept, by=access.user, at=at)
    _archive(form, old, kept, access, at)
    _tell(form, old, kept, moved, access, at)
    return kept


def _places(name: str) -> Iterable[_Place]:
    for form in registry.all():
        stay = getattr(form.model, "stays_with", ())
        for part in (form, *form.tables):
            for one in part.fields:
                if one.to == name and one.name not in stay:
                    yield _Place(form, part, one)


@writer.kindly
def _pointed(form: Form, statement: str, parameters: list[Any]) -> list[UUID]:
    return [row[0] for row in sql.run(statement, parameters).fetchall()]


def _point(place: _Place, old: UUID, kept: UUID, at: datetime, *, new: str) -> list[UUID]:
    """Refer to the other record, in master data and in drafts, or only in the `new` ones. Those
    that were opened again say it when they are confirmed anew; the books hold what they said
    before."""
    company, part = current_id(), place.part
    if isinstance(part, Form):
        only = DRAFT.format(new=new) if part.is_document else ""
        statement = HEADER.format(table=part.table, column=place.field.column, only=only)
        return _pointed(place.form, statement, [kept, at, company, old])
    header, only, more = place.form.table, "", list[Any]()
    if place.form.is_document:
        only, more = OF_DRAFT.format(parent=part.parent, header=header, new=new), [company]
        if part.name == "lines" and not hasattr(part.model, "move"):
            follows = place.form.model.follows
            only += "".join(ON_ITS_OWN.format(column=follow.column) for follow in follows)
    for columns in _once(part, place.field):
        same = "".join(f" AND k.{one} = {part.table}.{one}" for one in columns)
        only += NOT_THERE_YET.format(table=part.table, column=place.field.column, same=same)
        more.append(kept)
    statement = ROWS.format(
        table=part.table, column=place.field.column, parent=part.parent, header=header, only=only
    )
    return _pointed(place.form, statement, [kept, company, old, *more, at, company])


def _once(part: Table, field: Field) -> Iterable[list[str]]:
    """The other columns of each key of the rows to which `field` belongs."""
    names = {one.field: one.name for one in part.storage}
    for fields in part.uniques.values():
        if field.name in fields:
            yield [names[one] for one in fields if one not in (field.name, "company")]


def _refuse_under_way(name: str, old: Any) -> None:
    numbers = under_way(name, [old.id])
    if numbers:
        raise UnderWay(name=str(old), numbers=numbers)


def under_way(name: str, records: Sequence[UUID]) -> str:
    """Which documents still expect something of one of `records`, or were opened again: the first
    of them by their numbers, and how many there are; empty if there are none."""
    asking = [_under_way(place) for place in _places(name) if place.form.is_document]
    keys = sql.array(records)
    asked = [one for _statement, count in asking for one in (current_id(), *[keys] * count)]
    statement = FIRST.format(
        found=" UNION ".join(statement for statement, _count in asking), most=MOST_NAMED
    )
    found = sql.run(statement, asked).fetchall()
    return first_of([row[0] for row in found], found[0][1]) if found else ""


def _under_way(place: _Place) -> tuple[str, int]:
    """What finds the documents that still expect something, and how often it asks for the id."""
    form, part, column = place.form, place.part, place.field.column
    names = still_open = f"d.{column} = ANY(%s::uuid[])"
    if isinstance(part, Table):
        rows = {"rows": part.table, "parent": part.parent, "column": column}
        counted = any(one.name == "open_quantity" for one in part.storage)
        names = IN_ROWS.format(**rows, more="")
        still_open = IN_ROWS.format(**rows, more=STILL_OPEN if counted else "")
    if form.model.posts or not hasattr(form.model, "progress"):
        return UNDER_WAY.format(table=form.table, names=names, orders=""), 1
    orders = OPEN_ORDERS.format(names=still_open)
    return UNDER_WAY.format(table=form.table, names=names, orders=orders), 2


def _archive(form: Form, old: Any, kept: Any, access: Access, at: datetime) -> None:
    old.active, old.merged_into_id = False, kept.id
    old.updated_at, old.updated_by = max(at, old.updated_at), access.user
    store.update(form, {old: ["active", "merged_into_id", "updated_at", "updated_by"]})


def _tell(
    form: Form,
    old: Any,
    kept: Any,
    moved: list[tuple[_Place, list[UUID]]],
    access: Access,
    at: datetime,
) -> None:
    """The audit of both, and of everything that refers to the other one now."""
    told = {old.id: {"merged_into": [None, kept.id]}, kept.id: {"merged": [None, str(old)]}}
    traces = [
        audit.Trace(form=form.name, record=key, action="merge", by=access.user, changes=changes)
        for key, changes in told.items()
    ]
    traces += [
        audit.Trace(
            form=place.form.name,
            record=record,
            action="change",
            by=access.user,
            changes={place.path: [old.id, kept.id]},
        )
        for place, records in moved
        for record in dict.fromkeys(records)
    ]
    audit.write(traces, at=at)
