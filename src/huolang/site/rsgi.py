"""Requests from the web server, taken in whole before one of the few threads is given to them.

A thread that reads a body waits for whoever sends it; six slow clients would keep everybody out.
Here bodies are awaited, within limits of time and room, and threads get what is complete.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import io
import logging
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from queue import SimpleQueue
from typing import Any

from django.db import DatabaseError, InterfaceError

from huolang.api import bodies
from huolang.api.problem import (
    REFUSED,
    Bug,
    Crowded,
    DatabaseAway,
    Malformed,
    SignInFirst,
    TooLarge,
    TooSlow,
)
from huolang.kernel.refusals import BusinessError
from huolang.site import following
from huolang.site.following import Streams

log = logging.getLogger(__name__)

PATIENCE = 30
"""Seconds for a body to arrive, and one more for every `SLOWEST` bytes of it."""
SLOWEST = 32 * 1024
DRAINED, DRAINING, PAUSE = 64 * 2**20, 5, 0.5
"""Bytes and seconds for what is too large to be sent to its end all the same, and the seconds
without any of it after which nobody is sending."""
SMALL = 64 * 1024
"""Bodies up to this many bytes are always taken in. Larger ones are taken in of people we know, and
what has come of them shares `ROOM`."""
ROOM = 64 * 1024 * 1024
LONGEST_LENGTH = 18
"""Digits of a Content-Length."""
LARGE = 1024 * 1024
"""After an answer of more bytes, memory that is free goes back to the system."""

TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None)

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
Knows = Callable[[Environ], bool]
"""Whether a request is of somebody who may send much."""


PIECE = 256 * 1024
"""Bytes of a file that are sent at once."""


@dataclass(slots=True)
class Request:
    """A request that is complete, or refused, and the answer it waits for."""

    environ: Environ
    protocol: Any
    answered: asyncio.Future[None]
    broken_off: bool = False
    """Some of the body was not read: the connection cannot be used again."""
    was_large: bool = False
    file: tuple[int, list[tuple[str, str]], SentFile] | None = None
    """Status, headers and content of an answer that the loop sends."""
    stream: tuple[str, int, list[tuple[str, str]]] | None = None
    """Whose stream the loop relays, status and headers."""


@dataclass(frozen=True, slots=True)
class Question:
    """Who sends this, asked of a thread before more of the body is taken in."""

    environ: Environ
    answered: asyncio.Future[bool | BusinessError]


class SentFile:
    """WSGI's `file_wrapper`: an open file that is an answer, or the content of one."""

    def __init__(self, file: Any, size: int = PIECE) -> None:
        self.file = file
        self.size = max(size, PIECE)
        self.close: Callable[[], None] = file.close

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.file.read(self.size):
            yield piece


