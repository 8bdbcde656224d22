"""合并了的往来单位: what was told of the duplicate is paid, invoiced and credited by the one that
is kept; the books keep the names, and the accounts of each come to what is open of it."""

from decimal import Decimal

import pytest

from huolang.finance import open_item, owed
from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.masters import credit
from tests.support import trading
from tests.support.merging import balances, merged
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
K1, K2 = {"partner": {"code": "K1"}}, {"partner": {"code": "K2"}}
ADVANCE, RECEIVABLE, PAYABLE, WAITING = "2203", "1122", "220201", "220202"


@pytest.fixture
def pair(shop):
    """华强 twice: the second one is the duplicate."""
    there = {"reason": "opening", "date": "2026-11-01"}
    trading.confirmed("stock_receipt", line("LS8", 90, unit_cost="1"), **there)
    return trading.partner("K1", "华强"), trading.partner("K2", "华强电子")


def sold(whom, quantity=1, price="100", **fields):
    return trading.confirmed(
        "sales_delivery", line("LS8", quantity, price, tax_rate="13"), **whom, **fields
    )


def bought(whom, quantity=10, price="10"):
    row = line("LS8", quantity, price, tax_rate="13")
    return trading.confirmed("purchase_receipt", row, **whom)


def items(partner, kind="receivable"):
    return {one.number: one.left for one in owed.items(partner.id, [kind])}


def pay(whom, amount, *documents, form="customer_payment", parts=None, then="confirm"):
    kind = "receivable" if form == "customer_payment" else "payable"
    found = [one for each in documents for one in open_item.of_record(
        trading.form_of(each).name, each.id, kind)]  # fmt: skip
    parts = parts or [one.left for one in found]
    lines = [
        {"item": str(one.id), "amount": str(part)} for one, part in zip(found, parts, strict=True)
    ]
    return trading.create(form, {**whom, "amount": str(amount), "lines": lines}, then=then)


def test_one_payment_settles_what_stands_under_both_names(pair):
    kept, duplicate = pair
    theirs, ours = sold(K2), sold(K1, 2)
    merged(duplicate, kept)
    assert items(kept) == {theirs.number: Decimal("113.00"), ours.number: Decimal("226.00")}
    (told,) = owed.page(["receivable", "payable"], limit=9)[0]
    assert (told.code, told.receivable, told.payable) == ("K1", Decimal("339.00"), 0)

    paid = pay(K1, "400", theirs, ours)

    assert (paid.settled_amount, paid.advance) == (Decimal("339.00"), Decimal("61.00"))
    assert balances() == {("K1", ADVANCE): Decimal("-61.00")}
    assert items(kept) == {paid.number: Decimal("-61.00")}
    trading.act(paid, "cancel")
    assert balances() == {
        ("K1", RECEIVABLE): Decimal("226.00"),
        ("K2", RECEIVABLE): Decimal("113.00"),
    }


def test_an_advance_of_the_duplicate_pays_the_kept_ones_goods(pair):
    kept, duplicate = pair
    pay(K2, "50")
    merged(duplicate, kept)
    delivery = sold(K1)
    advance = next(one for one in owed.items(kept.id, ["receivable"]) if one.left < 0)
    goods = next(one for one in owed.items(kept.id, ["receivable"]) if one.left > 0)
    rows = [
        {"item": str(advance.id), "amount": "-50"},
        {"item": str(goods.id), "amount": "113"},
    ]

    trading.create("customer_payment", {**K1, "amount": "63", "lines": rows}, then="confirm")

    assert (trading.owed("receivable"), balances()) == (0, {})
    assert trading.fresh(delivery).standing.settled


def test_what_is_of_somebody_else_is_not_settled(pair):
    kept, duplicate = pair
    delivery = sold({})
    merged(duplicate, kept)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        pay(K1, "113", delivery)

    assert refused(refusal) == [("ledger.item_of_another", "lines.0.item")]
    assert trading.books() == before


def test_a_payment_pushed_down_from_the_duplicates_document_is_the_kept_ones(pair):
    kept, duplicate = pair
    delivery = sold(K2)
    paper = trading.act(trading.convert(delivery, "sales_invoice"), "confirm")
    merged(duplicate, kept)

    of_goods = trading.convert(delivery, "customer_payment")
    of_paper = trading.convert(paper, "customer_payment")

    assert {(one.partner_id, one.amount) for one in (of_goods, of_paper)} == {
        (kept.id, Decimal("113.00"))
    }
    trading.act(of_paper, "confirm")
    assert (trading.owed("receivable"), balances()) == (0, {})


