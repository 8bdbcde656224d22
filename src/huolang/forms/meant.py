"""Codes from a file or a scanner, many at once: which record each of them means, if it is one only.

Its code, its number or one of its bar codes first, then its name, then what else the search finds
of it. However many codes are asked for, the statements are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from huolang.forms import query, render, search
from huolang.forms.form import Form
from huolang.forms.query import Ask
from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access

MOST = 100
"""Codes at once."""
EACH = 3
"""What the search finds of each code and way: more than one means none."""
CODE, NAME, PART = range(3)
"""How sure a code means a record."""

Hits = dict[int, dict[UUID, int]]
"""For each code by its place: the records it may mean, and how sure."""


def meant(
    form: Form, codes: Sequence[str], conditions: Sequence[Any], access: Access
) -> list[UUID | None]:
    """For each code the only record it means, among those that `conditions` name."""
    texts = [" ".join(query.clean(one).split())[: search.LONGEST] for one in codes]
    hits = _exact(form, texts)
    rest = [number for number, text in enumerate(texts) if text and number not in hits]
    hits.update(_found(form, texts, rest))
    onward = _onward(form, {key for keys in hits.values() for key in keys})
    ids = sorted({onward.get(key, key) for keys in hits.values() for key in keys})
    columns = render.shape(form, ()).columns
    ask = Ask(conditions=[*conditions, ["id", "in", [str(one) for one in ids]]], limit=len(ids))
    there = {row[0] for row in query.page(form, columns, ask, access).rows} if ids else set[UUID]()
    return [_only(hits.get(number, {}), onward, there) for number in range(len(texts))]


def _only(hits: dict[UUID, int], onward: dict[UUID, UUID], there: set[UUID]) -> UUID | None:
    sure: dict[int, set[UUID]] = {}
    for key, how in hits.items():
        going_on = onward.get(key, key)
        if going_on in there:
            sure.setdefault(how, set()).add(going_on)
    if not sure:
        return None
    best = sure[min(sure)]
    return next(iter(best)) if len(best) == 1 else None


def _exact(form: Form, texts: Sequence[str]) -> Hits:
    """Records that are called exactly so: all columns of the search, each by its own index."""
    selects: list[str] = []
    bound: list[Any] = []
    spelled = [(number, one) for number, text in enumerate(texts) for one in _spelled(text)]
    plain = text_array(one for _, one in spelled)
    capitals = text_array(one.upper() for _, one in spelled)
    for expression, in_capitals in search.beginnings(form):
        column = expression.format("s")
        selects.append(
            f'SELECT {column}, s.id FROM "{form.table}" s WHERE s.company_id = %s::bigint'  # noqa: S608
            f" AND {column} = ANY(%s::text[]) AND {column} <> ''"
        )
        bound += [current_id(), capitals if in_capitals else plain]
    for table, column, key in form.search.within:
        selects.append(
            f'SELECT s."{column}", s."{key}" FROM "{table}" s WHERE s.company_id = %s::bigint'  # noqa: S608
            f' AND s."{column}" = ANY(%s::text[])'
        )
        bound += [current_id(), capitals]
    places: dict[str, set[int]] = {}
    for number, text in spelled:
        for one in {text, text.upper()} - {""}:
            places.setdefault(one, set()).add(number)
    hits: Hits = {}
    if places and selects:
        for said, key in sql.run(" UNION ALL ".join(selects), bound).fetchall():
            for number in places.get(said, ()):
                hits.setdefault(number, {})[key] = CODE
    return hits


def _spelled(text: str) -> list[str]:
    plain = search.spellings(text)
    return list(dict.fromkeys([*plain, *(search.in_wide(one) for one in plain)]))


def _found(form: Form, texts: Sequence[str], numbers: Sequence[int]) -> Hits:
    """What a search for each code finds, in one statement; a whole name is surer than its part."""
    selects: list[str] = []
    bound: list[Any] = []
    for number in numbers:
        ways = [(PART, *one) for one in search.ways(form, texts[number])]
        for how, select, values in [*ways, *_named(form, texts[number])]:
            found = f"SELECT {number}, {how}, f.id FROM ({select} LIMIT {EACH}) f(id)"  # noqa: S608
            selects.append(f"({found})")
            bound += values
    hits: Hits = {}
    if selects:
        for number, how, key in sql.run(" UNION ALL ".join(selects), bound).fetchall():
            mine = hits.setdefault(number, {})
            mine[key] = min(how, mine.get(key, how))
    return hits


def _named(form: Form, text: str) -> list[tuple[int, str, list[Any]]]:
    """Records with exactly this name, by the pieces that its index has."""
    pieces = search.asked_pieces(text)
    if form.search.grams is None or "name" not in form.search.inside or not pieces:
        return []
    if not search.indexes_work():
        return []
    name = form.by_name["name"].column
    select = (
        f'SELECT s.id FROM "{form.table}" s WHERE s.company_id = %s::bigint'  # noqa: S608
        f' AND s."{form.search.grams}" @> %s AND upper(s."{name}") = %s::text'
    )
    return [(NAME, select, [current_id(), text_array(pieces), text.upper()])]


def _onward(form: Form, ids: set[UUID]) -> dict[UUID, UUID]:
    """The records that go on for merged ones."""
    column = form.search.stands_for
    if column is None or not ids:
        return {}
    statement = (
        f'SELECT t.id, t."{column}" FROM "{form.table}" t WHERE t.company_id = %s::bigint'  # noqa: S608
        f' AND t."{column}" IS NOT NULL AND t.id = ANY(%s::uuid[])'
    )
    return dict(sql.run(statement, [current_id(), sql.array(ids)]).fetchall())
