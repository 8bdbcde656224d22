"""One trade from the purchase order to the last piece sold; every figure to the cent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.support.shop import Shop, days_ago, line

BOX = {"code": "BOX"}
Document = dict[str, Any]
Figures = dict[str, str]


def books(shop: Shop) -> Figures:
    """Where the company stands: what people see, beside what the accounts say."""
    stock = shop.stock("LS8")
    owed = shop.ok(shop.client.get("/owed"))["sums"]
    assert shop.account("1405") == Decimal(stock["value"])
    assert shop.account("1122") == Decimal(owed["receivable"])
    assert shop.account("220202") == -net_payable(shop)
    assert shop.differences() == []
    return {
        "on hand": stock["on_hand"],
        "reserved": stock["reserved"],
        "value": stock["value"],
        "receivable": owed["receivable"],
        "payable": owed["payable"],
        "cost of sales": f"{shop.account('5401'):.2f}",
        "revenue": f"{-shop.account('5001'):.2f}",
        "tax due": f"{-shop.account('222108'):.2f}",
    }


def net_payable(shop: Shop) -> Decimal:
    """What is owed to suppliers for goods not yet invoiced, without tax."""
    found: Decimal = shop.one(
        "SELECT coalesce(sum(net), 0) FROM ledger_openitem WHERE kind = 'payable' AND \"left\" <> 0"
    )
    return found


def changed(before: Figures, **figures: str) -> Figures:
    return before | {name.replace("_", " "): value for name, value in figures.items()}


def test_from_order_to_last_piece(shop: Shop) -> None:
    """Ten boxes are ordered and come in two parts; ninety pieces are ordered, held, delivered in
    parts; earlier goods turn up; a delivery is corrected; the last piece goes, and some come back.
    """
    shop.product("LS8", "螺丝 M8", units=[{"unit": BOX, "numerator": "12"}], purchase_price="10")
    nothing = books(shop)
    assert set(nothing.values()) == {"0", "0.00"}

    order = shop.make("purchase_order", line("LS8", 10, 120, unit=BOX))
    assert (order["amount"], order["tax"], order["total"]) == ("1200.00", "156.00", "1356.00")
    assert books(shop) == nothing
    receipts = buy(shop, order, nothing)
    sale = promise(shop, nothing)
    delivery = deliver(shop, sale, nothing)
    receipts.append(back_date(shop, delivery))
    refuse_to_pull_out(shop, order, sale, delivery, receipts[0])
    correct(shop, delivery, nothing)
    rest = finish(shop, sale)
    last = sell_out(shop, receipts)
    bring_back(shop, sale, rest, last)


def buy(shop: Shop, order: Document, nothing: Figures) -> list[Document]:
    """Four boxes come, then the rest, dearer."""
    first = shop.convert("purchase_order", order, "purchase_receipt")
    assert [row["quantity"] for row in first["lines"]] == ["10"]
    first = received(shop, first, quantity="4")
    assert books(shop) == changed(nothing, on_hand="48", value="480.00", payable="542.40")
    assert progress(shop, "purchase_order", order) == ("partial", [("4", "6")])

    second = shop.convert("purchase_order", order, "purchase_receipt")
    second = received(shop, second, unit_price="126")
    assert books(shop) == changed(nothing, on_hand="120", value="1236.00", payable="1396.68")
    assert shop.stock("LS8")["unit_cost"] == "10.3"
    assert progress(shop, "purchase_order", order) == ("done", [("10", "0")])
    refused(shop.client.post(address(order, "convert/purchase_receipt")), "convert.nothing_open")
    return [first, second]


def promise(shop: Shop, nothing: Figures) -> Document:
    """A customer orders thirty pieces and five boxes, which are held for them from now on."""
    wanted = [line("LS8", 30, 20), line("LS8", 5, 228, unit=BOX)]
    sale = shop.make("sales_order", *wanted, partner={"code": "K1"})
    assert (sale["amount"], sale["tax"], sale["total"]) == ("1740.00", "226.20", "1966.20")
    assert books(shop) == changed(
        nothing, on_hand="120", reserved="90", value="1236.00", payable="1396.68"
    )

    before = shop.everything()
    short = shop.send("sales_delivery", line("LS8", 31, 20), partner={"code": "K1"})
    refused(short, "ledger.not_enough_stock", "lines.0.quantity")
    held = f"其余已被 {sale['number']} 占用"
    assert short.json()["detail"] == f"库存不足：螺丝 M8（主仓） 可用 30 个，需要 31 个：{held}"
    assert shop.everything() == before
    return sale


def deliver(shop: Shop, sale: Document, nothing: Figures) -> Document:
    """The loose ones and two boxes go, at the average of both receipts."""
    draft = shop.convert("sales_order", sale, "sales_delivery")
    delivery = delivered(shop, draft, boxes="2")
    assert books(shop) == changed(
        nothing,
        on_hand="66",
        reserved="36",
        value="679.80",
        payable="1396.68",
        receivable="1193.28",
        cost_of_sales="556.20",
        revenue="1056.00",
        tax_due="137.28",
    )
    assert progress(shop, "sales_order", sale) == ("partial", [("30", "0"), ("2", "3")])
    return delivery


def back_date(shop: Shop, delivery: Document) -> Document:
    """Eighty pieces of the day before yesterday turn up: the delivery's cost is right at once."""
    before = books(shop)
    receipt = shop.make("purchase_receipt", line("LS8", 80, 13), date=days_ago(2))
    assert books(shop) == changed(
        before, on_hand="146", value="1661.48", payable="2571.88", cost_of_sales="614.52"
    )
    assert shop.stock("LS8")["unit_cost"] == "11.38"
    assert entries(shop, delivery) == [("-30", "-309.00", "-32.40"), ("-24", "-247.20", "-25.92")]
    return receipt


