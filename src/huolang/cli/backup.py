"""`huolang backup FILE`: everything, locked, in one file, while the shop goes on.

One snapshot of the database, the attachments, and what the installation needs to run. It is locked
by a passphrase (typed unseen, or piped in as one line) or, with --key, by a key file; then read
again from the disk to its last byte. The file appears only when that went well.
"""

import argparse
from pathlib import Path

from huolang.cli import backing_up, nightly_backup, vault
from huolang.cli.progress import say
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="where to write it; must not exist yet")
    parser.add_argument("--key", type=Path, help="lock it with this key file")
    parser.add_argument("--nightly", action="store_true", help="as huolang.toml says, and thin out")
    parser.add_argument("--new-key", type=Path, metavar="FILE", help="only make a key file")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """One backup, or one key."""
    if given.new_key:
        public = vault.make_key(given.new_key)
        say(
            f"✓ {given.new_key}\n  {public}\n  请另存一份，没有它备份打不开 Keep a copy elsewhere: "
            "without it no backup can be opened"
        )
        return 0
    if given.nightly:
        nightly_backup.made(settings)
        return 0
    if given.file is None:
        raise Stop("写到哪里？/ Say where to write it: ./huolang backup FILE")
    place = backing_up.checked(given.file)
    lock = vault.for_key_file(given.key) if given.key else vault.for_passphrase()
    backing_up.made(settings, place, lock)
    return 0
