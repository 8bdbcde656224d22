"""Online Retail goes in through the ordinary writer, once, whatever happens meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connections

from huolang.documents import lifecycle, together
from huolang.forms import registry, store
from huolang.kernel import access as accesses
from huolang.kernel import first_run, sql
from huolang.kernel.company import Company, acting, current_id
from huolang.ledger import proof
from huolang.ledger.several import NotTogether
from huolang.samples import online_retail, sample_company
from huolang.samples.packed import BadFile
from huolang.samples.retail_report import Report
from tests.support import databases, trading

RETAIL = Path(__file__).with_name("retail.csv")
TABLES = (
    "ledger_postinghead",
    "ledger_stockentry",
    "ledger_journalline",
    "ledger_openitem",
    "kernel_auditentry",
    "kernel_event",
    "sales_salesdelivery",
    "sales_salesreturn",
    "inventory_stockreceipt",
    "masters_product",
    "masters_partner",
)
KILLED = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from huolang.samples import loaded, online_retail
online_retail.LINES_TOGETHER = 3
calls = 0
def die():
    os.kill(os.getpid(), signal.SIGKILL)
def between(step, done, whole):
    if step == "documents" and done >= 6:
        die()
def inside(data_set, records):
    global calls
    calls += 1
    if calls == 3:
        die()
    keep(data_set, records)
keep = loaded.keep
if sys.argv[2] == "inside":
    loaded.keep = inside
show = between if sys.argv[2] == "between" else lambda *_: None
sys.exit(online_retail.main([sys.argv[1]], show=show, say=print))
"""


@pytest.fixture(autouse=True)
def installation(empty_database: None) -> Iterator[None]:
    """Just set up: one company, one administrator."""
    first_run.ensure(password="correct-horse-battery")
    yield


def load(path: Path = RETAIL, month: str | None = None) -> Report:
    return online_retail.load(path, month=month, show=lambda *_: None)


def sample() -> Company:
    return Company.objects.get(name="Online Retail (sample)")


def rows() -> dict[str, int]:
    """How many rows the sample's books, documents and masters have."""
    with acting(sample().id):
        return {
            table: sql.run(
                f"SELECT count(*) FROM {table} WHERE company_id = %s::bigint", [current_id()]
            ).fetchone()[0]
            for table in TABLES
        }


def stock() -> dict[str, tuple[Decimal, Decimal]]:
    """Quantity and value by code."""
    statement = (
        "SELECT p.code, c.quantity, c.value FROM ledger_costpool c JOIN masters_product p"
        " ON p.company_id = c.company_id AND p.id = c.product WHERE c.company_id = %s::bigint"
    )
    with acting(sample().id):
        return {row[0]: row[1:] for row in sql.run(statement, [current_id()])}


def start(mode: str) -> subprocess.Popen[str]:
    """The loader in a process of its own, on the database of this test."""
    name = str(connections["default"].settings_dict["NAME"])
    told = os.environ | {
        "HUOLANG_DATABASE_URL": databases.at(os.environ["HUOLANG_DATABASE_URL"], name),
        "DJANGO_SETTINGS_MODULE": "huolang.site.settings",
        "PYTHONPATH": str(databases.SOURCE),
    }
    command = [sys.executable, "-c", KILLED, str(RETAIL), mode]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=told, stdout=pipe, stderr=pipe, text=True)


def test_every_line_is_counted_once_and_what_is_odd_is_told() -> None:
    report = load()

    assert (report.read, report.elsewhere, report.is_complete) == (23, 0, True)
    assert report.noticed == {
        "code not in capitals": 1,
        "exact duplicate of an earlier line": 1,
        "no description": 1,
        "no customer": 8,
        "services": 7,
        "bad debt": 2,
        "price zero": 5,
        "price below zero": 1,
        "price with more than two decimals": 1,
        "quantity zero": 1,
        "quantity below zero, on a credit note": 4,
        "quantity below zero, elsewhere": 2,
        "credit note, quantity not below zero": 0,
        "another time than its document's first": 2,
        "another description than its product": 2,
    }
    assert report.documents == {
        "opening stock": (2, 0),
        "delivered": (9, 0),
        "returned": (5, 0),
        "written off": (1, 0),
    }


