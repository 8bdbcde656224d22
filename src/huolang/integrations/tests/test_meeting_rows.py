"""Rows of a file meet the rows that are there: exported tables come back as they were, what the
file says changes what it means, and what it does not name stays."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.forms import registry
from tests.support.importing import Importer, and_its_end, workbook
from tests.support.shop import Shop


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.fixture
def prices(shop: Shop) -> Shop:
    """JM00001: S1 at 8.5 a piece, 80 a box, 8 a piece from 100 on."""
    box = shop.master("unit", code="XIANG", name="大箱")
    units = [{"unit": {"id": box}, "numerator": "10"}]
    shop.change("product", shop.read("product", {"id": shop.ids["S1"]}), units=units)
    one = {"product": {"code": "S1"}}
    rows = [
        {**one, "price": "8.5"},
        {**one, "unit": {"id": box}, "price": "80"},
        {**one, "min_quantity": "100", "price": "8"},
    ]
    shop.master("price_list", code="JM00001", name="零售", lines=rows)
    shop.master("supplier_price_list", code="GJ00001", name="进货", partner={"code": "P1"},
                lines=rows)  # fmt: skip
    return shop


def exported(shop: Shop, form: str, table: str, *fields: str) -> bytes:
    names = ",".join(["code", *fields, table])
    answer = shop.client.get(f"/records/{form}/export?fields={names}")
    return b"".join(answer.streaming_content)


def told(shop: Shop, form: str, table: str, *names: str, code: str) -> list[tuple[Any, ...]]:
    """The rows of one record, by these answers."""
    key = f'SELECT id FROM "{registry.get(form).table}" WHERE company_id = %s::bigint AND code = %s'
    record = shop.read(form, {"id": shop.rows(key, shop.company, code)[0][0]})
    return [
        tuple(one[n]["code"] if isinstance(one[n], dict) else one[n] for n in names)
        for one in record[table]
    ]


def lines(shop: Shop, form: str = "price_list", code: str = "JM00001") -> list[tuple[Any, ...]]:
    return told(shop, form, "lines", "product", "unit", "min_quantity", "price", code=code)


BEFORE = [("S1", "PCS", "0", "8.5"), ("S1", "XIANG", "0", "80"), ("S1", "PCS", "100", "8")]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (["单位", "起订量"], ["PCS", 0]),
        (["单位", "起订量"], ["PCS", "0"]),
        (["单位", "起订量"], ["PCS", "０.00"]),
        (["单位", "起订量"], [None, None]),
        (["单位"], ["PCS"]),
        (["起订量"], [0]),
        ([], []),
    ],
)
@pytest.mark.parametrize(
    ("form", "code"), [("price_list", "JM00001"), ("supplier_price_list", "GJ00001")]
)
def test_a_price_meets_the_one_of_the_same_product_unit_and_quantity(
    prices: Shop, importer: Importer, form: str, code: str, head: list[str], row: list[Any]
) -> None:
    content = workbook(["编码", "商品", *head, "单价"], [code, "S1", *row, 8.4])

    done = importer.bring(form, content, mode="update")

    assert (done["changed"], done["refused"]) == (1, 0), importer.faults(done)
    assert lines(prices, form, code) == [("S1", "PCS", "0", "8.4"), *BEFORE[1:]]


def test_another_quantity_is_another_price_and_the_same_one_twice_is_refused(
    prices: Shop, importer: Importer
) -> None:
    head = ["编码", "商品", "单位", "起订量", "单价"]
    new = workbook(head, ["JM00001", "S1", "大箱", 10, 75])
    twice = workbook(head, ["JM00001", "S1", "大箱", 10, 70], ["JM00001", "S1", "大箱", "10.0", 60])

    done = importer.bring("price_list", new, mode="update")
    before = prices.everything()
    refused = importer.check(importer.upload("price_list", twice), mode="update")

    assert (done["changed"], done["refused"]) == (1, 0)
    assert importer.faults(refused) == [(3, "起订量", "price_list.line_twice")]
    assert prices.everything() == and_its_end(before)
    assert lines(prices) == [*BEFORE, ("S1", "XIANG", "10", "75")]


@pytest.mark.parametrize(
    ("form", "code"), [("price_list", "JM00001"), ("supplier_price_list", "GJ00001")]
)
def test_an_exported_list_of_prices_comes_back_as_it_was(
    prices: Shop, importer: Importer, form: str, code: str
) -> None:
    content = exported(prices, form, "lines", "name", "partner")

    done = importer.bring(form, content, mode="update")

    assert (done["same"], done["refused"]) == (1, 0), importer.faults(done)
    assert lines(prices, form, code) == BEFORE


def test_a_price_of_a_level_without_a_unit_is_that_of_the_base_unit(
    prices: Shop, importer: Importer
) -> None:
    level = prices.master("price_level", code="VIP", name="会员")
    rows = [{"level": {"id": level}, "price": "3.5"}]
    rows.append({**rows[0], "unit": {"code": "XIANG"}, "price": "33"})
    prices.change("product", prices.read("product", {"id": prices.ids["S1"]}), prices=rows)
    content = workbook(["编码", "价格等级", "等级价格·单价"], ["S1", "会员", 3.4])

    done = importer.bring("product", content, mode="update")

    assert (done["changed"], done["refused"]) == (1, 0), importer.faults(done)
    found = told(prices, "product", "prices", "level", "unit", "price", code="S1")
    assert found == [("VIP", "PCS", "3.4"), ("VIP", "XIANG", "33")]


def test_many_prices_cost_no_statement_for_every_row(
    prices: Shop, importer: Importer, statements: Any
) -> None:
    head = ["编码", "商品", "起订量", "单价"]
    counts: list[int] = []

    for rows, price in ((2, 9), (2, 7), (30, 6)):
        content = workbook(head, *[["JM00001", "S2", n, price] for n in range(rows)])
        run = importer.check(importer.upload("price_list", content), mode="update")
        with statements() as seen:
            done = importer.start(run)
        assert (done["changed"], done["refused"]) == (1, 0), importer.faults(done)
        counts.append(len(seen))

    assert len(lines(prices)) == 3 + 30
    assert counts[2] <= counts[1] + 1, "new rows are inserted besides"


PEOPLE = [
    {"name": "张三", "phone": "138", "is_main": True},
    {"name": "李四", "title": "会计"},
]
PLACES = [
    {"province": "广东省", "city": "深圳市", "street": "人民路1号", "receiver": "张三"},
    {"province": "广东省", "city": "东莞市", "street": "人民路1号"},
]
CONTACT = ("name", "title", "phone", "is_main")


@pytest.fixture
def partner(shop: Shop) -> Shop:
    shop.partner("P2", "两个联系人", contacts=PEOPLE, addresses=PLACES)
    return shop


def test_an_exported_partner_comes_back_as_it_was(partner: Shop, importer: Importer) -> None:
    content = exported(partner, "partner", "contacts,addresses", "name", "is_customer", "phone")
    contacts = told(partner, "partner", "contacts", *CONTACT, code="P2")
    addresses = told(partner, "partner", "addresses", "city", "street", "is_default", code="P2")

    done = importer.bring("partner", content, mode="update")

    assert (done["same"], done["refused"]) == (2, 0), importer.faults(done)
    assert told(partner, "partner", "contacts", *CONTACT, code="P2") == contacts
    assert contacts == [("张三", "", "138", True), ("李四", "会计", "", False)]
    found = told(partner, "partner", "addresses", "city", "street", "is_default", code="P2")
    assert found == addresses
    assert found == [("深圳市", "人民路1号", True), ("东莞市", "人民路1号", False)]


def test_contacts_are_met_by_their_names_and_new_ones_are_added(
    partner: Shop, importer: Importer
) -> None:
    content = workbook(
        ["编码", "姓名", "职务"],
        ["P2", "李四", "财务经理"],
        ["P2", " 张三", None],
        ["P2", "王五", "司机"],
    )

    done = importer.bring("partner", content, mode="update")

    assert (done["changed"], done["refused"]) == (1, 0), importer.faults(done)
    assert told(partner, "partner", "contacts", *CONTACT, code="P2") == [
        ("张三", "", "138", True),
        ("李四", "财务经理", "", False),
        ("王五", "司机", "", False),
    ]


def test_two_contacts_of_one_name_are_met_in_their_order_but_one_of_them_is_not_guessed(
    partner: Shop, importer: Importer
) -> None:
    partner.partner("P3", "重名", contacts=[{"name": "张伟", "phone": "1"}, {"name": "张伟"}])
    head = ["编码", "姓名", "联系人·电话"]
    both = workbook(head, ["P3", "张伟", "11"], ["P3", "张伟", "22"])

    done = importer.bring("partner", both, mode="update")
    before = partner.everything()
    one = importer.check(
        importer.upload("partner", workbook(head, ["P3", "张伟", "33"])), mode="update"
    )

    assert (done["changed"], done["refused"]) == (1, 0), importer.faults(done)
    assert told(partner, "partner", "contacts", "phone", code="P3") == [("11",), ("22",)]
    assert importer.faults(one) == [(2, "姓名", "import.which_row")]
    assert partner.everything() == and_its_end(before)


def test_an_address_is_met_by_what_is_said_of_it(partner: Shop, importer: Importer) -> None:
    head = ["编码", "市", "详细地址", "邮编"]
    content = workbook(
        head, ["P2", "东莞市", "人民路1号", "523000"], ["P2", "广州市", "人民路1号", "510000"]
    )
    unclear = workbook([head[0], *head[2:]], ["P2", "人民路1号", "1"])

    done = importer.bring("partner", content, mode="update")
    before = partner.everything()
    refused = importer.check(importer.upload("partner", unclear), mode="update")

    assert (done["changed"], done["refused"]) == (1, 0), importer.faults(done)
    assert told(partner, "partner", "addresses", "province", "city", "postcode", code="P2") == [
        ("广东省", "深圳市", ""),
        ("广东省", "东莞市", "523000"),
        ("", "广州市", "510000"),
    ]
    assert importer.faults(refused) == [(2, "详细地址", "import.which_row")]
    assert partner.everything() == and_its_end(before)


def test_a_product_with_more_bar_codes_comes_back_and_gets_another_one(
    shop: Shop, importer: Importer
) -> None:
    box = shop.master("unit", code="XIANG", name="大箱")
    more = [{"barcode": "69A1"}, {"barcode": "69A2", "unit": {"id": box}}]
    units = [{"unit": {"id": box}, "numerator": "10"}]
    shop.product("N1", "铅笔", barcode="690", barcodes=more, units=units)
    content = exported(shop, "product", "units,barcodes", "name", "unit", "barcode")

    same = importer.bring("product", content, mode="update")
    head = ["编码", "更多条码·条码", "更多条码·单位"]
    rows = workbook(head, ["N1", "69a1", "大箱"], ["N1", "69A3", None])
    done = importer.bring("product", rows, mode="update")

    assert (same["same"], same["refused"]) == (4, 0), importer.faults(same)
    assert (done["changed"], done["refused"]) == (1, 0), importer.faults(done)
    found = told(shop, "product", "barcodes", "barcode", "unit", code="N1")
    assert found == [("69a1", "XIANG"), ("69A2", "XIANG"), ("69A3", "PCS")]


def test_batches_are_met_by_their_product_and_number(shop: Shop, importer: Importer) -> None:
    for code in ("PA", "PB"):
        shop.product(code, batched=True)
        batch = {"product": {"code": code}, "number": "B1"}
        shop.ok(shop.client.post("/records/batch", batch), 201)
    content = workbook(
        ["商品", "批号", "备注"], ["PB", "b1", "湿"], ["PB", "B9", "没有"], ["PA", None, "没写"]
    )

    run = importer.upload("batch", content)
    done = importer.bring("batch", content, mode="update")

    assert set(run["matching"].values()) == {"product", "number", "remark"}
    assert (done["created"], done["changed"], done["refused"]) == (0, 1, 2)
    assert importer.faults(done) == [
        (3, "批号", "import.not_there"),
        (4, "批号", "field.required"),
    ]
    found = shop.rows(
        "SELECT p.code, b.number, b.remark FROM masters_batch b"
        " JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product_id"
        " WHERE b.company_id = %s::bigint ORDER BY p.code",
        shop.company,
    )
    assert found == [("PA", "B1", ""), ("PB", "B1", "湿")]
