"""`huolang sample NAME PATH`: 装入一套示例数据 / loads a data set through the ordinary writer.

它成为一个独立的账套 / It becomes a company of its own in the books that `./huolang up` made."""

import argparse

from huolang.cli import command
from huolang.cli.settings import Settings

NAMES = (
    "demo: 示例公司 / the made-up wholesaler; "
    "online-retail FILE: 英国礼品批发商的一年 / a year of a British wholesaler; "
    "northwind FOLDER: 罗斯文商贸的全部表 / all tables of Northwind; "
    "adventureworks FOLDER: AdventureWorks 的采购 / the purchases of AdventureWorks"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help=NAMES)
    parser.add_argument("path", nargs="?", help="自备的数据 / your own copy (not for demo)")
    parser.add_argument("--month", help="只要这个月 / only this month: 2010-12")
    parser.add_argument("--remove", action="store_true", help="删除它的账套 / delete its company")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """0 when all of it is there and the books prove clean; started again, it goes on."""
    month = ["--month", given.month] if given.month else []
    remove = ["--remove"] if given.remove else []
    path = [given.path] if given.path else []
    return command.inside(settings, "sample", given.name, *path, *month, *remove)
