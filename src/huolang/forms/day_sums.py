"""Sums of documents by day and state, kept beside them (`kernel.day_sums`), and always right.

What a statement changes of documents it appends as changes, itself. A sum is read from what was
folded and what changed since, in one statement, so in one snapshot; where nothing was built yet,
or a release adds up other columns than were, `query.summary` reads the documents as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from huolang.forms import registry
from huolang.forms.form import Form, Table
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.day_sums import MOST, NO_DAY

KEYS = frozenset({"date", "state"})
"""By what the sums are kept, and can be filtered."""
SUMS = tuple(f"sum_{n}" for n in range(1, MOST + 1))
FIGURES = ("count", *SUMS)


def _all(each: str) -> str:
    """`each` of the figures, with their names for `{}`."""
    return ", ".join(each.replace("{}", name) for name in FIGURES)


SOME = " OR ".join(f"sum({name}) <> 0" for name in FIGURES)
CHANGED = "SELECT DISTINCT form FROM kernel_daychange WHERE company_id = %s::bigint"
HEADS = "SELECT form, columns FROM kernel_daysumhead WHERE company_id = %s::bigint"
BEGIN = """
INSERT INTO kernel_daysumhead (company_id, form, columns) VALUES (%s::bigint, %s, '')
ON CONFLICT DO NOTHING
"""
LOCK = """
SELECT columns FROM kernel_daysumhead WHERE company_id = %s::bigint AND form = %s FOR UPDATE
"""
FOLD = (
    """
WITH gone AS (
    DELETE FROM kernel_daychange WHERE company_id = %s::bigint AND form = %s RETURNING *)
INSERT INTO kernel_daysum AS d (company_id, form, day, state, {names})
SELECT company_id, form, day, state, {sums} FROM gone GROUP BY 1, 2, 3, 4
ON CONFLICT (company_id, form, day, state) DO UPDATE SET {added}
""".replace("{names}", _all("{}"))
    .replace("{sums}", _all("sum({})"))
    .replace("{added}", _all("{} = d.{} + excluded.{}"))
)
FORGET = "DELETE FROM kernel_daysum WHERE company_id = %s::bigint AND form = %s"
CLEAN = FORGET + "".join(f" AND {name} = 0" for name in FIGURES)
REBUILD = """
WITH gone AS (DELETE FROM kernel_daychange WHERE company_id = %s::bigint AND form = %s)
INSERT INTO kernel_daysum (company_id, form, day, state, {names})
SELECT company_id, %s, {day}, state, count(*), {sums} FROM {table}
WHERE company_id = %s::bigint GROUP BY 1, 3, 4
""".replace("{names}", _all("{}"))
"""Changes that its snapshot sees are of documents as it sees them."""
BUILT = "UPDATE kernel_daysumhead SET columns = %s WHERE company_id = %s::bigint AND form = %s"
APPEND = (
    """
INSERT INTO kernel_daychange (company_id, form, id, day, state, {names})
SELECT company_id, '{form}', gen_random_uuid(), day, state, {sums} FROM ({rows_of}) x
GROUP BY company_id, day, state HAVING {some}
""".replace("{names}", _all("{}"))
    .replace("{sums}", _all("coalesce(sum({}), 0)"))
    .replace("{some}", SOME)
)
ROWS = "SELECT company_id, {day} AS day, {state} AS state, {figures} FROM {source}"
DEPARTURES = (
    """
SELECT concat_ws(' ', '{form}', day, state), concat_ws(' ', {derived}), concat_ws(' ', {kept})
FROM (SELECT company_id, {day} AS day, state, true AS derived, 1 AS count, {columns} FROM {table}
      UNION ALL SELECT company_id, day, state, false, {names} FROM kernel_daysum
      WHERE form = '{form}'
      UNION ALL SELECT company_id, day, state, false, {names} FROM kernel_daychange
      WHERE form = '{form}') t
WHERE company_id = %(company)s::bigint AND EXISTS (
    SELECT FROM kernel_daysumhead WHERE company_id = %(company)s::bigint AND form = '{form}'
      AND columns = '{built}')
