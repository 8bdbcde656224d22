"""Records that lie inside one another (categories, departments): how to ask for a branch."""

from __future__ import annotations

from huolang.forms import kinds, registry
from huolang.forms.form import Field, Form

BELOW = "below"
BRANCH = """{column} IN (
WITH RECURSIVE branch AS (
    SELECT %s::uuid AS id
    UNION
    SELECT c.id FROM branch
    JOIN "{table}" c ON c.company_id = %s::bigint AND c.parent_id = branch.id)
SELECT id FROM branch)"""
"""The record itself and all inside it; a circle, which nobody can make, would end as well."""


def is_tree(form: Form) -> bool:
    """Do its records lie inside one another?"""
    parent = form.by_name.get("parent")
    return parent is not None and parent.to == form.name


def operators(field: Field) -> tuple[str, ...]:
    """How a field may be compared: as its kind may, and by branch where it refers to a tree."""
    plain = kinds.of(field).operators
    if field.to is not None and registry.known(field.to) and is_tree(registry.get(field.to)):
        return (*plain, BELOW)
    return plain
