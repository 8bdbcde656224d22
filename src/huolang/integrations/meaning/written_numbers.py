"""2箱、(50.00)、1.2万: numbers that people write otherwise than as a number. Each is refused
with how to write it, and nowhere taken for nothing."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms.numbers import plain
from huolang.kernel.refusals import Invalid

FIGURES = r"[¥$]?-?[¥$]?([0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]{1,15})?)"
BRACKETED = re.compile(rf"\({FIGURES}(?:元)?\)", re.ASCII)
SCALED = re.compile(rf"{FIGURES}([千万亿wk])(?:元)?", re.ASCII | re.IGNORECASE)
WITH_WORD = re.compile(rf"{FIGURES}([^\d\s.,%+\-*/()=]{{1,8}}(?:/\w{{1,6}})?)")
SEVERAL = re.compile(rf"(?:{FIGURES}[^\d\s.,%+\-*/()=]{{1,6}}\+?){{2,4}}")
SPACED = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
TIMES = {"千": 3, "k": 3, "万": 4, "w": 4, "亿": 8}
NOTHING = frozenset({"", "-", "--", "—", "——", "/", "无", "免", "n/a"})
COUNTED = "quantity"


class InBrackets(Invalid):
    code = "import.number_in_brackets"
    message = _("“{given}”是负数的话请写 {plain}")


class InWords(Invalid):
    code = "import.number_in_words"
    message = _("“{given}”请写成数字 {plain}")


class WithUnit(Invalid):
    code = "import.number_with_unit"
    message = _("“{given}”里只写数字 {plain}，“{unit}”请写在单位一列")


class SeveralNumbers(Invalid):
    code = "import.several_numbers"
    message = _("“{given}”是两个单位的数量：请合成一个单位的，或者分成两行各写单位")


class NoNumber(Invalid):
    code = "import.no_number"
    message = _("“{column}”里的“{given}”不是数字：请改正，没有就留空")


def refuse(cell: Any, kind: str) -> None:
    """Raise how a cell is to be written in which a number stands with something else."""
    if not isinstance(cell, str):
        return
    given = unicodedata.normalize("NFKC", cell).strip()
    text = re.sub(r"\s", "", given)
    if found := BRACKETED.fullmatch(text):
        raise InBrackets(given=given, plain=f"-{_plain(found[1])}")
    minus = "-" if "-" in text else ""
    if found := SCALED.fullmatch(text):
        times = TIMES[found[2].lower()]
        raise InWords(given=given, plain=minus + plain(_decimal(found[1]).scaleb(times)))
    if SPACED.fullmatch(given):
        raise InWords(given=given, plain=text)
    if found := WITH_WORD.fullmatch(text):
        if kind == COUNTED:
            raise WithUnit(given=given, plain=minus + _plain(found[1]), unit=found[2])
        raise InWords(given=given, plain=minus + _plain(found[1]))
    if kind == COUNTED and SEVERAL.fullmatch(text):
        raise SeveralNumbers(given=given)


def sure(cell: Any, read: Decimal | None, column: str) -> Decimal | None:
    """What was read of a cell; raises where something stands there that is no number."""
    if read is None and isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip()
        if text.casefold() not in NOTHING:
            refuse(cell, "money")
            raise NoNumber(column=column, given=text[:40])
    return read


def _plain(figures: str) -> str:
    return plain(_decimal(figures))


def _decimal(figures: str) -> Decimal:
    return Decimal(figures.replace(",", ""))
