"""When a posting happens: after what others posted just before, not before its goods were costed as
they are, and, of what is taken back, where its period is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import facts
from huolang.ledger.facts import Month
from huolang.ledger.posting import Source
from huolang.ledger.quantities import Quantities
from huolang.ledger.refusals import BeforeCosting, ClosedPeriod
from huolang.ledger.reversal import Original
from huolang.ledger.rows import Row

MEANWHILE = timedelta(minutes=1)
OTHERS = """
SELECT 1 FROM unnest(%s::uuid[]) AS k(pool)
JOIN ledger_stockentry e ON e.company_id = %s::bigint AND e.pool = k.pool
    AND e.occurred_at BETWEEN %s::timestamptz AND %s::timestamptz
WHERE NOT EXISTS (SELECT FROM ledger_stockentry o
    WHERE o.company_id = e.company_id AND o.pool = e.pool AND o.occurred_at = %s::timestamptz
      AND o.form = %s AND o.record = %s::uuid)
LIMIT 1
"""
"""Entries from an instant on in pools in which a document had nothing at it."""
LAST = """
SELECT max(e.occurred_at) FROM unnest(%s::uuid[]) AS k(pool)
JOIN ledger_stockentry e ON e.company_id = %s::bigint AND e.pool = k.pool
    AND e.occurred_at BETWEEN %s::timestamptz AND %s::timestamptz
"""


def after_others(quantities: Quantities, moment: datetime, end: datetime) -> datetime:
    """`moment`, or the newest entry there if somebody else was quicker by less than MEANWHILE;
    never after the `end` of its own day."""
    newest = max([moment, *_seen(quantities)])
    return min(newest, end) if newest - moment < MEANWHILE else moment


def in_its_second(quantities: Quantities, end: datetime) -> datetime:
    """Right after the others in the second that ends with `end`: what is taken back and confirmed
    again at its own moment comes where it was, and not after those that were confirmed since. The
    pools are locked. The first instant is left to documents that open books."""
    beginning = end - clock.SECOND
    there = [at for at in _seen(quantities) if beginning <= at <= end]
    later = [
        place.pool.id
        for place in quantities.places
        if place.pool and place.pool.last_at is not None and place.pool.last_at > end
    ]
    if later:
        told = [sql.array(later), current_id(), beginning, end]
        row = sql.run(LAST, told).fetchone()
        there += [row[0]] if row and row[0] is not None else []
    return min(max(there, default=beginning) + clock.INSTANT, end)


def within_day(quantities: Quantities, source: Source, instant: datetime) -> datetime:
    """At the end of the second: a new document, the last of it. Otherwise one that was at `instant`
    and is confirmed once more: there, or the last, where it now has goods of which others were
    there by then; before those it never was."""
    end = instant.replace(microsecond=999_999)
    if instant == end:
        return in_its_second(quantities, end)
    pools = [place.pool.id for place in quantities.places if place.pool]
    company = current_id()
    told = [sql.array(pools), company, instant, end, instant, source.form, source.record]
    if sql.run(OTHERS, told).fetchone() is None:
        return instant
    return in_its_second(quantities, end)


def _seen(quantities: Quantities) -> list[datetime]:
    """When something last happened there, or changed how goods are costed."""
    known = [place.last_at for place in quantities.places]
    known += [place.pool.last_at for place in quantities.places if place.pool]
    known += [place.known.since for place in quantities.places if place.known]
    return [at for at in known if at is not None]


def refuse_before_costing(rows: Sequence[Row], occurred_at: datetime, zone: str) -> None:
    """Nothing is put before the moment from which its goods are costed otherwise."""
    late = {id(row.spot): row for row in rows if (row.policy.since or occurred_at) > occurred_at}
    Several.raise_any(
        [
            BeforeCosting(
                field=row.field,
                product=row.name,
                day=clock.business_day(row.policy.since, zone) if row.policy.since else "",
            )
            for row in late.values()
        ]
    )


def of_mirror(
    original: Original, at: datetime, *, only_open: bool
) -> tuple[tuple[date, datetime], Month]:
    """Day and moment of a mirror, and its month: those of the original, or the first open ones."""
    first = facts.first_open_day(original.occurred_on)
    if (original.costed_since and first == original.occurred_on) or only_open:
        month = facts.open_month(original.occurred_on)
        return (original.occurred_on, original.occurred_at), month
    month = facts.open_month(first)
    moment = clock.beginning(first, month.zone)
    if original.since is not None and original.since > moment:
        moment, first = original.since, clock.business_day(original.since, month.zone)
        month = facts.open_month(first)
    if moment > at:
        raise ClosedPeriod(field="date", month=f"{original.occurred_on:%Y-%m}")
    return (first, moment), month


def there_by(
    quantities: Quantities, when: tuple[date, datetime], month: Month, at: datetime
) -> tuple[tuple[date, datetime], Month]:
    """The moment of a mirror of something earlier: `when`, or now if its goods are there by now."""
    try:
        quantities.check(*when)
    except BusinessError:
        day = clock.business_day(at, month.zone)
        quantities.check(day, at)
        return (day, at), facts.open_month(day)
    return when, month
