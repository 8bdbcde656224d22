"""A running Huolang to be killed, and clients that trade with it and never give up."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from huolang.cli import metrics_folder, postgres, up
from huolang.cli.children import Child
from huolang.cli.postgres import Own
from huolang.cli.settings import Settings
from tests.faults import prepared
from tests.faults.launching import eventually, is_healthy, postmaster

HOST = "127.0.0.1"
PRODUCTS = 12
OPENING = 100_000
FORMS = ("purchase_receipt", "sales_delivery")
STILL_OPEN = {500, 502, 503}
BEGUN, LATE = 9, 0.3
"""Days ago the stock came; share of documents of a day since then, which cost later ones anew."""
LOST = 0.2
"""Share of requests whose first answer is not waited for: nobody knows what became of them."""


@dataclass
class Acknowledged:
    """A document that the server said was confirmed."""

    form: str
    id: str
    number: str
    moved: dict[str, int]


@dataclass
class Trading:
    """PostgreSQL and a real server over one data folder, with a company in stock."""

    own: Own
    told: dict[str, str]
    port: int
    server: Child
    token: str = ""
    acknowledged: dict[str, Acknowledged] = field(default_factory=dict)
    """Everything that was ever answered with 201, by key."""

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def answer(
        self, method: str, path: str, body: Any = None, key: str = "", *, patience: float = 20
    ) -> tuple[int, Any]:
        """One request on a connection of its own; errors of the line are raised."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=patience)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        with contextlib.closing(connection):
            connection.request(method, f"/api/v1{path}", json.dumps(body), headers)
            got = connection.getresponse()
            return got.status, json.loads(got.read())

    def rows(self, statement: str) -> list[Any]:
        """Read as the administrator, who sees all companies and all connections."""
        assert self.own.database and self.own.database.administrator
        administrator = self.own.database.administrator
        with psycopg.connect(administrator, dbname="huolang") as connection:
            return connection.execute(statement).fetchall()

    def inside(self, name: str, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", f"huolang.cli.inside.{name}", *words]
        return subprocess.run(command, env=self.told, capture_output=True, text=True, timeout=120)

    def correcting(self, what: str) -> subprocess.Popen[bytes]:
        """See `tests.faults.correcting`."""
        told = self.told | {"PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-m", "tests.faults.correcting", what]
        return subprocess.Popen(command, env=told)

    def corrected(self) -> int:
        """Entries that the job corrected so far, as far as that is committed."""
        statement = "SELECT coalesce(max(done), 0) FROM kernel_backgroundjob"
        return self.rows(f"{statement} WHERE kind = 'cost_correction'")[0][0]

    def serve_again(self) -> None:
        """What `up` does with a server that died."""
        self.server.stop()
        self.server.start()
        eventually(lambda: is_healthy(self.address), "the server did not come back")


@contextlib.contextmanager
def running(data: Path) -> Iterator[Trading]:
    """All of it on a durable PostgreSQL, until the test ends."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    settings = Settings(data=data, port=port)
    prepared.put(data)
    with postgres.own(data) as own, metrics_folder.place(data) as counted:
        told = up.environment(settings) | own.environment() | {metrics_folder.VARIABLE: counted}
        application = {k: v for k, v in told.items() if k not in up.FOR_OWNERS}
        module = ("huolang.cli.web_server", HOST, str(port), "2", str(up.THREADS))
        server = Child("server", module, application, data / "server.log")
        trading = Trading(own, told, port, server)
        trading.token = trading.inside("token", "admin").stdout.strip()
        server.start()
        try:
            eventually(lambda: is_healthy(trading.address), server.last_words())
            _stock_up(trading)
            yield trading
        finally:
            server.stop()


def _stock_up(trading: Trading) -> None:
    def make(path: str, body: Any) -> None:
        status, said = trading.answer("POST", path, body)
        assert status == 201, said

    make(
        "/records/partner", {"code": "P1", "name": "华联", "is_supplier": True, "is_customer": True}
    )
    for number in range(PRODUCTS):
        product = {"code": f"A{number}", "name": f"商品 {number}", "unit": {"code": "PCS"}}
        make("/records/product", product)
    lines = [
        {"product": {"code": f"A{n}"}, "quantity": str(OPENING), "unit_cost": "7"}
        for n in range(PRODUCTS)
    ]
    begun = _ago(BEGUN)
    body = {"warehouse": {"code": "CK01"}, "reason": "opening", "lines": lines, "date": begun}
    make("/records/stock_receipt?then=confirm", body)


def _ago(days: int) -> str:
    return f"{datetime.now(UTC) - timedelta(days=days):%Y-%m-%d}"


@dataclass
class Client:
    """Posts documents until told to stop; repeats each under its key until it is answered."""

    trading: Trading
    name: str
    chance: random.Random
    repeated: int = 0
    statuses: set[int] = field(default_factory=set)
    refused: list[Any] = field(default_factory=list)

    def work(self, stop: threading.Event) -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            self._post(f"{self.name}-{turn}")

    def _post(self, key: str) -> None:
        form = self.chance.choice(FORMS)
        chosen = self.chance.sample(range(PRODUCTS), 5)
        moved = {f"A{n}": self.chance.randint(1, 9) for n in chosen}
        lines = [
            {"product": {"code": code}, "quantity": str(quantity), "unit_price": "10"}
            for code, quantity in moved.items()
        ]
        body = {"partner": {"code": "P1"}, "warehouse": {"code": "CK01"}, "lines": lines}
        if self.chance.random() < LATE:
            body["date"] = _ago(self.chance.randint(1, BEGUN - 1))
        status, said = self._until_answered(f"/records/{form}?then=confirm", body, key)
        if status != 201:
            self.refused.append(said)
            return
        sign = 1 if form == "purchase_receipt" else -1
        signed = {code: sign * quantity for code, quantity in moved.items()}
        self.trading.acknowledged[key] = Acknowledged(form, said["id"], said["number"], signed)

    def _until_answered(self, path: str, body: Any, key: str) -> tuple[int, Any]:
        deadline = time.monotonic() + 60
        if self.chance.random() < LOST:
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.trading.answer("POST", path, body, key, patience=0.002)
        while True:
            try:
                status, said = self.trading.answer("POST", path, body, key)
                self.statuses.add(status)
                if status not in STILL_OPEN:
                    return status, said
            except (OSError, http.client.HTTPException, ValueError) as error:
                said = error
            assert time.monotonic() < deadline, f"never answered: {said}"
            self.repeated += 1
            time.sleep(0.05)


@contextlib.contextmanager
def load(trading: Trading, clients: int, seed: int) -> Iterator[list[Client]]:
    """Clients at work meanwhile; at the end each has an answer to all that it sent."""
    stop = threading.Event()
    made = [Client(trading, f"{seed}-{n}", random.Random(f"{seed}-{n}")) for n in range(clients)]
    threads = [threading.Thread(target=client.work, args=(stop,)) for client in made]
    for thread in threads:
        thread.start()
    try:
        yield made
    finally:
        stop.set()
        for thread in threads:
            thread.join(120)
    assert not any(thread.is_alive() for thread in threads)


def kill_database(trading: Trading) -> None:
    """kill -9 of the postmaster; its keeper starts it again."""
    killed = postmaster(trading.own.data)
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: _is_new(trading, killed), "PostgreSQL did not come back")


def kill_backend(trading: Trading) -> None:
    """kill -9 of one process in the middle of its work: PostgreSQL throws everybody out."""
    busy = "usename = 'huolang_app' AND state = 'idle in transaction'"
    found: list[int] = []

    def one_was_killed() -> bool:
        found.extend(
            pid for (pid,) in trading.rows(f"SELECT pid FROM pg_stat_activity WHERE {busy}")
        )
        if found:
            os.kill(found[0], signal.SIGKILL)
        return bool(found)

    eventually(one_was_killed, "nobody was posting")


def kill_workers(trading: Trading) -> None:
    """kill -9 of the processes that do the server's work; granian starts others."""
    assert trading.server.process
    children = Path(f"/proc/{trading.server.process.pid}/task").glob("*/children")
    for pid in [int(pid) for told in children for pid in told.read_text().split()]:
        os.kill(pid, signal.SIGKILL)

    def is_back() -> bool:
        trading.server.watch()  # as `up` does: granian itself gives up when all die too soon
        return is_healthy(trading.address)

    eventually(is_back, "the workers did not come back")


def kill_server(trading: Trading) -> None:
    """kill -9 of the whole server; `up` starts it again."""
    assert trading.server.process
    os.kill(trading.server.process.pid, signal.SIGKILL)
    trading.serve_again()


def _is_new(trading: Trading, killed: int) -> bool:
    try:
        return postmaster(trading.own.data) != killed and bool(trading.rows("SELECT 1"))
    except (OSError, IndexError, psycopg.OperationalError):
        return False
