"""一并新增: brands, categories, units and other simple records that rows name and that are not
there yet; told by name, and made with the rows where whoever imports says so."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, validate, writer
from huolang.forms.form import Field, Form
from huolang.forms.references import label_fields, text_array
from huolang.forms.refusals import Required
from huolang.forms.validate import Values
from huolang.integrations.before.given_numbers import plain
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.outbox import Happened
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid

SIMPLE = (
    "product_category", "brand", "unit", "department", "employee", "price_level", "reject_reason",
)  # fmt: skip
"""What needs nothing but a name, and on which neither stock nor money rests."""
BELOW = re.compile(r"\s*[/／>＞\\]\s*")
"""Between the names of a path down a tree: 食品/饮料."""
PARENT = "parent"
NONE = frozenset(
    {
        "", "-", "--", "—", "——", "/", "\\", "0", "无", "暂无",
        "空", "n/a", "#n/a", "na", "none", "null",
    }
)  # fmt: skip
"""What stands in cells that name nothing."""
Place = tuple[UUID | None, str]
"""What a record stands below, and its name without capitals."""
MOST_TOLD, SHOWN = 500, 20
TURN = "SELECT pg_advisory_xact_lock(hashtextextended('make ' || %s::text || %s::text, 0))"
CALLED = """
SELECT id, name, {parent} FROM "{table}" WHERE company_id = %s::bigint AND active
AND lower(name) = ANY(%s::text[])
"""


class MayNotMake(Invalid):
    code = "import.may_not_make"
    message = _("没有“{given}”，您也没有新增{label}的权限：请让有权限的人先新增")


class NotMade(Invalid):
    code = "import.not_made"
    message = _("没能新增{label}“{given}”：{why}")


@dataclass
class Maker:
    """Makes what is missing, in the transaction of the rows that name it."""

    access: Access
    at: datetime
    events: list[Happened] | None = None

    def make(self, form: Form, texts: Iterable[str]) -> dict[str, UUID | str]:
        """Text → the record that was made for it, or why there is none. What differs in capitals
        or in the width of letters alone is one. All of a level are made at once."""
        paths = {text: parts(form, text) for text in texts}
        if not paths or not self.access.allows(form.name, "add"):
            return dict.fromkeys(paths, "")
        sql.run(TURN, [current_id(), form.name])
        there = _there(form, {name for names in paths.values() for name in names})
        at: dict[str, UUID | str | None] = dict.fromkeys(paths)
        for depth in range(max(map(len, paths.values()))):
            here = {
                text: (above, names[depth])
                for text, names in paths.items()
                for above in [at[text]]
                if depth < len(names) and not isinstance(above, str)
            }
            new: dict[Place, str] = {}
            for above, name in here.values():
                place = above, name.lower()
                if len(there.get(place, ())) != 1:
                    new.setdefault(place, name)
            made = self._added(form, new)
            for text, (above, name) in here.items():
                place = above, name.lower()
                at[text] = made[place] if place in made else there[place][0]
        return {text: answer or "" for text, answer in at.items()}

    def why_not(self, form: Form, given: str, why: str) -> BusinessError:
        """The refusal of a row that names what was not made."""
        if not self.access.allows(form.name, "add"):
            return MayNotMake(given=given, label=form.label)
        return NotMade(given=given, label=form.label, why=why)

    def _added(self, form: Form, new: Mapping[Place, str]) -> dict[Place, UUID | str]:
        """Make these, below what each stands below; by statements for all of them."""
        label = label_fields(form)[1].name
        payloads = [
            {label: name} | ({PARENT: str(above)} if above is not None else {})
            for (above, _key), name in new.items()
        ]
        read = validate.read_each(form, payloads, known={})
        found: dict[Place, UUID | str] = {}
        sound: list[tuple[Place, Values]] = []
        for place, values in zip(new, read, strict=True):
            if isinstance(values, BusinessError):
                found[place] = str(values.parts()[0])
            else:
                sound.append((place, values))
        self._write(form, sound, found)
        return found

    def _write(
        self, form: Form, some: Sequence[tuple[Place, Values]], found: dict[Place, UUID | str]
    ) -> None:
        """All at once; where the database refuses one of them, the halves."""
        if not some:
            return
        refused: dict[int, BusinessError] = {}
        told = len(self.events) if self.events is not None else 0
        try:
            with transaction.atomic():
                values = [one for _place, one in some]
                made = writer.add(
                    form,
                    values,
                    by=self.access.user,
                    at=self.at,
                    refused=refused,
                    events=self.events,
                )
        except BusinessError as refusal:
            if self.events is not None:
                del self.events[told:]
            if len(some) == 1:
                found[some[0][0]] = str(refusal)
                return
            middle = len(some) // 2
            self._write(form, some[:middle], found)
            self._write(form, some[middle:], found)
            return
        found.update((some[number][0], str(error)) for number, error in refused.items())
        left = (place for number, (place, _values) in enumerate(some) if number not in refused)
        found.update((place, one.id) for place, one in zip(left, made, strict=True))


def sound(form: Form, payloads: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Which of these records are refused for nothing that they say by themselves, whatever they
    refer to: nothing is made for others."""
    tables = {
        one.name: {f.name for f in one.fields if f.kind == "reference"} for one in form.tables
    }
    own = {one.name for one in form.fields if one.kind == "reference"}
    bare: list[dict[str, Any]] = []
    for payload in payloads:
        one = {name: value for name, value in payload.items() if name not in own}
        for name, refers in tables.items():
            if name in one:
                one[name] = [{k: v for k, v in row.items() if k not in refers} for row in one[name]]
        bare.append(one)
    return [
        not isinstance(one, BusinessError) or all(isinstance(e, Required) for e in one.parts())
        for one in validate.read_each(form, bare, known={})
    ]


