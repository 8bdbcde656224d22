"""个别计价 by serial number: whatever comes and goes, is taken back and turns out to have cost
otherwise, each piece costs what its own receipt cost. Compared with a slow reckoning."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.kernel.money import spread
from huolang.kernel.refusals import BusinessError
from huolang.ledger import proof
from tests.support import trading
from tests.support.trading import MORNING, line

NUMBERS = ("N1", "N2", "N3", "N4", "N5")
COSTS = """
SELECT e.record, n.number, sum(e.cost + coalesce(a.amount, 0))
FROM ledger_stockentry e
JOIN masters_serialnumber n ON n.company_id = e.company_id AND n.id = e.serial_id
LEFT JOIN (SELECT entry, sum(amount) AS amount FROM ledger_costadjustment
           WHERE company_id = %s::bigint GROUP BY 1) a ON a.entry = e.id
WHERE e.company_id = %s::bigint AND NOT EXISTS (SELECT FROM ledger_stockentry m
    WHERE m.company_id = e.company_id AND (m.reverses = e.id OR m.id = e.reverses))
GROUP BY 1, 2
"""
"""What each document took or brought of each number, as it costs today."""
THERE = """
SELECT n.number, n.status, w.code FROM masters_serialnumber n
LEFT JOIN masters_warehouse w ON w.company_id = n.company_id AND w.id = n.warehouse_id
WHERE n.company_id = %s::bigint AND n.present = 1
"""
CENTS = 2

subsets = st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3, unique=True)
minutes = st.integers(1, 400)
places = st.sampled_from(["CK01", "CK02"])
steps = st.one_of(
    st.tuples(st.just("receive"), subsets, places, minutes, st.integers(1, 999)),
    st.tuples(st.just("sell"), subsets, places, minutes, st.just(0)),
    st.tuples(st.just("move"), subsets, places, minutes, st.just(0)),
    st.tuples(
        st.sampled_from(["back", "bill", "cancel", "reopen"]),
        st.integers(0, 20),
        minutes,
        st.integers(-50, 50),
    ),
)


@dataclass(eq=False)
class Told:
    """A document that the books accepted, as the oracle knows it."""

    document: Any
    kind: str
    minute: int
    numbers: list[str]
    place: str
    worth: Decimal = Decimal(0)
    of: "Told | None" = None
    stands: bool = True
    billed: bool = False


@dataclass
class Oracle:
    """Recomputes everything from the list of documents."""

    told: list[Told] = field(default_factory=list)

    def story(self, number: str, told: list[Told]) -> list[Told]:
        mine = [one for one in told if one.stands and number in one.numbers]
        return sorted(mine, key=lambda one: one.minute)

    def likely(self, kind: str, numbers: list[str], place: str, minute: int) -> list[str]:
        """`numbers`, or those of them and their like with which this can be done at this moment:
        most sales by chance would be of pieces that are not there."""
        ones = [one for one in NUMBERS if self._at(one, minute) == place]
        if kind == "receive":
            ones = [one for one in NUMBERS if self._at(one, minute) is None]
        turn = minute % max(len(ones), 1)
        return [*ones[turn:], *ones[:turn]][: len(numbers)] or list(numbers)

    def _at(self, number: str, minute: int) -> str | None:
        at: str | None = None
        for one in self.story(number, self.told):
            if one.minute < minute:
                brings = one.kind in ("receive", "back")
                at = one.place if brings else _other(one.place) if one.kind == "move" else None
        return at

    def possible(self, told: list[Told]) -> bool:
        """Does every number come and go by turns, from where it is?"""
        for number in NUMBERS:
            at: str | None = None
            for one in self.story(number, told):
                brings = one.kind in ("receive", "back")
                if brings == (at is not None) or (not brings and at != one.place):
                    return False
                at = one.place if brings else _other(one.place) if one.kind == "move" else None
        return True

    def costs(self) -> tuple[dict[tuple[Any, str], Decimal], dict[str, str]]:
        """Cost of each number on each document, and where each number lies."""
        found: dict[tuple[Any, str], Decimal] = {}
        there: dict[str, str] = {}
        for number in NUMBERS:
            worth = Decimal(0)
            for one in self.story(number, self.told):
                if one.kind == "receive":
                    shares = spread(one.worth, [Decimal(1)] * len(one.numbers), CENTS)
                    worth = shares[one.numbers.index(number)]
                elif one.of is not None:  # what it cost on that sale, though it came again since
                    worth = -found[one.of.document.id, number]
                there[number] = one.place
                if one.kind in ("receive", "back"):
                    found[one.document.id, number] = worth
                elif one.kind == "move":
                    found[one.document.id, number] = Decimal(0)
                    there[number] = _other(one.place)
                else:
                    found[one.document.id, number] = -worth
                    del there[number]
        return found, there


def _other(place: str) -> str:
    return "CK02" if place == "CK01" else "CK01"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    scope=st.sampled_from(["batch", "warehouse_batch"]),
    method=st.sampled_from(["moving_average", "fifo"]),
    story=st.lists(steps, min_size=6, max_size=24),
)
@example(  # a piece that came and went again comes back from the first sale
    scope="batch",
    method="moving_average",
    story=[
        ("receive", ["N1", "N2", "N3"], "CK01", 1, 1),
        ("receive", ["N1"], "CK01", 1, 1),
        ("receive", ["N1"], "CK01", 1, 2),
        ("sell", ["N1"], "CK01", 1, 0),
        ("receive", ["N1"], "CK01", 1, 1),
        ("receive", ["N1", "N2", "N3"], "CK01", 1, 1),
        ("sell", ["N1"], "CK01", 1, 0),
        ("receive", ["N1"], "CK01", 1, 1),
        ("receive", ["N1", "N2"], "CK01", 1, 1),
        ("sell", ["N1"], "CK01", 1, 0),
        ("receive", ["N1"], "CK01", 1, 1),
        ("sell", ["N1", "N2", "N3"], "CK01", 1, 0),
        ("back", 0, 1, 0),
    ],
)
@example(
    scope="batch",
    method="moving_average",
    story=[
        ("receive", ["N1"], "CK01", 11, 100),
        ("receive", ["N2"], "CK01", 12, 900),
        ("sell", ["N1", "N2"], "CK01", 13, 0),
        ("back", 0, 14, 0),
        ("back", 0, 16, 0),
        ("bill", 0, 17, 50),
    ],
)
def test_each_piece_costs_what_its_own_receipt_cost(shop, scope, method, story):
    with pytest.raises(_Over), acting(shop.id):
        trading.product("SJ", "手机", serialized=True, costing_scope=scope, costing_method=method)
        oracle, used = Oracle(), set[int]()
        for step in story:
            _take(step, oracle, used)
        wanted, there = oracle.costs()
        assert _costs() == wanted
        assert {n: place for n, _status, place in _there()} == there
        assert trading.stock_value("SJ") == sum(wanted.values(), Decimal(0))
        assert list(proof.differences(shop.id)) == []
        raise _Over


class _Over(Exception):
    """The story has been told; nothing of it is kept."""


def _costs():
    rows = sql.run(COSTS, [current_id(), current_id()]).fetchall()
    return {(record, number): cost for record, number, cost in rows}


def _there():
    return sql.run(THERE, [current_id()]).fetchall()


def _take(step: Any, oracle: Oracle, used: set[int]) -> None:
    # Most things happen after the others; by chance alone hardly anything could be sold.
    latest = max(used, default=0) + 1
    if step[0] in ("receive", "sell", "move"):
        kind, numbers, place, minute, price = step
        minute = minute if minute % 5 == 0 else latest
        if minute in used:
            return
        used.add(minute)
        numbers = list(numbers) if minute % 5 == 0 else oracle.likely(kind, numbers, place, minute)
        told = Told(None, kind, minute, numbers, place, Decimal(price) / 100 * len(numbers))
        told.worth = told.worth.quantize(Decimal("0.01"))
        _new(told, oracle)
        return
    kind, index, minute, more = step
    meant = {"back": "sell", "bill": "receive"}.get(kind)
    standing = [one for one in oracle.told if one.stands and meant in (None, one.kind)]
    if not standing:
        return
    one = standing[index % len(standing)]
    minute = latest if kind == "back" and minute % 5 else minute
    if kind == "back" and minute not in used:
        used.add(minute)
        _bring_back(one, minute, oracle)
    elif kind == "bill":
        _bill(one, Decimal(more) / 100)
    elif kind in ("cancel", "reopen"):
        _undo(one, kind, oracle)


def _moment(minute: int) -> str:
    return (MORNING - timedelta(hours=8) + timedelta(minutes=minute)).isoformat()


FORMS = {"receive": "purchase_receipt", "sell": "sales_delivery", "move": "stock_transfer"}


def _new(told: Told, oracle: Oracle) -> None:
    """The books accept it exactly when its pieces can have lived so."""
    price = told.worth / len(told.numbers) if told.kind != "move" else None
    row = line("SJ", len(told.numbers), price, serials=told.numbers)
    more = {"into": {"code": _other(told.place)}} if told.kind == "move" else {}
    header = {"warehouse": {"code": told.place}, "date": _moment(told.minute), **more}
    possible = oracle.possible([*oracle.told, told])
    try:
        told.document = trading.confirmed(FORMS[told.kind], row, **header)
    except BusinessError as error:
        assert not possible, error
        return
    assert possible
    oracle.told.append(told)


def _bring_back(one: Told, minute: int, oracle: Oracle) -> None:
    """One of the pieces of a sale comes back, to the other warehouse."""
    if one.kind != "sell":
        return
    number = one.numbers[minute % len(one.numbers)]
    back = Told(None, "back", minute, [number], _other(one.place), of=one)
    possible = oracle.possible([*oracle.told, back])
    made = trading.convert(one.document, "sales_return") if _open(one, oracle) else None
    if made is None:
        return
    row = {"id": str(made.tables["lines"][0].id), "quantity": "1", "serials": back.numbers}
    trading.change(made, lines=[row], warehouse={"code": back.place}, date=_moment(minute))
    try:
        back.document = trading.act(made, "confirm")
    except BusinessError as error:
        assert not possible, error
        return
    assert possible
    oracle.told.append(back)


def _open(one: Told, oracle: Oracle) -> bool:
    came = [each for each in oracle.told if each.of is one and each.stands]
    return len(came) < len(one.numbers)


def _bill(one: Told, more: Decimal) -> None:
    """The supplier's invoice says something else than the receipt."""
    if one.kind != "receive" or one.billed or one.worth + more < 0 or not more:
        return
    made = trading.convert(one.document, "purchase_invoice")
    row = made.tables["lines"][0]
    told = {"id": str(row.id), "amount": str(row.amount + more)}
    trading.change(made, lines=[told])
    trading.act(made, "confirm")
    one.worth, one.billed = one.worth + more, True


def _undo(one: Told, kind: str, oracle: Oracle) -> None:
    without = [each for each in oracle.told if each is not one]
    possible = oracle.possible(without)
    followed = one.billed or any(each.of is one and each.stands for each in oracle.told)
    try:
        trading.act(one.document, kind)
    except BusinessError as error:
        assert followed or not possible, error
        return
    assert possible
    one.stands = False
    if kind == "reopen":
        one.document = trading.act(one.document, "confirm")
        one.stands = True
