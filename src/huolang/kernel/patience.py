"""How long what serves requests waits in PostgreSQL, so that one stuck session holds up nobody.

Commands and jobs take the time they need; see `site.settings` for what holds for all.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections

FOR_REQUESTS = {
    "lock_timeout": "20s",
    "statement_timeout": "120s",
    "idle_in_transaction_session_timeout": "60s",
}
"""A document of 20,000 lines has no statement of more than a few seconds."""


def serve_requests() -> None:
    """Let the connections that this process makes from now on give up after a while.

    What the database's own address says (`options=`) goes before.
    """
    told: dict[str, Any] = connections.settings["default"]["OPTIONS"]
    ours = [f"-c {name}={value}" for name, value in FOR_REQUESTS.items()]
    theirs = str(told["options"]).removeprefix(settings.NO_SLEEPERS)
    told["options"] = " ".join([*ours, theirs]).strip()
