"""`huolang token --user NAME`: prints a token that lets a program act as that person."""

import argparse

from huolang.cli import command
from huolang.cli.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--user", required=True, help="the name this person logs in with")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Print the token on a line of its own."""
    return command.inside(settings, "token", given.user)
