"""对应列: which column of a file fills which field: from its heading and what was said before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils import translation

from huolang.forms.form import Field, Form, Table
from huolang.integrations import flat
from huolang.integrations.columns import document_day, in_brackets, plain_id, rivals, worth
from huolang.integrations.columns.headings import (
    answers_of,
    called,
    guesses,
    heading,
    is_of_lines,
    plain,
)
from huolang.integrations.flat import FlatColumn
from huolang.integrations.meaning import owed_words, told_twice

ERRORS = ("错误", "Errors")
"""The heading of what was wrong, in a file that is sent again."""
TOLD_BY_FILES: Mapping[str, Sequence[str]] = {"opening_balance": ("lines.kind",)}
"""What a form has ready for who types, and a file must say: to get is not to owe."""
GOODS = "lines.product"
TOTALS = ("amount", "tax", "total", "settled_amount", "advance")


def fillable(form: Form) -> Mapping[str, FlatColumn]:
    """The columns that a file may fill, in the order of the page; of a document also its number,
    which only says what belongs together, and of a master what says which record is meant."""
    return _fillable(form, translation.get_language() or "")


@lru_cache(maxsize=512)
def _fillable(form: Form, _language: str) -> Mapping[str, FlatColumn]:
    known = flat.by_path(form)
    order = [name for section in form.sections for name in section.fields]
    order += [one.name for one in form.fields if one.name not in order]
    group = group_field(form)
    paths = [group.name] if group else [one.name for one in key_fields(form) if one.readonly]
    paths += [name for name in order if name in known and not known[name].field.readonly]
    for table in form.tables:
        paths += [f"{table.name}.{one.name}" for one in flat.fields(table) if not one.readonly]
    return {path: known[path] for path in dict.fromkeys(paths)}


def group_field(form: Form) -> Field | None:
    """What in a file says which rows are one document: the number it had where it came from."""
    if not form.is_document:
        return None
    return next((one for one in form.fields if one.kind == "serial"), None)


def is_needed(form: Form, path: str) -> bool:
    """Whether a file that makes records has to fill a field, by a column or once for all."""
    told = path in TOLD_BY_FILES.get(form.name, ())
    return told or flat.by_path(form)[path].field.required


def key_fields(form: Form) -> tuple[Field, ...]:
    """What says together that a row means a record that is there already."""
    if form.is_document or any(name not in form.by_name for name in form.identity):
        return ()
    return tuple(form.by_name[name] for name in form.identity)


DISCOUNT = "lines.discount"


def propose(
    form: Form,
    headers: Sequence[str],
    remembered: Mapping[str, str],
    figures: Collection[int] = (),
    whole: bool = False,
) -> dict[str, str]:
    """Number of a column → path. Each field is given away once, to what names it best: first to
    its exact heading, wherever in the file that stands. What the program works out fills nothing.

    A master's own fields come before those of its rows, unless what these need is named as well
    by no name of an own field. `figures`: columns of numbers, which are no yes or no. `whole`: also
    what rows have that lack something else.
    """
    columns, names = fillable(form), [heading(one) for one in headers]
    left, found = dict(columns), dict[str, str]()
    exact, answers = whole_names(form, columns), answers_of(columns)
    numeric = {names[one] for one in figures}
    remembered = {n: p for n, p in remembered.items() if not (n in numeric and p in answers)}
    worked_out, kept, twice = _said_before(form, headers, names, remembered, exact)

    def give(number: int, path: str | None) -> None:
        if path in left and not (number in figures and path in answers):
            found[str(number)] = path
            del left[path]

    for number, name in enumerate(names):
        give(number, twice.get(number, kept.get(name)))
    found.update((str(n), path) for n, path in twice.items() if told_twice.is_check(path))
    settled = rivals.outdone(form, headers) | {
        n
        for n, name in enumerate(names)
        if n in twice
        or headers[n] in ERRORS
        or (name in kept and (not kept[name] or str(n) in found or exact.get(name) not in left))
    }
    sure = settled | worked_out | in_brackets.unsure(headers)
    labels = called(form, columns)
    for turn, others in _turns(form, labels, names):
        for number, path in sorted(_named(names, exact, found).items()):
            if number not in settled and path in turn:
                give(number, path)
        named = others | {n for n, p in _named(names, exact, found).items() if p not in turn}
        for number, fits in guesses(form, columns, headers, named):
            if str(number) not in found and number not in sure:
                some = turn - answers if number in figures else turn
                give(number, next((path for path in left if path in some and fits(path)), None))
    for number, path in _at_last(form, headers, {*sure, *(int(n) for n in found)}, figures):
        give(number, path)
    found |= worth.of_stock(form, headers, found, {str(n) for n in settled})
    found = owed_words.unspread(form.name, headers, _of_money(form, headers, found, exact))
    short = set[Table | None]() if whole else lacking(form, set(found.values()))
    return {
        n: p
        for n, p in found.items()
        if names[int(n)] in kept or columns[told_twice.of(p)].table not in short
    }


def _of_lines_first(headers: Sequence[str], found: Mapping[str, str]) -> dict[str, str]:
    """Beside Order Lines/Taxes, Taxes is of the whole document."""
    free = {
        plain(one): str(n)
        for n, one in reversed([*enumerate(headers)])
        if str(n) not in found and is_of_lines(heading(one))
    }
    return {
        free.get(plain(headers[int(n)]), n) if path.startswith("lines.") else n: path
        for n, path in found.items()
    }


def _at_last(
    form: Form, headers: Sequence[str], closed: Collection[int], figures: Collection[int]
) -> list[tuple[int, str]]:
    """What is called like the day or the number of documents, where nothing surer is."""
    group = group_field(form)
    days = [(n, document_day.DATE) for n in document_day.columns(form, headers, closed)]
    ids = plain_id.columns(headers, closed, figures) if group else []
    return [*days, *((n, group.name) for n in ids if group)]


def _said_before(
    form: Form,
    headers: Sequence[str],
    names: Sequence[str],
    remembered: Mapping[str, str],
    exact: Mapping[str, str],
) -> tuple[set[int], dict[str, str], dict[int, str]]:
    """The columns of what the program works out, what was said before and still holds, and the
    columns that tell one reference together."""
    worked_out = {
        number
        for number in _named(names, whole_names(form, _computed(form)), {})
        if names[number] not in exact
    }
    days = document_day.columns(form, headers, ())
    if len(days) == 1 < len(names) and document_day.DATE not in (exact.get(one) for one in names):
        worked_out -= {*days}  # a row tells the day of what it settles, too
    kept = _kept(names, remembered, exact, worked_out)
    whole = {exact[name] for name in names if name in exact}
    closed = worked_out - told_twice.named(fillable(form), headers, whole)
    return worked_out, *_told_twice(form, headers, kept, closed, exact)


def _told_twice(
    form: Form,
    headers: Sequence[str],
    kept: Mapping[str, str],
    closed: Collection[int],
    exact: Mapping[str, str],
) -> tuple[dict[str, str], dict[int, str]]:
    """What was said before without what there is nothing to check in this file; and the columns
    that tell one reference together."""
    columns = fillable(form)
    names = [heading(one) for one in headers]
    said = {n: kept[name] for n, name in enumerate(names) if name in kept}
    errors = {n for n, one in enumerate(headers) if one in ERRORS}
    twice = told_twice.settle(form, columns, headers, said, {*closed, *errors}, exact)
    filled = {*(path for n, path in said.items() if n not in twice), *twice.values()}
    left = {n: p for n, p in said.items() if n not in twice}
    alone = {
        n for n, p in left.items() if told_twice.is_check(p) and told_twice.of(p) not in filled
    }
    twice |= {n: p for n, p in left.items() if told_twice.is_check(p) and n not in alone}
    return {name: p for name, p in kept.items() if not told_twice.is_check(p)}, twice


def _settled(form: Form, headers: Sequence[str], found: Mapping[str, str]) -> dict[str, str]:
    """Beside the number of a payment, and how much of it, a number is that of what it settles."""
    paths = {*found.values()}
    if "lines.item" not in fillable(form) or "lines.item" in paths:
        return {}
    if not {"number", "lines.amount"} <= paths:
        return {}
    words = {plain(one) for one in rivals.NUMBER}
    some = [n for n, one in enumerate(headers) if plain(one) in words and str(n) not in found]
    return {str(some[0]): "lines.item"} if len(some) == 1 else {}


def _off_of_rows(form: Form, headers: Sequence[str], found: dict[str, str]) -> dict[str, str]:
    """Below Discount stands that of each row, though the one of the whole has that name as well."""
    if DISCOUNT in found.values() or DISCOUNT not in fillable(form):
        return found
    return {
        n: DISCOUNT if path == "discount" and heading(headers[int(n)]) == path else path
        for n, path in found.items()
    }


def _of_money(
    form: Form, headers: Sequence[str], found: Mapping[str, str], exact: Mapping[str, str]
) -> dict[str, str]:
    """With what payments settle, without it where nobody knows of what, and without a rate that is
    told in money."""
    found = _of_lines_first(headers, found)
    found = _off_of_rows(form, headers, {**found, **_settled(form, headers, found)})
    settles = "lines.item" in found.values() or "lines.item" not in fillable(form)
    return {
        n: path
        for n, path in found.items()
        if not (path == DISCOUNT and in_brackets.is_off(headers[int(n)]))
        and (settles or path != "lines.amount" or heading(headers[int(n)]) in exact)
    }


def either(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> dict[int, str]:
    """Columns that fill nothing, for they are called like a total that the program works out, and
    the field of the rows that they may as well mean: no other column fills it. Our own exports
    tell the two apart."""
    if not form.is_document or any(flat.BESIDE in one for one in headers):
        return {}
    columns, names = fillable(form), [heading(one) for one in headers]
    computed = whole_names(form, _computed(form))
    rows = {
        name: path
        for path, labels in called(form, columns).items()
        if columns[path].table is not None and path not in matching.values()
        for name in labels
    }
    return {
        number: rows[name]
        for number, name in enumerate(names)
        if str(number) not in matching and name in computed and name in rows
    }


def _turns(
    form: Form, labels: Mapping[str, set[str]], names: Sequence[str]
) -> list[tuple[set[str], set[int]]]:
    """The fields that headings are given to first, with the columns that mean none of them, and all
    fields. What a master needs itself comes before what its rows need: 单位 beside 副单位 is its
    own unit, but not beside 基本单位, and not where no other column is that of the rows."""
    columns = fillable(form)
    needed = [(path, one.table) for path, one in columns.items() if one.field.required]
    own = {name for path, one in columns.items() if one.table is None for name in labels[path]}
    aside = {
        table
        for path, table in needed
        if table is not None and not form.is_document and not labels[path] & {*names} - own
    }
    found = [({path for path, one in columns.items() if one.table not in aside}, set[int]())]
    within = [
        [n for n, name in enumerate(names) if name in labels[path]]
        for path, table in needed
        if table is not None and table not in aside and not form.is_document
    ]
    if within:
        first = {path for path, table in needed if table is None}
        sole = {some[0] for some in within if len(some) == 1}
        found = [(first, {n for some in within for n in some}), (first, sole), *found]
    return [*found, (set(columns), set())]


def lacking(form: Form, given: Collection[str]) -> set[Table | None]:
    """Sub-tables of a master whose rows would lack something that they need."""
    if form.is_document:
        return set()
    return {
        one.table
        for path, one in fillable(form).items()
        if one.table is not None and one.field.required and path not in given
    }


@dataclass(frozen=True)
class Notes:
    """What is said of columns that fill nothing, by their numbers."""

    computed: Mapping[str, str]
    """What the program works out by itself: the label of the field."""
    named: Mapping[str, str]
    """The path of a field that is called exactly so: another column fills it, or nobody chose it.
    """


def notes(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> Notes:
    """Say of columns that fill nothing what stands above them."""
    names, known = [heading(one) for one in headers], flat.by_path(form)
    named = _named(names, whole_names(form, fillable(form)), matching)
    computed = _named(names, whole_names(form, _computed(form)), matching)
    return Notes(
        computed={str(n): known[path].label for n, path in computed.items() if n not in named},
        named={str(n): path for n, path in named.items()},
    )


def totals(
    form: Form, headers: Sequence[str], matching: Mapping[str, str]
) -> list[tuple[int, Field]]:
    """Columns that say what the rows of a document come to: that of the file and ours must agree.
    What goods without a price are worth follows from the books, once it is confirmed."""
    if not {"total", "settled_amount"} & form.by_name.keys():
        return []
    adds = {path: one for path, one in _computed(form).items() if path in TOTALS}
    found = _named([heading(one) for one in headers], whole_names(form, adds), matching)
    return [(number, adds[path].field) for number, path in found.items()]


def _computed(form: Form) -> dict[str, FlatColumn]:
    """The columns of an export that no file fills."""
    fills = fillable(form)
    return {path: one for path, one in flat.by_path(form).items() if path not in fills}


def _kept(
    names: Sequence[str],
    remembered: Mapping[str, str],
    exact: Mapping[str, str],
    worked_out: Collection[int],
) -> dict[str, str]:
    """What was said before and still holds: a total of the whole never stands for a field of the
    rows that the file, or the one before it, has a column of its own for."""
    kept = {name: remembered[name] for name in names if name in remembered}
    for number in worked_out:
        path = kept.get(names[number])
        own = {one for one in (*names, *remembered) if path and exact.get(one) == path}
        if own:
            del kept[names[number]]
            for one in own:
                if kept.get(one) == "":
                    del kept[one]
    return kept


def _named(
    names: Sequence[str], exact: Mapping[str, str], without: Mapping[str, str]
) -> dict[int, str]:
    """Columns that fill nothing yet and have exactly the heading of one of these fields."""
    return {
        number: exact[name]
        for number, name in enumerate(names)
        if name in exact and str(number) not in without
    }


def whole_names(form: Form, columns: Mapping[str, FlatColumn]) -> Mapping[str, str]:
    """Heading → path: the names by which exports and templates tell all fields apart."""
    return _whole_names(form, tuple(columns))


@lru_cache(maxsize=512)  # every look at a file asks, and the words stay what they are
def _whole_names(form: Form, columns: Collection[str]) -> Mapping[str, str]:
    found = {heading(path): path for path in columns}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for path, column in flat.by_path(form).items():
                if path in columns:
                    found.setdefault(heading(column.label), path)
                    if column.table is not None:
                        whole = f"{column.table.label}{flat.BESIDE}{column.field.label}"
                        found.setdefault(heading(whole), path)
    return found
