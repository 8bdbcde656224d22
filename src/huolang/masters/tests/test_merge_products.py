"""合并商品: a duplicate goes on as another product; what was booked under it stays there."""

from datetime import date
from decimal import Decimal

import pytest

from huolang.documents import lifecycle
from huolang.forms import registry, search, store
from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.masters import merge, price_proposal
from huolang.masters.price_proposal import Asked, Question
from tests.support import trading
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("shop")
BOX = {"unit": {"code": "BOX"}, "numerator": "100"}


@pytest.fixture
def pair(shop):
    """六角螺栓 twice: the second one is the duplicate."""
    trading.change_master(loaded("LS8"), barcode="6900000000001")
    again = trading.product(
        "LS8B", "外六角螺丝", barcode="6900000000002", units=[{**BOX, "barcode": "6900000000100"}]
    )
    return loaded("LS8"), again


def loaded(code):
    form = registry.get("product")
    with acting(current_id()):
        found = sql.run(
            "SELECT id FROM masters_product WHERE company_id = %s::bigint AND code = %s",
            [current_id(), code],
        ).fetchone()
        return store.load(form, found[0])


def merged(duplicate, into):
    with acting(current_id()):
        form = registry.get("product")
        access = trading.anybody()
        return merge.merge(form, duplicate.id, into.id, access=access, at=MORNING)


def refuses(duplicate, into):
    """Why it is refused, and that neither record nor books moved."""
    before = (trading.books(), loaded(duplicate.code).__dict__ | {"_state": None, "tables": None})
    with pytest.raises(BusinessError) as refusal:
        merged(duplicate, into)
    after = (trading.books(), loaded(duplicate.code).__dict__ | {"_state": None, "tables": None})
    assert after == before
    return refusal.value


def found(text):
    """Codes of the active products that a person finds by `text`."""
    condition, bound = search.condition(registry.get("product"), text)
    statement = f"SELECT t.code FROM masters_product t WHERE t.active AND {condition}"
    return sorted(row[0] for row in sql.run(statement, bound).fetchall())


def test_code_name_and_bar_codes_of_the_duplicate_find_the_one_that_is_kept(pair):
    kept, duplicate = pair

    merged(duplicate, kept)

    assert found("LS8B") == found("外六角") == found("WLJ") == ["LS8"]
    assert found("6900000000002") == found("6900000000100") == ["LS8"]
    now = loaded("LS8")
    codes = {(row.barcode, str(row.unit_id)) for row in now.tables["barcodes"]}
    box = str(now.tables["units"][0].unit_id)
    assert codes == {("6900000000002", str(now.unit_id)), ("6900000000100", box)}
    archived = loaded("LS8B")
    assert (archived.active, archived.merged_into_id, archived.barcode) == (False, kept.id, "")


def test_what_is_found_by_a_letter_that_thousands_have_includes_what_was_merged(pair, monkeypatch):
    kept, duplicate = pair
    monkeypatch.setattr(search, "FEW", 0)

    merged(duplicate, kept)

    assert found("外六角") == ["LS8"]


def test_units_prices_and_limits_move_where_the_kept_one_has_none(pair):
    kept, duplicate = pair
    vip = trading.master("price_level", code="VIP", name="贵宾")
    trade = trading.master("price_level", code="PF", name="批发")
    trading.change_master(kept, prices=[{"level": {"code": "VIP"}, "price": "7"}])
    trading.change_master(
        duplicate,
        units=[{**BOX, "barcode": ""}, {"unit": {"code": "KG"}, "numerator": "2000"}],
        prices=[
            {"level": {"code": "VIP"}, "price": "6"},
            {"level": {"code": "PF"}, "price": "5"},
        ],
        limits=[{"warehouse": {"code": "CK02"}, "min_stock": "30"}],
    )

    merged(loaded("LS8B"), loaded("LS8"))

    now = loaded("LS8")
    assert [row.numerator for row in now.tables["units"]] == [100, 2000]
    prices = {row.level_id: row.price for row in now.tables["prices"]}
    assert prices == {vip.id: Decimal(7), trade.id: Decimal(5)}
    assert [row.min_stock for row in now.tables["limits"]] == [30]
    assert [row.price for row in loaded("LS8B").tables["prices"]] == [6]


