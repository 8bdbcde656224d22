"""盘点任务: a snapshot, tallies of several people while goods go on moving, and one approval."""

from decimal import Decimal

import pytest

from huolang.inventory import count_approval, count_review, count_sheet
from huolang.inventory.counting import Tally
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.counting import ANNA, BERT, approve, begun, figures, minutes, of, sell, tally
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def goods(shop):
    """200 screws at 0.30 and 10 m of cable at 12 since the 20th."""
    told = {"reason": "opening", "date": "2026-11-20"}
    lines = line("LS8", 200, unit_cost="0.30"), line("DL", 10, unit_cost="12")
    return trading.confirmed("stock_receipt", *lines, **told)


def test_what_was_counted_is_approved_once_and_the_books_follow(goods):
    plan = begun()
    assert (plan.number, plan.listed, plan.state) == ("PDRW-20261123-0001", 2, "confirmed")

    assert tally(plan, of("LS8", 120), of("DL", "9.5")) == ["kept", "kept"]
    assert tally(plan, of("LS8", 70), by=BERT, at=12) == ["kept"]
    assert figures(plan) == {
        "DL": (10, Decimal("9.5"), Decimal("-0.5")),
        "LS8": (200, 190, -10),
    }
    done = approve(plan)

    assert (done.lines, done.differences, done.number) == (2, 2, "PD-20261123-0001")
    assert (trading.on_hand("LS8"), trading.on_hand("DL")) == (190, Decimal("9.5"))
    assert (trading.stock_value("LS8"), trading.balance("stock_difference")) == (57, 9)
    assert trading.fresh(plan).state == "closed"
    before = trading.books()
    with pytest.raises(BusinessError) as error:
        approve(plan)
    assert refused(error) == [("count_plan.not_begun", "")]
    assert trading.books() == before
    assert tally(plan, of("LS8", 1)) == ["count_plan.not_counting"]


def test_what_is_sold_between_snapshot_and_count_or_after_it_is_no_difference(goods):
    plan = begun()
    sell(30, at=5)
    tally(plan, of("LS8", 168), of("DL", 10), at=10)
    sell(50, at=15)

    assert figures(plan)["LS8"] == (170, 168, -2)
    approve(plan)

    assert trading.on_hand("LS8") == 118


def test_what_is_entered_late_of_the_time_before_the_count_is_considered(goods):
    plan = begun()
    tally(plan, of("LS8", 170), of("DL", 10))

    trading.confirmed("sales_delivery", line("LS8", 30, "1"), date="2026-11-22")

    assert figures(plan)["LS8"] == (170, 170, 0)
    assert approve(plan).differences == 0
    assert trading.on_hand("LS8") == 170


def test_a_tally_that_comes_twice_counts_once_and_another_under_its_id_is_refused(goods):
    plan, one = begun(), of("LS8", 10)

    assert tally(plan, one) == ["kept"]
    assert tally(plan, one, one, at=20) == ["again", "again"]
    other = Tally(id=one.id, code="LS8", quantity=Decimal(11))
    assert tally(plan, other) == ["count_plan.tally_differs"]
    assert figures(plan)["LS8"][1] == 10


def test_a_figure_said_anew_stands_instead_of_what_the_same_person_said_before(goods):
    plan = begun()
    assert tally(plan, of("LS8", 20), at=10) == ["kept"]
    assert tally(plan, of("LS8", 5), by=BERT, at=11) == ["kept"]
    sell(2, at=12)
    anew = of("LS8", 18, instead=True)

    assert tally(plan, anew, at=20) == ["kept"]
    assert tally(plan, anew, at=21) == ["again"]
    assert figures(plan)["LS8"] == (198, 23, -175)

    both = of("LS8", 7, instead=True), of("LS8", 1), of("LS8", 0, instead=True)
    assert tally(plan, *both, at=22) == ["kept", "kept", "kept"]
    assert figures(plan)["LS8"] == (198, 5, -193)
    assert tally(plan, of("LS8", -1, instead=True), at=23) == ["count_plan.below_nothing"]
    assert figures(plan)["LS8"] == (198, 5, -193)