class Site:
    """A WSGI application as granian's RSGI calls it: a loop that waits, `threads` that work.

    An answer is sent whole; a large file is sent by the loop, piece by piece, so that no thread
    waits for whoever reads it slowly.
    """

    def __init__(self, application: Application, *, knows: Knows, threads: int) -> None:
        self.application, self.knows = application, knows
        self.room = ROOM
        self.streams = Streams()
        self.waiting: SimpleQueue[Request | Question | None] = SimpleQueue()
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(threads)]

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        for thread in self.threads:
            thread.start()

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        for _ in self.threads:
            self.waiting.put(None)
        for thread in self.threads:
            thread.join()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        environ = environ_of(scope)
        request = Request(environ, protocol, asyncio.get_running_loop().create_future())
        room = _Room(self, environ)
        try:
            expected = _expected(environ)
            if expected:
                whole = await _body(environ, protocol, expected, room)
                environ["wsgi.input"] = io.BytesIO(whole)
        except BusinessError as refusal:
            environ[REFUSED] = refusal
            request.broken_off = True
            if isinstance(refusal, TooLarge):
                await _drain(protocol)
        try:
            self.waiting.put(request)
            await request.answered
        finally:
            room.leave()
        if request.file is not None:
            await _send(protocol, *request.file)
        if request.stream is not None:
            await self._relay(request)

    async def _relay(self, request: Request) -> None:
        """Relay the stream that was asked for, or have the application say that there is none."""
        assert request.stream is not None
        who, status, headers = request.stream
        try:
            await self.streams.relay(who, request.protocol, status, headers)
        except BusinessError as refusal:
            told = {**request.environ, REFUSED: refusal}
            answered = asyncio.get_running_loop().create_future()
            self.waiting.put(Request(told, request.protocol, answered))
            await answered

    def _work(self) -> None:
        while (request := self.waiting.get()) is not None:
            if isinstance(request, Question):
                self._say(request)
                continue
            try:
                self._answer(request)
            except BaseException:
                log.exception("%s failed", request.environ["PATH_INFO"])
                request.protocol.response_empty(500, [])
            was_large = request.was_large
            try:
                request.answered.get_loop().call_soon_threadsafe(_over, request.answered, None)
            except RuntimeError:
                return  # the loop is closed: the process ends
            del request
            if was_large:
                _trim()

    async def ask(self, environ: Environ) -> bool:
        """Whether we know who sends this; a thread looks it up. Refused where it cannot."""
        asked = Question(environ, asyncio.get_running_loop().create_future())
        self.waiting.put(asked)
        known = await asked.answered
        if isinstance(known, BusinessError):
            raise known
        return known

    def _say(self, asked: Question) -> None:
        """Where nobody can say, the sender is no stranger: he is to try again."""
        known: bool | BusinessError
        try:
            known = self.knows(asked.environ)
        except (DatabaseError, InterfaceError) as error:
            log.warning("who sends %s is not known: %s", asked.environ["PATH_INFO"], error)
            known = DatabaseAway()
        except Exception:
            log.exception("who sends %s is not known", asked.environ["PATH_INFO"])
            known = Bug()
        loop = asked.answered.get_loop()
        with suppress(RuntimeError):  # the loop is closed: the process ends
            loop.call_soon_threadsafe(_over, asked.answered, known)

    def _answer(self, request: Request) -> None:
        told: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            told[:] = int(status[:3]), headers

        content = self.application(request.environ, start)
        if isinstance(content, SentFile) and _length(told[1]) > LARGE:
            request.file, request.was_large = (*told, content), True
            return
        try:
            whole = b"".join(content)
            status, headers = told
            if request.environ["REQUEST_METHOD"] == "GET" and (who := following.asked(headers)):
                request.stream = who, status, headers
                return
            if request.broken_off:
                headers = [*headers, ("Connection", "close")]
            request.protocol.response_bytes(status, headers, whole)
        finally:
            if close := getattr(content, "close", None):
                close()
        request.was_large = len(whole) > LARGE


def _length(headers: list[tuple[str, str]]) -> int:
    """The bytes that an answer says it has."""
    return next((int(value) for name, value in headers if name.lower() == "content-length"), 0)


async def _send(
    protocol: Any, status: int, headers: list[tuple[str, str]], content: SentFile
) -> None:
    """Send a file as fast as it is read at the other end; whoever goes away ends it."""
    try:
        stream = protocol.response_stream(status, headers)
        for piece in content:
            await stream.send_bytes(piece)
    except RuntimeError as error:  # granian's errors of the transport
        log.info("a file was not read to its end: %s", error)
    finally:
        content.close()


class _Room:
    """What one body holds of the room that all large ones share: as much of it as has come, so
    that who sends nothing keeps nobody out. A stranger's body is refused once it is large."""

    def __init__(self, site: Site, environ: Environ) -> None:
        self.site, self.environ = site, environ
        self.taken, self.known = 0, False

    async def hold(self, size: int) -> None:
        """Hold room for the `size` bytes that are there; refused when there is none."""
        if size > SMALL and not self.known:
            self.known = await self.site.ask(self.environ)
            if not self.known:
                raise SignInFirst()
        more = size - self.taken if size > SMALL else 0
        if more > self.site.room:
            raise Crowded()
        self.site.room -= more
        self.taken += more

    def leave(self) -> None:
        self.site.room += self.taken


