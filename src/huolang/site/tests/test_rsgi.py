"""How requests are taken in: whole, within limits, and with headers that say what they say."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError

from huolang.api.problem import REFUSED
from huolang.site import rsgi
from huolang.site.rsgi import Site, environ_of

MB = 2**20
LARGE = str(8 * MB)


def scope(*headers: tuple[str, str], path: str = "/") -> Any:
    return SimpleNamespace(
        method="POST",
        path=path,
        query_string="",
        http_version="1.1",
        client="[::1]:40000",
        server="127.0.0.1:8000",
        scheme="http",
        authority=None,
        headers=SimpleNamespace(items=lambda: list(headers)),
    )


class Sender:
    """A caller whose body comes when `comes` lets it, and the answer that they get."""

    def __init__(self, *chunks: bytes, comes: bool = True) -> None:
        self.chunks, self.comes = chunks, asyncio.Event()
        self.answer: Any = None
        self.sent = 0
        if comes:
            self.comes.set()

    async def __call__(self) -> bytes:
        await self.comes.wait()
        return b"".join(self.chunks)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in (*self.chunks, b""):
            self.sent += 1
            yield chunk

    def response_bytes(self, status: int, headers: list[Any], body: bytes) -> None:
        self.answer = status, dict(headers), body

    def response_stream(self, status: int, headers: list[Any]) -> Any:
        self.answer = status, dict(headers), b""
        return SimpleNamespace(send_bytes=self._take)

    async def _take(self, piece: bytes) -> None:
        await self.comes.wait()
        status, headers, before = self.answer
        self.answer = status, headers, before + piece

    def response_empty(self, status: int, headers: list[Any]) -> None:
        self.answer = status, dict(headers), b""


class Halting(Sender):
    """Sends its chunks but for the end, which comes when `comes` lets it."""

    def __init__(self, *chunks: bytes) -> None:
        super().__init__(*chunks, comes=False)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        first, *rest = self.chunks
        yield first
        await self.comes.wait()
        for chunk in (*rest, b""):
            yield chunk


def told(environ: Any, start: Callable[..., None]) -> Any:
    """An application that says what it got."""
    if environ["PATH_INFO"] == "/broken":
        raise ValueError("broken")
    if environ["PATH_INFO"] == "/file":
        start("200 said", [("Content-Length", str(3 * MB))])
        return environ["wsgi.file_wrapper"](io.BytesIO(b"x" * 3 * MB))
    refused = environ.get(REFUSED)
    start(f"{refused.status if refused else 200} said", [])
    return [environ["wsgi.input"].read()]


def known(environ: Any) -> bool:
    """Everybody but strangers; of two nobody can say."""
    if environ["PATH_INFO"] == "/nowhere":
        raise LookupError("nobody can say")
    if environ["PATH_INFO"] == "/away":
        raise OperationalError("the database system is starting up")
    return environ["PATH_INFO"] != "/stranger"


@pytest.fixture
def run() -> Iterator[Callable[[Callable[[Site], Any]], None]]:
    def work(story: Callable[[Site], Any]) -> None:
        async def inside() -> None:
            site = Site(told, knows=known, threads=1)
            site.__rsgi_init__(asyncio.get_running_loop())
            await story(site)
            site.__rsgi_del__(asyncio.get_running_loop())
            assert site.room == rsgi.ROOM

        asyncio.run(inside())

    yield work


def test_a_body_comes_whole_whether_its_length_was_told_or_not(run: Any) -> None:
    async def story(site: Site) -> None:
        whole, parts = Sender(b"abc"), Sender(b"ab", b"c")
        await site.__rsgi__(scope(("content-length", "3")), whole)
        await site.__rsgi__(scope(("transfer-encoding", "chunked")), parts)

        assert whole.answer == parts.answer == (200, {}, b"abc")

    run(story)


def test_nobody_waits_for_a_body_that_does_not_come(run: Any, monkeypatch: Any) -> None:
    async def story(site: Site) -> None:
        slow, quick = Sender(comes=False), Sender(b"abc")
        waiting = asyncio.create_task(site.__rsgi__(scope(("content-length", "3")), slow))
        await asyncio.sleep(0)
        await site.__rsgi__(scope(("content-length", "3")), quick)
        assert (slow.answer, quick.answer[0]) == (None, 200)
        await waiting

        assert slow.answer == (408, {"Connection": "close"}, b"")

    monkeypatch.setattr(rsgi, "PATIENCE", 0.3)
    run(story)


def test_what_is_too_large_is_refused_before_it_is_read(run: Any) -> None:
    async def story(site: Site) -> None:
        large, endless = Sender(comes=False), Sender(*[b"x" * MB] * 9)
        await site.__rsgi__(scope(("content-length", str(8 * MB + 1))), large)
        await site.__rsgi__(scope(("transfer-encoding", "chunked")), endless)

        assert large.answer == endless.answer == (413, {"Connection": "close"}, b"")

    run(story)


def test_large_bodies_share_a_room_and_small_ones_are_always_taken_in(run: Any) -> None:
    async def story(site: Site) -> None:
        part = b"x" * (8 * MB - 1)
        senders = [Halting(part, b"x") for _ in range(rsgi.ROOM // (8 * MB))]
        waiting = [
            asyncio.create_task(site.__rsgi__(scope(("content-length", LARGE)), one))
            for one in senders
        ]
        await asyncio.sleep(0.01)
        one_more, small = Sender(b"x" * (8 * MB)), Sender(b"x")
        await site.__rsgi__(scope(("content-length", LARGE)), one_more)
        await site.__rsgi__(scope(("content-length", "1")), small)
        assert (one_more.answer[0], small.answer[0]) == (503, 200)
        for one in senders:
            one.comes.set()
        await asyncio.gather(*waiting)

        assert [one.answer[0] for one in senders] == [200] * len(senders)

    run(story)


@pytest.mark.parametrize(
    ("path", "status"), [("/stranger", 401), ("/nowhere", 500), ("/away", 503)]
)
def test_strangers_send_little_and_who_cannot_be_looked_up_is_none(
    run: Any, path: str, status: int
) -> None:
    async def story(site: Site) -> None:
        chunks = [b"x" * 16 * 1024] * 512
        large, endless, small = Sender(*chunks), Sender(*chunks), Sender(*chunks[:4])
        await site.__rsgi__(scope(("content-length", LARGE), path=path), large)
        await site.__rsgi__(scope(("transfer-encoding", "chunked"), path=path), endless)
        await site.__rsgi__(scope(("transfer-encoding", "chunked"), path=path), small)

        assert large.answer == endless.answer == (status, {"Connection": "close"}, b"")
        assert small.answer == (200, {}, b"".join(chunks[:4]))
        assert (large.sent, endless.sent) == (5, 5)

    run(story)


def test_who_sends_nothing_holds_no_room(run: Any) -> None:
    async def story(site: Site) -> None:
        senders = [Halting(b"x") for _ in range(100)]
        waiting = [
            asyncio.create_task(site.__rsgi__(scope(("transfer-encoding", "chunked")), one))
            for one in senders
        ]
        await asyncio.sleep(0.01)
        large = Sender(b"x" * (8 * MB))
        await site.__rsgi__(scope(("content-length", LARGE)), large)
        assert large.answer[0] == 200
        for one in senders:
            one.comes.set()
        await asyncio.gather(*waiting)

    run(story)


def test_a_body_that_is_shorter_than_announced_is_refused(run: Any) -> None:
    async def story(site: Site) -> None:
        short, absurd = Sender(b"x" * 100_000), Sender(b"x")
        await site.__rsgi__(scope(("content-length", "100001")), short)
        await site.__rsgi__(scope(("content-length", "0" * 4990 + "14")), absurd)

        assert (short.answer[0], absurd.answer[0]) == (400, 400)

    run(story)


def test_an_address_is_handed_on_as_bytes() -> None:
    asked = scope(path="/螺")
    asked.query_string = "q=螺丝"

    environ = rsgi.environ_of(asked)

    assert environ["PATH_INFO"].encode("latin-1").decode() == "/螺"
    assert environ["QUERY_STRING"].encode("latin-1").decode() == "q=螺丝"


def test_a_request_that_breaks_the_application_does_not_take_its_thread_along(run: Any) -> None:
    async def story(site: Site) -> None:
        broken, next_one = Sender(), Sender()
        await site.__rsgi__(scope(path="/broken"), broken)
        await site.__rsgi__(scope(), next_one)

        assert (broken.answer[0], next_one.answer[0]) == (500, 200)

    run(story)


def test_memory_goes_back_after_a_large_answer_only(run: Any, monkeypatch: Any) -> None:
    given_back: list[int] = []

    async def story(site: Site) -> None:
        await site.__rsgi__(scope(("content-length", "1")), Sender(b"x"))
        await site.__rsgi__(scope(("content-length", str(2 * MB))), Sender(b"x" * 2 * MB))

    monkeypatch.setattr(rsgi, "_trim", lambda: given_back.append(1))
    run(story)

    assert given_back == [1]


def test_a_file_is_sent_whole_and_whoever_reads_it_slowly_keeps_no_thread(run: Any) -> None:
    async def story(site: Site) -> None:
        slow, quick = Sender(comes=False), Sender(b"abc")
        reading = asyncio.create_task(site.__rsgi__(scope(path="/file"), slow))
        await asyncio.sleep(0.05)
        await site.__rsgi__(scope(("content-length", "3")), quick)
        assert (len(slow.answer[2]), quick.answer[0]) == (0, 200)
        slow.comes.set()
        await reading

        assert slow.answer == (200, {"Content-Length": str(3 * MB)}, b"x" * 3 * MB)

    run(story)


def test_headers_become_what_wsgi_calls_them() -> None:
    given = environ_of(
        scope(
            ("host", "shop.example"),
            ("content-type", "application/json"),
            ("x-forwarded-for", "1.1.1.1"),
            ("x-forwarded-for", "2.2.2.2"),
            ("x_forwarded_for", "3.3.3.3"),
            path="/螺丝",
        )
    )

    assert given["HTTP_HOST"] == "shop.example"
    assert given["CONTENT_TYPE"] == "application/json"
    assert given["HTTP_X_FORWARDED_FOR"] == "1.1.1.1,2.2.2.2"
    assert given["REMOTE_ADDR"] == "::1"
    assert given["PATH_INFO"].encode("latin-1").decode() == "/螺丝"
