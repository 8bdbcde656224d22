"""A form is a value: what to ask, in which order, of which kind; where it is from is no matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from django.utils.functional import Promise

Label = str | Promise
"""Words for people; a msgid is translated when it is shown."""

Condition = tuple[str, str, Any]
"""One step of a filter: field, operator, value."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Option:
    """One value of a choice."""

    value: str
    label: Label
    tone: str = "neutral"
    """How a state is coloured: neutral, info, success, warning, danger."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """One question of a form, and the column that keeps its answer.

    `digits` are the most after the point, `integer_digits` the most before it. `hidden_by` names
    the group of fields ("cost") that a role may hide; `unique` says that a reference may be given
    by this field.
    """

    name: str
    label: Label
    kind: str
    column: str
    attribute: str
    """Where an instance of the model keeps the value: `partner_id` for `partner`."""
    cast: str
    """The type of the column in PostgreSQL."""
    required: bool = False
    readonly: bool = False
    nullable: bool = False
    blank: bool = False
    """Nothing is an answer, although the column is never NULL."""
    has_default: bool = False
    default: Any = None
    help: Label = ""
    to: str | None = None
    lines_of: str | None = None
    """The form whose lines a `line` points to; None where it points to something else."""
    filter: tuple[Condition, ...] = ()
    fills: tuple[tuple[str, str], ...] = ()
    """What choosing a record fills in: (our field, the field of that record it comes from)."""
    digits: int | None = None
    integer_digits: int | None = None
    max_length: int | None = None
    options: tuple[Option, ...] = ()
    min: Any = None
    max: Any = None
    with_time: bool = False
    """A date that may also be given as an exact moment."""
    unique: str | None = None
    """exact or upper (capitals and small letters are the same) when one answer means one record."""
    hidden_by: str | None = None
    amendable: bool = False
    """May be mended after the document was confirmed."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """One stored column of a row, also of those that no form shows."""

    attribute: str
    name: str
    cast: str
    field: str
    """The name people know it by: `partner` for the column `partner_id`."""
    nullable: bool = True
    written: bool = True
    """False when the database computes it."""
    audited: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """A sub-table of a form: many rows of the same questions. `parent` is the column upward."""

    name: str
    label: Label
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    model: Any
    table: str
    storage: tuple[Column, ...]
    parent: str
    """The attribute and column that point to the record above."""
    ordered: bool = True
    """Rows keep their order in `position`."""
    region: tuple[str, ...] = ()
    """The fields of 省, 市, 区县 and of the region's code, which one choice fills in."""
    below: str = ""
    """Rows that answer this field stand below another one, from which they follow: they are part of
    what that one counts."""
    uniques: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Fields behind each unique constraint, by the name of the constraint."""
    identity: tuple[str, ...] = ()
    """What tells its rows apart: a row of a file changes the one that says the same here."""
    nothing_is: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """What no answer stands for: of the record that our own field names, or (without a name) of the
    one above, this field. `{"unit": ("product", "unit")}`."""

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.fields}


@dataclass(frozen=True, kw_only=True, eq=False)
class Section:
    label: Label
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class ListView:
    """What a list shows at first, how it is sorted, which columns are added up and filtered."""

    columns: tuple[str, ...] = ()
    sort: str = ""
    sums: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Action:
    """A button of a document: what it does, in which states, who may press it (`operation`)."""

    name: str
    label: Label
    operation: str
    states: tuple[str, ...]
    tone: str = "default"
    also: tuple[str, ...] = ()
    """Operations that it needs besides."""
    edits: bool = False
    """It comes with what is to be changed, as a change does."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Conversion:
    """下推: a draft of `target` with what is still open of this document."""

    target: str
    label: Label
    states: tuple[str, ...] = ("confirmed",)
    usual: bool = True
    """How documents go on as a rule; the others are offered behind these."""
    several: bool = False
    """Several documents may become one target."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Signature:
    """A place to sign on a paper, and the column with the person whose name stands there.

    `{partner}` in the label stands for what the form calls its partner: 客户, 供应商.
    """

    label: Label
    by: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Paper:
    """What printing needs to know beyond sections, columns and sums of the form."""

    signatures: tuple[Signature, ...] = ()
    leave_out: tuple[str, ...] = ()
    """Fields and columns that are of no use on a paper."""
    written_out: str = "total"
    """The amount that a Chinese paper repeats in capital characters."""
    besides: tuple[str, ...] = ()
    """What a paper that names a record of this form says of it besides: phone, address."""
    instead: tuple[tuple[str, str], ...] = ()
    """(our field, what of a record's `besides` needs not be said where ours is answered)."""
    signed_by: str = ""
    """The amount of a row whose sign its quantity has on paper: goods that were returned."""
    own_tax_number: bool = False
    """Our own tax number stands below our name."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ToldIn:
    """The report that tells what became of one record: it is the answer to `filter`."""

    label: Label
    report: str
    view: str
    filter: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Search:
    """How quick search (`q`) finds a record.

    `columns` are compared by their beginning, in capitals; `initials` is a column of pinyin
    initials in capitals; `grams` an array column of one- and two-character pieces, in capitals, of
    the texts `inside`. `within` names other tables whose rows, by their beginning in capitals,
    mean a record: (table, column, column with the record's id).
    """

    columns: tuple[str, ...] = ()
    capitals: bool = False
    """The columns are indexed in capitals, though alone they mean no record."""
    end: str | None = None
    """The number of documents, that is found by its end as well (`documents_number_ending`)."""
    initials: str | None = None
    grams: str | None = None
    inside: tuple[str, ...] = ()
    within: tuple[tuple[str, str, str], ...] = ()
    below: tuple[str, ...] = ()
    """References to masters by whose beginnings (code, name, initials) all that is below is found.
    """
    stands_for: str | None = None
    """A column that names the record which goes on for this one, and is found by it as well."""
    function: str | None = None
    """A function (company, text) → ids that searches where PostgreSQL may not use the indexes."""

    def __post_init__(self) -> None:
        if (self.grams is None) != (not self.inside):
            raise ValueError("`grams` are the pieces of the texts `inside`: both or neither")


@dataclass(frozen=True, kw_only=True, eq=False)
class Form:
    """Everything that API, screens, import and export know of a kind of record."""

    name: str
    label: Label
    kind: str
    """document or master."""
    module: str
    fields: tuple[Field, ...]
    table: str
    model: Any
    storage: tuple[Column, ...]
    title_field: str
    tables: tuple[Table, ...] = ()
    sections: tuple[Section, ...] = ()
    list: ListView = field(default_factory=ListView)
    states: tuple[Option, ...] = ()
    actions: tuple[Action, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    search: Search = field(default_factory=Search)
    paper: Paper = field(default_factory=Paper)
    mergeable: bool = False
    """Two of its records can be merged into one."""
    revalues: bool = False
    """Confirming one may change what earlier goods cost, whatever its date."""
    takes_out: bool = False
    """Its lines take goods out of stock, or promise them: what is available matters meanwhile."""
    pictured: bool = False
    """The first image among a record's files stands for it in lists and pickers."""
    by_hand: bool = True
    """People make its records and delete them; others come of documents."""
    told_in: ToldIn | None = None
    stamps: tuple[str, ...] = ()
    """Which of created_at, updated_at the row keeps."""
    uniques: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    identity: tuple[str, ...] = ()
    """What tells the records of a master apart: a row of a file means the one that says the same.
    """
    said_once: tuple[str, ...] = ()
    """Fields, yes or no, that a whole list of records may have in common: a file of customers has
    no column that says so."""

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.fields}

    @cached_property
    def tables_by_name(self) -> dict[str, Table]:
        return {one.name: one for one in self.tables}

    @property
    def is_document(self) -> bool:
        return self.kind == "document"


Fields = TypeVar("Fields", Form, Table)


@lru_cache(maxsize=1024)
def seen_by(form: Form, hidden: frozenset[str]) -> Form:
    """`form` for somebody from whom the groups `hidden` are kept: those fields are absent."""
    if not any(one.hidden_by in hidden for part in (form, *form.tables) for one in part.fields):
        return form
    shown = _without(form, hidden)
    names = shown.by_name
    view = form.list
    return replace(
        shown,
        tables=tuple(_without(table, hidden) for table in form.tables),
        sections=tuple(
            replace(s, fields=tuple(n for n in s.fields if n in names)) for s in form.sections
        ),
        list=replace(
            view,
            columns=tuple(n for n in view.columns if n in names),
            sums=tuple(n for n in view.sums if n in names),
            filters=tuple(n for n in view.filters if n in names),
        ),
    )


def _without(part: Fields, hidden: frozenset[str]) -> Fields:
    fields = tuple(one for one in part.fields if one.hidden_by not in hidden)
    kept = {one.name for one in fields}
    fields = tuple(
        replace(one, fills=tuple(pair for pair in one.fills if pair[0] in kept))
        if one.fills
        else one
        for one in fields
    )
    if isinstance(part, Table):
        names = {one.name for one in fields}
        return replace(part, fields=fields, columns=tuple(n for n in part.columns if n in names))
    return replace(part, fields=fields)
