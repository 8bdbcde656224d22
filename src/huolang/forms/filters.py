"""Filters: field, operator, value – compiled to a condition whose names come from the form alone.

A field may be of the record (`date`), of a record it refers to (`partner.code`), of its rows
(`lines.product`: some row has it), or of what a row refers to (`lines.product.code`). Who asks for
a partner or product gets what names its duplicates as well (合并).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any, cast
from uuid import UUID

import orjson
from django.utils.translation import gettext_lazy as _

from huolang.forms import kinds, references, refusals, registry, trees
from huolang.forms.form import Field, Form, Table, seen_by
from huolang.forms.kind import Check
from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, Several

MOST_CONDITIONS = 50
MOST_VALUES = 2_000


class BadFilter(Invalid):
    code = "filter.malformed"
    message = _("筛选条件应为 [[字段, 运算符, 值], …]")


class BadOperator(Invalid):
    code = "filter.operator"
    message = _("字段 {name} 不支持运算符 {operator}")


def _system(name: str, kind: str, cast: str) -> Field:
    return Field(name=name, label=name, kind=kind, column=name, attribute=name, cast=cast)


SYSTEM = {
    "id": _system("id", "reference", "uuid"),
    "created_at": _system("created_at", "datetime", "timestamptz"),
    "updated_at": _system("updated_at", "datetime", "timestamptz"),
}

OPERATORS = {"=": "=", "!=": "IS DISTINCT FROM", "<": "<", "<=": "<=", ">": ">", ">=": ">="}

MERGED = """
SELECT id FROM {table} WHERE company_id = %s::bigint AND merged_into_id = ANY(%s::uuid[])
"""
WORDS = {
    "starts": "starts_with(upper({}), upper(%s::text))",
    "contains": "strpos(upper({}), upper(%s::text)) > 0",
}


@dataclass(frozen=True)
class Place:
    """A column in the statement, and the field it belongs to."""

    sql: str
    field: Field
    nullable: bool


@dataclass
class Scope:
    """The tables that a statement reads: the form's own (alias `t`) and those it refers to."""

    form: Form
    access: Access | None
    joins: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])

    @property
    def source(self) -> str:
        """What stands behind FROM."""
        joined = "".join(join for _, join in self.joins.values())
        return f'"{self.form.table}" t{joined}'

    def place(self, path: str) -> Place:
        """The column behind `date` or `partner.code`."""
        name, _, rest = path.partition(".")
        asked = _field(self.form, name)
        if not rest:
            return Place(f't."{asked.column}"', asked, asked.nullable)
        alias, target = self._join(asked)
        return Place(
            f'{alias}."{target_field(target, rest, self.access).column}"',
            target_field(target, rest, self.access),
            True,
        )

    def label(self, asked: Field) -> Place:
        """The column by which records referred to are sorted: their code or number."""
        alias, target = self._join(asked)
        shown = references.label_fields(target)[0]
        return Place(f'{alias}."{shown.column}"', shown, True)

    def _join(self, asked: Field) -> tuple[str, Form]:
        target = target_of(asked)
        if asked.name not in self.joins:
            alias = f"j{len(self.joins)}"
            join = (
                f' LEFT JOIN "{target.table}" {alias} ON {alias}.company_id = t.company_id'
                f' AND {alias}.id = t."{asked.column}"'
            )
            self.joins[asked.name] = alias, join
        return self.joins[asked.name][0], target


def _field(part: Form | Table, name: str) -> Field:
    found = part.by_name.get(name) or SYSTEM.get(name)
    if found is None or (name in SYSTEM and name != "id" and not _stamped(part, name)):
        raise refusals.UnknownField(name=name[:64])
    return found


def _stamped(part: Form | Table, name: str) -> bool:
    return isinstance(part, Form) and name in part.stamps


def target_of(asked: Field) -> Form:
    """The form that a reference points to."""
    if asked.to is None or not registry.known(asked.to):
        raise refusals.UnknownField(name=asked.name)
    return registry.get(asked.to)


def target_field(target: Form, name: str, access: Access | None) -> Field:
    """A field of a record referred to: its label for everybody, the rest for who may see it."""
    if access is not None:
        target = seen_by(target, access.hidden)
        shown = {one.name for one in references.label_fields(target)}
        if name not in shown and not access.allows(target.name, "view"):
            raise refusals.UnknownField(name=name[:64])
    return _field(target, name)


Compiled = tuple[str, list[Any]]


def parse(text: str | None) -> list[Any]:
    """The conditions written in an address line."""
    if not text:
        return []
    try:
        given: Any = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise BadFilter(field="filter") from None
    if not isinstance(given, list) or len(cast("list[Any]", given)) > MOST_CONDITIONS:
        raise BadFilter(field="filter")
    return cast("list[Any]", given)


def compile(scope: Scope, conditions: Sequence[Any]) -> Compiled:
    """All `conditions` together, or everything that is wrong with them."""
    parts: list[str] = []
    parameters: list[Any] = []
    errors: list[BusinessError] = []
    for number, condition in enumerate(conditions):
        try:
            part, values = _one(scope, condition)
        except BusinessError as error:
            for each in error.parts():
                each.field = f"filter.{number}"
            errors.append(error)
        else:
            parts.append(part)
            parameters += values
    Several.raise_any(errors)
    return " AND ".join(parts) or "TRUE", parameters


