"""记住的对应列: what somebody changed in what was proposed for a file holds for the next one. What
this program proposed and nobody changed is no word of anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from huolang.forms.form import Form
from huolang.integrations.columns import matching
from huolang.integrations.columns.headings import heading
from huolang.integrations.meaning import told_twice

INSTEAD = "instead"
"""A column that was left out because another of the file says the same: nobody wanted none."""


def changed(
    form: Form,
    headers: Sequence[str],
    proposed: Mapping[str, str],
    chosen: Mapping[str, str],
    usual: Mapping[str, str],
    before: Mapping[str, Any],
) -> dict[str, Any]:
    """What is kept for the next file: heading → path; "" for a column that was left out, or the
    heading of what was taken instead. `proposed`: what stood there before somebody chose; `usual`:
    what had been proposed if nobody had ever said anything, which needs not be kept."""
    known, kept = told_twice.with_checks(matching.fillable(form)), dict(before)
    shown = _by_heading(headers, {n: path for n, path in proposed.items() if path in known})
    told, fresh = _by_heading(headers, chosen), _by_heading(headers, usual)
    unsure = {heading(headers[n]) for n in matching.either(form, headers, usual)}
    for name, path in told.items():
        if path == shown[name]:
            continue
        kept.pop(name, None)
        if path == fresh[name] and name not in unsure:
            continue
        other = next((one for one, its in told.items() if its and its == shown[name]), None)
        kept[name] = path if path or other is None else {INSTEAD: other}
    return kept


def holding(form: Form, headers: Sequence[str], said: Mapping[str, Any]) -> dict[str, str]:
    """What was said of columns of other files and holds for this one: heading → path, or "". A
    column that has exactly the heading of a field comes before what was said of another."""
    names = [heading(one) for one in headers]
    exact = matching.whole_names(form, matching.fillable(form))
    held = dict[str, str]()
    for name in names:
        word = said.get(name)
        if isinstance(word, str):
            held[name] = word
        elif word is not None and word[INSTEAD] in names:
            held[name] = ""
    better = {exact[name] for name in names if name in exact and name not in held}
    held = {n: path for n, path in held.items() if path not in better or exact.get(n) == path}
    return held if form.is_document else _whole(form, headers, held)


def words(form: Form, columns: Mapping[str, str], said: Mapping[str, Any]) -> dict[str, Any]:
    """All that was said. Earlier versions kept whole matchings in `columns`: what would be proposed
    anyway, and what was left out for it, is nobody's word."""
    alone = {name: matching.propose(form, [name], {}, whole=True).get("0", "") for name in columns}
    guessed = {path for name, path in columns.items() if path == alone[name]}
    kept: dict[str, Any] = {
        name: path for name, path in columns.items() if path and path != alone[name]
    }
    others = {path: name for name, path in kept.items()}
    for name, path in columns.items():
        if not path and alone[name] not in guessed | {""}:
            other = others.get(alone[name])
            kept[name] = "" if other is None else {INSTEAD: other}
    return {**kept, **said}


def _whole(form: Form, headers: Sequence[str], held: Mapping[str, str]) -> dict[str, str]:
    """Without what makes rows of a master that lack what they need, or takes for them what the
    master itself needs."""
    columns = matching.fillable(form)
    tables = {n: columns[path].table for n, path in held.items() if path in columns}
    if not any(tables.values()):
        return dict(held)
    given = {*matching.propose(form, headers, held).values()}
    usual = _by_heading(headers, matching.propose(form, headers, {}))
    lacking = matching.lacking(form, given)
    needed = {p for p, c in columns.items() if c.table is None and c.field.required} - given
    return {
        name: path
        for name, path in held.items()
        if tables.get(name) is None or (tables[name] not in lacking and usual[name] not in needed)
    }


def _by_heading(headers: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Heading → the path of its first column that fills something."""
    found: dict[str, str] = {}
    for number, one in enumerate(headers):
        if heading(one) and one not in matching.ERRORS:
            found[heading(one)] = found.get(heading(one)) or chosen.get(str(number), "")
    return found
