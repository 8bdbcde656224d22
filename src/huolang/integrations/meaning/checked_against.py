"""核对: where a file has a name beside a code, the code decides; a name that differs is told, and
one that is that of another record is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms import registry
from huolang.forms.form import Form
from huolang.forms.references import label_fields
from huolang.integrations.meaning.cells import Note
from huolang.integrations.rows.groups import Check, Group, at_row
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.meaning.names import Answer

Find = Callable[[Form, Iterable[str]], Mapping[str, "Answer"]]
"""What texts mean, of records of a form."""


class OtherRecord(Invalid):
    code = "import.other_record"
    message = gettext_lazy("“{given}”是另一条记录，编码是 {code} {name} 的：请改其中一个")


def compare(groups: Sequence[Group], find: Find, merged: Mapping[UUID, UUID]) -> None:
    """Tell what names say otherwise than the codes beside them: few statements for all groups."""
    held = [(group, one) for group in groups for one in group.checks]
    named = [(group, one, key) for group, one in held if (key := _found(one)) is not None]
    wanted: dict[str, set[UUID]] = {}
    for _group, one, key in named:
        wanted.setdefault(cast("str", one.field.to), set()).add(key)
    labels = {name: _labels(registry.get(name), keys) for name, keys in sorted(wanted.items())}
    differing = [
        (group, one, key)
        for group, one, key in named
        if _plain(one.text) not in _ways(labels[cast("str", one.field.to)][key])
    ]
    texts: dict[str, set[str]] = {}
    for _group, one, _key in differing:
        texts.setdefault(cast("str", one.field.to), set()).add(one.text)
    meant = {name: find(registry.get(name), some) for name, some in sorted(texts.items())}
    for group, one, key in differing:
        name = cast("str", one.field.to)
        other = meant[name].get(one.text)
        code, called = labels[name][key]
        if isinstance(other, UUID) and merged.get(other, other) != merged.get(key, key):
            error = OtherRecord(given=one.text, code=code, name=called)
            group.errors.append(at_row(error, one.row, one.column))
        elif not isinstance(other, UUID):
            group.notes.append(_note(one, code, called))


def _found(one: Check) -> UUID | None:
    value: Any = one.into.get(one.field.name)
    return value if isinstance(value, UUID) else None


def _note(one: Check, code: str, called: str) -> Note:
    said = _("{code} 在系统里叫“{name}”，文件里是“{given}”：按编码导入")
    told = said.format(code=code, name=called, given=one.text)
    return Note(one.row, one.column, "import.name_differs", told)


def _labels(form: Form, keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    code, name = (one.column for one in label_fields(form)[:2])
    rows = sql.run(
        f'SELECT t.id, t."{code}", t."{name}" FROM "{form.table}" t'  # noqa: S608 - names of forms
        " WHERE t.company_id = %s::bigint AND t.id = ANY(%s::uuid[])",
        [current_id(), sql.array(keys)],
    )
    return {key: (mine, called) for key, mine, called in rows}


def _ways(label: tuple[str, str]) -> set[str]:
    """How people write one record."""
    code, name = label
    return {_plain(code), _plain(name), _plain(f"{code}{name}")}


def _plain(text: str) -> str:
    """Widths, capitals and spaces make no other name."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
