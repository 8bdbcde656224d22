"""`huolang import FORM FILE`: 导入一个文件，和界面里的导入一样 / imports a file as the screen does.

The columns are matched with fields as the screen proposes them; what is said by --column comes
first. Every record is checked before any is made; with --dry-run that is all. Ends with 0 only if
nothing was refused.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from huolang.cli import command
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop

CHOICES = (
    "user", "company", "mode", "numbers", "source", "heading_row", "heading_rows",
    "dry_run", "confirm", "all_or_nothing", "separate", "again", "make",
    "as_priced", "as_open",
)  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("form", help="product, partner, opening_stock, sales_order, …")
    add("file", type=Path, help=".xlsx / .csv")
    add("--dry-run", action="store_true", help="只检查 / check, and make nothing")
    add("--user", default="admin", help="以谁的身份 / who imports: admin")
    add("--company", default="", help="账套名称 / the company's name, where there are several")
    add(
        "--mode",
        choices=["create", "update", "both"],
        default="create",
        help="只新增、只更新、两者 / what is done with codes that are there: create",
    )
    add("--confirm", action="store_true", help="单据审核 / confirm the documents")
    add("--all-or-nothing", action="store_true", help="有错就都不导入 / nothing if a row is wrong")
    add("--separate", action="store_true", help="没有单号的每行一张 / rows without a number apart")
    add("--make", action="store_true", help="没有的品牌、分类等一并新增 / make missing brands, …")
    add("--again", action="store_true", help="以前已有的也导入 / also what is there already")
    add("--as-priced", action="store_true", help="金额不符也导入 / also rows whose amounts differ")
    add("--as-open", action="store_true", help="执行过的订单按没有执行 / executed orders as open")
    add(
        "--numbers",
        choices=["either", "ours", "theirs"],
        default="either",
        help="单号是谁的 / whose",
    )
    add("--source", default="", help="原来的系统或店 / the shop whose numbers they are")
    _about_columns(add)
    add(
        "--errors",
        type=Path,
        metavar="FILE.xlsx",
        help="错误行写到 / where refused rows are written",
    )


def _about_columns(add: Callable[..., object]) -> None:
    """Where the headings are, and what the columns mean."""
    add(
        "--heading-row",
        type=int,
        default=0,
        metavar="ROW",
        help="列名从第几行开始 / the row of the file in which the headings begin, if not as found",
    )
    add(
        "--heading-rows",
        type=int,
        choices=[1, 2],
        default=1,
        help="列名占几行 / how many rows the headings take, with --heading-row",
    )
    add(
        "--column",
        action="append",
        default=[],
        metavar="HEADING=FIELD",
        help="某列是什么，空着不导入 / what a column is (lines.quantity), nothing: left out",
    )
    add(
        "--fixed",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="每条都一样的内容 / what is the same in every record",
    )


def run(settings: Settings, given: argparse.Namespace) -> int:
    """0 when all of it was imported, or would be; 1 when something was refused."""
    if given.errors and given.errors.exists():
        raise Stop(f"已存在：{given.errors} / There is already a file {given.errors}.")
    if not given.file.is_file():
        raise Stop(f"没有这个文件：{given.file} / There is no file {given.file}.")
    told = {name: getattr(given, name) for name in CHOICES}
    told |= {"form": given.form, "file": str(given.file.absolute())}
    told["column"] = dict(_pair(one, str.rpartition) for one in given.column)
    told["fixed"] = dict(_pair(one, str.partition) for one in given.fixed)
    told["errors"] = str(given.errors.absolute()) if given.errors else ""
    return command.inside(settings, "importing", json.dumps(told))


def _pair(given: str, parted: Callable[[str, str], tuple[str, str, str]]) -> tuple[str, str]:
    name, mark, value = parted(given, "=")
    if not mark:
        raise Stop(f"缺少“=”：{given} / There is no = in {given}.")
    return name, value