def test_bad_tallies_are_refused_by_themselves(goods):
    plan = begun()

    answers = tally(
        plan,
        of("NIX", 1),
        of("LS8", "0.5"),
        of("AZ", 1),
        of("LS8", -1),
        of("LS8", 5),
        of("LS8", 1, location="A-01"),
    )

    assert answers == [
        "count_plan.unknown_code",
        "line.quantity_digits",
        "count_plan.out_of_scope",
        "count_plan.below_nothing",
        "kept",
        "count_plan.no_such_location",
    ]
    assert figures(plan)["LS8"][1] == 5


def test_what_nobody_counted_is_left_or_taken_for_nothing_as_whoever_approves_says(goods):
    plan = begun()
    tally(plan, of("LS8", 200))
    before = trading.books()

    with pytest.raises(BusinessError) as error:
        approve(plan)

    assert refused(error) == [("count_plan.not_counted", "uncounted")]
    assert "DL" in str(error.value)
    assert trading.books() == before
    approve(plan, uncounted="nothing")
    assert (trading.on_hand("LS8"), trading.on_hand("DL")) == (200, 0)


def test_a_cancelled_task_leaves_no_trace_in_the_books(goods):
    plan = begun()
    tally(plan, of("LS8", 1))
    books = trading.postings(plan), trading.on_hand("LS8"), trading.count("stock_count")

    trading.act(plan, "cancel")

    assert books == ([], 200, 0)
    assert (trading.on_hand("LS8"), trading.count("stock_count")) == (200, 0)
    assert tally(plan, of("LS8", 1)) == ["count_plan.not_counting"]


def test_a_blind_task_tells_nobody_who_counts_what_the_books_have(goods):
    plan = begun()

    rows = count_sheet.of(trading.fresh(plan), ANNA)

    assert [(one.code, one.snapshot, one.tallied) for one in rows] == [
        ("DL", None, False),
        ("LS8", None, False),
    ]
    clerk = trading.access(current_id(), ANNA, count_plan={"view", "count"})
    assert not count_review.may_see(trading.fresh(plan), clerk)
    open_ = trading.act(plan, "cancel") and begun(blind=False)
    assert [one.snapshot for one in count_sheet.of(trading.fresh(open_), ANNA)] == [10, 200]
    assert count_review.may_see(trading.fresh(open_), clerk)


def test_nobody_approves_without_the_right(goods):
    plan = begun()
    tally(plan, of("LS8", 1), of("DL", 1))
    clerk = trading.access(current_id(), ANNA, count_plan={"view", "count", "confirm"})

    with pytest.raises(BusinessError) as error, acting(current_id()):
        count_approval.approve(plan.id, by=clerk, at=minutes(60))

    assert refused(error) == [("auth.forbidden", "")]
    assert trading.on_hand("LS8") == 200


def test_goods_are_counted_in_one_task_at_a_time(goods):
    first = begun()

    with pytest.raises(BusinessError) as error:
        begun()

    assert refused(error) == [("count_plan.counted_elsewhere", "")]
    assert first.number in str(error.value)


def test_another_count_in_between_is_not_undone(goods):
    plan = begun()
    tally(plan, of("LS8", 190), of("DL", 10))
    payload = trading.filled("stock_count", line("LS8", 190))
    trading.create("stock_count", payload, then="confirm", at=minutes(20))

    with pytest.raises(BusinessError) as error:
        approve(plan)

    assert refused(error) == [("count_plan.counted_since", "")]
    assert trading.on_hand("LS8") == 190


def test_statements_are_as_many_for_many_lines_as_for_few(shop, statements):
    codes = [f"SP{n:03}" for n in range(40)]
    for code in codes:
        trading.product(code, f"商品 {code}")
    lines = [line(code, 10, unit_cost="1") for code in codes]
    trading.confirmed("stock_receipt", *lines, reason="opening", date="2026-11-20")
    seen: dict[int, list[int]] = {}
    for count in (2, 40):
        category = trading.master("product_category", code=f"FL{count}", name=f"{count}")
        for code in codes[:count]:
            trading.change_master(trading.stored_product(code), category={"id": category.id})
        with statements() as beginning:
            plan = begun(category={"id": category.id})
        with statements() as tallying:
            tally(plan, *[of(code, 9) for code in codes[:count]])
        with statements() as approving:
            approve(plan)
        seen[count] = [len(beginning), len(tallying), len(approving)]

    few, many = seen[2], seen[40]
    assert all(b <= a for a, b in zip(few, many, strict=True)), seen
