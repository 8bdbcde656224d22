"""编码与名称: files have both the code and the name of what a row refers to. One column fills the
field, the code before the name; the others are what it is checked against."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from huolang.forms import registry
from huolang.forms.form import Field, Form
from huolang.forms.references import label_fields
from huolang.integrations.columns import other_names
from huolang.integrations.columns.headings import called, heading, plain
from huolang.integrations.flat import BESIDE, FlatColumn

CHECK = ":check"
"""What the path of a column ends in that a field is only checked against."""
BARE = ("unit",)
"""单位名称 may be whoever buys: only a code beside it makes it the unit of the goods."""


def of(path: str) -> str:
    """The field that a column fills or is checked against."""
    return path.removesuffix(CHECK)


def is_check(path: str) -> bool:
    return path.endswith(CHECK)


def checks(columns: Mapping[str, FlatColumn]) -> dict[str, FlatColumn]:
    """The columns that fields which refer to a code and a name may be checked against."""
    return {
        f"{path}{CHECK}": one
        for path, one in columns.items()
        if one.field.kind == "reference" and one.field.to and _has_both(one.field.to)
    }


def label(column: FlatColumn) -> str:
    return _("{label}（核对）").format(label=column.label)


def _has_both(form: str) -> bool:
    return not registry.get(form).is_document and len(label_fields(registry.get(form))) > 1


def found(
    form: Form,
    columns: Mapping[str, FlatColumn],
    headers: Sequence[str],
    free: Mapping[str, Collection[int]],
    without: Mapping[str, str],
) -> dict[str, list[int]]:
    """Path → columns that tell the same reference, the surest first. `free`: by path the columns
    that may fill it; `without`: headings that are another field's own names."""
    names = [plain(one) for one in headers]
    own = _own_names(form, columns)
    given: dict[str, list[int]] = {}
    taken = set[int]()
    for check, column in checks(columns).items():
        path = of(check)
        codes, bare, named = _words(column)
        if column.table is not None and not form.is_document:
            codes, bare, named = codes - own, bare - own, named - own
        ranks = {
            number: rank
            for number in free.get(path, ())
            for rank, words in enumerate((codes, named, bare))
            if number not in taken
            and names[number] in words
            and BESIDE not in headers[number]
            and without.get(heading(headers[number]), path) == path
        }
        needs_code = column.field.to in BARE
        if len({names[one] for one in ranks}) < 2 or (needs_code and 0 not in ranks.values()):
            continue
        given[path] = sorted(ranks, key=lambda one: (ranks[one], one))
        taken |= ranks.keys()
    return given


def _own_names(form: Form, columns: Mapping[str, FlatColumn]) -> set[str]:
    """What a master's own fields are called: 货号 in a list of products is their code."""
    labels = called(form, {path: one for path, one in columns.items() if one.table is None})
    return {plain(one) for some in labels.values() for one in some}


def _words(column: FlatColumn) -> tuple[set[str], set[str], set[str]]:
    """What stands above the code, the field itself, and the name of what a field refers to."""
    said = other_names.of(_labels(column.field))
    codes, bare, names = (
        {plain(one) for one in some} for some in (said.codes, said.bare, said.names)
    )
    return codes, bare - codes - names, names - codes


def words(columns: Mapping[str, FlatColumn]) -> set[str]:
    """All that may stand above codes and names of what these columns refer to."""
    some = [one for one in columns.values() if one.field.kind == "reference"]
    told = (said for one in checks(columns).values() for said in _words(one))
    perhaps = {plain(w) for one in some for w in other_names.of(_labels(one.field)).perhaps}
    return perhaps.union(*told)


def named(
    columns: Mapping[str, FlatColumn], headers: Sequence[str], exact: Collection[str]
) -> set[int]:
    """The columns that are called like the name of what a field refers to: 品名, which lines of
    documents also show. Where a field has its own heading, as in our exports, they are no names."""
    some = set[str]().union(
        *(_words(one)[2] for path, one in checks(columns).items() if of(path) not in exact)
    )
    return {number for number, one in enumerate(headers) if plain(one) in some}


def _labels(field: Field) -> set[str]:
    found: set[str] = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(str(field.label))
    return found


def settle(
    form: Form,
    columns: Mapping[str, FlatColumn],
    headers: Sequence[str],
    kept: Mapping[int, str],
    closed: Collection[int],
    exact: Mapping[str, str],
) -> dict[int, str]:
    """Number → path of columns that tell one reference together. `kept`: what was said of a column
    before; `closed`: columns that are spoken for. What somebody said of all of them holds."""
    paths = [of(one) for one in checks(columns)]
    free = {
        path: [
            n
            for n in range(len(headers))
            if (of(kept[n]) == path if n in kept else n not in closed)
        ]
        for path in paths
    }
    said: dict[int, str] = {}
    for path, numbers in found(form, columns, headers, free, exact).items():
        before = [kept.get(one) for one in numbers]
        if before.count(path) == 1 and None not in before:
            continue
        said |= {one: path if at == 0 else f"{path}{CHECK}" for at, one in enumerate(numbers)}
    return said


def with_checks(columns: Mapping[str, FlatColumn]) -> dict[str, FlatColumn]:
    """All that a column of a file may be matched with."""
    return {
        **columns,
        **{path: replace(one, path=path) for path, one in checks(columns).items()},
    }
