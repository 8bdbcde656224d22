"""What takes a posting back, in the books' machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from huolang.ledger.posting import INVENTORY
from huolang.ledger.tests.oracle import Document
from huolang.ledger.tests.shelves import Shelves


class Mirrors(Shelves):
    def mirrors(
        self, documents: Sequence[Document], at: datetime, *, costed: bool
    ) -> list[Document]:
        """`costed`: as something new, whose cost is that of its day."""
        self.last_posting += 1
        arrive = [d for d in documents if d.counter == INVENTORY and d.quantity > 0]
        leave = [d for d in documents if d.counter == INVENTORY and d.quantity < 0]
        documents = [*(d for d in documents if d.counter != INVENTORY), *arrive, *leave]
        mirrors = [self.line(d.place, -d.quantity, at, d.counter) for d in documents]
        for mirror, document in zip(mirrors, documents, strict=True):
            mirror.mirrors, mirror.entry_line = document, document.entry_line
            mirror.way, mirror.costed = document.way, costed
            if document in leave:  # what it became leaves again, and it is what that costs by then
                back = [one for one in mirrors if one.mirrors in arrive]
                mirror.made = (back, leave, leave.index(document))
            elif document.quantity < 0:
                mirror.issue = document
        return mirrors