def refuse_to_pull_out(
    shop: Shop, order: Document, sale: Document, delivery: Document, receipt: Document
) -> None:
    """What stands is not pulled out from under what rests on it."""
    before = shop.everything()
    refused(shop.act("purchase_order", order, "cancel"), "document.already_done")
    refused(shop.act("sales_order", sale, "cancel"), "document.already_done")
    refused(shop.act("sales_delivery", delivery, "confirm"), "document.wrong_state")
    refused(shop.client.delete(address(receipt)), "document.was_confirmed")
    locked = shop.client.patch(address(delivery), {"lines": []}, etag=delivery["etag"])
    refused(locked, "document.locked", "lines")
    assert shop.everything() == before


def correct(shop: Shop, delivery: Document, nothing: Figures) -> None:
    """It was three boxes: opened again, changed, and confirmed again under its number."""
    reopened = shop.do("sales_delivery", delivery, "reopen")
    assert books(shop) == changed(
        nothing, on_hand="200", reserved="90", value="2276.00", payable="2571.88"
    )

    again = delivered(shop, reopened, boxes="3")
    assert (again["number"], again["revision"]) == (delivery["number"], 2)
    assert books(shop) == changed(
        nothing,
        on_hand="134",
        reserved="24",
        value="1524.92",
        payable="2571.88",
        receivable="1450.92",
        cost_of_sales="751.08",
        revenue="1284.00",
        tax_due="166.92",
    )


def finish(shop: Shop, sale: Document) -> Document:
    """The rest of the order goes: what is owed is what was ordered."""
    before = books(shop)
    rest = shop.convert("sales_order", sale, "sales_delivery")
    assert [(row["quantity"], row["unit"]["code"]) for row in rest["lines"]] == [("2", "BOX")]
    rest = shop.do("sales_delivery", rest, "confirm")
    assert progress(shop, "sales_order", sale) == ("done", [("30", "0"), ("5", "0")])
    assert books(shop) == changed(
        before,
        on_hand="110",
        reserved="0",
        value="1251.80",
        receivable=sale["total"],
        cost_of_sales="1024.20",
        revenue=sale["amount"],
        tax_due=sale["tax"],
    )
    return rest


