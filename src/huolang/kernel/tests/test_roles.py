"""What the shipped roles may do: every role, every form, every operation."""

import pytest

from huolang.kernel import access as access_of
from huolang.kernel import role_changes, roles
from huolang.kernel.access import NoCompany
from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import Company, acting
from huolang.kernel.people import Membership, Role
from huolang.kernel.permissions import OPERATIONS
from huolang.kernel.refusals import Forbidden
from huolang.kernel.roles import HIDEABLE

TRADE = [
    "purchase_order",
    "purchase_receipt",
    "sales_order",
    "sales_delivery",
    "sales_return",
    "stock_receipt",
]
MASTERS = ["product", "partner", "warehouse", "unit"]
NONE, READ, ENTER, WORK, PICK, DECIDE, ALL = "", "r", "e", "w", "p", "d", "*"
MEANING = {
    NONE: set(),
    READ: set(roles.READ),
    ENTER: set(roles.ENTER),
    WORK: set(roles.WORK),
    PICK: set(roles.PICK),
    DECIDE: set(roles.DECIDE),
    ALL: set(OPERATIONS),
}
MATRIX = {
    #              PO PR SO SD SR StR   product partner warehouse unit
    "admin": (ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL),
    "purchasing": (WORK, WORK, NONE, NONE, NONE, READ, ENTER, ENTER, READ, ENTER),
    "sales": (NONE, NONE, WORK, WORK, WORK, NONE, READ, ENTER, READ, READ),
    "warehouse": (READ, WORK, READ, PICK, WORK, WORK, READ, READ, READ, READ),
    "finance": (READ, READ, READ, READ, READ, READ, READ, ENTER, READ, READ),
    "owner": (DECIDE,) * 10,
}


@pytest.mark.parametrize("role", MATRIX)
def test_each_role_may_exactly_what_its_row_says(access, role):
    mine = access(role)

    found = {form: set(mine.operations(form)) for form in [*TRADE, *MASTERS]}

    expected = dict(zip([*TRADE, *MASTERS], (MEANING[word] for word in MATRIX[role]), strict=True))
    assert found == expected


def test_nobody_without_a_role_may_do_anything(access):
    nobody = access()

    assert nobody.operations("product") == []
    assert nobody.hidden == set(HIDEABLE)
    with pytest.raises(Forbidden):
        nobody.require("product", "view")


def test_sellers_and_warehouse_do_not_see_what_goods_cost(access):
    hidden = {role: sorted(access(role).hidden) for role in MATRIX}

    assert hidden == {
        "admin": [],
        "purchasing": ["credit", "personal"],
        "sales": sorted(HIDEABLE),
        "warehouse": sorted(HIDEABLE),
        "finance": ["personal"],
        "owner": [],
    }


def test_two_roles_together_may_what_either_may_and_see_what_either_sees(access):
    both = access("sales", "purchasing")

    assert both.allows("sales_order", "confirm") and both.allows("purchase_order", "confirm")
    assert both.sees("cost")


def test_a_changed_role_counts_from_the_next_request_on(company, person, access):
    seller, boss = person("sales"), access("admin")
    assert access_of.load(seller.id, company.id).allows("sales_order", "confirm")

    with acting(company.id):
        changed = {"sales_order": ["view"], "price_list": ["view"]}
        role_changes.change(
            "sales", permissions=changed, hidden=["cost"], known={"sales_order"}, etag="*", by=boss
        )

    after = access_of.load(seller.id, company.id)
    assert after.operations("sales_order") == ["view"]
    assert after.hidden == {"cost"}
    with acting(company.id):
        trace = AuditEntry.objects.get(form="role")
    assert trace.by == boss.user
    assert trace.changes["permissions.sales_order"][1] == ["view"]
    assert "permissions.price_list" in trace.changes
    assert trace.changes["permissions.partner"][1] == []
    assert trace.changes["hidden"] == [sorted(HIDEABLE), ["cost"]]


def test_roles_of_one_company_give_nothing_in_another(company, other_company, person):
    admin = person("admin")

    with pytest.raises(NoCompany):
        access_of.load(admin.id, other_company.id)


def test_a_membership_that_ended_gives_nothing(company, person):
    admin = person("admin")
    Membership.objects.filter(user=admin).update(is_active=False)

    with pytest.raises(NoCompany):
        access_of.load(admin.id, company.id)


def test_an_inactive_person_has_no_access(company, person):
    admin = person("admin", is_active=False)

    with pytest.raises(NoCompany):
        access_of.load(admin.id, company.id)


def test_access_is_read_in_one_statement_once_the_roles_are_known(company, person, statements):
    seller = person("sales")
    access_of.load(seller.id, company.id)

    with statements() as seen:
        access_of.load(seller.id, company.id)

    assert len(seen) == 1


def test_an_upgrade_gives_what_is_new_and_leaves_what_was_taken_away(company):
    with acting(company.id):
        seller = Role.objects.get(code="sales")
        of_old = dict(seller.shipped["permissions"])
        del of_old["sales_exchange"]
        of_old["partner"] = ["view"]
        seller.permissions = {**of_old, "sales_order": ["view"], "unit": []}
        seller.hidden = ["cost"]
        seller.shipped = {"permissions": of_old, "hidden": ["purchase_price"]}
        seller.save()
        before = Company.objects.get(id=company.id).roles_version

        role_changes.catch_up()

        seller.refresh_from_db()
        assert seller.permissions["sales_exchange"] == [
            one for one in OPERATIONS if one in roles.WORK
        ]
        assert set(seller.permissions["partner"]) == set(roles.ENTER), "new operations of a form"
        assert seller.permissions["sales_order"] == ["view"], "taken away: stays away"
        assert seller.permissions["unit"] == []
        assert seller.hidden == ["bank", "cost", "credit", "personal"], "what is new to be hidden"
        assert seller.shipped == _shipped("sales").as_given()
        told = AuditEntry.objects.get(form="role", record=seller.id)
        assert set(told.changes) == {"permissions.sales_exchange", "permissions.partner", "hidden"}
        assert Company.objects.get(id=company.id).roles_version != before

        role_changes.catch_up()
        assert AuditEntry.objects.filter(form="role").count() == 1, "a second time: nothing"


def _shipped(code):
    return next(role for role in roles.SHIPPED if role.code == code)
