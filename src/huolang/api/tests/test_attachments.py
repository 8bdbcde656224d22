"""附件: files of any record, for whoever may see or edit it."""

import io
from urllib.parse import quote

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from huolang.kernel import sql
from huolang.kernel.company import acting
from tests.support.shop import line

NOBODY = "00000000-0000-0000-0000-000000000001"
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
LIST = {"name": "年度", "partner": {"code": "P1"}}
BINARY = {"Content-Type": "application/octet-stream"}


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Files of tests lie elsewhere."""
    location = {"location": tmp_path}
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend, "OPTIONS": location}}
    return tmp_path


def files(shop, form="product", code="S1") -> str:
    return f"/records/{form}/{shop.ids.get(code, code)}/attachments"


def attach(client, path, name="正面.png", content=PNG, **headers):
    return client.send("POST", f"{path}?name={quote(name)}", content, **BINARY, **headers)


def test_a_file_is_kept_listed_read_and_taken_away_and_the_history_tells(shop):
    made = shop.ok(attach(shop.client, files(shop)), 201)
    assert (made["name"], made["kind"], made["size"]) == ("正面.png", "image/png", len(PNG))

    assert shop.ok(shop.client.get(files(shop)))["items"] == [made]

    answer = shop.client.get(f"{files(shop)}/{made['id']}")
    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"

    assert shop.client.delete(f"{files(shop)}/{made['id']}").status_code == 204
    assert shop.ok(shop.client.get(files(shop)))["items"] == []
    trail = shop.ok(shop.client.get(f"/records/product/{shop.ids['S1']}/audit"))["items"]
    assert [one["action"] for one in trail] == ["detach", "attach", "create"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("page.html", b"<script>", "attachment.kind"),
        ("drawing.svg", b"<svg/>", "attachment.kind"),
        ("run.exe", b"MZ", "attachment.kind"),
        ("photo.png", b"<script>alert(1)</script>", "attachment.not_what_it_says"),
        ("photo.png", b"", "attachment.empty"),
        ("../photo.png", PNG, "attachment.name"),
        ("a" * 197 + ".png", PNG, "attachment.name"),
        ("line\nbreak.png", PNG, "attachment.name"),
    ],
)
def test_what_is_no_harmless_file_is_refused_and_nothing_is_kept(shop, folder, name, content, code):
    answer = attach(shop.client, files(shop), name, content)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert shop.ok(shop.client.get(files(shop)))["items"] == []
    assert [one for one in folder.rglob("*") if one.is_file()] == []


def test_the_same_content_is_kept_once(shop, folder):
    for name in ("a.png", "b.png"):
        shop.ok(attach(shop.client, files(shop), name), 201)
    shop.ok(attach(shop.client, files(shop, code="S2")), 201)

    kept = [one for one in folder.rglob("*") if one.is_file()]
    assert len(kept) == 1
    assert kept[0].relative_to(folder).parts[0] == str(shop.company)


def test_the_same_wish_twice_attaches_once(shop):
    first, again = (attach(shop.client, files(shop), key="once") for _ in range(2))

    assert first.json() == again.json()
    assert len(shop.ok(shop.client.get(files(shop)))["items"]) == 1


def test_who_may_not_see_a_form_sees_none_of_its_files(shop, client):
    made = shop.ok(shop.client.post("/records/supplier_price_list", LIST), 201)
    path = files(shop, "supplier_price_list", made["id"])
    kept = shop.ok(attach(shop.client, path), 201)
    seller = client("sales")

    assert seller.get(path).status_code == 403
    assert seller.get(f"{path}/{kept['id']}").status_code == 403


def test_who_may_only_look_can_neither_add_nor_take_away(shop, client):
    made = shop.ok(attach(shop.client, files(shop)), 201)
    keeper = client("warehouse")

    assert keeper.get(files(shop)).status_code == 200
    assert attach(keeper, files(shop)).status_code == 403
    assert keeper.delete(f"{files(shop)}/{made['id']}").status_code == 403


def test_a_file_is_found_with_its_own_record_only(shop):
    made = shop.ok(attach(shop.client, files(shop)), 201)

    for path in (files(shop, code="S2"), files(shop, "partner", "P1")):
        assert shop.client.get(f"{path}/{made['id']}").status_code == 404
    nobody = files(shop, code="01a21593-9802-751b-a4a2-000000000000")
    assert attach(shop.client, nobody).status_code == 404


def test_a_confirmed_document_takes_files_and_a_deleted_draft_leaves_none(shop):
    shop.make("stock_receipt", line("S1", 5, unit_cost="1"))
    sold = shop.make("sales_delivery", line("S1", 1, "4"))
    shop.ok(attach(shop.client, files(shop, "sales_delivery", sold["id"]), "签收.png"), 201)

    draft = shop.make("sales_delivery", line("S1", 1, "4"), then=None)
    shop.ok(attach(shop.client, files(shop, "sales_delivery", draft["id"])), 201)
    assert shop.client.delete(f"/records/sales_delivery/{draft['id']}").status_code == 204

    with acting(shop.company):
        left = sql.run("SELECT name FROM kernel_attachment").fetchall()
    assert left == [("签收.png",)]


def test_a_file_whose_bytes_are_gone_is_not_found(shop, folder):
    made = shop.ok(attach(shop.client, files(shop)), 201)
    for one in folder.rglob("*"):
        if one.is_file():
            default_storage.delete(str(one.relative_to(folder)))

    assert shop.client.get(f"{files(shop)}/{made['id']}").status_code == 404


def drawn(kind="PNG", size=(400, 200), mode="RGB"):
    made = io.BytesIO()
    Image.new(mode, size, "red").save(made, kind)
    return made.getvalue()


def form(shop, name):
    return shop.ok(shop.client.get(f"/forms/{name}"))


def refused(answer, code, field):
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["code"], error["field"]) == (code, field)


def small(client, path):
    return client.get(f"{path}?size=small")


def test_the_first_image_of_a_product_is_its_picture_and_is_shown_small(shop, statements):
    assert [form(shop, one)["pictured"] for one in ("product", "unit")] == [True, False]
    asked = f"/records/product/pictures?ids={shop.ids['S1']},{shop.ids['S2']}"
    shop.ok(attach(shop.client, files(shop), name="说明.txt", content="文字".encode()), 201)
    assert shop.ok(shop.client.get(asked)) == {"items": []}

    first = shop.ok(attach(shop.client, files(shop), content=drawn()), 201)
    shop.ok(attach(shop.client, files(shop), name="背面.jpg", content=drawn("JPEG")), 201)
    with statements() as seen:
        found = shop.ok(shop.client.get(asked))
    assert found == {"items": [{"record": shop.ids["S1"], "attachment": first["id"]}]}
    assert sum("kernel_attachment" in one for one in seen) == 1

    for _again in range(2):
        answer = small(shop.client, f"{files(shop)}/{first['id']}")
        assert answer["Content-Type"] == "image/webp"
        shown = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
        assert shown.format == "WEBP" and shown.size == (192, 96)


def test_what_is_no_picture_is_said_to_be_none_and_kept_all_the_same(shop):
    bomb = drawn("PNG", (6_000, 6_000), "1")
    assert len(bomb) < 100_000
    for name, content in (("假.png", PNG), ("大.png", bomb), ("字.txt", b"text")):
        made = shop.ok(attach(shop.client, files(shop), name=name, content=content), 201)
        one = f"{files(shop)}/{made['id']}"
        refused(small(shop.client, one), "attachment.no_picture", "size")
        assert b"".join(shop.client.get(one).streaming_content) == content


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("", "field.required", "ids"),
        ("?ids=x", "parameter.invalid", "ids"),
        (f"?ids={','.join([NOBODY] * 101)}", "parameter.invalid", "ids"),
        (f"?ids={NOBODY}&size=small", "parameter.unknown", "size"),
    ],
)
def test_pictures_are_asked_for_by_up_to_a_hundred_ids(shop, query, code, field):
    refused(shop.client.get(f"/records/product/pictures{query}"), code, field)


def test_another_company_sees_no_picture(shop, client, other_company):
    shop.ok(attach(shop.client, files(shop), content=drawn()), 201)
    stranger = client("admin", company=other_company)
    asked = f"/records/product/pictures?ids={shop.ids['S1']}"
    assert shop.ok(stranger.get(asked)) == {"items": []}
