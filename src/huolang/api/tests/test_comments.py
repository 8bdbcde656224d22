"""评论: what is said beside a record, by whom, and who is called to it."""

import pytest

from huolang.kernel import reactions, sql
from huolang.kernel.audit import AuditEntry
from huolang.kernel.comments import Comment
from huolang.kernel.company import acting
from huolang.kernel.people import User
from huolang.kernel.tokens import Token, digest
from tests.support.shop import line


def who(client):
    return str(Token.objects.get(digest=digest(client.token)).user_id)


@pytest.fixture
def order(shop):
    return shop.make("sales_order", line("S1", 3, 5))


@pytest.fixture
def at(order):
    return f"/comments/sales_order/{order['id']}"


def said(client, at):
    found = client.get(at).json()["items"]
    return [(one["text"], one["taken_back"], one["removable"]) for one in found]


def told(client):
    return [(one["text"], one["path"]) for one in client.get("/notifications").json()["items"]]


def test_a_colleague_who_is_called_is_told_and_led_to_it(shop, client, company, order, at):
    seller, buyer = client("sales"), client("sales")

    made = seller.post(at, {"text": " @同事 周五前能发吗？ ", "mentions": [who(buyer)]})

    assert made.status_code == 201, made.content
    assert said(buyer, at) == [("@同事 周五前能发吗？", False, False)]
    assert said(seller, at) == [("@同事 周五前能发吗？", False, True)]
    reactions.react(company=company.id)
    reactions.react(company=company.id)
    name = made.json()["by"]["name"]
    text = f"{name} 在销售订单 {order['number']} 的评论中提到了您"
    assert told(buyer) == [(text, f"/records/sales_order/{order['id']}#comments")]
    assert told(seller) == told(shop.client) == []
    with acting(company.id):
        trace = AuditEntry.objects.get(action="comment")
        assert (str(trace.record), trace.changes["comment"][1]) == (
            order["id"],
            "@同事 周五前能发吗？",
        )


def test_who_calls_themselves_is_not_told(client, company, at):
    seller = client("sales")

    seller.post(at, {"text": "记一下", "mentions": [who(seller)]})

    reactions.react(company=company.id)
    assert told(seller) == []


def test_who_can_be_called_is_told_with_how_the_name_is_read(client, company, at):
    seller = client("sales")
    User.objects.filter(id=who(seller)).update(name="赵敏")

    readers = seller.get("/comments/sales_order").json()["items"]

    assert {"id": who(seller), "name": "赵敏", "pinyin": "zhao min"} in readers


def test_only_who_may_see_the_record_can_be_called(client, company, other_company, at):
    seller = client("sales")
    nobody, stranger = client("nobody"), client("admin", company=other_company)
    readers = {one["id"] for one in seller.get("/comments/sales_order").json()["items"]}

    assert who(seller) in readers
    for other in (nobody, stranger):
        assert who(other) not in readers
        answer = seller.post(at, {"text": "看看", "mentions": [who(seller), who(other)]})
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (422, "comment.not_a_reader")
        assert problem["errors"][0]["field"] == "mentions"
    assert said(seller, at) == []


def test_who_may_not_see_the_record_neither_reads_nor_writes(client, other_company, shop, at):
    shop.client.post(at, {"text": "内部价"})
    nobody, stranger = client("nobody"), client("admin", company=other_company)
    comment = f"{at}/{shop.client.get(at).json()['items'][0]['id']}"

    for other, status in ((nobody, 403), (stranger, 404)):
        for answer in (other.get(at), other.post(at, {"text": "混"}), other.delete(comment)):
            assert answer.status_code == status
            assert "内部价" not in answer.content.decode()
    assert said(shop.client, at) == [("内部价", False, True)]
    with acting(other_company.id):
        assert sql.run("SELECT 1 FROM kernel_comment").fetchall() == []


def test_its_author_takes_it_back_and_of_others_who_manages_the_people(shop, client, company, at):
    seller, colleague = client("sales"), client("sales")
    seller.post(at, {"text": "说错了"})
    comment = f"{at}/{seller.get(at).json()['items'][0]['id']}"

    for other in (colleague, client("finance")):
        assert other.delete(comment).status_code == 403
    assert said(seller, at)[0][0] == "说错了"
    assert seller.delete(comment).status_code == 204
    assert seller.delete(comment).status_code == 204
    assert said(shop.client, at) == [("", True, False)]
    with acting(company.id):
        trace = AuditEntry.objects.get(action="take_back")
        assert trace.changes == {"comment": ["说错了", None]}
    seller.post(at, {"text": "不该说的"})
    second = f"{at}/{seller.get(at).json()['items'][1]['id']}"
    assert shop.client.delete(second).status_code == 204


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"text": "  "}, "comment.empty", "text"),
        ({"text": "a\0b"}, "comment.empty", "text"),
        ({"text": "长" * 2001}, "comment.too_long", "text"),
        ({"text": "好", "mentions": ["x"]}, None, "mentions.0"),
        ({}, None, "text"),
    ],
)
def test_bad_input_is_refused_at_its_field(shop, company, at, body, code, field):
    answer = shop.client.post(at, body)
    problem = answer.json()

    assert answer.status_code == 422
    assert [one["field"] for one in problem["errors"]] == [field]
    assert code in (None, problem["code"])
    with acting(company.id):
        assert Comment.objects.count() == 0


def test_a_record_that_is_deleted_takes_its_comments_along(shop, company):
    draft = shop.make("sales_order", line("S1", 3, 5), then=None)
    at = f"/comments/sales_order/{draft['id']}"
    assert shop.client.post(at, {"text": "草稿"}).status_code == 201

    assert shop.client.delete(f"/records/sales_order/{draft['id']}").status_code == 204

    with acting(company.id):
        assert Comment.objects.count() == 0
    assert shop.client.get(at).status_code == 404
