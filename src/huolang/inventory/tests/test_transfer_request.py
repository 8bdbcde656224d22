"""调拨申请: a warehouse asks for goods, transfers send them, and the request knows what is open."""

from datetime import timedelta

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
WAYS = {"into": {"code": "CK02"}}


@pytest.fixture(autouse=True)
def stock(shop):
    trading.confirmed(
        "stock_receipt",
        line("LS8", 250, unit_cost="0.30"),
        line("DL", 50, unit_cost="12"),
        reason="opening",
    )


def asked(*lines, **fields):
    return trading.confirmed("transfer_request", *lines, **{**WAYS, **fields})


def opened(request):
    return [row.open_quantity for row in trading.fresh(request).tables["lines"]]


def test_a_request_is_sent_in_parts_and_knows_what_is_open():
    request = asked(line("LS8", 2, unit={"code": "BOX"}), line("DL", 5))
    assert request.number == "DBSQ-20261123-0001"
    assert (trading.on_hand("LS8", "CK02"), trading.reserved("LS8")) == (0, 0)

    sent = trading.convert(request, "stock_transfer")
    rows = [{"id": str(row.id)} for row in sent.tables["lines"]]
    rows[0]["quantity"] = 1
    sent = trading.act(trading.change(sent, lines=rows), "confirm")

    assert (trading.on_hand("LS8", "CK02"), trading.on_hand("DL", "CK02")) == (100, 5)
    assert (trading.fresh(request).progress, opened(request)) == ("partial", [1, 0])
    rest = trading.convert(request, "stock_transfer")
    assert [(row.product_name, row.quantity) for row in rest.tables["lines"]] == [("六角螺栓", 1)]
    trading.act(rest, "confirm")
    assert (trading.fresh(request).progress, opened(request)) == ("done", [0, 0])
    trading.act(rest, "cancel")
    assert (trading.fresh(request).progress, opened(request)) == ("partial", [1, 0])
    with pytest.raises(BusinessError) as cancelled:
        trading.act(request, "cancel")
    assert refused(cancelled) == [("document.already_done", "")]
    closed = trading.act(request, "close")
    with pytest.raises(BusinessError) as late:
        trading.convert(closed, "stock_transfer")
    assert refused(late) == [("convert.wrong_state", "")]


def test_no_more_is_sent_than_was_asked_for_and_from_nowhere_else():
    request = asked(line("LS8", 20))
    (row,) = request.tables["lines"]
    going_on = {"request_line": str(row.id)}
    trading.master("warehouse", code="CK03", name="三店")
    before = trading.books()

    with pytest.raises(BusinessError) as more:
        trading.confirmed("stock_transfer", line("LS8", 21, **going_on), **WAYS)
    assert refused(more) == [("follow.more_than_open", "lines.0.quantity")]
    with pytest.raises(BusinessError) as elsewhere:
        trading.confirmed("stock_transfer", line("LS8", 2, **going_on), into={"code": "CK03"})
    assert refused(elsewhere) == [("follow.does_not_match", "lines.0.request_line")]
    with pytest.raises(BusinessError) as other:
        trading.confirmed("stock_transfer", line("DL", 2, **going_on), **WAYS)

    assert refused(other) == [("follow.does_not_match", "lines.0.request_line")]
    assert trading.books() == before
    assert opened(request) == [20]


def test_goods_that_go_in_steps_are_sent_when_they_leave():
    request = asked(line("LS8", 20))

    sent = trading.convert(request, "stock_transfer")
    trading.change(sent, in_steps=True)
    trading.act(sent, "confirm")

    assert opened(request) == [0]
    assert trading.fresh(sent).progress == "none"
    came = trading.convert(sent, "transfer_receipt")
    trading.act(came, "confirm")
    assert trading.fresh(sent).progress == "done"


def test_what_was_sent_stays_when_a_request_is_edited_again():
    request = asked(line("LS8", 20), line("DL", 3))
    sent = trading.convert(request, "stock_transfer")
    first = {"id": str(sent.tables["lines"][0].id), "quantity": 15}
    trading.act(trading.change(sent, lines=[first]), "confirm")
    trading.master("warehouse", code="CK03", name="三店")
    trading.act(request, "reopen")
    screws, cable = ({"id": str(row.id)} for row in request.tables["lines"])

    def wrong(**fields):
        with pytest.raises(BusinessError) as refusal:
            trading.change(request, **fields)
        return refused(refusal)

    assert wrong(lines=[{**screws, "quantity": 10}, cable]) == [
        ("order.below_done", "lines.0.quantity")
    ]
    assert wrong(lines=[cable]) == [("order.done_line_removed", "lines")]
    assert wrong(into={"code": "CK03"}) == [("order.done_changed", "into")]
    trading.change(request, lines=[{**screws, "quantity": 15}])
    trading.act(request, "confirm")
    assert trading.fresh(request).progress == "done"


def test_what_cannot_be_asked_for():
    for fields, rows, said in (
        ({"into": {"code": "CK01"}}, [line("LS8", 1)], ("transfer_request.same_warehouse", "into")),
        (WAYS, [line("AZ", 1)], ("stock_document.service", "lines.0.product")),
        (WAYS, [line("LS8", 0)], ("line.quantity_not_positive", "lines.0.quantity")),
    ):
        with pytest.raises(BusinessError) as refusal:
            trading.draft("transfer_request", *rows, **fields)
        assert refused(refusal) == [said]


def test_a_request_that_is_late_says_so_and_may_be_put_off():
    day = trading.MORNING.date()
    request = asked(line("LS8", 20), wanted_on=str(day - timedelta(days=1)))

    told = trading.fresh(request).warnings(at=trading.MORNING)

    assert [(one.code, one.field) for one in told] == [("transfer_request.overdue", "wanted_on")]
    later = trading.change(request, wanted_on=str(day))
    assert trading.fresh(later).warnings(at=trading.MORNING) == []
