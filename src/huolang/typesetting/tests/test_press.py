"""The press: what comes out of it, and what it does not do whatever it is given."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from huolang.typesetting import columns, fonts, labels, pages, press
from huolang.typesetting.doc import Code, Column, Doc, Entry, Label, Table
from huolang.typesetting.sizes import LABELS, PAPERS

BY = "管理员 打印于 2026-11-28 10:00"
HOSTILE = [
    '#eval("1+1")',
    '#read("/etc/passwd")',
    "] #panic() [",
    '"; #let x = 1',
    "*bold* _it_ `raw` $x^2$",
    "// comment /* more */",
    "@ref <label> = heading",
    "\\u{41} \\",
    "螺丝 M8×30 “A” ½",
]


pytestmark = pytest.mark.usefixtures("letters")


def doc(rows: int = 3, **more: Any) -> Doc:
    columns = [Column("编码", tight=True), Column("品名"), Column("金额", "right", True)]
    table = Table(
        "明细", columns, [[f"C{n}", f"六角螺栓 {n}", f"{n}.00"] for n in range(1, rows + 1)],
        ["", "", "99.00"],
    )  # fmt: skip
    given: dict[str, Any] = {
        "company": "红旗五金",
        "title": "销售出库单",
        "number": "XSCK-1",
        "header": [Entry("客户", "华联商贸")],
        "tables": [table],
        "totals": [Entry("合计", "99.00")],
        "words": "玖拾玖元整",
        "signatures": [Entry("制单人", "张三"), Entry("客户签收", "")],
    }
    return Doc(**{**given, **more})


def pdf(docs: Sequence[Doc], size: str = "a4") -> PdfReader:
    with translation.override("zh-hans"):
        told = pages.papers(docs, PAPERS[size], BY)
    with press.press("paper.typ", told) as made:
        return PdfReader(io.BytesIO(made.read()))


def words(reader: PdfReader) -> list[str]:
    """The text of each page, without the blanks between letters that lie side by side."""
    return ["".join(page.extract_text().split()).replace("\u200b", "") for page in reader.pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_each_document_has_its_own_pages_head_and_foot() -> None:
    long, short = doc(60, title="长单"), doc(2, title="短单")

    found = words(pdf([long, short], "triple"))

    numbers = [re.findall("第([0-9]+)页，共([0-9]+)页", page)[0] for page in found]
    count = len(found) - 1
    assert numbers == [(str(n), str(count)) for n in range(1, count + 1)] + [("1", "1")]
    assert all(("长单" in page) == (at < count) for at, page in enumerate(found))
    assert all("编码" in page and "华联商贸" in page for page in found)
    signed = [at for at, page in enumerate(found) if "客户签收" in page and "玖拾玖元整" in page]
    assert signed == [count - 1, count]
    assert all(f"六角螺栓{n}" in "".join(found[:count]) for n in range(1, 61))


def test_the_foot_is_never_alone_on_a_page_and_the_sums_stay_with_the_last_row() -> None:
    for rows in range(12, 22):
        last = words(pdf([doc(rows)], "triple"))[-1]
        assert f"六角螺栓{rows}{rows}.00" in last, rows
        assert "99.00" in last and "制单人" in last


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_stands_there_as_they_wrote_it(text: str) -> None:
    table = Table("", [Column("品名"), Column(text)], [[text, text]], [text, ""])
    given = doc(
        company=text, title=text, number=text, state=text, tax_number=text,
        header=[Entry(text, text)], tables=[table], totals=[Entry(text, text)],
        words=text, signatures=[Entry(text, text)],
    )  # fmt: skip

    [page] = words(pdf([given]))

    assert page.count(squeezed(text)) >= 14


def test_a_note_of_100_kb_takes_the_pages_that_it_needs_and_loses_no_letter() -> None:
    note = "".join(f"第{n}句备注，" for n in range(12_500))
    table = Table("", [Column("品名"), Column("备注")], [["螺丝", "短"], ["螺母", note]])

    found = words(pdf([doc(header=[Entry("客户", "华联"), Entry("备注", note)], tables=[table])]))

    assert len(note.encode()) > 100_000
    whole = "".join(found)
    assert all(whole.count(f"第{n}句备注") == 2 for n in (0, 1, 6_000, 12_499))
    assert "备注：第0句" not in found[1], "it does not come again on every page"


def test_long_words_are_broken_and_names_wrap_inside_the_paper() -> None:
    table = Table("", [Column("品名"), Column("金额", "right", True)], [["W" * 400, "1.00"]])

    reader = pdf([doc(tables=[table])])

    assert words(reader)[0].count("W") == 400
    lines = [one for one in reader.pages[0].extract_text().split("\n") if "WWW" in one]
    assert len(lines) >= 5


def test_more_columns_than_fit_are_written_smaller() -> None:
    columns = [Column(f"数量{n}", "right", True) for n in range(24)]
    table = Table("", columns, [["1,234,567.00"] * 24])

    told = pages.papers([doc(tables=[table])], PAPERS["a4"], BY)["docs"][0]["tables"][0]

    assert told["scale"] < 1
    assert sum(told["widths"]) == pytest.approx(186, abs=0.1)


def test_a_name_keeps_its_line_beside_a_long_remark() -> None:
    each = [Column("编码", tight=True), Column("品名", lead=True), Column("备注")]
    rows = [["C1", "中性笔 0.5mm 黑色 办公用 十二支装", "客户要求" * 60], ["C2", "六角螺栓", ""]]
    table = Table("", each, rows)
    number, code, name, remark = columns.widths(table, 2, 186).each
    needed = fonts.width(rows[0][1]) * columns.LETTER + columns.PADDING

    assert needed <= name < needed * 1.05
    assert remark == pytest.approx(186 - number - code - name)


def test_codes_stand_in_the_head_or_in_the_foot() -> None:
    one, many = Code(1, "XSCK-1", "code128"), Code(2, "http://x/records/a/b", "qr")

    [alone, both] = words(pdf([doc(codes=[one]), doc(codes=[one, many])]))

    assert alone.count("XSCK-1") == 2
    assert "/records/" not in both


def test_labels_go_onto_sheets_behind_the_places_that_are_used_up() -> None:
    some = [Label("6901234567892", "ean13", "六角螺栓", ("M8×30", "LS8"))] * 30

    with press.press("labels.typ", labels.labels(some, LABELS["labels24"], 20)) as made:
        found = words(PdfReader(io.BytesIO(made.read())))

    assert [page.count("六角螺栓") for page in found] == [4, 24, 2]
    assert [page.count("6901234567892") for page in found] == [4, 24, 2]
    with press.press("labels.typ", labels.labels(some[:2], LABELS["label"], 0)) as made:
        alone = PdfReader(io.BytesIO(made.read()))
    assert [round(float(page.mediabox.width) / 72 * 25.4) for page in alone.pages] == [60, 60]


def test_too_much_is_refused_before_anything_is_made() -> None:
    with pytest.raises(pages.TooMuchForPdf) as refused:
        pages.papers([doc(6_000), doc(6_000)], PAPERS["a4"], BY)
    assert refused.value.facts == {"most": 30_000, "count": 36_000}


def test_two_at_once_are_made_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "PATIENCE", 20.0)
    with ThreadPoolExecutor(4) as many:
        made = list(many.map(lambda n: words(pdf([doc(n)]))[0], (1, 2, 3, 4)))
    assert [f"六角螺栓{n}" in page for n, page in enumerate(made, start=1)] == [True] * 4


def test_who_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "PATIENCE", 0.05)
    with press._slot, pytest.raises(press.PressBusy):
        pdf([doc()])
    assert pdf([doc()]).pages, "and afterwards it is made"


def test_what_takes_too_long_is_ended_and_leaves_the_press_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as short:
        short.setattr(press, "SECONDS", 0.01)
        with pytest.raises(press.TookTooLong):
            pdf([doc()])
    assert threading.active_count() < 50
    assert pdf([doc()]).pages


def test_a_fault_of_the_press_is_ours_and_says_what_it_said() -> None:
    with pytest.raises(press.PressFailed, match="dictionary does not contain key"):
        press.press("paper.typ", {"docs": []})


def test_without_letters_nothing_is_made(settings: Any) -> None:
    settings.HUOLANG_FONTS = "/nowhere"
    with pytest.raises(press.FontsMissing):
        press.press("paper.typ", {})


def test_a_red_paper_is_red() -> None:
    content = [
        pdf([replace(doc(), red=red)]).pages[0].get_contents().get_data() for red in (False, True)
    ]
    red = re.compile(rb"0[.]75[0-9]* 0 0 scn")
    assert [bool(red.search(one)) for one in content] == [False, True]
