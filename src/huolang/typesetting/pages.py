"""Documents as the template `paper.typ` wants them: each text with its place, each column with its
width; nothing is left to be reckoned there but heights, pages and page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.kernel.refusals import Invalid
from huolang.typesetting import columns, drawings, fonts, symbols
from huolang.typesetting.columns import LETTER, PADDING
from huolang.typesetting.doc import Doc, Entry, Table, tidy
from huolang.typesetting.sizes import Size

Told = dict[str, Any]

MOST_CELLS = 30_000
"""Of all documents together: some 500 MB while they are laid out."""
WIDE = 24
"""Letters from which a text stands in two columns of the head."""
LONG = 160
"""Letters from which it stands below the head, on the first page alone."""
ACROSS = 3
GAP = 5.0
LINE = 1.35 * LETTER + 0.6
MOST_LINES = 14
"""A row of more lines may be broken from one page to the next."""


class TooMuchForPdf(Invalid):
    code = "pdf.too_much"
    message = gettext_lazy("一个 PDF 最多 {most} 格，这里有 {count} 格：请少选一些，或导出 Excel")


def papers(docs: Sequence[Doc], size: Size, by: str) -> Told:
    """All that the template needs. `by` says who had it made, and when."""
    cells = sum(len(row) for doc in docs for table in doc.tables for row in table.rows)
    if cells > MOST_CELLS:
        raise TooMuchForPdf(most=MOST_CELLS, count=cells)
    return {
        "title": " ".join(filter(None, [docs[0].title, docs[0].number])) if docs else "",
        "lang": (translation.get_language() or "zh")[:2],
        "font": fonts.FAMILY,
        "size": {
            "width": size.width,
            "height": size.height,
            "down": size.down,
            "across": size.across,
        },
        "words": _("金额大写"),
        "docs": [_doc(one, size, by) for one in docs],
    }


def _doc(doc: Doc, size: Size, by: str) -> Told:
    inside = size.width - 2 * size.across
    header, long = _header([Entry(tidy(e.label), tidy(e.text)) for e in doc.header], size)
    tables = [one for one in doc.tables if one.rows]
    again = _("第 {count} 次打印").format(count=doc.printed + 1)
    codes = [
        {"no": one.no, "svg": symbols.drawing(one.code, one.symbology), "said": _said(one)}
        for one in doc.codes
    ]
    return {
        "company": columns.breakable(tidy(doc.company), inside),
        "tax": _("税号 {number}").format(number=doc.tax_number) if doc.tax_number else "",
        "title": tidy(doc.title),
        "state": _("（{state}）").format(state=doc.state) if doc.state else "",
        "number": tidy(doc.number),
        "red": doc.red,
        "codes": codes,
        "header": header,
        "long": long,
        "drawing": drawings.told(doc.drawing, inside) if doc.drawing else None,
        "tables": [_table(one, inside, named=len(tables) > 1) for one in tables],
        "totals": [_entry(one) for one in doc.totals],
        "words": doc.words,
        "signatures": [_entry(one) for one in doc.signatures],
        "by": f"{tidy(by)} · {again}" if doc.printed else tidy(by),
        "page": _("第 {page} 页，共 {pages} 页"),
    }


def _said(code: Any) -> str:
    """Bars have their code in writing below them."""
    return "" if code.symbology == "qr" else code.code


def _entry(one: Entry) -> Told:
    return {"label": tidy(one.label), "text": tidy(one.text)}


def _header(entries: Sequence[Entry], size: Size) -> tuple[list[Told], list[Told]]:
    """What stands in the head of every page, by column and line, and what below it on the first:
    long texts, and all of them where they would take half of the page."""
    short = [one for one in entries if len(one.text) <= LONG]
    column = (size.width - 2 * size.across - (ACROSS - 1) * GAP) / ACROSS
    told: list[Told] = []
    x = y = 0
    heights: dict[int, float] = {}
    for one in short:
        span = 2 if len(one.text) > WIDE else 1
        if x + span > ACROSS:
            x, y = 0, y + 1
        wide = column * span + GAP * (span - 1) - fonts.width(one.label + "：") * LETTER
        text = columns.breakable(one.text, max(wide, 10.0))
        told.append({"x": x, "y": y, "span": span, "label": one.label, "text": text})
        lines = 1 + int(fonts.width(one.text) * LETTER / max(wide, 10.0))
        heights[y] = max(heights.get(y, 0.0), lines * LINE)
        x += span
    if sum(heights.values()) > (size.height - 2 * size.down) / 2:
        short, told = [], []
    inside = size.width - 2 * size.across
    rest = [one for one in entries if one not in short]
    return told, [{"label": one.label, "text": columns.breakable(one.text, inside)} for one in rest]


def _table(table: Table, inside: float, *, named: bool) -> Told:
    tidied = Table(
        label=tidy(table.label),
        columns=table.columns,
        rows=[[tidy(cell) for cell in row] for row in table.rows],
        sums=None if table.sums is None else [tidy(one) for one in table.sums],
    )
    found = columns.widths(tidied, len(tidied.rows), inside)
    room = [(one - PADDING) / found.scale for one in found.each]
    return {
        "label": tidied.label if named else "",
        "widths": [round(one, 3) for one in found.each],
        "scale": round(found.scale, 4),
        "aligns": ["center", *(one.align for one in tidied.columns)],
        "narrow": found.narrow,
        "room": table.room,
        "head": ["#", *(tidy(one.label) for one in tidied.columns)],
        "rows": [_row(number, row, room) for number, row in enumerate(tidied.rows, start=1)],
        "sums": None if tidied.sums is None else _sums(tidied.sums, table.summed or _("合计")),
    }


def _sums(sums: Sequence[str], word: str) -> Told:
    """The word for them stands from the row's number to the first of them."""
    at = next((index for index, one in enumerate(sums) if one), len(sums))
    return {"word": word if at else "", "span": at + 1, "cells": sums[at:]}


def _row(number: int, row: Sequence[str], room: Sequence[float]) -> Told:
    """`room` is how wide each column is for letters of their full height."""
    long = any(
        len(cell) > MOST_LINES and fonts.width(cell) * LETTER > MOST_LINES * wide
        for cell, wide in zip(row, room[1:], strict=True)
    )
    cells = [columns.breakable(cell, wide) for cell, wide in zip(row, room[1:], strict=True)]
    return {"cells": [str(number), *cells], "long": long}
