"""`huolang prove`: derives the books again from their entries and lists every difference."""

import argparse

from huolang.cli import command
from huolang.cli.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: all companies, all books."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """0 only if there is no difference."""
    return command.inside(settings, "prove")
