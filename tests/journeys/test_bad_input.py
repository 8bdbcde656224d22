"""What a hurried clerk, a broken program or a stranger sends: a code, a sentence, a place; and
nothing moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from huolang.kernel.company import Company, acting
from huolang.ledger import periods
from tests.support.client import ApiClient
from tests.support.shop import Shop, days_ago, filled, line, today

Refusal = tuple[int, str, str, str]
"""Status, code, field, sentence."""


@pytest.fixture
def stocked(shop: Shop) -> Shop:
    """Ten screws at 3.00 and a customer P1 who would have them all."""
    shop.product("LS8", "螺丝 M8")
    shop.product("AZ", "安装", kind="service")
    shop.make("purchase_receipt", line("LS8", 10, 3), date=days_ago(1))
    return shop


def refusal(answer: Any) -> Refusal:
    """The one thing that is wrong."""
    problem = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (problem["status"], problem["type"]) == (
        answer.status_code,
        f"urn:huolang:problem:{problem['code']}",
    )
    (only,) = problem["errors"]
    assert problem["code"] == only["code"]
    assert problem["detail"] == only["message"]
    return answer.status_code, only["code"], only["field"], only["message"]


LINES: list[tuple[dict[str, Any], Refusal]] = [
    (
        {"product": {"code": "GONE"}},
        (422, "reference.unknown", "lines.1.product", "找不到：GONE"),
    ),
    (
        {"quantity": "0"},
        (422, "line.quantity_not_positive", "lines.1.quantity", "数量必须大于 0"),
    ),
    (
        {"quantity": "-1"},
        (422, "line.quantity_not_positive", "lines.1.quantity", "数量必须大于 0"),
    ),
    ({"quantity": "1e30"}, (422, "field.not_a_number", "lines.1.quantity", "不是有效的数字")),
    ({"quantity": 1e30}, (422, "field.too_large", "lines.1.quantity", "不能大于 1e12")),
    (
        {"quantity": "0.12345678901234567891"},
        (422, "field.too_many_digits", "lines.1.quantity", "最多 6 位小数"),
    ),
    (
        {"quantity": "1.5"},
        (422, "line.quantity_digits", "lines.1.quantity", "单位 个 的数量最多 0 位小数"),
    ),
    ({"quantity": "NaN"}, (422, "field.not_a_number", "lines.1.quantity", "不是有效的数字")),
    ({"quantity": "Infinity"}, (422, "field.not_a_number", "lines.1.quantity", "不是有效的数字")),
    ({"quantity": None}, (422, "field.required", "lines.1.quantity", "必填")),
    ({"unit": {"code": "KG"}}, (422, "line.wrong_unit", "lines.1.unit", "螺丝 M8 没有这个单位")),
    (
        {"unit_price": "-0.01"},
        (
            422,
            "line.negative_price",
            "lines.1.unit_price",
            "存货的单价不能为负；折让请用服务类商品",
        ),
    ),
    (
        {"quantity": "10"},
        (
            409,
            "ledger.not_enough_stock",
            "lines.0.quantity",
            "库存不足：螺丝 M8（主仓） 可用 10 个，需要 11 个",
        ),
    ),
]


@pytest.mark.parametrize(("change", "expected"), LINES)
def test_a_bad_line_among_good_ones(
    stocked: Shop, change: dict[str, Any], expected: Refusal
) -> None:
    before = stocked.everything()
    good, bad = line("LS8", 1, 15), {**line("LS8", 1, 15), **change}

    answer = stocked.send("sales_delivery", good, bad, line("AZ", 1, 50), partner={"code": "K1"})

    assert refusal(answer) == expected
    assert stocked.everything() == before
    assert stocked.stock("LS8")["on_hand"] == "10"


def test_everything_that_is_wrong_is_said_at_once(stocked: Shop) -> None:
    before = stocked.everything()

    answer = stocked.client.post(
        "/records/sales_delivery?then=confirm",
        {
            "warehouse": {"code": "NOWHERE"},
            "remark": 7,
            "lines": [line("LS8", "x", 15), {"quantity": "1"}, line("GONE", 1, "NaN")],
        },
    )

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "validation")
    assert problem["detail"] == "有 7 处需要修改"
    assert {one["field"]: one["code"] for one in problem["errors"]} == {
        "partner": "field.required",
        "warehouse": "reference.unknown",
        "remark": "field.wrong_type",
        "lines.0.quantity": "field.not_a_number",
        "lines.1.product": "field.required",
        "lines.2.product": "reference.unknown",
        "lines.2.unit_price": "field.not_a_number",
    }
    assert stocked.everything() == before


def test_another_companys_goods_people_and_places(
    stocked: Shop, client: Callable[..., ApiClient], other_company: Company
) -> None:
    theirs = Shop(client("admin", company=other_company), other_company.id)
    for make in (theirs.product, theirs.partner, theirs.warehouse):
        make(f"T-{make.__name__}")
    before = stocked.everything(), theirs.everything()

    for field, code in (("partner", "T-partner"), ("warehouse", "T-warehouse")):
        answer = stocked.send("sales_delivery", line("LS8", 1, 15), **{field: theirs.ids[code]})
        refused = f"找不到：{theirs.ids[code]}"
        wrong = {one["field"]: one["message"] for one in answer.json()["errors"]}
        assert (answer.status_code, wrong[field]) == (422, refused)
    row = {**line("LS8", 1, 15), "product": theirs.ids["T-product"]}
    answer = stocked.send("sales_delivery", row, partner={"code": "K1"})
    assert refusal(answer)[1:3] == ("reference.unknown", "lines.0.product")
    assert (stocked.everything(), theirs.everything()) == before


def test_a_date_in_the_future_or_in_a_closed_month(stocked: Shop) -> None:
    before = stocked.everything()
    tomorrow = (today() + timedelta(days=1)).isoformat()

    ahead = stocked.send("purchase_receipt", line("LS8", 1, 3), date=tomorrow)

    assert refusal(ahead) == (422, "document.in_the_future", "date", f"日期 {tomorrow} 还没有到")
    assert stocked.everything() == before

    closed = date(2020, 2, 29)
    with acting(stocked.company):
        periods.close(closed, by=None)
    before = stocked.everything()
    late = stocked.send("purchase_receipt", line("LS8", 1, 3), date=closed.isoformat())

    assert refusal(late) == (409, "ledger.closed_period", "date", "2020-02 已结账，不能记账")
    assert stocked.everything() == before


def test_what_somebody_else_has_changed_meanwhile(stocked: Shop) -> None:
    draft = stocked.make("sales_order", line("LS8", 1, 15), then=None, partner={"code": "K1"})
    path, stale = f"/records/sales_order/{draft['id']}", {"If-Match": f'"{draft["etag"]}"'}
    stocked.change("sales_order", draft, remark="改过了")
    before = stocked.everything()
    sentence = "这条记录已被他人修改，请刷新后再试"

    answers = [
        stocked.client.patch(path, {"remark": "又改"}, etag=draft["etag"]),
        stocked.client.post(f"{path}/confirm", {}, **stale),
        stocked.client.delete(path, **stale),
    ]
    unread = stocked.client.patch(path, {"remark": "没看过"})

    assert [refusal(one) for one in answers] == [(412, "record.stale", "", sentence)] * 3
    assert refusal(unread)[:2] == (428, "record.if_match_required")
    assert stocked.everything() == before
    assert stocked.read("sales_order", draft)["remark"] == "改过了"


def test_confirming_twice_and_cancelling_what_is_sold(stocked: Shop) -> None:
    receipt = stocked.make("purchase_receipt", line("LS8", 5, 4))
    stocked.make("sales_delivery", line("LS8", 12, 15), partner={"code": "K1"})
    before = stocked.everything()

    twice = stocked.act("purchase_receipt", receipt, "confirm")
    sold = stocked.act("purchase_receipt", receipt, "cancel")
    sold_too = stocked.act("purchase_receipt", receipt, "reopen")

    assert refusal(twice) == (409, "document.wrong_state", "", "单据已审核，不能审核")
    for answer in (sold, sold_too):
        assert refusal(answer) == (
            409,
            "ledger.not_enough_stock",
            "lines.0.quantity",
            "库存不足：螺丝 M8（主仓） 可用 3 个，需要 5 个",
        )
    assert stocked.everything() == before
    assert stocked.differences() == []


def test_five_thousand_lines_are_fine_and_ten_megabytes_are_not(stocked: Shop) -> None:
    many = stocked.make("purchase_receipt", *[line("LS8", 1, "0.01")] * 5_000)
    before = stocked.everything()

    large = stocked.client.post("/records/purchase_receipt", b"x" * 10 * 1024 * 1024)

    assert (len(many["lines"]), many["total"]) == (5_000, "50.00")
    assert stocked.stock("LS8")["on_hand"] == "5010"
    assert stocked.differences() == []
    assert refusal(large) == (413, "request.too_large", "", "请求不能超过 8 MB")
    assert stocked.everything() == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"lines": [', "request.malformed"),
        (b"\xff\xfe", "request.malformed"),
        (b'{"partner": NaN}', "request.malformed"),
        (b"[]", "field.wrong_type"),
        (b"7", "field.wrong_type"),
    ],
)
def test_what_is_no_json_or_no_record(stocked: Shop, body: bytes, code: str) -> None:
    before = stocked.everything()

    answer = stocked.client.post("/records/purchase_receipt?then=confirm", body)

    assert answer.status_code in (400, 422)
    assert refusal(answer)[1] == code
    assert stocked.everything() == before


def test_one_key_for_two_requests(stocked: Shop) -> None:
    told = {"then": "confirm", "key": "XSCK/1", "partner": {"code": "K1"}}
    stocked.send("sales_delivery", line("LS8", 1, 15), **told)
    before = stocked.everything()

    other = stocked.send("sales_delivery", line("LS8", 2, 15), **told)

    assert refusal(other)[:2] == (422, "idempotency.key_reused")
    assert stocked.everything() == before


def test_a_change_and_a_deletion_sent_twice_under_their_keys_are_done_once(stocked: Shop) -> None:
    draft = stocked.make("sales_order", line("LS8", 1, 15), then=None, partner={"code": "K1"})
    path, etag = f"/records/sales_order/{draft['id']}", draft["etag"]

    changes = [
        stocked.client.patch(path, {"remark": "改"}, etag=etag, key="XSDD/1") for _ in range(2)
    ]
    other = stocked.client.patch(path, {"remark": "又改"}, etag=etag, key="XSDD/1")
    deletions = [stocked.client.delete(path, key="XSDD/2") for _ in range(2)]

    assert [one.status_code for one in changes] == [200, 200]
    assert changes[0].json() == changes[1].json()
    assert changes[0].headers["ETag"] == changes[1].headers["ETag"]
    assert refusal(other)[:2] == (422, "idempotency.key_reused")
    assert [(one.status_code, one.content) for one in deletions] == [(204, b"")] * 2
    assert stocked.client.get(path).status_code == 404


def test_a_refusal_may_be_mended_and_sent_again_under_its_key(stocked: Shop) -> None:
    path, told = "/records/sales_delivery?then=confirm", {"key": "XSCK/2"}
    wrong = filled("sales_delivery", line("LS8", 11, 15), partner={"code": "K1"})

    first = stocked.client.post(path, wrong, **told)
    stocked.make("purchase_receipt", line("LS8", 1, 3))
    second = stocked.client.post(path, wrong, **told)

    assert (first.status_code, second.status_code) == (409, 201)
    assert stocked.stock("LS8")["on_hand"] == "0"


@pytest.mark.parametrize("moment", ["1900-01-01T00:00:00+14:00", "2200-12-31T23:59:00-12:00"])
def test_a_moment_whose_day_lies_outside_in_the_companys_zone_is_refused(
    shop: Shop, moment: str
) -> None:
    shop.product("A1")

    answer = shop.send("purchase_receipt", line("A1", 1, 1), date=moment)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "date")


def test_a_number_that_a_float_cannot_hold_is_not_altered_in_silence(shop: Shop) -> None:
    answer = shop.client.post(
        "/records/product",
        {"code": "N1", "name": "钉", "unit": {"code": "PCS"}, "sales_price": 123456789012.12346},
    )

    assert answer.json()["errors"][0]["code"] == "number.imprecise"


def test_an_order_that_got_further_is_no_longer_what_somebody_read(shop: Shop) -> None:
    shop.product("A1")
    order = shop.make("purchase_order", line("A1", 10, 1))
    receipt = shop.convert("purchase_order", order, "purchase_receipt")
    shop.do("purchase_receipt", receipt, "confirm")

    answer = shop.client.patch(
        f"/records/purchase_order/{order['id']}", {"remark": "旧"}, etag=order["etag"]
    )

    assert answer.status_code == 412
