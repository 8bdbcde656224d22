"""Tells the open screens of people, after commit, that there is something new for them.

Only that there is, and of what kind: what it is the screens then ask for themselves, as whoever
they are. So a stream that is late, lost or overheard gives nothing away and spoils nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.channel import CHANNEL
from huolang.kernel.company import current_id

NOTIFICATIONS = "notifications"

NOTIFY = "SELECT pg_notify(%s::text, told) FROM unnest(%s::text[]) AS told"


def tell(topic: str, people: Iterable[UUID]) -> None:
    """Something of `topic` is new for `people` of the acting company."""
    told = [f"{current_id()}/{person.hex}/{topic}" for person in sorted(set(people))]
    if told:
        sql.run(NOTIFY, [CHANNEL, sql.array(told)])
