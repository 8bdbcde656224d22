"""Tells those who may see proofs of the books that one found differences."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.kernel import access, notifications, reactions
from huolang.kernel.company import current_id
from huolang.kernel.notifications import Kind
from huolang.kernel.reactions import Occurred

DIFFER = "books.differ"


def register() -> None:
    """Make the kind of news known; called when Django starts."""
    notifications.KINDS[DIFFER] = Kind(label=gettext_lazy("对账发现差异"), says=_says)
    reactions.on(DIFFER, _tell)


def _tell(event: Occurred) -> None:
    """Once for the same differences, however many nights they are found; again when they come
    back after a proof that found none."""
    rights = access.of_everybody(current_id())
    people = [one for one, may in rights.items() if may.allows("proof", "view")]
    notifications.tell(
        people, DIFFER, key=_state(event.data), path="/proof", data=event.data, form="proof"
    )


def _state(data: Mapping[str, Any]) -> str:
    told = "\n".join([str(data["differences"]), str(data.get("agreed")), *data["first"]])
    return f"{DIFFER}:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _says(data: Mapping[str, Any]) -> str:
    return _("对账发现差异：{count} 处").format(count=data["differences"])
