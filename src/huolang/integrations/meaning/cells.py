"""格子: what one cell of a file means in its column, and what in it cannot be meant.

A cell is a text, a number, yes or no; or what the reader of sheets marked: {"d": a day}, {"e": what
a spreadsheet shows instead of a value, "" where a formula was never calculated}, {"m": the value of
the joined cell that begins in a row above}.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.numbers import plain
from huolang.integrations.columns.headings import heading
from huolang.integrations.columns.headings import plain as plain_heading
from huolang.integrations.meaning import day_readings, owed_words, written_numbers
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Entry

OWN_IN_EACH_ROW = ("number", "quantity", "price", "money")
"""Kinds that every row has for itself: a joined cell would say them twice."""
TEXTS = frozenset({"text", "reference", "serial", "serials", "batch", "line"})
"""Kinds in which figures are no number that is counted with: codes, bar codes, accounts."""
MOST_EXACT = 10**15
CUT = re.compile(r"[1-9](\.[0-9]+)?E\+[0-9]{2}", re.ASCII | re.IGNORECASE)
"""How a spreadsheet writes a long number into a .csv."""
RATES = frozenset({1, 3, 5, 6, 9, 13})
UNTAXED = (
    "免税",
    "免征",
    "免征增值税",
    "不征税",
    "零税率",
    "exempt",
    "taxexempt",
    "zero-rated",
    "zerorated",
)
"""Percentages by which goods and services are taxed."""
NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,20})?", re.ASCII)
SHARE = re.compile(r"(?:打)?([0-9]{1,2}(?:\.[0-9]{1,2})?|[一二三四五六七八九]{1,2})折", re.ASCII)
NO_DISCOUNT, HALF = ("不打折", "无折扣", "不折", "原价"), ("对折", "半价")
DIGITS = str.maketrans("一二三四五六七八九", "123456789")


class ErrorCell(Invalid):
    code = "import.error_cell"
    message = gettext_lazy("单元格是错误值 {shown}")


class NoResult(Invalid):
    code = "import.no_result"
    message = gettext_lazy("公式没有结果，请在 Excel 里保存一次")


class Joined(Invalid):
    code = "import.joined_cell"
    message = gettext_lazy("这里是合并的单元格：数量、单价、金额请每行各写各的")


class LostFigures(Invalid):
    code = "import.lost_figures"
    message = gettext_lazy(
        "{given} 超过 15 位，Excel 已把后面的数字变成了 0：请把这一列设为文本格式，重新填写"
    )


class RateUnclear(Invalid):
    code = "import.rate_unclear"
    message = gettext_lazy("看不出税率 {given} 是百分之几：13% 请写 13 或 13%")


class DiscountUnclear(Invalid):
    code = "import.discount_unclear"
    message = gettext_lazy("看不出折扣 {given} 是不打折还是优惠：不打折写 0，优惠写减去百分之几")


@dataclass(frozen=True)
class Note:
    """How something in a row was understood that may have been meant otherwise."""

    row: int
    column: str
    code: str
    message: str


BARCODE = "barcode"
"""Its digits are one code, however they are set apart on a label."""


def inside(cell: Any) -> Any:
    """What stands in a cell, also where it was joined with one above."""
    return cell["m"] if isinstance(cell, dict) and "m" in cell else cell


def marked(cell: Any) -> str | None:
    """What a spreadsheet shows where there is no value."""
    return str(cell["e"]) if isinstance(cell, dict) and "e" in cell else None


def sound(entry: Entry, cell: Any) -> Any:
    """The cell, or raise that nothing can be meant by it in this column."""
    own = entry.column.table is not None and entry.column.field.kind in OWN_IN_EACH_ROW
    if own and isinstance(cell, dict) and "m" in cell:
        raise Joined()
    if entry.column.field.kind in TEXTS:
        whole(inside(cell))
    return valued(inside(cell))


def whole(cell: Any) -> None:
    """Raise that a number lost its end, as longer ones do in a spreadsheet that holds no text."""
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if is_number and abs(cell) >= MOST_EXACT:
        raise LostFigures(given=f"{cell:.0f}")
    if isinstance(cell, str) and CUT.fullmatch(cell.strip()):
        raise LostFigures(given=cell.strip())


def valued(cell: Any) -> Any:
    shown = marked(cell)
    if shown is not None:
        raise without_value(shown)
    return cell


def without_value(shown: str) -> Invalid:
    return ErrorCell(shown=shown) if shown else NoResult()


def understood(entry: Entry, header: str, cell: Any) -> tuple[Any, tuple[str, str] | None]:
    """The cell as its field takes it, and (code, sentence) where it could be taken otherwise."""
    field = entry.column.field
    if field.kind in OWN_IN_EACH_ROW:
        written_numbers.refuse(cell, field.kind)
    if field.kind == "percent" and field.name == "tax_rate":
        given = number(cell)
        if given and given not in RATES and plain_heading(header) == "taxes":
            raise RateUnclear(given=plain(given))  # it may be the amount
        return _rate(cell, bare="%" not in heading(header)), None
    if field.kind == "percent" and field.name == "discount":
        return _discount(cell, bare="%" not in heading(header))
    if entry.path == owed_words.KIND and entry.typed(cell) == cell:
        owed_words.refuse_side(cell)
    if field.name == BARCODE and isinstance(cell, str) and (printed := _narrow(cell)).isdigit():
        return printed, None
    if field.kind == "date":
        return cell, day_readings.understood(cell, entry.days)
    if field.kind == "price" and isinstance(cell, float):
        return _rounded(cell, field.digits or 0)
    return cell, None


def number(cell: Any) -> Decimal | None:
    """A number that is not negative, without a sign for what it counts."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    text = f"{cell:.15g}" if isinstance(cell, float) else _narrow(str(cell))
    return Decimal(text) if NUMBER.fullmatch(text) else None


