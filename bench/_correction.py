"""One back-dated receipt in a process of its own, and beside it the floor. Told by `backdated`.

The floor reads the same entries with their adjustments, and writes the same adjustments, with
psycopg alone, as fast as this database takes them: a COPY into a temporary table and one INSERT
(PostgreSQL refuses COPY into a table with row-level security).
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huolang.site.settings")
django.setup()

import psycopg  # noqa: E402
from django.db import connection  # noqa: E402

from huolang.documents import lifecycle  # noqa: E402
from huolang.forms import registry  # noqa: E402
from huolang.kernel import sql  # noqa: E402
from huolang.kernel.company import acting  # noqa: E402
from huolang.kernel.keys import new_id  # noqa: E402
from huolang.kernel.permissions import Access  # noqa: E402

ENTRIES = """
SELECT e.id, e.pool, e.quantity, e.valuation, e.cost + coalesce(a.amount, 0), e.follows, e.no,
       e.seq, e.flow, e.weight, e.occurred_at, e.occurred_on, e.counter, e.partner, e.product
FROM ledger_stockentry e
LEFT JOIN (SELECT entry, sum(amount) AS amount FROM ledger_costadjustment
           WHERE company_id = %(company)s AND pool = ANY(%(pools)s) AND no < %(no)s
           GROUP BY 1) a ON a.entry = e.id
WHERE e.company_id = %(company)s AND e.pool = ANY(%(pools)s) AND e.no < %(no)s
ORDER BY e.occurred_at, e.no, e.seq
"""
WRITTEN = (
    "company_id, no, recorded_at, form, record, reason, entry, pool, product, amount, recognised_on"
)
POOLS = "SELECT id FROM ledger_costpool WHERE company_id = %(company)s AND product = %(product)s"
ADJUSTMENTS = f"""
SELECT {WRITTEN} FROM ledger_costadjustment
WHERE company_id = %(company)s AND no = %(no)s
"""


def main() -> None:
    told = json.loads(sys.argv[1])
    for warm in told["warm"]:
        _receive(warm, 1)
    case, found = told["case"], Watch()
    with sql.counting() as ours, connection.execute_wrapper(_note):
        others.clear()
        no = _receive(case, 2 * case["later"])
    measured = found.read()
    measured |= {
        "statements": len(ours) + len(others),
        "app_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "server_mb": found.private_mb(),
    }
    print(json.dumps({**measured, "floor": _floor(case, no)}))


others: list[str] = []


def _note(execute: Any, statement: str, *arguments: Any) -> Any:
    others.append(statement)
    return execute(statement, *arguments)


def _receive(case: dict[str, Any], quantity: int) -> int:
    """Confirm a receipt dated before the opening; answers its number in the books."""
    access = Access(company=case["company"], user=case["user"], granted={"*": frozenset({"*"})})
    line = {"product": case["product"], "quantity": str(quantity), "unit_cost": "11"}
    day = {"date": case["day"], "warehouse": case["warehouse"], "reason": "other"}
    with acting(case["company"]):
        document = lifecycle.create(
            registry.get("stock_receipt"), {**day, "lines": [line]}, access=access, then="confirm"
        )
        found = sql.run(
            "SELECT no FROM ledger_postinghead WHERE company_id = %s::bigint AND record = %s::uuid",
            [case["company"], document.id],
        ).fetchone()
    return int(found[0])


def _floor(case: dict[str, Any], no: int) -> dict[str, float]:
    """Everything is taken back at the end; a commit costs no CPU worth counting."""
    given: dict[str, Any] = {"company": case["company"], "product": case["product"], "no": no}
    with psycopg.connect(os.environ["HUOLANG_DATABASE_URL"]) as floor:
        floor.execute(f"SET LOCAL app.company = '{int(case['company'])}'")
        rows = floor.execute(ADJUSTMENTS, given).fetchall()
        keyed = [(new_id(), *row) for row in rows]
        given["pools"] = [key for (key,) in floor.execute(POOLS, given).fetchall()]
        del rows
        watch = Watch(floor)
        read = floor.execute(ENTRIES, given).fetchall()
        floor.execute(
            "CREATE TEMP TABLE new_adjustment ON COMMIT DROP AS"
            f" SELECT id, {WRITTEN} FROM ledger_costadjustment LIMIT 0"
        )
        with floor.cursor() as cursor:
            with cursor.copy(f"COPY new_adjustment (id, {WRITTEN}) FROM STDIN") as copy:
                for row in keyed:
                    copy.write_row(row)
            cursor.execute(
                f"INSERT INTO ledger_costadjustment (id, {WRITTEN}) SELECT id, {WRITTEN}"
                " FROM new_adjustment"
            )
        measured = watch.read()
        floor.rollback()
    return {**measured, "read": len(read), "written": len(keyed)}


class Watch:
    """Time, and CPU of this process and of the server process behind a connection."""

    def __init__(self, there: psycopg.Connection[Any] | None = None) -> None:
        connection.ensure_connection()
        self.pid = (there or connection.connection).info.backend_pid
        self.wall, self.cpu, self.server = time.monotonic(), time.process_time(), self._server()

    def _server(self) -> float:
        """Nanoseconds that the scheduler gave to it: finer than the ticks of /proc/PID/stat."""
        return int(Path(f"/proc/{self.pid}/schedstat").read_text().split()[0]) / 1e9

    def read(self) -> dict[str, float]:
        return {
            "seconds": time.monotonic() - self.wall,
            "app": time.process_time() - self.cpu,
            "server": self._server() - self.server,
        }

    def private_mb(self) -> float:
        """The most memory of its own that the server process had (shared buffers left out)."""
        told = dict(
            line.split(":", 1) for line in Path(f"/proc/{self.pid}/status").read_text().splitlines()
        )
        most, shared = (int(told[name].split()[0]) for name in ("VmHWM", "RssShmem"))
        return (most - shared) / 1024


if __name__ == "__main__":
    main()
