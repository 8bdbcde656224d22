"""往来单位: contacts, addresses, tax number and terms."""

from datetime import date

import pytest

from huolang.kernel import settings_registry, tax_number
from huolang.kernel.refusals import BusinessError
from huolang.masters.terms import due_on
from tests.support import trading
from tests.support.trading import refused

pytestmark = pytest.mark.usefixtures("shop")

REAL = "91110108551385082Q"
"""小米科技有限责任公司, as its invoices print it."""


@pytest.mark.parametrize("number", [REAL, "11010519491231002X", "440301103278374", "GB999999973"])
def test_numbers_that_may_be_right_are_taken(number):
    assert tax_number.is_right(number)


@pytest.mark.parametrize("number", ["GB999999973", "12-3456789", "201912345K", REAL, "1" * 20])
def test_numbers_of_any_country_are_formed_like_one(number):
    assert tax_number.is_formed(number)


@pytest.mark.parametrize(
    "wrong", ["abc", "无", "1234", "ABCDEFGHIJKLMNOP", "1" * 21, "9111 0108 x!"]
)
def test_what_is_formed_like_no_tax_number_is_refused_and_nothing_moves(wrong):
    made = trading.partner("P7", "小米", tax_number=REAL)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.change_master(made, tax_number=wrong)

    assert refused(refusal) == [("partner.no_tax_number", "tax_number")]
    assert (trading.fresh(made).tax_number, trading.books()) == (REAL, before)


@pytest.mark.parametrize("wrong", ["notmail", "a@", "a b@example.com", "@example.com"])
def test_what_is_no_mail_address_is_refused_at_its_contact(wrong):
    contacts = [{"name": "王"}, {"name": "李", "email": wrong}]
    with pytest.raises(BusinessError) as refusal:
        trading.partner("P7", "小米", contacts=contacts)
    assert refused(refusal) == [("master.no_mail_address", "contacts.1.email")]

    with pytest.raises(BusinessError) as refusal:
        trading.master("employee", name="王芳", email=wrong)
    assert refused(refusal) == [("master.no_mail_address", "email")]
    contacts[1]["email"] = " li@example.com "
    made = trading.partner("P7", "小米", contacts=contacts)
    assert [one.email for one in trading.fresh(made).tables["contacts"]] == ["", "li@example.com"]


@pytest.mark.parametrize("at", range(18))
def test_one_wrong_character_of_a_credit_code_is_noticed(at):
    other = "1" if REAL[at] != "1" else "2"

    assert not tax_number.is_right(REAL[:at] + other + REAL[at + 1 :])


def test_a_tax_number_is_kept_in_capitals_and_a_wrong_one_refused():
    made = trading.partner("P7", "小米", tax_number=" 9111 0108 5513 8508 2q ")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.change_master(made, tax_number="911101085513850822")

    assert made.tax_number == REAL
    assert refused(refusal) == [("partner.wrong_tax_number", "tax_number")]
    assert trading.books() == before


def test_the_first_contact_is_the_main_one_and_stands_in_the_header():
    made = trading.partner(
        "P7", "华强", contacts=[{"name": "王经理", "phone": "13800000001"}, {"name": "李会计"}]
    )

    assert [one.is_main for one in made.tables["contacts"]] == [True, False]
    assert (made.contact, made.phone) == ("王经理", "13800000001")


def test_header_and_main_contact_follow_whichever_was_changed():
    made = trading.partner("P7", "华强", contacts=[{"name": "王经理", "phone": "1"}])
    main = {"id": str(made.tables["contacts"][0].id)}

    by_row = trading.change_master(made, contacts=[{**main, "phone": "2"}])
    assert by_row.phone == "2"
    by_header = trading.change_master(made, phone="3")
    assert by_header.tables["contacts"][0].phone == "3"
    with pytest.raises(BusinessError) as refusal:
        trading.change_master(made, phone="4", contacts=[{**main, "phone": "5"}])

    assert refused(refusal) == [("partner.contact_differs", "phone")]
    assert trading.fresh(made).phone == "3"


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ({"contacts": [{"name": n, "is_main": True} for n in "甲乙"]}, "contacts.1.is_main"),
        (
            {"addresses": [{"street": n, "is_default": True} for n in "甲乙"]},
            "addresses.1.is_default",
        ),
    ],
)
def test_there_is_one_main_contact_and_one_default_address(rows, place):
    before = trading.count("partner")

    with pytest.raises(BusinessError) as refusal:
        trading.partner("P7", "华强", **rows)

    assert refused(refusal)[0][1] == place
    assert trading.count("partner") == before


