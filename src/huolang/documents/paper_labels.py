"""标签: what stands on labels, made of the papers of goods, batches, pieces, locations, or of
documents with lines of goods; as the screen makes them (`web/src/form/print/label.ts`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.documents import shown
from huolang.documents.paper_doc import setting_of
from huolang.kernel.refusals import Invalid
from huolang.typesetting import labels, symbols
from huolang.typesetting.doc import Label

Told = Mapping[str, Any]


class NoLabels(Invalid):
    code = "labels.none"
    message = _("没有可以贴标签的商品")


class TooManyLabels(Invalid):
    code = "labels.too_many"
    message = _("一个文件最多 {most} 张标签，这里有 {count} 张：请分次生成")


@dataclass(frozen=True, slots=True)
class _Said:
    code: str
    title: str
    lines: Iterable[str]
    pieces: int = 1
    price: str = ""


SALES_PRICE = "sales_price"
PRICED = "product"
"""Whose labels may say what it costs."""


def of_papers(
    form: str,
    papers: Sequence[Told],
    *,
    wanted: str,
    width: float,
    copies: int,
    price: str = "",
) -> list[Label]:
    """In the order of the papers, each `copies` times; of lines of goods without `copies` one for
    each piece. `wanted` is how codes are drawn on labels of `width` millimetres, see
    `symbols.symbology_of`; `price` is the sales price, or the name of a price level, as far as the
    papers say it."""
    said = [(one, copies or one.pieces) for paper in papers for one in _said(form, paper, price)]
    count = sum(many for _, many in said)
    if not count:
        raise NoLabels()
    if count > labels.MOST:
        raise TooManyLabels(most=labels.MOST, count=count)
    return [label for one, many in said for label in [_label(one, wanted, width)] * many]


def _label(one: _Said, wanted: str, width: float) -> Label:
    return Label(
        code=one.code,
        symbology=symbols.symbology_of(one.code, wanted, width),
        title=one.title,
        lines=tuple(line for line in one.lines if line.strip()),
        price=one.price,
    )


def _said(form: str, paper: Told, price: str) -> Iterable[_Said]:
    known = _header(paper)
    title = paper["number"] or ""

    def text(name: str) -> str:
        return known.get(name, ("", ""))[1]

    def named(name: str) -> str:
        """A day says nothing alone: "expires on 2026-12-31"."""
        return " ".join(known[name]) if name in known else ""

    if form == "product":
        code = text("code")
        lines = [text("specification"), code, text("unit")]
        what, costs = (
            known.get(price, ("", "")) if price == SALES_PRICE else _of_level(paper, price)
        )
        told = f"{what} {costs}/{text('unit')}" if costs else ""
        return [_Said(text("barcode") or code, title, lines, price=told)]
    if form == "batch":
        return [_Said(title, title, [text("product"), named("produced_on"), named("expires_on")])]
    if form == "serial_number":
        return [_Said(title, title, [text("product"), named("warranty_until")])]
    if form == "location":
        name = text("name")
        lines = ["" if name == title else name, text("warehouse")]
        return [_Said(text("barcode") or title, title, lines)]
    return _of_lines(paper)


def _header(paper: Told) -> dict[str, tuple[str, str]]:
    """Label and text of each field above the rows."""
    setting = setting_of(paper)
    return {
        one["field"]["name"]: (
            str(one["field"]["label"]),
            shown.value(one["value"], one["field"], setting),
        )
        for one in reversed(paper["header"])
    }


def _of_level(paper: Told, level: str) -> tuple[str, str]:
    """What a base unit costs customers of a price level, by its name."""
    table = next((one for one in paper["tables"] if one["name"] == "prices"), None)
    if table is None or not level:
        return "", ""
    fields = {one["name"]: one for one in table["columns"]}
    unit = _header(paper).get("unit", ("", ""))[1]
    for row in table["rows"]:
        if row.get("level") == level and row.get("unit") in (None, "", unit):
            return level, shown.value(row["price"], fields["price"], setting_of(paper))
    return "", ""


def _of_lines(paper: Told) -> Iterable[_Said]:
    """Of every line of goods, as `masters.goods_labels` tells of them."""
    return [
        _Said(code, one["title"], one["lines"], one["pieces"])
        for one in paper["labels"]
        for code in one["codes"]
    ]
