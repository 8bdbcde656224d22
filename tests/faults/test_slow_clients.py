"""Clients that begin a request and do not go on: nobody else notices."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.faults import prepared
from tests.faults.launching import PATIENCE, is_healthy, up

pytestmark = pytest.mark.fault

MANY = 100
HEADERS = (
    b"POST /_allauth/browser/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n"
    b"Accept-Language: en\r\nContent-Type: application/json\r\n"
)


@pytest.fixture(scope="module")
def address(module_path: Path) -> Iterator[str]:
    prepared.put(module_path / "data")
    with up(module_path / "data") as (_running, where):
        yield where


def begun(address: str, request: bytes) -> socket.socket:
    """A connection over which this much was sent."""
    where = urlsplit(address)
    made = socket.create_connection((where.hostname, where.port), timeout=PATIENCE)
    made.sendall(request)
    return made


def answered(connection: socket.socket) -> tuple[int, str]:
    """Status and code of the answer; the server has closed the connection after it."""
    got = b""
    while part := connection.recv(65536):
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)["code"]


def test_a_hundred_slow_bodies_and_a_hundred_slow_headers_keep_nobody_out(address: str) -> None:
    with ExitStack() as open_:
        bodies = [
            open_.enter_context(begun(address, HEADERS + b"Content-Length: 99\r\n\r\n{"))
            for _ in range(MANY)
        ]
        for _ in range(MANY):
            open_.enter_context(begun(address, HEADERS))

        assert all(is_healthy(address) for _ in range(20))
        assert [answered(one) for one in bodies[:3]] == [(408, "request.too_slow")] * 3


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(address: str) -> None:
    with begun(address, HEADERS + b"Content-Length: 9000000\r\n\r\n") as announced:
        assert answered(announced) == (413, "request.too_large")


def test_who_sends_all_of_a_body_that_is_too_large_reads_why_it_was_refused(address: str) -> None:
    size = 12 * 2**20
    head = HEADERS + b"Content-Length: %d\r\n\r\n" % size
    with begun(address, head) as connection:
        connection.sendall(b" " * size)
        assert answered(connection) == (413, "request.too_large")


def test_a_body_that_breaks_off_is_refused(address: str) -> None:
    request = HEADERS + b"Transfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\nzz"
    with begun(address, request + b"\r\n") as broken:
        assert answered(broken) == (400, "request.malformed")


def test_a_stranger_who_sends_much_is_refused_before_it_is_taken_in(address: str) -> None:
    request = HEADERS.replace(b"/_allauth/browser/v1/auth/login", b"/api/v1/imports")
    for more in (b"", b"Authorization: Bearer guessed\r\n", b"Cookie: sessionid=guessed\r\n"):
        announced = request + more + b"Content-Length: 30000000\r\n\r\n" + b"x" * 100_000
        with begun(address, announced) as sending:
            assert answered(sending) == (401, "auth.required")
