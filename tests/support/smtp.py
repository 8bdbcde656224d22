"""A mail server for tests: it speaks SMTP over a real socket and keeps what it was given."""

from __future__ import annotations

import base64
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


@dataclass
class MailServer:
    port: int = 0
    user: str = ""
    password: str = ""
    """Without a user everybody may send."""
    refused: set[str] = field(default_factory=set)
    """Addresses it does not know."""
    letters: list[EmailMessage] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """All that was said to it, in clear."""


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        mail: MailServer = self.server.mail  # type: ignore[attr-defined]
        self._say("220 test")
        known = not mail.user
        while line := self.rfile.readline():
            said = line.decode().strip()
            mail.said.append(said)
            verb = said.split(" ")[0].upper()
            if verb in ("EHLO", "HELO"):
                self._say("250-test\r\n250 AUTH PLAIN")
            elif verb == "AUTH":
                given = base64.b64decode(said.split(" ")[2]).decode().split("\0")[1:]
                known = given == [mail.user, mail.password]
                self._say("235 welcome" if known else "535 wrong user or password")
            elif verb == "MAIL":
                self._say("250 ok" if known else "530 log in first")
            elif verb == "RCPT":
                gone = any(address in said for address in mail.refused)
                self._say("550 no such mailbox" if gone else "250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                mail.letters.append(self._letter())
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _letter(self) -> Any:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) and line != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return message_from_bytes(b"".join(lines), policy=policy.default)

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def serving(**given: Any) -> Iterator[MailServer]:
    """A mail server on a port of this machine, until the end of the block."""
    mail = MailServer(**given)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation) as server:
        server.daemon_threads = True
        server.mail = mail  # type: ignore[attr-defined]
        mail.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield mail
        server.shutdown()
