"""Reads a built-in form off its Django model: the model is the only declaration.

Labels are `verbose_name`, kinds follow from the column's class, layout from the inner `class Form`
(looked up along the base classes, so an abstract base may declare part of it). A field with
`editable=False` is shown read-only when it has a label, and not at all when it has none.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, cast

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.expressions import F, OrderBy
from django.db.models.functions import Upper

from huolang.forms.form import (
    Action,
    Column,
    Conversion,
    Field,
    Form,
    ListView,
    Option,
    Paper,
    Search,
    Section,
    Table,
)
from huolang.kernel.columns import Measure

SYSTEM = frozenset({"company", "id", "extra", "created_at", "updated_at", "position"})
"""Columns that every record may have and that no form asks for."""

UNAUDITED = frozenset(
    {
        *("created_at", "updated_at", "created_by", "updated_by", "position"),
        *("serial_records", "missing_records", "surplus_records", "looked_for"),
        *("part_of", "composition"),
    }
)
STAMPS = ("created_at", "updated_at")
TONES = {"draft": "neutral", "confirmed": "success", "closed": "info", "cancelled": "danger"}

BLANK = ("text", "long_text", "choice", "reference")
"""Kinds in which nothing is an answer without a NULL: an empty text, or a reference that the
model itself fills in."""

INTEGERS = {"smallint": 4, "integer": 9, "bigint": 18}
KINDS: list[tuple[type[Any], str]] = [
    (models.BooleanField, "boolean"),
    (models.TextField, "long_text"),
    (models.CharField, "text"),
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
    (models.DecimalField, "number"),
    (models.IntegerField, "number"),
    (models.ForeignKey, "reference"),
]


def name_of(model: Any) -> str:
    """The form's name: declared, or the class's name in snake_case."""
    declared = _own(model)
    given = declared.get("name")
    return given or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", model.__name__).lower()


def needs(model: Any) -> str | None:
    """The group of fields that whoever uses the form must see, if it says so."""
    return _declared(model).get("needs")


def from_model(model: Any) -> Form:
    """The whole form of `model`, with its sub-tables."""
    declared = _declared(model)
    meta = model._meta
    fields = _fields(model, declared)
    names = {one.name for one in fields}
    states = next((f.options for f in fields if f.name == "state"), ())
    return Form(
        name=name_of(model),
        label=meta.verbose_name,
        kind=declared.get("kind") or ("document" if {"state", "number"} <= names else "master"),
        module=declared.get("module") or meta.app_label,
        fields=fields,
        table=meta.db_table,
        model=model,
        storage=_storage(model),
        title_field=declared.get("title_field") or _first(names, "number", "name", "code") or "id",
        tables=tuple(_table(model, name) for name in declared.get("tables", ())),
        sections=tuple(
            Section(label=label, fields=tuple(inside))
            for label, inside in declared.get("sections", ())
        ),
        list=_list(declared, fields),
        states=states,
        actions=tuple(_value(Action, one) for one in declared.get("actions", ())),
        conversions=tuple(
            Conversion(**{name: getattr(one, name) for name in Conversion.__dataclass_fields__})
            for one in declared.get("conversions", getattr(model, "conversions", ()))
        ),
        search=_search(declared, names),
        paper=declared.get("paper") or Paper(),
        mergeable=getattr(model, "mergeable", False),
        revalues=getattr(model, "revalues", False),
        takes_out=getattr(model, "takes_out", False),
        pictured=declared.get("pictured", False),
        by_hand=declared.get("by_hand", True),
        told_in=declared.get("told_in"),
        stamps=tuple(f.name for f in meta.concrete_fields if f.name in STAMPS),
        uniques=_constraints(model),
        identity=_identity(_constraints(model), fields, declared),
        said_once=tuple(declared.get("said_once", ())),
    )


def _declared(model: Any) -> dict[str, Any]:
    """What `class Form` of the model and of its bases say; the model itself has the last word."""
    found: dict[str, Any] = {}
    for base in reversed(model.__mro__):
        found.update(_own(base))
    if "name" not in _own(model):
        found.pop("name", None)
    return found


def _own(model: Any) -> dict[str, Any]:
    """What `class Form` in the very body of a class says."""
    inner: Any = model.__dict__.get("Form")
    if inner is None:
        return {}
    given: dict[str, Any] = dict(inner.__dict__)
    return {name: value for name, value in given.items() if not name.startswith("__")}


def _value(made: type[Any], given: Any) -> Any:
    """A declared value, written as the dataclass itself or as a dict of it."""
    if isinstance(given, dict):
        told = cast("dict[str, Any]", given)
        return made(**{name: _frozen(value) for name, value in told.items()})
    return given


def _first(names: set[str], *wanted: str) -> str | None:
    return next((name for name in wanted if name in names), None)


def _list(declared: dict[str, Any], fields: tuple[Field, ...]) -> ListView:
    names = {one.name for one in fields}
    columns = declared.get("list") or [one.name for one in fields][:8]
    return ListView(
        columns=tuple(columns),
        sort=declared.get("sort") or _first(names, "code", "number", "name") or "id",
        sums=tuple(declared.get("sums", ())),
        filters=tuple(declared.get("filters", ())),
    )


def _search(declared: dict[str, Any], names: set[str]) -> Search:
    given = declared.get("search")
    if isinstance(given, Search):
        return given
    columns = given or [one for one in ("number", "code", "name") if one in names]
    end = "number" if {"state", "number"} <= names else None
    return Search(columns=tuple(columns), end=end)


def _table(model: Any, related: str) -> Table:
    """The sub-table whose rows point to `model` by the related name `related`."""
    upward = getattr(model, related).field
    rows = upward.model
    declared = _declared(rows)
    fields = _fields(rows, declared, without=upward.name)
    names = {f.name for f in rows._meta.concrete_fields}
    shown = declared.get("columns") or [one.name for one in fields]
    return Table(
        name=related,
        label=rows._meta.verbose_name,
        fields=fields,
        columns=tuple(shown),
        region=tuple(declared.get("region", ())),
        below=declared.get("below", ""),
        model=rows,
        table=rows._meta.db_table,
        storage=_storage(rows),
        parent=upward.column,
        ordered="position" in names,
        uniques=_constraints(rows),
        identity=_identity(_constraints(rows), fields, declared),
        nothing_is=declared.get("nothing_is", {}),
    )


def _fields(model: Any, declared: dict[str, Any], without: str = "") -> tuple[Field, ...]:
    made: list[Field] = []
    uniques = _uniques(model)
    for column in model._meta.concrete_fields:
        if column.name in SYSTEM or column.name == without or not _shown(column):
            continue
        made.append(_field(column, declared, uniques))
    return tuple(made)


def _shown(column: Any) -> bool:
    """Whether a form shows the column: it has a label and a kind."""
    labelled = column._verbose_name is not None
    if column.editable and not labelled and not column.primary_key:
        raise TypeError(f"{column} is asked for and needs a label (verbose_name)")
    return labelled and _kind(_source(column)) is not None


def _source(column: Any) -> Any:
    """The field itself, or for a column that the database computes, the kind of its result."""
    return column.output_field if column.generated else column


def _kind(column: Any) -> str | None:
    if isinstance(column, Measure):
        return column.kind
    if getattr(column, "choices", None):
        return "choice"
    declared = getattr(column, "kind", None)
    if isinstance(declared, str):
        return declared
    return next((kind for cls, kind in KINDS if isinstance(column, cls)), None)


def _field(column: Any, declared: dict[str, Any], uniques: dict[str, str]) -> Field:
    source = _source(column)
    kind = _kind(source)
    assert kind is not None
    generated = source is not column
    readonly = generated or not column.editable or column.name in declared.get("readonly", ())
    has_default = column.has_default() and not generated
    default = column.default if has_default and not callable(column.default) else None
    if column.name == "number" and "number" in declared.get("serial", ("number",)) and readonly:
        kind = "serial"
    conditions = declared.get("filter_references", {}).get(column.name, ())
    digits, integers = _digits(source)
    return Field(
        name=column.name,
        label=column.verbose_name,
        kind=kind,
        column=column.column,
        attribute=column.attname,
        cast=_cast(source),
        required=not (readonly or column.blank or has_default),
        readonly=readonly,
        nullable=column.null or generated,
        blank=column.blank and not column.null and kind in BLANK,
        has_default=has_default,
        default=default,
        help=column.help_text,
        to=name_of(column.related_model) if kind == "reference" else None,
        lines_of=_lines_of(column) if kind == "line" else None,
        filter=tuple((one[0], one[1], _frozen(one[2])) for one in conditions),
        fills=tuple(declared.get("fills", {}).get(column.name, {}).items()),
        digits=digits,
        integer_digits=integers,
        max_length=getattr(source, "max_length", None),
        options=_options(source),
        min=_limit(source, MinValueValidator),
        max=_limit(source, MaxValueValidator),
        with_time=column.name in declared.get("with_time", ()),
        unique=uniques.get(column.name),
        hidden_by=declared.get("hidden_groups", {}).get(column.name),
        amendable=column.name in getattr(column.model, "editable_when_confirmed", ()),
    )


def _lines_of(column: Any) -> str | None:
    """The form of the documents among whose lines a `line` is."""
    if column.related_model is None:
        return None
    return name_of(column.related_model._meta.get_field("document").related_model)


def _frozen(value: Any) -> Any:
    return tuple(cast("list[Any]", value)) if isinstance(value, list) else value


def _digits(column: Any) -> tuple[int | None, int | None]:
    """The most digits after and before the point."""
    if isinstance(column, models.DecimalField):
        places, whole = column.decimal_places or 0, column.max_digits or 0
        return places, whole - places
    if isinstance(column, models.IntegerField):
        return 0, INTEGERS[_cast(column)]
    return None, None


def _options(column: Any) -> tuple[Option, ...]:
    choices: list[tuple[Any, Any]] = list(getattr(column, "choices", None) or ())
    return tuple(
        Option(value=str(value), label=label, tone=TONES.get(str(value), "neutral"))
        for value, label in choices
    )


def _limit(column: Any, kind: type[Any]) -> Any:
    """The bound that the model's own validators set, not the width of the column."""
    declared: list[Any] = list(column._validators)
    if issubclass(type(column), models.PositiveIntegerField | models.PositiveSmallIntegerField):
        declared.append(MinValueValidator(0))
    found: list[Any] = [one.limit_value for one in declared if type(one) is kind]
    numbers = [Decimal(str(value)) for value in found if not callable(value)]
    if not numbers:
        return None
    return max(numbers) if kind is MinValueValidator else min(numbers)


