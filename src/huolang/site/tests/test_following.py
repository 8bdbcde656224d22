"""Streams are relayed by the loop: no thread waits with them; their end at either side is felt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from huolang.api.problem import REFUSED
from huolang.api.streams import FOLLOWS, NotLive
from huolang.site import following
from huolang.site.rsgi import Site

PATIENCE = 20


def scope(path: str, method: str = "GET") -> Any:
    return SimpleNamespace(
        method=method,
        path=path,
        query_string="",
        http_version="1.1",
        client="127.0.0.1:40000",
        server="127.0.0.1:8000",
        scheme="http",
        authority=None,
        headers=SimpleNamespace(items=lambda: []),
    )


def told(environ: Any, start: Callable[..., None]) -> Any:
    """An application with streams at /events."""
    refused = environ.get(REFUSED)
    follows = [(FOLLOWS, "1/li")] if environ["PATH_INFO"] == "/events" and not refused else []
    start(f"{refused.status if refused else 200} said", [("Content-Length", "5"), *follows])
    return [refused.code.encode() if refused else b"whole"]


class Browser:
    """Somebody who reads a stream until `leaves`."""

    def __init__(self) -> None:
        self.leaves, self.has = asyncio.Event(), asyncio.Event()
        self.answer: Any = None

    def response_bytes(self, status: int, headers: list[Any], body: bytes) -> None:
        self.answer = status, dict(headers), body

    def response_stream(self, status: int, headers: list[Any]) -> Any:
        self.answer = status, dict(headers), b""
        return SimpleNamespace(send_bytes=self._take)

    async def client_disconnect(self) -> None:
        await self.leaves.wait()

    async def _take(self, piece: bytes) -> None:
        status, headers, before = self.answer
        self.answer = status, headers, before + piece
        self.has.set()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: Any) -> Callable[..., None]:
    """Runs a story with a site of one thread, and a process of streams that says what it is asked
    and then only waits."""
    monkeypatch.setenv(following.SOCKET, str(tmp_path / "s"))

    def work(story: Callable[..., Any]) -> None:
        async def inside() -> None:
            ended = asyncio.Event()

            async def says(reader: Any, writer: Any) -> None:
                writer.write(b"for " + await reader.readline())
                await reader.read()
                writer.close()
                ended.set()

            site = Site(told, knows=lambda environ: True, threads=1)
            site.__rsgi_init__(asyncio.get_running_loop())
            server = await asyncio.start_unix_server(says, tmp_path / "s")
            await asyncio.wait_for(story(site, server, ended), PATIENCE)
            assert site.streams.open == 0
            server.close()
            site.__rsgi_del__(asyncio.get_running_loop())

        asyncio.run(inside())

    return work


def test_a_stream_holds_no_thread_and_ends_when_its_reader_leaves(run: Any) -> None:
    async def story(site: Site, _server: Any, ended: asyncio.Event) -> None:
        reader, other = Browser(), Browser()
        stream = asyncio.create_task(site.__rsgi__(scope("/events"), reader))
        await reader.has.wait()

        await site.__rsgi__(scope("/page"), other)
        assert other.answer[2] == b"whole"
        status, headers, body = reader.answer
        assert (status, body) == (200, b"for 1/li\n")
        assert headers == {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        assert not stream.done()
        reader.leaves.set()
        await stream
        await ended.wait()

    run(story)


def test_while_there_are_no_streams_the_application_says_so(run: Any, monkeypatch: Any) -> None:
    async def story(site: Site, server: Any, _ended: asyncio.Event) -> None:
        server.close()
        nothing, crowded = Browser(), Browser()
        await site.__rsgi__(scope("/events"), nothing)
        monkeypatch.setattr(following, "MOST", 0)
        await site.__rsgi__(scope("/events"), crowded)

        for one in (nothing, crowded):
            assert (one.answer[0], one.answer[2]) == (503, NotLive.code.encode())

    run(story)


def test_only_who_reads_an_answer_follows(run: Any) -> None:
    async def story(site: Site, _server: Any, _ended: asyncio.Event) -> None:
        looking = Browser()
        await site.__rsgi__(scope("/events", "HEAD"), looking)

        assert looking.answer[2] == b"whole"

    run(story)
