"""What issues cost, as plain arithmetic."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from huolang.kernel.keys import new_id
from huolang.ledger.costing import FLOW, FOLLOW, GIVEN, POOL, Line, Replay, Stock, replay, share

A, B = new_id(), new_id()


def line(quantity: int, cost: int = 0, *, pool: UUID = A, **more: object) -> Line:
    kind = GIVEN if quantity > 0 else POOL
    return Line(
        **{"id": new_id(), "pool": pool, "quantity": quantity, "valuation": kind, "cost": cost}
        | more
    )


def costs(outcome: Replay, *lines: Line) -> list[int]:
    return [outcome.costs[one.id] for one in lines]


def test_an_issue_leaves_at_the_average_and_the_last_unit_takes_the_rest():
    lines = [line(3, 1000), line(-1), line(-1), line(-1)]

    outcome = replay(lines, {})

    assert costs(outcome, *lines) == [1000, -333, -334, -333]
    assert outcome.pools[A] == Stock(0, 0, 1, 333)


def test_an_annulled_pair_is_as_if_it_had_never_been():
    wrong = line(10, 9000, annulled=True)
    mirror = line(-10, -9000, annulled=True)
    first, issue = line(10, 1000), line(-5)

    outcome = replay([wrong, first, issue, mirror], {})

    assert costs(outcome, issue) == [-500]
    assert outcome.pools[A].value == 500


def test_goods_come_back_at_the_cost_of_the_issue_they_return_to_the_cent():
    bought, sold = line(3, 1000), line(-3)
    dearer = line(3, 9000)
    parts = [line(1, valuation=FOLLOW, follows=sold.id) for _ in range(3)]

    outcome = replay([bought, sold, dearer, *parts], {})

    assert costs(outcome, *parts) == [333, 334, 333]


def test_what_leaves_in_a_flow_pays_for_what_enters_by_weight():
    bought = line(4, 1001)
    out = line(-4, flow=(1, 1))
    first = line(1, pool=B, valuation=FLOW, flow=(1, 1), weight=1)
    second = line(3, pool=B, valuation=FLOW, flow=(1, 1), weight=3)

    outcome = replay([bought, out, first, second], {})

    assert costs(outcome, out, first, second) == [-1001, 250, 751]
    assert outcome.pools[A].value == 0
    assert outcome.pools[B] == Stock(4, 1001, 4, 1001)


def test_an_issue_without_stock_takes_the_last_known_cost_until_the_receipt_comes():
    bought, sold, short = line(10, 5000), line(-10), line(-4)
    late = line(6, 4200)

    before = replay([bought, sold, short], {})
    after = replay([bought, sold, short, late], {})

    assert costs(before, short) == [-2000]
    assert before.pools[A] == Stock(-4, -2000, 10, 5000)
    assert costs(after, short) == [-2800]
    assert after.pools[A] == Stock(2, 1400, 2, 1400)


def test_a_receipt_that_covers_only_part_of_the_shortage_leaves_the_rest_waiting():
    bought, short = line(1, 100), line(-5)
    first, second = line(2, 400), line(3, 900)

    partly = replay([bought, short, first], {})
    wholly = replay([bought, short, first, second], {})

    assert costs(partly, short) == [-(100 + 400 + 200)]
    assert partly.pools[A].quantity == -2
    assert costs(wholly, short) == [-(100 + 400 + 600)]
    assert wholly.pools[A] == Stock(1, 300, 1, 300)


def test_what_comes_back_of_a_short_issue_after_its_goods_came_costs_what_these_cost():
    bought, short, late = line(1, 100), line(-5), line(4, 1200)
    early = line(1, valuation=FOLLOW, follows=short.id)
    back = line(2, valuation=FOLLOW, follows=short.id)

    after = replay([bought, short, late, back], {})
    before = replay([bought, short, early, line(3, 1200), back], {})

    assert costs(after, short, back) == [-1300, 520]
    assert costs(before, early) == [100]
    assert costs(before, short, back) == [-1400, 560]


@given(st.lists(st.tuples(st.integers(-9, 9).filter(bool), st.integers(0, 5000)), max_size=30))
def test_no_cent_is_lost_whatever_happens(moves: list[tuple[int, int]]):
    lines = [line(quantity, cost if quantity > 0 else 0) for quantity, cost in moves]

    outcome = replay(lines, {})

    state = outcome.pools.get(A, Stock())
    assert state.value == sum(outcome.costs.values())
    assert state.quantity == sum(quantity for quantity, _ in moves)
    if state.quantity == 0:
        assert state.value == 0


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_the_nearest_whole_unit_halves_away_from_zero(
    amount: int, part: int, whole: int
):
    exact_twice = 2 * amount * part

    rounded = share(amount, part, whole)

    assert abs(2 * rounded * whole - exact_twice) <= whole
    if abs(2 * rounded * whole - exact_twice) == whole:
        assert abs(rounded) * whole * 2 > abs(exact_twice)
