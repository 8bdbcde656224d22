"""When huolang runs as root, PostgreSQL runs as an ordinary system user, for it refuses root."""

import os
import pwd
import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

from huolang.cli.stop import Stop

NAME = "huolang-pg"

ACL = "system.posix_acl_access"
ACL_VERSION = 2
ENTRY = struct.Struct("<HHI")
OWNER, USER, GROUP, MASK, OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
NOBODY = 0xFFFFFFFF
ENTER = 1


@dataclass(frozen=True)
class Account:
    """Who PostgreSQL runs as: a user and group id of this system."""

    uid: int
    gid: int

    def as_process(self) -> dict[str, object]:
        """What `subprocess` needs to start a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, *test: str) -> bool:
        """Whether `test …` holds for this account, for example `can("-x", folder)`."""
        return not subprocess.run(["test", *test], cwd="/", **self.as_process()).returncode  # type: ignore[arg-type]


def account_for(folder: Path) -> Account | None:
    """The owner of `folder` if it has an ordinary one, else our system user; None unless root."""
    if os.geteuid() != 0:
        return None
    if folder.exists() and folder.stat().st_uid != 0:
        found = folder.stat()
        return Account(found.st_uid, found.st_gid)
    entry = _entry() or _make()
    return Account(entry.pw_uid, entry.pw_gid)


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return None


def _make() -> pwd.struct_passwd:
    """Made once; when two commands try at the same moment, one of them finds it made."""
    for command in (
        ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", NAME],
        ["adduser", "-S", "-D", "-H", NAME],
    ):
        path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
        if program := shutil.which(command[0], path=path):
            subprocess.run([program, *command[1:]], capture_output=True, check=False)
        if entry := _entry():
            return entry
    raise Stop(
        f"无法创建系统用户 {NAME} / PostgreSQL does not run as root and the system user {NAME} "
        "could not be made: run huolang as an ordinary user instead."
    )


def let_through(folder: Path, account: Account) -> None:
    """Let `account` walk to `folder`, also when it lies beneath a closed home such as /root.

    Only the right to pass is given, only to this account; reading stays as it was. Where the
    file system knows no access lists, the right to pass is given to everybody.
    """
    if account.can("-x", str(folder)):
        return
    for step in [*reversed(folder.parents), folder]:
        if account.can("-x", str(step)):
            continue
        try:
            _grant_passage(step, account.uid)
        except OSError:
            step.chmod(step.stat().st_mode | 0o001)


def _grant_passage(folder: Path, uid: int) -> None:
    """Add `user:uid:--x` to the folder's access list (the kernel's binary form, acl(5))."""
    try:
        raw = os.getxattr(folder, ACL)
        entries = list(ENTRY.iter_unpack(raw[4:]))
    except OSError:
        mode = folder.stat().st_mode
        entries = [
            (OWNER, mode >> 6 & 7, NOBODY),
            (GROUP, mode >> 3 & 7, NOBODY),
            (OTHER, mode & 7, NOBODY),
        ]
    held = {(tag, who): rights for tag, rights, who in entries}
    held.setdefault((MASK, NOBODY), held[GROUP, NOBODY])
    held[MASK, NOBODY] |= ENTER
    held[USER, uid] = held.get((USER, uid), 0) | ENTER
    packed = b"".join(ENTRY.pack(tag, held[tag, who], who) for tag, who in sorted(held))
    os.setxattr(folder, ACL, struct.pack("<I", ACL_VERSION) + packed)
