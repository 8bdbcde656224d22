"""哪一张单据: which document a number in a file means: the one that has it here, or one that a file
called so; where it may be two, that is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Form
from huolang.forms.references import text_array
from huolang.integrations.before import given_numbers
from huolang.integrations.import_run import ImportRun, Numbers
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError, Invalid

STRANGE = """
NOT EXISTS (SELECT FROM integrations_givennumber g WHERE g.company_id = {record}.company_id
    AND g.form = {form} AND g.record = {record}.{key} AND g.number = upper({record}.number))
AND EXISTS (SELECT FROM integrations_givennumber g WHERE g.company_id = {record}.company_id
    AND g.form = {form} AND g.shape = translate(upper({record}.number), '0123456789', ''))
"""
"""Whether no file called a document by the number that it has here, while files have numbers of
that kind: then the number may be another's."""
MEANT = f"""
SELECT w.asked, d.id, d.number, d.date, {{partner}}, '', TRUE,
    ({STRANGE.format(record="d", key="id", form="%s::text")}), NULL::uuid[]
FROM unnest(%s::text[], %s::text[]) AS w(asked, number)
JOIN {{table}} d ON d.company_id = %s::bigint AND d.number = w.number
UNION ALL
SELECT g.number, d.id, d.number, d.date, {{partner}}, g.source, FALSE, FALSE, g.lines
FROM integrations_givennumber g
JOIN {{table}} d ON d.company_id = g.company_id AND d.id = g.record
WHERE g.company_id = %s::bigint AND g.form = %s::text AND g.number = ANY(%s::text[])
  AND (%s::text = '' OR g.source IN (%s::text, ''))
"""  # noqa: S608 - names of forms


NAMES = """
SELECT id, name FROM masters_partner WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""
OURS, OF_FILE = _("本系统的 {number}（{about}）"), _("文件里的、这里是 {number}（{about}）")
NOT_YET = _("原来系统里还没有导入的同号单据")
SHOWN = 5


class WhichDocument(Invalid):
    code = "import.which_document"
    message = _("{number} 可能指 {own}；请选择源单编号是本系统的，还是原来系统的")


class WhichOfFiles(Invalid):
    code = "import.which_of_files"
    message = _(
        "{number} 可能指 {own}；请选择源单编号是原来系统的并写明店铺，"
        "或者改写成本系统的编号并选择编号是本系统的"
    )


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose the numbers of documents in a file are: `numbers`, and of which shop."""

    numbers: str = Numbers.EITHER.value
    source: str = ""

    @classmethod
    def of(cls, run: ImportRun) -> Whose:
        return cls(run.numbers, given_numbers.shop(run.source))


@dataclass(frozen=True, slots=True)
class Document:
    """One that a number may mean. `rows` are the lines that the rows of its file became; None where
    it is called as it is here. `both`: a file called it as it is called here."""

    id: UUID
    own: str
    partner: UUID | None
    day: date
    rows: tuple[UUID, ...] | None = None
    both: bool = False
    shop: str = ""

    @property
    def is_own(self) -> bool:
        return self.rows is None or self.both


@dataclass(slots=True)
class Meant:
    """The documents that a number may mean: the one that has it here, and those that files called
    so. `strange`: no file called the first one so, while files have such numbers."""

    own: Document | None = None
    strange: bool = False
    given: list[Document] = field(default_factory=list[Document])

    def __bool__(self) -> bool:
        return self.own is not None or bool(self.given)

    def choose(
        self, number: str, whose: Whose, fits: Callable[[Document], bool] | None = None
    ) -> Document | BusinessError | None:
        """The one that it means; None: there is none. Where there are several, those that `fits`
        says."""
        if whose.numbers == Numbers.OURS:
            return self.own
        found = {one.id: one for one in self.given}
        if self.own is not None and whose.numbers == Numbers.EITHER:
            if self.strange and not self.given:
                return WhichDocument(number=number, own=listed([*_told([self.own]), NOT_YET]))
            same = found.get(self.own.id)
            found[self.own.id] = self.own if same is None else replace(same, both=True)
        some = list(found.values())
        if len(some) > 1 and fits is not None:
            some = [one for one in some if fits(one)] or some
        if len(some) > 1:
            which = WhichDocument if any(one.is_own for one in some) else WhichOfFiles
            return which(number=number, own=listed(_told(some)))
        return some[0] if some else None


def meant(form: Form, numbers: Iterable[str], source: str) -> Mapping[str, Meant]:
    """By number, in capitals: the documents of `form` that it may mean. One statement."""
    given = {given_numbers.plain(one) for one in numbers}
    asked, variants = given_numbers.variants(given)
    company, keys = current_id(), text_array({one.upper() for one in given})
    has_partner = any(one.name == "partner_id" for one in form.storage)
    partner = "d.partner_id" if has_partner else "NULL::uuid"
    found: dict[str, Meant] = {one.upper(): Meant() for one in given}
    parameters = [form.name, form.name, asked, variants, company]
    parameters += [company, form.name, keys, source, source]
    rows = sql.run(MEANT.format(table=form.table, partner=partner), parameters)
    for number, record, own, day, whom, shop, is_own, strange, lines in rows:
        one = found[number]
        if is_own:
            one.own, one.strange = Document(record, own or "", whom, day), strange
        else:
            told = Document(record, own or "", whom, day, tuple(lines or ()), shop=shop)
            one.given.append(told)
    for one in found.values():  # what came without a shop, where the shop has none of that number
        one.given = [each for each in one.given if each.shop == source] or one.given
    return found


def _told(documents: Sequence[Document]) -> list[str]:
    """Documents that a number may mean, so that people see which ones these are."""
    partners = {one.partner for one in documents if one.partner is not None}
    names = dict(sql.run(NAMES, [current_id(), sql.array(partners)])) if partners else {}
    told = [
        (one.day, one.own, (OURS if one.is_own else OF_FILE).format(
            number=given_numbers.called(one.own),
            about=" ".join(filter(None, [str(one.day), names.get(one.partner), one.shop])),
        ))
        for one in documents
    ]  # fmt: skip
    return [text for *_order, text in sorted(told)[:SHOWN]] + ["…"] * (len(told) > SHOWN)