def test_documents_come_to_what_the_lines_come_to_and_the_books_prove_clean() -> None:
    report = load()

    assert report.is_right
    assert {month: one.amount for month, one in report.months.items()} == {
        "2010-12": Decimal("95.47"),
        "2011-01": Decimal("1.63"),
    }
    assert {country: one.amount for country, one in report.countries.items()} == {
        "Cyprus": Decimal("3.39"),
        "EIRE": Decimal("2.95"),
        "Japan": Decimal("0.13"),
        "United Kingdom": Decimal("90.63"),
    }
    assert report.months["2010-12"].typed == 41
    assert report.months["2010-12"].quantity == 39
    assert "prove: no differences" in list(report.lines())


def test_stock_is_what_was_there_less_what_left_plus_what_came_back() -> None:
    load()

    assert stock() == {
        "22041": (Decimal(2), Decimal("1.50")),
        "71053": (Decimal(3), Decimal("6.09")),
        "85123A": (Decimal(2), Decimal("3.38")),
        "90001": (Decimal(0), Decimal(0)),
    }


def test_the_company_is_british_and_its_documents_keep_their_time() -> None:
    load()
    company = sample()

    assert (company.currency, company.digits, company.time_zone) == ("GBP", 2, "Europe/London")
    with acting(company.id):
        form = registry.get("sales_delivery")
        found = form.model.objects.order_by("occurred_at").first()
        document = store.load(form, found.id)
    assert document.date == date(2010, 12, 1)
    assert document.occurred_at == datetime(2010, 12, 1, 8, 26, tzinfo=UTC)
    assert (document.currency, document.total, document.tax) == ("GBP", Decimal("119.30"), 0)
    assert document.remark == "Invoice 500001, United Kingdom"
    assert document.number == "XSCK-20101201-0001"
    assert document.created_by == sample_company.administrator().id


WRITTEN = {
    "deliveries": "SELECT number, state, revision, date, occurred_at, remark, currency, amount,"
    " tax, total, created_by, confirmed_by FROM sales_salesdelivery WHERE {own}",
    "returns": "SELECT number, state, date, occurred_at, total FROM sales_salesreturn WHERE {own}",
    "receipts": "SELECT number, state, date, occurred_at, amount FROM inventory_stockreceipt"
    " WHERE {own}",
    "lines": "SELECT d.number, l.position, p.code, l.quantity, l.base_quantity, l.unit_price,"
    " l.product_name, l.stocked, l.amount, l.total FROM sales_salesdeliveryline l"
    " JOIN sales_salesdelivery d ON d.id = l.document_id JOIN masters_product p"
    " ON p.id = l.product_id WHERE l.{own}",
    "entries": "SELECT e.no, e.seq, p.code, e.quantity, e.cost, e.valuation, e.occurred_at"
    " FROM ledger_stockentry e JOIN masters_product p ON p.id = e.product WHERE e.{own}",
    "events": "SELECT no, name, form, revision, by, data FROM kernel_event WHERE {own}"
    " AND form <> 'product' AND form <> 'partner'",
    "audit": "SELECT form, action, by, changes::text FROM kernel_auditentry WHERE {own}"
    " AND form <> 'product' AND form <> 'partner'",
    "owed": "SELECT i.number, p.code, i.net, i.tax, i.total FROM ledger_openitem i"
    " JOIN masters_partner p ON p.id = i.partner WHERE i.{own}",
}


def written(company: int) -> dict[str, list[str]]:
    """What the documents of a company left behind, without keys and times of the machine."""
    with acting(company):
        return {
            what: sorted(
                str(row) for row in sql.run(statement.format(own=f"company_id = {company}"))
            )
            for what, statement in WRITTEN.items()
        }


def test_documents_made_together_are_what_they_are_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a document was made alone")

    with monkeypatch.context() as patched:
        patched.setattr(together.lifecycle, "create", never)
        load()
    many = sample()

    def refuse(*_: object, **__: object) -> None:
        raise NotTogether

    monkeypatch.setattr(together.several, "post", refuse)
    monkeypatch.setattr(online_retail, "DATA_SET", "online-retail-alone")
    monkeypatch.setattr(online_retail, "COMPANY", "One by one")
    load()
    alone = Company.objects.get(name="One by one")

    assert written(many.id) == written(alone.id)
    assert len(written(many.id)["lines"]) == 16


