"""盘点时货在动: each piece is judged at its own scan; what may have moved is asked about."""

from decimal import Decimal
from uuid import uuid4

import pytest

from huolang.inventory import count_approval, count_review, counting
from huolang.kernel import audit
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from tests.support import serials, trading
from tests.support.counting import (
    ANNA,
    BERT,
    approve,
    begun,
    figures,
    minutes,
    of,
    recount,
    sell,
    somebody,
    statuses,
    tally,
)
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
PAST = {"date": "2026-11-20"}


@pytest.fixture
def phones(shop):
    trading.product("SJ", "手机", serialized=True, sales_price="2000")
    serials.received(["V1", "V2", "V3"], "50", **PAST)


@pytest.fixture
def screws(shop):
    trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="0.30"), reason="opening", **PAST)


def sell_pieces(numbers, *, at):
    payload = trading.filled("sales_delivery", serials.phones(numbers, "2000"))
    return trading.create("sales_delivery", payload, then="confirm", at=minutes(at))


def buy_pieces(numbers, *, at):
    payload = trading.filled("purchase_receipt", serials.phones(numbers, "50"))
    return trading.create("purchase_receipt", payload, then="confirm", at=minutes(at))


def scan(plan, *numbers, at, by=ANNA):
    assert tally(plan, *[of("SJ", 1, serial=one) for one in numbers], by=by, at=at) == [
        "kept"
    ] * len(numbers)


def line_of(plan):
    (one,) = count_review.shown(trading.fresh(plan), "all")[0]
    return one


def in_stock():
    return [number for number, status, _place in serials.known() if status == "in_stock"]


def test_a_piece_that_was_scanned_and_then_sold_does_not_come_back(phones):
    plan = begun()
    scan(plan, "V1", at=5)
    sell_pieces(["V1"], at=8)
    scan(plan, "V2", "V3", at=12)

    one = line_of(plan)
    assert (one.book, one.counted, one.missing, one.surplus) == (3, 3, [], [])
    assert (one.moved, one.must_accept, one.differs) == (True, False, False)
    done = approve(plan)

    assert (done.lines, done.differences) == (1, 0)
    assert (trading.on_hand("SJ"), in_stock()) == (2, ["V2", "V3"])
    assert serials.refusal("sales_delivery", serials.phones(["V1"], "2000"))


def test_a_piece_that_came_in_while_the_others_were_scanned_is_not_missing(phones):
    plan = begun()
    scan(plan, "V1", "V2", at=5)
    buy_pieces(["Y3"], at=8)
    scan(plan, "V3", at=12)

    assert figures(plan) == {"SJ": (3, 3, 0)}
    approve(plan)

    assert in_stock() == ["V1", "V2", "V3", "Y3"]


def test_scanning_one_piece_again_brings_no_other_back(phones):
    plan = begun()
    scan(plan, "V1", "V2", "V3", at=5)
    sell_pieces(["V1"], at=8)
    scan(plan, "V2", at=12)

    assert figures(plan) == {"SJ": (3, 3, 0)}
    approve(plan)

    assert in_stock() == ["V2", "V3"]


def test_two_who_scan_before_and_after_a_sale_agree(phones):
    plan = begun(two_counters=True)
    scan(plan, "V1", "V2", "V3", at=5)
    sell_pieces(["V1"], at=8)
    scan(plan, "V2", "V3", at=12, by=BERT)

    assert statuses(plan) == {"SJ": "counted"}
    assert approve(plan).differences == 0
    assert in_stock() == ["V2", "V3"]


def test_two_of_whom_one_overlooks_a_piece_do_not_agree(phones):
    plan = begun(two_counters=True)
    scan(plan, "V1", "V2", "V3", at=5)
    scan(plan, "V2", "V3", at=12, by=BERT)

    assert statuses(plan) == {"SJ": "disagree"}


