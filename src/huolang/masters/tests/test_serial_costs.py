"""个别计价 by serial number: whatever comes and goes, is counted, revalued, taken back and has cost
otherwise, at once or by the job, each piece costs what its own receipt cost. Compared with a slow
reckoning."""

import contextlib
from collections import Counter
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
from tests.support.deferring import tiny, work
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
    st.tuples(
        st.sampled_from(["sell", "sell", "move", "count"]), subsets, places, minutes, st.just(0)
    ),
    st.tuples(st.just("value"), subsets, places, minutes, st.integers(0, 999)),
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
    """Of all its pieces; of a revaluation, that of each from then on."""
    gained: list[str] = field(default_factory=list)
    """Which of its numbers a count found, and nobody expected; the others were missing."""
    lay: dict[str, str] = field(default_factory=dict)
    """Where the pieces lay that a revaluation is about."""
    of: "Told | None" = None
    stands: bool = True
    billed: bool = False

    def brings(self, number: str) -> bool:
        return self.kind in ("receive", "back") or number in self.gained

    def after(self, number: str, at: str | None) -> str | None:
        """Where the piece is then that was `at` before."""
        if self.kind == "value":
            return at
        if self.kind == "move":
            return _other(self.place)
        return self.place if self.brings(number) else None

    def possible(self, number: str, at: str | None) -> bool:
        """Can it happen to the piece where that is? A revaluation of what turns out never to have
        been there changes nothing, and stays."""
        if self.kind == "value":
            return True
        return at is None if self.brings(number) else at == self.place


@dataclass
class Oracle:
    """Recomputes everything from the list of documents."""

    by_place: bool
    """Each warehouse has its own costs."""
    told: list[Told] = field(default_factory=list)

    def story(self, number: str, told: list[Told]) -> list[Told]:
        mine = [one for one in told if one.stands and number in one.numbers]
        return sorted(mine, key=lambda one: one.minute)

    def likely(self, kind: str, numbers: list[str], place: str, minute: int) -> list[str]:
        """`numbers`, or those of them and their like with which this can be done at this moment:
        most sales by chance would be of pieces that are not there."""
        ones = [one for one in NUMBERS if self.at(one, minute) == place]
        if kind == "receive":
            ones = [one for one in NUMBERS if self.at(one, minute) is None]
        turn = minute % max(len(ones), 1)
        return [*ones[turn:], *ones[:turn]][: len(numbers)] or list(numbers)

    def at(self, number: str, minute: int) -> str | None:
        at: str | None = None
        for one in self.story(number, self.told):
            if one.minute < minute:
                at = one.after(number, at)
        return at

    def possible(self, told: list[Told]) -> bool:
        """Does every number come and go by turns, from where it is?"""
        for number in NUMBERS:
            at: str | None = None
            for one in self.story(number, told):
                if not one.possible(number, at):
                    return False
                at = one.after(number, at)
        return True

    def costs(self) -> tuple[dict[tuple[Any, str], Decimal], dict[str, str]]:
        """Cost of each number on each document, and where each number lies."""
        found: dict[tuple[Any, str], Decimal] = {}
        there: dict[str, str] = {}
        for number in NUMBERS:
            worth, known, at = Decimal(0), dict[str, Decimal](), None
            for one in self.story(number, self.told):
                lay, before, at = at, worth, one.after(number, at)
                if one.kind == "receive":
                    shares = spread(one.worth, [Decimal(1)] * len(one.numbers), CENTS)
                    worth = shares[one.numbers.index(number)]
                elif one.kind == "value":
                    known[self._pool(one.lay[number])] = one.worth
                    if lay is not None and self._pool(lay) == self._pool(one.lay[number]):
                        worth = one.worth
                elif one.of is not None:
                    worth = -found[one.of.document.id, number]
                elif number in one.gained:  # at what was last known of it there
                    worth = known.get(self._pool(one.place), Decimal(0))
                found[one.document.id, number] = worth if one.brings(number) else -worth
                if one.kind in ("move", "value"):
                    found[one.document.id, number] = worth - before
                if at is not None:
                    known[self._pool(at)] = worth
                there[number] = at or ""
        return found, {number: at for number, at in there.items() if at}

    def _pool(self, place: str) -> str:
        return place if self.by_place else ""


