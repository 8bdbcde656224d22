"""Finding one record among all forms: a document by its number, a master by whatever finds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from huolang.forms import search
from huolang.forms.form import Form
from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import current_id

EACH = 8
"""Of each form and way of finding so many are looked at."""
MOST = 30


@dataclass(frozen=True, slots=True)
class Hit:
    """`title` is the number or code, `name` what a master is called. `state` is that of a document;
    `active` is False for what is archived."""

    form: Form
    id: UUID
    title: str
    name: str
    state: str | None
    day: date | None
    active: bool


def find(forms: Sequence[Form], text: str) -> list[Hit]:
    """What `text` finds in `forms`, the likeliest first: two statements for all of them, one more
    where what is called exactly so might stand behind others that begin so.

    First what is called exactly so, then the forms in their order, newest documents first.
    """
    text = " ".join(text.split())[: search.LONGEST]
    selects: list[str] = []
    bound: list[Any] = []
    for number, form in enumerate(forms):
        for select, values in search.ways(form, text):
            found = f"SELECT {number} AS form, f.id FROM ({select} LIMIT {EACH}) f(id)"  # noqa: S608
            selects.append(f"({found})")
            bound += values
    if not text or not selects:
        return []
    keys: dict[int, set[UUID]] = {}
    for number, key in sql.run(" UNION ALL ".join(selects), bound).fetchall():
        keys.setdefault(number, set()).add(key)
    if not keys:
        return []
    _add_exact(forms, text, keys)
    numbers = sorted(keys)
    parameters: list[Any] = []
    for number in numbers:
        parameters += [current_id(), sql.array(keys[number])]
    rows: list[Any] = sql.run(_labels(tuple(forms[n] for n in numbers)), parameters).fetchall()
    hits = [Hit(forms[numbers[int(row[0])]], *row[1:]) for row in rows]
    hits.sort(key=lambda hit: hit.title, reverse=True)
    places = {form.name: number for number, form in enumerate(forms)}
    wanted = {one.upper() for one in search.spellings(text)}
    hits.sort(key=lambda hit: (*_rank(hit, wanted), places[hit.form.name]))
    return _fairly(hits)


def _add_exact(forms: Sequence[Form], text: str, keys: dict[int, set[UUID]]) -> None:
    """A scanned number finds its document, however many go on after it."""
    selects: list[str] = []
    bound: list[Any] = []
    for number in [one for one, some in keys.items() if len(some) >= EACH]:
        table = forms[number].table
        for expression, capital in search.beginnings(forms[number]):
            test = f"{expression.format('s')} = ANY(%s::text[])"
            found = f'SELECT {number} AS form, s.id FROM "{table}" s'  # noqa: S608
            selects.append(f"({found} WHERE s.company_id = %s::bigint AND {test} LIMIT {EACH})")
            said = search.spellings(text.upper() if capital else text)
            bound += [current_id(), text_array(said)]
    if selects:
        for number, key in sql.run(" UNION ALL ".join(selects), bound).fetchall():
            keys[number].add(key)


def _rank(hit: Hit, wanted: set[str]) -> tuple[bool, bool]:
    exact = not wanted.isdisjoint((hit.title.upper(), hit.name.upper()))
    return (not exact, not hit.active)


def _fairly(hits: Sequence[Hit]) -> list[Hit]:
    """No form fills the list by itself."""
    shown: dict[str, int] = {}
    kept: list[Hit] = []
    for hit in hits:
        shown[hit.form.name] = shown.get(hit.form.name, 0) + 1
        if shown[hit.form.name] <= EACH:
            kept.append(hit)
    return kept[:MOST]


@lru_cache(maxsize=256)
def _labels(forms: tuple[Form, ...]) -> str:
    """One SELECT for each form, all of the same columns; every name comes from the forms."""
    parts: list[str] = []
    for number, form in enumerate(forms):
        names = form.by_name
        title = next((n for n in ("number", "code") if n in names), form.title_field)
        name = f't."{names["name"].column}"' if "name" in names and title != "name" else "''"
        state, day = ('t."state"', 't."date"') if form.is_document else ("NULL::text", "NULL::date")
        active = 't."active"' if "active" in names else "true"
        parts.append(
            f'SELECT {number}, t.id, t."{names[title].column}"::text, {name}::text, {state},'  # noqa: S608
            f' {day}, {active} FROM "{form.table}" t'
            " WHERE t.company_id = %s::bigint AND t.id = ANY(%s::uuid[])"
        )
    return " UNION ALL ".join(parts)
