"""合并: a duplicate is archived, drafts and masters go on with the other, the books stay."""

import pytest

from huolang.documents import lifecycle
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Forbidden
from tests.support import trading
from tests.support.merging import merged, written
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def pair(shop):
    """华强 twice: the second one is the duplicate."""
    return trading.partner("K1", "华强"), trading.partner("K2", "华强电子")


def refuses(duplicate, into):
    """Why it is refused; nothing was moved then."""
    before = (trading.books(), trading.fresh(duplicate).active)
    with pytest.raises(BusinessError) as refusal:
        merged(duplicate, into)
    assert (trading.books(), trading.fresh(duplicate).active) == before
    return refused(refusal)[0][0]


def test_drafts_and_masters_go_on_with_the_other_and_the_audit_tells_of_it(pair):
    kept, duplicate = pair
    draft = trading.draft("sales_order", line("LS8", 1, "5"), partner={"code": "K2"})

    merged(duplicate, kept)

    moved, archived = trading.fresh(draft), trading.fresh(duplicate)
    assert moved.partner_id == kept.id
    assert (archived.active, archived.merged_into_id) == (False, kept.id)
    assert trading.audit(draft) == ["create", "change"]
    assert trading.audit(duplicate)[-1] == trading.audit(kept)[-1] == "merge"
    assert trading.act(moved, "confirm").state == "confirmed"


def test_a_return_that_was_drafted_before_goes_on_with_the_other(pair):
    kept, duplicate = pair
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    sold = trading.confirmed("sales_delivery", line("LS8", 9, "0"), partner={"code": "K2"})
    draft = trading.convert(sold, "sales_return")
    merged(duplicate, kept)

    back = trading.act(trading.fresh(draft), "confirm")

    assert (back.partner_id, trading.on_hand("LS8")) == (kept.id, 9)


def test_what_is_in_the_books_stays_as_it_was_told(pair):
    kept, duplicate = pair
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    sold = {"partner": {"code": "K2"}}
    delivery = trading.confirmed("sales_delivery", line("LS8", 2, "5"), **sold)
    order = trading.confirmed("sales_order", line("LS8", 3, "5"), **sold)
    before = written()

    merged(duplicate, kept)

    assert written() == before
    named = {trading.fresh(one).partner_id for one in (delivery, order)}
    assert named == {duplicate.id}
    assert trading.audit(delivery) == ["create", "confirm"]


def test_an_open_order_goes_on_with_the_one_that_is_kept(pair):
    kept, duplicate = pair
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    order = trading.confirmed("sales_order", line("LS8", 5, "5"), partner={"code": "K2"})
    row = str(order.tables["lines"][0].id)
    first = trading.confirmed(
        "sales_delivery", line("LS8", 2, "5", order_line=row), partner={"code": "K2"}
    )
    merged(duplicate, kept)

    rest = trading.act(trading.convert(order, "sales_delivery"), "confirm")

    assert (rest.partner_id, rest.tables["lines"][0].base_quantity) == (kept.id, 3)
    assert trading.fresh(order).progress == "done"
    assert (trading.on_hand("LS8"), trading.reserved("LS8")) == (4, 0)
    trading.act(first, "reopen")
    trading.act(first, "confirm")
    trading.act(rest, "cancel")
    again = line("LS8", 3, "5", order_line=row)
    trading.confirmed("sales_delivery", again, partner={"code": "K1"})
    assert trading.fresh(order).progress == "done"


def test_a_purchase_order_is_received_from_the_one_that_is_kept(pair):
    kept, duplicate = pair
    order = trading.confirmed("purchase_order", line("LS8", 5, "2"), partner={"code": "K2"})
    draft = trading.convert(order, "purchase_receipt")
    merged(duplicate, kept)

    got = trading.act(trading.fresh(draft), "confirm")

    assert (got.partner_id, trading.on_hand("LS8")) == (kept.id, 5)
    assert trading.fresh(order).progress == "done"