def _other(place: str) -> str:
    return "CK02" if place == "CK01" else "CK01"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    deferred=st.booleans(),
    scope=st.sampled_from(["batch", "warehouse_batch"]),
    method=st.sampled_from(["moving_average", "fifo"]),
    story=st.lists(steps, min_size=6, max_size=24),
)
@example(
    deferred=False,
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
def histories(shop, deferred, scope, method, story):
    with pytest.raises(_Over), acting(shop.id), tiny() if deferred else contextlib.nullcontext():
        trading.product("SJ", "手机", serialized=True, costing_scope=scope, costing_method=method)
        oracle, used = Oracle(scope == "warehouse_batch"), set[int]()
        for step in story:
            _take(step, oracle, used)
        work()
        wanted, there = oracle.costs()
        assert _costs() == {key: cost for key, cost in wanted.items() if cost}
        assert {n: place for n, _status, place in _there()} == there
        assert trading.stock_value("SJ") == sum(wanted.values(), Decimal(0))
        assert list(proof.differences(shop.id)) == []
        raise _Over


DONE: Counter[str] = Counter()
"""What the books accepted."""


def test_each_piece_costs_what_its_own_receipt_cost(shop):
    DONE.clear()

    histories(shop)

    # About a third of what 25 histories usually do.
    least = {"receive": 15, "sell": 6, "move": 1, "back": 2, "count": 1, "value": 1, "bill": 1}
    assert {kind: DONE[kind] for kind in least if DONE[kind] < least[kind]} == {}


class _Over(Exception):
    """The story has been told; nothing of it is kept."""


def _costs():
    rows = sql.run(COSTS, [current_id(), current_id()]).fetchall()
    return {(record, number): cost for record, number, cost in rows if cost}


def _there():
    return sql.run(THERE, [current_id()]).fetchall()


def _take(step: Any, oracle: Oracle, used: set[int]) -> None:
    # Most things happen after the others; by chance alone hardly anything could be sold.
    latest = max(used, default=0) + 1
    if len(step) == 5:
        kind, numbers, place, minute, price = step
        minute = minute if minute % 5 == 0 else latest
        if minute in used:
            return
        used.add(minute)
        if minute % 5 and kind != "count":
            numbers = oracle.likely(kind, numbers, place, minute)
        told = Told(None, kind, minute, numbers, place, Decimal(price) / 100 * len(numbers))
        told.worth = told.worth.quantize(Decimal("0.01"))
        {"count": _count, "value": _value}.get(kind, _new)(told, oracle)
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


def _count(told: Told, oracle: Oracle) -> None:
    """Of what lies there one is not found, and one is found that is nowhere."""
    here = [one for one in NUMBERS if oracle.at(one, told.minute) == told.place]
    nowhere = [one for one in told.numbers if oracle.at(one, told.minute) is None]
    found = [*here[1:], *nowhere[:1]] if told.minute % 2 else [*here, *told.numbers]
    found = list(dict.fromkeys(found))
    told.gained = [one for one in found if one not in here]
    told.numbers = [*told.gained, *(one for one in here if one not in found)]
    row = line("SJ", len(found), serials=found, surplus_is_right=True)
    _post("stock_count", row, told, oracle, warehouse={"code": told.place})


def _value(told: Told, oracle: Oracle) -> None:
    work()  # nothing is revalued whose costs are in work
    told.lay = {one: oracle.at(one, told.minute) or "" for one in told.numbers}
    told.worth = (told.worth / len(told.numbers)).quantize(Decimal("0.01"))
    row = {"product": {"code": "SJ"}, "serials": told.numbers, "unit_cost": str(told.worth)}
    if oracle.by_place:
        row["warehouse"] = {"code": told.place}
    places = set(told.lay.values())
    there = "" not in places and (not oracle.by_place or places == {told.place})
    _post("revaluation", row, told, oracle, able=there, explanation="跌价")


FORMS = {"receive": "purchase_receipt", "sell": "sales_delivery", "move": "stock_transfer"}


def _new(told: Told, oracle: Oracle) -> None:
    price = told.worth / len(told.numbers) if told.kind != "move" else None
    row = line("SJ", len(told.numbers), price, serials=told.numbers)
    more = {"into": {"code": _other(told.place)}} if told.kind == "move" else {}
    _post(FORMS[told.kind], row, told, oracle, warehouse={"code": told.place}, **more)


def _post(
    form: str, row: Any, told: Told, oracle: Oracle, *, able: bool = True, **more: Any
) -> None:
    """The books accept it exactly when its pieces can have lived so."""
    possible = able and oracle.possible([*oracle.told, told])
    try:
        told.document = trading.confirmed(form, row, date=_moment(told.minute), **more)
    except BusinessError as error:
        assert not possible, error
        return
    assert possible
    _accepted(told, oracle)


def _accepted(told: Told, oracle: Oracle) -> None:
    oracle.told.append(told)
    DONE[told.kind] += bool(told.numbers)


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
    _accepted(back, oracle)


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
    DONE["bill"] += 1


def _undo(one: Told, kind: str, oracle: Oracle) -> None:
    without = [each for each in oracle.told if each is not one]
    possible = oracle.possible(without)
    if one.kind in ("count", "value"):
        kind = "cancel"  # confirmed again, it would be held against the books anew
    followed = one.billed or any(each.of is one and each.stands for each in oracle.told)
    try:
        trading.act(one.document, kind)
    except BusinessError as error:
        assert followed or not possible, error
        return
    assert possible
    one.stands = False
    DONE[kind] += 1
    if kind == "reopen":
        one.document = trading.act(one.document, "confirm")
        one.stands = True