def _trim() -> None:
    """Give back what a large document took: rows that refer to each other wait for the collector,
    and the C library keeps what was freed in every thread's own arena."""
    gc.collect()
    if TRIM is not None:
        TRIM(0)


def _over(answered: asyncio.Future[Any], result: Any) -> None:
    if not answered.done():
        answered.set_result(result)


def _expected(environ: Environ) -> int:
    """The bytes of the body, or as many as it may have when nobody said."""
    length, most = environ.get("CONTENT_LENGTH"), bodies.most(environ["PATH_INFO"])
    if length is None:
        return most if "HTTP_TRANSFER_ENCODING" in environ else 0
    if len(length) > LONGEST_LENGTH:
        raise Malformed()
    if int(length) > most:  # the web server has refused what is no number
        raise TooLarge(most=most // 2**20)
    return int(length)


async def _body(environ: Environ, protocol: Any, expected: int, room: _Room) -> bytes:
    announced = "CONTENT_LENGTH" in environ
    try:
        async with asyncio.timeout(PATIENCE + expected / SLOWEST):
            if announced and expected <= SMALL:
                return await protocol()
            whole = await _chunks(protocol, expected, room)
    except TimeoutError:
        raise TooSlow() from None
    except RuntimeError:  # granian's errors of the transport: the sender went away
        raise Malformed() from None
    if announced and len(whole) != expected:
        raise Malformed()
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ["CONTENT_LENGTH"] = str(len(whole))
    return whole


async def _drain(protocol: Any) -> None:
    """Take what is still being sent, and drop it: most programs read an answer only after they have
    sent everything, and would else be told that the connection broke."""
    left, empty = DRAINED, 0
    with suppress(TimeoutError, RuntimeError):
        async with asyncio.timeout(DRAINING) as until:
            end = until.when() or 0
            until.reschedule(asyncio.get_running_loop().time() + PAUSE)
            async for chunk in protocol:
                left, empty = left - len(chunk), empty + (not chunk)
                if left < 0 or empty > 1:
                    return
                until.reschedule(min(asyncio.get_running_loop().time() + PAUSE, end))


async def _chunks(protocol: Any, most: int, room: _Room) -> bytes:
    """A body as it comes.

    Granian ends it with an empty chunk, and puts one more where it broke off.
    """
    whole, empty = bytearray(), 0
    async for chunk in protocol:
        whole += chunk
        empty += not chunk
        if empty > 1:
            raise Malformed()
        if len(whole) > most:
            raise TooLarge(most=most // 2**20)
        await room.hold(len(whole))
    return bytes(whole)


def environ_of(scope: Any) -> Environ:
    """The request as WSGI describes it; header names with `_` could pass for others, and go."""
    path: str = scope.path
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_bytes(path),
        "QUERY_STRING": _as_bytes(scope.query_string),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": _host(scope.client)[0],
        "HTTP_HOST": scope.authority or "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": SentFile,
    }
    environ["SERVER_NAME"], environ["SERVER_PORT"] = _host(scope.server)
    seen: set[str] = set()
    for name, value in scope.headers.items():
        key = _key(name)
        if not key:
            continue
        environ[key] = f"{environ[key]},{value}" if key in seen else value
        seen.add(key)
    return environ


def _as_bytes(text: str) -> str:
    """The bytes of `text` as WSGI hands them on: one character each."""
    return text if text.isascii() else text.encode().decode("latin-1")


@lru_cache(maxsize=256)
def _key(name: str) -> str:
    if "_" in name:
        return ""
    key = name.replace("-", "_").upper()
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


@lru_cache(maxsize=256)
def _host(address: str) -> tuple[str, str]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), port