def test_loading_again_posts_nothing() -> None:
    load()
    before = rows()

    report = load()

    assert rows() == before
    assert report.documents["delivered"] == (0, 9)
    assert report.is_right


def test_a_month_and_then_everything_is_the_same_as_everything() -> None:
    first = load(month="2010-12")
    whole = load()

    assert (first.read, first.elsewhere) == (23, 2)
    assert first.documents["returned"] == (4, 0)
    assert whole.documents["returned"] == (1, 4)
    assert whole.months["2010-12"].amount == first.months["2010-12"].amount == Decimal("95.47")
    assert stock()["85123A"] == (Decimal(2), Decimal("3.38"))


@pytest.mark.fault
@pytest.mark.parametrize("where", ["between", "inside"])
def test_killed_in_the_middle_and_started_again_posts_nothing_twice(where: str) -> None:
    killed = start(where)
    said = killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL, said
    half = rows()
    with acting(sample().id):
        assert list(proof.differences(sample().id)) == []

    report = load()

    assert 0 < half["ledger_postinghead"] < 17
    assert rows()["ledger_postinghead"] == 17
    assert rows()["sales_salesdelivery"] == 10
    assert report.is_right
    assert {one.amount for one in report.months.values()} == {Decimal("95.47"), Decimal("1.63")}


@pytest.mark.race
def test_two_loaders_at_once_post_everything_once() -> None:
    both = [start("never") for _ in range(2)]
    said = [one.communicate(timeout=120) for one in both]

    assert [one.returncode for one in both] == [0, 0], said
    assert rows()["ledger_postinghead"] == 17
    assert load().is_right


def test_a_file_with_other_lines_for_the_same_invoice_is_refused(tmp_path: Path) -> None:
    load()
    before = rows()
    other = tmp_path / "other.csv"
    other.write_text(RETAIL.read_text().replace("LAMP,4,2011", "LAMP,5,2011"))

    with pytest.raises(BadFile, match=r"invoice 500016 \(line 23 of the file\) was loaded before"):
        load(other, "2011-01")

    assert rows() == before


def test_a_broken_line_stops_before_anything_is_made(tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text(RETAIL.read_text() + "500018,71053,LANTERN,x,2011-01-06 08:00:00,1,1,EIRE\n")

    with pytest.raises(BadFile, match="line 25: Quantity is not a whole number"):
        load(broken)

    assert not Company.objects.filter(name="Online Retail (sample)").exists()


def test_a_refused_document_is_named_with_its_line_and_those_before_it_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(online_retail, "LINES_TOGETHER", 1)
    load(month="2010-12")
    company = sample().id
    with acting(company):
        trading.archived_before("product", "71053")

    said: list[str] = []
    code = online_retail.main([str(RETAIL)], show=lambda *_: None, say=said.append)

    assert code == 1
    assert said[0].startswith("retail.csv: invoice C500017 (line 24 of the file): line 24 of")
    assert rows()["sales_salesdelivery"] == 10
    assert rows()["sales_salesreturn"] == 4


def test_a_document_cancelled_by_hand_is_noticed_and_not_made_again() -> None:
    load()
    user, company = sample_company.administrator(), sample().id
    with acting(company):
        form = registry.get("sales_delivery")
        last = form.model.objects.order_by("-occurred_at").first()
        lifecycle.cancel(form, last.id, access=accesses.load(user.id, company), reason="不要了")

    report = load()

    assert not report.agrees
    assert report.months["2011-01"].amount == Decimal("-10.17")
    assert report.documents["delivered"] == (0, 9)
    assert report.differences == []


def test_without_an_administrator_it_says_what_to_do() -> None:
    sample_company.administrator().memberships.update(is_active=False)
    said: list[str] = []

    code = online_retail.main([str(RETAIL)], show=lambda *_: None, say=said.append)

    assert code == 1
    assert said == ["retail.csv: there is no administrator yet; start ./huolang up once"]


def test_a_month_that_is_none_is_refused_by_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        online_retail.main([str(RETAIL), "--month", "2010-13"], show=print, say=print)

    assert "2010-13 is not a month; write 2010-12" in capsys.readouterr().err
