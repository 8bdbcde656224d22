"""A role that was read can be sent as a new one."""

import pytest

from huolang.kernel.company import acting
from huolang.kernel.people import Role


@pytest.fixture
def boss(client):
    return client("admin")


@pytest.mark.parametrize("code", ["purchasing", "sales", "warehouse", "finance", "owner"])
def test_a_shipped_role_can_be_read_and_sent_as_a_new_one(boss, code):
    roles = {one["code"]: one for one in boss.get("/roles").json()["items"]}
    shown = {name: roles[code][name] for name in ("permissions", "hidden")}

    made = boss.post("/roles", {"name": "副本", **shown})

    assert made.status_code == 201, made.json()
    assert made.json()["hidden"] == shown["hidden"]
    assert sets(made.json()["permissions"]) == sets(shown["permissions"])
    granted = {one["name"] for one in boss.get("/rights").json()["items"]}
    assert set(shown["permissions"]) <= {*granted, "*"}


def sets(permissions):
    return {form: set(operations) for form, operations in permissions.items()}


def test_what_another_role_was_given_on_a_form_that_is_gone_can_be_given_again(boss, company):
    with acting(company.id):
        Role.objects.filter(code="sales").update(permissions={"quotation": ["view"]})

    made = boss.post("/roles", {"name": "副本", "permissions": {"quotation": ["view"]}})

    assert (made.status_code, made.json()["permissions"]) == (201, {"quotation": ["view"]})
