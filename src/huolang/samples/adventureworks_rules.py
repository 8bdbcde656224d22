"""What becomes of each row of "AdventureWorks": masters, documents, and what they must come to.

1.  A purchase order of AdventureWorks becomes one with its lines, prices and due days, on its
    OrderDate. Each line is rounded to the cent, half up, as everywhere here; the tables keep four
    decimals, so what all lines come to differs from their subtotal, and the difference is told.
2.  TaxAmt is 8 % of every subtotal: each line has that rate, rounded by line. Freight is one more
    line, of the service FREIGHT, without tax, rounded to the cent.
3.  A receipt of all of an order's ReceivedQty, and the freight, is of its ShipDate.
4.  That holds whatever the order's Status is, for the tables say so of all of them: lines of
    pending and approved orders were received as well, and those of rejected orders were received
    and rejected. So each order is entered as confirmed; its status stands in its remark.
5.  Whatever was bought is inspected. An inspection of the same day looks at all of a receipt:
    RejectedQty is rejected, StockedQty is what goes onto the shelves. Why, no table says.
6.  What was rejected goes back on the same day, at the price of its receipt.
7.  Orders that are complete or rejected expect nothing more: what did not come of them is closed.
    Of pending and approved ones it stays open.
8.  Vendors are suppliers; inactive ones are archived once their orders are in and nothing with
    them is open. Employees have no name in these tables. Quantities are pieces, whatever unit a
    vendor counts in. ScrapReason are reasons for rejection, ReorderPoint and SafetyStockLevel
    limits of the warehouse.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from huolang.kernel.money import round_half_up
from huolang.masters import seeds
from huolang.samples.adventureworks_files import LINES, ORDERS, SOURCES, AdventureWorks
from huolang.samples.northwind_files import Row

CENTS = 2
TAX_RATE = Decimal(8)
FREIGHT = "FREIGHT"
UNIT, SERVICE_UNIT = "PCS", "CI"
WAREHOUSE = seeds.WAREHOUSE[0]
STATUS = {"1": "Pending", "2": "Approved", "3": "Rejected", "4": "Complete"}
EXPECT_NOTHING = ("3", "4")
KINDS = ("purchase_order", "purchase_receipt", "inspection", "purchase_return")
"""In the order of a day: what comes is posted before what leaves."""
NO_PLACE = (
    "all tables of sales, production, prices and addresses: none of them is read",
    "PurchaseOrderHeader: RevisionNumber; Status, number and ship method stand in the remark",
    "Vendor: web address; CreditRating and PreferredVendorStatus stand in the remark",
    "ProductVendor: unit, last cost, MaxOrderQty, OnOrderQty",
)
"""What the tables hold and is not here."""


@dataclass(frozen=True, slots=True)
class Line:
    """`number` is its place in the order (0 for freight); `rejected` of `quantity` did not pass."""

    number: int
    product: str
    quantity: Decimal
    price: Decimal
    expected: date | None = None
    rejected: Decimal = Decimal(0)

    @property
    def amount(self) -> Decimal:
        return round_half_up(self.quantity * self.price, CENTS)


@dataclass(frozen=True)
class Paper:
    """One document to be, of the order `order`; `closes` that order, when it is done."""

    form: str
    order: str
    day: date
    lines: tuple[Line, ...]
    partner: str
    buyer: str
    remark: str
    numbers: tuple[int, ...] = ()
    """Of the lines of the order's receipt, goods only, in their order."""
    closes: bool = False

    @property
    def key(self) -> str:
        return f"{self.form}|{self.order}"

    @property
    def goods(self) -> tuple[Line, ...]:
        return tuple(one for one in self.lines if one.product != FREIGHT)

    def digest(self) -> str:
        """Tells whether the same document comes with other content another time."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def vendor_code(key: str) -> str:
    return f"V{key}"


def buyer_code(key: str) -> str:
    return f"EMP{key}"


def masters(data: AdventureWorks) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Form by form, what names nothing of the data set but by `category`, `parent` and `partner`:
    codes, which are records by then."""
    reasons = data["ScrapReason"].values()
    yield (
        "reject_reason",
        [{"code": f"SR{row['ScrapReasonID']:>02}", "name": row["Name"]} for row in reasons],
    )
    buyers = sorted({row["EmployeeID"] for row in data[ORDERS].values()})
    yield "employee", [{"code": buyer_code(key), "name": f"Employee {key}"} for key in buyers]
    yield "partner", [_vendor(row) for row in data["Vendor"].values()]
    above = data["ProductCategory"].values()
    yield (
        "product_category",
        [{"code": f"CAT{row['ProductCategoryID']}", "name": row["Name"]} for row in above],
    )
    yield "product_category", [_subcategory(row) for row in data["ProductSubcategory"].values()]
    yield "product", list(_products(data))


def _vendor(row: Row) -> dict[str, Any]:
    preferred = "preferred" if row.flag("PreferredVendorStatus") else "not preferred"
    told = f"{row['AccountNumber']}; credit rating {row['CreditRating']}; {preferred}"
    code = vendor_code(row["BusinessEntityID"])
    return {"code": code, "name": row["Name"], "is_supplier": True, "remark": told}


