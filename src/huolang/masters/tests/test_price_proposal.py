"""价格建议: which price a line is proposed, in which order, and where it is said to come from."""

from datetime import date
from decimal import Decimal

import pytest

from huolang.forms import registry
from huolang.kernel import settings_registry, sql
from huolang.masters import price_proposal
from huolang.masters.price_proposal import Asked, Question
from tests.support import trading
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")
DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def trade(shop):
    """Stock to sell, a level, and a customer of that level."""
    trading.confirmed("stock_receipt", line("LS8", 5000, unit_cost="0.3"), reason="opening")
    trading.master("price_level", code="PF", name="批发")
    trading.partner("P9", "批发客户", price_level={"code": "PF"})


def ids(form: str) -> dict:
    statement = f"SELECT code, id FROM {registry.get(form).table}"
    return dict(sql.run(statement).fetchall())


def proposed(*asked, form="sales_delivery", partner="P9", day=DAY, **more):
    """Proposals for lines of (product, unit, quantity)."""
    units, products, partners = ids("unit"), ids("product"), ids("partner")
    question = Question(
        registry.get(form).model, partners[partner] if partner else None, day, **more
    )
    lines = [Asked(products[code], units[unit], Decimal(many)) for code, unit, many in asked]
    return price_proposal.propose(question, lines)


def one(code="LS8", unit="PCS", quantity=1, **more):
    (found,) = proposed((code, unit, quantity), **more)
    return found.source, found.price, found.text


def price_list(code, *lines, **fields):
    rows = [{"product": {"code": "LS8"}, "price": price, **more} for price, more in lines]
    return trading.master("price_list", code=code, name=f"价目 {code}", lines=rows, **fields)


def test_each_source_gives_way_to_the_one_before_it():
    assert one() == ("product", Decimal("0.8"), "商品价格")

    trading.confirmed("sales_delivery", line("LS8", 10, "0.77"), partner={"code": "P9"})
    assert one() == ("last", Decimal("0.77"), "上次价格 XSCK-20261123-0001 2026-11-23")

    trading.change_master(
        trading.product("X1", "别的"), prices=[{"level": {"code": "PF"}, "price": "3"}]
    )
    level = [{"level": {"code": "PF"}, "price": "0.75"}]
    trading.product("LS9", "螺栓", sales_price="0.9", prices=level)
    assert one("LS9") == ("level", Decimal("0.75"), "等级价格 批发")

    price_list("ALL", ("0.7", {}))
    assert one() == ("list", Decimal("0.7"), "价目表 价目 ALL")

    price_list("PF", ("0.65", {}), level={"code": "PF"})
    assert one() == ("level_list", Decimal("0.65"), "等级价目表 价目 PF")

    price_list("P9", ("0.6", {}), partner={"code": "P9"})
    assert one() == ("partner_list", Decimal("0.6"), "专属价目表 价目 P9")
    assert one(partner="P1")[:2] == ("list", Decimal("0.7"))
    assert one(partner=None)[:2] == ("list", Decimal("0.7"))


def test_prices_of_products_are_with_or_without_tax_as_the_company_says():
    assert one(tax_included=True) == ("product", Decimal("0.904"), "商品价格")
    settings_registry.change("price.products_with_tax", True, by=None)
    assert one(tax_included=True)[1] == Decimal("0.8")
    assert one()[1] == Decimal("0.707965")


def test_a_level_takes_its_percent_of_the_sales_price_where_a_product_has_no_price_for_it():
    trading.master("price_level", code="VIP", name="贵宾", percent="90")
    trading.partner("P8", "贵宾客户", price_level={"code": "VIP"})

    assert one(partner="P8") == ("level", Decimal("0.72"), "等级价格 贵宾")
    assert one(unit="BOX", partner="P8")[1] == 72


def test_the_largest_quantity_from_which_a_price_counts_wins():
    box = {"unit": {"code": "BOX"}}
    price_list(
        "P9",
        ("70", box),
        ("66", {**box, "min_quantity": "10"}),
        ("0.6", {"min_quantity": "2000"}),
        partner={"code": "P9"},
    )

    assert one(unit="BOX", quantity=9)[1:] == (70, "专属价目表 价目 P9")
    assert one(unit="BOX", quantity=10)[1:] == (66, "专属价目表 价目 P9 ≥ 10 箱")
    assert one(unit="BOX", quantity=30)[1] == 66, "a line in the unit itself comes first"
    assert one(quantity=1999)[:2] == ("product", Decimal("0.8")), "a case is no price of pieces"
    assert one(quantity=2000)[1:] == (Decimal("0.6"), "专属价目表 价目 P9 ≥ 2,000 个")


def test_a_price_of_the_base_unit_serves_every_unit():
    price_list("ALL", ("0.7", {}), ("0.65", {"min_quantity": "500"}))

    assert one(unit="BOX", quantity=4)[1] == 70
    assert one(unit="BOX", quantity=5)[1] == 65


