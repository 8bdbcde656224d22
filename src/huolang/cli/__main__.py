"""Reads the command line and hands it to the file of the command."""

import argparse
import sys

import psycopg

from huolang.cli import (
    backup,
    bench,
    doctor,
    exchange,
    importing,
    password,
    pictures,
    prove,
    restore,
    sample,
    settings,
    setup,
    test,
    token,
    up,
)
from huolang.cli.stop import Stop, reason

COMMANDS = {
    "setup": (setup, "install and build everything, start nothing"),
    "up": (up, "start everything and print the address"),
    "test": (test, "run every check; further arguments go to pytest"),
    "doctor": (doctor, "check the installation and say how to mend it"),
    "token": (token, "print an API token for a user"),
    "password": (password, "give somebody a new password who lost theirs"),
    "prove": (prove, "derive the books again and list differences"),
    "import": (importing, "import a file of any form, as the screen does"),
    "sample": (sample, "load a data set through the ordinary writer"),
    "backup": (backup, "write everything, locked, into one file"),
    "restore": (restore, "make the books of a backup the books here"),
    "pictures": (pictures, "take the pictures of the guide anew"),
    "bench": (bench, "measure what the README claims"),
}


def main(words: list[str]) -> int:
    """Run one command; a refusal is one sentence and 1, never a traceback."""
    try:
        given, rest = _parser().parse_known_args(words)
        module = COMMANDS[given.command][0]
        if rest and not getattr(module, "TAKES_MORE", False):
            _parser().error(f"unrecognized arguments: {' '.join(rest)}")
        given.more = rest
        told = settings.read(given)
        exchange.finish(told.data)
        return module.run(told, given)
    except Stop as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        refusal = reason(error, error.filename or "")
        if refusal is None:
            raise
        print(refusal, file=sys.stderr)
    except psycopg.OperationalError as error:
        said = " ".join(str(error).split())
        print(f"无法连接数据库 / The database cannot be reached: {said}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="huolang", description="货郎 Huolang 进销存")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, help_text) in COMMANDS.items():
        command = commands.add_parser(
            name, help=help_text, description=module.__doc__, allow_abbrev=False
        )
        command.add_argument("--data", help="the data folder: data/ in the checkout")
        module.arguments(command)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
