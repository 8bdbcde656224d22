"""The made-up company: the same story every time, and one that the books accept."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from huolang.kernel import clock, sql
from huolang.kernel.company import acting
from huolang.kernel.people import Membership
from huolang.ledger import proof
from huolang.samples import (
    demo,
    demo_bundles,
    demo_figures,
    demo_goods,
    demo_money,
    demo_staff,
    demo_trade,
    loaded,
)

END = date(2026, 11, 20)


def shop(end=END):
    chance = random.Random(demo.SEED)
    wares = demo_goods.wares(chance)
    demo_goods.suppliers(chance)
    return demo_trade.Shop(wares, demo_goods.customers(chance), end, chance)


def silent(step, done, whole):
    pass


@pytest.fixture
def short(monkeypatch):
    """Twelve days instead of half a year."""
    monkeypatch.setattr(demo_trade, "DAYS", 12)


def load(company, user):
    return demo.load(company, user, show=silent)


def counted(company):
    """How many documents of each form and state there are."""
    tables = ("sales_salesorder", "sales_salesdelivery", "purchasing_purchaseorder")
    tables += ("purchasing_purchasereceipt", "inventory_openingstock", "inventory_stockissue")
    tables += ("finance_openingbalance", "masters_product", "masters_partner", "masters_pricelist")
    with acting(company.id):
        return {
            table: sql.run(
                f"SELECT to_jsonb(t) ->> 'state', count(*) FROM {table} t GROUP BY 1 ORDER BY 1"
            ).fetchall()
            for table in tables
        }


def test_the_story_is_the_same_every_time_and_ends_on_its_day():
    first, again = list(shop().days()), list(shop().days())

    assert first == again
    assert first[-1][0] == END
    keys = [one.key for _day, papers in first for one in papers if one.then == "confirm"]
    assert len(keys) == len(set(keys)) > 1500


def test_there_are_as_many_wares_and_partners_as_a_trader_has():
    chance = random.Random(demo.SEED)
    wares = demo_goods.wares(chance)

    assert len({one.code for one in wares}) == len({one.barcode for one in wares}) == 300
    assert len({one.category for one in wares}) == 20
    partners = demo_goods.suppliers(chance) + demo_goods.customers(chance)
    assert len({one.code for one in partners}) == 60
    assert all(len(one.barcode) == 13 for one in wares)


def test_nothing_is_planned_that_is_not_there():
    told = shop()

    for _day, _papers in told.days():
        assert min(told.free.values()) >= 0
    assert told.waiting, "some orders are still open at the end"


def test_goods_for_a_season_sell_in_it():
    sold = Counter()
    for day, papers in shop().days():
        for paper in papers:
            if paper.form == "sales_delivery":
                for one in paper.lines:
                    sold[one.ware[:4], f"{day:%m}"] += one.quantity

    assert sold["SP12", "07"] > 3 * sold["SP12", "11"]
    assert sold["SP13", "11"] > 10 * sold["SP13", "06"]


def test_the_books_take_all_of_it_and_a_second_time_nothing(short, company, person):
    boss = person("admin")

    made = load(company, boss)

    before = counted(company)
    assert made > 60
    assert load(company, boss) == 0
    assert counted(company) == before
    with acting(company.id):
        assert list(proof.differences(company.id)) == []
        answers = "SELECT w.code, d.name FROM masters_warehouse w JOIN masters_department d"
        answers += " ON d.id = w.department_id AND d.company_id = w.company_id ORDER BY 1"
        named = sql.run(answers).fetchall()
    assert named == [("CK01", "仓储部"), ("CK02", "销售部"), ("CK03", "仓储部")]
    roles = {tuple(one.roles) for one in Membership.objects.filter(company=company)}
    assert roles >= {("purchasing",), ("sales",), ("warehouse",), ("finance",), ("owner",)}


def test_the_half_year_has_all_that_a_trader_does():
    papers = [one for _day, some in shop().days() for one in some]

    forms = {one.form for one in papers}
    assert forms >= {"sales_exchange", "purchase_exchange", "sales_return", "purchase_return"}
    assert forms >= {"opening_stock", "stock_receipt", "stock_issue", "stock_transfer"}
    moved = [one for one in papers if one.form == "stock_transfer"]
    assert 10 < len(moved) < 60 and all(one.into not in ("", one.warehouse) for one in moved)
    swapped = [one.lines for one in papers if one.form.endswith("_exchange")]
    assert all(back.quantity == given.quantity for back, given in swapped)
    assert {one.then for one in papers} == {"confirm", "close", "draft"}
    lines = [line for one in papers for line in one.lines]
    assert any(line.is_gift for line in lines) and any(line.discount for line in lines)
    assert any(one.off for one in papers)
    orders = [one for one in papers if one.form == "sales_order" and one.then == "confirm"]
    assert all(one.expected and one.expected > one.day for one in orders)


def test_who_took_goods_for_use_is_named_and_draws_nothing_by_chance():
    issues = [one for _d, some in shop().days() for one in some if one.form == "stock_issue"]

    takers = {dict(one.more).get("employee", {}).get("code") for one in issues}
    assert takers <= {None, *demo_staff.TAKERS} and len(takers) > 3
    assert all(bool(one.more) == (one.reason == "use") for one in issues)
    assert demo_staff.taker(1) == {"employee": {"code": "E08"}, "department": {"code": "D5"}}
    assert set(demo_staff.ANSWERS_FOR) == {code for code, *_more in demo_figures.WAREHOUSES}


def test_every_kind_of_document_is_there():
    """Costs, invoices, payments and opening balances follow from the books: the test below."""
    papers = [one for _day, some in shop().days() for one in some]
    by_form = Counter(one.form for one in papers)

    assert by_form["stock_count"] >= 5
    assert by_form["assembly"] == 3 and by_form["disassembly"] == 1
    assert by_form["loan"] == 4 and by_form["loan_return"] == 3
    settled = [line.link for one in papers for line in one.lines if one.form == "sales_delivery"]
    assert settled.count("loan_line") == 2, "gift boxes that a shop sold for us"
    in_steps = [one for one in papers if ("in_steps", True) in one.more]
    assert len(in_steps) == by_form["transfer_receipt"] + 1 > 3, "one is still on its way"
    assert any(dict(line.more).get("lost") for one in papers for line in one.lines)
    told = {name for one in papers for line in one.lines for name, _value in line.more}
    assert told >= {"batch", "serials", "reason", "lost"}
    assert any(one.form == "sales_return" and one.lines[0].more for one in papers)


def test_prices_limits_codes_and_people_are_there(short, company, person):
    load(company, person("admin"))

    def count(table, where="true"):
        return sql.run(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]

    with acting(company.id):
        assert count("masters_stocklimit") == 442
        assert count("planning_proposal", "state = 'open'") > 0  # to be seen without waiting
        assert count("masters_pricelistline", "min_quantity = 10") > 40
        assert count("masters_pricelist", "valid_until < now()") == 1
        assert count("masters_supplierpricelist") == 5
        assert count("masters_barcode") > 2 * 300
        assert count("masters_brand") == 21
        assert count("masters_productcategory", "parent_id IS NOT NULL") == 20
        assert count("masters_employee", "user_id IS NOT NULL") == 5
        assert count("masters_partner", "salesperson_id IS NULL OR tax_number = ''") == 0
        late = sql.run('SELECT count(*) FROM ledger_openitem WHERE "left" > 0 AND due_on < now()')
        assert late.fetchone()[0] > 0


def test_invoices_arrive_and_most_of_what_is_due_is_paid(company, person, monkeypatch):
    monkeypatch.setattr(demo_trade, "DAYS", 24)
    last = clock.business_day(clock.now(), company.time_zone)
    last -= timedelta(days=last.weekday() == 6)  # nobody works on Sundays
    monkeypatch.setattr(demo_money, "INVOICING_DAY", last.day)
    monkeypatch.setattr(demo_money, "PAYING_DAYS", {"customer_payment": (last.day,)})
    monkeypatch.setattr(demo_money, "LAG", 0)
    monkeypatch.setattr(demo_trade, "COMES_BACK", 0.8)
    monkeypatch.setattr(demo_money, "TERM", 1)
    monkeypatch.setattr(demo_staff, "TERMS", ({"term_kind": "at_once"},))

    load(company, person("admin"))

    with acting(company.id):
        papers = sql.run("SELECT count(*), sum(difference) FROM purchasing_purchaseinvoice")
        paid = sql.run("SELECT count(*), sum(amount) FROM finance_customerpayment")
        settled = sql.run('SELECT count(*) FROM ledger_openitem WHERE "left" = 0')
        assert papers.fetchone()[0] > 0
        red = sql.run("SELECT count(*) FROM sales_salesinvoice WHERE colour = 'red'")
        assert red.fetchone()[0] > 0
        corrects = sql.run("SELECT count(original_id) FROM sales_salesinvoice")
        assert corrects.fetchone()[0] > 0
        swapped = sql.run("SELECT sum(invoiced_base) FROM sales_salesexchangeline")
        assert swapped.fetchone()[0] > 0
        assert paid.fetchone()[0] > 0
        assert settled.fetchone()[0] > 0
        assert list(proof.differences(company.id)) == []


def test_a_load_that_broke_off_goes_on_where_it_stopped(
    short, company, other_company, person, monkeypatch
):
    boss, elsewhere = person("admin"), person("admin", company=other_company)
    load(other_company, elsewhere)
    real, calls = loaded.keep, []

    def breaks(*given, **more):
        calls.append(1)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return real(*given, **more)

    monkeypatch.setattr(loaded, "keep", breaks)
    with pytest.raises(KeyboardInterrupt):
        load(company, boss)
    monkeypatch.setattr(loaded, "keep", real)
    load(company, boss)

    assert counted(company) == counted(other_company)
    with acting(company.id):
        assert list(proof.differences(company.id)) == []


def test_bundles_are_sold_and_some_come_back_of_what_is_free():
    papers = [one for _day, some in shop().days() for one in some]

    sold = [(one.form, line.ware, line.quantity) for one in papers for line in one.lines]
    assert [one for one in sold if one[1] in demo_bundles.PARTS] == [
        ("sales_delivery", "SP9301", 6),
        ("sales_delivery", "SP9302", 4),
        ("sales_delivery", "SP9301", 10),
        ("sales_return", "SP9301", 2),
        ("sales_delivery", "SP9302", 3),
        ("sales_delivery", "SP9301", 5),
    ]