def parts(form: Form, text: str) -> list[str]:
    """The names of a path from the root of a tree; of what is no tree, the name. No letter is wider
    than others."""
    text = plain(text)
    if PARENT not in form.by_name:
        return [text]
    return [one for one in BELOW.split(text) if one] or [text]


def says_nothing(field: Field, text: str) -> bool:
    """Whether it is what people write where there is none."""
    return field.to in SIMPLE and not field.required and plain(text).casefold() in NONE


def _there(form: Form, names: Collection[str]) -> dict[Place, list[UUID]]:
    """The records in use that are called so, whatever their capitals, by where they stand."""
    there: dict[Place, list[UUID]] = {}
    for key, name, parent in _called(form, sorted(names)):
        there.setdefault((parent, name.lower()), []).append(key)
    return there


def by_path(form: Form, texts: Collection[str]) -> dict[str, UUID]:
    """Paths down a tree that are there already."""
    paths = {text: parts(form, text) for text in texts} if PARENT in form.by_name else {}
    paths = {text: names for text, names in paths.items() if len(names) > 1}
    if not paths:
        return {}
    there = _there(form, {name for names in paths.values() for name in names})
    found: dict[str, UUID] = {}
    for text, names in paths.items():
        at: UUID | None = None
        for name in names:
            some = there.get((at, name.lower()), [])
            at = some[0] if len(some) == 1 else None
            if at is None:
                break
        if at is not None:
            found[text] = at
    return found


def _called(form: Form, names: Sequence[str]) -> list[tuple[UUID, str, UUID | None]]:
    parent = "parent_id" if PARENT in form.by_name else "NULL::uuid"
    statement = CALLED.format(table=form.table, parent=parent)
    given = [current_id(), text_array(one.lower() for one in names)]
    return sql.run(statement, given).fetchall()


def lacking(
    wanted: Mapping[str, Collection[str]], known: Mapping[str, Mapping[str, Any]]
) -> dict[str, list[str]]:
    """What simple records rows name that are not there, by form."""
    found = {
        form: sorted(one for one in wanted.get(form, ()) if known[form].get(one) == 0)
        for form in SIMPLE
    }
    return {form: texts for form, texts in found.items() if texts}


def with_lacking(before: Mapping[str, Any], found: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """The findings of a check with what else is not there."""
    told = dict(before.get("lacking", {}))
    for form, texts in found.items():
        told[form] = sorted({*told.get(form, ()), *texts})[:MOST_TOLD]
    return {**before, "lacking": told}


def shown(findings: Mapping[str, Any], access: Access) -> list[dict[str, Any]]:
    """What of simple records is not there: how many, the first names, and whether this person may
    make them."""
    return [
        {
            "form": form,
            "label": str(registry.get(form).label),
            "count": len(texts),
            "names": texts[:SHOWN],
            "may": access.allows(form, "add"),
        }
        for form, texts in findings.get("lacking", {}).items()
    ]
