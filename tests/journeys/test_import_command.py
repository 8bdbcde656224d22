"""`./huolang import`: the same import as the screen's, and as plain about what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from huolang.cli.inside import importing
from huolang.integrations.import_run import ImportRun
from huolang.kernel import access, background
from huolang.kernel.company import acting
from huolang.kernel.first_run import join, new_company
from huolang.kernel.people import User
from huolang.samples import sample_company
from tests.support.importing import Importer, text, workbook
from tests.support.shop import Shop

HEAD = ["编码", "名称", "基本单位", "销售价", "怪列"]
PLAIN: dict[str, Any] = {
    "company": "", "dry_run": False, "mode": "create", "confirm": False, "all_or_nothing": False,
    "separate": False, "again": False, "numbers": "either", "source": "", "column": {},
    "fixed": {}, "errors": "", "make": False, "as_priced": False,
    "as_open": False, "heading_row": 0, "heading_rows": 1,
}  # fmt: skip


def command(shop: Shop, form: str, file: Path, **told: Any) -> int:
    person = access.by_token(shop.client.token)
    assert person is not None
    user = {"user": person.username, "form": form, "file": str(file)}
    return importing.main({**PLAIN, **user, **told})


@pytest.fixture(autouse=True)
def nothing_told_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far an import is, is told by a connection that sees nothing of a test's transaction."""
    monkeypatch.setattr(background, "BETWEEN", float("inf"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "商品.csv"
    rows = [["N1", "铅笔", "PCS", "1.5", "红"], ["N2", "橡皮", "PCS", "abc", ""]]
    path.write_bytes(text(HEAD, *rows))
    return path


def made(shop: Shop) -> list[Any]:
    statement = "SELECT code, remark FROM masters_product WHERE company_id = %s::bigint"
    return shop.rows(f"{statement} AND starts_with(code, 'N') ORDER BY code", shop.company)


def test_it_imports_what_is_right_and_says_what_is_wrong(
    shop: Shop, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = tmp_path / "faults.xlsx"

    assert command(shop, "product", file, column={"怪列": "remark"}, errors=str(faults)) == 1

    said = capsys.readouterr().out
    assert "  怪列 → 备注 (remark)\n" in said
    assert "✗ 第 3 行 销售价：不是有效的数字\n新增 1 · 更新 0 · 有错 1\n" in said
    assert made(shop) == [("N1", "红")]
    head, row = CalamineWorkbook.from_path(faults).get_sheet_by_index(0).to_python()
    assert (head[-1], row[0], row[-1]) == ("错误", "N2", "销售价：不是有效的数字")


@pytest.mark.parametrize("how", [{"dry_run": True}, {"all_or_nothing": True}])
def test_a_dry_run_and_all_or_nothing_make_nothing(
    shop: Shop, file: Path, capsys: pytest.CaptureFixture[str], how: dict[str, bool]
) -> None:
    assert command(shop, "product", file, **how) == 1

    assert "将新增 1 · 更新 0 · 有错 1" in capsys.readouterr().out
    assert made(shop) == []


def test_the_row_of_headings_may_be_said(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "商品.csv"
    path.write_bytes(text(["名称", "单位"], ["货码", "叫法", "单位"], ["N1", "铅笔", "PCS"]))
    columns = {"货码": "code", "叫法": "name"}

    assert command(shop, "product", path, column=columns, heading_row=2) == 0

    assert "列名在第 2 行\n" in capsys.readouterr().out
    assert made(shop) == [("N1", "")]


def test_documents_are_confirmed_where_that_is_asked(trade: Shop, tmp_path: Path) -> None:
    path = tmp_path / "入库.xlsx"
    rows = [["供应商", "仓库", "商品", "数量", "单价"], ["P1", "CK01", "LS8", 5, 2]]
    path.write_bytes(workbook(*rows))

    assert command(trade, "purchase_receipt", path, confirm=True) == 0
    assert trade.stock("LS8")["on_hand"] == "5"


def test_opening_stock_with_a_column_for_each_warehouse(
    trade: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trade.warehouse("CK2", "北仓")
    path = tmp_path / "期初.xlsx"
    path.write_bytes(workbook(["商品编码", "单位成本", "北仓", "新仓"], ["LS8", "5", "10", "2"]))

    assert command(trade, "opening_stock", path, confirm=True) == 0

    said = capsys.readouterr().out
    assert "  北仓 → 每格一行：北仓\n" in said
    assert "“新仓”不是已有的仓库" in said and "第 0 行" not in said
    assert trade.stock("LS8")["on_hand"] == "10"


@pytest.mark.parametrize(
    ("form", "told", "said"),
    [
        ("nothing", {}, "没有这种单据：nothing"),
        ("product", {"user": "nobody"}, "没有这个用户"),
        ("product", {"company": "别家"}, "没有这个账套"),
        ("product", {"column": {"没有": "name"}}, "没有这一列"),
        ("product", {"column": {"名称": "nothing"}}, "没有这个字段"),
        ("product", {"column": {"名称": ""}}, "名称"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_made(
    shop: Shop,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    form: str,
    told: dict[str, Any],
    said: str,
) -> None:
    assert command(shop, form, file, **told) == 1
    assert said in capsys.readouterr().err
    assert made(shop) == []


def test_a_second_worker_at_a_job_that_is_about_to_end_ends_nothing_else(shop: Shop) -> None:
    """It comes between the last rows of a check and the job's end: the file is still checked."""
    importer = Importer(shop.client, shop.company)
    run = importer.upload("product", text(HEAD, ["N1", "铅笔", "PCS", "1", ""]))
    asked = shop.client.post(f"/imports/{run['id']}/check", {"matching": run["matching"]}).json()
    with acting(shop.company):
        job = background.BackgroundJob.objects.get(id=asked["job"]["id"])
    part = background.KINDS[job.kind].part

    assert part(job) is False
    assert part(job) is False

    with acting(shop.company):
        assert ImportRun.objects.get(id=run["id"]).state == "checked"


def test_a_company_is_said_and_nobodys_files_land_in_samples(
    shop: Shop, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = access.by_token(shop.client.token)
    assert known is not None
    user = User.objects.get(id=known.id)
    samples = sample_company.ensure("示例公司", "demo", user)
    wanted = {"column": {"怪列": "remark"}}

    assert command(shop, "product", file, **wanted) == 1
    assert capsys.readouterr().out.startswith("账套：红旗五金\n")
    assert made(shop) == [("N1", "红")]

    assert command(shop, "product", file, company="示例公司", **wanted) == 1
    assert capsys.readouterr().out.startswith("账套：示例公司\n")
    assert len(made(Shop(shop.client, samples.id))) == 1

    join(user, new_company("分公司"), roles=["admin"])
    assert command(shop, "product", file, mode="update", **wanted) == 1
    said = capsys.readouterr().err
    assert said == "请用 --company 指定账套 / Say which company with --company: 红旗五金、分公司\n"
