"""How a backup is locked: by age (age-encryption.org), with a passphrase or a key file.

A backup for a key file is a plain age file. One for a passphrase begins with a line that holds a
key made for it alone, itself locked by the passphrase; the age file follows.
"""

import base64
import binascii
import getpass
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pyrage
from pyrage.x25519 import Identity, Recipient

from huolang.cli.stop import Stop

MARK = b"huolang-backup/1 "
AGE = b"age-encryption.org/v1"
LONGEST_LINE = 4096
SHORTEST = 10  # letters of a passphrase
LARGEST_KEY_FILE = 65536
SECRET, PUBLIC = "AGE-SECRET-KEY-1", "age1"
WRONG = "密码不对 / The passphrase is wrong: nothing was changed."


@dataclass(frozen=True)
class Lock:
    """Whom a backup is for; `identities` open it again, where we have them."""

    recipients: Sequence[Recipient]
    identities: Sequence[Identity] = field(default=(), repr=False)
    head: bytes = b""


def make_key(file: Path) -> str:
    """A new key file, readable only by its owner; answers the public half."""
    identity = Identity.generate()
    public = str(identity.to_public())
    try:
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Stop(f"{file} 已存在 / {file} is there already: it is not overwritten.") from None
    with os.fdopen(made, "w") as out:
        out.write(f"# 货郎备份密钥 key for Huolang's backups\n# public key: {public}\n{identity}\n")
        out.flush()
        os.fsync(out.fileno())
    return public


def for_key_file(file: Path) -> Lock:
    """A lock for the keys in `file`. Public keys alone can lock, and cannot open."""
    identities, recipients = _read(file)
    return Lock([*recipients, *(one.to_public() for one in identities)], identities)


def for_passphrase() -> Lock:
    """A lock for a passphrase, asked for twice or read from a pipe."""
    words = _asked("备份密码 Passphrase: ", twice=True)
    if len(words) < SHORTEST:
        raise Stop(
            f"密码至少 {SHORTEST} 个字符 / The passphrase must have at least {SHORTEST} letters."
        )
    identity = Identity.generate()
    locked = pyrage.passphrase.encrypt(str(identity).encode(), words)
    head = MARK + base64.b64encode(locked) + b"\n"
    return Lock([identity.to_public()], [identity], head)


def opening(backup: IO[bytes], key: Path | None) -> Sequence[Identity]:
    """What opens this backup; it is left standing where its age file begins."""
    line = backup.readline(LONGEST_LINE)
    if line.startswith(MARK):
        if key is not None:
            raise Stop(
                "这份备份由密码保护，不用密钥文件 / This backup is locked by a passphrase: leave "
                "out --key."
            )
        return [_unlocked(line.removeprefix(MARK))]
    backup.seek(0)
    if not line.startswith(AGE):
        raise Stop("这不是货郎的备份 / This is no backup of Huolang's.")
    if key is None:
        raise Stop(
            "这份备份由密钥文件保护 / This backup is locked by a key file: name it with --key FILE."
        )
    identities, _ = _read(key)
    if not identities:
        raise Stop(
            f"{key} 只有公钥，不能解密 / {key} holds only public keys, which open nothing: name "
            "the file with the secret key."
        )
    return identities


def _unlocked(line: bytes) -> Identity:
    try:
        locked = base64.b64decode(line.strip(), validate=True)
    except binascii.Error:
        raise Stop("备份已损坏 / The backup is damaged.") from None
    try:
        return Identity.from_str(
            pyrage.passphrase.decrypt(locked, _asked("备份密码 Passphrase: ")).decode()
        )
    except (pyrage.DecryptError, OSError, ValueError):
        raise Stop(WRONG) from None


def _read(file: Path) -> tuple[list[Identity], list[Recipient]]:
    try:
        if file.stat().st_size > LARGEST_KEY_FILE:
            raise ValueError
        lines = [line.strip() for line in file.read_text().splitlines()]
        told = [line for line in lines if line and not line.startswith("#")]
        identities = [Identity.from_str(line) for line in told if line.startswith(SECRET)]
        recipients = [Recipient.from_str(line) for line in told if line.startswith(PUBLIC)]
        if not told or len(identities) + len(recipients) != len(told):
            raise ValueError
    except FileNotFoundError:
        raise Stop(f"没有密钥文件 {file} / There is no key file {file}.") from None
    except (ValueError, pyrage.IdentityError, pyrage.RecipientError):
        raise Stop(
            f"{file} 不是密钥文件 / {file} is no key file: ./huolang backup --new-key FILE makes "
            "one."
        ) from None
    return identities, recipients


def _asked(question: str, *, twice: bool = False) -> str:
    """Typed unseen, or one line of a pipe; never an argument, which anybody could read in `ps`."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    words = getpass.getpass(question)
    if twice and getpass.getpass("再输一次 Once more: ") != words:
        raise Stop("两次输入不一致 / These are two different passphrases.")
    return words
