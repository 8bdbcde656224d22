"""Quick search: the beginning of a code or number, pinyin initials, or any two characters, of
documents also the end of their number and those of their partner; of several words one may begin
the code.

Every way of finding is an index condition that row-level security leaves to the index: ranges of
text for beginnings, and an array of one- and two-character pieces for what stands inside a name.
The result is a set of ids, so ways with different indexes (also of sub-tables) can be united. What
was merged into another record finds that one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from huolang.forms import registry
from huolang.forms.form import Field, Form
from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import current_id

LONGEST = 60
FEW = 2_000
"""Records that are found one by one; more are found on the way through the list."""
LEAST_END = 2
"""One character ends too many numbers to mean one."""
MOST_WORDS = 4
"""Of which one may be the beginning of a code."""
PARTNER = "partner"
"""Whom a document is with: it is found by that as well."""
LAST = "\U0010ffff"


def pieces(text: str) -> list[str]:
    """Every character and every two neighbouring characters of a name, in capitals.

    `螺丝 M8` gives 螺 丝 M 8 螺丝 M8: words are not joined over a space.
    """
    found: dict[str, None] = {}
    for word in text.upper().split():
        found.update(dict.fromkeys(word))
        found.update(dict.fromkeys(word[n : n + 2] for n in range(len(word) - 1)))
    return list(found)


def asked_pieces(text: str) -> list[str]:
    """The fewest pieces that a name containing `text` must have: pairs, single letters if alone."""
    found: dict[str, None] = {}
    for word in text.upper().split():
        if len(word) == 1:
            found[word] = None
        found.update(dict.fromkeys(word[n : n + 2] for n in range(len(word) - 1)))
    return list(found)


def condition(form: Form, text: str, alias: str = "t") -> tuple[str, list[Any]]:
    """An SQL condition on `alias` for records that `text` finds, and its parameters.

    What finds few records is answered by the indexes at once: the condition names the ids. What
    finds very many (one letter) is a condition to be checked along the order of the list, which
    is soon full.
    """
    text = " ".join(text.split())[:LONGEST]
    if not text:
        return "TRUE", []
    texts = spellings(text)
    ways = [way for one in texts for way in _ways(form, one, alias)]
    partners = _of_partners(form, texts, alias)
    ways += partners
    if not ways:
        return "FALSE", []
    found = _found(form, texts, ways, partners)
    if len(found) < FEW:
        return f"{alias}.id = ANY(%s::uuid[])", [sql.array(found)]
    tests, tested = _tests(ways)
    onward = form.search.stands_for
    if onward is not None:
        merged, bound = _tests([way for one in texts for way in _ways(form, one, "m")])
        tests += (
            f' OR {alias}.id IN (SELECT m."{onward}" FROM "{form.table}" m'  # noqa: S608
            f' WHERE m.company_id = %s::bigint AND m."{onward}" IS NOT NULL AND ({merged}))'
        )
        tested += [current_id(), *bound]
    return f"({tests})", tested


def _of_partners(form: Form, texts: Sequence[str], alias: str) -> list[_Way]:
    """Documents with whom it finds; none where it finds very many, for it says too little."""
    field = form.by_name.get(PARTNER) if form.is_document else None
    if field is None or field.kind != "reference":
        return []
    above = registry.get(field.to or "")
    known = _found(above, texts, [way for one in texts for way in _ways(above, one, "t")])
    if not known or len(known) >= FEW:
        return []
    ids = sql.array(known)
    select = _from(form.table, f's."{field.column}" = ANY(%s::uuid[])')
    test = f'{alias}."{field.column}" = ANY(%s::uuid[])'
    return [_Way(select, (current_id(), ids), test, (ids,))]


def ways(form: Form, text: str) -> list[tuple[str, list[Any]]]:
    """Each way to find records of `form`: a statement that answers their ids through an index,
    the last ones first where numbers go on, and its parameters."""
    text = " ".join(text.split())[:LONGEST]
    if not text:
        return []
    return [way for one in spellings(text) for way in _each(form, one)]


def _each(form: Form, text: str) -> list[tuple[str, list[Any]]]:
    if form.search.function is not None and not indexes_work():
        found = f"SELECT {form.search.function}(%s::bigint, %s::text) AS id"
        others = [(way.select, list(way.bound)) for way in _beside(form, text, "t")]
        return [(found, [current_id(), text]), *others]
    return [(way.select + way.order, list(way.bound)) for way in _ways(form, text, "t")]


def spellings(text: str) -> list[str]:
    """What was typed, and the same in plain letters where it has wide ones: ６９０１ is 6901."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())[:LONGEST]
    return list(dict.fromkeys(one for one in (text, plain) if one))


WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def in_wide(text: str) -> str:
    """The same in wide letters, as a record may have been named: 6901 is ６９０１."""
    return text.translate(WIDE)


def _tests(ways: list[_Way]) -> tuple[str, list[Any]]:
    return " OR ".join(way.test for way in ways), [value for way in ways for value in way.tested]


@dataclass(frozen=True)
class _Way:
    """One way to find a record: `select` answers ids through an index; `test` says the same of
    one row without any index."""

    select: str
    bound: tuple[Any, ...]
    test: str
    tested: tuple[Any, ...]
    order: str = ""


def _ways(form: Form, text: str, alias: str) -> Iterable[_Way]:
    search, capitals, company = form.search, text.upper(), current_id()
    for expression, capital in beginnings(form):
        start = capitals if capital else text
        column = expression.format("s")
        # "not empty" lets an index serve that leaves the empty ones out
        range_ = f"{column} >= %s::text AND {column} < %s::text AND {column} <> ''"
        test = f"starts_with({expression.format(alias)}, %s::text)"
        order = f" ORDER BY {column} DESC" if form.is_document else ""
        bound = (company, start, start + LAST)
        yield _Way(_from(form.table, range_), bound, test, (start,), order)
    yield from _ending(form, text, alias)
    wanted = asked_pieces(text)
    if search.grams is not None and wanted:
        bound = (text_array(wanted), *capitals.split())
        select = _from(form.table, _inside(form, "s", len(bound) - 1))
        test = f"({_inside(form, alias, len(bound) - 1)}) IS TRUE"
        yield _Way(select, (company, *bound), test, bound)
    for table, column, key in search.within:
        bound = (company, capitals, capitals + LAST)
        select = _from(table, f's."{column}" >= %s::text AND s."{column}" < %s::text', key)
        yield _Way(select, bound, f"{alias}.id IN ({select})", bound)
    yield from _beside(form, text, alias)


def _ending(form: Form, text: str, alias: str) -> Iterable[_Way]:
    """By the last characters of a document's number: `0003`, `8-0003`. Newest first."""
    column = form.search.end
    if column is None or len(text) < LEAST_END:
        return
    end = text.upper()
    select = "SELECT documents_number_ending(%s::text, %s::bigint, %s::text, %s::int) AS id"
    test = f'right({alias}."{form.by_name[column].column}", %s::int) = %s::text'
    yield _Way(select, (form.table, current_id(), end, FEW), test, (len(end), end))


def _beside(form: Form, text: str, alias: str) -> Iterable[_Way]:
    """What no function of the database finds."""
    yield from _above(form, text, alias)
    yield from _across(form, text, alias)


def _across(form: Form, text: str, alias: str) -> Iterable[_Way]:
    """By the beginning of a code in one word and the name in all the others: `LS8 螺丝`."""
    words = text.split()
    if form.search.grams is None or not 1 < len(words) <= MOST_WORDS:
        return
    for place, word in enumerate(words):
        others = [one.upper() for at, one in enumerate(words) if at != place]
        for expression, capital in beginnings(form):
            start = word.upper() if capital else word
            column = expression.format("s")
            condition = f"{column} >= %s::text AND {column} < %s::text AND {column} <> ''"
            select = _from(form.table, condition + _standing(form, "s", len(others)))
            test = f"starts_with({expression.format(alias)}, %s::text)"
            test += _standing(form, alias, len(others))
            bound = (current_id(), start, start + LAST, *others)
            yield _Way(select, bound, f"({test}) IS TRUE", (start, *others))


