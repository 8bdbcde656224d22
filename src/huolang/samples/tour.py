"""导览: a walk through the demo company's screens, offered to each person until they have seen it
or put it away. Companies of one's own have none."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import preferences, sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.samples import loaded

TOUR = "tour"
"""The preference of who has seen it."""
SEEN = "seen"
STATE = """
SELECT EXISTS (SELECT FROM kernel_preference p
               WHERE p.company_id = w.company_id AND p.person = %s::uuid AND p.name = %s)
FROM samples_loaded w
WHERE w.company_id = %s::bigint AND w.data_set = 'demo' AND w.key = %s
"""


class NoTour(BusinessError):
    code = "tour.none"
    message = _("只有示例公司有导览")


def state(person: UUID) -> Literal["new", "seen"] | None:
    """Whether this person has seen it; None where there is none."""
    rows = sql.run(STATE, [person, TOUR, current_id(), loaded.WANTED]).fetchall()
    if not rows:
        return None
    return "seen" if rows[0][0] else "new"


def note(person: UUID, *, seen: bool) -> None:
    """It is not offered to them again; or it is, as if they had never seen it."""
    if state(person) is None:
        raise NoTour()
    preferences.put(person, TOUR, SEEN if seen else None)
