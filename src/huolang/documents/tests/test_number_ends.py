"""单号的末尾: a document is found by what its number ends with, by index, in its company only."""

import pytest
from django.db import ProgrammingError, transaction

from huolang.forms import describe, finding, query, registry, search
from huolang.forms.query import Ask
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from tests.support import trading
from tests.support.trading import line

FORM = "purchase_receipt"


def found(text):
    """Numbers of what `text` finds, newest first."""
    form = registry.get(FORM)
    number = next(one for one in form.storage if one.name == "number")
    return [row[0] for row in query.page(form, [number], Ask(text=text)).rows]


def test_the_end_of_a_number_finds_its_document(shop, monkeypatch):
    for day in ("2026-11-03", "2026-11-04"):
        for _turn in range(2):
            trading.confirmed(FORM, line("LS8", 1, "1"), date=day)
    trading.draft(FORM, line("LS8", 1, "1"))
    second = ["CGRK-20261104-0002", "CGRK-20261103-0002"]

    for few in (search.FEW, 1):  # found by the index, or on the way through the list
        monkeypatch.setattr(search, "FEW", few)
        assert found("0002") == second
        assert found("4-0002") == second[:1]
        assert found("rk-20261104-0001") == ["CGRK-20261104-0001"]
        assert found("CGRK-20261104") == ["CGRK-20261104-0002", "CGRK-20261104-0001"]
        assert found("0003") == found("%2") == found("000") == []

    monkeypatch.undo()
    hits = finding.find([registry.get(FORM)], "0002")
    assert [hit.title for hit in hits] == second


def test_another_company_finds_nothing(shop):
    trading.confirmed(FORM, line("LS8", 1, "1"))
    ask = "SELECT documents_number_ending(%s, %s::bigint, '0001', 9)"
    table = registry.get(FORM).table
    assert len(sql.run(ask, [table, current_id()]).fetchall()) == 1

    with (
        pytest.raises(ProgrammingError, match="not the one that is acting"),
        transaction.atomic(),
    ):
        sql.run(ask, [table, current_id() + 1])


def test_every_kind_of_document_has_its_index(shop):
    """Numbers written backwards, after the company; the list says that it finds by them."""
    forms = [form for form in registry.all() if form.is_document]
    indexes = sql.run("SELECT tablename, indexdef FROM pg_indexes", []).fetchall()
    kept = {table for table, said in indexes if "(company_id, reverse((number)::text))" in said}

    assert len(forms) > 30
    assert {form.table for form in forms} <= kept
    assert {form.search.end for form in forms} == {"number"}


def test_a_list_says_by_what_it_finds():
    access = Access(company=1, user=None, granted={"*": frozenset("*")}, hidden=frozenset())

    def searched(form):
        return describe.describe(registry.get(form), access)["list"]["searched"]

    assert searched(FORM) == ["单据编号（或其末尾）", "供应商"]
    assert searched("stock_count") == ["单据编号（或其末尾）"]
    assert "发票号码" in searched("purchase_invoice")
    assert searched("batch") == ["批号"]
    assert {"编码", "名称", "拼音首字母"} <= set(searched("product"))
