"""Relays the streams of `cli.live_server` to browsers: the loop copies, no thread waits."""

from __future__ import annotations

import asyncio
import contextlib
import os
from typing import Any

from huolang.api.streams import FOLLOWS, NotLive

SOCKET = "HUOLANG_LIVE"
"""Where the process of the streams answers."""
MOST = 400
"""Streams of one server process: the rest of its connections is for requests."""
PATIENCE = 10.0
"""Seconds for the process of the streams to begin, or for a browser to take what is sent."""
LARGEST = 4096
NOT_KEPT = [("Cache-Control", "no-store"), ("X-Accel-Buffering", "no")]
"""A proxy in front must not wait until there is more."""

Headers = list[tuple[str, str]]


def asked(headers: Headers) -> str | None:
    """Whose stream an answer asks for: `company/person`."""
    return next((value for name, value in headers if name == FOLLOWS), None)


class Streams:
    """The streams that this process relays."""

    def __init__(self) -> None:
        self.open = 0

    async def relay(self, who: str, protocol: Any, status: int, headers: Headers) -> None:
        """Copy one stream until either side ends it; `NotLive` if it cannot begin."""
        socket = os.environ.get(SOCKET)
        if socket is None or self.open >= MOST:
            raise NotLive()
        self.open += 1
        try:
            await _copied(socket, who, protocol, status, headers)
        finally:
            self.open -= 1


async def _copied(socket: str, who: str, protocol: Any, status: int, headers: Headers) -> None:
    reader, writer = await _begun(socket, who)
    try:
        first = await _read(reader)
        if not first:
            raise NotLive()
        stream = protocol.response_stream(status, _streaming(headers))
        gone = asyncio.ensure_future(protocol.client_disconnect())
        gone.add_done_callback(lambda _: writer.close())
        try:
            await _copy(first, reader, stream)
        finally:
            gone.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await gone
    finally:
        writer.close()


async def _begun(socket: str, who: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_unix_connection(socket)
    except (OSError, TimeoutError):
        raise NotLive() from None
    writer.write(f"{who}\n".encode())
    return reader, writer


async def _read(reader: asyncio.StreamReader) -> bytes:
    """The beginning of a stream; nothing when it is refused, or the process is dying."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await reader.read(LARGEST)
    except (OSError, TimeoutError):
        return b""


async def _copy(piece: bytes, reader: asyncio.StreamReader, stream: Any) -> None:
    with contextlib.suppress(OSError, RuntimeError, TimeoutError):  # gone, at either end
        while piece:
            async with asyncio.timeout(PATIENCE):
                await stream.send_bytes(piece)
            piece = await reader.read(LARGEST)


def _streaming(headers: Headers) -> Headers:
    """The headers of the answer that was to be whole, for one that never is."""
    own = {FOLLOWS.lower(), "content-length", *(name.lower() for name, _ in NOT_KEPT)}
    return [pair for pair in headers if pair[0].lower() not in own] + NOT_KEPT
