"""Northwind goes in through the ordinary writer, once, and comes to what its tables say."""

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
from huolang.samples import northwind, northwind_files
from huolang.samples.northwind_report import Report
from huolang.samples.packed import BadFile
from tests.support import databases

TABLES = {
    "Categories": """
CategoryID,CategoryName,Description
1,Beverages,"Soft drinks, coffees"
""",
    "Suppliers": """
SupplierID,CompanyName,ContactName,ContactTitle,Address,City,Region,PostalCode,Country,Phone,Fax,HomePage
1,Pavlova,Ian Devling,Manager,74 Rose St.,Melbourne,Victoria,3058,Australia,(03) 444,(03) 445,#P#
""",
    "Shippers": "\nShipperID,CompanyName,Phone\n1,Speedy,(503) 555\n",
    "Customers": """
CustomerID,CompanyName,ContactName,ContactTitle,Address,City,Region,PostalCode,Country,Phone,Fax
TOMSP,Toms SpezialitÃ¤ten,Karin Josephs,Owner,Luisenstr. 48,MÃ¼nster,,44087,Germany,0251,0252
VINET,Vins,,,,,,,,,
""",
    "Employees": """
EmployeeID,LastName,FirstName,Title,HomePhone,Extension
5,Buchanan,Steven,Manager,(71) 555,34
""",
    "Region": "\nRegionID,RegionDescription\n1,Eastern\n",
    "Territories": """
TerritoryID,TerritoryDescription,RegionID
01581,Westboro,1
01730,Bedford,1
""",
    "EmployeeTerritories": "\nEmployeeID,TerritoryID\n5,01730\n5,01581\n",
    "Products": """
ProductID,ProductName,SupplierID,CategoryID,QuantityPerUnit,UnitPrice,UnitsInStock,UnitsOnOrder,ReorderLevel,Discontinued
1,Chai,1,1,10 boxes,18,39,0,10,0
2,Konbu,1,,2 kg,7.7,3,40,5,0
3,Gumbo,1,1,36 boxes,21.35,0,0,0,1
""",
    "Orders": """
OrderID,CustomerID,EmployeeID,OrderDate,RequiredDate,ShippedDate,ShipVia,Freight,ShipName,ShipAddress,ShipCity,ShipRegion,ShipPostalCode,ShipCountry
10249,TOMSP,5,7/5/1996,8/16/1996,7/10/1996,1,11.61,Toms,Luisenstr. 48,MÃ¼nster,,44087,Germany
10250,VINET,,1996-07-03,,,,0,,,,,,
""",
    "Order_Details": """
OrderID,ProductID,UnitPrice,Quantity,Discount
10249,2,7.7,25,0.15000001
10249,3,16.8,9,0
10250,2,7.7,7,0.05
""",
}
KILLED = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from huolang.samples import northwind
northwind.TOGETHER = 2
def show(step, done, whole):
    if step == "documents" and done >= 2:
        os.kill(os.getpid(), signal.SIGKILL)
sys.exit(northwind.main([sys.argv[1]], show=show, say=print))
"""


@pytest.fixture(autouse=True)
def installation(empty_database: None) -> Iterator[None]:
    """Just set up: one company, one administrator."""
    first_run.ensure(password="correct-horse-battery")
    yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for table, rows in TABLES.items():
        (tmp_path / f"{table}.csv").write_text(rows.lstrip(), encoding="utf-8")
    return tmp_path


def change(folder: Path, table: str, before: str, after: str) -> None:
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def load(folder: Path) -> Report:
    return northwind.load(folder, show=lambda *_: None)


def asked(statement: str) -> list[tuple[object, ...]]:
    with acting(Company.objects.get(name="Northwind (sample)").id):
        return sql.run(statement, [current_id()]).fetchall()


DOCUMENTS = """
SELECT d.number FROM (SELECT company_id, number FROM sales_salesorder
  UNION ALL SELECT company_id, number FROM sales_salesdelivery
  UNION ALL SELECT company_id, number FROM inventory_openingstock
  UNION ALL SELECT company_id, number FROM purchasing_purchaseorder) d
