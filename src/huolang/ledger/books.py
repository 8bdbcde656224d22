"""账簿: the only writer of stock, cost and money.

One posting is one transaction of few statements, the same number for five lines and for five
hundred: read the policies, lock availability, balances and pools (each in key order), check,
value, move the balances, and last of all take the number and append the rows. Whoever calls has
opened the transaction with `kernel.company.acting` and has locked the document.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction

from huolang.kernel import clock, metrics, sql
from huolang.kernel.company import current_id
from huolang.ledger import (
    balances,
    changes,
    credit,
    deferring,
    facts,
    flows,
    foreseeing,
    giving_way,
    journal,
    layers,
    placing,
    recosting,
    reservations,
    returns,
    revaluing,
    reversal,
    settling,
    values,
    writing,
)
from huolang.ledger.costpools import Pool
from huolang.ledger.facts import Month, Offered
from huolang.ledger.giving_way import GivenUp
from huolang.ledger.journal import Leg
from huolang.ledger.posting import Consume, Posting, Reserve, Revalue, Source
from huolang.ledger.quantities import LAST, Quantities
from huolang.ledger.refusals import AlreadyPosted, OwedTooMuch
from huolang.ledger.rows import Row, of_moves

Numbering = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Posted:
    """What the books answer: their number, the document's, and when it was recorded."""

    no: int
    number: str
    recorded_at: datetime
    corrections: int = 0
    """How many earlier entries changed their cost."""
    occurred_at: datetime | None = None
    """The business time it got; a posting of this very moment may be moved up to the newest entry
    that it found under its locks."""
    given_up: tuple[GivenUp, ...] = ()
    """What orders held and lost to it."""


def post(
    posting: Posting,
    *,
    source: Source,
    occurred_on: date,
    occurred_at: datetime,
    number: Numbering,
    now: bool = False,
    of_day: bool = False,
    allocating: bool = True,
) -> Posted:
    """Record `posting`. `number` is called late, under the locks that every document shares.
    Without `allocating`, orders that wait for its goods get none of them yet.

    `now` says that `occurred_at` is not typed but this moment, read before the locks were got:
    what others posted meanwhile counts as earlier. `of_day` says that a past day was typed and no
    moment: `occurred_at` lies in the second for such documents. At its last instant, this one comes
    right after those that are there; otherwise it was at that instant before.

    Raises `NotEnoughStock`, `ShortLater`, `NotYetThere`, `ClosedPeriod`, `CreditExceeded` and the
    other refusals of the books; nothing is written then.
    """
    if posting.recosts:
        alone()
    month = facts.open_month(occurred_on)
    if of_day and posting.recosts:
        of_day, occurred_at = False, occurred_at.replace(microsecond=0)
    carried, occurred_at = recosting.begin(posting.recosts, occurred_at, zone=month.zone, now=now)
    rows = [*of_moves(posting.moves), *carried]
    _in_base_currency(rows, posting, month)
    quantities = Quantities(rows, [one.line for one in posting.consumes])
    flows.know(rows)
    flows.refuse_of_negative(rows)
    reservations.use(posting.consumes, quantities)
    given_up = giving_way.give_way(quantities) if posting.wins else []
    locked, beyond = values.lock(rows, occurred_at)
    if now:
        last = clock.end(occurred_on, month.zone)
        occurred_at = placing.after_others(quantities, occurred_at, last)
    elif of_day:
        occurred_at = placing.within_day(quantities, source, occurred_at)
    placing.refuse_before_costing(rows, occurred_at, month.zone)
    quantities.check(occurred_on, occurred_at)
    flows.check(rows, occurred_on, occurred_at)
    valued = _value(posting, rows, month, occurred_at, locked, beyond=beyond)
    balances.move(quantities, valued, digits=month.digits, occurred_at=occurred_at)
    if allocating:
        _allocate(quantities)
    settled = settling.lock(posting)
    legs = journal.of_posting(posting, rows, month, occurred_on)
    draft = writing.Writing(source, "post", "", occurred_on, occurred_at)
    reason = "revalued" if posting.revalues else "back_dated"
    written, corrected = _finish(draft, rows, legs, valued, month, number, reason, posting)
    credit.check(posting, source, month.digits)
    _change_items(written, settled)
    if given_up:
        giving_way.remember(given_up, no=written.no)
    return replace(_posted(written, corrected), given_up=tuple(given_up))


