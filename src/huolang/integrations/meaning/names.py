"""Records that a file names: by their code, as `code name`, or by a name that only one has;
products also by a bar code, documents by their number here or in an earlier file.

All that a batch of rows names is found in a few statements; what was found is kept for the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.forms.form import Field, Form
from huolang.forms.references import label_fields, text_array
from huolang.forms.refusals import NoSuchReference
from huolang.integrations.before import given_numbers
from huolang.integrations.columns import heading_units, units_beside
from huolang.integrations.meaning import (
    barcodes,
    bracketed_codes,
    checked_against,
    meant_numbers,
    told_specs,
)
from huolang.integrations.meaning.cells import Note
from huolang.integrations.meaning.meant_numbers import Meant, Whose
from huolang.integrations.rows import making
from huolang.integrations.rows.groups import Group, Plan, row_of
from huolang.integrations.rows.making import Maker
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid

MOST_KEPT = 50_000
SPLITS = 4
LONGEST = 200
MERGED = "merged_into"
PARTNER = "partner"


class Ambiguous(Invalid):
    code = "import.ambiguous"
    message = _("有 {count} 条记录叫“{given}”，请改用编码")


Answer = UUID | int | Meant
"""The record, or how many there are of that name: none or several; documents that a number may
mean, where none can be chosen."""


Place = tuple[Group, str, dict[str, Any], Field]
"""A reference in a payload: its group, its path, what holds it, its field."""


class Names:
    """What texts mean, by the form that they name records of."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, Answer]] = {}
        self.merged: dict[UUID, UUID] = {}
        """Duplicate → the record that it was merged into."""
        self.barcodes: dict[str, barcodes.Meant] = {}
        self.whose = Whose()
        """Whose the numbers of documents are."""
        self.maker: Maker | None = None
        """Makes simple records that are not there, where whoever imports says so."""
        self.made: list[tuple[str, str]] = []
        """What was made for the rows at hand: it may be taken back with them."""
        self.asked: dict[int, set[tuple[str, str]]] = {}
        """Of each record which of it was made for it."""
        self.lacking: dict[str, set[str]] = {}
        """Simple records that are not there, or were not."""
        self.why: dict[tuple[str, str], str] = {}
        """Why one was not made."""

    def resolve(self, plan: Plan, groups: Sequence[Group]) -> None:
        """Put ids where the payloads have texts, or note that there is no such record."""
        for form, text in self.made:
            self.known.get(form, {}).pop(text, None)
        self.made.clear()
        self.asked.clear()
        specs = told_specs.rows(plan, groups)
        told_specs.choose(plan, specs)
        held = [(group, *one) for group in groups for one in places(plan, group)]
        held.sort(key=lambda one: registry.get(cast("str", one[3].to)).is_document)
        wanted: dict[str, set[str]] = {}
        for _group, _path, into, field in held:
            text = into[field.name]
            if isinstance(text, str):
                wanted.setdefault(cast("str", field.to), set()).add(text[:LONGEST])
        for form, texts in sorted(wanted.items()):
            self._meanings(registry.get(form), texts)
        held = [one for one in held if not self._says_nothing(*one)]
        self._make(plan, held, wanted)
        for group, path, into, field in held:
            text = into[field.name]
            if not isinstance(text, str):
                continue
            try:
                into[field.name] = self._meant(plan, group, path, into, field, text)
            except BusinessError as error:
                error.field = path
                group.errors.append(error)
                del into[field.name]
        checked_against.compare(groups, self._meanings, self.merged)
        heading_units.compare(plan, groups)
        units_beside.tell(plan, groups)
        told_specs.compare(plan, specs)

    def _says_nothing(self, group: Group, path: str, into: dict[str, Any], field: Field) -> bool:
        """Leave out what people write where there is no brand, category or the like."""
        text = into[field.name]
        if not isinstance(text, str) or not making.says_nothing(field, text):
            return False
        if self.known[cast("str", field.to)][text[:LONGEST]] != 0:
            return False
        del into[field.name]
        said = gettext("“{given}”按没有{label}导入").format(given=text, label=field.label)
        row = row_of(group, path)
        group.notes.append(Note(row, str(field.label), "import.says_nothing", said))
        return True

    def _make(self, plan: Plan, held: Sequence[Place], wanted: Mapping[str, set[str]]) -> None:
        """Make what is not there, for records in which nothing else is wrong."""
        named = {
            (field.to, into[field.name][:LONGEST])
            for *_, into, field in held
            if isinstance(into[field.name], str)
        }
        wanted = {form: {t for t in texts if (form, t) in named} for form, texts in wanted.items()}
        missing = making.lacking(wanted, self.known)
        for form, texts in missing.items():
            self.lacking.setdefault(form, set()).update(texts)
        if self.maker is None or not missing:
            return
        asked: dict[int, tuple[Group, set[tuple[str, str]]]] = {}
        for group, _path, into, field in held:
            text, form = into[field.name], cast("str", field.to)
            if isinstance(text, str) and self.known[form][text[:LONGEST]] == 0:
                asked.setdefault(group.key, (group, set()))[1].add((form, text[:LONGEST]))
        self.asked = {key: those for key, (_group, those) in asked.items()}
        some = [
            (group, those)
            for group, those in asked.values()
            if not group.errors and all(text in missing.get(form, ()) for form, text in those)
        ]
        whole = making.sound(plan.form, [group.payload for group, _those in some])
        sound = {
            one for (_group, those), fine in zip(some, whole, strict=True) if fine for one in those
        }
        for form, texts in missing.items():
            made = self.maker.make(
                registry.get(form), [one for one in texts if (form, one) in sound]
            )
            for text, answer in made.items():
                if isinstance(answer, str):
                    self.why[form, text] = answer
                else:
                    self.known[form][text] = answer
                    self.made.append((form, text))

    def _meanings(self, form: Form, texts: Iterable[str]) -> Mapping[str, Answer]:
        """What these texts mean; it is looked up once."""
        kept = self.known.setdefault(form.name, {})
        if len(kept) > MOST_KEPT:
            kept.clear()
        missing = sorted(one for one in texts if not kept.get(one))  # it may have come since
        if missing:
            answers = self._find(form, missing)
            kept.update(answers)
            if form.name == barcodes.NAMES:
                kept.update(self._by_barcode(one for one in missing if not answers[one]))
            self.merged |= _merged(form, answers.values())
        return kept

    def needless(self, refused: Sequence[Group], groups: Sequence[Group]) -> bool:
        """Whether something was made that none but the `refused` of these name."""
        gone = {one.key for one in refused}
        used = {
            one
            for group in groups
            if group.key not in gone
            for one in self.asked.get(group.key, ())
        }
        return bool({*self.made} - used)

    def _meant(
        self, plan: Plan, group: Group, path: str, into: dict[str, Any], field: Field, text: str
    ) -> UUID:
        form, given = cast("str", field.to), text[:LONGEST]
        found = self.known[form][given]
        if isinstance(found, Meant):
            partner = group.payload.get(PARTNER)
            number = given_numbers.plain(text)
            chosen = found.choose(number, self.whose, lambda one: one.partner == partner)
            if isinstance(chosen, BusinessError):
                raise chosen
            found = chosen.id if chosen is not None else 0
        if not isinstance(found, UUID):
            if self.maker is not None and (form, given) in self.why:
                raise self.maker.why_not(registry.get(form), given, self.why[form, given])
            raise Ambiguous(count=found, given=text) if found else NoSuchReference(given=text)
        if form == barcodes.NAMES and given in self.barcodes:
            barcodes.count_in(plan, path, into, self.barcodes[given], text)
        return found

    def _find(self, form: Form, texts: list[str]) -> Mapping[str, Answer]:
        if form.is_document:
            meant = meant_numbers.meant(form, texts, self.whose.source)
            return {one: meant[given_numbers.plain(one).upper()] for one in texts}
        found = dict(_find(form, texts))
        wide = {one: given_numbers.plain(one) for one in texts if not found[one]}
        left = sorted({plain for text, plain in wide.items() if plain != text})
        if left:
            told = _find(form, left)
            found.update((text, told[plain]) for text, plain in wide.items() if plain in told)
        found.update(making.by_path(form, [one for one in texts if not found[one]]))
        return found

    def _by_barcode(self, texts: Iterable[str]) -> dict[str, UUID]:
        found = barcodes.meant(texts)
        self.barcodes.update(found)
        return {text: one.product for text, one in found.items()}

    def follow_merged(self, plan: Plan, groups: Iterable[Group]) -> None:
        """Let new records refer to what duplicates were merged into: both names are one by now."""
        if self.merged:
            for group in groups:
                for _path, into, field in places(plan, group):
                    into[field.name] = self.merged.get(into[field.name], into[field.name])


