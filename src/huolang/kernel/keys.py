"""Keys of rows that belong to one company: every key begins with the company.

In the database a reference is `FOREIGN KEY (company_id, x_id) REFERENCES t (company_id, id)`, so a
document of one company cannot even point at another company's product. To Django a
`CompanyForeignKey` is an ordinary ForeignKey; only the join (which also compares the company) and
the constraint (two columns) differ. The schema editor in `kernel.postgresql` makes
`PRIMARY KEY (company_id, id)`, row-level security and grants for every table with a `CompanyField`.
"""

# The stubs do not know these internals of Django.
# pyright: reportAttributeAccessIssue=false, reportUnknownVariableType=false
# pyright: reportIncompatibleMethodOverride=false, reportAssignmentType=false
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import uuid_utils.compat
from django.core import checks
from django.db import models
from django.db.backends.utils import names_digest, split_identifier
from django.db.models.fields.related import resolve_relation
from django.db.models.utils import make_model_tuple

COMPANY = "company"
NIL = UUID(int=0)
"""Stands for "none" in the keys of the books, whose columns are NOT NULL."""


def new_id() -> UUID:
    """A UUIDv7: unique without asking anybody, and rising with time so that indexes stay dense."""
    return uuid_utils.compat.uuid7()


def _name(model: type[models.Model], column: str, suffix: str) -> str:
    table = split_identifier(model._meta.db_table)[1]
    return f"{table[:26]}_{column[:16]}_{names_digest(table, column, length=8)}_{suffix}"


def _declare(model: Any, constraint: models.BaseConstraint) -> None:
    """Add to Meta.constraints of a real model. Migration states bring their own."""
    options = model._meta
    if options.abstract or options.proxy or model.__module__ == "__fake__":
        return
    if all(known.name != constraint.name for known in options.constraints):
        options.constraints = [*options.constraints, constraint]
        options.original_attrs["constraints"] = options.constraints


class CompanyReference(models.BaseConstraint):
    """The two-column foreign key behind one CompanyForeignKey."""

    def __init__(self, *, field: str, to: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field
        self.to = to  # kept so that a new target makes a new constraint

    def create_sql(self, model: Any, schema_editor: Any) -> None:
        """Runs when the migration ends: the target table may come later in the same one."""
        quote, field = schema_editor.quote_name, model._meta.get_field(self.field)
        target = field.remote_field.model._meta
        here = model._meta.get_field(COMPANY).column, field.column
        there = target.get_field(COMPANY).column, field.target_field.column
        schema_editor.deferred_sql.append(
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)} "
            f"FOREIGN KEY ({', '.join(map(quote, here))}) "
            f"REFERENCES {quote(target.db_table)} ({', '.join(map(quote, there))})"
        )

    constraint_sql = create_sql

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "") -> None:
        """ForeignKey.validate has already looked the row up through the company's manager."""

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field, "to": self.to}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CompanyReference) and self.deconstruct() == other.deconstruct()

    __hash__ = models.BaseConstraint.__hash__


if TYPE_CHECKING:
    _UUIDField = models.UUIDField[UUID]
    _ForeignKey = models.ForeignKey[Any]
else:
    _UUIDField, _ForeignKey = models.UUIDField, models.ForeignKey


class CompanyKey(_UUIDField):
    """`id`, to Django the primary key; in the database the key is (company_id, id)."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"default": new_id, "primary_key": True, "editable": False}
        super().__init__(**{**defaults, **kwargs})


class CompanyField(_ForeignKey):
    """The company a row belongs to. `append_only` rows can be neither changed nor deleted.

    No foreign key to the company's own row: every insert would lock that one row, and the policy
    of each table already lets in no other company than the one that is acting.
    """

    if TYPE_CHECKING:

        def __new__(cls, *, append_only: bool = False, **kwargs: Any) -> CompanyField: ...

    def __init__(self, *, append_only: bool = False, **kwargs: Any) -> None:
        self.append_only = append_only
        defaults = {
            "to": "kernel.Company",
            "on_delete": models.PROTECT,
            "db_constraint": False,
            "db_index": False,
            "editable": False,
            "related_name": "+",
        }
        super().__init__(**{**defaults, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.append_only:
            kwargs["append_only"] = True
        return name, path, args, kwargs


class CompanyForeignKey(_ForeignKey):
    """A reference that stays within the company."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        if on_delete in (models.SET_NULL, models.SET_DEFAULT):
            raise ValueError("a composite reference cannot be emptied by the database")
        kwargs["db_constraint"] = False  # no one-column key; CompanyReference is the key
        super().__init__(to, on_delete, **{"db_index": False, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["db_constraint"]
        if kwargs.pop("db_index", True):
            kwargs["db_index"] = True
        return name, path, args, kwargs

    def contribute_to_class(self, cls: Any, name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        to = make_model_tuple(resolve_relation(cls, self.remote_field.model))
        reference = CompanyReference(
            field=name, to=".".join(to), name=_name(cls, self.column, "fk")
        )
        _declare(cls, reference)

    def get_joining_fields(self, reverse_join: bool = False) -> Any:
        mine, theirs = (m._meta.get_field(COMPANY) for m in (self.model, self.remote_field.model))
        pair = (theirs, mine) if reverse_join else (mine, theirs)
        return (pair, *super().get_joining_fields(reverse_join))

    def get_extra_descriptor_filter(self, instance: Any) -> Any:
        return {"company_id": instance.company_id}

    def check(self, **kwargs: Any) -> list[Any]:
        found = super().check(**kwargs)
        for model in (self.model, self.remote_field.model):
            if not isinstance(model, str) and all(f.name != COMPANY for f in model._meta.fields):
                found.append(checks.Error(f"{model} has no field '{COMPANY}'", id="kernel.E001"))
        return found