def _cast(column: Any) -> str:
    """The type of the column in PostgreSQL, without its width."""
    if isinstance(column, models.ForeignKey):
        return _cast(column.target_field)
    if issubclass(type(column), ArrayField):
        return _cast(column.base_field) + "[]"
    types: list[tuple[type[Any], str]] = [
        (models.CharField, "text"),
        (models.TextField, "text"),
        (models.UUIDField, "uuid"),
        (models.DecimalField, "numeric"),
        (models.BooleanField, "boolean"),
        (models.DateTimeField, "timestamptz"),
        (models.DateField, "date"),
        (models.JSONField, "jsonb"),
        (models.SmallIntegerField, "smallint"),
        (models.PositiveSmallIntegerField, "smallint"),
        (models.BigIntegerField, "bigint"),
        (models.BigAutoField, "bigint"),
        (models.IntegerField, "integer"),
    ]
    for cls, name in types:
        if isinstance(column, cls):
            return name
    raise TypeError(f"no PostgreSQL type known for {column}")


def _storage(model: Any) -> tuple[Column, ...]:
    return tuple(
        Column(
            attribute=column.attname,
            name=column.column,
            cast=_cast(_source(column)),
            field=column.name,
            nullable=column.null,
            written=_source(column) is column,
            audited=column.name not in UNAUDITED,
        )
        for column in model._meta.concrete_fields
    )


