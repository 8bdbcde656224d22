"""套装: sold as one at a price of its own, reserved, issued and returned as its parts."""

from decimal import Decimal

import pytest

from huolang.documents import duplicate
from huolang.forms import registry
from huolang.inventory import handling
from huolang.kernel import sql
from huolang.kernel.refusals import BusinessError
from huolang.masters import bundle_stock, part
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture(autouse=True)
def kit(shop):
    """A kit of 4 screws and 2 m of cable sells at 60; 100 screws at 0.30, 50 m at 12 are there."""
    parts = [{"part": {"code": "LS8"}, "quantity": 4}, {"part": {"code": "DL"}, "quantity": 2}]
    made = trading.product("TZ", "安装套装", kind="bundle", sales_price="60", parts=parts)
    trading.confirmed(
        "stock_receipt",
        line("LS8", 100, unit_cost="0.30"),
        line("DL", 50, unit_cost="12"),
        reason="opening",
    )
    return made


def told(document):
    """Product, quantity and total of each line, and the bundle that it is of."""
    return [
        (row.product_name, row.quantity, row.total, row.bundle) for row in document.tables["lines"]
    ]


def test_a_bundle_is_sold_at_its_price_and_its_parts_leave_at_their_cost():
    sold = trading.confirmed("sales_delivery", line("TZ", 3))

    assert told(sold) == [
        ("安装套装", 3, Decimal("203.40"), ""),
        ("六角螺栓", 12, 0, "安装套装"),
        ("电缆", 6, 0, "安装套装"),
    ]
    assert (trading.on_hand("LS8"), trading.on_hand("DL")) == (88, 44)
    assert trading.balance("cost_of_sales") == Decimal("75.60")
    assert trading.balance("revenue") == -180
    trading.act(sold, "cancel")
    assert (trading.on_hand("LS8"), trading.on_hand("DL")) == (100, 50)
    assert trading.balance("cost_of_sales") == 0


def test_an_order_of_bundles_holds_the_parts_and_is_delivered_in_whole_ones():
    sold = trading.confirmed("sales_order", line("TZ", 5))
    assert (trading.reserved("LS8"), trading.reserved("DL")) == (20, 10)

    first = trading.convert(sold, "sales_delivery")
    first = trading.change(first, lines=[{"id": str(first.tables["lines"][0].id), "quantity": 2}])
    assert [row[1] for row in told(first)] == [2, 8, 4]
    trading.act(first, "confirm")

    assert (trading.reserved("LS8"), trading.reserved("DL")) == (12, 6)
    assert trading.fresh(sold).progress == "partial"
    rest = trading.convert(sold, "sales_delivery")
    assert [row[1] for row in told(rest)] == [3, 12, 6]
    trading.act(rest, "confirm")
    assert trading.fresh(sold).progress == "done"
    assert (trading.on_hand("LS8"), trading.reserved("LS8")) == (80, 0)


def test_a_bundle_whose_part_is_missing_is_refused_and_nothing_moves():
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("sales_delivery", line("TZ", 26))

    assert refused(refusal) == [
        ("ledger.not_enough_stock", "lines.0.quantity"),  # for nobody sent lines of its parts
        ("ledger.not_enough_stock", "lines.0.quantity"),
    ]
    assert trading.books() == before
    assert (trading.on_hand("LS8"), trading.on_hand("DL")) == (100, 50)


def test_parts_come_back_at_the_cost_at_which_they_left():
    sold = trading.confirmed("sales_delivery", line("TZ", 3))
    trading.confirmed("stock_receipt", line("LS8", 88, unit_cost="0.90"))

    back = trading.convert(sold, "sales_return")
    back = trading.change(back, lines=[{"id": str(back.tables["lines"][0].id), "quantity": 1}])
    assert [row[1] for row in told(back)] == [1, 4, 2]
    trading.act(back, "confirm")

    assert trading.balance("cost_of_sales") == Decimal("50.40")
    assert trading.on_hand("LS8") == 180
    with pytest.raises(BusinessError) as refusal:
        trading.act(sold, "cancel")
    assert refused(refusal)[0][0] == "document.has_successors"
    rest = trading.convert(sold, "sales_return")
    assert [row[1] for row in told(rest)] == [2, 8, 4]


