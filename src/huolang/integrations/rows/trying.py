"""试审核: the documents of a file confirmed one after the other and taken back, so that each meets
what those before it left of stock, orders and credit.

Others wait meanwhile, so it ends after a while; what comes after that is tried by itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import transaction

from huolang.integrations.rows import records, rows_read
from huolang.integrations.rows.groups import Group
from huolang.integrations.rows.records import MOST_TRIED, Writing
from huolang.ledger import books

HOLDS = 3.0
"""Seconds for which nobody else of the company posts."""


class Undo(Exception):
    """Takes back what a dry run has written."""


def together(writing: Writing, following: Callable[[], list[Group]]) -> list[Group]:
    """Try the first documents of the file, as `following` reads them; answers which."""
    run, tried = writing.run, list[Group]()
    until = time.monotonic() + HOLDS
    try:
        with transaction.atomic():
            books.alone()
            while some := following():
                for one in some:
                    rows_read.read(writing.plan, one)
                records.write(writing, some)
                tried += some
                run.pointer = some[-1].key
                if time.monotonic() > until or len(tried) >= MOST_TRIED:
                    break
            raise Undo
    except Undo:
        run.together = len(tried)
    return tried
