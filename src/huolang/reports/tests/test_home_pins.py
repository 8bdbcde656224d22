"""钉到首页: a report stands on the home page of one person, and is asked as they may ask it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import acting
from huolang.reports import home_pins
from tests.support.shop import Shop, days_ago, line

MONTH = {"view": "partner", "period": "last_30", "compare": "previous"}


def pinned(client: Any, **given: Any) -> dict[str, Any]:
    answer = client.post("/home/pins", {"report": "sales", "asked": MONTH, **given})
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def home(client: Any) -> dict[str, Any]:
    return client.get("/home").json()


def refused(answer: Any) -> tuple[int, list[tuple[str, str]]]:
    told = answer.json()
    return answer.status_code, [(one["code"], one["field"]) for one in told["errors"]]


def test_a_report_stands_among_the_tiles_of_one_person_and_is_asked_as_they_may_ask_it(
    shop: Shop, client: Any
) -> None:
    shop.make("purchase_receipt", line("S1", 100, 2), date=days_ago(45))
    shop.make("sales_delivery", line("S1", 8, 5), date=days_ago(40))
    shop.make("sales_delivery", line("S1", 2, 5))
    seller, colleague = client("sales"), client("sales")
    pinned(colleague, title="同事的")
    usual = [one["name"] for one in home(seller)["tiles"]]

    made = pinned(seller)
    named = pinned(
        seller, asked={"view": "day", "period": "year"}, title=" 今年走势 ", shows="chart"
    )

    assert (made["label"], made["period"], made["title"], made["broken"]) == (
        "销售统计 · 按客户",
        "最近 30 天",
        "",
        None,
    )
    told = home(seller)
    assert [one["name"] for one in told["tiles"]] == [*usual, made["tile"], named["tile"]]
    assert [one["width"] for one in told["tiles"][-2:]] == [1, 2]
    assert [(one["title"], one["shows"]) for one in told["pins"]] == [
        ("", "figures"),
        ("今年走势", "chart"),
    ]
    page = seller.get(f"/reports/sales?{urlencode({**made['asked'], 'limit': 1})}").json()
    assert (page["totals"]["net"], page["totals"]["net_before"]) == ("10.00", "40.00")
    assert page["totals"]["net_change"] == "-75"


def test_pins_are_arranged_changed_broken_and_taken_down_and_the_audit_tells(
    shop: Shop, client: Any
) -> None:
    seller, colleague = client("sales"), client("sales")
    user = seller.get("/session").json()["user"]["id"]
    usual = [one["name"] for one in home(seller)["tiles"]]
    theirs, made, named = pinned(colleague), pinned(seller), pinned(seller, shows="chart")

    order = [{"name": named["tile"], "width": 4}, {"name": made["tile"], "shown": False}]
    arranged = shop.ok(seller.put("/home/tiles", {"tiles": order}))["tiles"][:3]
    assert [(one["name"], one["shown"], one["width"]) for one in arranged] == [
        (named["tile"], True, 4),
        (made["tile"], False, 1),
        (usual[0], True, 4),
    ]
    assert refused(seller.put("/home/tiles", {"tiles": [{"name": theirs["tile"]}]})) == (
        422,
        [("home.unknown_tile", "tiles.0.name")],
    )

    changed = shop.ok(seller.patch(f"/home/pins/{made['id']}", {"title": "客户", "shows": "rows"}))
    assert (changed["title"], changed["shows"], changed["asked"]) == ("客户", "rows", MONTH)
    leaves = shop.client.patch(f"/people/{user}", {"roles": ["finance"]}, etag="*")
    assert (leaves.status_code, home(seller)["pins"][0]["broken"]) == (200, None)
    leaves = shop.client.patch(f"/people/{user}", {"roles": []}, etag="*")
    assert leaves.status_code == 200
    assert [one["broken"] for one in home(seller)["pins"]] == ["您没有权限：销售统计 查看"] * 2
    assert home(seller)["tiles"][0]["name"] == named["tile"]

    for key in (made["id"], named["id"]):
        assert seller.delete(f"/home/pins/{key}").status_code == 204
    assert seller.delete(f"/home/pins/{theirs['id']}").status_code == 404
    assert (home(seller)["pins"], len(home(seller)["tiles"])) == ([], len(usual))
    assert home(colleague)["pins"] == [theirs]
    with acting(shop.company):
        entries = AuditEntry.objects.filter(form="preference", record=user).order_by("id")
        traces = [list(one.changes) for one in entries]
        assert traces == [[f"home.pin.{key}"] for key in (made["id"], named["id"])] + [
            ["home.tiles"],
            *([f"home.pin.{key}"] for key in (made["id"], made["id"], named["id"])),
        ]


def test_what_cannot_be_pinned_is_refused_at_its_place_and_nothing_moves(
    shop: Shop, client: Any, other_company: Any
) -> None:
    keeper = client("warehouse")
    kept = [pinned(keeper, report="stock_balance", asked={}) for _ in range(12)]
    elsewhere = client("admin", company=other_company)
    before = home(keeper)
    assert [one["id"] for one in before["pins"]] == [one["id"] for one in kept]

    def post(**given: Any) -> tuple[int, list[tuple[str, str]]]:
        return refused(shop.client.post("/home/pins", {"report": "sales", **given}))

    def patch(by: Any, **given: Any) -> tuple[int, list[tuple[str, str]]]:
        return refused(by.patch(f"/home/pins/{kept[0]['id']}", given))

    another = keeper.post("/home/pins", {"report": "stock_balance"})
    assert refused(another) == (409, [("home.too_many_pins", "")])
    stranger = client("nobody").post("/home/pins", {"report": "sales"})
    assert refused(stranger) == (403, [("auth.forbidden", "report")])
    assert post(report="weather") == (404, [("report.not_found", "report")])
    assert post(asked={"colour": "red", "sort": "net\x00"}) == (
        422,
        [("field.unknown", "asked.colour"), ("validation", "asked.sort")],
    )
    assert post(asked={"view": "weather"}) == (422, [("report.no_such_view", "asked.view")])
    assert post(asked={"warehouse": "x" * 2_001})[1] == [("report.question_too_long", "asked")]
    assert post(asked={"view": "document"}, shows="chart")[1] == [("home.no_chart", "shows")]
    assert post(title="长" * 41) == (422, [("validation", "title")])
    assert post(shows="weather")[0] == post(colour="red")[0] == 422
    assert patch(keeper, title="一\n二")[0] == patch(keeper, report="sales")[0] == 422
    assert patch(shop.client, title="别人")[0] == patch(elsewhere, title="别家")[0] == 404
    assert home(keeper) == before
    assert home(shop.client)["pins"] == []


def test_a_question_that_means_nothing_any_more_is_broken_and_the_rest_of_home_is_there(
    shop: Shop, statements: Any
) -> None:
    good = pinned(shop.client, report="in_out_summary", asked={"period": "month"})
    gone = pinned(shop.client)
    with acting(shop.company):
        home_pins.preferences.put(
            home_pins.UUID(shop.client.get("/session").json()["user"]["id"]),
            home_pins.KEPT + gone["id"],
            {"report": "sales", "asked": {"view": "old"}, "title": "旧", "shows": "rows"},
        )
    with statements() as seen:
        told = home(shop.client)

    first, second = told["pins"]
    assert (first["id"], first["broken"]) == (good["id"], None)
    assert second["broken"].startswith("报表没有这个视图") and second["label"] == "销售统计"
    assert len([one for one in seen if not one.startswith(("SAVEPOINT", "RELEASE"))]) <= 10, seen
