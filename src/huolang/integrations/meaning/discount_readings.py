"""折扣 95: five per cent less, or ninety-five. Where the file says what the row comes to, that
tells; what neither makes is refused."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.numbers import plain
from huolang.integrations.amounts import levels, rounded_prices
from huolang.integrations.amounts.line_amounts import CENTS, LINES, number_of
from huolang.integrations.columns.headings import called, heading
from huolang.integrations.meaning.cells import RATES, DiscountUnclear, Note, inside
from huolang.kernel.refusals import Invalid
from huolang.masters.amounts import Typed, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Entry, Group, Plan

DISCOUNT, TAKEN = "lines.discount", "import.discount_taken"
CENT = Decimal("0.01")


ALL, MOST = Decimal(100), Decimal(50)
"""What takes so many per cent off is as likely what is still paid."""


class AllOff(Invalid):
    code = "import.discount_of_all"
    message = gettext_lazy(
        "“{column}”100 会把这一行减成 0：没有折扣请留空，白送的请写单价 0 或填“赠品”"
    )


class MostOff(Invalid):
    code = "import.discount_of_most"
    message = gettext_lazy(
        "看不出“{column}”{given} 是减去 {given}% 还是按原价的 {given}% 算：请写成“8.5折”，"
        "或者把列名改为“折扣%”（写减去百分之几）"
    )


class NeitherReading(Invalid):
    code = "import.discount_of_neither"
    message = gettext_lazy(
        "“{column}”{given} 按优惠 {less}% 还是按原价的 {less}% 算，都不是“{other}”{amount}："
        "请改列名为“折扣%”，写减去百分之几"
    )


def settle(plan: Plan, group: Group) -> None:
    """Take of the two readings of each discount the one that makes the amount of its row."""
    entry = next((e for some in plan.tables.values() for e in some if e.path == DISCOUNT), None)
    columns = [one for one in plan.row_amounts if not (one.before or one.of_tax)]
    if entry is None:
        return
    cells, several = dict(group.lines), len(group.rows.get(LINES, ())) > 1
    of_rows = [one for one in columns if not several or levels.of(group, one.number).whole is None]
    for place, number in enumerate(group.rows.get(LINES, ())):
        line = place, number, group.payload[LINES][place]
        said = [(one, _number(cells[number], one.number)) for one in columns]
        amounts = [(one.header, n) for one, n in said if n]
        sure = [(one.header, n) for one, n in said if n and one in of_rows]
        _unclear(plan, group, entry, line, [n for _header, n in amounts])
        _one(plan, group, entry, line, amounts, sure)
        if not sure and number_of(line[2].get("unit_price")):
            _much(plan, group, entry, line)


def _much(plan: Plan, group: Group, entry: Entry, line: tuple[int, int, dict[str, Any]]) -> None:
    """Refuse what takes half of a row or more, where no amount tells that it does and nothing but
    the heading of our own field says of what it is the percentage."""
    (place, number, row), header = line, str(plan.headers[entry.number])
    off, given = number_of(row.get("discount")), _text(dict(group.lines)[number], entry.number)
    if off is None or off < MOST or (off != ALL and "折" in given):
        return
    if off != ALL and heading(header) in called(plan.form, {DISCOUNT: entry.column})[DISCOUNT]:
        return
    error = AllOff(column=header) if off == ALL else MostOff(column=header, given=given.rstrip("%"))
    error.field = f"{LINES}.{place}.discount"
    group.errors.append(error)


def _unclear(
    plan: Plan,
    group: Group,
    entry: Entry,
    line: tuple[int, int, dict[str, Any]],
    amounts: Sequence[Decimal],
) -> None:
    """Let 1 be no discount, or one per cent, as the amount of its row tells."""
    (place, number, row), header = line, str(plan.headers[entry.number])
    path = f"{LINES}.{place}.discount"
    wrong = [one for one in group.errors if one.field == path and isinstance(one, DiscountUnclear)]
    if not wrong:
        return
    one = number_of(_text(dict(group.lines)[number], entry.number).rstrip("%")) or Decimal(1)
    for rates in ([0], sorted(RATES)):
        for off in (Decimal(0), one):
            if any(_fits(row, off, rates, amount) for amount in amounts):
                group.errors.remove(wrong[0])
                row["discount"] = plain(off)
                if off:
                    _tell(group, number, header, plain(one), off)
                return


def _fits(row: dict[str, Any], less: Decimal, rates: Sequence[int], amount: Decimal) -> bool:
    """Whether a row that is so much cheaper comes to its amount, with or without tax."""
    quantity, price = number_of(row.get("quantity")), number_of(row.get("unit_price"))
    if not quantity or not price:
        return False
    made = typed_amount(Typed(quantity=quantity, unit_price=price, discount=less), CENTS)
    shares = [Decimal(100 + one) / 100 for one in rates]
    ways = [way for share in shares for way in (made * share, made / share)]
    lost = CENT + abs(quantity) * rounded_prices.shown(row) * (100 - less) / 100
    return any(abs(abs(way) - abs(amount)) <= lost for way in ways)


def _one(
    plan: Plan,
    group: Group,
    entry: Entry,
    line: tuple[int, int, dict[str, Any]],
    amounts: Sequence[tuple[str, Decimal]],
    sure: Sequence[tuple[str, Decimal]],
) -> None:
    """`sure`: those of the amounts that are of this row and not of the document."""
    (place, number, row), header = line, str(plan.headers[entry.number])
    given = _text(dict(group.lines)[number], entry.number)
    off, quantity = number_of(row.get("discount")), number_of(row.get("quantity"))
    price = number_of(row.get("unit_price"))
    if not off or not quantity or not price or not 0 < off <= ALL or "折" in given:
        return

    for rates in ([0], sorted(RATES)):
        mine, turned = (
            any(_fits(row, one, rates, amount) for _header, amount in amounts)
            for one in (off, 100 - off)
        )
        if mine:
            return
        if turned:
            row["discount"] = plain(100 - off)
            _tell(group, number, header, given, 100 - off)
            return
    if not sure or ("%" in heading(header) and off != ALL):
        return  # it says what it is; that the amount is another is told
    other, amount = sure[0]
    error = NeitherReading(
        column=header, given=given, less=plain(off), other=other, amount=plain(amount)
    )
    error.field = f"{LINES}.{place}.discount"
    group.errors.append(error)


def _tell(group: Group, row: int, header: str, given: str, less: Decimal) -> None:
    group.notes = [
        one for one in group.notes if (one.row, one.column, one.code) != (row, header, TAKEN)
    ]
    said = _("{given} 按优惠 {less}% 计：这样算出的才是文件里的金额")
    message = said.format(given=given, less=plain(less))
    group.notes.append(Note(row, header, TAKEN, message))


def _number(cells: Sequence[Any], number: int) -> Decimal | None:
    return number_of(inside(cells[number])) if number < len(cells) else None


def _text(cells: Sequence[Any], number: int) -> str:
    cell = inside(cells[number]) if number < len(cells) else None
    found = number_of(cell)
    return plain(found) if found is not None else str(cell)
