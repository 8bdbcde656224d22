"""盘点录入: what people count is kept tally by tally, each exactly once, whoever else is counting.

Tallies come one by one or many at a time, also hours later from a phone that had no network. Each
is taken or refused by itself, so one bad tally does not hold up the others. Whoever counts learns
nothing here of what the books have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from huolang.forms.references import plain
from huolang.inventory import count_goods, count_lines
from huolang.inventory.count_goods import Found
from huolang.inventory.count_lines import Key, Listed
from huolang.inventory.count_plan import COUNT, CountPlan, State
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, NotFound
from huolang.ledger.posting import MAX_QUANTITY
from huolang.masters import serial_codes
from huolang.masters.goods import QuantityDigits, QuantityTooLarge, fits

ZERO, ONE = Decimal(0), Decimal(1)
FORM = "count_plan"
OPEN = """
SELECT state, started_at FROM inventory_countplan
WHERE company_id = %s::bigint AND id = %s::uuid FOR SHARE
"""
"""Many count together; who approves, cancels or asks for a recount waits for them, and they for
him."""
KNOWN = """
SELECT t.id, t.plan_id, t.line_id, t.quantity, t.serial, t.by FROM inventory_counttally t
WHERE t.company_id = %s::bigint AND t.id = ANY(%s::uuid[])
"""
SUMS = """
SELECT t.line_id, upper(t.serial), sum(t.quantity),
    coalesce(sum(t.quantity) FILTER (WHERE t.by IS NOT DISTINCT FROM %s::uuid), 0)
FROM inventory_counttally t
JOIN inventory_countline l ON l.company_id = t.company_id AND l.id = t.line_id
    AND l.round = t.round
WHERE t.company_id = %s::bigint AND t.line_id = ANY(%s::uuid[])
GROUP BY t.line_id, upper(t.serial)
"""
MINE = """
SELECT y.line_id, CASE WHEN bool_or(y.serial <> '')
    THEN count(*) FILTER (WHERE y.serial <> '' AND y.mine > 0) ELSE sum(y.mine) END
FROM (SELECT t.line_id, upper(t.serial) AS serial, sum(t.quantity) AS mine
      FROM inventory_counttally t
      JOIN inventory_countline l ON l.company_id = t.company_id AND l.id = t.line_id
          AND l.round = t.round
      WHERE t.company_id = %s::bigint AND t.line_id = ANY(%s::uuid[])
        AND t.by IS NOT DISTINCT FROM %s::uuid
      GROUP BY 1, 2) y
GROUP BY y.line_id
"""
"""A piece that was scanned twice is one."""
EARLIER = """
SELECT DISTINCT t.line_id FROM inventory_counttally t
JOIN inventory_countline l ON l.company_id = t.company_id AND l.id = t.line_id
    AND t.round < l.round
WHERE t.company_id = %s::bigint AND t.line_id = ANY(%s::uuid[])
  AND t.by IS NOT DISTINCT FROM %s::uuid
"""
WRITE = """
INSERT INTO inventory_counttally (company_id, id, plan_id, line_id, round, quantity, serial, by,
    counted_at, recorded_at)
VALUES {rows} ON CONFLICT DO NOTHING RETURNING id
"""
Sums = dict[tuple[UUID, str], Decimal]
"""By line and serial number."""
ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


class NotCounting(BusinessError):
    code = "count_plan.not_counting"
    message = _("盘点任务{state}，不能再录入")


class Otherwise(Invalid):
    code = "count_plan.tally_differs"
    message = _("这笔记录已经收到过，内容不同")


class TakesTooMuch(BusinessError):
    code = "count_plan.below_nothing"
    message = _("{product} 这一盘只录了 {counted}，不能再减 {less}")


class RoundOver(BusinessError):
    code = "count_plan.round_over"
    message = _("{product} 已要求复盘，这一笔是上一盘的，没有记入")


class SerialIsCode(Invalid):
    code = "count_plan.serial_is_code"
    message = _("“{serial}”是{what}，没有当作 {product} 的序列号记下")


class SamePerson(BusinessError):
    code = "count_plan.same_person"
    message = _("{product} 要复盘，须由没有盘过它的人来盘")


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What somebody counted, of the base unit, or of what the bar code `code` means. `code` is a
    bar code, a product's code or a serial number; `round` is the one that the person knew;
    `instead`: of all that this person counted of the line in its round before; `sure`: the serial
    number is meant, whatever else is called so."""

    id: UUID
    quantity: Decimal
    code: str = ""
    product: UUID | None = None
    batch: str = ""
    location: str = ""
    serial: str = ""
    round: int | None = None
    counted_at: datetime | None = None
    produced_on: date | None = None
    expires_on: date | None = None
    instead: bool = False
    sure: bool = False


