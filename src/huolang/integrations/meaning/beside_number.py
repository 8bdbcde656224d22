"""编号之外: a cell that names a line of an earlier document, or what is owed for one, and what may
stand beside its number: the kind and the day of that document, where numbers alone do not tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from huolang.forms import kinds, registry
from huolang.forms.form import Field
from huolang.integrations import flat
from huolang.integrations.flat import KIND
from huolang.integrations.rows.groups import Group, Plan, plain
from huolang.kernel.refusals import BusinessError, Invalid

WRITTEN = re.compile(r"(.+?)\s*#\s*([1-9][0-9]{0,5})")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NoSuchKind(Invalid):
    code = "import.no_such_kind"
    message = _("没有叫“{given}”的单据，请写单据的名称，如 {example}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that names a line: where it stands, and the number and place it was understood as.
    `kinds` are the forms of which the document may be, `day` is its day; None where nothing is
    said."""

    group: Group
    path: str
    into: dict[str, Any]
    field: Field
    number: str
    place: int | None
    kinds: frozenset[str] | None = None
    day: date | None = None

    @property
    def product(self) -> UUID | None:
        found = self.into.get("product")
        return found if isinstance(found, UUID) else None

    @property
    def partner(self) -> UUID | None:
        found = self.group.payload.get("partner")
        return found if isinstance(found, UUID) else None

    def means(self, line: UUID | BusinessError) -> None:
        """Put the id there, or note what is wrong."""
        if isinstance(line, UUID):
            self.into[self.field.name] = line
            return
        line.field = self.path
        self.group.errors.append(line)
        del self.into[self.field.name]

    def fits(self, form: str, day: date) -> bool:
        """Whether a document of this form and day may be meant."""
        return (self.kinds is None or form in self.kinds) and self.day in (None, day)


def cells(plan: Plan, group: Group) -> Iterator[Cell]:
    """Every cell that names a line, with what stands beside it, which no form asks for."""
    for table, entries in plan.tables.items():
        lines = [one.column.field for one in entries if one.column.field.kind == "line"]
        asked = [part for one in lines for part in flat.beside(one)]
        for index, row in enumerate(group.payload.get(table.name, ())):
            beside = {one.name: row.pop(one.name) for one in asked if one.name in row}
            for field in lines:
                text = row.get(field.name)
                if isinstance(text, str) and ID.fullmatch(text.lower()) is None:
                    path = f"{table.name}.{index}.{field.name}"
                    told = _told(group, path, asked, field, beside)
                    if told is None:
                        del row[field.name]  # what is wrong beside it is told
                    else:
                        yield Cell(group, path, row, field, *_understood(text), *told)


def _understood(text: str) -> tuple[str, int | None]:
    """The number of the document, and of the line where it is told."""
    wide = unicodedata.normalize("NFKC", text).strip()
    found = WRITTEN.fullmatch(wide)
    return (found[1], int(found[2])) if found else (wide, None)


def _told(
    group: Group, path: str, asked: Iterable[Field], field: Field, beside: dict[str, Any]
) -> tuple[frozenset[str] | None, date | None] | None:
    """The kind and day that are told; None where they make no sense, which is noted."""
    forms: frozenset[str] | None = None
    day: date | None = None
    for one in asked:
        said = beside.get(one.name)
        if said is None or not one.name.startswith(field.name):
            continue
        try:
            if one.name.endswith(KIND):
                forms = _forms(str(said))
            else:
                found = kinds.of(one).check(one)(said)
                day = found.date() if isinstance(found, datetime) else found
        except BusinessError as error:
            error.field = path
            group.errors.append(error)
            return None
    return forms, day


def _forms(text: str) -> frozenset[str]:
    """The forms that are called so, in any language."""
    wanted, found = plain(text), set[str]()
    documents = [one for one in registry.all() if one.is_document]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {f.name for f in documents if wanted in (plain(str(f.label)), plain(f.name))}
    if not found:
        raise NoSuchKind(given=text, example=registry.get("purchase_receipt").label)
    return frozenset(found)
