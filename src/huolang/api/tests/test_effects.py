"""What a document changes in the cost of others: told before it is confirmed, and found after."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook

from huolang.kernel.company import Company
from tests.support.client import ApiClient
from tests.support.deferring import tiny
from tests.support.importing import work_off
from tests.support.shop import Shop, days_ago, filled, line


@pytest.fixture
def late(shop: Shop) -> dict[str, Any]:
    """S1: 10 at 2.5 nine days ago; 4 sold five days ago, 2 of them back three days ago, 3 sold
    yesterday. Now somebody finds the paper of 10 more at 5, of seven days ago: a draft."""
    shop.make("purchase_receipt", line("S1", 10, "2.5"), date=days_ago(9))
    sale = shop.make("sales_delivery", line("S1", 4), date=days_ago(5))
    back = shop.convert("sales_delivery", sale, "sales_return")
    row = {"id": back["lines"][0]["id"], "quantity": "2"}
    back = shop.change("sales_return", back, lines=[row], date=days_ago(3))
    shop.do("sales_return", back, "confirm")
    shop.make("sales_delivery", line("S1", 3), date=days_ago(1))
    return shop.make("purchase_receipt", line("S1", 10, "5"), date=days_ago(7), then=None)


def preview(shop: Shop, form: str, record: Any, action: str) -> dict[str, Any]:
    return shop.ok(shop.client.post(f"/records/{form}/{record['id']}/preview/{action}"))


def effects(shop: Shop, form: str, record: Any, more: str = "") -> dict[str, Any]:
    return shop.ok(shop.client.get(f"/records/{form}/{record['id']}/effects{more}"))


NOTHING = {
    "entries": 0,
    "receipts": 0,
    "documents": 0,
    "products": 0,
    "issued": "0.00",
    "received": "0.00",
    "stock": "0.00",
    "variance": "0.00",
    "later_entries": 0,
    "later_issued": "0.00",
    "later_received": "0.00",
    "later_on": None,
}


def test_what_confirming_would_change_is_told_and_nothing_is_done(
    shop: Shop, late: dict[str, Any]
) -> None:
    """4 at 2.50 become 4 at 3.75, 2 of which came back, and 3 more: 5 × 1.25."""
    before = shop.everything()

    told = preview(shop, "purchase_receipt", late, "confirm")

    assert told["summary"] == {
        **NOTHING,
        "entries": 3,
        "documents": 3,
        "products": 1,
        "issued": "6.25",
        "stock": "-6.25",
    }
    changes = [(one["entry"]["quantity"], one["amount"], one["cause"]) for one in told["items"]]
    assert changes == [("-4", "-5.00", None), ("2", "2.50", None), ("-3", "-3.75", None)]
    assert shop.everything() == before
    assert shop.read("purchase_receipt", late)["state"] == "draft"
    assert shop.differences() == []


def test_a_document_that_is_not_saved_yet_can_be_asked_about(
    shop: Shop, late: dict[str, Any]
) -> None:
    told = preview(shop, "purchase_receipt", late, "confirm")
    before = shop.everything()
    new = filled("purchase_receipt", line("S1", 10, "5"), date=days_ago(7))

    ahead = shop.ok(shop.client.post("/records/purchase_receipt/preview", new))
    wrong = shop.client.post("/records/purchase_receipt/preview", {**new, "lines": []})

    assert ahead["summary"] == told["summary"]
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "lines")
    assert shop.everything() == before


def test_what_was_told_is_what_happens_and_both_sides_show_it(
    shop: Shop, late: dict[str, Any]
) -> None:
    told = preview(shop, "purchase_receipt", late, "confirm")

    done = shop.do("purchase_receipt", late, "confirm")

    found = effects(shop, "purchase_receipt", done)
    assert found["summary"] == told["summary"]
    assert [one["amount"] for one in found["items"]] == [one["amount"] for one in told["items"]]
    assert {one["cause"]["number"] for one in found["items"]} == {done["number"]}
    sale = found["items"][0]["entry"]
    other = shop.client.get(f"/records/sales_delivery/{sale['record']}/effects?side=changed_by")
    assert [(one["amount"], one["cause"]["number"]) for one in other.json()["items"]] == [
        ("-5.00", done["number"])
    ]
    assert effects(shop, "sales_delivery", {"id": sale["record"]})["summary"] == NOTHING


def test_cancelling_and_reopening_are_told_as_well_and_are_found_afterwards(
    shop: Shop, late: dict[str, Any]
) -> None:
    done = shop.do("purchase_receipt", late, "confirm")

    told = [preview(shop, "purchase_receipt", done, action) for action in ("cancel", "reopen")]

    assert [one["summary"]["issued"] for one in told] == ["-6.25", "-6.25"]
    shop.do("purchase_receipt", done, "cancel")
    found = effects(shop, "purchase_receipt", done)
    assert (found["summary"]["entries"], found["summary"]["issued"]) == (3, "0.00")
    assert [one["cause"]["kind"] for one in found["items"]] == ["post"] * 3 + ["mirror"] * 3


def test_many_of_a_list_are_told_together_as_they_would_be_done_one_after_the_other(
    shop: Shop, late: dict[str, Any]
) -> None:
    """5 pieces of 30 were sold, at 165 / 30 = 5.50. Without the dear ones they cost 75 / 20 = 3.75,
    without both receipts 2.50."""
    done = shop.do("purchase_receipt", late, "confirm")
    dear = shop.make("purchase_receipt", line("S1", 10, "9"), date=days_ago(6))
    first = shop.client.get("/records/purchase_receipt?sort=date").json()["items"][0]
    changed = {**first, "etag": "6614c91f0d3e279df4a452641"}
    before = shop.everything()

    alone = preview(shop, "purchase_receipt", dear, "reopen")
    both = together(shop, "reopen", dear, changed, done)

    assert alone["summary"]["issued"] == "-8.75"
    assert (both["summary"]["issued"], both["summary"]["entries"]) == ("-15.00", 3)
    assert [one["amount"] for one in both["items"]] == ["12.00", "-6.00", "9.00"]
    assert (shop.everything(), shop.differences()) == (before, [])
    assert shop.read("purchase_receipt", dear)["state"] == "confirmed"


def test_drafts_of_today_change_nothing_of_before_and_are_not_worked_out(shop: Shop) -> None:
    draft = shop.make("purchase_receipt", line("S1", 10, "5"), then=None)

    told = together(shop, "confirm", draft)

    assert (told["summary"], told["items"], told["deferred"]) == (NOTHING, [], False)


def together(shop: Shop, action: str, *records: dict[str, Any]) -> dict[str, Any]:
    items = [{"id": one["id"], "action": action, "etag": one["etag"]} for one in records]
    return shop.ok(shop.client.post("/records/purchase_receipt/batch/preview", {"items": items}))


def test_what_was_opened_and_confirmed_again_changes_no_more_entries_than_before(
    shop: Shop, late: dict[str, Any]
) -> None:
    done = shop.do("purchase_receipt", late, "confirm")
    once = effects(shop, "purchase_receipt", done)["summary"]

    again = shop.do("purchase_receipt", shop.do("purchase_receipt", done, "reopen"), "confirm")

    assert effects(shop, "purchase_receipt", again)["summary"] == once


def test_the_page_says_which_buttons_are_worth_asking_about(
    shop: Shop, late: dict[str, Any], client: Callable[..., ApiClient]
) -> None:
    now = shop.make("purchase_receipt", line("S1", 1, "5"), then=None)
    invoice = shop.convert(
        "purchase_receipt", shop.do("purchase_receipt", late, "confirm"), "purchase_invoice"
    )

    assert now["previews"] == []
    assert invoice["previews"] == ["confirm"]
    assert shop.read("purchase_receipt", late)["previews"] == ["reopen", "correct", "cancel"]
    clerk = client("warehouse").get(f"/records/purchase_receipt/{late['id']}").json()
    assert clerk["previews"] == []


def test_a_charge_on_goods_of_a_closed_month_says_what_of_it_counts_later(shop: Shop) -> None:
    bought = shop.make("purchase_receipt", line("S1", 10, "10"), date=days_ago(75))
    shop.make("sales_delivery", line("S1", 4), date=days_ago(70))
    shop.make("sales_delivery", line("S1", 2))
    shop.ok(shop.client.post(f"/periods/{days_ago(70)[:7]}/close", {}))
    charges = [{"amount": "30", "method": "amount"}]
    freight = {"partner": {"code": "P1"}, "charges": charges}
    freight["lines"] = [{"receipt": {"id": bought["id"]}}]
    draft = shop.ok(shop.client.post("/records/landed_cost", freight), 201)

    told = preview(shop, "landed_cost", draft, "confirm")["summary"]

    assert told["receipts"] == 1
    assert (told["entries"], told["issued"], told["received"], told["stock"]) == (
        3,
        "18.00",
        "30.00",
        "12.00",
    )
    assert (told["later_entries"], told["later_issued"], told["later_received"]) == (
        2,
        "12.00",
        "30.00",
    )
    first_open = shop.one(
        "SELECT max(ends_on) + 1 FROM ledger_period WHERE company_id = %s::bigint AND closed",
        shop.company,
    )
    assert told["later_on"] == first_open.isoformat()
    done = shop.do("landed_cost", draft, "confirm")
    assert effects(shop, "landed_cost", done)["summary"] == told


def test_a_refusal_is_the_one_that_the_button_would_give(shop: Shop, late: dict[str, Any]) -> None:
    short = shop.make("sales_delivery", line("S1", 99), then=None)
    before = shop.everything()
    path = f"/records/sales_delivery/{short['id']}"

    ahead, done = (shop.client.post(f"{path}{way}") for way in ("/preview/confirm", "/confirm"))

    assert ahead.status_code == done.status_code == 409
    assert ahead.json()["errors"] == done.json()["errors"]
    wrong = shop.client.post(f"/records/purchase_receipt/{late['id']}/preview/cancel")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "document.wrong_state")
    assert shop.everything() == before


def test_what_is_nonsense_is_refused(shop: Shop, late: dict[str, Any]) -> None:
    path = f"/records/purchase_receipt/{late['id']}"
    post, get = shop.client.post, shop.client.get
    answers = [
        post(f"{path}/preview/explode"),
        post(f"/records/purchase_receipt/{uuid4()}/preview/confirm"),
        post(f"/records/product/{shop.ids['S1']}/preview/confirm"),
        get(f"{path}/effects?side=both"),
        get(f"{path}/effects?cursor=x"),
        get(f"{path}/effects?limit=0"),
        post(f"{path}/preview/confirm", **{"If-Match": '"0000"'}),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404, 422, 422, 422, 412]


def test_who_may_not_see_cost_or_not_confirm_learns_nothing(
    shop: Shop, late: dict[str, Any], client: Callable[..., ApiClient], other_company: Company
) -> None:
    path = f"/records/purchase_receipt/{late['id']}"
    clerk, stranger = client("warehouse"), client("admin", company=other_company)

    answers = [clerk.post(f"{path}/preview/confirm"), clerk.get(f"{path}/effects")]
    others = [stranger.post(f"{path}/preview/confirm"), stranger.get(f"{path}/effects")]
    sales = client("sales").post(f"{path}/preview/confirm")

    assert [one.status_code for one in answers] == [403, 403]
    assert [one.status_code for one in others] == [404, 404]
    assert sales.status_code == 403


def test_the_list_is_read_page_by_page_and_as_a_file(shop: Shop, late: dict[str, Any]) -> None:
    done = shop.do("purchase_receipt", late, "confirm")

    first = effects(shop, "purchase_receipt", done, "?limit=2")
    second = effects(shop, "purchase_receipt", done, f"?limit=2&cursor={first['next']}")
    file = shop.client.get(f"/records/purchase_receipt/{done['id']}/effects.xlsx")

    amounts = [one["amount"] for page in (first, second) for one in page["items"]]
    assert amounts == ["-5.00", "2.50", "-3.75"]
    assert (second["summary"], second["next"]) == (None, None)
    content = BytesIO(b"".join(file.streaming_content))
    rows = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python()
    assert [row[3] for row in rows[1:]] == ["S1"] * 3
    assert [row[7] for row in rows[1:]] == [-5, 2.5, -3.75]


def test_a_preview_takes_as_many_statements_for_many_entries_as_for_few(
    shop: Shop, statements: Any
) -> None:
    counts: list[int] = []
    for code, sales in (("S2", 2), ("S3", 30), ("S2", 0)):
        shop.make("purchase_receipt", line(code, 50, "2"), date=days_ago(9))
        if sales:
            shop.make("sales_delivery", *(line(code, 1) for _ in range(sales)), date=days_ago(5))
        draft = shop.make("purchase_receipt", line(code, 9, "3"), date=days_ago(7), then=None)
        with statements() as seen:
            told = preview(shop, "purchase_receipt", draft, "confirm")
        counts.append(len(seen))
        assert told["summary"]["entries"] >= sales

    assert counts[1] == counts[2]
    assert not [one for one in seen if "kernel_bookhead SET" in one]


def test_what_is_too_much_is_left_to_a_job_and_every_page_can_tell(
    shop: Shop, late: dict[str, Any], client: Callable[..., ApiClient]
) -> None:
    """The same as at once, a little later."""
    at_once = preview(shop, "purchase_receipt", late, "confirm")["summary"]
    assert shop.ok(shop.client.get("/costs"))["corrected_from"] is None
    with tiny(most=1, part=1):
        told = preview(shop, "purchase_receipt", late, "confirm")
        assert (told["summary"], told["deferred"], told["more_than"]) == (NOTHING, True, 1)
        done = shop.do("purchase_receipt", late, "confirm")
        costs = shop.ok(shop.client.get("/costs"))
        assert (costs["corrected_from"], costs["state"]) == (days_ago(7), "waiting")
        assert client("warehouse").get("/costs").json()["corrected_from"] is None
        assert effects(shop, "purchase_receipt", done)["deferred"] is True
        worth = {"product": {"code": "S1"}, "unit_cost": "3"}
        body = {"explanation": "重估", "lines": [worth], "reason": "correction"}
        refused = shop.client.post("/records/revaluation?then=confirm", body)
        assert (refused.status_code, refused.json()["code"]) == (409, "ledger.cost_in_work")
        assert shop.differences() == []
        (job,) = shop.ok(shop.client.get("/jobs"))["items"]
        assert job["title"] == f"更正成本：{done['number']}"
        work_off(shop.company, job["id"])
    assert shop.ok(shop.client.get("/costs"))["corrected_from"] is None
    found = effects(shop, "purchase_receipt", done)
    assert (found["summary"], found["deferred"]) == (at_once, False)
    assert shop.differences() == []


def test_what_correcting_would_change_is_told_and_then_so(shop: Shop) -> None:
    """10 at 2.50, 8 sold; there were 9, for 36.00."""
    receipt = shop.make("purchase_receipt", line("S1", 10, "2.5"), date=days_ago(9))
    shop.make("sales_delivery", line("S1", 8), date=days_ago(5))
    receipt = shop.read("purchase_receipt", receipt)
    assert "correct" in receipt["actions"]
    assert "correct" in receipt["previews"]
    row = {"id": receipt["lines"][0]["id"], "quantity": "9", "unit_price": "4"}
    address, stated = f"/records/purchase_receipt/{receipt['id']}", {"If-Match": receipt["etag"]}
    body = {"lines": [row]}

    ahead = shop.ok(shop.client.post(f"{address}/preview/correct", body, **stated))
    assert (ahead["summary"]["entries"], ahead["summary"]["issued"]) == (1, "12.00")
    assert shop.read("purchase_receipt", receipt) == receipt
    assert effects(shop, "purchase_receipt", receipt)["summary"] == NOTHING

    assert shop.client.post(f"{address}/correct", body).status_code == 428
    few = {"lines": [{**row, "quantity": "7"}]}
    answer = shop.client.post(f"{address}/preview/correct", few, **stated)
    assert (answer.status_code, answer.json()["code"]) == (409, "document.corrected_below")
    done = shop.ok(shop.client.post(f"{address}/correct", body, **stated))
    assert (done["lines"][0]["quantity"], done["state"]) == ("9", "confirmed")
    assert effects(shop, "purchase_receipt", receipt)["summary"]["issued"] == "12.00"
    assert shop.client.post(f"{address}/correct", body, **stated).status_code == 412
    sale = shop.make("sales_delivery", line("S1", 1))
    assert "correct" not in shop.read("sales_delivery", sale)["actions"]
    told = {"If-Match": shop.read("sales_delivery", sale)["etag"]}
    answer = shop.client.post(f"/records/sales_delivery/{sale['id']}/correct", {}, **told)
    assert (answer.status_code, answer.json()["code"]) == (404, "action.unknown")
    assert shop.differences() == []