def test_what_was_opened_again_goes_on_with_the_other_and_its_successors_follow(pair):
    kept, duplicate = pair
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    order = trading.confirmed("sales_order", line("LS8", 5, "5"), partner={"code": "K2"})
    delivery = trading.act(trading.convert(order, "sales_delivery"), "confirm")
    trading.act(order, "reopen")
    before = written()

    merged(duplicate, kept)

    assert written() == before
    again = trading.act(order, "confirm")
    assert (again.partner_id, again.number) == (kept.id, order.number)
    trading.act(delivery, "reopen")
    assert trading.fresh(order).progress == "none"
    assert trading.act(delivery, "confirm").partner_id == duplicate.id
    assert trading.fresh(order).progress == "done"


def test_the_other_becomes_what_the_duplicate_was(shop):
    vip = trading.master("price_level", code="VIP", name="贵宾")
    kept = trading.partner(
        "K1", "华强", is_customer=False, contacts=[{"name": "王一", "phone": "1"}]
    )
    agreed = {"credit_limit": "500", "credit_days": 7, "term_kind": "days", "term_days": 30}
    duplicate = trading.partner(
        "K2",
        "华强电子",
        is_supplier=False,
        price_level={"code": "VIP"},
        contacts=[{"name": "李二", "phone": "2"}, {"name": "王一", "phone": "1"}],
        addresses=[{"street": "深南大道 1 号"}],
        **agreed,
    )

    merged(duplicate, kept)

    now = trading.fresh(kept)
    assert (now.is_supplier, now.is_customer, now.price_level_id) == (True, True, vip.id)
    assert [getattr(now, name) for name in agreed] == [500, 7, "days", 30]
    contacts = [(row.name, row.is_main) for row in now.tables["contacts"]]
    assert contacts == [("王一", True), ("李二", False)]
    assert [row.street for row in now.tables["addresses"]] == ["深南大道 1 号"]
    assert now.ship_address == "深南大道 1 号"
    assert trading.audit(kept) == ["create", "change", "merge"]


def test_what_both_have_stays_as_the_kept_one_has_it(shop):
    kept = trading.partner("K1", "华强", credit_limit="100", term_kind="at_once")
    duplicate = trading.partner(
        "K2", "华强电子", credit_limit="900", term_kind="month_end", term_days=5
    )

    merged(duplicate, kept)

    now = trading.fresh(kept)
    assert (now.credit_limit, now.term_kind) == (100, "at_once")
    assert trading.audit(kept) == ["create", "merge"]


CREDIT = ("credit_limit", "credit_days", "term_kind", "term_days")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ((None, None, "", None), ("100", 7, "days", 30), (100, 7, "days", 30)),
        (("900", 3, "days", 60), ("100", 7, "days", 30), (100, 3, "days", 30)),
        (("900", 3, "days", 30), ("1000", 2, "month_end", 30), (900, 2, "days", 30)),
        ((None, None, "days", 36), (None, None, "month_end", 6), (None, None, "month_end", 6)),
        ((None, None, "month_end", 9), ("0", None, "month_end", 8), (0, None, "month_end", 8)),
        ((None, None, "days", 30), (None, 5, "", None), (None, 5, "at_once", None)),
        ((None, 5, "", None), (None, None, "days", 30), (None, 5, "", None)),
        ((None, None, "", None), (None, 5, "", None), (None, 5, "", None)),
    ],
)
def test_of_two_customers_nobody_owes_more_or_longer_than_before(shop, ours, theirs, expected):
    kept = trading.partner("K1", "华强", **dict(zip(CREDIT, ours, strict=True)))
    duplicate = trading.partner("K2", "华强电子", **dict(zip(CREDIT, theirs, strict=True)))

    merged(duplicate, kept)

    now = trading.fresh(kept)
    assert tuple(getattr(now, name) for name in CREDIT) == expected
    changed = trading.audit(kept) == ["create", "change", "merge"]
    assert changed == (expected != tuple(getattr(kept, name) for name in CREDIT))


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (("supplier", "days", 90), ("customer", "at_once", None), ("at_once", None)),
        (("supplier", "month_end", 5), ("customer", "days", 30), ("days", 30)),
        (("supplier", "days", 10), ("customer", "days", 30), ("days", 10)),
        (("supplier", "days", 90), ("customer", "", None), ("days", 90)),
        (("customer", "days", 30), ("supplier", "at_once", None), ("days", 30)),
        (("customer", "", None), ("supplier", "days", 90), ("days", 90)),
        (("supplier", "", None), ("supplier", "days", 60), ("days", 60)),
        (("supplier", "days", 30), ("supplier", "at_once", None), ("days", 30)),
    ],
)
def test_the_terms_of_a_supplier_give_no_customer_more_time(shop, ours, theirs, expected):
    made = []
    for code, (role, kind, days) in (("K1", ours), ("K2", theirs)):
        roles = {"is_supplier": role == "supplier", "is_customer": role == "customer"}
        made.append(trading.partner(code, "华强", term_kind=kind, term_days=days, **roles))

    merged(made[1], made[0])

    now = trading.fresh(made[0])
    assert (now.term_kind, now.term_days) == expected