def _above(form: Form, text: str, alias: str) -> Iterable[_Way]:
    """By the beginnings of what it belongs to."""
    for name in form.search.below:
        field = form.by_name[name]
        above = registry.get(field.to or "")
        ranges: list[str] = []
        bound: list[Any] = [current_id()]
        for expression, capital in beginnings(above):
            start = text.upper() if capital else text
            column = expression.format("s")
            ranges.append(f"{column} >= %s::text AND {column} < %s::text AND {column} <> ''")
            bound += [start, start + LAST]
        groups = _from(above.table, f"({' OR '.join(ranges)})")
        inside = f"IN ({groups.replace('s.', 'g.').replace(' s ', ' g ')})"
        select = _from(form.table, f's."{field.column}" {inside}')
        yield _Way(
            select, (current_id(), *bound), f'{alias}."{field.column}" {inside}', tuple(bound)
        )


def _inside(form: Form, alias: str, words: int) -> str:
    """The pieces of all words are there, which an index finds, and stand where they stood."""
    return f'{alias}."{form.search.grams}" @> %s' + _standing(form, alias, words)


def _standing(form: Form, alias: str, words: int) -> str:
    columns = [f'{alias}."{form.by_name[name].column}"' for name in form.search.inside]
    text = f"upper(concat_ws(' ', {', '.join(columns)}))"
    return f" AND strpos({text}, %s::text) > 0" * words


def _from(table: str, condition: str, key: str = "id") -> str:
    return (
        f'SELECT s."{key}" FROM "{table}" s WHERE s.company_id = %s::bigint'  # noqa: S608
        f" AND {condition}"
    )


def _found(
    form: Form, texts: Sequence[str], ways: list[_Way], others: Sequence[_Way] = ()
) -> list[UUID]:
    """Ids of what is found, up to FEW, and of what goes on for it. `others`: which of the ways no
    function of the database knows."""
    if form.search.function is not None and not indexes_work():
        asked = f"(SELECT {form.search.function}(%s::bigint, %s::text) AS id LIMIT {FEW})"
        found = " UNION ALL ".join([asked] * len(texts))
        bound: list[Any] = [value for text in texts for value in (current_id(), text)]
        beside = (way for text in texts for way in _beside(form, text, "t"))
        for way in (*beside, *others):
            found += f" UNION ALL ({way.select} LIMIT {FEW})"
            bound += way.bound
    else:
        found = " UNION ALL ".join(f"({way.select} LIMIT {FEW})" for way in ways)
        bound = [value for way in ways for value in way.bound]
    if form.search.stands_for is not None:
        found = _with_what_goes_on(form, found)
        bound += [current_id()]
    return list({row[0] for row in sql.run(found, bound).fetchall()})


def _with_what_goes_on(form: Form, found: str) -> str:
    onward = f'm."{form.search.stands_for}"'
    return (
        f"WITH found(id) AS MATERIALIZED ({found}) SELECT id FROM found UNION ALL"  # noqa: S608
        f' SELECT {onward} FROM "{form.table}" m WHERE m.company_id = %s::bigint'
        f" AND {onward} IS NOT NULL AND m.id IN (SELECT id FROM found)"
    )


@cache
def indexes_work() -> bool:
    """Whether PostgreSQL trusts the functions behind our indexes under row-level security.

    On our own server they are marked so when it is set up; elsewhere only the server's owner can.
    """
    marked = "SELECT bool_and(proleakproof) FROM pg_proc WHERE proname = 'arraycontains'"
    return bool(sql.run(marked).fetchall()[0][0])


def beginnings(form: Form) -> Iterable[tuple[str, bool]]:
    """What is compared by its beginning ({} stands for the row), and whether in capitals."""
    for name in form.search.columns:
        field = form.by_name[name]
        if form.search.capitals:
            yield f'upper({{}}."{field.column}")', True
        else:
            yield _indexed(field), field.unique == "upper" or field.kind == "serial"
    if form.search.initials is not None:
        yield f'{{}}."{form.search.initials}"', True


def _indexed(field: Field) -> str:
    """The expression that is indexed: capitals where the unique key compares capitals."""
    column = f'{{}}."{field.column}"'
    return f"upper({column})" if field.unique == "upper" else column
