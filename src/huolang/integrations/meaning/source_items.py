"""往来: what is owed for a document, as a payment's file names it: by the number of that document,
and its kind and day where several have the number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.finance import open_item
from huolang.finance.open_item import Candidate
from huolang.forms import registry
from huolang.forms.references import text_array
from huolang.integrations.import_run import Numbers
from huolang.integrations.meaning.beside_number import Cell
from huolang.integrations.meaning.meant_numbers import NOT_YET, OF_FILE, OURS, STRANGE, Whose
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError, Invalid

SAME = """
EXISTS (SELECT FROM integrations_givennumber g WHERE g.company_id = i.company_id
    AND g.form = i.form AND g.record = i.record AND g.number = upper(i.number)
    AND (%s::text = '' OR g.source = {source}))
"""
BEGUN = """
NOT EXISTS (SELECT FROM ledger_postinghead h WHERE h.company_id = i.company_id
    AND h.form = i.form AND h.record = i.record AND upper(h.number) = upper(i.number))
"""
"""An opening balance tells what is owed by the numbers that it had before: no document here has
them."""
OWED = """
SELECT DISTINCT g.number, i.number, coalesce(m.merged_into_id, i.partner), i.form, i.occurred_on,
    %s::text = '' OR g.source <> ''
FROM integrations_givennumber g
JOIN ledger_openitem i ON i.company_id = g.company_id AND i.form = g.form AND i.record = g.record
    AND i.kind = %s::text AND upper(i.number) <> g.number
LEFT JOIN masters_partner m ON m.company_id = i.company_id AND m.id = i.partner
WHERE g.company_id = %s::bigint AND g.form = ANY(%s::text[]) AND g.number = ANY(%s::text[])
  AND (%s::text = '' OR g.source IN (%s::text, ''))
"""
CALLED = f"""
SELECT i.number, bool_or({STRANGE.format(record="i", key="record", form="i.form")}),
    bool_or({SAME.format(source="%s::text")}), bool_or({SAME.format(source="''")} OR {BEGUN})
FROM ledger_openitem i WHERE i.company_id = %s::bigint AND i.id = ANY(%s::uuid[]) GROUP BY 1
"""  # noqa: S608


class NoOpenItem(Invalid):
    code = "import.no_open_item"
    message = _("{number} 没有与这个往来单位未结的款项")


class WhichItem(Invalid):
    code = "import.which_item"
    message = _("{number} 有 {count} 笔款项，请写明是第几笔，如 {number}#2")


class WhichOwed(Invalid):
    code = "import.which_owed"
    message = _(
        "{number} 可能指 {own}；请在“往来单据类型”“往来单据日期”里写明是哪一张，"
        "或者选择源单编号是本系统的，还是原来系统的"
    )


@dataclass(frozen=True, slots=True)
class Owed:
    """A document that a file called by another number than its own, which was owed for."""

    own: str
    partner: UUID
    form: str
    day: date
    of_shop: bool
    """Whether its file was said to be of the shop that is meant, if any is."""


def resolve(kind: str, given: Sequence[Cell], whose: Whose) -> None:
    """Put the items there that the cells mean."""
    renamed = _owed(kind, {one.number for one in given}, whose.source)
    others = {number: {one.own for one in some} for number, some in renamed.items()}
    wanted = {
        (one.partner, number)
        for one in given
        for number in {*_ways(one.number), *others.get(one.number.upper(), ())}
        if one.partner is not None
    }
    found = open_item.named(kind, wanted)
    items = [each.item for some in found.values() for each in some]
    strange, *same = _called(items, whose.source)
    for one in given:
        mine = {
            own
            for own in _ways(one.number)
            if any(one.fits(each.form, each.day) for each in found.get((one.partner, own), ()))
        }
        named = [
            each for each in renamed.get(one.number.upper(), ())
            if one.fits(each.form, each.day)
            and (each.partner == one.partner or (one.partner, each.own) in found)
        ]  # fmt: skip
        unsure = whose.numbers == Numbers.EITHER and not named and mine & strange
        meant = _meant(whose.numbers, mine, named, *same)
        if len(meant) > 1 or unsure:
            days = {each.own: each.day for each in named}
            days |= {own: each.day for own in meant for each in found.get((one.partner, own), ())}
            told = _told(meant, mine, days) + [NOT_YET] * bool(unsure)
            one.means(WhichOwed(number=one.number, own=listed(told)))
        else:
            candidates = [
                each
                for own in meant
                for each in found.get((one.partner, own), ())
                if one.fits(each.form, each.day)
            ]
            one.means(_item(one, candidates))


def _meant(
    numbers: str, mine: set[str], named: Sequence[Owed], same: set[str], shopless: set[str]
) -> set[str]:
    if numbers == Numbers.OURS:
        return mine
    theirs = {each.own for each in named}
    if numbers == Numbers.EITHER:
        return theirs | mine
    of_shop = {each.own for each in named if each.of_shop} | (mine & same)
    return of_shop or theirs | (mine & shopless)  # what came without a shop may be its


def _told(meant: Collection[str], mine: Collection[str], days: Mapping[str, date]) -> list[str]:
    return [
        (OURS if own in mine else OF_FILE).format(number=own, about=days.get(own, "—"))
        for own in sorted(meant)
    ]


def _ways(number: str) -> set[str]:
    """How a number of a file may be written here."""
    return {number, number.upper()}


def _item(one: Cell, candidates: Sequence[Candidate]) -> UUID | BusinessError:
    meant = [
        each
        for each in candidates
        if (each.is_open if one.place is None else each.place == one.place)
    ]
    if len(meant) == 1:
        return meant[0].item
    if meant:
        return WhichItem(number=one.number, count=len(candidates))
    return NoOpenItem(number=one.number)


def _owed(kind: str, numbers: Iterable[str], source: str) -> Mapping[str, list[Owed]]:
    """By the number, in capitals, that files gave documents which were owed for: these, also where
    nothing is open any more."""
    given: dict[str, list[Owed]] = {}
    forms = text_array(one.name for one in registry.all() if one.is_document)
    keys = text_array({one.upper() for one in numbers})
    parameters = [source, kind, current_id(), forms, keys, source, source]
    for number, *told in sql.run(OWED, parameters):
        given.setdefault(number, []).append(Owed(*told))
    return given


def _called(items: Iterable[UUID], source: str) -> Iterable[set[str]]:
    """Own numbers of documents that are owed for: those that may be another's, those that files of
    the shop gave them, and those that files without a shop did or that they had before."""
    parameters = [source, source, source, current_id(), sql.array(items)]
    rows = sql.run(CALLED, parameters).fetchall()
    return ({own for own, *flags in rows if flags[n]} for n in range(3))