def sell_out(shop: Shop, receipts: list[Document]) -> Document:
    """The last unit out takes the last cent; what is sold cannot be cancelled."""
    last = shop.make("sales_delivery", line("LS8", 110, 15), partner={"code": "K1"})
    now = books(shop)
    assert (now["on hand"], now["value"], now["cost of sales"]) == ("0", "0.00", "2276.00")

    before = shop.everything()
    for receipt in receipts:
        refused(shop.act("purchase_receipt", receipt, "cancel"), "ledger.not_enough_stock")
    assert shop.everything() == before
    return last


def bring_back(shop: Shop, sale: Document, rest: Document, last: Document) -> None:
    """One box comes back at what it had cost, and the last sale is taken back altogether."""
    before = books(shop)
    draft = shop.convert("sales_delivery", rest, "sales_return")
    lines = [{**same(draft["lines"][0]), "quantity": "1"}]
    back = shop.do("sales_return", shop.change("sales_return", draft, lines=lines), "confirm")
    refused(shop.act("sales_delivery", rest, "cancel"), "document.has_successors")
    shop.do("sales_delivery", last, "cancel", reason="打错了")
    assert books(shop) == changed(
        before,
        on_hand="122",
        value="1388.36",
        receivable="1708.56",
        cost_of_sales="887.64",
        revenue="1512.00",
        tax_due="196.56",
    )

    chain = shop.ok(shop.client.get(f"{address(rest)}/chain"))
    assert [step["number"] for step in chain["before"]] == [sale["number"]]
    assert [step["number"] for step in chain["after"]] == [back["number"]]


def received(shop: Shop, draft: Document, **fields: str) -> Document:
    """Change the only line of a receipt, and confirm it."""
    lines = [{**same(draft["lines"][0]), **fields}]
    return shop.do(
        "purchase_receipt", shop.change("purchase_receipt", draft, lines=lines), "confirm"
    )


def delivered(shop: Shop, draft: Document, *, boxes: str) -> Document:
    """Let the second line of a delivery be so many boxes, and confirm it."""
    lines = [same(draft["lines"][0]), {**same(draft["lines"][1]), "quantity": boxes}]
    return shop.do("sales_delivery", shop.change("sales_delivery", draft, lines=lines), "confirm")


def same(row: Document) -> Document:
    """A line that is not changed is meant by its id alone."""
    return {"id": row["id"]}


def progress(shop: Shop, form: str, order: Document) -> tuple[str, list[tuple[str, str]]]:
    """How far an order is; done and open of each line, in its unit."""
    found = shop.read(form, order)
    lines = [(row["done_quantity"], row["open_quantity"]) for row in found["lines"]]
    return found["progress"], lines


def entries(shop: Shop, document: Document) -> list[tuple[str, str, str]]:
    """Quantity, cost as posted and what corrects it today, of each line in the books."""
    found = shop.ok(shop.client.get(f"{address(document)}/entries"))["stock"]
    return [(one["quantity"], one["cost"], one["adjustment"]) for one in found]


FORMS = {
    "CGDD": "purchase_order",
    "CGRK": "purchase_receipt",
    "XSDD": "sales_order",
    "XSCK": "sales_delivery",
}


def address(document: Document, ending: str = "") -> str:
    """Where a numbered document is found."""
    form = FORMS[document["number"].split("-")[0]]
    return f"/records/{form}/{document['id']}" + (f"/{ending}" if ending else "")


def refused(answer: Any, code: str, field: str = "") -> None:
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, code), problem
    assert problem["detail"]
    if field:
        assert [one["field"] for one in problem["errors"]] == [field]
