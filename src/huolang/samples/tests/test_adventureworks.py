"""AdventureWorks' purchases go in through the ordinary writer, once, and come to their tables."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connections

from huolang.kernel import first_run, sql
from huolang.kernel.company import Company, acting, current_id
from huolang.ledger import proof
from huolang.samples import adventureworks
from huolang.samples.adventureworks_report import Report
from huolang.samples.packed import BadFile
from tests.support import databases

TABLES = {
    "Vendor": """
BusinessEntityID,AccountNumber,Name,CreditRating,PreferredVendorStatus,ActiveFlag
1580,LITWARE0001,"Litware, Inc.",1,1,1
1496,ADVANCED0001,Advanced Bicycles,2,0,0
""",
    "ProductCategory": "\nProductCategoryID,Name\n2,Components\n",
    "ProductSubcategory": "\nProductSubcategoryID,ProductCategoryID,Name\n11,2,Headsets\n",
    "Product": """
ProductID,Name,ProductNumber,Color,SafetyStockLevel,ReorderPoint,StandardCost,ListPrice,Size,ProductSubcategoryID
1,Adjustable Race,AR-5381,,1000,750,.0000,.0000,,
2,Bearing Ball,BA-8327,Black,1000,750,10.5000,20.0000,M,11
3,Headset,HS-0296,,500,375,38.5,102.29,,11
""",
    "ProductVendor": """
ProductID,BusinessEntityID,AverageLeadTime,StandardPrice,MinOrderQty
1,1580,17,47.8700,1
""",
    "ScrapReason": "\nScrapReasonID,Name\n2,Color incorrect\n",
    "ShipMethod": "\nShipMethodID,Name\n3,OVERSEAS\n",
    "PurchaseOrderHeader": """
PurchaseOrderID,Status,EmployeeID,VendorID,ShipMethodID,OrderDate,ShipDate,SubTotal,TaxAmt,Freight
1,4,258,1580,3,2022-04-15 00:00:00.000,2022-04-24 00:00:00.000,241.9351,19.3548,6.0484
2,3,254,1496,3,2022-04-16 00:00:00.000,2022-04-24 00:00:00.000,57.0255,4.5620,.0000
3,1,254,1496,3,2022-04-24 00:00:00.000,2022-05-03 00:00:00.000,100.5000,8.0400,2.5125
""",
    "PurchaseOrderDetail": """
PurchaseOrderID,PurchaseOrderDetailID,DueDate,OrderQty,ProductID,UnitPrice,LineTotal,ReceivedQty,RejectedQty,StockedQty
1,1,2022-04-29 00:00:00.000,4,1,50.2600,201.0400,3.00,.00,3.00
1,2,2022-04-29 00:00:00.000,3,3,13.6317,40.8951,3.00,1.00,2.00
2,3,2022-04-30 00:00:00.000,1,2,57.0255,57.0255,1.00,1.00,.00
3,4,2022-05-08 00:00:00.000,2,1,50.2500,100.5000,1.00,.00,1.00
""",
}
"""Of the first order one piece never came and one did not pass; all of the second was rejected; the
third is pending."""
KILLED = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from huolang.samples import adventureworks
adventureworks.TOGETHER = 3
def show(step, done, whole):
    if step == "documents" and done >= 6:
        os.kill(os.getpid(), signal.SIGKILL)
sys.exit(adventureworks.main([sys.argv[1]], show=show, say=print))
"""
STATES = """
SELECT d.state, d.progress FROM purchasing_purchaseorder d
WHERE d.company_id = %s::bigint ORDER BY d.number
"""


@pytest.fixture(autouse=True)
def installation(empty_database: None) -> Iterator[None]:
    """Just set up: one company, one administrator."""
    first_run.ensure(password="correct-horse-battery")
    yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text.lstrip(), encoding="utf-8")
    vendors = tmp_path / "Vendor.csv"
    (tmp_path / "Vendor.csv.gz").write_bytes(gzip.compress(vendors.read_bytes()))
    vendors.unlink()
    return tmp_path


def load(folder: Path) -> Report:
    return adventureworks.load(folder, show=lambda *_: None)


def company() -> Company:
    return Company.objects.get(name=adventureworks.COMPANY)


def test_it_comes_to_what_its_tables_say_and_goes_in_once(folder: Path) -> None:
    report = load(folder)

    assert report.differences == []
    assert report.documents == {
        "purchase_order": (3, 0),
        "purchase_receipt": (3, 0),
        "inspection": (3, 0),
        "purchase_return": (2, 0),
    }
    received, inspected = report.found["purchase_receipt"], report.found["inspection"]
    assert (received.lines, received.quantity) == (4, 8)
    assert (inspected.quantity, inspected.rejected) == (8, 2)
    assert (report.stocked, report.found["purchase_return"].quantity) == ((6, 6), 2)
    order = report.found["purchase_order"]
    # 201.04 + 40.90 (40.8951) + 57.03 (57.0255) + 100.50
    assert (order.amount, order.freight) == (Decimal("399.47"), Decimal("8.56"))
    assert report.by_status["Pending"]["received"] == 1
    told = [line.split() for line in report.lines()]
    assert ["subtotal", "399.4606", "399.47", "0.0094"] in told
    with acting(company().id):
        states = [tuple(row) for row in sql.run(STATES, [current_id()]).fetchall()]
        assert states == [("closed", "partial"), ("confirmed", "done"), ("confirmed", "partial")]
        assert list(proof.differences(current_id())) == []

    again = load(folder)

    assert again.documents["inspection"] == (0, 3)
    assert again.differences == []


def test_other_content_under_a_known_key_and_damaged_tables_are_refused(folder: Path) -> None:
    details = folder / "PurchaseOrderDetail.csv"
    text = details.read_text()
    details.write_text(text.replace("3.00,1.00,2.00", "3.00,1.00,1.00"))
    with pytest.raises(BadFile, match="line 3: ReceivedQty is not what was rejected and stocked"):
        load(folder)
    details.write_text(text.replace(",2,57.0255", ",9,57.0255"))
    with pytest.raises(BadFile, match="ProductID 9 is not in Product"):
        load(folder)
    assert not Company.objects.filter(name=adventureworks.COMPANY).exists()
    details.write_text(text)
    load(folder)
    details.write_text(text.replace("4,1,50.2600,201.0400", "4,1,50.2700,201.0800"))

    with pytest.raises(BadFile, match="was loaded before"):
        load(folder)


def test_a_run_that_was_killed_goes_on_where_it_stopped(folder: Path) -> None:
    told = {
        **os.environ,
        "HUOLANG_DATABASE_URL": databases.at(
            os.environ["HUOLANG_DATABASE_URL"], str(connections["default"].settings_dict["NAME"])
        ),
        "DJANGO_SETTINGS_MODULE": "huolang.site.settings",
        "PYTHONPATH": str(databases.SOURCE),
    }
    killed = subprocess.run([sys.executable, "-c", KILLED, str(folder)], env=told, check=False)
    assert killed.returncode == -signal.SIGKILL

    report = load(folder)

    assert report.differences == []
    assert sum(new for new, _before in report.documents.values()) == 5
    assert sum(before for _new, before in report.documents.values()) == 6