def test_parts_that_are_changed_later_change_nothing_that_was_ordered(kit):
    sold = trading.confirmed("sales_order", line("TZ", 5))

    trading.change_master(kit, parts=[{"id": str(kit.tables["parts"][0].id), "quantity": 10}])

    delivered = trading.convert(sold, "sales_delivery")
    assert [row[1] for row in told(delivered)] == [5, 20, 10]
    assert [row[1] for row in told(trading.draft("sales_order", line("TZ", 1)))] == [1, 10]


def test_a_line_without_its_bundle_goes_and_a_removed_part_stays():
    made = trading.draft("sales_delivery", line("TZ", 1), line("AZ", 1))
    bundle, screws, _cable, fitting = (str(row.id) for row in made.tables["lines"])

    made = trading.change(made, lines=[{"id": bundle}, {"id": screws}, {"id": fitting}])
    assert [row[0] for row in told(made)] == ["安装套装", "六角螺栓", "电缆", "安装费"]
    made = trading.change(made, lines=[{"id": screws}, {"id": fitting}])

    assert [row[0] for row in told(made)] == ["安装费"]


def test_the_invoice_is_of_the_bundle_alone_and_red_for_what_came_back():
    sold = trading.confirmed("sales_delivery", line("TZ", 3))

    paper = trading.convert(sold, "sales_invoice")
    assert [(row.product_name, row.quantity, row.total) for row in paper.tables["lines"]] == [
        ("安装套装", 3, Decimal("203.40"))
    ]
    trading.act(paper, "confirm")
    back = trading.act(trading.convert(sold, "sales_return"), "confirm")

    red = trading.convert(back, "sales_invoice")
    assert [row.quantity for row in red.tables["lines"]] == [3]
    trading.act(red, "confirm")
    assert trading.balance("output_tax") == 0
    with pytest.raises(BusinessError) as nothing:
        trading.convert(back, "sales_invoice")
    assert refused(nothing) == [("convert.nothing_open", "")]


def test_batches_of_parts_are_chosen_by_themselves_and_come_back_as_they_left():
    trading.product("DC", "电池", batched=True)
    trading.confirmed(
        "stock_receipt",
        line("DC", 3, unit_cost="1", batch="B1"),
        line("DC", 9, unit_cost="2", batch="B2"),
    )
    parts = [{"part": {"code": "DC"}, "quantity": 2}]
    trading.product("YK", "遥控套装", kind="bundle", sales_price="30", parts=parts)

    sold = trading.confirmed("sales_delivery", line("YK", 4))
    assert [(row.quantity, row.batch) for row in sold.tables["lines"]] == [
        (4, ""),
        (3, "B1"),
        (5, "B2"),
    ]
    back = trading.convert(sold, "sales_return")
    back = trading.change(back, lines=[{"id": str(back.tables["lines"][0].id), "quantity": 2}])
    trading.act(back, "confirm")

    assert [(row.quantity, row.batch) for row in back.tables["lines"]] == [
        (2, ""),
        (3, "B1"),
        (1, "B2"),
    ]
    assert trading.balance("cost_of_sales") == 7


def test_a_bundle_of_pieces_with_numbers_leaves_piece_by_piece():
    trading.product("SJ", "手机", serialized=True)
    trading.confirmed(
        "stock_receipt", line("SJ", 2, unit_cost="1000", serials=["A1", "A2"]), reason="opening"
    )
    parts = [{"part": {"code": "SJ"}, "quantity": 1}, {"part": {"code": "DL"}, "quantity": 1}]
    trading.product("HY", "合约套装", kind="bundle", sales_price="2000", parts=parts)
    sold = trading.draft("sales_delivery", line("HY", 1))

    with pytest.raises(BusinessError) as refusal:
        trading.act(sold, "confirm")
    assert refused(refusal) == [("line.serials_differ", "lines.1.serials")]
    assert trading.on_hand("SJ") == 2
    rows = [{"id": str(row.id)} for row in sold.tables["lines"]]
    rows[1]["serials"] = ["A2"]
    trading.change(sold, lines=rows)
    trading.act(sold, "confirm")

    assert (trading.on_hand("SJ"), trading.on_hand("DL")) == (1, 49)

    back = trading.convert(sold, "sales_return")
    assert [row.serials for row in back.rows] == [[], ["A2"], []]
    trading.act(back, "confirm")
    assert (trading.on_hand("SJ"), trading.on_hand("DL")) == (2, 50)