def test_goods_go_to_the_default_address_or_else_to_the_partner_itself():
    made = trading.partner("P7", "华强", contact="王经理", phone="1", address="华强北路 1 号")
    where = (made.ship_receiver, made.ship_phone, made.ship_address)

    moved = trading.change_master(
        made,
        addresses=[
            {"street": "旧仓"},
            {
                "province": "上海市",
                "city": "上海市",
                "district": "嘉定区",
                "street": "曹安公路 9 号",
                "receiver": "仓管小周",
                "is_default": True,
            },
        ],
    )

    assert where == ("王经理", "1", "华强北路 1 号")
    assert (moved.ship_receiver, moved.ship_phone) == ("仓管小周", "1")
    assert moved.ship_address == "上海市嘉定区曹安公路 9 号"


def test_terms_that_count_days_say_how_many():
    with pytest.raises(BusinessError) as refusal:
        trading.partner("P7", "华强", term_kind="days")

    assert refused(refusal) == [("terms.days_missing", "term_days")]


@pytest.mark.parametrize(
    ("kind", "days", "due"),
    [
        ("", 0, None),
        ("at_once", 0, date(2026, 1, 31)),
        ("days", 30, date(2026, 3, 2)),
        ("month_end", 10, date(2026, 2, 10)),
    ],
)
def test_the_due_day_follows_from_the_terms(kind, days, due):
    assert due_on(date(2026, 1, 31), kind, days) == due


def test_a_month_ends_on_its_last_day_also_in_february():
    assert due_on(date(2028, 2, 3), "month_end", 0) == date(2028, 2, 29)


@pytest.mark.parametrize("limit", ["-1", "x"])
def test_a_credit_limit_is_an_amount(limit):
    with pytest.raises(BusinessError) as refusal:
        trading.partner("P7", "华强", credit_limit=limit)

    assert refused(refusal)[0][1] == "credit_limit"


NANSHAN = {"province": "广东省", "city": "深圳市", "district": "南山区", "region_code": "440305"}


def test_the_code_of_a_region_stays_while_its_names_do():
    address = {**NANSHAN, "street": "科技园 1 号"}
    made = trading.partner("P7", "小米", addresses=[address])
    row = {"id": str(made.tables["addresses"][0].id)}

    moved = trading.change_master(made, addresses=[{**row, "street": "科技园 2 号"}])
    kept = moved.tables["addresses"][0].region_code
    typed = trading.change_master(made, addresses=[{**row, "district": "福田区"}])
    other = {"district": "罗湖区", "region_code": "440303"}
    chosen = trading.change_master(made, addresses=[{**row, **other}])

    assert (kept, typed.tables["addresses"][0].region_code) == ("440305", "")
    assert chosen.tables["addresses"][0].region_code == "440303"
    assert chosen.ship_address == "广东省深圳市罗湖区科技园 2 号"


def test_a_region_may_be_typed_without_a_code_and_a_wrong_code_is_refused():
    foreign = {"province": "Bayern", "city": "München", "street": "Marienplatz 1"}
    made = trading.partner("P7", "Müller", addresses=[foreign])
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.change_master(
            made, addresses=[{**NANSHAN, "street": "1", "region_code": "44030５"}]
        )

    assert made.ship_address == "BayernMünchenMarienplatz 1"
    assert refused(refusal) == [("partner.wrong_region_code", "addresses.0.region_code")]
    assert trading.books() == before
    assert [row.city for row in trading.fresh(made).tables["addresses"]] == ["München"]


def test_a_new_customer_may_owe_what_the_company_lets_new_customers_owe():
    settings_registry.change("credit.default_limit", "5000", by=None)

    assert trading.partner("K1", "新客").credit_limit == 5000
    assert trading.partner("K2", "大客", credit_limit="90000").credit_limit == 90000
    assert trading.partner("S1", "只供货", is_customer=False).credit_limit is None
    both = trading.change_master(
        trading.partner("S2", "也供货", is_customer=False), is_customer=True
    )
    assert both.credit_limit == 5000
    old = trading.partner("K3", "老客", credit_limit="1")
    assert trading.change_master(old, credit_limit=None).credit_limit is None


def test_a_province_that_its_code_is_not_in_is_refused_at_its_field():
    made = trading.partner("K7", "南山五金")

    def moved(**told):
        return trading.change_master(made, addresses=[{**NANSHAN, "street": "1", **told}])

    for told, place in (
        ({"province": "湖南省"}, ("partner.other_province", "addresses.0.province")),
        ({"region_code": "990305"}, ("partner.wrong_region_code", "addresses.0.region_code")),
    ):
        with pytest.raises(BusinessError) as refusal:
            moved(**told)
        assert refused(refusal) == [place]
    assert trading.fresh(made).tables["addresses"] == []
    assert moved(province="广东").tables["addresses"][0].region_code == "440305"
    assert moved(province="Guangdong", region_code="440303").tables["addresses"][0].province
