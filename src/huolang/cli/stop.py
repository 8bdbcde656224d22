"""When a command cannot go on, it says why in one sentence and ends."""

import errno


class Stop(Exception):
    """A reason to end, written for the person who typed the command; never a bug."""


DISK_FULL = (
    "磁盘已满，请腾出空间后重试 / The disk is full: free some space and try again ({place})."
)


def reason(error: OSError, place: str) -> Stop | None:
    """The sentence for an operating-system error that a person can mend, else None."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Stop(DISK_FULL.format(place=place))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        where = error.filename or place
        return Stop(
            f"没有写入权限：{where} / {where} cannot be written: "
            "choose another folder with --data, or change its owner."
        )
    where = error.filename or place
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return Stop(f"{where} 不在目录中 / {where} is not in a folder: choose one with --data.")
    if error.errno in (errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.ENOENT):
        return Stop(f"无法使用 {where} / {where} cannot be used: {error.strerror}.")
    return None