def _value(
    posting: Posting,
    rows: Sequence[Row],
    month: Month,
    occurred_at: datetime,
    locked: dict[UUID, Pool],
    *,
    beyond: bool,
) -> values.Valued:
    """Cost the moves, and anew what they, and receipts that are worth something else, change."""
    followed, also = returns.link(rows, occurred_at, month.digits)
    revalued = revaluing.lock(posting.revalues, digits=month.digits)
    task = values.Task(
        rows=rows,
        digits=month.digits,
        occurred_at=occurred_at,
        followed=followed,
        locked=locked | revalued.pools,
        also=returns.earliest(also, revalued.starts),
        revalued=revalued,
        beyond=beyond or revalued.beyond,
    )
    return values.value(task)


def reverse(
    *,
    source: Source,
    number: Numbering,
    at: datetime,
    consumes: Sequence[Consume] = (),
    revalues: Sequence[Revalue] = (),
    labels: Mapping[tuple[UUID, UUID], reversal.Label] = MappingProxyType({}),
    only_open: bool = False,
) -> Posted:
    """红冲: post the mirror image of what (form, record, revision) wrote, at its original cost.

    At its original moment while that period is open. In a closed period it posts at the beginning
    of the first open one instead, or now, which is `at`, if its goods are there only by now; it is
    refused when `only_open`. Both count as never having been for what others cost: what later costs
    rested on it is corrected. Only where its goods are costed otherwise since, or some of them
    had left before others came, is it taken back at today's cost (`ledger.reversal`).
    Refused with `NotEnoughStock` when its goods have left since; `labels` gives for each document
    line and batch the place of a refusal and the product's name. `revalues` are what it had added
    to the worth of earlier receipts. Refused with `SettledAlready` when what it opened was settled
    since.
    """
    original = reversal.find(source)
    when, month = placing.of_mirror(original, at, only_open=only_open)
    same_time = when[1] == original.occurred_at
    rows = reversal.rows(original, labels, annul=original.costed_since)
    quantities = Quantities(rows, [one.line for one in consumes])
    flows.know(rows)
    reservations.use(consumes, quantities, back=True)
    after_no = original.no if same_time else LAST
    placing.refuse_before_costing(rows, when[1], month.zone)
    if same_time:
        quantities.check(*when, after_no)
    else:
        when, month = placing.there_by(quantities, when, month, at)
    revalues = reversal.as_booked(original, revalues)
    task = _unvalued(original, rows, when, labels, month.digits, revalues)
    rows, valued = task.rows, values.value(task)
    balances.move(quantities, valued, digits=month.digits, occurred_at=when[1])
    _allocate(quantities)
    taken_back = settling.lock_mirror(original.no)
    legs = reversal.legs(original, rows, month.currency, when[0])
    draft = writing.Writing(source, "mirror", "", *when, reverses=original.no)
    written, corrected = _finish(draft, rows, legs, valued, month, number, "reversed")
    _change_items(written, taken_back)
    return _posted(written, corrected)


def _unvalued(
    original: reversal.Original,
    rows: list[Row],
    when: tuple[date, datetime],
    labels: Mapping[tuple[UUID, UUID], reversal.Label],
    digits: int,
    revalues: Sequence[Revalue],
) -> values.Task:
    """Lock the pools of a mirror, and decide whether it and the original count as never having
    been, or whether it is something new: then its rows are others."""
    same_time, annul = when[1] == original.occurred_at, original.costed_since
    here = (original.occurred_at, original.no) if annul or same_time else (when[1], LAST)
    locked, beyond = values.lock(rows, here[0], mirror=annul)
    if annul and not same_time and flows.run_short(rows, *here):
        annul, here = False, (when[1], LAST)
    if not annul:
        rows = reversal.as_new(rows, original, labels)
        flows.stay(rows)
    if same_time or not annul:
        flows.check(rows, when[0], *here)
    reversal.value_today(rows)
    undone = reversal.undone(rows, digits) if annul else []
    revalued = revaluing.lock(revalues, digits=digits, sign=-1)
    siblings = returns.siblings([one.follows for one in undone if one.follows], *here)
    return values.Task(
        rows=rows,
        digits=digits,
        occurred_at=here[0],
        followed={} if annul else reversal.followed(rows, digits),
        locked=locked | revalued.pools,
        also=returns.earliest(siblings, revalued.starts),
        revalued=revalued,
        beyond=beyond or revalued.beyond,
        after_no=here[1],
        undone=undone,
    )


def alone() -> None:
    """Let nobody else of the company post until this transaction ends.

    For who posts several documents in one transaction: the second one asks for stock while the
    first one holds what every posting needs last.
    """
    sql.run(facts.CLOSE_GATE, [current_id()])