def test_terms_of_which_neither_is_always_the_earlier_are_agreed_first(shop):
    kept = trading.partner("K1", "华强", term_kind="month_end", term_days=5)
    duplicate = trading.partner("K2", "华强电子", term_kind="days", term_days=30)

    assert refuses(duplicate, kept) == refuses(kept, duplicate) == "partner.merge_terms_cross"
    trading.change_master(kept, term_days=30)
    merged(duplicate, kept)
    assert (trading.fresh(kept).term_kind, trading.fresh(kept).term_days) == ("days", 30)


@pytest.mark.parametrize(
    ("lists", "order"),
    [("price_list", "sales_order"), ("supplier_price_list", "purchase_order")],
)
def test_the_prices_of_the_kept_one_stay_and_those_it_lacks_are_the_duplicates(pair, lists, order):
    kept, duplicate = pair
    agreed = [(kept, ["LS8"], "9"), (duplicate, ["LS8", "DL"], "5")]
    for partner, codes, price in agreed:
        rows = [{"product": {"code": code}, "price": price} for code in codes]
        told = {"code": f"J{partner.code}", "name": partner.code, "lines": rows}
        trading.master(lists, partner={"code": partner.code}, **told)

    merged(duplicate, kept)

    asked = [line("LS8", 1), line("DL", 1)]
    made = trading.draft(order, *asked, partner={"code": kept.code})
    assert [row.unit_price for row in made.tables["lines"]] == [9, 5]


def test_of_three_names_one_goes_on_for_all_and_none_for_itself(pair):
    kept, duplicate = pair
    last = trading.partner("K3", "华强集团")
    merged(duplicate, kept)

    merged(kept, last)

    stands = sql.run(
        "SELECT code, merged_into_id FROM masters_partner WHERE company_id = %s::bigint"
        " AND code LIKE 'K_' ORDER BY code",
        [current_id()],
    ).fetchall()
    assert stands == [("K1", last.id), ("K2", last.id), ("K3", None)]
    assert refuses(last, duplicate) == refuses(last, kept) == "merge.into_archived"


def test_nothing_is_merged_into_itself_or_twice_or_into_what_is_archived(pair):
    kept, duplicate = pair
    other = trading.partner("K3", "旧客户", active=False)

    assert refuses(kept, kept) == "merge.into_itself"
    assert refuses(kept, other) == "merge.into_archived"
    merged(duplicate, kept)
    assert refuses(duplicate, kept) == "merge.merged_already"
    with pytest.raises(BusinessError) as refusal:
        trading.change_master(duplicate, active=True)
    assert refused(refusal) == [("merge.merged_already", "active")]


def test_units_are_not_merged_and_not_everybody_merges(pair):
    kept, duplicate = pair
    unit = trading.master("unit", code="U1", name="某")

    assert refuses(unit, trading.master("unit", code="U2", name="某")) == "merge.not_possible"
    may = {"partner": frozenset({"view", "edit"})}
    access = Access(company=current_id(), user=None, granted=may)
    with pytest.raises(Forbidden):
        merged(duplicate, kept, access)
    assert trading.fresh(duplicate).active


def test_no_new_document_names_the_duplicate(pair):
    kept, duplicate = pair
    merged(duplicate, kept)

    with pytest.raises(BusinessError) as refusal, acting(current_id()):
        payload = trading.filled("sales_order", line("LS8", 1, "5"), partner={"code": "K2"})
        form = registry.get("sales_order")
        lifecycle.create(form, payload, access=trading.anybody(), at=MORNING)

    assert refused(refusal)[0][1] == "partner"
