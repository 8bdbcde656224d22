"""What becomes of each row of "Northwind": masters, documents, and what they must come to.

1.  The company keeps money to four decimals, as Northwind's own columns do: no line of an order is
    rounded then, and discounts are given exactly. Net sales are rounded once, to the cent.
2.  An order becomes a sales order with its lines, prices and discounts; its freight is one more
    line, of the service FREIGHT. Where it was shipped, a delivery of all of it follows on that day.
3.  Orders that were not shipped are entered last: what is promised to them is what the others left.
4.  Opening stock, on the day before the first order: what is shipped later, and UnitsInStock. So
    UnitsInStock is what lies there in the end. Northwind says nothing of costs: 60 % of the price,
    rounded half up to the cent, and purchase orders at the same.
5.  UnitsOnOrder is what is open of one purchase order per supplier, of the day of the last order.
6.  ReorderLevel is the least stock of the warehouse. Discontinued products are archived once their
    orders are in.
7.  Suppliers, shippers and customers are partners. Who took an order is its salesperson.
8.  Regions are departments, and their territories departments below them. An employee belongs to
    the region of their territories, which the remark names.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from huolang.kernel.money import round_half_up
from huolang.masters import seeds
from huolang.samples.northwind_files import Northwind, Row
from huolang.samples.packed import BadFile

MONEY_DIGITS, CENTS = 4, 2
COST_SHARE = Decimal("0.6")
FREIGHT = "FREIGHT"
UNIT, SERVICE_UNIT = "PCS", "CI"
WAREHOUSE = seeds.WAREHOUSE[0]
NO_PLACE = (
    "Employees: birth, hire, home address, notes, photo, whom they report to",
    "Customers, Suppliers: fax and home page stand in the remark, the region in the address",
    "Orders: the number stands in the remark, beside the shipper; required day on every line",
    "Categories: no pictures",
)
"""What the tables hold and our forms have no field for."""


@dataclass(frozen=True, slots=True)
class Line:
    """`product` is a code of ours, `discount` percent off, `amount` what is left of it."""

    product: str
    quantity: int
    price: Decimal
    discount: Decimal = Decimal(0)

    @property
    def gross(self) -> Decimal:
        return self.quantity * self.price

    @property
    def amount(self) -> Decimal:
        return round_half_up(self.gross * (1 - self.discount / 100), MONEY_DIGITS)


@dataclass(frozen=True)
class Paper:
    """One document to be. `more` is filled in as it is; `follows` is the key of its order."""

    form: str
    key: str
    day: date
    lines: tuple[Line, ...]
    partner: str = ""
    salesperson: str = ""
    more: tuple[tuple[str, str], ...] = ()
    expected: date | None = None
    follows: str = ""

    def digest(self) -> str:
        """Tells whether the same document comes with other content another time."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def product_code(key: str) -> str:
    return f"NW{key:>03}"


def supplier_code(key: str) -> str:
    return f"SUP{key:>02}"


def shipper_code(key: str) -> str:
    return f"SHIP{key}"


def category_code(key: str) -> str:
    return f"CAT{key:>02}"


def employee_code(key: str) -> str:
    return f"EMP{key:>02}" if key else ""


def category(row: Row) -> dict[str, Any]:
    code = category_code(row["CategoryID"])
    return {"code": code, "name": row["CategoryName"], "remark": row["Description"]}


def region_code(key: str) -> str:
    return f"REG{key:>02}"


def region(row: Row) -> dict[str, Any]:
    return {"code": region_code(row["RegionID"]), "name": row["RegionDescription"]}


def territory(row: Row) -> dict[str, Any]:
    """Some towns are there twice, under different numbers."""
    key = row["TerritoryID"]
    return {"code": f"TER{key}", "name": f"{row['TerritoryDescription']} {key}"}


def employee(row: Row, territories: Sequence[Row]) -> dict[str, Any]:
    extension = f" ext. {row['Extension']}" if row["Extension"] else ""
    return {
        "code": employee_code(row["EmployeeID"]),
        "name": f"{row['FirstName']} {row['LastName']}".strip(),
        "title": row["Title"],
        "phone": f"{row['HomePhone']}{extension}"[:60],
        "remark": ", ".join(one["TerritoryDescription"] for one in territories),
    }


def partners(data: Northwind) -> Iterator[dict[str, Any]]:
    for key, row in data["Customers"].items():
        yield {"code": key, "is_customer": True, **_contact(row)}
    for key, row in data["Suppliers"].items():
        yield {"code": supplier_code(key), "is_supplier": True, **_contact(row)}
    for key, row in data["Shippers"].items():
        told = {"name": row["CompanyName"], "phone": row["Phone"], "remark": "Shipper"}
        yield {"code": shipper_code(key), "is_supplier": True, **told}


def _contact(row: Row) -> dict[str, Any]:
    fax = f"Fax {row['Fax']}" if row["Fax"] else ""
    told: dict[str, Any] = {
        "name": row["CompanyName"],
        "phone": row["Phone"],
        "contact": row["ContactName"],
        "address": address(row)[:200],
        "remark": "; ".join(part for part in (fax, row.cells.get("HomePage", "")) if part),
    }
    if row["ContactName"]:
        main = {"name": row["ContactName"], "title": row["ContactTitle"], "phone": row["Phone"]}
        told["contacts"] = [main]
    return told