def test_price_lists_and_drafts_name_the_kept_one_but_no_price_stands_twice(pair):
    kept, duplicate = pair
    one = trading.master(
        "price_list", code="JM1", name="春季", lines=[{"product": {"code": "LS8B"}, "price": "3"}]
    )
    both = [
        {"product": {"code": code}, "price": price} for code, price in (("LS8", 4), ("LS8B", 5))
    ]
    two = trading.master("price_list", code="JM2", name="秋季", lines=both)
    draft = trading.draft("sales_order", line("LS8B", 2, "1", unit={"code": "BOX"}))

    merged(duplicate, kept)

    form = registry.get("price_list")
    assert [row.product_id for row in store.tables(form, one.id)["lines"]] == [kept.id]
    left = [(row.product_id, row.price) for row in store.tables(form, two.id)["lines"]]
    assert left == [(kept.id, 4), (duplicate.id, 5)]
    order = trading.act(trading.fresh(draft), "confirm")
    assert [row.product_id for row in trading.fresh(order).lines.all()] == [kept.id]
    assert trading.audit(draft) == ["create", "change", "confirm"]
    assert trading.audit(duplicate)[-1] == trading.audit(kept)[-1] == "merge"


def test_goods_that_lie_somewhere_hold_it_up_and_the_refusal_names_them(pair):
    kept, duplicate = pair
    trading.confirmed("stock_receipt", line("LS8B", 9, unit_cost="1"), reason="opening")

    refusal = refuses(duplicate, kept)

    assert refusal.code == "product.merge_in_stock"
    assert "9" in str(refusal)
    trading.confirmed("stock_issue", line("LS8B", 9), reason="other")
    assert merged(duplicate, kept).id == kept.id


def test_open_order_lines_hold_it_up_and_done_ones_do_not(pair):
    kept, duplicate = pair
    order = trading.confirmed("purchase_order", line("LS8B", 5, "1"), line("LS8", 5, "1"))

    refusal = refuses(duplicate, kept)

    assert (refusal.code, order.number in str(refusal)) == ("merge.under_way", True)
    source = str(order.tables["lines"][0].id)
    trading.confirmed("purchase_receipt", line("LS8B", 5, "1", order_line=source))
    trading.confirmed("stock_issue", line("LS8B", 5), reason="other")
    assert merged(duplicate, kept).id == kept.id


def test_another_base_unit_another_conversion_or_a_service_is_not_the_same_product(pair):
    kept, _duplicate = pair
    metre = trading.product("M1", "按米", unit="M")
    dozen = trading.product("D1", "小盒", units=[{**BOX, "numerator": "12"}])
    service = trading.product("S1", "服务", kind="service")

    assert refuses(metre, kept).code == "product.merge_other_unit"
    assert refuses(dozen, kept).code == "product.merge_other_conversion"
    assert refuses(service, kept).code == "product.merge_other_kind"


def test_nothing_comes_back_into_stock_under_the_duplicate(pair):
    kept, duplicate = pair
    trading.confirmed("stock_receipt", line("LS8B", 9, unit_cost="1"), reason="opening")
    delivery = trading.confirmed("sales_delivery", line("LS8B", 9, "5"))
    row = str(delivery.tables["lines"][0].id)
    returned = trading.draft("sales_return", line("LS8B", 1, "5", delivery_line=row))
    merged(duplicate, kept)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(delivery, "cancel")
    assert refused(refusal)[0][0] == "ledger.retired_item"
    assert trading.books() == before
    back = trading.act(trading.fresh(returned), "confirm")
    assert [row.product_id for row in back.tables["lines"]] == [kept.id]
    assert (trading.on_hand("LS8"), trading.stock_value("LS8"), trading.on_hand("LS8B")) == (
        1,
        1,
        0,
    )


