"""发信: the mail server of a company, as its settings say, and letters handed to it."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage

from django.utils.translation import gettext_lazy as _

from huolang.kernel import clock, settings_registry
from huolang.kernel.refusals import BusinessError
from huolang.kernel.settings_registry import Setting, declare


class NotAscii(BusinessError):
    code = "mail.not_ascii"
    message = _("只能用英文字母、数字和符号")
    status = 422


def _ascii(text: str) -> None:
    """What is said to a mail server while logging in."""
    if not text.isascii():
        raise NotAscii()


PATIENCE = 10
"""Seconds that the server may take for an answer."""
SLOWEST = 50_000
"""Bytes in a second, of a line that is slow but not dead."""
HOST = declare(
    Setting(
        key="mail.host",
        kind="text",
        default="",
        label=_("发信服务器（SMTP）"),
        help=_("如 smtp.example.com；留空则不发邮件"),
        maximum=200,
    )
)
PORT = declare(
    Setting(key="mail.port", kind="int", default=587, label=_("发信端口"), minimum=1, maximum=65535)
)
SECURITY = declare(
    Setting(
        key="mail.security",
        kind="choice",
        default="starttls",
        label=_("发信加密"),
        options=(("starttls", "STARTTLS"), ("tls", "SSL/TLS"), ("none", _("不加密"))),
    )
)
USER = declare(
    Setting(
        key="mail.user",
        kind="text",
        default="",
        label=_("发信用户名"),
        maximum=200,
        check=_ascii,
    )
)
PASSWORD = declare(
    Setting(
        key="mail.password",
        kind="secret",
        default="",
        label=_("发信密码"),
        help=_("保存后不再显示"),
        maximum=500,
        check=_ascii,
    )
)
SENDER = declare(
    Setting(
        key="mail.sender",
        kind="text",
        default="",
        label=_("发件人邮箱"),
        help=_("留空用发信用户名"),
        maximum=200,
    )
)


class NotSent(Exception):
    """The server did not take a letter; says what it said."""


class Refused(NotSent):
    """It did not take this letter; others it may take."""


@dataclass(frozen=True, kw_only=True)
class Server:
    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    sender: str


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that goes with a letter. `kind` is its content type."""

    name: str
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """`key` makes it the same letter when it is sent again."""

    key: str
    to: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()


def server() -> Server | None:
    """The mail server of the acting company; None: it sends no mail."""
    known = settings_registry.load()
    sender = known[SENDER] or known[USER]
    if not known[HOST] or "@" not in sender:
        return None
    return Server(
        host=known[HOST],
        port=known[PORT],
        security=known[SECURITY],
        user=known[USER],
        password=known[PASSWORD],
        sender=sender,
    )


@contextmanager
def connected(to: Server) -> Generator[smtplib.SMTP]:
    """A conversation with the server, for several letters; raises `NotSent`."""
    try:
        with _greeted(to) as line:
            if to.user:
                line.login(to.user, to.password)
            yield line
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(_said(error)) from error


def send(line: smtplib.SMTP, letter: Letter, *, sender: str) -> None:
    """Hand over one letter; raises `Refused`."""
    told = EmailMessage()
    told["From"] = Address(display_name="货郎 Huolang", addr_spec=sender)
    told["To"] = Address(addr_spec=letter.to)
    told["Subject"] = letter.subject.replace("\n", " ").replace("\r", " ")
    told["Date"] = clock.now()
    told["Message-ID"] = f"<{letter.key}@{sender.rpartition('@')[2]}>"
    told["Auto-Submitted"] = "auto-generated"
    told.set_content(letter.text)
    for one in letter.attachments:
        major, _slash, minor = one.kind.partition("/")
        told.add_attachment(one.content, maintype=major, subtype=minor, filename=one.name)
    _be_patient(line, letter)
    try:
        line.send_message(told, from_addr=sender, to_addrs=[letter.to])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as no:
        raise Refused(_said(no)) from no


def _be_patient(line: smtplib.SMTP, letter: Letter) -> None:
    """All of a letter goes in one turn, and a slow line takes its time for a large one."""
    size = sum(len(one.content) for one in letter.attachments)
    if line.sock is not None:
        line.sock.settimeout(PATIENCE + size / SLOWEST)


def _greeted(to: Server) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if to.security == "tls":
        return smtplib.SMTP_SSL(to.host, to.port, timeout=PATIENCE, context=trusted)
    line = smtplib.SMTP(to.host, to.port, timeout=PATIENCE)
    if to.security == "starttls":
        try:
            line.starttls(context=trusted)
        except BaseException:
            line.close()
            raise
    return line


def _said(error: Exception) -> str:
    """What the server said, without what was sent to it."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {words}"[:300]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {text!r}" for code, text in error.recipients.values())[:300]
    return f"{type(error).__name__}: {error}"[:300]
