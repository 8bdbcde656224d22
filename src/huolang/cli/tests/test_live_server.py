"""The process of the streams: each follower hears what is for them, once, and nothing is kept."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from huolang.cli import live_server
from huolang.cli.live_server import Hub

HELLO = b"event: hello\ndata: {}\n\n"
NEWS = b"event: notifications\ndata: {}\n\n"
Follow = Callable[[str], Awaitable[asyncio.StreamReader]]


@contextlib.asynccontextmanager
async def running(folder: Path) -> AsyncIterator[tuple[Hub, Follow]]:
    """A hub without PostgreSQL, and a way to follow it."""
    hub, opened = Hub(), list[asyncio.StreamWriter]()
    server = await asyncio.start_unix_server(hub.follow, folder / "s")

    async def follow(who: str) -> asyncio.StreamReader:
        reader, writer = await asyncio.open_unix_connection(folder / "s")
        opened.append(writer)
        writer.write(f"{who}\n".encode())
        return reader

    try:
        yield hub, follow
    finally:
        for writer in opened:
            writer.close()
        server.close()


def test_each_hears_what_is_for_them_and_the_same_only_once(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path) as (hub, follow):
            mine, other_tab, theirs, elsewhere = [
                await follow(who) for who in ("1/li", "1/li", "1/zhao", "2/li")
            ]
            for stream in (mine, other_tab, theirs, elsewhere):
                assert await stream.readexactly(len(HELLO)) == HELLO

            for _ in range(3):
                hub.pass_on("1/li/notifications")

            for stream in (mine, other_tab):
                assert await stream.readexactly(len(NEWS)) == NEWS
            hub.again()
            for stream in (mine, other_tab, theirs, elsewhere):
                assert await stream.readexactly(len(HELLO)) == HELLO

    asyncio.run(story())


def test_who_is_gone_is_forgotten_and_silence_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_server, "BEAT", 0.01)

    async def story() -> None:
        async with running(tmp_path) as (hub, follow):
            stream = await follow("1/li")
            assert await stream.readexactly(len(HELLO) + 4) == HELLO + b": \n\n"
            assert (hub.count, list(hub.followers)) == (1, ["1/li"])
            reader, writer = await asyncio.open_unix_connection(tmp_path / "s")
            writer.write(b"1/zhao\n")
            await reader.readexactly(len(HELLO))
            assert hub.count == 2
            writer.close()
            while hub.count > 1:
                await asyncio.sleep(0.01)
            assert list(hub.followers) == ["1/li"]

    asyncio.run(asyncio.wait_for(story(), 20))


def test_more_streams_than_it_bears_are_refused_and_each_ends_some_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_server, "MOST", 1)
    monkeypatch.setattr(live_server, "LIFE", 0.05)

    async def story() -> None:
        async with running(tmp_path) as (hub, follow):
            first = await follow("1/li")
            assert await first.readexactly(len(HELLO)) == HELLO
            assert await (await follow("1/zhao")).read() == b""
            assert (await first.read()).replace(b": \n\n", b"") == b""
            assert hub.count == 0

    asyncio.run(asyncio.wait_for(story(), 20))
