"""未完成的单据与合并商品: what is under way holds a merge up; what was done before is taken back
afterwards, or refused plainly."""

import pytest

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.merging import merged
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def pair(shop):
    """六角螺栓 twice: the second one is the duplicate."""
    return trading.stored_product("LS8"), trading.product("LS8B", "外六角螺丝")


def refuses(duplicate, into):
    """Why it is refused, and that neither record nor books moved."""
    before = (trading.books(), trading.fresh(duplicate).updated_at)
    with pytest.raises(BusinessError) as refusal:
        merged(duplicate, into)
    now = trading.fresh(duplicate)
    assert (trading.books(), now.updated_at) == before
    assert now.active
    return refusal.value


def test_the_refusal_names_whole_numbers_and_says_how_many_there_are(pair):
    kept, duplicate = pair
    orders = [trading.confirmed("sales_order", line("LS8B", 1, "1")) for _ in range(3)]
    numbers = [one.number for one in orders]

    assert f"单据 {'、'.join(numbers)}，" in str(refuses(duplicate, kept))
    numbers.append(trading.confirmed("purchase_order", line("LS8B", 1, "1")).number)
    numbers.append(trading.confirmed("sales_order", line("LS8B", 1, "1")).number)
    told = "、".join(sorted(numbers)[:3])
    assert f"单据 {told} 等 5 张，" in str(refuses(duplicate, kept))


def ordered(form, code):
    """An order of five that is done, and what it was done by; nothing is left of them."""
    fields, target = {}, "sales_delivery"
    if form == "purchase_order":
        target = "purchase_receipt"
    elif code != "AZ":
        trading.confirmed("stock_receipt", line(code, 5, unit_cost="1"), reason="opening")
    if form == "transfer_request":
        fields, target = {"into": {"code": "CK02"}}, "stock_transfer"
    price = [] if fields else ["1"]
    order = trading.confirmed(form, line(code, 5, *price), **fields)
    done = trading.act(trading.convert(order, target), "confirm")
    if form != "sales_order":
        there = {"warehouse": {"code": "CK02"}} if fields else {}
        trading.confirmed("stock_issue", line(code, 5), reason="other", **there)
    return order, done


@pytest.mark.parametrize("form", ["sales_order", "purchase_order", "transfer_request"])
def test_an_order_that_was_opened_again_holds_it_up(pair, form):
    kept, duplicate = pair
    order, _done = ordered(form, "LS8B")
    new = trading.draft("sales_order", line("LS8B", 1, "1"))
    trading.act(order, "reopen")

    refusal = refuses(duplicate, kept)

    assert (refusal.code, order.number in str(refusal)) == ("merge.under_way", True)
    for one in (order, new):
        assert [row.product_id for row in trading.fresh(one).tables["lines"]] == [duplicate.id]
    trading.act(order, "confirm")
    assert merged(duplicate, kept).id == kept.id
    assert [row.product_id for row in trading.fresh(new).tables["lines"]] == [kept.id]


def pointed_before(order, kept):
    """The lines of the order were pointed to the kept product when it was opened again."""
    sql.run(
        f"UPDATE {trading.form_of(order).tables_by_name['lines'].table} SET product_id = %s::uuid"
        " WHERE company_id = %s::bigint AND document_id = %s::uuid",
        [kept.id, current_id(), order.id],
    )


@pytest.mark.parametrize("action", ["reopen", "cancel"])
def test_what_an_order_of_the_kept_one_was_done_by_is_taken_back(pair, action):
    kept = trading.product("AZ2", "安装", unit="CI", kind="service", tax_rate="6")
    order, done = ordered("sales_order", "AZ")
    merged(trading.stored_product("AZ"), kept)
    pointed_before(order, kept)

    trading.act(done, action)

    assert (trading.fresh(order).progress, trading.owed("receivable")) == ("none", 0)
    if action == "reopen":
        with pytest.raises(BusinessError) as refusal:
            trading.act(done, "confirm")
        assert refused(refusal) == [("follow.does_not_match", "lines.0.order_line")]
        row = {"id": str(done.tables["lines"][0].id), "product": {"code": "AZ2"}}
        trading.change(done, lines=[row])
        assert trading.act(done, "confirm").state == "confirmed"
        assert trading.fresh(order).progress == "done"


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("sales_order", "ledger.retired_item"),
        ("purchase_order", "ledger.retired_gone"),
        ("transfer_request", "ledger.retired_item"),
    ],
)
def test_goods_of_an_order_of_the_kept_one_are_refused_plainly(pair, form, code):
    kept, duplicate = pair
    order, done = ordered(form, "LS8B")
    merged(duplicate, kept)
    pointed_before(order, kept)
    before = trading.books()

    for action in ("reopen", "cancel"):
        with pytest.raises(BusinessError) as refusal:
            trading.act(done, action)
        assert code in [one for one, _place in refused(refusal)]
    assert trading.books() == before
    assert trading.fresh(order).progress == "done"


def test_what_came_in_under_the_duplicate_is_not_taken_back_below_nothing(shop):
    old, kept = (trading.product(code, code, allow_negative=True) for code in ("F1", "F2"))
    receipt = trading.confirmed("purchase_receipt", line("F1", 10, "2", tax_rate="0"))
    issue = trading.confirmed("stock_issue", line("F1", 10), reason="other")
    merged(old, kept)
    before = trading.books()

    for action in ("reopen", "cancel"):
        with pytest.raises(BusinessError) as refusal:
            trading.act(receipt, action)
        assert refused(refusal) == [("ledger.retired_gone", "lines.0.quantity")]
    assert (trading.books(), trading.on_hand("F1")) == (before, 0)

    retired(old, False)
    trading.act(receipt, "cancel")
    retired(old, True)
    assert trading.on_hand("F1") == -10
    trading.act(issue, "cancel")
    assert (trading.on_hand("F1"), trading.stock_value("F1")) == (0, 0)


def retired(product, are):
    """Once what was merged could be taken below nothing."""
    sql.run(
        "UPDATE ledger_item SET retired = %s WHERE company_id = %s::bigint AND id = %s::uuid",
        [are, current_id(), product.id],
    )