def places(plan: Plan, group: Group) -> Iterable[tuple[str, dict[str, Any], Field]]:
    """Every reference in a payload: its path, the object that holds it, its field."""
    head = [one.column.field for one in plan.header]
    for field in [*head, *(plan.form.by_name[path] for path in plan.fixed)]:
        if field.kind == "reference" and field.name in group.payload:
            yield field.name, group.payload, field
    for table, entries in plan.tables.items():
        own = [one for its, one in plan.own.values() if its is table]
        every = [one.column.field for one in (*entries, *own)]
        fields = [one for one in every if one.kind == "reference"]
        for index, row in enumerate(group.payload.get(table.name, ())):
            for field in fields:
                if field.name in row:
                    yield f"{table.name}.{index}.{field.name}", row, field


def by_key(
    form: Form, keys: Sequence[Field], given: Iterable[Sequence[str]]
) -> dict[tuple[str, ...], UUID]:
    """Records by their code, or whatever tells them apart, also where capitals differ."""
    wanted = list(given)
    meet = " AND ".join(_meets(one, f"w.k{n}", len(keys) > 1) for n, one in enumerate(keys))
    columns = ", ".join(f"k{n}" for n in range(len(keys)))
    rows = sql.run(
        f"SELECT {columns}, t.id FROM unnest({', '.join(['%s::text[]'] * len(keys))})"  # noqa: S608 - names of forms
        f' AS w({columns}) JOIN "{form.table}" t ON t.company_id = %s::bigint AND {meet}',
        [*(text_array(one[n] for one in wanted) for n in range(len(keys))), current_id()],
    )
    return {tuple(row[:-1]): row[-1] for row in rows}