def _one(scope: Scope, condition: Any) -> Compiled:
    if not isinstance(condition, list | tuple) or len(cast("list[Any]", condition)) != 3:
        raise BadFilter()
    path, operator, value = cast("tuple[Any, Any, Any]", condition)
    if type(path) is not str or type(operator) is not str:
        raise BadFilter()
    name, _, rest = path.partition(".")
    table = scope.form.tables_by_name.get(name)
    if table is not None and rest:
        return _in_rows(scope, table, rest, operator, value)
    return _compare(scope.place(path), operator, value)


def _in_rows(scope: Scope, table: Table, path: str, operator: str, value: Any) -> Compiled:
    """Some row of the sub-table fulfils the condition."""
    name, _, rest = path.partition(".")
    asked, join = _field(table, name), ""
    place = Place(f'l."{asked.column}"', asked, asked.nullable)
    if rest:
        target = target_of(asked)
        inner = target_field(target, rest, scope.access)
        join = (
            f' JOIN "{target.table}" r ON r.company_id = l.company_id AND r.id = l."{asked.column}"'
        )
        place = Place(f'r."{inner.column}"', inner, True)
    condition, parameters = _compare(place, operator, value)
    return (
        f'EXISTS (SELECT 1 FROM "{table.table}" l{join} WHERE l.company_id = t.company_id'  # noqa: S608
        f' AND l."{table.parent}" = t.id AND {condition})'
    ), parameters


def _compare(place: Place, operator: str, value: Any) -> Compiled:
    asked = place.field
    if operator not in trees.operators(asked):
        raise BadOperator(name=asked.name, operator=operator[:16])
    if operator == trees.BELOW:
        branch = trees.BRANCH.format(column=place.sql, table=target_of(asked).table)
        return branch, [checker(asked)(value), current_id()]
    check, cast = checker(asked), asked.cast
    column, bind = place.sql, f"%s::{cast}"
    if asked.unique == "upper" and operator in ("=", "!=", "in"):
        column, bind = f"upper({column})", f"upper({bind})"
    if operator == "empty":
        return _empty(place, value)
    if operator == "in":
        values = [check(one) for one in _several(value)]
        return _among(asked, column, [*values, *_duplicates(asked, values)])
    if operator == "between":
        low, high = _several(value, exactly=2)
        return f"{column} BETWEEN {bind} AND {bind}", [check(low), check(high)]
    if operator in ("contains", "starts"):
        function = (
            "starts_with({}, upper({}))" if operator == "starts" else "strpos({}, upper({})) > 0"
        )
        return f"({function.format(f'upper({place.sql})', '%s::text')})", [check(value)]
    checked = check(value)
    others = _duplicates(asked, [checked]) if operator in ("=", "!=") else []
    if others:
        condition, values = _among(asked, column, [checked, *others])
        return condition if operator == "=" else f"({condition}) IS NOT TRUE", values
    sign = OPERATORS[operator]
    if operator == "!=" and not place.nullable:
        sign = "<>"
    return f"{column} {sign} {bind}", [checked]


def _duplicates(asked: Field, keys: list[Any]) -> list[UUID]:
    """The records that were merged into any of `keys`: what names them is meant as well. Mostly
    there are none, and an index keeps its order then."""
    if asked.to is None or not keys or not registry.known(asked.to):
        return []
    target = registry.get(asked.to)
    if not target.mergeable:
        return []
    statement = MERGED.format(table=target.table)
    return [row[0] for row in sql.run(statement, [current_id(), sql.array(keys)])]


def _empty(place: Place, value: Any) -> Compiled:
    if value is not True and value is not False:
        raise refusals.WrongType(expected=_("是或否"))
    said = "IS NULL" if value else "IS NOT NULL"
    if place.field.cast != "text":
        return f"{place.sql} {said}", []
    sign = "=" if value else "<>"
    return f"coalesce({place.sql}, '') {sign} ''", []


def _among(asked: Field, column: str, values: list[Any]) -> Compiled:
    if asked.cast == "text":
        bind = "%s::text[]"
        if asked.unique == "upper":
            bind = f"ARRAY(SELECT upper(x) FROM unnest({bind}) x)"  # noqa: S608
        return f"{column} = ANY({bind})", [text_array(values)]
    return f"{column} = ANY(%s::{asked.cast}[])", [sql.array(values)]


def _several(value: Any, exactly: int | None = None) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise refusals.WrongType(expected=_("列表"))
    values = list(cast("list[Any]", value))
    if len(values) > MOST_VALUES or (exactly is not None and len(values) != exactly):
        raise BadFilter()
    return values


@lru_cache(maxsize=4096)
def checker(asked: Field) -> Check:
    """How a value to compare with is checked: like an answer, but limits do not matter."""
    if asked.kind == "reference":
        return partial(_key, asked.name)
    relaxed = replace(
        asked, required=False, min=None, max=None, max_length=500, with_time=False, digits=12
    )
    return kinds.of(asked).check(relaxed)


def _key(name: str, value: Any) -> Any:
    if isinstance(value, UUID):
        return value
    if type(value) is str and len(value) == 36:
        try:
            return UUID(value)
        except ValueError:
            pass
    raise refusals.NotAnId(example=f"{name}.code")