def _constraints(model: Any) -> dict[str, tuple[str, ...]]:
    """Field names of each unique constraint, without the company."""
    return {
        one.name: tuple(name for name, _ in parts if name != "company")
        for one in model._meta.constraints
        if isinstance(one, models.UniqueConstraint) and (parts := _parts(one))
    }


def _identity(
    uniques: dict[str, tuple[str, ...]], fields: tuple[Field, ...], declared: dict[str, Any]
) -> tuple[str, ...]:
    """What is declared, or else what may stand only once, of the fields that people fill in."""
    asked = {one.name for one in fields if not one.readonly}
    found = (tuple(name for name in names if name in asked) for names in uniques.values())
    return tuple(declared.get("identity") or next(filter(None, found), ()))


def _uniques(model: Any) -> dict[str, str]:
    """Fields whose answer means one record: {"code": "upper"}."""
    found: dict[str, str] = {}
    for one in model._meta.constraints:
        if isinstance(one, models.UniqueConstraint):
            rest = [part for part in _parts(one) if part[0] != "company"]
            if len(rest) == 1:
                found[rest[0][0]] = rest[0][1]
    return found


def _parts(constraint: models.UniqueConstraint) -> list[tuple[str, str]]:
    """(field, exact or upper) of a unique constraint; empty when it is of another shape."""
    if constraint.fields:
        return [(name, "exact") for name in constraint.fields]
    parts: list[tuple[str, str]] = []
    for given in constraint.expressions:
        inner: Any = given.expression if isinstance(given, OrderBy) else given
        how = "exact"
        if isinstance(inner, Upper):
            inner, how = inner.get_source_expressions()[0], "upper"
        if not isinstance(inner, F):
            return []
        parts.append((inner.name, how))
    return parts
