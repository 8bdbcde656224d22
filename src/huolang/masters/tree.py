"""上下级: records that lie inside one another, such as categories and departments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError

TREE = """
SELECT id, parent_id FROM {table} WHERE company_id = %s::bigint
ORDER BY id FOR NO KEY UPDATE
"""
"""All of them, locked: two people moving two records at once could otherwise close a circle."""


def refuse_circle(record: Any, refusal: type[BusinessError]) -> None:
    """Raise `refusal` at the field `parent` when `record` would lie inside itself."""
    step: UUID | None = record.parent_id
    if step is None:
        return
    statement = TREE.format(table=registry.of(type(record)).table)
    above: dict[UUID, UUID | None] = dict(sql.run(statement, [current_id()]).fetchall())
    while step is not None:
        if step == record.id:
            raise refusal(field="parent")
        step = above.get(step)
