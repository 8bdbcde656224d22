"""What is no file to import, who may not, and companies that are not one's own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from huolang.integrations.import_run import ImportRun
from huolang.integrations.tables import sheet_reader
from huolang.kernel.company import acting
from tests.support.importing import Importer, text, workbook
from tests.support.shop import Shop


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def last_corner() -> bytes:
    """A sheet of two cells, the second in its very last corner: 17 billion cells in between."""
    book = workbook(["编码"], ["N1"])
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(into, "w") as new:
        for one in old.infolist():
            content = old.read(one)
            if one.filename.endswith("sheet1.xml"):
                far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                content = content.replace(b"</sheetData>", far)
            new.writestr(one, content)
    return into.getvalue()


def bomb() -> bytes:
    """A few kilobytes that unfold to more than is read."""
    into = io.BytesIO()
    with (
        zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book,
        book.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(sheet_reader.MOST_UNFOLDED // 2**20 + 1):
            part.write(b" " * 2**20)
    return into.getvalue()


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "import.unreadable"),
        (b"PK\x03\x04 not a workbook", "import.unreadable"),
        (b"%PDF-1.7\x00\x00\xff\xfe", "import.unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "import.old_workbook"),
        (b"", "import.empty"),
        (b"\r\n \r\n", "import.empty"),
        ("编码,名称".encode(), "import.empty"),
        (last_corner, "import.too_large"),
        (bomb, "import.too_large"),
        (text(["x"] * 400, ["y"] * 400), "import.too_large"),
    ],
    ids=["png", "zip", "pdf", "xls", "nothing", "blank", "heading", "corner", "bomb", "wide"],
)
def test_what_is_no_table_is_refused_and_leaves_nothing(
    shop: Shop, importer: Importer, made: bytes | Callable[[], bytes], code: str
) -> None:
    content = made if isinstance(made, bytes) else made()

    answer = importer.send("product", content)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert shop.rows("SELECT count(*) FROM integrations_importline") == [(0,)]


def test_what_is_not_sent_as_a_file_is_refused(shop: Shop, importer: Importer) -> None:
    kind = {"Content-Type": "application/json"}
    as_json = shop.client.send("POST", "/imports?form=product", b"{}", **kind)
    large = importer.send("product", b"\x00" * (9 * 2**20))
    too_large = importer.send("product", b"x" * (32 * 2**20 + 1))

    assert (as_json.status_code, as_json.json()["code"]) == (415, "request.not_a_file")
    assert (large.status_code, large.json()["code"]) == (422, "import.unreadable"), "it was read"
    assert (too_large.status_code, too_large.json()["detail"]) == (413, "请求不能超过 32 MB")
    assert importer.send("nonsense", b"x").status_code == 404


def test_who_may_not_import_may_not_even_send_a_file(shop: Shop, client: Any) -> None:
    clerk = Importer(client("warehouse"), shop.company)

    answer = clerk.send("product", workbook(["编码"], ["N1"]))

    assert (answer.status_code, answer.json()["code"]) == (403, "auth.forbidden")


def test_what_is_hidden_can_be_neither_seen_nor_filled(shop: Shop, client: Any) -> None:
    seller = Importer(client("sales"), shop.company)
    head = shop.client.get("/records/partner/template?format=csv")

    run = seller.upload("partner", workbook(["名称", "采购价"], ["x", 1]))

    assert head.status_code == 200
    assert "purchase_price" not in str(run["columns"])


def test_what_was_hidden_after_the_check_is_not_filled(shop: Shop, client: Any) -> None:
    buyer = Importer(client("purchasing"), shop.company)
    content = workbook(["编码", "采购价"], ["S1", 99])
    run = buyer.check(buyer.upload("product", content), mode="update")
    roles = shop.ok(shop.client.get("/roles"))["items"]
    role = next(one for one in roles if one["code"] == "purchasing")
    shop.ok(
        shop.client.patch("/roles/purchasing", {"hidden": ["purchase_price"]}, etag=role["etag"])
    )

    answer = buyer.client.post(f"/imports/{run['id']}/start")

    assert (answer.status_code, answer.json()["code"]) == (409, "import.field_hidden")
    assert "“采购价”" in answer.json()["detail"]
    assert shop.one("SELECT purchase_price FROM masters_product WHERE code = 'S1'") == 2.5


def test_somebody_else_neither_sees_nor_starts_an_import(
    shop: Shop, importer: Importer, client: Any
) -> None:
    run = importer.upload("partner", workbook(["名称"], ["x"]))
    other = client("sales")

    assert other.get(f"/imports/{run['id']}").status_code == 404
    assert other.post(f"/imports/{run['id']}/start").status_code == 404
    assert other.get(f"/imports/{run['id']}/file").status_code == 404


def test_codes_of_another_company_mean_nothing_here(
    shop: Shop, importer: Importer, client: Any, other_company: Any
) -> None:
    stranger = Shop(client("admin", company=other_company), other_company.id)
    stranger.master("unit", code="GEHEIM", name="别家的单位")
    content = workbook(
        ["编码", "名称", "基本单位"], ["N1", "x", "GEHEIM"], ["N2", "y", "别家的单位"]
    )

    done = importer.bring("product", content)

    assert importer.faults(done) == [
        (2, "基本单位", "reference.unknown"),
        (3, "基本单位", "reference.unknown"),
    ]


@pytest.mark.parametrize(
    "matching",
    [{"0": "nonsense"}, {"9": "code"}, {"0": "code", "1": "code"}, {"0": "code"}, {"x": "code"}],
)
def test_columns_that_cannot_be_matched_are_refused(
    importer: Importer, matching: dict[str, str]
) -> None:
    run = importer.upload("product", workbook(["编码", "名称"], ["N1", "x"]))

    answer = importer.client.post(f"/imports/{run['id']}/check", {"matching": matching})

    assert answer.status_code == 422
    assert importer.client.get(f"/imports/{run['id']}").json()["state"] == "uploaded"


def test_nothing_is_imported_that_was_not_checked(shop: Shop, importer: Importer) -> None:
    run = importer.upload("product", workbook(["编码", "名称", "基本单位"], ["N1", "x", "PCS"]))

    answer = shop.client.post(f"/imports/{run['id']}/start")

    assert (answer.status_code, answer.json()["code"]) == (409, "import.wrong_state")


def test_a_template_that_is_filled_in_is_matched_whole(shop: Shop, importer: Importer) -> None:
    answer = shop.client.get("/records/product/template?format=csv")
    head = b"".join(answer.streaming_content).decode("utf-8-sig").strip().split(",")

    run = importer.upload("product", text(head, ["x"] * len(head)))

    fields = [one for one in run["columns"] if not one["checks"]]
    assert len(run["matching"]) == len(head) == len(fields)


def test_a_template_marks_what_every_record_needs(shop: Shop) -> None:
    """Whoever gives goods no second unit need not answer what belongs to one."""
    answer = shop.client.get("/records/product/template?format=csv")
    head = b"".join(answer.streaming_content).decode("utf-8-sig").strip().split(",")
    order = shop.client.get("/records/sales_order/template?format=csv")
    asked = b"".join(order.streaming_content).decode("utf-8-sig").strip().split(",")

    assert [one for one in head if one.endswith("*")] == ["名称*", "基本单位*"]
    assert {"客户*", "商品*", "数量*"} <= {*asked}


def test_what_a_file_says_nothing_new_of_is_counted_as_that(shop: Shop, importer: Importer) -> None:
    head, row = ["编码", "名称", "规格型号"], ["S1", "螺丝 1 号", "M8"]

    def counted(*rows: list[str]) -> tuple[int, int, int]:
        done = importer.bring("product", text(head, *rows), mode="update")
        return done["changed"], done["same"], done["refused"]

    assert counted(row, ["S2", "螺丝 2 号", ""]) == (1, 1, 0)
    assert counted(row, ["S2", "螺丝 2 号", ""]) == (0, 2, 0)
    assert counted(row, ["S2", "", ""], ["S3", "另一个名称", ""]) == (
        1,
        2,
        0,
    )  # an empty cell says nothing


def test_a_file_that_is_sent_again_under_its_key_is_received_once(shop: Shop) -> None:
    address, kind = "/imports?form=product&name=a.csv", "application/octet-stream"
    send = partial(shop.client.send, "POST", address, **{"Content-Type": kind})
    content = text(["编码", "名称"], ["N1", "铅笔"])

    first = send(content, key="k1")
    again = send(content, key="k1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    with acting(shop.company):
        assert ImportRun.objects.count() == 1
    other = send(content + b"\r\nN2,x", key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")
