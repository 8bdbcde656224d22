"""The running Huolang that the browser visits: one server, a database of its own."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import connections

from huolang.cli import screen
from huolang.cli.up import WORKER
from huolang.kernel import tokens
from huolang.kernel.company import Company, acting
from huolang.kernel.first_run import join, new_company
from huolang.kernel.people import User
from huolang.samples import demo, sample_company
from tests.support import databases, importing
from tests.support.client import BASE, ApiClient

SOURCE = Path(__file__).resolve().parents[2] / "src"
FOR_OWNERS = ("HUOLANG_OWNER_DATABASE_URL", "HUOLANG_ADMINISTRATOR_DATABASE_URL")
PATIENCE = 60
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Clerk:
    """Somebody at a screen, and a program's way into the same company."""

    username: str
    password: str
    name: str
    company: str
    company_id: int
    token: str


@dataclass(frozen=True)
class Served:
    """A server at `address` on the database `database`."""

    address: str
    database: str
    environment: Mapping[str, str]

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Meanwhile somebody does the jobs that are asked for, such as imports."""
        command = [sys.executable, "-m", *WORKER]
        told = {**self.environment, "DJANGO_SETTINGS_MODULE": "huolang.site.settings"}
        log = Path(told["HUOLANG_DATA"], "worker.log")
        with log.open("wb") as said:
            worker = subprocess.Popen(command, env=told, stdout=said, stderr=said)
        try:
            yield
        finally:
            worker.terminate()
            worker.wait(30)

    def hire(self, company: str, *, name: str = "赵会计") -> Clerk:
        """A new company and a clerk who may do everything in it.

        In a thread of its own, because the browser's driver occupies this one.
        """
        with ThreadPoolExecutor(max_workers=1) as apart:
            return apart.submit(self._hire, company, name).result()

    def _hire(self, company_name: str, name: str) -> Clerk:
        with databases.using(self.database):
            company = new_company(company_name)
            username, password = f"zhao{company.id}", secrets.token_urlsafe(12)
            user = User.objects.create_user(username, password, name=name)
            join(user, company, roles=["admin"])
            token = tokens.issue(user, name="测试")
            connections.close_all()
        return Clerk(username, password, name, company_name, company.id, token)

    def make_demo(self, clerk: Clerk) -> None:
        """The company of `clerk` counts as the demo company."""
        with ThreadPoolExecutor(max_workers=1) as apart:
            apart.submit(self._make_demo, clerk).result()

    def _make_demo(self, clerk: Clerk) -> None:
        with databases.using(self.database):
            with acting(clerk.company_id):
                sample_company.mark(demo.DATA_SET)
            connections.close_all()

    def employ(self, clerk: Clerk, role: str, name: str) -> Clerk:
        """Somebody else who works in the company of `clerk`, in one role."""
        with ThreadPoolExecutor(max_workers=1) as apart:
            return apart.submit(self._employ, clerk, role, name).result()

    def _employ(self, clerk: Clerk, role: str, name: str) -> Clerk:
        with databases.using(self.database):
            username, password = f"{role}{clerk.company_id}", secrets.token_urlsafe(12)
            user = User.objects.create_user(username, password, name=name)
            join(user, Company.objects.get(id=clerk.company_id), roles=[role])
            connections.close_all()
        return replace(clerk, username=username, password=password, name=name, token="")

    def work_off(self, clerk: Clerk) -> None:
        """Do what was asked for last in the background, as the worker would."""
        newest = self.client(clerk).get("/jobs?limit=1").json()["items"][0]
        with ThreadPoolExecutor(max_workers=1) as apart:
            apart.submit(self._work_off, clerk, newest["id"]).result()

    def _work_off(self, clerk: Clerk, job: str) -> None:
        with databases.using(self.database):
            importing.work_off(clerk.company_id, job)
            connections.close_all()

    def client(self, clerk: Clerk) -> RemoteClient:
        return RemoteClient(clerk.token, address=self.address)


class RemoteClient(ApiClient):
    """`ApiClient` over the network."""

    def __init__(self, token: str, *, address: str) -> None:
        super().__init__(token)
        self.address = address

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = urllib.request.Request(
            self.address + BASE + path,
            data=None if body is None else json.dumps(body, default=str).encode(),
            method=method,
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                **{name.replace("_", "-"): value for name, value in headers.items()},
            },
        )
        try:
            with DIRECTLY.open(sent, timeout=PATIENCE) as answer:
                return Answer(answer.status, answer.read())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, refusal.read())


@dataclass(frozen=True)
class Answer:
    status_code: int
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)


@contextlib.contextmanager
def serving(database: str, folder: Path) -> Iterator[Served]:
    """The server that `huolang up` starts, on a free port of this machine, until we end it."""
    port = _free_port()
    log = folder / "server.log"
    command = [sys.executable, "-m", "huolang.cli.web_server", "127.0.0.1", str(port), "1", "2"]
    environment = _environment(database, folder)
    streams = [sys.executable, "-m", "huolang.cli.live_server", environment["HUOLANG_LIVE"]]
    with log.open("wb") as said:
        live = subprocess.Popen(streams, env=environment, stdout=said, stderr=said)
        server = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
    served = Served(f"http://127.0.0.1:{port}", database, environment)
    try:
        deadline = time.monotonic() + PATIENCE
        while not _answers(served.address):
            gone = server.poll() is not None or time.monotonic() > deadline
            assert not gone, log.read_text(errors="replace")
            time.sleep(0.05)
        yield served
    finally:
        live.terminate()
        live.wait(30)
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _environment(database: str, folder: Path) -> dict[str, str]:
    told = {name: value for name, value in os.environ.items() if name not in FOR_OWNERS}
    return told | {
        "HUOLANG_DATABASE_URL": databases.at(os.environ["HUOLANG_DATABASE_URL"], database),
        "HUOLANG_DATA": str(folder),
        "HUOLANG_LIVE": str(folder / "live.sock"),
        "HUOLANG_SECRET_KEY": secrets.token_urlsafe(48),
        "HUOLANG_STATIC": str(screen.BUILT),
        "PYTHONPATH": str(SOURCE),
        "PYTHONUTF8": "1",
    }


def _free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with DIRECTLY.open(f"{address}{BASE}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
