"""必须有的列: what is wrong with what somebody says of the columns of a file: unknown columns, one
field twice, what is needed and nothing fills."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.forms.form import Form
from huolang.integrations import flat
from huolang.integrations.columns import rivals
from huolang.integrations.columns.matching import (
    GOODS,
    fillable,
    group_field,
    is_needed,
    key_fields,
    propose,
)
from huolang.integrations.flat import FlatColumn
from huolang.integrations.meaning import told_twice
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError, Several


class NoSuchColumn(BusinessError):
    code = "import.column_unknown"
    message = _("没有这一列：{name}")
    status = 422


class FieldTwice(BusinessError):
    code = "import.field_twice"
    message = _("第 {first} 列和第 {second} 列都对应“{label}”，请只选一列")
    status = 422


class NothingChecked(BusinessError):
    code = "import.nothing_checked"
    message = _("没有列对应“{label}”，不能只用来核对")
    status = 422


class FixedToo(BusinessError):
    code = "import.fixed_too"
    message = _("“{label}”已有对应的列，不能再统一填写")
    status = 422


class NoLongerYours(BusinessError):
    code = "import.field_hidden"
    message = _("“{name}”现在不能由您填写：请重新选择各列再检查")
    status = 409


class ColumnMissing(BusinessError):
    code = "import.column_missing"
    message = _("必填的“{label}”没有对应的列{hint}")
    status = 422


ONCE = _("：每张单据都一样的，请统一填写（命令行用 --fixed {path}=…，接口用 fixed）")


class ColumnsRival(BusinessError):
    code = "import.columns_rival"
    message = _("{columns}只能有一列是必填的“{label}”：请选要的那一列")
    status = 422


class HeadingsElsewhere(BusinessError):
    code = "import.headings_elsewhere"
    message = _(
        "列名取自第 {row} 行：如果列名在别的行，或者占两行，请点“列名在别的行？”另选"
        "（命令行用 --heading-row，接口用 POST /imports/…/headings）"
    )
    status = 422


def check(
    form: Form,
    headers: Sequence[str],
    matching: Mapping[str, str],
    fixed: Mapping[str, str],
    *,
    creates: bool,
    row: int,
    given: Collection[str] = (),
    more: Sequence[BusinessError] = (),
) -> None:
    """Raise what is wrong with a matching: unknown columns, one field twice, one that is needed and
    not `given` otherwise, and whatever `more` there is. `row`: where the headings were found, which
    is told where what is needed is missing: they may stand elsewhere."""
    columns, errors = fillable(form), list[BusinessError]()
    checked = told_twice.checks(columns)
    seen: dict[str, int] = {}
    for number, path in matching.items():
        place = f"matching.{number}"[:80]
        if not number.isdecimal() or int(number) >= len(headers):
            errors.append(NoSuchColumn(field=place, name=number[:20]))
        elif path in checked:
            if told_twice.of(path) not in matching.values():
                errors.append(NothingChecked(field=place, label=checked[path].label))
            continue
        elif path not in columns:
            errors.append(NoSuchColumn(field=place, name=path[:64]))
        elif path in seen:
            both = sorted((seen[path], int(number) + 1))
            label = columns[path].label
            errors.append(FieldTwice(field=place, first=both[0], second=both[1], label=label))
        if number.isdecimal():
            seen.setdefault(path, int(number) + 1)
    for path in fixed:
        place = f"fixed.{path}"[:80]
        if path not in columns or columns[path].table or columns[path].field == group_field(form):
            errors.append(NoSuchColumn(field=place, name=path[:64]))
        elif path in seen:
            errors.append(FixedToo(field=place, label=columns[path].label))
        seen.setdefault(path, 0)
    missing, most = _missing(form, headers, set(seen), set(given), creates=creates)
    strange = [n for n, one in enumerate(headers) if not one or str(n) not in matching]
    if most or (missing and most is None and len(strange) * 2 >= len(headers)):
        missing.append(HeadingsElsewhere(field="matching", row=row))
    errors += missing
    Several.raise_any([*errors, *more])


def _missing(
    form: Form, headers: Sequence[str], filled: set[str], given: set[str], *, creates: bool
) -> tuple[list[BusinessError], bool | None]:
    """What is needed and nothing fills; and whether that is most of what could not be said once for
    all: the headings are perhaps those of another row. None: it is just half of it."""
    columns = fillable(form)
    if not creates:
        keys = [one for one in key_fields(form) if one.name not in filled]
        return [ColumnMissing(field="matching", label=one.label, hint="") for one in keys], False
    used = {columns[path].table for path in filled if path in columns}
    asked = [
        one
        for path, one in columns.items()
        if is_needed(form, path) and path not in given and one.table in used | {None}
    ]
    needed = [one for one in asked if one.path not in filled]
    needed += _rows_left_out(form, headers, filled)
    rival = {path: some for path, (_none, some) in rivals.of_file(form, headers).items()}
    errors = [_lacks(form, one, [headers[n] for n in rival.get(one.path, ())]) for one in needed]
    own = [one for one in asked if one.table is not None or not form.is_document]
    short = sum(one.path not in {*filled, *rival} for one in own)
    return errors, None if short and short * 2 == len(own) else short * 2 > len(own)


def _lacks(form: Form, column: FlatColumn, rival: Sequence[str]) -> BusinessError:
    """What to say of a field that nothing fills: `rival` columns may each be it; of a document's
    own, one may say it once for all."""
    if len(rival) < 2:
        once = form.is_document and column.table is None
        hint = str(ONCE).format(path=column.path) if once else ""
        return ColumnMissing(field="matching", label=column.label, hint=hint)
    said = listed(f"“{one}”" for one in rival)
    return ColumnsRival(field="matching", columns=said, label=column.label)


def _rows_left_out(form: Form, headers: Sequence[str], filled: Collection[str]) -> list[FlatColumn]:
    """What rows of goods need, where the file has columns of them and none is used."""
    columns = fillable(form)
    table = columns[GOODS].table if GOODS in columns else None
    if table is None or any(columns[p].table is table for p in filled if p in columns):
        return []
    given = propose(form, headers, {}, whole=True).values()
    named = any(columns[told_twice.of(path)].table is table for path in given)
    return [c for c in columns.values() if named and c.table is table and c.field.required]


def still_filled(form: Form, matching: Mapping[str, str], fixed: Mapping[str, str]) -> None:
    """Refuse a file whose columns were chosen when more of `form` was shown to this person."""
    known = told_twice.with_checks(fillable(form))
    gone = [path for path in (*matching.values(), *fixed) if path not in known]
    if gone:
        whole = flat.by_path(registry.get(form.name))
        raise NoLongerYours(name=whole[gone[0]].label if gone[0] in whole else gone[0])