def test_an_exchange_takes_bundles_back_and_gives_others():
    sold = trading.confirmed("sales_delivery", line("TZ", 2))
    swap = trading.convert(sold, "sales_exchange")
    rows = [{"id": str(row.id)} for row in swap.tables["lines"]]
    rows.append(line("TZ", 1, direction="replacement"))

    swap = trading.change(swap, lines=rows)
    trading.act(swap, "confirm")

    assert [row.direction for row in trading.fresh(swap).tables["lines"]] == [
        *["returned"] * 3,
        *["replacement"] * 3,
    ]
    assert (trading.on_hand("LS8"), trading.on_hand("DL")) == (96, 48)


@pytest.mark.parametrize(
    "name", ["purchase_order", "purchase_receipt", "stock_receipt", "stock_issue", "loan"]
)
def test_bundles_are_only_sold(name):
    with pytest.raises(BusinessError) as refusal:
        trading.draft(name, line("TZ", 1))

    assert refused(refusal)[0] == ("line.bundle_elsewhere", "lines.0.product")


def test_what_a_bundle_may_be_made_of(kit):
    def wrong(**fields):
        with pytest.raises(BusinessError) as refusal:
            trading.product("T2", "错", **{"kind": "bundle", **fields})
        return refused(refusal)

    screw = {"part": {"code": "LS8"}, "quantity": 1}
    assert wrong() == [("product.bundle_without_parts", "parts")]
    assert wrong(kind="stock", parts=[screw]) == [("product.parts_of_other", "parts")]
    assert wrong(parts=[screw, screw]) == [("product.part_twice", "parts.1.part")]
    for code in ("AZ", "TZ"):
        assert wrong(parts=[{"part": {"code": code}, "quantity": 1}]) == [
            ("reference.not_allowed", "parts.0.part")
        ]
    assert wrong(parts=[{**screw, "unit": {"code": "M"}}]) == [
        ("product.part_unit", "parts.0.unit")
    ]
    assert wrong(parts=[{**screw, "quantity": "0.5"}]) == [
        ("product.part_digits", "parts.0.quantity")
    ]
    assert wrong(parts=[screw], serialized=True) == [("product.serialized_service", "serialized")]
    nut = trading.product("LM", "螺母")
    with pytest.raises(BusinessError) as refusal:
        trading.change_master(nut, kind="bundle", parts=[{"part": {"code": "LM"}, "quantity": 1}])
    assert refused(refusal) == [("product.part_not_stocked", "parts.0.part")]
    trading.change_master(kit, parts=[{"part": {"code": "LM"}, "quantity": 1}])
    with pytest.raises(BusinessError) as refusal:
        trading.change_master(nut, kind="service")
    assert refused(refusal) == [("product.is_part", "kind")]


def test_a_copy_and_boxes_of_parts_come_out_the_same(kit):
    box = [{"part": {"code": "LS8"}, "unit": {"code": "BOX"}, "quantity": "0.04"}]
    trading.change_master(kit, parts=box)
    made = trading.draft("sales_order", line("TZ", 3))

    again = duplicate.duplicate(
        trading.form_of(made), made.id, access=trading.anybody(), at=trading.MORNING
    )

    assert [row[1] for row in told(made)] == [row[1] for row in told(again)] == [3, 12]


def test_a_document_of_many_bundles_takes_few_statements():
    with sql.counting() as one:
        trading.draft("sales_order", line("TZ", 1))
    with sql.counting() as ten:
        trading.draft("sales_order", *[line("TZ", 1)] * 10)

    assert len(ten) == len(one)