@pytest.mark.parametrize("target", ["purchase_return", "purchase_exchange"])
def test_what_goes_back_was_drafted_before_the_merge_and_follows_it(pair, target):
    kept, duplicate = pair
    trading.confirmed("stock_receipt", line("LS8", 5, unit_cost="1"), reason="opening")
    box = {"unit": {"code": "BOX"}}
    receipt = trading.confirmed("purchase_receipt", line("LS8B", 1, "100", **box))
    trading.confirmed("stock_issue", line("LS8B", 100), reason="other")
    draft = trading.convert(receipt, target)
    rows = [{"id": str(draft.tables["lines"][0].id), **box, "quantity": "1", "unit_price": "90"}]
    rows += [line("LS8", 1, "1")] if target.endswith("exchange") else []
    trading.change(draft, lines=rows)
    merged(duplicate, kept)
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="1"), reason="other")

    done = trading.act(trading.fresh(draft), "confirm")

    assert {row.product_id for row in done.tables["lines"]} == {kept.id}
    assert trading.on_hand("LS8") == (6 if target.endswith("exchange") else 5)
    paper = trading.act(trading.convert(receipt, "purchase_invoice"), "confirm")
    assert [row.product_id for row in paper.tables["lines"]] == [duplicate.id, kept.id]


def test_what_was_sold_under_the_duplicate_comes_back_as_the_kept_one_at_its_cost(pair):
    kept, duplicate = pair
    trading.confirmed("purchase_receipt", line("LS8B", 3, "2", tax_rate="0"))
    sold = trading.confirmed("sales_delivery", line("LS8B", 3, "5"))
    merged(duplicate, kept)

    back = trading.convert(sold, "sales_return")
    assert [row.product_id for row in back.tables["lines"]] == [kept.id]
    back = trading.act(back, "confirm")
    assert (trading.on_hand("LS8"), trading.stock_value("LS8"), trading.on_hand("LS8B")) == (
        3,
        6,
        0,
    )
    row = str(sold.tables["lines"][0].id)
    before = trading.books()
    for code, quantity in (("LS8", 1), ("DL", 1)):
        with pytest.raises(BusinessError) as refusal:
            trading.confirmed("sales_return", line(code, quantity, "5", delivery_line=row))
        expected = {"LS8": "follow.more_than_open", "DL": "follow.does_not_match"}
        assert refused(refusal)[0][0] == expected[code]
    assert trading.books() == before

    trading.act(back, "cancel")
    assert trading.on_hand("LS8") == 0
    once = trading.confirmed("sales_return", line("LS8", 1, "5", delivery_line=row))
    assert (trading.stock_value("LS8"), once.state) == (2, "confirmed")


def test_an_invoice_of_what_was_bought_before_can_still_differ(pair):
    kept, duplicate = pair
    receipt = trading.confirmed("purchase_receipt", line("LS8B", 5, "1"))
    trading.confirmed("stock_issue", line("LS8B", 5), reason="other")
    merged(duplicate, kept)

    paper = trading.convert(receipt, "purchase_invoice")
    row = {"id": str(paper.tables["lines"][0].id), "amount": "6", "tax": "0.78"}
    trading.change(paper, lines=[row])

    assert trading.act(trading.fresh(paper), "confirm").state == "confirmed"
    assert trading.stock_value("LS8B") == 0


