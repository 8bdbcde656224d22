"""What a paper says (`documents.paper`), as text that can be laid out: as the screen reads it,
which lays out the same answers (`web/src/form/print/doc.ts`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from huolang.documents import shown
from huolang.documents.shown import Setting
from huolang.typesetting import symbols
from huolang.typesetting.doc import Code, Column, Doc, Entry, Table

Told = Mapping[str, Any]
STATED = ("draft", "cancelled")
"""Of a document that is not valid (yet, any more), the paper says so."""
OF_TAX = ("amount", "tax", "tax_rate")
"""Shown with taxes only; the total has them in it."""
WORDY = ("text", "long_text")


def setting_of(paper: Told) -> Setting:
    company = paper["company"]
    return Setting(digits=company["digits"], zone=company["time_zone"])


def of_record(paper: Told, *, taxes: bool = True, origin: str = "") -> Doc:
    """One record. `origin` is where our pages are found: a square leads to one of them."""
    setting, company, state = setting_of(paper), paper["company"], paper["state"]
    taxed = {"tax", "total"} <= {one["field"]["name"] for one in paper["totals"]}
    totals = [
        one for one in paper["totals"] if taxes or not taxed or one["field"]["name"] not in OF_TAX
    ]
    return Doc(
        company=company["name"],
        tax_number=company["tax_number"],
        title=paper["title"],
        state=state["label"] if state and state["value"] in STATED else "",
        number=paper["number"] or "",
        header=_entries(paper["header"], setting),
        tables=[_table(one, setting, taxes=taxes) for one in paper["tables"]],
        totals=_entries(totals, setting),
        words=paper["words"],
        signatures=[Entry(one["label"], one["name"]) for one in paper["signatures"]],
        printed=paper["printed"]["count"],
        codes=[
            Code(
                one["no"],
                f"{origin}{one['code']}" if one["square"] else one["code"],
                "qr" if one["square"] or not symbols.barred(one["code"]) else "code128",
            )
            for one in paper["codes"]
        ],
        red=bool(paper.get("red")),
    )


def of_list(paper: Told, total: int) -> Doc:
    """A list, of which there are `total` rows in all."""
    rows, company = len(paper["rows"]), paper["company"]
    words = _("前 {shown} 条，共 {total} 条") if rows < total else _("共 {total} 条")
    in_force = paper["in_force"]
    sums = paper["sums"] if in_force is None else in_force
    table = _table({"label": "", **paper, "sums": sums}, setting_of(paper), taxes=True)
    summed = "" if in_force is None else _("合计（不含草稿、作废）")
    return Doc(
        company=company["name"],
        title=paper["title"],
        number=words.format(shown=shown.number(rows), total=shown.number(total)),
        tables=[replace(table, summed=summed)],
    )


def _entries(told: Sequence[Told], setting: Setting) -> list[Entry]:
    return [
        Entry(one["field"]["label"], shown.value(one["value"], one["field"], setting))
        for one in told
    ]


def _table(told: Told, setting: Setting, *, taxes: bool) -> Table:
    fields: Sequence[Told] = told["columns"]
    if not taxes and any(one["name"] == "total" for one in fields):
        fields = [one for one in fields if one["name"] not in OF_TAX]
    sums: Mapping[str, str] = told["sums"]
    summed = [
        shown.value(sums[one["name"]], one, setting) if one["name"] in sums else ""
        for one in fields
    ]
    return Table(
        label=told["label"],
        columns=[_column(one) for one in fields],
        rows=[
            [shown.value(row[one["name"]], one, setting) for one in fields] for row in told["rows"]
        ],
        sums=summed if any(one["name"] in sums for one in fields) else None,
    )


def _column(field: Told) -> Column:
    tight = field["kind"] not in WORDY or str(field["name"]).endswith("_code")
    return Column(field["label"], shown.align(field["kind"]), tight)  # type: ignore[arg-type]