def rate(cell: Any) -> Decimal:
    """The per cent that a cell says are taxed."""
    text = _narrow(cell) if isinstance(cell, str) else ""
    given = Decimal(0) if text.casefold() in UNTAXED else number(text.removesuffix("%") or cell)
    if given is None:
        raise RateUnclear(given=text)
    return given if text.endswith("%") else Decimal(_rate(plain(given), bare=True))


def _narrow(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _rate(cell: Any, *, bare: bool) -> Any:
    """0.13 is 13 %, for nobody is taxed 0.13 %; where the heading says %, 0.5 is 0.5 %; who is free
    of tax pays none."""
    if isinstance(cell, str) and _narrow(cell).casefold() in UNTAXED:
        return 0
    given = number(cell)
    if given is None or not 0 < given < 1:
        return cell
    if given * 100 in RATES:
        return int(given * 100)
    if bare:
        raise RateUnclear(given=plain(given))
    return cell


def _discount(cell: Any, *, bare: bool) -> tuple[Any, tuple[str, str] | None]:
    """How many per cent less are paid: of 八五折 15. Where the heading says no % a share below 1 is
    what is still paid, and a percentage may be either, so it is said how it was taken."""
    tenths = paid(cell)
    if tenths is not None:
        return _off(tenths), None
    percent = isinstance(cell, str) and _narrow(cell).endswith("%")
    given = number(_narrow(cell)[:-1] if percent and isinstance(cell, str) else cell)
    if not bare or not given:
        return cell, None
    if given == (100 if percent else 1):
        raise DiscountUnclear(given=_narrow(cell) if isinstance(cell, str) else plain(given))
    less = given if percent or given > 1 else Decimal(_off(given * 10))
    told = plain(given) + "%" * percent
    sentence = _("{given} 按优惠 {less}% 计").format(given=told, less=plain(less))
    return plain(less), ("import.discount_taken", sentence)


def paid(cell: Any) -> Decimal | None:
    """Of 八五折, 8.5折 or 85折 8.5: how many tenths are paid."""
    text = _narrow(cell) if isinstance(cell, str) else ""
    if text in NO_DISCOUNT or text in HALF:
        return Decimal(10 if text in NO_DISCOUNT else 5)
    found = SHARE.fullmatch(text)
    if found is None:
        return None
    tenths = Decimal(found[1].translate(DIGITS))
    return tenths / 10 if tenths > 10 else tenths


def _off(tenths: Decimal) -> str:
    return plain(100 - tenths * 10)


def _rounded(cell: float, digits: int) -> tuple[Any, tuple[str, str] | None]:
    """A price that a formula came to has as many digits as a price can have."""
    try:
        exact = Decimal(f"{cell:.15g}")
        price = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    except ArithmeticError:
        return cell, None
    if price == exact:
        return cell, None
    sentence = _("{given} 按 {digits} 位小数四舍五入为 {price}")
    told = {"given": plain(exact), "digits": digits, "price": plain(price)}
    return plain(price), ("import.price_rounded", sentence.format(**told))