def _subcategory(row: Row) -> dict[str, Any]:
    code = f"SUB{row['ProductSubcategoryID']}"
    return {"code": code, "name": row["Name"], "parent": f"CAT{row['ProductCategoryID']}"}


def _products(data: AdventureWorks) -> Iterator[dict[str, Any]]:
    bought = {row["ProductID"] for row in data[LINES].values()}
    sources: dict[str, list[dict[str, Any]]] = {}
    for row in data[SOURCES].values():
        told = {"lead_days": row.whole("AverageLeadTime"), "minimum": row.whole("MinOrderQty")}
        told |= {"partner": vendor_code(row["BusinessEntityID"])}
        sources.setdefault(row["ProductID"], []).append(
            {**told, "price": row.money("StandardPrice")}
        )
    for key, row in data["Product"].items():
        limit = {"min_stock": row.whole("ReorderPoint")}
        yield {
            "code": row["ProductNumber"],
            "name": row["Name"],
            "specification": " ".join(part for part in (row["Color"], row["Size"]) if part),
            "tax_rate": TAX_RATE,
            "purchase_price": row.money("StandardCost"),
            "sales_price": row.money("ListPrice"),
            "inspection": "yes" if key in bought else "",
            "category": f"SUB{sub}" if (sub := row["ProductSubcategoryID"]) else "",
            "limits": [{**limit, "safety_stock": row.whole("SafetyStockLevel")}],
            "suppliers": sources.get(key, []),
        }
    yield {"code": FREIGHT, "name": "Freight", "kind": "service", "tax_rate": 0}


def inactive(data: AdventureWorks) -> list[str]:
    rows = data["Vendor"].items()
    return [vendor_code(key) for key, row in rows if not row.flag("ActiveFlag")]


def papers(data: AdventureWorks) -> list[Paper]:
    """All documents, in the order in which they are entered."""
    found = [one for row in data[ORDERS].values() for one in _of_order(data, row)]
    return sorted(found, key=lambda one: (one.day, KINDS.index(one.form), int(one.order)))


def _of_order(data: AdventureWorks, row: Row) -> Iterator[Paper]:
    key, status = row["PurchaseOrderID"], row["Status"]
    if status not in STATUS:
        raise row.bad(f"Status {status[:20]!r} has no meaning")
    ordered, came = _day(row, "OrderDate"), _day(row, "ShipDate")
    if came < ordered:
        raise row.bad("ShipDate is before OrderDate")
    by = data["ShipMethod"][row["ShipMethodID"]]["Name"]
    told = (vendor_code(row["VendorID"]), buyer_code(row["EmployeeID"]))
    said = f"AdventureWorks purchase order {key}, {STATUS[status]}, {by}"
    pairs = [_lines(data, one, n) for n, one in enumerate(data.lines[key], 1)]
    amount = round_half_up(row.money("Freight"), CENTS)
    freight = (Line(0, FREIGHT, Decimal(1), amount),) if amount else ()
    order = tuple(one for one, _received in pairs)
    received = tuple(one for _order, one in pairs if one.quantity)
    yield Paper("purchase_order", key, ordered, order + freight, *told, said)
    if not received:
        return
    rest = any(one.quantity != two.quantity for one, two in pairs)
    closes = rest and status in EXPECT_NOTHING
    numbers = tuple(one.number for one in received)
    yield Paper("purchase_receipt", key, came, received + freight, *told, said, numbers, closes)
    yield Paper("inspection", key, came, received, *told, said, numbers)
    back = tuple(one for one in received if one.rejected)
    if back:
        yield Paper("purchase_return", key, came, back, *told, said, numbers)


def _lines(data: AdventureWorks, row: Row, number: int) -> tuple[Line, Line]:
    """What was ordered, and what came of it."""
    names = ("OrderQty", "ReceivedQty", "RejectedQty", "StockedQty")
    quantity, received, rejected, stocked = (row.money(name) for name in names)
    if not quantity:
        raise row.bad("OrderQty is 0")
    if received != rejected + stocked:
        raise row.bad("ReceivedQty is not what was rejected and stocked")
    if received > quantity:
        raise row.bad("more was received than ordered")
    code, price = data["Product"][row["ProductID"]]["ProductNumber"], row.money("UnitPrice")
    day = _day(row, "DueDate")
    return (
        Line(number, code, quantity, price, day),
        Line(number, code, received, price, rejected=rejected),
    )


def _day(row: Row, column: str) -> date:
    day = row.day(column)
    if day is None:
        raise row.bad(f"{column} is empty")
    return day


def received_by_status(data: AdventureWorks) -> dict[str, Counter[str]]:
    """Rule 4, counted: of each status the orders, their lines that were received, and pieces."""
    counted = {name: Counter[str]() for name in STATUS.values()}
    for key, row in data[ORDERS].items():
        one = counted[STATUS[row["Status"]]]
        lines = data.lines[key]
        one["orders"] += 1
        one["lines"] += sum(line.money("ReceivedQty") > 0 for line in lines)
        one["received"] += int(sum(line.money("ReceivedQty") for line in lines))
        one["rejected"] += int(sum(line.money("RejectedQty") for line in lines))
    return counted