def test_what_is_really_missing_and_really_too_many_is_posted_among_what_moves(phones):
    serials.received(["V4", "V5"], "50", **PAST)
    serials.sold(["V5"], date="2026-11-21")
    plan = begun()
    scan(plan, "V1", "V5", "N9", at=5)
    sell_pieces(["V1"], at=8)
    buy_pieces(["Y3"], at=9)
    scan(plan, "V2", at=12)

    one = line_of(plan)
    assert (one.book, one.counted, one.difference) == (4, 4, 0)
    assert (one.missing, one.surplus) == (["V3", "V4"], ["N9", "V5"])
    approve(plan)

    assert (in_stock(), trading.on_hand("SJ")) == (["N9", "V2", "V5", "Y3"], 4)


def test_a_piece_whose_sale_is_taken_back_is_there_and_was_seen(phones):
    plan = begun()
    sale = sell_pieces(["V1"], at=3)
    scan(plan, "V1", "V2", "V3", at=5)
    assert line_of(plan).surplus == ["V1"]

    trading.act(sale, "cancel")

    assert figures(plan) == {"SJ": (3, 3, 0)}
    approve(plan)
    assert in_stock() == ["V1", "V2", "V3"]


def test_a_scan_that_was_undone_is_none_and_pieces_count_once_in_what_one_has_counted(phones):
    plan = begun()
    scan(plan, "V1", "V2", at=5)
    with acting(current_id()):
        again = of("SJ", 1, serial="v1"), of("SJ", -1, serial="V2")
        answers = counting.record(plan.id, again, by=somebody(ANNA), at=minutes(6))

    assert [one.mine for one in answers] == [1, 1]
    assert line_of(plan).missing == ["V2", "V3"]


def test_a_piece_of_another_warehouse_is_told_and_moves_nothing_until_it_is_moved(phones):
    serials.received(["W1"], "50", warehouse={"code": "CK02"}, **PAST)
    plan = begun()
    scan(plan, "V1", "V2", "V3", "W1", at=5)
    one = line_of(plan)
    assert (one.surplus, one.elsewhere) == (["W1"], ["W1 在库（门店）"])
    before = trading.books(), serials.known()

    with pytest.raises(BusinessError) as error:
        approve(plan)

    assert refused(error) == [("count_plan.piece_elsewhere", f"lines.{one.id}")]
    assert (trading.books(), serials.known()) == before
    moved = {"warehouse": {"code": "CK02"}, "into": {"code": "CK01"}}
    payload = trading.filled("stock_transfer", line("SJ", 1, serials=["W1"]), **moved)
    trading.create("stock_transfer", payload, then="confirm", at=minutes(20))
    assert approve(plan).differences == 0
    assert in_stock() == ["V1", "V2", "V3", "W1"]


def test_what_is_sold_while_the_approval_works_is_neither_found_nor_missing(phones, monkeypatch):
    serials.received(["V4"], "50", **PAST)
    plan = begun()
    scan(plan, "V1", "V2", at=5)
    assert line_of(plan).missing == ["V3", "V4"]
    look = count_approval._refuse_counted_since

    def sold_meanwhile(*given):
        sell_pieces(["V2", "V3"], at=20)
        look(*given)

    monkeypatch.setattr(count_approval, "_refuse_counted_since", sold_meanwhile)
    approve(plan)

    states = [("V1", "in_stock"), ("V2", "delivered"), ("V3", "delivered"), ("V4", "lost")]
    assert (serials.states(), trading.on_hand("SJ")) == (states, 1)


def test_what_is_taken_back_has_no_moment_of_its_own(screws):
    plan = begun()
    tally(plan, of("LS8", 10), at=5)
    tally(plan, of("LS8", 1), at=6)
    sell(2, at=8)
    tally(plan, of("LS8", -1), at=12)

    assert figures(plan) == {"LS8": (10, 10, 0)}
    assert approve(plan).differences == 0
    assert trading.on_hand("LS8") == 8