def test_goods_of_both_names_are_on_one_invoice_and_paid_from_it(pair):
    kept, duplicate = pair
    theirs, ours = sold(K2), sold(K1, 2)
    merged(duplicate, kept)
    paper = trading.convert(theirs, "sales_invoice")
    assert paper.partner_id == kept.id
    row, more = theirs.tables["lines"][0].id, ours.tables["lines"][0].id
    rows = [
        {**line("LS8", 1, delivery_line=str(row)), "amount": "110", "tax": "14.30"},
        line("LS8", 2, delivery_line=str(more)),
    ]
    paper = trading.change(paper, lines=rows)
    paper = trading.act(paper, "confirm")
    assert (paper.difference, trading.owed("receivable")) == (Decimal("11.30"), Decimal("350.30"))

    paid = trading.act(trading.convert(paper, "customer_payment"), "confirm")

    assert paid.amount == Decimal("350.30")
    assert (trading.owed("receivable"), balances()) == (0, {})
    red = trading.convert(
        trading.act(trading.convert(theirs, "sales_return"), "confirm"), "sales_invoice"
    )
    assert (red.partner_id, red.original_id) == (kept.id, paper.id)


def test_a_red_invoice_names_the_duplicates_black_one(pair):
    kept, duplicate = pair
    delivery = sold(K2)
    paper = trading.act(trading.convert(delivery, "sales_invoice"), "confirm")
    merged(duplicate, kept)
    back = trading.act(trading.convert(delivery, "sales_return"), "confirm")

    red = trading.convert(back, "sales_invoice")

    assert (back.partner_id, red.original_id) == (kept.id, paper.id)
    assert trading.act(red, "confirm").colour == "red"
    assert trading.owed("receivable") == 0


@pytest.mark.parametrize("paid_before", [False, True])
def test_the_suppliers_paper_of_both_names_and_its_difference(pair, paid_before):
    kept, duplicate = pair
    theirs, ours = bought(K2), bought(K1)
    if paid_before:
        pay(K2, "50", theirs, form="supplier_payment", parts=["50"])
    merged(duplicate, kept)
    rows = [
        {
            **line("LS8", 10, receipt_line=str(theirs.tables["lines"][0].id)),
            "amount": "120",
            "tax": "15.60",
        },
        line("LS8", 10, receipt_line=str(ours.tables["lines"][0].id)),
    ]
    before = trading.stock_value("LS8")

    paper = trading.create("purchase_invoice", {**K1, "lines": rows}, then="confirm")

    assert trading.stock_value("LS8") - before == 20
    paid = 50 if paid_before else 0
    assert balances() == {
        ("K1", PAYABLE): Decimal("-135.60"),
        ("K2", PAYABLE): Decimal("-113.00") + paid,
    }
    assert items(kept, "payable") == {
        theirs.number: 113 - paid,
        ours.number: 113,
        paper.number: Decimal("22.60"),
    }
    money = trading.convert(paper, "supplier_payment")
    assert (money.partner_id, money.amount) == (kept.id, Decimal("248.60") - paid)
    trading.act(money, "confirm")
    assert (trading.owed("payable"), balances()) == (0, {})
    trading.act(money, "cancel")
    trading.act(paper, "cancel")
    assert trading.stock_value("LS8") == before
    assert balances() == {
        ("K1", WAITING): -100,
        ("K2", WAITING): -100,
        **({("K2", PAYABLE): Decimal(50)} if paid_before else {}),
    }


def test_an_allowance_for_goods_of_the_duplicate(pair):
    kept, duplicate = pair
    receipt = bought(K2)
    merged(duplicate, kept)
    before = trading.stock_value("LS8")

    draft = trading.convert(receipt, "purchase_allowance")
    row = {"id": str(draft.tables["lines"][0].id), "amount": "30"}
    given = trading.act(trading.change(draft, lines=[row]), "confirm")

    assert given.partner_id == kept.id
    assert trading.stock_value("LS8") - before == -30
    assert balances() == {("K1", PAYABLE): Decimal("33.90"), ("K2", WAITING): -100}
    trading.act(given, "cancel")
    assert (trading.stock_value("LS8"), balances()) == (before, {("K2", WAITING): -100})


def test_a_paper_of_the_duplicate_is_not_entered_again_for_the_kept_one(pair):
    kept, duplicate = pair
    theirs, ours = bought(K2), bought(K1)
    for receipt in (theirs, ours):
        draft = trading.convert(receipt, "purchase_invoice")
        trading.change(draft, invoice_number="044001")
        if receipt is theirs:
            trading.act(draft, "confirm")
    merged(duplicate, kept)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm")

    assert refused(refusal) == [("purchase_invoice.entered_before", "invoice_number")]
    assert trading.books() == before


