"""`huolang sample NAME PATH`: loads a data set through the ordinary writer.

It becomes a company of its own in books that `./huolang up` has made before."""

import argparse

from huolang.cli import command
from huolang.cli.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="demo, online-retail")
    parser.add_argument("path", nargs="?", help="your own copy of the data (not for demo)")
    parser.add_argument("--month", help="only this month of it: 2010-12")
    parser.add_argument("--remove", action="store_true", help="delete the demo company again")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """0 when all of it is there and the books prove clean; started again, it goes on."""
    month = ["--month", given.month] if given.month else []
    remove = ["--remove"] if given.remove else []
    path = [given.path] if given.path else []
    return command.inside(settings, "sample", given.name, *path, *month, *remove)