def pass_gate() -> None:
    """Wait here for who posts several documents in one transaction, before anything is held that
    these may need: what a posting does by itself first of all."""
    sql.run(facts.PASS_GATE, [current_id()])


def reserve(wishes: Sequence[Reserve], *, source: Source) -> dict[UUID, object]:
    """Promise stock to the lines of an order; see `ledger.reservations.reserve`."""
    return reserve_for([(source, wishes)])


def expire(at: datetime) -> list[tuple[str, UUID]]:
    """What was promised until `at` at most ends; answers the orders that held it."""
    pass_gate()
    return reservations.expire(at)


def reserve_for(orders: Sequence[tuple[Source, Sequence[Reserve]]]) -> dict[UUID, object]:
    """`reserve` for several orders, as one after the other."""
    if any(wishes for _source, wishes in orders):
        pass_gate()
    return dict(reservations.reserve(orders))


def release(records: Collection[UUID], back: Sequence[Consume] = ()) -> None:
    """Give back what orders still hold; see `ledger.reservations.release`."""
    reservations.release(records, back)


def touched(product: UUID) -> bool:
    """Has this product ever been in the books?"""
    statement = (
        "SELECT EXISTS (SELECT FROM ledger_stockentry"
        " WHERE company_id = %s::bigint AND product = %s::uuid)"
    )
    row = sql.run(statement, [current_id(), product]).fetchone()
    return bool(row and row[0])


def _in_base_currency(rows: Sequence[Row], posting: Posting, month: Month) -> None:
    """Receipts are valued in the company's currency."""
    if posting.rate == 1:
        return
    if posting.currency == month.currency:
        raise ValueError(f"the company's own currency has the rate 1, not {posting.rate}")
    for row in rows:
        if row.cost:
            row.cost = journal.in_base(row.cost, posting.rate, month.digits)


def _allocate(quantities: Quantities) -> None:
    """Goods that arrived go to the orders that wait for them."""
    hungry = {
        offer.key
        for offer in quantities.offers
        if offer.waiting + offer.more_waiting > 0 and (_freed(offer) or offer.more_waiting > 0)
    }
    if hungry:
        known = [(place.offer.key, place.known) for place in quantities.places]
        reservations.allocate(hungry, {key for key, one in known if one and not one.batched})


def _freed(offer: Offered) -> bool:
    """Is more of it free than before? What was not good and is gone leaves good goods free that
    were held for the order it went to."""
    return offer.more_usable - offer.more_blocked > offer.more_reserved


def _finish(
    draft: writing.Writing,
    rows: Sequence[Row],
    legs: Sequence[Leg],
    valued: values.Valued,
    month: Month,
    number: Numbering,
    reason: str,
    posting: Posting | None = None,
) -> tuple[writing.Writing, int]:
    """Number the posting and append its rows: from here on others of the company wait."""
    changes.recognise(valued.corrections)
    if foreseeing.only_asking():
        if posting is not None:
            credit.check(posting, draft.source, month.digits)
        foreseeing.stop(valued)
    groups = [
        (draft.kind, draft.occurred_on, journal.summed(legs)),
        *journal.by_month(valued.corrections, month.currency),
    ]
    numbered = replace(draft, number=number())
    try:
        written = writing.record(numbered, rows, groups, posting)
    except sql.IntegrityError as error:
        if "ledger_posting_once" in str(error):
            raise AlreadyPosted() from error
        raise
    except sql.DataError as error:
        if sql.is_overflow(error):
            raise OwedTooMuch(field="partner") from error
        raise
    transaction.on_commit(metrics.POSTINGS.inc)
    at = written.occurred_at
    layers.write(valued.layers, rows, no=written.no, occurred_at=at, digits=month.digits)
    if valued.corrections:
        writing.adjustments(written, valued.corrections, reason)
    if valued.marks:
        deferring.leave(written, valued.marks, joins=valued.joins)
    return written, len(valued.corrections)


def _change_items(written: writing.Writing, changes: Sequence[settling.Change]) -> None:
    if changes and written.recorded_at is not None:
        on, at = written.occurred_on, written.recorded_at
        settling.write(changes, no=written.no, occurred_on=on, recorded_at=at)


def _posted(written: writing.Writing, corrected: int) -> Posted:
    if written.recorded_at is None:
        raise RuntimeError("the posting was not written")
    return Posted(
        no=written.no,
        number=written.number,
        recorded_at=written.recorded_at,
        corrections=corrected,
        occurred_at=written.occurred_at,
    )