WHERE d.company_id = %s::bigint ORDER BY 1
"""


def test_documents_come_to_what_the_tables_say_and_the_books_prove_clean(folder: Path) -> None:
    report = load(folder)

    assert report.differences == []
    # 25 × 7.7 × 0.85 + 9 × 16.8 + 7 × 7.7 × 0.95 = 163.625 + 151.2 + 51.205
    assert report.found["sales_order"].net == Decimal("366.03")
    assert report.found["sales_delivery"].net == Decimal("314.825")
    assert report.net_sales == Decimal("366.03")
    assert report.found["sales_order"].freight == Decimal("11.61")
    assert report.documents["sales_order"] == (2, 0)
    assert report.mended == 2
    stock = asked(
        "SELECT p.code, b.quantity FROM ledger_stockbalance b JOIN masters_product p"
        " ON p.company_id = b.company_id AND p.id = b.product"
        " WHERE b.company_id = %s::bigint ORDER BY 1"
    )
    assert stock == [("NW001", 39), ("NW002", 3), ("NW003", 0)]
    with acting(Company.objects.get(name="Northwind (sample)").id):
        assert list(proof.differences(current_id())) == []


def test_what_was_not_shipped_is_promised_what_is_left_and_stays_open(folder: Path) -> None:
    load(folder)

    promised = "SELECT sum(reserved) FROM ledger_availability WHERE company_id = %s::bigint"
    assert asked(promised) == [(3,)]
    order = "SELECT progress, date::text FROM sales_salesorder WHERE company_id = %s::bigint"
    assert sorted(asked(order)) == [("done", "1996-07-05"), ("none", "1996-07-03")]
    coming = "SELECT open_quantity FROM purchasing_purchaseorderline WHERE company_id = %s::bigint"
    assert asked(coming) == [(40,)]


def test_masters_say_what_the_tables_say(folder: Path) -> None:
    load(folder)

    customer = asked(
        "SELECT name, contact, address, remark FROM masters_partner"
        " WHERE company_id = %s::bigint AND code = 'TOMSP'"
    )
    address = "Luisenstr. 48, 44087 Münster, Germany"
    assert customer == [("Toms Spezialitäten", "Karin Josephs", address, "Fax 0252")]
    seller = asked(
        "SELECT e.name, d.name, e.remark, (SELECT count(*) FROM masters_department t"
        " WHERE t.company_id = d.company_id AND t.parent_id = d.id) FROM masters_employee e"
        " JOIN masters_department d ON d.company_id = e.company_id AND d.id = e.department_id"
        " WHERE e.company_id = %s::bigint"
    )
    assert seller == [("Steven Buchanan", "Eastern", "Bedford, Westboro", 2)]
    archived = asked(
        "SELECT code FROM masters_product WHERE company_id = %s::bigint AND NOT active"
    )
    assert archived == [("NW003",)]
    least = "SELECT min_stock FROM masters_stocklimit WHERE company_id = %s::bigint ORDER BY 1"
    assert asked(least) == [(5,), (10,)]


def test_a_second_time_and_after_kill_9_every_document_is_there_once(folder: Path) -> None:
    told = os.environ | {
        "HUOLANG_DATABASE_URL": databases.at(
            os.environ["HUOLANG_DATABASE_URL"], str(connections["default"].settings_dict["NAME"])
        ),
        "DJANGO_SETTINGS_MODULE": "huolang.site.settings",
        "PYTHONPATH": str(databases.SOURCE),
    }
    killed = subprocess.run([sys.executable, "-c", KILLED, str(folder)], env=told, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(asked(DOCUMENTS)) == 2

    report = load(folder)

    assert report.documents["sales_order"] == (1, 1)
    assert report.differences == []
    documents = asked(DOCUMENTS)
    assert len(documents) == 5
    again = load(folder)
    assert again.documents["sales_order"] == (0, 2)
    assert again.is_right and asked(DOCUMENTS) == documents


def test_a_difference_is_told_and_the_command_fails(folder: Path) -> None:
    load(folder)
    with acting(Company.objects.get(name="Northwind (sample)").id):
        statement = "UPDATE masters_product SET active = true WHERE company_id = %s::bigint"
        sql.run(f"{statement} AND code = 'NW001'", [current_id()])
        statement = "UPDATE masters_stocklimit SET min_stock = 11 WHERE company_id = %s::bigint"
        sql.run(f"{statement} AND min_stock = 10", [current_id()])
    said: list[str] = []

    code = northwind.main([str(folder)], show=lambda *_: None, say=said.append)

    assert code == 1
    assert "DIFFERENT: product NW001, least stock: 11.000000 instead of 10" in said


def test_other_content_under_the_same_number_is_refused(folder: Path) -> None:
    load(folder)
    documents = asked(DOCUMENTS)
    change(folder, "Order_Details", "10250,2,7.7,7,", "10250,2,7.7,8,")

    with pytest.raises(BadFile, match=r"order\|10250 of 1996-07-03 was loaded before"):
        load(folder)

    assert asked(DOCUMENTS) == documents


@pytest.mark.parametrize(
    ("table", "before", "after", "said"),
    [
        ("Orders", "7/5/1996", "31/5/1996", "Orders, line 2: OrderDate is not a day"),
        ("Orders", "7/10/1996", "7/4/1996", "ShippedDate is before OrderDate"),
        ("Orders", "TOMSP", "TOM", "CustomerID TOM is not in Customers"),
        ("Order_Details", "10250,", "10251,", "OrderID 10251 is not in Orders"),
        ("Order_Details", "10250,2,7.7,7,0.05\n", "", "has no line in Order_Details"),
        ("Order_Details", ",0.05", ",5", "Discount is more than 1"),
        ("Order_Details", "7.7,7", "-7.7,7", "UnitPrice is not a number"),
        ("Order_Details", ",Discount", ",Rebate", "column Discount is missing"),
        ("Products", "2,Konbu", "1,Konbu", "ProductID 1 is there twice"),
        ("Products", "39,0,10", "39,0,10,5", "11 cells instead of 10"),
    ],
)
def test_what_cannot_be_understood_is_refused_before_anything_is_made(
    folder: Path, table: str, before: str, after: str, said: str
) -> None:
    change(folder, table, before, after)
    heard: list[str] = []

    code = northwind.main([str(folder)], show=lambda *_: None, say=heard.append)

    assert code == 1 and len(heard) == 1 and said in heard[0]
    assert not Company.objects.filter(name="Northwind (sample)").exists()


def test_a_missing_table_is_named_and_packed_ones_are_read(folder: Path) -> None:
    packed = gzip.compress((folder / "Order_Details.csv").read_bytes())
    (folder / "Order_Details.csv").unlink()

    with pytest.raises(BadFile, match=r"there is no Order_Details.csv"):
        northwind_files.read(folder)
    (folder / "Order Details.csv.gz").write_bytes(packed)
    assert len(northwind_files.read(folder).lines["10249"]) == 2