def address(row: Row, before: str = "") -> str:
    """On one line: Obere Str. 57, 12209 Berlin, Germany."""
    town = f"{row[f'{before}PostalCode']} {row[f'{before}City']}".strip()
    parts = (row[f"{before}Address"], town, row[f"{before}Region"], row[f"{before}Country"])
    return ", ".join(part for part in parts if part)


def product(row: Row) -> dict[str, Any]:
    """Without its category, unit and warehouse, which are records by then."""
    price = row.money("UnitPrice")
    return {
        "code": product_code(row["ProductID"]),
        "name": row["ProductName"],
        "specification": row["QuantityPerUnit"],
        "tax_rate": 0,
        "sales_price": price,
        "purchase_price": cost(price),
    }


def cost(price: Decimal) -> Decimal:
    """Rule 4."""
    return round_half_up(price * COST_SHARE, CENTS)


def discontinued(data: Northwind) -> list[str]:
    rows = data["Products"].items()
    return [product_code(key) for key, row in rows if row.flag("Discontinued")]


def papers(data: Northwind) -> list[Paper]:
    """All documents, in the order in which they are entered."""
    orders = [_order(data, row) for row in data["Orders"].values()]
    shipped = {one.key: _shipped(data, one) for one in orders}
    days = [one.day for one in orders]
    order: list[tuple[date, int, Paper]] = []
    for one in orders:
        if (delivery := shipped[one.key]) is not None:
            order += [(one.day, 0, one), (delivery.day, 1, delivery)]
    last = [(one.day, 0, one) for one in orders if shipped[one.key] is None]
    deliveries = [one for one in shipped.values() if one is not None]
    return [
        _opening(data, deliveries, min(days) - timedelta(days=1)),
        *(one for *_, one in sorted(order, key=lambda row: row[:2])),
        *(one for *_, one in sorted(last, key=lambda row: row[:2])),
        *_purchases(data, max(days)),
    ]


def _order(data: Northwind, row: Row) -> Paper:
    day = row.day("OrderDate")
    if day is None:
        raise row.bad("OrderDate is empty")
    lines = [_line(one) for one in data.lines[row["OrderID"]]]
    if freight := row.money("Freight"):
        lines.append(Line(FREIGHT, 1, freight))
    return Paper(
        form="sales_order",
        key=f"order|{row['OrderID']}",
        day=day,
        lines=tuple(lines),
        partner=row["CustomerID"],
        salesperson=employee_code(row["EmployeeID"]),
        more=(("remark", f"Northwind order {row['OrderID']}"),),
        expected=row.day("RequiredDate"),
    )


def _line(row: Row) -> Line:
    quantity = row.whole("Quantity")
    if not quantity:
        raise row.bad("Quantity is 0")
    code = product_code(row["ProductID"])
    return Line(code, quantity, row.money("UnitPrice"), row.discount())


def _shipped(data: Northwind, order: Paper) -> Paper | None:
    row = data["Orders"][order.key.partition("|")[2]]
    day = row.day("ShippedDate")
    if day is None:
        return None
    if day < order.day:
        raise row.bad("ShippedDate is before OrderDate")
    carrier = data["Shippers"][row["ShipVia"]]["CompanyName"] if row["ShipVia"] else ""
    told = f"Northwind order {row['OrderID']}"
    return Paper(
        form="sales_delivery",
        key=f"delivery|{row['OrderID']}",
        day=day,
        lines=order.lines,
        partner=order.partner,
        salesperson=order.salesperson,
        more=(
            ("receiver", row["ShipName"][:60]),
            ("receiver_address", address(row, "Ship")[:400]),
            ("remark", f"{told}, shipped via {carrier}" if carrier else told),
        ),
        follows=order.key,
    )


def _opening(data: Northwind, deliveries: Sequence[Paper], day: date) -> Paper:
    """Rule 4."""
    needed: Counter[str] = Counter()
    for one in deliveries:
        for line in one.lines:
            needed[line.product] += line.quantity
    lines: list[Line] = []
    for key, row in data["Products"].items():
        code = product_code(key)
        quantity = needed[code] + row.whole("UnitsInStock")
        if quantity:
            lines.append(Line(code, quantity, cost(row.money("UnitPrice"))))
    if not lines:
        raise BadFile("nothing was ever in stock")
    told = "What was shipped since, and UnitsInStock"
    return Paper("opening_stock", "opening", day, tuple(lines), more=(("remark", told),))


def _purchases(data: Northwind, day: date) -> Iterator[Paper]:
    """Rule 5."""
    ordered: dict[str, list[Line]] = defaultdict(list)
    for key, row in data["Products"].items():
        if quantity := row.whole("UnitsOnOrder"):
            if not row["SupplierID"]:
                raise row.bad("UnitsOnOrder, and no supplier")
            line = Line(product_code(key), quantity, cost(row.money("UnitPrice")))
            ordered[row["SupplierID"]].append(line)
    for key, lines in ordered.items():
        code = supplier_code(key)
        yield Paper("purchase_order", f"purchase|{key}", day, tuple(lines), code)