GROUP BY day, state HAVING {differ}
""".replace("{names}", _all("{}"))
    .replace(
        "{differ}",
        " OR ".join(f"sum(CASE WHEN derived THEN {n} ELSE -{n} END) <> 0" for n in FIGURES),
    )
    .replace("{derived}", _all("coalesce(sum({}) FILTER (WHERE derived), 0)"))
    .replace("{kept}", _all("coalesce(sum({}) FILTER (WHERE NOT derived), 0)"))
)
KEPT = """
SELECT k.columns, s.* FROM kernel_daysumhead k CROSS JOIN (
    SELECT coalesce(sum(t.count), 0){sums} FROM (
        SELECT company_id, nullif(day, '{no_day}') AS date, state, {names}
        FROM kernel_daysum WHERE company_id = %s::bigint AND form = %s
        UNION ALL
        SELECT company_id, nullif(day, '{no_day}'), state, {names}
        FROM kernel_daychange WHERE company_id = %s::bigint AND form = %s) t
    WHERE {where}) s
WHERE k.company_id = %s::bigint AND k.form = %s
""".replace("{names}", _all("{}")).replace("{no_day}", f"{NO_DAY:%Y-%m-%d}")


def columns(part: Form | Table) -> tuple[str, ...] | None:
    """The columns of a form that are summed up by day; None where nothing is."""
    if not isinstance(part, Form) or not part.is_document or not registry.known(part.name):
        return None
    form = registry.get(part.name)  # with what is hidden from whoever writes
    fields = [form.by_name[name] for name in form.list.sums]
    if len(fields) > MOST or any(one.kind != "money" for one in fields):
        return None
    return tuple(one.column for one in fields)


@lru_cache(maxsize=1024)
def inserting(part: Form | Table, statement: str, beside: tuple[str, ...] = ()) -> str:
    """`statement`, an INSERT of documents, such that it appends what they come to as well.

    `beside` are further parts of its WITH, whose parameters come before its own."""
    return _counted(part, statement, "", beside)


def deleting(part: Form | Table, statement: str) -> str:
    """`statement`, a DELETE of documents `t`, such that it takes away what they came to."""
    return _counted(part, statement, "-")


def _counted(part: Form | Table, statement: str, sign: str, beside: Sequence[str] = ()) -> str:
    summed = columns(part)
    if summed is None:
        return f"WITH {', '.join(beside)} {statement}" if beside else statement
    told = ", ".join(f'"{name}"' for name in ("company_id", "date", "state", *summed))
    rows = _rows("written", "date", "state", summed, sign)
    parts = ", ".join([*beside, f"written AS ({statement} RETURNING {told})"])
    return f"WITH {parts} {_append(part, rows)}"


def updating(part: Form | Table, changed: Iterable[str], statement: str) -> str | None:
    """`statement`, an UPDATE of locked documents `t` from values `v`, such that it appends what
    this changes of their sums; None where it changes none. It takes the company once more, before
    its own."""
    summed = columns(part)
    if summed is None or not (KEYS | set(summed)) & set(changed):
        return None
    before = f' JOIN "{part.table}" o ON o.company_id = %s::bigint AND o.id = v.id WHERE t.'
    names = ("date", "state", *summed)
    told = "".join(f', {side}."{name}" AS {side}_{name}' for side in "ot" for name in names)
    taken, added = (
        _rows("changed", f"{side}_date", f"{side}_state", [f"{side}_{n}" for n in summed], sign)
        for side, sign in (("o", "-"), ("t", ""))
    )
    changing = statement.replace(" WHERE t.", before, 1)
    append = _append(part, f"{taken} UNION ALL {added}")
    return f"WITH changed AS ({changing} RETURNING t.company_id{told}) {append}"


def _append(part: Form | Table, rows: str) -> str:
    return APPEND.replace("{form}", part.name).replace("{rows_of}", rows)


def _rows(source: str, day: str, state: str, summed: Sequence[str], sign: str) -> str:
    """Rows of `source` with their figures, each of them added or (`sign`) taken away."""
    values = [f"{sign}1", *(f'{sign}"{name}"' for name in summed), *["0"] * (MOST - len(summed))]
    figures = ", ".join(f"{v} AS {name}" for v, name in zip(values, FIGURES, strict=True))
    return ROWS.format(day=_day(day), state=state, figures=figures, source=source)


def _day(column: str) -> str:
    return f"coalesce({column}, '{NO_DAY:%Y-%m-%d}'::date)"


def can_answer(form: Form, conditions: Sequence[Any], text: str) -> bool:
    """Whether the sums of `form` are kept by all that is asked for; the conditions are sound."""
    return not text and columns(form) is not None and all(one[0] in KEYS for one in conditions)


def read(
    form: Form, where: str, parameters: Sequence[Any], apart: str | None
) -> tuple[Any, ...] | None:
    """How many documents `t` fulfil `where`, the sums of their columns that the form adds up, in
    its order, and those of the documents for which `apart` holds; None before they are built."""
    summed = columns(form) or ()
    key = [current_id(), form.name]
    statement = _kept(summed, where, apart)
    found = sql.run(statement, [*key, *key, *parameters, *key]).fetchone()
    if found is None or found[0] != _built(summed):
        return None
    wanted = [summed.index(form.by_name[name].column) for name in form.list.sums]
    places = [*wanted, *(len(summed) + place for place in wanted)] if apart else wanted
    return (int(found[1]), *(found[2 + place] for place in places))


@lru_cache(maxsize=512)
def _kept(summed: Sequence[str], where: str, apart: str | None) -> str:
    names = SUMS[: len(summed)]
    sums = "".join(f", coalesce(sum(t.{name}), 0)" for name in names)
    if apart:
        counted = (f"sum(t.{name}) FILTER (WHERE {apart})" for name in names)
        sums += "".join(f", coalesce({one}, 0)" for one in counted)
    return KEPT.replace("{sums}", sums).replace("{where}", where)


def _built(summed: Sequence[str]) -> str:
    return ",".join(("count", *summed))


def fold() -> int:
    """Take in what changed of the acting company's documents; answers of how many forms.

    Those that were never built, or for other columns, are built from the documents.
    """
    company = current_id()
    changed = {row[0] for row in sql.run(CHANGED, [company])}
    built = {row[0]: row[1] for row in sql.run(HEADS, [company])}
    folded = 0
    for form in registry.all():
        summed = columns(form)
        if summed is None:
            continue
        if built.get(form.name) != _built(summed):
            _rebuild(form, summed)
        elif form.name in changed:
            key = [company, form.name]
            sql.run(LOCK, key)
            sql.run(FOLD, key)
            sql.run(CLEAN, key)
        else:
            continue
        folded += 1
    return folded


def _rebuild(form: Form, summed: Sequence[str]) -> None:
    key = [current_id(), form.name]
    sql.run(BEGIN, key)
    sql.run(LOCK, key)
    sql.run(FORGET, key)
    given = [f'coalesce(sum("{name}"), 0)' for name in summed] + ["0"] * (MOST - len(summed))
    statement = REBUILD.format(day=_day("date"), sums=", ".join(given), table=f'"{form.table}"')
    sql.run(statement, [*key, form.name, key[0]])
    sql.run(BUILT, [_built(summed), *key])


def departures(company: int, form: Form) -> list[Any]:
    """Days and states whose kept sums are not those of the documents: what, derived, kept."""
    summed = columns(form)
    if summed is None:
        return []
    told = [f'"{name}"' for name in summed] + ["0"] * (MOST - len(summed))
    parts = {"form": form.name, "day": _day("date"), "table": f'"{form.table}"'}
    parts |= {"built": _built(summed)}
    parts |= {"columns": ", ".join(f"{v} AS {n}" for v, n in zip(told, SUMS, strict=True))}
    statement = DEPARTURES
    for name, part in parts.items():
        statement = statement.replace(f"{{{name}}}", part)
    return sql.run_often(statement, {"company": company}).fetchall()
