"""HTTP clients in a process of their own, so that their work is not counted as the server's.

Reads one JSON line (what to do), answers "ready", waits for a line, works, answers one JSON line.
"""

from __future__ import annotations

import json
import random
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from bench import _shop_bodies as bodies

READY_MADE = 400
"""Requests made before the clock runs; they are sent round and round."""


@dataclass
class Seen:
    """What one client got."""

    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    said: str = ""


def main() -> None:
    task = json.loads(sys.stdin.readline())
    clients = [_requests(task, number) for number in range(task["clients"])]
    seen = [Seen() for _ in clients]
    start = threading.Event()
    deadline = [0.0]
    threads = [
        threading.Thread(target=_work, args=(task, requests, one, start, deadline))
        for requests, one in zip(clients, seen, strict=True)
    ]
    for thread in threads:
        thread.start()
    print("ready", flush=True)
    sys.stdin.readline()
    began, deadline[0] = time.monotonic(), time.monotonic() + task["seconds"]
    start.set()
    for thread in threads:
        thread.join()
    print(json.dumps(_summed(seen, time.monotonic() - began)), flush=True)


def _requests(task: dict[str, Any], number: int) -> list[bytes]:
    chance = random.Random(number)
    return [bodies.request(task, chance) for _ in range(READY_MADE)]


def _work(
    task: dict[str, Any],
    requests: list[bytes],
    seen: Seen,
    start: threading.Event,
    deadline: list[float],
) -> None:
    connection = socket.create_connection((task["host"], task["port"]))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    start.wait()
    turn = 0
    while (before := time.monotonic()) < deadline[0]:
        connection.sendall(requests[turn % READY_MADE])
        status, text = _answer(connection)
        seen.latencies.append(time.monotonic() - before)
        seen.statuses[status] = seen.statuses.get(status, 0) + 1
        if status != 201:
            seen.said = text.decode(errors="replace")[:500]
        turn += 1
    connection.close()


def _answer(connection: socket.socket) -> tuple[int, bytes]:
    """Status and body of one answer, whether its length is told or it comes in chunks."""
    got = bytearray()
    while (end := got.find(b"\r\n\r\n")) < 0:
        got += _more(connection)
    head, length = bytes(got[:end]).lower(), None
    if b"content-length:" in head:
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
    while not (got.endswith(b"0\r\n\r\n") if length is None else len(got) >= end + 4 + length):
        got += _more(connection)
    return int(head.split(b" ", 2)[1]), bytes(got[end + 4 :])


def _more(connection: socket.socket) -> bytes:
    part = connection.recv(65536)
    if not part:
        raise ConnectionError("the server closed the connection")
    return part


def _summed(seen: list[Seen], seconds: float) -> dict[str, Any]:
    latencies = sorted(latency for one in seen for latency in one.latencies)
    statuses: dict[str, int] = {}
    for one in seen:
        for status, count in one.statuses.items():
            statuses[str(status)] = statuses.get(str(status), 0) + count
    return {
        "seconds": seconds,
        "documents": statuses.get("201", 0),
        "statuses": statuses,
        "said": next((one.said for one in seen if one.said), ""),
        "median_ms": 1000 * latencies[len(latencies) // 2] if latencies else 0,
        "p99_ms": 1000 * latencies[len(latencies) * 99 // 100] if latencies else 0,
    }


if __name__ == "__main__":
    main()
