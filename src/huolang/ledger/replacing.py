"""更正: what a document said when it was confirmed gives way to what it says now.

Taken back first, goods of which some have left would be missing for a moment, and there is no such
moment in the books: balances are never below zero. So the new revision is posted before the old one
is taken back, and the mirror of that is refused where the goods of both do not do, at any moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from huolang.ledger import books, foreseeing, reservations
from huolang.ledger.books import Numbering, Posted
from huolang.ledger.posting import Posting, Source
from huolang.ledger.reversal import Label

Labels = Mapping[tuple[UUID, UUID], Label]


def post_instead(
    posting: Posting,
    *,
    source: Source,
    instead: Source,
    occurred_on: date,
    occurred_at: datetime,
    number: Numbering,
    at: datetime,
    labels: Labels,
    of_day: bool = False,
) -> Posted:
    """Record `posting`, which brings goods, and take back what `instead` brought, at its own
    moment; `labels` says where a refusal of that is shown.

    Whoever calls has closed the books to others (`books.alone`) before it held anything. Orders
    that wait get what is left of the goods in the end.
    """
    if posting.consumes or any(move.quantity < 0 for move in posting.moves):
        raise ValueError("only what brings goods is replaced: other goods would be missing first")
    with foreseeing.going_on():
        posted = books.post(
            posting,
            source=source,
            occurred_on=occurred_on,
            occurred_at=occurred_at,
            number=number,
            of_day=of_day,
            allocating=False,
        )
    back = books.reverse(source=instead, number=number, at=at, labels=labels, only_open=True)
    reservations.allocate({(one.product, one.warehouse, one.owner) for one in posting.moves})
    return replace(posted, corrections=posted.corrections + back.corrections)