def test_a_balance_of_the_old_books_is_not_entered_again_for_the_kept_one(pair):
    kept, duplicate = pair
    row = {"kind": "receivable", "original_number": "A-7", "amount": "80"}
    opening = {"date": "2026-11-01"}
    trading.create("opening_balance", {**opening, "lines": [{**row, **K2}]}, then="confirm")
    merged(duplicate, kept)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.create("opening_balance", {**opening, "lines": [{**row, **K1}]}, then="confirm")

    assert refused(refusal) == [("opening_balance.entered_before", "lines.0.original_number")]
    assert trading.books() == before


def test_what_was_confirmed_anew_is_settled_by_the_draft_of_before(pair):
    kept, duplicate = pair
    delivery = sold(K2)
    draft = pay(K2, "113", delivery, then=None)
    trading.act(delivery, "reopen")
    merged(duplicate, kept)
    assert trading.act(delivery, "confirm").partner_id == kept.id

    paid = trading.act(draft, "confirm")

    assert (paid.partner_id, paid.settled_amount) == (kept.id, 113)
    assert (trading.owed("receivable"), balances()) == (0, {})


def test_files_name_what_stands_under_both_names_for_the_kept_one(pair):
    kept, duplicate = pair
    delivery = sold(K2)
    row = {"kind": "receivable", "original_number": "", "amount": "80"}
    opening = trading.create(
        "opening_balance",
        {"date": "2026-11-01", "lines": [{**row, **K1}, {**row, **K2}]},
        then="confirm",
    )
    merged(duplicate, kept)
    wanted = [
        (kept.id, delivery.number),
        (kept.id, opening.number),
        (duplicate.id, delivery.number),
    ]

    found = open_item.named("receivable", wanted)

    assert [[(one.is_open, one.place) for one in found[each]] for each in wanted] == [
        [(True, 1)],
        [(True, 1), (True, 2)],
        [(True, 1)],
    ]
    both = open_item.called([one.item for one in found[kept.id, opening.number]])
    assert sorted(name for name, *_ in both.values()) == [
        f"{opening.number}#1",
        f"{opening.number}#2",
    ]


def test_the_kept_one_stays_customer_while_the_duplicate_owes(pair):
    kept, duplicate = pair
    sold(K2)
    merged(duplicate, kept)

    with pytest.raises(BusinessError) as refusal:
        trading.change_master(kept, is_customer=False)

    assert refused(refusal) == [("partner.still_owes", "is_customer")]


def test_limit_and_days_count_what_stands_under_both_names(pair):
    kept, duplicate = pair
    trading.change_master(kept, credit_limit="300", credit_days=10)
    sold(K2, date="2026-11-20")
    sold(K1)
    merged(duplicate, kept)
    seller = {"access": trading.access(current_id(), sales_delivery=("add", "confirm"))}
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        payload = trading.filled("sales_delivery", line("LS8", 1, "70", tax_rate="13"), **K1)
        trading.create("sales_delivery", payload, then="confirm", **seller)

    assert refused(refusal) == [("ledger.credit_reached", "partner")] or refused(refusal) == [
        ("ledger.credit_exceeded", "partner")
    ]
    assert trading.books() == before
    payload = trading.filled("sales_delivery", line("LS8", 1, "60", tax_rate="13"), **K1)
    trading.create("sales_delivery", payload, then="confirm", **seller)
    assert trading.owed("receivable") == Decimal("293.80")


def test_what_the_duplicate_owes_too_long_stops_the_kept_one_and_its_own_draft(pair):
    kept, duplicate = pair
    trading.change_master(kept, credit_days=2)
    late = sold(K2, date="2026-11-20")
    fresh = sold(K2)
    trading.act(fresh, "reopen")
    merged(duplicate, kept)
    seller = {"access": trading.access(current_id(), sales_delivery=("add", "confirm"))}
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(fresh, "confirm", **seller)

    assert {code for code, _place in refused(refusal)} <= {
        "ledger.overdue",
        "ledger.overdue_too_long",
    }
    assert trading.books() == before
    pay(K1, "113", late)
    trading.act(fresh, "confirm", **seller)
    assert credit.agreed(duplicate.id).partners == [kept.id, duplicate.id]


def test_however_many_lines_the_names_are_read_once(pair):
    kept, duplicate = pair
    documents = [sold(K2) for _ in range(6)] + [sold(K1)]
    merged(duplicate, kept)

    def asked(*some):
        draft = pay(K1, 113 * len(some), *some, then=None)
        with acting(current_id()), sql.counting() as statements:
            trading.act(draft, "confirm")
        return len(statements)

    asked(sold(K1))  # whatever only the first payment needs
    one, many = asked(*documents[:1]), asked(*documents[1:])

    assert one == many