def test_as_many_bundles_are_available_as_the_scarcest_part_makes_up(kit):
    def available(*orders):
        ours = bundle_stock.offers([kit.id], None)[kit.id]
        held = bundle_stock.held(list(orders), [kit.id], None)
        return ours.available, sum(held.get(kit.id, {}).values())

    assert available() == (25, 0)
    sold = trading.confirmed("sales_order", line("TZ", 5))
    assert available(sold.id) == (20, 5)
    trading.confirmed("stock_issue", line("DL", "13.5"), reason="loss")
    assert available(sold.id) == (13, 5)
    assert bundle_stock.offers([], None) == {}


def pick(order, *given):
    """What somebody scanned of an order: (line, base units, what else)."""
    rows = order.tables["lines"]
    lines = [
        {"source": str(rows[index].id), "base_quantity": str(base), **more}
        for index, base, more in given
    ]
    source, target = registry.get("sales_order"), registry.get("sales_delivery")
    return trading.convert(order, "sales_delivery", fill=part.of(source, target, {"lines": lines}))


def test_who_scans_parts_delivers_whole_bundles():
    trading.product("DC", "电池", batched=True)
    for number in ("B1", "B2"):
        trading.confirmed("stock_receipt", line("DC", 4, unit_cost="1", batch=number))
    parts = [
        {"part": {"code": "DC"}, "quantity": 2},
        {"part": {"code": "LS8"}, "quantity": 1},
    ]
    trading.product("YK", "遥控套装", kind="bundle", sales_price="30", parts=parts)
    order = trading.confirmed("sales_order", line("YK", 3), line("LS8", 7))
    sheet = handling.sheet("sales_order", trading.fresh(order), today=None)
    assert [(one.card.code, one.open, one.remark) for one in sheet.lines] == [
        ("DC", 6, "遥控套装"),
        ("LS8", 3, "遥控套装"),
        ("LS8", 7, ""),
    ]

    for given in ([(1, 4, {})], [(1, 4, {}), (2, 1, {})], [(1, 3, {}), (2, "1.5", {})]):
        with pytest.raises(BusinessError) as refusal:
            pick(order, *given)
        assert refused(refusal) == [("convert.not_whole_bundles", "lines.0.base_quantity")]
    made = pick(order, (1, 1, {"batch": "B2"}), (1, 3, {"batch": "B1"}), (2, 2, {}), (3, 7, {}))
    trading.act(made, "confirm")

    assert [(row.product_name, row.quantity, row.batch) for row in made.tables["lines"]] == [
        ("六角螺栓", 7, ""),
        ("遥控套装", 2, ""),
        ("电池", 1, "B2"),
        ("电池", 3, "B1"),
        ("六角螺栓", 2, ""),
    ]
    assert [row.open_quantity for row in trading.fresh(order).tables["lines"]] == [1, 2, 1, 0]


def test_goods_besides_a_bundle_that_name_a_line_of_its_parts_are_refused():
    """They had become parts, and what did not fit the bundle was lost without a word."""
    sold = trading.confirmed("sales_order", line("TZ", 2), line("LS8", 3, "20"))
    whole, screws, cable, _more = (str(row.id) for row in sold.tables["lines"])
    held = trading.reserved("LS8"), trading.reserved("DL")
    mine = line("TZ", 2, "60", order_line=whole)
    wrong = (
        line("LS8", 8, "20", order_line=screws),
        line("LS8", 3, order_line=screws),
        line("LS8", 4, order_line=cable),
    )
    for other in wrong:
        with pytest.raises(BusinessError) as refusal:
            trading.confirmed("sales_delivery", mine, other)
        assert refused(refusal) == [("line.not_that_part", "lines.1")]
    assert (trading.reserved("LS8"), trading.reserved("DL")) == held
    assert trading.on_hand("LS8") == 100

    parts = line("LS8", 8, order_line=screws), line("DL", 4, order_line=cable)
    done = trading.confirmed("sales_delivery", mine, *parts)
    assert [row[1] for row in told(done)] == [2, 8, 4]
