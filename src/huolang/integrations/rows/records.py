"""The records of a batch of rows, made and changed through the same doors as those typed by hand.

However many rows, there are few statements: what they refer to is found together, what is there
already is read together, and all is written together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from huolang.documents import lifecycle
from huolang.forms import store, validate, writer
from huolang.forms.form import Field, Form
from huolang.forms.references import Known
from huolang.forms.refusals import Required, Taken
from huolang.forms.validate import Values
from huolang.integrations.amounts import (
    base_counts,
    base_prices,
    cost_amounts,
    goods_prices,
    rounded_prices,
    taxed_costs,
    whole_taxed,
    worths_told,
)
from huolang.integrations.before import entered_before, given_numbers, same_name
from huolang.integrations.columns import matching, payments_beside
from huolang.integrations.import_run import ImportRun, Mode
from huolang.integrations.meaning import names, negative_balances, source_lines
from huolang.integrations.meaning.names import Names
from huolang.integrations.rows import as_read, differing, further, meeting, own_kind
from huolang.integrations.rows.findings import Differing
from huolang.integrations.rows.groups import Group, Plan
from huolang.kernel.outbox import Happened
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.several import NotTogether

MOST_TRIED = 500
"""Documents that a check confirms and takes back."""


class NotThere(Invalid):
    code = "import.not_there"
    message = _("没有{label}为 {given} 的记录，无法更新")


@dataclass
class Writing:
    """Who writes, when, and what is left for the end of the transaction."""

    plan: Plan
    run: ImportRun
    access: Access
    at: datetime
    names: Names
    events: list[Happened] | None = None
    """Collected, when the transaction goes on after this batch."""
    dry: bool = False
    known: Known = field(default_factory=dict[str, Any])
    created: int = 0
    changed: int = 0
    same: int = 0
    differing: Differing = field(default_factory=dict[int, dict[str, Any]])
    rounded: Differing = field(default_factory=dict[int, dict[str, Any]])
    """Documents that come to some cents more or less than their file says."""

    @property
    def form(self) -> Form:
        return self.plan.form

    @property
    def then(self) -> str | None:
        """Documents are confirmed at once. A check tries that too, with the first ones."""
        tries = not self.dry or self.run.created + self.run.refused < MOST_TRIED
        return "confirm" if self.run.confirm and tries else None


def write(writing: Writing, groups: Sequence[Group]) -> None:
    """Make the records of `groups`; what is wrong is noted in each."""
    if writing.form.is_document:
        _made_with(writing, [one for one in groups if one.lines], _documents)
        return
    for wave in own_kind.waves(writing.plan, groups):
        _made_with(writing, wave, _masters)
    if writing.dry:
        writing.names.known.pop(writing.form.name, None)  # what was made is taken back


def _documents(writing: Writing, groups: Sequence[Group]) -> None:
    writing.names.resolve(writing.plan, groups)
    goods_prices.without_tax(writing.plan, groups)
    payments_beside.default_accounts(writing.plan, groups)
    base_prices.settle(writing.plan, groups)
    rounded_prices.settle(writing.plan, groups)
    whole_taxed.settle(writing.plan, groups)
    base_counts.compare(writing.plan, groups)
    cost_amounts.settle(writing.plan, groups)
    worths_told.refuse(writing.plan, groups)
    negative_balances.turn(writing.plan, groups)
    taxed_costs.settle(writing.plan, groups)
    source_lines.resolve(writing.plan, groups, writing.names.whose)
    entered_before.refuse(writing.plan, writing.run, groups)
    _create(writing, groups)


def _masters(writing: Writing, groups: Sequence[Group]) -> None:
    writing.names.resolve(writing.plan, groups)
    new, there = _sorted(writing, groups)
    goods_prices.without_tax(writing.plan, new)
    goods_prices.settle(writing.plan, [*((one, None) for one in new), *there])
    if not writing.run.again:
        same_name.refuse(writing.form, _without_key(writing.form, new))
    _create(writing, new)
    _change(writing, there)


def _made_with(
    writing: Writing,
    groups: Sequence[Group],
    do: Callable[[Writing, Sequence[Group]], None],
) -> None:
    """Write them with what is made for them. Where something was made that only refused ones name,
    it is all taken back, and done again with the others."""
    if writing.names.maker is None:
        do(writing, groups)
        return
    before = [as_read.kept(one) for one in groups]
    counts = writing.created, writing.changed, writing.same
    told = len(writing.events) if writing.events is not None else 0
    try:
        with transaction.atomic():
            do(writing, groups)
            refused = [one for one in groups if one.errors or one.there]
            if writing.names.needless(refused, groups):
                raise as_read.Again
    except as_read.Again:
        writing.created, writing.changed, writing.same = counts
        _forget(writing, told)
        writing.known.clear()
        left = [(one, was) for one, was in zip(groups, before, strict=True) if not one.errors]
        left = [(one, was) for one, was in left if not one.there]
        for group, was in left:
            as_read.restore(group, was)
        if left:
            _made_with(writing, [one for one, _was in left], do)


def _sorted(
    writing: Writing, groups: Sequence[Group]
) -> tuple[list[Group], list[tuple[Group, UUID]]]:
    """Which are new and which mean a record that is there, as the mode of the import wants it."""
    keys, mode = matching.key_fields(writing.form), writing.run.mode
    if not keys:
        return list(groups), []
    said = {g.key: tuple(_text(g.payload.get(one.name)) for one in keys) for g in groups}
    found = names.by_key(writing.form, keys, sorted({one for one in said.values() if all(one)}))
    new, there = list[Group](), list[tuple[Group, UUID]]()
    only_there = mode == Mode.UPDATE or any(one.readonly for one in keys)  # begun elsewhere
    for group in groups:
        record = found.get(said[group.key])
        if record is not None and mode == Mode.CREATE:
            group.errors.append(_taken(keys, group))
        elif record is not None:
            there.append((group, record))
        elif only_there:
            group.errors += _not_there(keys, group)
        new += [group] if record is None and not only_there else []
    return new, there


def _without_key(form: Form, groups: Sequence[Group]) -> list[Group]:
    keys = matching.key_fields(form)
    return [one for one in groups if not any(_text(one.payload.get(key.name)) for key in keys)]


def _text(value: Any) -> str:
    return str(value if value is not None else "").strip()


def _taken(keys: Sequence[Field], group: Group) -> BusinessError:
    key = keys[-1]
    return Taken(field=key.name, label=key.label, value=_text(group.payload.get(key.name)))


def _not_there(keys: Sequence[Field], group: Group) -> list[BusinessError]:
    """Which of the columns that tell records apart are empty, or that there is no such record."""
    told = {one.field for one in group.errors}
    missing = [one for one in keys if not _text(group.payload.get(one.name))]
    errors: list[BusinessError] = [Required(field=one.name) for one in missing]
    if not missing:
        given = _text(group.payload.get(keys[-1].name))
        errors = [NotThere(field=keys[-1].name, label=keys[-1].label, given=given)]
    return [one for one in errors if one.field not in told]


def _create(writing: Writing, groups: Sequence[Group]) -> None:
    writing.names.follow_merged(writing.plan, groups)
    read = validate.read_each(writing.form, [one.payload for one in groups], known=writing.known)
    sound = _sound(groups, read)

    def make(some: Sequence[tuple[Group, Values]]) -> dict[int, BusinessError]:
        refused: dict[int, BusinessError] = {}
        values = [one for _, one in some]
        if writing.form.is_document:
            made = lifecycle.create_many(
                writing.form,
                values,
                access=writing.access,
                at=writing.at,
                then=writing.then,
                refused=refused,
                events=writing.events,
            )
            left = [group for number, (group, _) in enumerate(some) if number not in refused]
            given_numbers.keep(writing.plan, writing.run, zip(left, made, strict=True))
            differing.look(writing, list(zip(left, made, strict=True)))
        else:
            writer.add(
                writing.form,
                values,
                by=writing.access.user,
                at=writing.at,
                refused=refused,
                events=writing.events,
            )
        return refused

    writing.created += _halving(writing, sound, make)
    if writing.form.is_document:
        further.look(writing.form, _refused_of(groups, sound), access=writing.access, at=writing.at)


def _refused_of(groups: Sequence[Group], sound: Sequence[tuple[Group, Values]]) -> list[Group]:
    """Those that could not even be tried, and are not there yet."""
    tried = {one.key for one, _ in sound}
    return [one for one in groups if one.key not in tried and not one.there]


def _change(writing: Writing, there: Sequence[tuple[Group, UUID]]) -> None:
    if not there:
        return
    form = writing.form
    existing = store.load_many(form, sorted({record for _, record in there}))
    groups, records = [one for one, _ in there], [existing[record] for _, record in there]
    for group in groups:
        for key in matching.key_fields(form):
            group.payload.pop(key.name, None)  # it only says which record
    meeting.meet(writing.plan, list(zip(groups, records, strict=True)))
    payloads = [one.payload for one in groups]
    read = validate.read_each(form, payloads, existing=records, known=writing.known)
    found = {id(group): record for group, record in zip(groups, records, strict=True)}
    sound = _sound(groups, read)

    def make(some: Sequence[tuple[Group, Values]]) -> dict[int, BusinessError]:
        refused: dict[int, BusinessError] = {}
        writer.change(
            form,
            [found[id(group)] for group, _ in some],
            [values for _, values in some],
            by=writing.access.user,
            at=writing.at,
            refused=refused,
            events=writing.events,
        )
        return refused

    def fresh(some: Sequence[tuple[Group, Values]]) -> None:
        keys = {id(group): found[id(group)].id for group, _ in some}
        again = store.load_many(form, sorted(set(keys.values())))
        found.update({one: again[record] for one, record in keys.items()})

    written = _halving(writing, sound, make, fresh)
    same = sum(not one.errors and not found[id(one)].changes for one, _ in sound)
    writing.changed += written - same
    writing.same += same


def _sound(
    groups: Sequence[Group], read: Sequence[Values | BusinessError]
) -> list[tuple[Group, Values]]:
    """Those in which nothing is wrong so far."""
    sound: list[tuple[Group, Values]] = []
    for group, values in zip(groups, read, strict=True):
        if group.there:
            continue
        if isinstance(values, BusinessError):
            said = {one.field for one in group.errors}  # a name that nobody has is not missing
            group.errors += [one for one in values.parts() if one.field not in said]
        elif not group.errors:
            sound.append((group, values))
    return sound


def _halving(
    writing: Writing,
    some: Sequence[tuple[Group, Values]],
    make: Callable[[Sequence[tuple[Group, Values]]], dict[int, BusinessError]],
    fresh: Callable[[Sequence[tuple[Group, Values]]], None] | None = None,
) -> int:
    """Write all at once; where some cannot be written together, or the database refuses one, the
    halves in their order, down to the one that it refuses. Nothing is told of what was taken
    back."""
    if not some:
        return 0
    told = len(writing.events) if writing.events is not None else 0
    try:
        with transaction.atomic():
            refused = make(some)
    except differing.Without:
        _forget(writing, told)
        return _halving(writing, [one for one in some if not one[0].errors], make, fresh)
    except (BusinessError, NotTogether) as error:
        _forget(writing, told)
        if len(some) == 1:
            if isinstance(error, NotTogether):
                raise  # one is always together with itself
            some[0][0].errors.append(error)
            return 0
        middle = len(some) // 2
        if fresh is not None:
            fresh(some)
        halves = some[:middle], some[middle:]
        return sum(_halving(writing, half, make, fresh) for half in halves)
    for number, error in refused.items():
        some[number][0].errors.append(error)
    return len(some) - len(refused)


def _forget(writing: Writing, told: int) -> None:
    """What was to be told of what was taken back."""
    if writing.events is not None:
        del writing.events[told:]
