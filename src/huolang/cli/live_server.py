"""The process of the streams: hears from PostgreSQL that there is something new, and passes it on.

It answers on a private socket only, to our own web server, which has seen who asks and speaks HTTP
for it. It loads no Django and keeps nothing: whoever follows anew is told to ask for everything.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import random
import signal
import sys
from collections import defaultdict
from pathlib import Path

import psycopg

from huolang.kernel.channel import CHANNEL

log = logging.getLogger("huolang.live")

MOST = 2_000
"""Streams at once; more are refused."""
BEAT = 15.0
"""Seconds of silence until something is sent, so that who is gone is noticed."""
LIFE = 600.0
"""Seconds until a stream ends and its follower has to say once more who they are."""
PATIENCE = 10.0
"""Seconds for a follower to say who they are, or to take what is sent."""
PAUSE = 1.0
"""Seconds between attempts to reach PostgreSQL."""
LOOK = 2.0
"""Seconds between looks at whether something was recorded in a company that somebody follows: a
posting shall not pay for those who watch, so it notifies nobody."""
LAST = "SELECT last_no FROM kernel_bookhead WHERE company_id = %s"
RECORDS = "records"
LONGEST_WHO = 64
"""Bytes of `company/person`."""
HELLO, HEARTBEAT = "hello", b": \n\n"


class Follower:
    """One stream: which topics are new and were not told yet; the same one is told once."""

    def __init__(self) -> None:
        self.news: set[str] = set()
        self.some = asyncio.Event()

    def tell(self, topic: str) -> None:
        self.news.add(topic)
        self.some.set()

    async def next(self) -> bytes:
        """What to send next: what is new, or a heartbeat."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BEAT):
                await self.some.wait()
        self.some.clear()
        news, self.news = sorted(self.news), set()
        return b"".join(b"event: %s\ndata: {}\n\n" % one.encode() for one in news) or HEARTBEAT


class Hub:
    """All streams that are open, by `company/person`."""

    def __init__(self) -> None:
        self.followers: defaultdict[str, set[Follower]] = defaultdict(set)
        self.last: dict[str, int] = {}
        """By company that somebody follows: the number of what was recorded there last."""
        self.count = 0

    async def follow(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the web server, from who it is to its end at either side."""
        try:
            async with asyncio.timeout(PATIENCE):
                who = (await reader.readuntil(b"\n"))[:LONGEST_WHO].decode("ascii").strip()
            if self.count < MOST:
                await self._serve(who, reader, writer)
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError):
            pass  # gone, or it never said who it is
        finally:
            writer.close()

    async def _serve(
        self, who: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        follower = Follower()
        follower.tell(HELLO)
        self.followers[who].add(follower)
        self.count += 1
        sending = asyncio.create_task(_send(follower, writer))
        gone = asyncio.create_task(reader.read())
        try:
            life = LIFE * random.uniform(0.8, 1.2)  # not all of them at the same moment
            await asyncio.wait({sending, gone}, timeout=life, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.count -= 1
            self.followers[who].discard(follower)
            if not self.followers[who]:
                del self.followers[who]
            for task in (sending, gone):
                task.cancel()
            await asyncio.gather(sending, gone, return_exceptions=True)

    def pass_on(self, told: str) -> None:
        """`company/person/topic`, to all streams of that person in that company."""
        who, _, topic = told.rpartition("/")
        for follower in self.followers.get(who, ()):
            follower.tell(topic)

    def again(self) -> None:
        """Something may have been missed: everybody asks for everything."""
        for followers in self.followers.values():
            for follower in followers:
                follower.tell(HELLO)

    async def _look(self, server: psycopg.AsyncConnection) -> None:
        """Tell whoever follows a company in which something was recorded."""
        seen: dict[str, int] = {}
        for company in {who.partition("/")[0] for who in self.followers}:
            async with server.transaction():
                await server.execute("SELECT set_config('app.company', %s, true)", [company])
                row = await (await server.execute(LAST, [company])).fetchone()
            seen[company] = row[0] if row else 0
        for who, followers in self.followers.items():
            company = who.partition("/")[0]
            if self.last.get(company, seen.get(company)) != seen.get(company):
                for follower in followers:
                    follower.tell(RECORDS)
        self.last = seen

    async def listen(self, url: str) -> None:
        """Hear PostgreSQL for ever, and after it was away, too."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    url, autocommit=True, keepalives_idle=30
                ) as server:
                    await server.execute(f"LISTEN {CHANNEL}")
                    self.again()
                    while True:
                        async for told in server.notifies(timeout=LOOK):
                            self.pass_on(told.payload)
                        await self._look(server)
            except psycopg.OperationalError as error:
                log.warning("PostgreSQL is away: %s", str(error).strip().splitlines()[0])
            await asyncio.sleep(PAUSE)


async def _send(follower: Follower, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(await follower.next())
        async with asyncio.timeout(PATIENCE):
            await writer.drain()


async def serve(socket: Path, url: str) -> None:
    """Until told to stop."""
    socket.unlink(missing_ok=True)
    hub, stop = Hub(), asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    listening = asyncio.create_task(hub.listen(url))
    await asyncio.start_unix_server(hub.follow, socket)
    await asyncio.wait({listening, asyncio.create_task(stop.wait())}, return_when="FIRST_COMPLETED")
    socket.unlink(missing_ok=True)
    if listening.done():
        listening.result()  # a bug: its trace goes to the log, and `up` starts us again


def main() -> None:
    """`python -m huolang.cli.live_server SOCKET`, started by `huolang up`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("socket", type=Path)
    given = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    asyncio.run(serve(given.socket, os.environ["HUOLANG_DATABASE_URL"]))


if __name__ == "__main__":
    main()
