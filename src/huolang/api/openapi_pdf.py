"""OpenAPI 3.1 of the PDFs of a form: of one record, of many, of its list, of labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from huolang.typesetting import press
from huolang.typesetting.sizes import LABELS, PAPERS

Told = dict[str, Any]
Operation = Callable[[str, str, Told, list[Told]], Told]


def paths(base: str, operation: Operation, errors: Told, told: Callable[..., list[Told]]) -> Told:
    """The routes of the form under `base`. `told` names parameters that other routes have too."""
    content = {press.CONTENT_TYPE: {"schema": {"type": "string"}}}
    file = {**errors, "200": {"description": "The PDF", "content": content}}
    paper = query("size", PAPERS, "the paper; numbers are of each document's own pages")
    wide = query("size", ("a4Wide", *(one for one in PAPERS if one != "a4Wide")), "the paper")
    taxes = query("taxes", ("true", "false"), "false: only totals with taxes in them")
    many, one = [*told("Ids", "Prices"), taxes, paper], [*told("Id", "Prices"), taxes, paper]
    listed = [*told("Filter", "Sort", "Q", "Fields"), wide]
    return {
        f"{base}/print.pdf": {"get": operation("pdf_many", "many as one PDF", file, many)},
        f"{base}/{{id}}/print.pdf": {"get": operation("pdf", "as a PDF", file, one)},
        f"{base}/print/list.pdf": {"get": operation("pdf_list", "the list as a PDF", file, listed)},
        f"{base}/labels.pdf": {
            "get": operation("pdf_labels", "labels as a PDF", file, [*told("Ids"), *_of_labels()])
        },
    }


def _of_labels() -> list[Told]:
    return [
        query("size", LABELS, "one label of a roll, or a sheet of many"),
        query("code", ("auto", "code128", "qr"), "what a scanner reads"),
        _count("copies", 500, "of each label; 0: one for each piece of a line"),
        _count("skip", 39, "places of the first sheet that are used up"),
        {
            "name": "price",
            "in": "query",
            "description": "on labels of products: `sales_price`, or the name of a price level",
            "schema": {"type": "string", "maxLength": 100},
        },
    ]


def query(name: str, words: Iterable[str], description: str) -> Told:
    """A parameter that is one of a few words; the first is meant when nothing is said."""
    some = list(words)
    schema = {"type": "string", "enum": some, "default": some[0]}
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _count(name: str, most: int, description: str) -> Told:
    schema = {"type": "integer", "minimum": 0, "maximum": most, "default": 0}
    return {"name": name, "in": "query", "description": description, "schema": schema}