def _meets(key: Field, given: str, one_of_several: bool) -> str:
    mine = f't."{key.column}"'
    if key.cast == "text" and (key.unique == "upper" or one_of_several):
        return f"upper({mine}) = upper({given})"
    return f"{mine} = {given}::{key.cast}"


def _find(form: Form, texts: list[str]) -> Mapping[str, Answer]:
    shown = label_fields(form)
    code, name = shown[0], shown[1] if len(shown) > 1 else None
    coded = by_key(form, [code], [(one,) for one in texts])
    found: dict[str, Answer] = {given: record for (given,), record in coded.items()}
    left = [one for one in texts if one not in found]
    if left and name is not None:
        found.update(_as_shown(form, code, name, left))
        left = [one for one in left if one not in found]
        found.update(_in_brackets(form, code, name, left))
        left = [one for one in left if one not in found]
        found.update(_named(form, name, left))
    return {text: found.get(text, 0) for text in texts}


def _in_brackets(form: Form, code: Field, name: Field, texts: list[str]) -> dict[str, UUID]:
    def coded(codes: list[str]) -> dict[str, UUID]:
        found = by_key(form, [code], [(one,) for one in codes])
        return {given: record for (given,), record in found.items()}

    return bracketed_codes.meant(texts, coded, lambda some: _named(form, name, some))


def _merged(form: Form, answers: Iterable[Answer]) -> dict[UUID, UUID]:
    ids = [one for one in answers if isinstance(one, UUID)]
    if MERGED not in form.by_name or not ids:
        return {}
    rows = sql.run(
        f'SELECT id, {MERGED}_id FROM "{form.table}"'  # noqa: S608 - names of forms
        f" WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) AND {MERGED}_id IS NOT NULL",
        [current_id(), sql.array(ids)],
    )
    return dict(rows.fetchall())


def _as_shown(form: Form, code: Field, name: Field, texts: list[str]) -> dict[str, Answer]:
    """`A-01 铅笔`, as lists and exports write it."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for text in texts:
        words = text.split(" ")
        for at in range(1, min(len(words), SPLITS + 1)):
            head, rest = " ".join(words[:at]), " ".join(words[at:])
            parts.setdefault(head, []).append((rest, text))
    if not parts:
        return {}
    rows = sql.run(
        f'SELECT w.given, t.id, t."{name.column}" FROM unnest(%s::text[]) AS w(given)'  # noqa: S608
        f' JOIN "{form.table}" t ON t.company_id = %s::bigint'
        f' AND upper(t."{code.column}") = upper(w.given)',
        [text_array(parts), current_id()],
    )
    return {
        text: key for given, key, called in rows for rest, text in parts[given] if rest == called
    }


def _named(form: Form, name: Field, texts: list[str]) -> dict[str, Answer]:
    """By the exact name: of those in use, or, where there is none, of the archived ones."""
    if not texts:
        return {}
    active = "t.active" if "active" in form.by_name else "TRUE"
    rows = sql.run(
        f'SELECT t."{name.column}", t.id, {active} FROM "{form.table}" t'  # noqa: S608
        f' WHERE t.company_id = %s::bigint AND t."{name.column}" = ANY(%s::text[])',
        [current_id(), text_array(texts)],
    )
    several: dict[str, dict[bool, list[UUID]]] = {}
    for called, key, is_active in rows:
        several.setdefault(called, {}).setdefault(bool(is_active), []).append(key)
    chosen = {one: found.get(True) or found[False] for one, found in several.items()}
    return {one: keys[0] if len(keys) == 1 else len(keys) for one, keys in chosen.items()}
