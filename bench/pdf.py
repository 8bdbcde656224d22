"""What a PDF costs: pages per CPU-second of the press, its memory, and the size of the file.

    ./huolang bench pdf

Documents as they are printed, laid out as the server does; reading them from the books is no part.
"""

from __future__ import annotations

import io
import os
import resource
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huolang.site.settings")
django.setup()

from pypdf import PdfReader  # noqa: E402

from huolang.typesetting import fonts, pages, press  # noqa: E402
from huolang.typesetting.doc import Column, Doc, Entry, Table  # noqa: E402
from huolang.typesetting.sizes import PAPERS  # noqa: E402

HEAD = [
    "编码",
    "品名",
    "规格型号",
    "单位",
    "数量",
    "单价",
    "税率%",
    "不含税金额",
    "税额",
    "价税合计",
]
CELLS = ["SP1123", "不锈钢真空保温壶 Vacuum jug", "2L", "个", "103", "44.70", "13%", "4,074.42",
         "529.68", "4,604.10"]  # fmt: skip
ASKED = [("a4", 1, 10), ("a4", 1, 500), ("a4", 100, 10), ("triple", 100, 10), ("a4Wide", 1, 2_000)]


def document(lines: int) -> Doc:
    columns = [Column(one, "right" if n > 3 else "left", n != 1) for n, one in enumerate(HEAD)]
    header = [Entry(label, "嘉兴恒通办公用品店") for label in ("客户", "仓库", "业务员", "收货人")]
    return Doc(
        company="示例公司",
        title="销售出库单",
        number="XSCK-20261026-0007",
        header=header,
        tables=[Table("", columns, [CELLS] * lines, [""] * 9 + ["99,999.99"])],
        totals=[Entry("价税合计", "99,999.99")],
        words="玖万玖仟玖佰玖拾玖元玖角玖分",
        signatures=[Entry("制单人", "张三"), Entry("客户签收", "")],
    )


def main() -> None:
    if not fonts.are_there():
        raise SystemExit("The fonts are missing: ./huolang setup")
    print(
        "paper   documents  lines  pages  laid out s  press CPU s  pages/CPU s   s  KB  MB at most"
    )
    for size, count, lines in ASKED:
        begun = time.process_time()
        told = pages.papers([document(lines)] * count, PAPERS[size], "张三")
        laid_out = time.process_time() - begun
        before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        with press.press("paper.typ", told) as made:
            content = made.read()
        wall = time.monotonic() - wall
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        number = _pages(content)
        kb, mb = len(content) // 1024, after.ru_maxrss // 1024
        print(
            f"{size:7} {count:9} {lines:6} {number:6} {laid_out:11.2f} {cpu:12.2f}"
            f" {number / cpu:12.0f} {wall:5.1f} {kb:5} {mb:5}"
        )


def _pages(content: bytes) -> int:

    return len(PdfReader(io.BytesIO(content)).pages)


if __name__ == "__main__":
    main()