def test_no_new_document_names_the_duplicate_and_its_last_price_is_remembered(pair):
    kept, duplicate = pair
    trading.confirmed("stock_receipt", line("LS8B", 9, unit_cost="1"), reason="opening")
    trading.confirmed("sales_delivery", line("LS8B", 9, "5"))
    merged(duplicate, kept)

    with pytest.raises(BusinessError) as refusal, acting(current_id()):
        payload = trading.filled("sales_order", line("LS8B", 1, "5"))
        form = registry.get("sales_order")
        lifecycle.create(form, payload, access=trading.anybody(), at=MORNING)

    assert refused(refusal) == [("reference.archived", "lines.0.product")]
    model = registry.get("sales_delivery").model
    partner = trading.fresh(kept) and registry.get("partner").model.objects.get(code="P1").id
    question = Question(model, partner, date(2026, 11, 24))
    (last,) = price_proposal.propose(question, [Asked(kept.id)])
    assert (last.source, last.price) == ("last", Decimal(5))
    (told,) = price_proposal.history(model, partner, kept.id, limit=5)
    assert told.unit_price == 5


def test_what_was_merged_before_goes_on_as_what_it_is_merged_into_now(pair):
    kept, duplicate = pair
    last = trading.product("LS9", "国标螺栓", units=[BOX])
    merged(duplicate, kept)

    merged(loaded("LS8"), loaded("LS9"))

    assert found("LS8B") == found("外六角") == ["LS9"]
    assert loaded("LS8B").merged_into_id == last.id


def batched(code, number, quantity, **fields):
    """A product of whose batch so much came, and went again."""
    made = trading.product(code, f"牛奶 {code}", batched=True)
    told = {"batch": number, "expires_on": "2026-12-31", **fields}
    trading.confirmed("purchase_receipt", line(code, quantity, "3", **told))
    trading.confirmed("sales_delivery", line(code, quantity, "5", batch=number))
    return made


def lots():
    """Number and end of every batch, its product, and what it was merged into."""
    rows = sql.run(
        "SELECT m.number, m.expires_on, p.code, k.code FROM masters_batch m"
        " JOIN masters_product p ON p.company_id = m.company_id AND p.id = m.product_id"
        " LEFT JOIN masters_batch i ON i.company_id = m.company_id AND i.id = m.merged_into_id"
        " LEFT JOIN masters_product k ON k.company_id = m.company_id AND k.id = i.product_id"
        " WHERE m.company_id = %s::bigint ORDER BY upper(m.number), p.code",
        [current_id()],
    )
    return [tuple(row) for row in rows]


def test_goods_in_batches_and_goods_without_are_not_the_same(pair):
    kept, _duplicate = pair
    milk = trading.product("NN", "牛奶", batched=True)

    assert refuses(milk, kept).parts()[0].code == "product.merge_other_batching"
    assert refuses(kept, milk).parts()[0].code == "product.merge_other_batching"


def test_batches_of_one_number_become_one_and_others_go_on(shop):
    kept, duplicate = batched("N1", "B1", 5), batched("N2", "b1", 4)
    for number in ("B2", "B3"):
        trading.confirmed("purchase_receipt", line("N2", 1, "3", batch=number))
        trading.confirmed("sales_delivery", line("N2", 1, "5", batch=number))
    day = date(2026, 12, 31)

    merged(loaded(duplicate.code), loaded(kept.code))

    assert lots() == [
        ("B1", day, "N1", None),
        ("b1", day, "N2", "N1"),
        ("B2", None, "N1", None),
        ("B2", None, "N2", "N1"),
        ("B3", None, "N1", None),
        ("B3", None, "N2", "N1"),
    ]
    trading.confirmed("purchase_receipt", line("N1", 2, "3", batch="b2"))
    trading.confirmed("sales_delivery", line("N1", 2, "5", batch="B2"))

    last = batched("N3", "B9", 1)
    merged(loaded("N1"), loaded(last.code))
    assert {row[3] for row in lots() if row[2] in ("N1", "N2")} == {"N3"}


def test_batches_of_one_number_that_are_not_the_same_hold_it_up(shop):
    batched("N1", "B1", 5)
    batched("N2", "b1", 4, expires_on="2027-01-31")
    before = lots()

    refusal = refuses(loaded("N2"), loaded("N1"))

    assert [one.code for one in refusal.parts()] == ["product.merge_batches_differ"]
    assert "b1" in str(refusal)
    assert lots() == before
