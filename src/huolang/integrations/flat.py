"""A form as one flat table: a column for every field, a row for every record or row of one.

A record with rows takes as many lines of the table as it has rows; what stands above is repeated,
so that every line can be sorted, filtered and sent back by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Field, Form, Table

BESIDE = "·"
"""Between the name of a sub-table and of its field, where another field has the same name."""
KIND, DAY = "_kind", "_day"
"""What the names of columns end in that tell the document of a number."""


@dataclass(frozen=True)
class FlatColumn:
    """One column: `path` is `partner` or `lines.quantity`."""

    path: str
    field: Field
    table: Table | None
    doubled: bool
    """Another field of the form has the same name."""

    @property
    def label(self) -> str:
        """What stands above the column, in the language of whoever reads it."""
        if self.table is None or not self.doubled:
            return str(self.field.label)
        return f"{self.table.label}{BESIDE}{self.field.label}"


def columns(form: Form, names: Sequence[str], tables: Sequence[Table]) -> list[FlatColumn]:
    """The columns of the fields `names`, and after them those of the sub-tables."""
    known = by_path(form)
    chosen = [known[name] for name in names]
    for table in tables:
        chosen += [known[f"{table.name}.{name}"] for name in _names(table)]
    return chosen


def _names(table: Table) -> list[str]:
    """The fields of a sub-table: as on the screen, then those that could be filled in besides."""
    others = [one.name for one in table.fields if not one.readonly]
    more = [part.name for one in table.fields for part in beside(one)]
    return list(dict.fromkeys([*table.columns, *others, *more]))


def beside(field: Field) -> list[Field]:
    """What no form asks for, and a file may say beside the number of a document that is settled:
    several may have the same one."""
    if field.kind != "line" or field.lines_of is not None or field.readonly:
        return []
    told: dict[str, Any] = {
        "nullable": True,
        "blank": True,
        "help": _("只有编号相同的单据不止一张时才要写，类型写单据的名称"),
    }
    labels = {KIND: ("text", _("往来单据类型")), DAY: ("date", _("往来单据日期"))}
    return [
        Field(name=name, label=label, kind=kind, column=name, attribute=name, cast=kind, **told)
        for ending, (kind, label) in labels.items()
        for name in [f"{field.name}{ending}"]
    ]


def fields(table: Table) -> list[Field]:
    """The fields of a sub-table with what a file may say beside them."""
    return [part for one in table.fields for part in (one, *beside(one))]


def by_path(form: Form) -> dict[str, FlatColumn]:
    """Every column that the table of a form can have."""
    return _by_path(form, translation.get_language() or "")


@lru_cache(maxsize=512)
def _by_path(form: Form, _language: str) -> dict[str, FlatColumn]:
    parts: list[tuple[Table | None, Field]] = [(None, one) for one in form.fields]
    parts += [(table, one) for table in form.tables for one in fields(table)]
    called = Counter(str(one.label) for _, one in parts)
    return {
        path: FlatColumn(path, one, table, called[str(one.label)] > 1)
        for table, one in parts
        for path in [f"{table.name}.{one.name}" if table else one.name]
    }
