"""A program logs in with a token, and with nothing less."""

from datetime import timedelta

import pytest

from huolang.kernel import access, tokens
from huolang.kernel.clock import now
from huolang.kernel.first_run import join
from huolang.kernel.tokens import Token
from tests.support.client import ApiClient


def asks(token: str, **headers: str):
    return ApiClient(token).get("/session", **headers)


def test_a_token_is_kept_only_as_a_digest(person):
    token = tokens.issue(person("sales"), name="网店")

    row = Token.objects.get()
    assert token.startswith("hl_") and len(token) == 46
    assert bytes(row.digest) == tokens.digest(token)
    assert token.encode() not in bytes(row.digest)


def test_a_token_speaks_for_its_person(company, person):
    seller = person("sales", name="李四")

    answer = asks(tokens.issue(seller, name="网店"))

    assert answer.status_code == 200
    assert answer.json()["user"] == {
        "id": str(seller.id),
        "username": seller.username,
        "name": "李四",
        "language": "",
    }
    assert answer.json()["company"]["name"] == "红旗五金"
    hidden = ["bank", "cost", "credit", "personal", "purchase_price"]
    assert answer.json()["fields_hidden"] == hidden
    assert "purchase_order" not in answer.json()["permissions"]


@pytest.mark.parametrize("token", ["hl_wrong", "", "x" * 5000, "hl_\x00", "多"])
def test_a_wrong_token_is_refused(company, token):
    answer = asks(token)

    assert answer.status_code == 401
    assert answer.json()["code"] == "auth.required"


def test_an_expired_token_is_refused(person):
    token = tokens.issue(person("sales"), name="旧", expires_at=now() - timedelta(seconds=1))

    assert asks(token).status_code == 401


def test_a_revoked_token_is_refused_and_only_its_person_may_revoke_it(person):
    seller, buyer = person("sales"), person("purchasing")
    token = tokens.issue(seller, name="网店")
    row = Token.objects.get()

    assert not tokens.revoke(row.id, of=buyer.id)
    assert asks(token).status_code == 200
    assert tokens.revoke(row.id, of=seller.id)
    assert asks(token).status_code == 401


def test_the_token_of_somebody_who_left_is_refused(person):
    seller = person("sales")
    token = tokens.issue(seller, name="网店")
    type(seller).objects.filter(id=seller.id).update(is_active=False)

    assert asks(token).status_code == 401


def test_a_token_with_basic_log_in_in_front_is_no_token(person):
    token = tokens.issue(person("sales"), name="网店")

    assert asks("", Authorization=f"Basic {token}").status_code == 401


def test_the_day_of_the_last_use_is_written_once_a_day(person, statements):
    token = tokens.issue(person("sales"), name="网店")
    access.by_token(token)
    assert Token.objects.get().last_used_on == now().date()

    with statements() as seen:
        access.by_token(token)

    assert len(seen) == 1, "a second use on the same day reads and does not write"


def test_the_company_is_chosen_by_header_among_those_of_the_person(company, other_company, person):
    both = person("sales")
    join(both, other_company, roles=["purchasing"])
    token = tokens.issue(both, name="总部")

    first = asks(token).json()
    second = asks(token, X_Company=str(other_company.id)).json()

    assert (first["company"]["id"], second["company"]["id"]) == (company.id, other_company.id)
    assert [place["name"] for place in second["companies"]] == ["红旗五金", "蓝天百货"]
    assert "sales_order" in first["permissions"] and "sales_order" not in second["permissions"]


@pytest.mark.parametrize("wanted", ["0", "-1", "abc", "1; DROP TABLE", "9" * 30, "१", "99999999"])
def test_a_company_that_is_not_theirs_is_refused_like_one_that_does_not_exist(
    person, other_company, wanted
):
    token = tokens.issue(person("sales"), name="网店")

    strange = asks(token, X_Company=wanted)
    foreign = asks(token, X_Company=str(other_company.id))

    assert strange.status_code == foreign.status_code == 403
    told = [one.json() | {"request": ""} for one in (strange, foreign)]
    assert told[0] == told[1]
    assert foreign.json()["code"] == "auth.no_company"


def test_a_token_for_one_company_is_no_good_in_another(company, other_company, person):
    both = person("sales")
    join(both, other_company, roles=["purchasing"])
    token = tokens.issue(both, name="分店", company=other_company.id)

    assert asks(token).json()["company"]["id"] == other_company.id
    assert [one["id"] for one in asks(token).json()["companies"]] == [other_company.id]
    assert asks(token, X_Company=str(company.id)).status_code == 403


def test_whoever_belongs_to_no_company_is_told_so(company):
    alone = type(company)._meta.apps.get_model("kernel", "User").objects.create_user("alone")

    answer = asks(tokens.issue(alone, name="无"))

    assert (answer.status_code, answer.json()["code"]) == (403, "auth.no_company")


def test_a_program_costs_one_statement_and_no_session(client, statements):
    program = client("sales")
    program.get("/session")

    with statements() as seen:
        program.get("/session")

    assert len(seen) == 1
    assert "kernel_token" in seen[0]
