"""合并下推: several documents of one form go on as one: the month's receipts as one invoice.

They are read, checked and worked out together, by as many statements for fifty as for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import convert
from huolang.documents.convert import Conversion, Payload
from huolang.forms import references, registry, store
from huolang.forms.form import Field, Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError, Invalid, NotFound

MOST = 100
"""Documents that go on as one."""
AS_ONE = ("partner_id", "tax_included", "deducts_tax", "rate")
"""What the lines of a document are worked out with, besides themselves."""
KEPT = """
SELECT id, coalesce(merged_into_id, id) FROM {table}
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""


class TooMany(Invalid):
    code = "convert.too_many"
    message = _("一次最多选 {most} 张单据下推")


class OneByOne(BusinessError):
    code = "convert.one_by_one"
    message = _("{form} 只能一张一张地下推为 {target}")


class OneInWrongState(BusinessError):
    code = "convert.one_in_wrong_state"
    message = _("{number} {state}，不能下推；请取消勾选它")


class TheyDiffer(BusinessError):
    code = "convert.they_differ"
    message = _("所选单据的{name}不同，不能合成一张：{first} 是“{one}”，{second} 是“{other}”")


class NothingOpenOf(BusinessError):
    code = "convert.nothing_open_of"
    message = _("{numbers} 没有可下推的余量，请取消勾选")


def read(form: Form, records: Sequence[UUID]) -> list[Any]:
    """The documents, by day and number; each of them is there."""
    if len(records) > MOST:
        raise TooMany(field="ids", most=MOST)
    found = store.load_many(form, sorted(set(records)), lock=False)
    missing = [index for index, one in enumerate(records) if one not in found]
    if missing or not found:
        raise NotFound(field=f"ids.{missing[0]}" if missing else "ids")
    return in_order(found.values())


def in_order(documents: Any) -> list[Any]:
    return sorted(documents, key=lambda one: (one.date is None, one.date, one.number, one.id))


def payload(documents: Sequence[Any], target: str) -> Payload:
    """What to fill into a new `target`, with everything still open of all `documents`."""
    if len(documents) == 1:
        return convert.payload(documents[0], target)
    conversion = _several(documents, target)
    _refuse_differences(documents, conversion.header(join(documents)))
    return _whole(documents, conversion)


def apart(documents: Sequence[Any], target: str) -> list[tuple[list[Any], Payload]]:
    """What to fill into one `target` for each partner, and for each difference that would keep
    them from being one document; with the documents that it goes on from."""
    if len(documents) == 1:
        return [(list(documents), convert.payload(documents[0], target))]
    conversion = _several(documents, target)
    return [(part, _whole(part, conversion)) for part in _fitting(documents, conversion)]


def _several(documents: Sequence[Any], target: str) -> Conversion:
    """How several of them go on; each is in a state in which it does."""
    conversion = convert.of(documents[0], target)
    if not conversion.several:
        form = registry.of(type(documents[0]))
        raise OneByOne(form=str(form.label), target=str(registry.get(target).label))
    for one in documents:
        if one.state not in conversion.states:
            raise OneInWrongState(number=str(one), state=str(one.get_state_display()))
    return conversion


def _whole(documents: Sequence[Any], conversion: Conversion) -> Payload:
    header, lines = conversion.header(join(documents)), open_lines(documents, conversion)
    _refuse_empty(documents, conversion, lines)
    return {**header, "lines": lines}


def _fitting(documents: Sequence[Any], conversion: Conversion) -> list[list[Any]]:
    """Those that say the same of what a header takes over, in their order."""
    form = registry.of(type(documents[0]))
    compared = [
        (field, _kept(field, [getattr(one, field.attribute) for one in documents]))
        for field in _compared(form, conversion.header(join(documents)))
    ]
    found: dict[tuple[Any, ...], list[Any]] = {}
    for one in documents:
        said = [(getattr(one, field.attribute), kept) for field, kept in compared]
        found.setdefault(tuple(kept.get(value, value) for value, kept in said), []).append(one)
    return list(found.values())


def open_lines(documents: Sequence[Any], conversion: Conversion) -> list[Payload]:
    """What of all these becomes lines of the target."""
    return [line for part in _alike(documents) for line in conversion.lines(join(part))]


def join(documents: Sequence[Any]) -> Any:
    """One that has the rows of all; whatever else it says is the first one's."""
    if len(documents) == 1:
        return documents[0]
    whole = copy(documents[0])
    whole.tables = {
        name: [row for one in documents for row in one.tables[name]] for name in whole.tables
    }
    whole.parts = tuple(documents)
    for index, row in enumerate(whole.tables["lines"]):
        row.position = index
    return whole


def _alike(documents: Sequence[Any]) -> list[list[Any]]:
    """Documents whose lines are worked out with the same, in their order."""
    found: dict[tuple[Any, ...], list[Any]] = {}
    for one in documents:
        found.setdefault(tuple(getattr(one, name, None) for name in AS_ONE), []).append(one)
    return list(found.values())


def _refuse_differences(documents: Sequence[Any], header: Payload) -> None:
    """What the new document takes over of the header is the same everywhere: to whom, from where,
    with or without tax in its prices. All that differs is named, and the first of it explained."""
    form = registry.of(type(documents[0]))
    found = [
        (field, other)
        for field in _compared(form, header)
        if (other := _other(field, [getattr(one, field.attribute) for one in documents]))
    ]
    if found:
        (field, other), first = found[0], documents[0]
        raise TheyDiffer(
            field=f"ids.{other}",
            name=listed(one.label for one, _other in found),
            **_told(
                field, getattr(first, field.attribute), getattr(documents[other], field.attribute)
            ),
            first=str(first),
            second=str(documents[other]),
        )


def _compared(form: Form, header: Payload) -> Iterator[Field]:
    for name in header:
        field = form.by_name.get(name)
        if field is not None and (field.kind == "reference" or name in AS_ONE):
            yield field


def _other(field: Field, values: Sequence[Any]) -> int | None:
    """Which of them is the first that says something else than the first; None: they agree."""
    if len(set(values)) < 2:
        return None
    kept = _kept(field, values)
    mine = kept.get(values[0], values[0])
    return next((n for n, one in enumerate(values) if kept.get(one, one) != mine), None)


def _kept(field: Field, values: Sequence[Any]) -> Mapping[Any, UUID]:
    """What stands for each of the records that are referred to, where some can be merged."""
    if field.to is None or not registry.get(field.to).mergeable:
        return {}
    statement = KEPT.format(table=registry.get(field.to).table)
    keys = sql.array({one for one in values if one is not None})
    return dict(sql.run(statement, [current_id(), keys]).fetchall())


def _told(field: Field, one: Any, other: Any) -> dict[str, str]:
    if field.to is None:
        words = {True: _("是"), False: _("否")}
        return {"one": str(words.get(one, one)), "other": str(words.get(other, other))}
    known: references.Known = {}
    references.labels({field.to: {key for key in (one, other) if key is not None}}, known)
    found = known.get(field.to, {})
    return {
        "one": found[one].title if one in found else "—",
        "other": found[other].title if other in found else "—",
    }


def _refuse_empty(
    documents: Sequence[Any], conversion: Conversion, lines: Sequence[Payload]
) -> None:
    """Say of which documents nothing goes on: nobody finds out later that one was left out."""
    named = {value for line in lines for value in line.values() if isinstance(value, UUID)}
    empty = [
        one
        for one in documents
        if not any(row.id in named for row in one.tables["lines"]) and not conversion.lines(one)
    ]
    if empty:
        raise NothingOpenOf(numbers=listed(empty))
