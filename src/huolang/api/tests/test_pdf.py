"""PDF made by the server: it says what the paper says, page by page of each document, whatever people
wrote, and nothing to those who may not see it."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader

from huolang.cli import screen
from huolang.kernel.company import Company
from huolang.typesetting import fonts, pages
from tests.support.client import ApiClient
from tests.support.shop import Shop, line


@pytest.fixture(autouse=True, scope="module")
def letters() -> None:
    if not fonts.are_there():
        screen.install_packages()


@pytest.fixture
def delivery(shop: Shop) -> dict[str, Any]:
    """12 and 3 screws, bought before, sold to 华联商贸."""
    shop.master("partner", code="K9", name="新华电器", is_customer=True, phone="021-5555")
    shop.make("purchase_receipt", line("S1", 100, "2.5"), line("S2", 100, "2.5"))
    rows = line("S1", 12, "4"), line("S2", "3", "1.5", remark="轻放")
    return shop.make("sales_delivery", *rows, partner={"code": "K9"})


def pdf(client: ApiClient, path: str, **headers: str) -> PdfReader:
    answer = client.get(path, **headers)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, content.decode(errors="replace")
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(content))


def words(reader: PdfReader) -> list[str]:
    """The text of each page, without the blanks between letters that lie side by side."""
    return ["".join(page.extract_text().split()) for page in reader.pages]


def test_it_says_what_the_paper_says(shop: Shop, delivery: Any) -> None:
    [text] = words(pdf(shop.client, f"/records/sales_delivery/{delivery['id']}/print.pdf"))
    print(text)
    assert 0
