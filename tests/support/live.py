"""Real commits and many callers at once, in a database of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.db import connections

from huolang.kernel.company import Company


@dataclass(frozen=True)
class LiveCompany:
    """A company whose rows are committed. Each test has its own; nothing is cleaned up."""

    company: Company

    @property
    def id(self) -> int:
        return self.company.id

    def together(self, callers: int, work: Callable[[int], Any]) -> list[Any]:
        """Run `work(0)`, `work(1)`, … in threads that start at the same moment.

        Answers what each returned, or the exception that it raised.
        """
        start = threading.Barrier(callers)

        def one(index: int) -> Any:
            try:
                start.wait(timeout=60)
                return work(index)
            except Exception as error:
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(max_workers=callers) as pool:
            return list(pool.map(one, range(callers)))
