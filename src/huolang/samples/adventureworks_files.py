"""Reads the tables of "AdventureWorks" that tell of purchases: one .csv (or .csv.gz) for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from huolang.samples.northwind_files import Row, Tidy, rows
from huolang.samples.packed import BadFile

COLUMNS = {
    "Vendor": "BusinessEntityID AccountNumber Name CreditRating PreferredVendorStatus ActiveFlag",
    "ProductCategory": "ProductCategoryID Name",
    "ProductSubcategory": "ProductSubcategoryID ProductCategoryID Name",
    "Product": "ProductID Name ProductNumber Color SafetyStockLevel ReorderPoint StandardCost"
    " ListPrice Size ProductSubcategoryID",
    "ProductVendor": "ProductID BusinessEntityID AverageLeadTime StandardPrice MinOrderQty",
    "ScrapReason": "ScrapReasonID Name",
    "ShipMethod": "ShipMethodID Name",
    "PurchaseOrderHeader": "PurchaseOrderID Status EmployeeID VendorID ShipMethodID OrderDate"
    " ShipDate SubTotal TaxAmt Freight",
    "PurchaseOrderDetail": "PurchaseOrderDetailID PurchaseOrderID DueDate OrderQty ProductID"
    " UnitPrice LineTotal ReceivedQty RejectedQty StockedQty",
}
"""What is used of each table; the first column names the row, but for `ProductVendor`."""
ORDERS, LINES, SOURCES = "PurchaseOrderHeader", "PurchaseOrderDetail", "ProductVendor"
REFERS = {
    "ProductSubcategory": {"ProductCategoryID": "ProductCategory"},
    "Product": {"ProductSubcategoryID": "ProductSubcategory"},
    SOURCES: {"ProductID": "Product", "BusinessEntityID": "Vendor"},
    ORDERS: {"VendorID": "Vendor", "ShipMethodID": "ShipMethod"},
    LINES: {"PurchaseOrderID": ORDERS, "ProductID": "Product"},
}
"""By table and column, the table whose row is named."""
OPTIONAL = ("ProductSubcategoryID",)


@dataclass(frozen=True)
class AdventureWorks:
    """The rows of every table by their key, and the lines of every order by its own."""

    tables: Mapping[str, Mapping[str, Row]]
    lines: Mapping[str, list[Row]]

    def __getitem__(self, table: str) -> Mapping[str, Row]:
        return self.tables[table]


def read(folder: Path) -> AdventureWorks:
    """All tables, each reference checked."""
    tidy = Tidy()
    tables = {table: _keyed(folder, table, tidy) for table in COLUMNS}
    lines: dict[str, list[Row]] = {key: [] for key in tables[ORDERS]}
    for table, referring in REFERS.items():
        for row in tables[table].values():
            for column, to in referring.items():
                key = row[column]
                if key not in tables[to] and (key or column not in OPTIONAL):
                    raise row.bad(f"{column} {key or '(empty)'} is not in {to}")
    for row in tables[LINES].values():
        lines[row["PurchaseOrderID"]].append(row)
    for key, found in lines.items():
        if not found:
            raise tables[ORDERS][key].bad(f"the order has no line in {LINES}")
    return AdventureWorks(tables, lines)


def _keyed(folder: Path, table: str, tidy: Tidy) -> dict[str, Row]:
    columns = COLUMNS[table].split()
    found: dict[str, Row] = {}
    for row in rows(folder, table, columns, tidy):
        names = columns[:2] if table == SOURCES else columns[:1]
        key = "|".join(row[name] for name in names)
        if not all(row[name] for name in names):
            raise row.bad(f"{names[0]} is empty")
        if key in found:
            raise row.bad(f"{names[0]} {key} is there twice")
        found[key] = row
    if not found:
        raise BadFile(f"{table} has no rows")
    return found
