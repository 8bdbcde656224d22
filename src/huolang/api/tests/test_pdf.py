"""PDF made by the server: it says what the paper says, and nothing to those who may not see it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from huolang.typesetting import labels, pages, press
from tests.support.client import ApiClient
from tests.support.shop import Shop, line

Client = Callable[..., ApiClient]


pytestmark = pytest.mark.usefixtures("letters")


@pytest.fixture
def delivery(shop: Shop) -> dict[str, Any]:
    """12 and 3 screws, bought before, sold to 新华电器."""
    shop.master("partner", code="K9", name="新华电器", is_customer=True, phone="021-5555")
    shop.make("purchase_receipt", line("S1", 100, "2.5"), line("S2", 100, "2.5"))
    rows = line("S1", 12, "4"), line("S2", "3", "1.5", remark='轻放 #eval("1") ]')
    return shop.make("sales_delivery", *rows, partner={"code": "K9"})


def pdf(client: ApiClient, path: str) -> list[str]:
    """The text of each page, without the blanks between letters that lie side by side."""
    answer = client.get(path)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, content.decode(errors="replace")
    assert answer["Content-Type"] == "application/pdf"
    return ["".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(content)).pages]


def test_it_says_what_the_paper_says(shop: Shop, delivery: Any) -> None:
    [text] = pdf(shop.client, f"/records/sales_delivery/{delivery['id']}/print.pdf")

    assert text.startswith(f"红旗五金销售出库单{delivery['number']}日期：")
    assert "客户：新华电器" in text and "收货电话：021-5555" in text
    assert "#编码品名单位数量单价税率%不含税金额税额价税合计备注" in text
    assert "1S1螺丝1号个124.0013%48.006.2454.24" in text
    assert '轻放#eval("1")]' in text
    assert "合计1552.506.8359.33" in text
    assert "金额大写：伍拾玖元叁角叁分不含税金额：52.50税额：6.83价税合计：59.33" in text
    assert "客户签收：第1页，共1页admin-" in text


def test_without_prices_or_taxes_they_are_not_in_it(shop: Shop, delivery: Any) -> None:
    path = f"/records/sales_delivery/{delivery['id']}/print.pdf"

    [bare] = pdf(shop.client, f"{path}?prices=false&size=tripleThird")
    [net] = pdf(shop.client, f"{path}?taxes=false")

    assert "124.00" not in bare and "59.33" not in bare and "S1螺丝1号个12" in bare
    assert "59.33" in net and "52.50" not in net and "税额" not in net


def test_what_is_hidden_from_a_role_is_in_no_pdf_of_theirs(shop: Shop, client: Client) -> None:
    receipt = shop.make("purchase_receipt", line("S1", 10, "2.5"))

    [text] = pdf(client("warehouse"), f"/records/purchase_receipt/{receipt['id']}/print.pdf")

    assert "28.25" not in text and "2.50" not in text and "S1螺丝1号个10" in text


def test_many_have_page_numbers_of_their_own_and_asking_for_them_is_no_printing(
    shop: Shop, delivery: Any
) -> None:
    many = [line("S1", n % 9 + 1, "4") for n in range(60)]
    long = shop.make("sales_order", *many)
    short = shop.make("sales_order", line("S1", 1, "4"))
    path = f"/records/sales_order/print.pdf?ids={long['id']},{short['id']}"

    before = shop.everything()

    found = pdf(shop.client, path)
    assert shop.everything() == before
    shop.ok(shop.client.post("/records/sales_order/print", {"ids": [long["id"], short["id"]]}))
    again = pdf(shop.client, path)

    assert [page[page.index("第") :][:7] for page in found] == [
        "第1页，共2页",
        "第2页，共2页",
        "第1页，共1页",
    ]
    assert "第2次打印" in again[0] and "次打印" not in found[0]
    trail = shop.ok(shop.client.get(f"/records/sales_order/{long['id']}/audit"))["items"]
    assert [one["action"] for one in trail].count("print") == 1


def test_a_list_a_report_and_a_pick_list_come_as_pdf_too(shop: Shop, delivery: Any) -> None:
    order = shop.make("sales_order", line("S1", 5, "4"))

    fields = "fields=number,total&filter=[]&size=a4"
    [listed] = pdf(shop.client, f"/records/sales_delivery/print/list.pdf?{fields}")
    [report] = pdf(shop.client, "/reports/sales.pdf?view=product&size=a4")
    [asked] = pdf(shop.client, "/reports/sales.pdf?view=product&columns=product,net")
    [picked] = pdf(shop.client, f"/picking/sales_order.pdf?ids={order['id']}&together=true")

    assert f"共1条#单据编号价税合计1{delivery['number']}59.33" in listed
    assert "销售统计" in report and "S1螺丝1号" in report and "共2行" in report
    assert "S1螺丝1号48.00" in asked and "合计52.50" in asked
    assert "合并拣货单" in picked or "拣货单" in picked
    assert "S1螺丝1号" in picked


@pytest.fixture
def counting(shop: Shop) -> Any:
    """Screws in two locations, glue of a batch, drills with numbers; a task that is not blind."""
    (house,) = shop.ok(shop.client.get("/records/warehouse?q=CK01"))["items"]
    shop.change("warehouse", shop.read("warehouse", house), located=True)
    for code, order in (("Z1", 1), ("A9", 2)):
        shop.master("location", code=code, warehouse={"code": "CK01"}, pick_order=order)
    shop.product("B1", "胶水", batched=True)
    shop.product("D1", "电钻", serialized=True)
    rows = [
        line("S1", 7, unit_cost="1", location={"code": "A9"}),
        line("S1", 5, unit_cost="1", location={"code": "Z1"}),
        line("B1", 3, unit_cost="1", batch="J26", location={"code": "A9"}),
        line("D1", 2, serials=["N2", "N1"]),
    ]
    shop.make("stock_receipt", *rows)
    fields = {"warehouse": {"code": "CK01"}, "blind": False, "remark": "年末"}
    path = "/records/count_plan?then=confirm"
    return lambda **more: shop.ok(shop.client.post(path, {**fields, **more}), 201)


def test_a_count_sheet_stands_in_the_order_of_the_way_with_room_to_write(
    shop: Shop, counting: Any, client: Client
) -> None:
    plan = counting()
    before = shop.everything()

    [text] = pdf(client("warehouse"), f"/counts/{plan['id']}/sheet.pdf")
    [blind] = pdf(shop.client, f"/counts/{plan['id']}/sheet.pdf?blind=true&size=a4Wide")
    [english] = pdf(client("admin", language="en"), f"/counts/{plan['id']}/sheet.pdf")

    assert "盘点表" in text and plan["number"] in text and "备注：年末" in text
    assert "#库位编码商品批号/序列号单位账面数量实盘数量备注" in text
    assert "1Z1S1螺丝1号个52A9B1胶水J26个33A9S1螺丝1号个74D1电钻N1、N2个2" in text
    assert "盘点人：监盘人：日期：" in text
    assert "1Z1S1螺丝1号个2A9B1胶水J26个3A9S1螺丝1号个4D1电钻个" in blind
    assert "账面数量" not in blind.replace("盲盘：不印账面数量", "") and "N1" not in blind
    assert "Countsheet" in english and "Countedby:" in english
    assert shop.everything() == before


def test_a_blind_count_sheet_tells_nobody_what_the_books_have(
    shop: Shop, counting: Any, client: Client
) -> None:
    plan = counting(blind=True)
    told = [{"id": str(uuid4()), "quantity": "5", "code": "S1", "location": "Z1"}]
    shop.ok(shop.client.post(f"/counts/{plan['id']}/tallies", {"tallies": told}))

    [text] = pdf(shop.client, f"/counts/{plan['id']}/sheet.pdf?blind=false&open=true")

    assert "1A9B1胶水J26个2A9S1螺丝1号个3D1电钻个" in text and "N1" not in text
    role = {"name": "看盘点", "permissions": {"count_plan": ["view"]}, "hidden": []}
    reader = client(shop.ok(shop.client.post("/roles", role), 201)["code"])
    assert reader.get(f"/counts/{plan['id']}/sheet.pdf").status_code == 403
    draft = shop.ok(shop.client.post("/records/count_plan", {"warehouse": {"code": "CK01"}}), 201)
    refused = shop.client.get(f"/counts/{draft['id']}/sheet.pdf")
    assert (refused.status_code, refused.json()["code"]) == (409, "count_plan.nothing_listed")


def test_a_list_on_paper_adds_up_what_the_list_does(shop: Shop) -> None:
    shop.make("sales_order", line("S1", 1, "4"))
    shop.make("sales_order", line("S1", 2, "4"), then=None)
    shop.do("sales_order", shop.make("sales_order", line("S1", 5, "4")), "cancel")
    path = "/records/sales_order"

    told = shop.ok(shop.client.get(f"{path}/print/list"))
    listed = shop.ok(shop.client.get(f"{path}/summary?in_force=true"))

    assert (told["total"], told["sums"]["total"]) == (3, "36.16")
    assert told["in_force"]["total"] == "4.52"
    assert {name: told[name] for name in listed} == listed
    [paper] = pdf(shop.client, f"{path}/print/list.pdf")
    assert "合计（不含草稿、作废）" in paper and paper.count("4.52") == 2


def test_labels_of_goods_and_of_what_was_received(shop: Shop) -> None:
    receipt = shop.make("purchase_receipt", line("S1", 3, "2.5"), line("S2", 2, "2.5"))
    base = "/records/purchase_receipt/labels.pdf"

    roll = pdf(shop.client, f"{base}?ids={receipt['id']}")
    [sheet] = pdf(shop.client, f"{base}?ids={receipt['id']}&size=labels24&copies=1&skip=2&code=qr")
    goods = pdf(shop.client, f"/records/product/labels.pdf?ids={shop.ids['S1']}&copies=2")

    assert ["螺丝1号" in page for page in roll] == [True] * 3 + [False] * 2
    assert sheet.count("螺丝") == 2
    assert len(goods) == 2 and "S1" in goods[0]
    trail = shop.ok(shop.client.get(f"/records/purchase_receipt/{receipt['id']}/audit"))["items"]
    assert "print" not in [one["action"] for one in trail]


def test_labels_of_what_was_received_say_what_it_is_when_they_are_scanned(shop: Shop) -> None:
    """A case of twelve has the bar code of the case, goods in batches that of theirs, pieces their
    numbers as they are; a code alone has what has no bar code."""
    case = {"unit": {"code": "BOX"}, "numerator": "12", "barcode": "16901234567899"}
    pallet = {"unit": {"code": "M"}, "numerator": "144"}
    more = [{"barcode": "6909876543215", "unit": {"code": "M"}}]
    milk = {"code": "NN", "name": "牛奶", "unit": {"code": "PCS"}, "barcode": "6901234567892"}
    shop.master("product", **milk, units=[case, pallet], barcodes=more)
    shop.master(
        "product", code="YG", name="酸奶", unit={"code": "PCS"}, batched=True, shelf_life=20
    )
    shop.master("product", code="FJ", name="发电机", unit={"code": "PCS"}, serialized=True)
    sealed = {"batch": "B-7", "produced_on": "2026-11-20"}
    rows = [
        line("NN", 2, "2"),
        line("NN", 2, "20", unit={"code": "BOX"}),
        line("NN", 1, "200", unit={"code": "M"}),
        line("YG", 3, "4", **sealed),
        line("FJ", 2, "900", serials=["FJ 001, A", "FJ 002 B"]),
        line("S1", 1, "2.5"),
    ]
    made = shop.make("purchase_receipt", *rows)

    paper = shop.ok(shop.client.get(f"/records/purchase_receipt/{made['id']}/print"))
    labels = pdf(shop.client, f"/records/purchase_receipt/labels.pdf?ids={made['id']}")

    told = [(one["codes"], one["title"], one["pieces"]) for one in paper["labels"]]
    assert told == [
        (["6901234567892"], "牛奶", 2),
        (["16901234567899"], "牛奶", 2),
        (["6909876543215"], "牛奶", 1),
        (["B-7"], "B-7", 3),
        (["FJ 001, A", "FJ 002 B"], "发电机", 1),
        (["S1"], "螺丝 1 号", 1),
    ]
    assert paper["labels"][1]["lines"][-2:] == ["NN", "箱"]
    assert paper["labels"][3]["lines"] == ["酸奶", "生产日期 2026-11-20", "有效期至 2026-12-10"]
    assert len(labels) == 2 + 2 + 1 + 3 + 2 + 1
    assert "16901234567899" in labels[2] and "B-7" in labels[5]


def test_labels_of_goods_say_a_price_where_one_is_asked_for(shop: Shop) -> None:
    level = shop.master("price_level", code="PF", name="批发")
    boxed = {"level": {"code": "PF"}, "price": "3.6"}
    goods = {"code": "S7", "name": "螺母", "unit": {"code": "PCS"}, "sales_price": "4.5"}
    made = shop.master("product", **goods, prices=[boxed])
    path = f"/records/product/labels.pdf?ids={made}"

    [plain] = pdf(shop.client, path)
    [retail] = pdf(shop.client, f"{path}&price=sales_price")
    [wholesale] = pdf(shop.client, f"{path}&price=批发")
    refused = shop.client.get(f"/records/price_level/labels.pdf?ids={level}&price=sales_price")

    assert "4.50" not in plain and "3.60" not in plain
    assert "销售价4.50/个" in retail
    assert "批发3.60/个" in wholesale
    assert (refused.status_code, refused.json()["code"]) == (422, "parameter.invalid")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("print.pdf", 422, "print.which"),
        ("print.pdf?ids={id}&size=a0", 422, "parameter.invalid"),
        ("print.pdf?ids={id}&taxes=no", 422, "parameter.invalid"),
        ("print.pdf?ids={id}&colour=red", 422, "parameter.unknown"),
        ("print.pdf?ids={id},{other}", 404, "record.not_found"),
        ("{other}/print.pdf", 404, "record.not_found"),
        ("labels.pdf?ids={id}&size=a4", 422, "parameter.invalid"),
        ("labels.pdf?ids={id}&copies=501", 422, "parameter.invalid"),
        ("labels.pdf?ids={id}&size=labels24&skip=24", 422, "parameter.invalid"),
        ("labels.pdf?ids={id}&copies=-1", 422, "parameter.invalid"),
        ("print/list.pdf?size=label", 422, "parameter.invalid"),
    ],
)
def test_what_cannot_be_made_is_said_and_notes_nothing(
    shop: Shop, delivery: Any, path: str, status: int, code: str
) -> None:
    before = shop.everything()

    answer = shop.client.get(
        f"/records/sales_delivery/{path.format(id=delivery['id'], other=uuid4())}"
    )

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert shop.everything() == before


@pytest.mark.parametrize("error", [press.PressBusy(), press.TookTooLong(seconds=30)])
def test_what_was_not_made_was_not_printed(
    shop: Shop, delivery: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_: Any) -> None:
        raise error

    monkeypatch.setattr(press, "press", refuse)
    before = shop.everything()

    answer = shop.client.get(f"/records/sales_delivery/{delivery['id']}/print.pdf")

    assert answer.status_code in (503, 422)
    assert answer.json()["code"] in ("pdf.busy", "pdf.too_long")
    assert ("Retry-After" in answer) == (answer.status_code == 503)
    assert shop.everything() == before


def test_too_many_lines_or_labels_are_refused(
    shop: Shop, delivery: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_CELLS", 10)
    monkeypatch.setattr(labels, "MOST", 10)
    before = shop.everything()

    paper = shop.client.get(f"/records/sales_delivery/{delivery['id']}/print.pdf")
    label = shop.client.get(f"/records/sales_delivery/labels.pdf?ids={delivery['id']}")

    assert (paper.status_code, paper.json()["code"]) == (422, "pdf.too_much")
    assert (label.status_code, label.json()["code"]) == (422, "labels.too_many")
    assert "15" in label.json()["detail"]
    assert shop.everything() == before


def test_who_may_not_print_gets_no_pdf(shop: Shop, delivery: Any, client: Client) -> None:
    role = {"name": "看单", "permissions": {"sales_delivery": ["view"]}, "hidden": []}
    reader = client(shop.ok(shop.client.post("/roles", role), 201)["code"])
    before = shop.everything()

    for path in (
        f"{delivery['id']}/print.pdf",
        f"print.pdf?ids={delivery['id']}",
        "print/list.pdf",
        f"labels.pdf?ids={delivery['id']}",
    ):
        assert reader.get(f"/records/sales_delivery/{path}").status_code == 403
    assert reader.get("/reports/sales.pdf").status_code in (403, 404)
    assert reader.get(f"/picking/sales_delivery.pdf?ids={delivery['id']}").status_code == 403
    assert shop.everything() == before


def test_a_pdf_of_another_company_is_not_found(
    shop: Shop, delivery: Any, client: Client, other_company: Any
) -> None:
    stranger = client("admin", company=other_company)

    for path in ("{id}/print.pdf", "print.pdf?ids={id}", "labels.pdf?ids={id}"):
        asked = path.format(id=delivery["id"])
        assert stranger.get(f"/records/sales_delivery/{asked}").status_code == 404
    assert stranger.get(f"/picking/sales_delivery.pdf?ids={delivery['id']}").status_code == 404


def test_an_english_pdf_says_it_in_english(shop: Shop, delivery: Any, client: Client) -> None:
    path = f"/records/sales_delivery/{delivery['id']}/print.pdf"

    [text] = pdf(client("admin", language="en"), path)

    assert "Salesdelivery" in text and "Page1of1" in text and "大写" not in text


def test_in_english_what_left_is_a_quantity_and_a_remark_stands_apart_from_the_title(
    shop: Shop,
) -> None:
    answer = shop.client.get("/reports/stock_movement.pdf", Accept_Language="en")
    read = PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages[0].extract_text()

    text = " ".join(read.split())
    assert "Stock movement (By product)" in text
    told = shop.client.get("/reports/stock_movement/definition", Accept_Language="en").content
    assert b'"Quantity out"' in told and b'"Sent"' not in told
