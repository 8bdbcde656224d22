"""部门与员工: the tree of departments, who logs in as whom, and who handles a document."""

from decimal import Decimal

import pytest

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.people import Membership, User
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import EVERYTHING, line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def lin(shop):
    """林销售 of 华东部, who logs in as lin."""
    user = User.objects.create_user("lin")
    Membership.objects.create(user=user, company_id=shop.id)
    trading.master("department", code="D1", name="华东部")
    return trading.master(
        "employee", code="E1", name="林销售", department={"code": "D1"}, username="Lin"
    )


def entered_by(lin, form="sales_order", **fields):
    """What `lin` enters."""
    access = Access(company=current_id(), user=lin.user_id, granted=EVERYTHING)
    return trading.create(form, trading.filled(form, line("LS8", 1, "1"), **fields), access=access)


def test_a_department_does_not_lie_inside_itself():
    top = trading.master("department", code="A", name="总部")
    trading.master("department", code="B", name="销售部", parent={"code": "A"})

    with pytest.raises(BusinessError) as refusal:
        trading.change_master(top, parent={"code": "B"})

    assert refused(refusal) == [("department.inside_itself", "parent")]
    assert trading.fresh(top).parent_id is None


def test_a_member_is_one_employee(lin):
    with pytest.raises(BusinessError) as refusal:
        trading.master("employee", code="E2", name="另一人", username="lin")

    assert (lin.username, lin.user_id) == ("lin", User.objects.get(username="lin").id)
    assert refused(refusal) == [("employee.member_taken", "username")]
    assert trading.count("employee") == 1


def test_nobody_is_a_member_of_another_company(lin):
    User.objects.create_user("fremd")

    with pytest.raises(BusinessError) as refusal:
        trading.change_master(lin, username="fremd")

    assert refused(refusal) == [("employee.no_such_member", "username")]
    assert trading.change_master(lin, username="").user_id is None


def test_a_document_is_handled_by_the_salesperson_of_its_partner(lin):
    trading.master("department", code="D2", name="大客户部")
    other = trading.master("employee", code="E2", name="周", department={"code": "D2"})
    trading.partner("P7", "华强", salesperson={"code": "E2"})

    order = entered_by(lin, partner={"code": "P7"})

    assert (order.salesperson_id, order.department_id) == (other.id, other.department_id)


def test_without_one_it_is_handled_by_whoever_enters_it(lin):
    order = entered_by(lin)

    assert (order.salesperson_id, order.department_id) == (lin.id, lin.department_id)


def test_who_says_nobody_means_nobody(lin):
    order = entered_by(lin, salesperson=None, department=None)

    assert (order.salesperson_id, order.department_id) == (None, None)


def test_a_salesperson_who_left_handles_nothing_new(lin):
    trading.change_master(lin, active=False)

    assert entered_by(lin).salesperson_id is None
    with pytest.raises(BusinessError) as refusal:
        entered_by(lin, salesperson={"code": "E1"})
    assert refused(refusal)[0][1] == "salesperson"


def test_a_delivery_goes_on_with_the_salesperson_of_its_order(lin):
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    order = trading.confirmed("sales_order", line("LS8", 2, "5"), salesperson={"code": "E1"})

    delivery = trading.convert(order, "sales_delivery")

    assert (delivery.salesperson_id, delivery.department_id) == (lin.id, lin.department_id)


def test_a_delivery_takes_terms_and_address_of_its_partner_and_falls_due_by_them(lin):
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    trading.partner(
        "P7", "华强", term_kind="month_end", term_days=10, contact="王", address="华强北 1 号"
    )

    delivery = trading.confirmed(
        "sales_delivery", line("LS8", 2, "5", tax_rate=0), partner={"code": "P7"}
    )

    assert str(delivery.due_on) == "2026-12-10"
    assert (delivery.receiver, delivery.receiver_address) == ("王", "华强北 1 号")
    assert str(trading.fresh(delivery).due_on) == "2026-12-10"
    assert items("receivable") == [("2026-12-10", Decimal(10))]


def test_what_was_agreed_for_one_document_counts(lin):
    trading.partner("P7", "华强", term_kind="month_end", term_days=10)

    trading.confirmed(
        "purchase_receipt",
        line("LS8", 1, "100", tax_rate=0),
        partner={"code": "P7"},
        term_kind="days",
        term_days=7,
    )

    assert items("payable") == [("2026-11-30", Decimal(100))]


def test_the_receiver_is_mended_after_confirming_and_the_terms_are_not(lin):
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    delivery = trading.confirmed("sales_delivery", line("LS8", 2, "5"))

    assert trading.change(delivery, receiver="门卫").receiver == "门卫"
    with pytest.raises(BusinessError) as refusal:
        trading.change(delivery, term_kind="at_once")

    assert refused(refusal) == [("document.locked", "term_kind")]


def items(kind):
    """Due day and what is left of every open item."""
    rows = sql.run(
        'SELECT due_on::text, "left" FROM ledger_openitem'
        " WHERE company_id = %s::bigint AND kind = %s",
        [current_id(), kind],
    )
    return [(row[0], row[1]) for row in rows]
