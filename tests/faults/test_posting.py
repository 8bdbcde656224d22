"""kill -9 while documents are posted: what was acknowledged is there once, nothing is half done."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from tests.faults.launching import eventually
from tests.faults.trading import (
    FORMS,
    OPENING,
    Acknowledged,
    Trading,
    kill_backend,
    kill_database,
    kill_server,
    kill_workers,
    load,
    running,
)

pytestmark = pytest.mark.fault

ROUNDS = 30 if os.environ.get("HUOLANG_LONG") else 2
CLIENTS = 4
TABLES = {"purchase_receipt": "purchasing_purchasereceipt", "sales_delivery": "sales_salesdelivery"}


@pytest.fixture(scope="module")
def trading(module_path: Path) -> Iterator[Trading]:
    with running(module_path / "货郎 faults") as made:
        yield made


@pytest.mark.timeout(1800 if ROUNDS > 2 else 300)
@pytest.mark.parametrize("kill", [kill_database, kill_backend, kill_server, kill_workers])
def test_what_was_acknowledged_is_there_once_after_a_kill(
    trading: Trading, kill: Callable[[Trading], None]
) -> None:
    for _ in range(ROUNDS):
        with load(trading, CLIENTS, seed=len(trading.acknowledged)) as clients:
            time.sleep(0.6)
            kill(trading)
            time.sleep(0.6)
        assert not [said for client in clients for said in client.refused]
        assert any(client.repeated for client in clients)
        assert {status for client in clients for status in client.statuses} <= {201, 503}

    assert_exactly(trading, trading.acknowledged)
    proved = trading.inside("prove")
    assert proved.returncode == 0, proved.stdout + proved.stderr


@pytest.mark.timeout(300)
def test_a_correction_that_was_killed_goes_on_and_comes_to_the_same(trading: Trading) -> None:
    """Its worker twice, and PostgreSQL once; a product that was corrected at once has the same."""
    assert trading.correcting("post").wait(120) == 0
    for kill in (Popen.kill, kill_database, Popen.kill):
        before = trading.corrected()
        worker = trading.correcting("work")
        eventually(lambda: trading.corrected() > before, "the worker does not work")  # noqa: B023
        kill(worker if kill is Popen.kill else trading)
        worker.kill()
        worker.wait()
        assert trading.corrected() > 0
    proved = trading.inside("prove")
    assert (proved.returncode, "正在更正" in proved.stdout) == (0, True), proved.stdout
    assert trading.correcting("work").wait(120) == 0
    assert trading.correcting("compare").wait(60) == 0
    proved = trading.inside("prove")
    assert (proved.returncode, "正在更正" in proved.stdout) == (0, False), proved.stdout


def assert_exactly(trading: Trading, known: dict[str, Acknowledged]) -> None:
    """The database holds the acknowledged documents, whole, and nothing else."""
    for form in FORMS:
        expected = {(one.id, one.number) for one in known.values() if one.form == form}
        assert len(expected) == sum(one.form == form for one in known.values())
        rows = trading.rows(f"SELECT id::text, number, state FROM {TABLES[form]}")
        assert {(key, number) for key, number, _ in rows} == expected
        assert len(rows) == len(expected)
        assert {state for _, _, state in rows} == {"confirmed"}
        assert_whole(trading, form, len(expected))
    moved: Counter[str] = Counter({f"A{n}": OPENING for n in range(12)})
    for one in known.values():
        moved.update(one.moved)
    on_hand = trading.rows(
        "SELECT p.code, b.quantity FROM ledger_stockbalance b JOIN masters_product p"
        " ON p.company_id = b.company_id AND p.id = b.product"
    )
    assert dict(on_hand) == dict(moved)


def assert_whole(trading: Trading, form: str, count: int) -> None:
    """Each document has all its rows, and its series has no gap."""
    for table, each in (
        ("ledger_postinghead", 1),
        ("ledger_stockentry", 5),
        ("ledger_journalentry e", 1),
        ("ledger_openitem", 1),
        ("kernel_auditentry", 2),
        ("kernel_event", 2),
    ):
        own = " AND e.kind = 'post'" if table.endswith(" e") else ""  # not of later corrections
        rows = trading.rows(
            f"SELECT count(*) FROM {table} WHERE form = '{form}'{own} GROUP BY record"
        )
        assert rows == [(each,)] * count, table
    (lines,) = trading.rows(f"SELECT count(*) FROM {TABLES[form]}line")[0]
    assert lines == 5 * count
    series = trading.rows(f"SELECT sum(s.last) FROM documents_series s WHERE s.form = '{form}'")
    assert series[0][0] == count
    last = trading.rows(
        f"SELECT split_part(number, '-', 2), count(*), max(split_part(number, '-', 3)::int)"
        f" FROM {TABLES[form]} GROUP BY 1"
    )
    assert all(many == highest for _, many, highest in last)