def test_a_list_counts_from_its_first_day_to_its_last_and_the_newest_wins():
    price_list("A", ("0.7", {}), valid_from="2026-11-01", valid_until="2026-11-22")
    price_list("B", ("0.6", {}), valid_from="2026-11-23", valid_until="2026-11-23")
    price_list("C", ("0.5", {}), valid_from="2026-11-24")
    price_list("D", ("0.4", {}), active=False)
    price_list("E", ("0.75", {}))

    assert one(day=date(2026, 10, 31))[1] == Decimal("0.75")
    assert one(day=date(2026, 11, 22))[1] == Decimal("0.7")
    assert one(day=date(2026, 11, 23))[1] == Decimal("0.6")
    assert one(day=date(2026, 11, 25))[1] == Decimal("0.5")


def test_prices_are_turned_into_the_documents_terms_of_tax():
    price_list("ALL", ("1.13", {}), tax_included=True)

    assert one()[1] == 1
    assert one(tax_included=True)[1] == Decimal("1.13")


def test_last_time_counts_as_it_was_paid_in_whatever_unit_and_only_when_confirmed():
    first = trading.confirmed(
        "sales_delivery",
        line("LS8", 2, "80", unit={"code": "BOX"}, discount="10"),
        partner={"code": "P9"},
    )
    trading.draft("sales_delivery", line("LS8", 1, "9"), partner={"code": "P9"})
    trading.confirmed("sales_delivery", line("LS8", 1, "0.5"), partner={"code": "P1"})

    assert one()[:2] == ("last", Decimal("0.72"))
    assert one(unit="BOX")[1] == 72
    assert one(day=date(2026, 11, 22))[0] == "product", "it was not yet"

    trading.act(first, "cancel")
    assert one()[0] == "product"


@pytest.mark.parametrize(
    ("place", "source"), [("first", "last"), ("after_lists", "list"), ("never", "list")]
)
def test_a_setting_says_where_the_price_of_last_time_stands(place, source):
    settings_registry.change("price.last_sale", place, by=None)
    price_list("ALL", ("0.7", {}))
    trading.confirmed("sales_delivery", line("LS8", 1, "0.77"), partner={"code": "P9"})

    assert one()[0] == source


def test_what_was_never_asked_of_lists_falls_to_the_product_when_last_time_is_left_out():
    settings_registry.change("price.last_sale", "never", by=None)
    trading.confirmed("sales_delivery", line("LS8", 1, "0.77"), partner={"code": "P9"})

    assert one()[0] == "product"


def test_purchases_have_their_own_lists_and_their_own_last_time():
    assert one("DL", "M", form="purchase_order", partner="P1")[:2] == ("product", Decimal("12.5"))

    trading.confirmed("purchase_receipt", line("DL", 5, "11.9"))
    assert one("DL", "M", form="purchase_order", partner="P1")[:2] == ("last", Decimal("11.9"))

    row = {"product": {"code": "DL"}, "price": "11.5", "min_quantity": "100"}
    trading.master("supplier_price_list", name="年度", partner={"code": "P1"}, lines=[row])
    asked = one("DL", "M", 100, form="purchase_order", partner="P1")
    assert asked == ("partner_list", Decimal("11.5"), "专属价目表 年度 ≥ 100 米")
    assert one("DL", "M", 99, form="purchase_order", partner="P1")[0] == "last"


def test_a_document_without_a_price_takes_the_proposed_one():
    price_list("P9", ("0.6", {}), ("0.55", {"min_quantity": "100"}), partner={"code": "P9"})

    sold = trading.draft(
        "sales_delivery",
        line("LS8", 1),
        line("LS8", 100),
        line("LS8", 1, "0.9"),
        partner={"code": "P9"},
    )

    assert [row.unit_price for row in sold.tables["lines"]] == [
        Decimal("0.6"),
        Decimal("0.55"),
        Decimal("0.9"),
    ]


def test_a_thousand_lines_are_answered_by_one_statement_besides_the_settings():
    lines = [("LS8", "BOX" if number % 2 else "PCS", number + 1) for number in range(1_000)]

    with sql.counting() as statements:
        found = proposed(*lines)

    asked = [one for one in statements if "WITH asked" in one]
    assert len(asked) == 1
    assert [one.price for one in found[:2]] == [Decimal("0.8"), 80]
    assert len(found) == 1_000


def test_a_unit_that_the_product_does_not_have_has_no_price():
    assert proposed(("LS8", "KG", 1), ("LS8", "PCS", 1))[0] is None


def test_a_break_is_reached_exactly_by_a_unit_that_is_a_third_of_another():
    third = {"unit": {"code": "HE"}, "numerator": "1", "denominator": "3"}
    thirds = trading.product("X3", "三分之一", units=[third], sales_price="100")
    of = {"product": {"code": "X3"}}
    price_list("JM3", ("95", of), ("90", {**of, "min_quantity": "10"}), partner={"code": "P9"})

    assert thirds and one("X3", "HE", 30)[:2] == ("partner_list", Decimal(30))
    assert one("X3", "HE", 29)[:2] == ("partner_list", Decimal("31.666667"))
