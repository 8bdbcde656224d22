"""原单: a confirmed document that another confirmed one names in its header, as a red invoice names
the one that it corrects, stays as long as that one does."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger.settled import Key

HOLD = """
SELECT state, number FROM {table} WHERE company_id = %s::bigint AND id = %s::uuid FOR SHARE
"""
NAMING = """
SELECT id FROM {table} WHERE company_id = %s::bigint AND {column} = ANY(%s::uuid[])
  AND state = ANY(%s::text[]) ORDER BY id LIMIT %s
"""
IS_NAMED = """
EXISTS (SELECT FROM {table} n WHERE n.company_id = %s::bigint AND n.{column} = %s::uuid
        AND n.state = 'confirmed')"""


class OriginalNotConfirmed(BusinessError):
    code = "document.original_not_confirmed"
    message = _("{number} 已不是已审核状态")


def hold(form: Form, document: Any) -> None:
    """Keep what `document` names as it is until this transaction ends; it must be confirmed."""
    for name in document.originals:
        key = getattr(document, f"{name}_id")
        if key is None:
            continue
        target = registry.get(form.by_name[name].to or "")
        row = sql.run(HOLD.format(table=target.table), [current_id(), key]).fetchone()
        if row is None or row[0] != "confirmed":
            raise OriginalNotConfirmed(field=name, number=row[1] if row else "—")


def of(form: Form, document: Any) -> list[Key]:
    """What `document` names."""
    named = ((name, getattr(document, f"{name}_id")) for name in document.originals)
    return [(form.by_name[name].to or "", key) for name, key in named if key is not None]


def naming(
    form: str, records: Collection[UUID], *, most: int, states: tuple[str, ...] = ("confirmed",)
) -> list[Key]:
    """Documents that name any of these."""
    found: list[Key] = []
    for later, column in _references(form):
        statement = NAMING.format(table=later.table, column=column)
        given = [current_id(), sql.array(records), sql.array(states), most]
        found += [(later.name, row[0]) for row in sql.run(statement, given).fetchall()]
    return found


def is_named(form: str, record: UUID) -> tuple[str, list[Any]]:
    """Whether a confirmed document names this one, as SQL and its parameters."""
    found = [IS_NAMED.format(table=one.table, column=column) for one, column in _references(form)]
    return " OR ".join(found) or "false", [current_id(), record] * len(found)


def _references(form: str) -> Iterator[tuple[Form, str]]:
    """The forms whose header names documents of `form`, and in which column."""
    for later in registry.all():
        for name in getattr(later.model, "originals", ()):
            if later.by_name[name].to == form:
                yield later, f"{name}_id"
