"""`huolang password --user NAME`: a new password for somebody who lost theirs.

It is made at random and printed, once; or chosen, with --choose. The person can log in at once,
also after too many failures, and whoever is logged in under the old password is logged out.
"""

import argparse

from huolang.cli import command
from huolang.cli.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--user", required=True, help="the name this person logs in with")
    parser.add_argument(
        "--choose", action="store_true", help="type it (unseen, twice), or pipe it in as one line"
    )
    parser.add_argument(
        "--without-second-factor",
        action="store_true",
        help="the second factor is turned off: for who lost the telephone and the recovery codes",
    )


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Print the password on a line of its own, unless it was chosen."""
    chosen = ["--choose"] if given.choose else []
    alone = ["--without-second-factor"] if given.without_second_factor else []
    return command.inside(settings, "password", given.user, *chosen, *alone)
