"""规格: beside the name of goods their specification says which are meant; one that is another
product's is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.form import Form
from huolang.forms.references import text_array
from huolang.integrations.columns import unfilled
from huolang.integrations.meaning.cells import Note, inside, marked
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

PRODUCT = "product"
WORDS = frozenset(
    f"{of}{word}"
    for of in ("", "商品", "产品", "货品", "物料", "存货")
    for word in ("规格型号", "规格", "型号", "型号规格")
) | {"specification", "spec", "productspecification", "model"}
CALLED = """
SELECT p.name, p.id, p.specification FROM masters_product p
WHERE p.company_id = %s::bigint AND p.active AND p.name = ANY(%s::text[])
  AND NOT EXISTS (SELECT FROM masters_product c
                  WHERE c.company_id = p.company_id AND upper(c.code) = upper(p.name))
"""
MEANT = """
SELECT p.id, p.code, p.name, p.specification FROM masters_product p
WHERE p.company_id = %s::bigint AND p.id = ANY(%s::uuid[])
"""


class OtherSpec(Invalid):
    code = "import.other_spec"
    message = gettext_lazy("“{name}”的规格是“{has}”，文件里是“{given}”：请改其中一个，或写商品编码")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says which specification its product has."""

    group: Group
    path: str
    number: int
    into: dict[str, Any]
    said: str


def column(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> int | None:
    """The column of specifications that fills nothing."""
    free = unfilled.called(headers, matching, WORDS)
    has = form.is_document or any(PRODUCT in one.by_name for one in form.tables)
    return free[0] if free and has else None


def rows(plan: Plan, groups: Iterable[Group]) -> list[Row]:
    return [one for group in groups for one in _of(plan, group)] if plan.spec is not None else []


def _of(plan: Plan, group: Group) -> Iterator[Row]:
    cells = dict(group.lines)
    spec = plan.spec
    for table in plan.tables if spec is not None else ():
        if PRODUCT not in table.by_name:
            continue
        numbers = group.rows.get(table.name, ())
        for index, row in enumerate(group.payload.get(table.name, ())):
            if index >= len(numbers) or row.get(PRODUCT) is None:
                continue
            cell = at(cells.get(numbers[index], ()), spec)
            if cell not in (None, "") and marked(cell) is None and not isinstance(cell, dict):
                path = f"{table.name}.{index}.{PRODUCT}"
                yield Row(group, path, numbers[index], row, str(cell).strip())


def choose(plan: Plan, told: Sequence[Row]) -> None:
    """Let name and specification together say which product is meant, where a name is given."""
    some = [one for one in told if isinstance(one.into[PRODUCT], str)]
    if not some:
        return
    texts = text_array({one.into[PRODUCT] for one in some})
    called: dict[str, list[tuple[UUID, str]]] = {}
    for name, key, spec in sql.run(CALLED, [current_id(), texts]):
        called.setdefault(name, []).append((key, spec))
    for one in some:
        known = called.get(one.into[PRODUCT], [])
        same = [key for key, spec in known if alike(spec) == alike(one.said)]
        if len(same) == 1:
            one.into[PRODUCT] = same[0]
        elif known and not same and all(spec for _key, spec in known):
            has = "”“".join(sorted({spec for _key, spec in known})[:3])
            _refuse(plan, one, str(one.into.pop(PRODUCT)), has)


def compare(plan: Plan, told: Sequence[Row]) -> None:
    """A code decides: another specification beside it is told, and refused where it is that of
    another product of the name."""
    some = [one for one in told if isinstance(one.into.get(PRODUCT), UUID)]
    if not some:
        return
    keys = sorted({one.into[PRODUCT] for one in some})
    known = {row[0]: row[1:] for row in sql.run(MEANT, [current_id(), sql.array(keys)])}
    differing = [
        (one, *known[one.into[PRODUCT]])
        for one in some
        if one.into[PRODUCT] in known
        and known[one.into[PRODUCT]][2]
        and alike(known[one.into[PRODUCT]][2]) != alike(one.said)
    ]
    if not differing:
        return
    names = text_array({name for _one, _code, name, _spec in differing})
    others = {(name, alike(spec)) for name, _key, spec in sql.run(CALLED, [current_id(), names])}
    for one, code, name, spec in differing:
        if (name, alike(one.said)) in others:
            _refuse(plan, one, f"{code} {name}", spec)
            continue
        said = _("{code} {name} 的规格是“{has}”，文件里是“{given}”：按编码导入")
        message = said.format(code=code, name=name, has=spec, given=one.said)
        header = plan.headers[plan.spec or 0]
        one.group.notes.append(Note(one.number, header, "import.spec_differs", message))


def at(cells: Sequence[Any], number: int | None) -> Any:
    return inside(cells[number]) if number is not None and number < len(cells) else None


def _refuse(plan: Plan, one: Row, name: str, has: str) -> None:
    error = OtherSpec(name=name, has=has, given=one.said)
    error.field = one.path
    one.group.told_by[one.path] = plan.headers[plan.spec or 0]
    one.group.errors.append(error)


def alike(text: str) -> str:
    """Widths, capitals, spaces and signs of multiplication make no other specification."""
    text = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return re.sub(r"[×✕✖*]|(?<=[0-9a-z])x(?=[0-9])", "*", text)