@pytest.fixture
def disturbed(screws):
    """Anna counts 6, 2 are sold, Bert counts 4 more: nobody knows whether those 2 were counted."""
    plan = begun()
    tally(plan, of("LS8", 6), at=5)
    sell(2, at=8)
    tally(plan, of("LS8", 4), by=BERT, at=12)
    return plan


def test_a_difference_of_what_moved_while_it_was_counted_is_not_posted_silently(disturbed):
    one = line_of(disturbed)
    assert (one.book, one.counted, one.moved, one.must_accept) == (8, 10, True, True)
    before = trading.books()

    with pytest.raises(BusinessError) as error:
        approve(disturbed)

    assert refused(error) == [("count_plan.moved_meanwhile", f"lines.{one.id}")]
    assert "差异 2 " in str(error.value)
    assert trading.books() == before
    assert trading.fresh(disturbed).state == "confirmed"


def test_it_is_counted_once_more(disturbed):
    assert recount(disturbed) == 1
    tally(disturbed, of("LS8", 8), by=uuid4(), at=40)

    assert approve(disturbed).differences == 0
    assert trading.on_hand("LS8") == 8


def test_or_accepted_with_the_difference_that_was_seen(disturbed):
    one = line_of(disturbed)
    before = trading.books()
    with pytest.raises(BusinessError) as error:
        approve(disturbed, accepted={one.id: Decimal(3)})
    assert refused(error) == [("count_plan.accepted_other", f"lines.{one.id}")]
    with pytest.raises(BusinessError) as error:
        approve(disturbed, accepted={one.id: Decimal(2), uuid4(): Decimal(1)})
    assert refused(error) == [("count_plan.no_such_line", "accepted.1.line")]
    assert trading.books() == before

    approve(disturbed, accepted={one.id: Decimal(2)})

    assert trading.on_hand("LS8") == 10
    told = [row.changes for row in audit.AuditEntry.objects.filter(record=disturbed.id)]
    assert [None, ["LS8 六角螺栓 2"]] in [one.get("accepted") for one in told]


def test_what_moved_before_the_first_or_after_the_last_tally_needs_no_word(screws):
    plan = begun()
    sell(1, at=3)
    tally(plan, of("LS8", 5), at=5)
    tally(plan, of("LS8", 3), by=BERT, at=7)
    sell(2, at=9)

    assert (line_of(plan).moved, figures(plan)) == (False, {"LS8": (9, 8, -1)})
    approve(plan)

    assert trading.on_hand("LS8") == 6


def test_two_who_count_by_themselves_are_disturbed_only_within_their_own_counts(screws):
    plan = begun(two_counters=True)
    tally(plan, of("LS8", 9), at=5)
    sell(2, at=8)
    tally(plan, of("LS8", 3), by=BERT, at=12)
    sell(1, at=13)
    tally(plan, of("LS8", 3), by=BERT, at=14)
    assert (figures(plan), line_of(plan).must_accept) == ({"LS8": (7, 6, -1)}, True)
    assert tally(plan, of("LS8", -7), by=BERT, at=15) == ["count_plan.below_nothing"]


def test_pieces_of_many_goods_take_as_many_statements_as_those_of_one(phones, statements):
    plan = begun()
    scan(plan, "V1", "V2", at=5)
    with statements() as few:
        line_of(plan)
    trading.act(plan, "cancel")
    for n in range(5):
        trading.product(f"SK{n}", f"手机 {n}", serialized=True)
        row = line(f"SK{n}", 4, "50", serials=[f"K{n}{k}" for k in range(4)])
        trading.confirmed("purchase_receipt", row, **PAST)
    plan = begun()
    pieces = [of(f"SK{n}", 1, serial=f"K{n}{k}") for n in range(5) for k in range(3)]
    tally(plan, *pieces, at=5)

    with statements() as many:
        _all, found = count_review.shown(trading.fresh(plan), "differences")

    assert [one.missing for one in found] == [[f"K{n}3"] for n in range(5)]
    assert len(many) == len(few)
