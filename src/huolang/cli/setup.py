"""`huolang setup`: installs the packages and builds the screens, and starts nothing.

For images and machines that are set up where there is a network, and run where there is none."""

import argparse

from huolang.cli import screen
from huolang.cli.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """The packages are there by now: this runs in them."""
    screen.build()
    return 0