@dataclass(slots=True)
class Answered:
    """What became of a tally. `mine` is what this person has counted of its line in this round."""

    id: UUID
    error: BusinessError | None = None
    again: bool = False
    line: UUID | None = None
    called: str = ""
    mine: Decimal | None = None


def record(plan: UUID, tallies: Sequence[Tally], *, by: Access, at: datetime) -> list[Answered]:
    """Keep `tallies`, each by itself; those that came before are answered as they were."""
    by.require(FORM, COUNT)
    state = sql.run(OPEN, [current_id(), plan]).fetchone()
    if state is None:
        raise NotFound()
    answers = [Answered(one.id) for one in tallies]
    given = [current_id(), sql.array(one.id for one in tallies)]
    known = {row[0]: row[1:] for row in sql.run(KNOWN, given).fetchall()}
    if state[0] != State.CONFIRMED.value:
        _refuse_late(answers, known, plan, state[0])
        return answers
    whole = CountPlan.objects.get(id=plan)
    found = count_goods.find(whole, tallies)
    work = _Work(whole, by, at, answers, known)
    work.place(tallies, found)
    work.keep()
    return answers


def _refuse_late(answers: list[Answered], known: dict[UUID, Any], plan: UUID, state: str) -> None:
    """What is over takes no more; what was taken before is said to be there."""
    for one in answers:
        if one.id in known and known[one.id][0] == plan:
            one.again, one.line = True, known[one.id][1]
        else:
            one.error = NotCounting(state=State(state).label)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A tally with its goods, in base units."""

    tally: Tally
    answer: Answered
    good: Found
    key: Key
    quantity: Decimal
    serial: str


def _place(one: _Meant, line: Listed) -> tuple[UUID, str]:
    return line.id, one.serial.upper()


class _Work:
    """Tallies of one request on their way into the table."""

    def __init__(
        self,
        plan: CountPlan,
        by: Access,
        at: datetime,
        answers: list[Answered],
        known: dict[UUID, Any],
    ) -> None:
        self.plan, self.by, self.at = plan, by, at
        self.answers, self.known = answers, known
        self.meant: list[_Meant] = []

    def place(self, tallies: Sequence[Tally], found: Sequence[Found | BusinessError]) -> None:
        """Which line each is of; what cannot be of any is refused."""
        seen: dict[UUID, Tally] = {}
        for one, answer, good in zip(tallies, self.answers, found, strict=True):
            if isinstance(good, BusinessError):
                answer.error = good
                continue
            answer.called = good.name
            if one.id in seen:
                answer.again = seen[one.id] == one
                answer.error = None if answer.again else Otherwise()
                continue
            seen[one.id] = one
            try:
                self.meant.append(self._meant(one, answer, good))
            except BusinessError as error:
                answer.error = error
        self._doubt()

    def _doubt(self) -> None:
        """What is called like other goods or a place is no piece before somebody says so."""
        said = [
            one
            for one in self.meant
            if one.good.serialized
            and one.serial
            and one.quantity > ZERO
            and not one.tally.sure
            and one.tally.id not in self.known
        ]
        others = serial_codes.others([(one.good.product, one.serial) for one in said])
        for place, other in others.items():
            one = said[place]
            told = {"serial": one.serial, "what": str(other), "product": one.good.name}
            one.answer.error = SerialIsCode(field="serial", **told)
        self.meant = [one for one in self.meant if one.answer.error is None]

    def _meant(self, one: Tally, answer: Answered, good: Found) -> _Meant:
        serial = plain((one.serial or good.serial).strip())
        base = EXACT.divide(EXACT.multiply(one.quantity, good.numerator), good.denominator)
        count_goods.check(self.plan, one, good, serial)
        if good.serialized:
            serial = serial if base else ""
        if abs(base) >= MAX_QUANTITY:
            raise QuantityTooLarge()
        if not fits(base, good.digits):
            raise QuantityDigits(unit=good.unit, digits=good.digits)
        batch = one.batch.strip() if good.batched else ""
        location = None if good.serialized else good.location
        key = good.product, batch.upper(), location
        return _Meant(one, answer, good, key, round(base, 6), serial)

    def keep(self) -> None:
        """Lines that nobody expected begin; the lines are locked, and the tallies written."""
        new = [one for one in self.meant if one.tally.id not in self.known]
        lines = count_lines.lock(self.plan, {one.key: one for one in new})
        self._know(one.tally.id for one in new)  # somebody else sent them while we waited
        new = [one for one in new if one.tally.id not in self.known]
        ids = sql.array(line.id for line in lines.values())
        user = self.by.user
        earlier = {row[0] for row in sql.run(EARLIER, [current_id(), ids, user]).fetchall()}
        apart = {line.id for line in lines.values() if self.plan.two_counters and line.round == 1}
        totals: Sums = {}
        owns: Sums = {}
        for line, serial, total, own in sql.run(SUMS, [user, current_id(), ids]).fetchall():
            totals[line, serial] = own if line in apart else total
            owns[line, serial] = own
        rows: list[list[Any]] = []
        for one in new:
            line = lines[one.key]
            back = self._back(one, line, owns)
            place = _place(one, line)
            so_far = totals.get(place, ZERO) + back.get(place, ZERO)
            if one.tally.instead:
                so_far = min(so_far, ZERO)
            error = self._wrong(one, line, earlier, so_far)
            one.answer.line, one.answer.error = line.id, error
            if error is not None:
                continue
            for (_line, serial), less in back.items():
                taken = replace(one, quantity=less, serial=serial)
                rows.append(self._row(taken, line, uuid5(one.tally.id, serial)))
            for where, more in [*back.items(), (place, one.quantity)]:
                totals[where] = totals.get(where, ZERO) + more
                owns[where] = owns.get(where, ZERO) + more
            rows.append(self._row(one, line, one.tally.id))
        written = {row[0] for row in sql.run_rows(WRITE, ROW, rows)}
        self._know({row[1] for row in rows} - written)  # they are of another line
        self._tell_again()
        self._tell_mine()

    def _know(self, keys: Iterable[UUID]) -> None:
        given = [current_id(), sql.array(keys)]
        self.known |= {row[0]: row[1:] for row in sql.run(KNOWN, given).fetchall()}

    def _tell_mine(self) -> None:
        ids = sql.array({one.answer.line for one in self.meant} - {None})
        mine = dict(sql.run(MINE, [current_id(), ids, self.by.user]).fetchall())
        for one in self.meant:
            if one.answer.line is not None:
                one.answer.mine = mine.get(one.answer.line)

    def _tell_again(self) -> None:
        for one in self.meant:
            before = self.known.get(one.tally.id)
            if before is None:
                continue
            plan, line, quantity, serial, by = before
            told = (plan, quantity, serial.upper(), by)
            if told == (self.plan.id, one.quantity, one.serial.upper(), self.by.user):
                one.answer.again, one.answer.line, one.answer.error = True, line, None
            else:
                one.answer.error = Otherwise()

    def _wrong(
        self,
        one: _Meant,
        line: Listed,
        earlier: set[UUID],
        so_far: Decimal,
    ) -> BusinessError | None:
        told = {"product": one.good.called(one.tally.batch)}
        if one.tally.round is not None and one.tally.round < line.round:
            return RoundOver(**told)
        if self.plan.another_person and line.id in earlier:
            return SamePerson(**told)
        if so_far + one.quantity < ZERO:
            return TakesTooMuch(**told, counted=so_far, less=-one.quantity)
        return None

    def _back(self, one: _Meant, line: Listed, owns: Sums) -> Sums:
        """What is taken back where a tally stands instead of those that this person gave before."""
        if not one.tally.instead:
            return {}
        return {place: -own for place, own in owns.items() if own and place[0] == line.id}

    def _row(self, one: _Meant, line: Listed, key: UUID) -> list[Any]:
        began = self.plan.started_at or self.at
        counted = min(max(one.tally.counted_at or self.at, began), self.at)
        head = [current_id(), key, self.plan.id, line.id, line.round, one.quantity]
        return [*head, one.serial, self.by.user, counted, self.at]


def corrected(tallies: Sequence[Tally], *, sent_at: datetime | None, at: datetime) -> list[Tally]:
    """The moments of a phone's clock as those of ours: it sent them at `sent_at` by its own."""
    if sent_at is None:
        return list(tallies)
    late = at - sent_at
    return [
        one if one.counted_at is None else replace(one, counted_at=one.counted_at + late)
        for one in tallies
    ]
