"""Loads "Northwind" (two years of a made-up food trader) through the writer that users use.

The data is Microsoft's, from its SQL Server samples, MIT licence; each of its tables is a .csv in
one folder. What becomes of each row stands in `northwind_rules`.

It goes into a company of its own. All tables are checked before anything is posted; then several
documents share a transaction, with their keys in `loaded`, so a run that was killed is simply
started again and goes on where it stopped.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import translation

from huolang.documents import lifecycle
from huolang.forms import registry, store, validate, writer
from huolang.kernel import access as accesses
from huolang.kernel import clock, transactions
from huolang.kernel.company import Company, acting
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.ledger import books, proof
from huolang.masters import archiving
from huolang.samples import (
    entering,
    loaded,
    northwind_files,
    northwind_report,
    northwind_rules,
    sample_company,
)
from huolang.samples.entering import Progress
from huolang.samples.loaded import Claim
from huolang.samples.northwind_files import Northwind
from huolang.samples.northwind_report import Report
from huolang.samples.northwind_rules import FREIGHT, SERVICE_UNIT, UNIT, WAREHOUSE, Line, Paper
from huolang.samples.packed import BadFile

DATA_SET = "northwind"
COMPANY = "Northwind (sample)"
SETTINGS = {"currency": "USD", "time_zone": "America/Los_Angeles"}
TOGETHER = 50
"""Documents that share one transaction."""
MASTERS = (
    *("department", "employee", "partner"),
    *("product_category", "product", "unit", "warehouse"),
)
PRICES = {"opening_stock": "unit_cost"}
"""What the price of a line is called, where it is not `unit_price`."""


class Refused(Exception):
    """A document of the data set was refused; those of the transactions before it stay."""


@dataclass(slots=True)
class _Work:
    """What the documents refer to, by form and code, and who makes them."""

    company: Company
    access: Access
    show: Progress
    ids: dict[str, dict[str, UUID]] = field(default_factory=dict[str, dict[str, UUID]])
    lines: dict[str, list[UUID]] = field(default_factory=dict[str, list[UUID]])
    """The lines of the orders, by key of the order."""


def load(folder: Path, *, show: Progress) -> Report:
    """Load all tables, prove the books, and answer what happened.

    Raises `BadFile` before anything is posted, `Refused` at the document that was refused.
    """
    show("reading the tables", 0, 1)
    data = northwind_files.read(folder)
    papers = northwind_rules.papers(data)
    user = sample_company.administrator()
    digits = northwind_rules.MONEY_DIGITS
    company = sample_company.ensure(COMPANY, DATA_SET, user, digits=digits, **SETTINGS)
    work = _Work(company, accesses.load(user.id, company.id), show)
    done = _done(work, papers)
    _masters(work, data)
    _post(work, [one for one in papers if one.key not in done])
    transactions.run(company.id, lambda: _archive(work, northwind_rules.discontinued(data)))
    show("proving the books", 0, 1)
    with acting(company.id):
        report = northwind_report.of(DATA_SET, data, papers, done)
    report.differences += [str(one) for one in proof.prove(company.id)]
    return report


def _done(work: _Work, papers: Sequence[Paper]) -> set[str]:
    """Keys loaded before. The same key with other content is other data: refused."""
    with acting(work.company.id):
        known = loaded.known(DATA_SET)
    for one in papers:
        if one.key in known and known[one.key] != one.digest():
            raise BadFile(f"{_name(one)} was loaded before, from tables in which it was different")
    return set(known)


def _masters(work: _Work, data: Northwind) -> None:
    """Masters that are not there yet."""
    with acting(work.company.id):
        work.ids = {name: entering.codes(name) for name in MASTERS}
    categories = [northwind_rules.category(row) for row in data["Categories"].values()]
    _enter(work, "department", [northwind_rules.region(row) for row in data["Region"].values()])
    _enter(work, "department", [_territory(work, row) for row in data["Territories"].values()])
    employees = [_employee(work, row, data) for row in data["Employees"].values()]
    _enter(work, "product_category", categories)
    _enter(work, "employee", employees)
    _enter(work, "partner", list(northwind_rules.partners(data)))
    products = [_product(work, row) for row in data["Products"].values()]
    freight = {"code": FREIGHT, "name": "Freight", "kind": "service", "tax_rate": 0}
    products.append({**freight, "unit": work.ids["unit"][SERVICE_UNIT]})
    _enter(work, "product", products)


def _enter(work: _Work, form: str, payloads: Sequence[dict[str, Any]]) -> None:
    entering.enter(form, payloads, work.ids[form], access=work.access, show=work.show)


def _territory(work: _Work, row: northwind_files.Row) -> dict[str, Any]:
    parent = work.ids["department"][northwind_rules.region_code(row["RegionID"])]
    return {**northwind_rules.territory(row), "parent": parent}


def _employee(work: _Work, row: northwind_files.Row, data: Northwind) -> dict[str, Any]:
    territories = data.territories[row["EmployeeID"]]
    told = northwind_rules.employee(row, territories)
    if territories:
        code = northwind_rules.region_code(territories[0]["RegionID"])
        told["department"] = work.ids["department"][code]
    return told


def _product(work: _Work, row: northwind_files.Row) -> dict[str, Any]:
    told = {**northwind_rules.product(row), "unit": work.ids["unit"][UNIT]}
    if row["CategoryID"]:
        code = northwind_rules.category_code(row["CategoryID"])
        told["category"] = work.ids["product_category"][code]
    if least := row.whole("ReorderLevel"):
        told["limits"] = [{"warehouse": work.ids["warehouse"][WAREHOUSE], "min_stock": least}]
    return told


def _post(work: _Work, papers: Sequence[Paper]) -> None:
    for start in range(0, len(papers), TOGETHER):
        work.show("documents", start, len(papers))
        batch = papers[start : start + TOGETHER]
        transactions.run(work.company.id, lambda batch=batch: _post_together(work, batch))
    work.show("documents", len(papers), len(papers))


def _post_together(work: _Work, batch: Sequence[Paper]) -> None:
    """Keys first: whatever another loader posted meanwhile is left out."""
    books.alone()
    claims = [
        Claim(key=one.key, digest=one.digest(), kind=one.form, month=f"{one.day:%Y-%m}")
        for one in batch
    ]
    claimed = loaded.claim(DATA_SET, claims)
    made: dict[str, UUID] = {}
    for one in batch:
        if one.key in claimed:
            made[one.key] = _make(work, one, made)
    loaded.keep(DATA_SET, made)


def _make(work: _Work, one: Paper, made: dict[str, UUID]) -> UUID:
    form = registry.get(one.form)
    try:
        payload = _filled(work, one, made)
        document = lifecycle.create(form, payload, access=work.access, then="confirm")
    except BusinessError as error:
        with translation.override("en"):
            said = "; ".join(f"{part.field}: {part}" for part in error.parts()[:5])
        raise Refused(f"{_name(one)}: {said}") from error
    if one.form == "sales_order":
        work.lines[one.key] = [row.id for row in document.tables["lines"]]
    return document.id


def _filled(work: _Work, one: Paper, made: dict[str, UUID]) -> dict[str, Any]:
    """What a person would fill in."""
    payload: dict[str, Any] = {
        "date": one.day.isoformat(),
        "warehouse": work.ids["warehouse"][WAREHOUSE],
        **dict(one.more),
        "lines": [_line(work, one, line) for line in one.lines],
    }
    if one.partner:
        payload["partner"] = work.ids["partner"][one.partner.upper()]
    if one.salesperson:
        payload["salesperson"] = work.ids["employee"][one.salesperson]
    if one.follows:
        for line, source in zip(payload["lines"], _order_lines(work, one, made), strict=True):
            line["order_line"] = source
    return payload


def _line(work: _Work, one: Paper, line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {
        "product": work.ids["product"][line.product],
        "quantity": line.quantity,
        PRICES.get(one.form, "unit_price"): line.price,
    }
    if line.discount:
        told["discount"] = line.discount
    if one.expected:
        told["expected_on"] = one.expected.isoformat()
    return told


def _order_lines(work: _Work, one: Paper, made: dict[str, UUID]) -> list[UUID]:
    """Of the order that a delivery follows, made in this run or in one before."""
    if one.follows not in work.lines:
        record = made.get(one.follows) or loaded.records(DATA_SET)[one.follows][1]
        order = store.load(registry.get("sales_order"), record)
        work.lines[one.follows] = [row.id for row in order.tables["lines"]]
    return work.lines[one.follows]


def _archive(work: _Work, codes: Sequence[str]) -> None:
    """What is not sold any more, once its orders are in; what still lies there or is on order
    stays."""
    form = registry.get("product")
    for record in store.load_many(form, [work.ids["product"][code] for code in codes]).values():
        if record.active and not archiving.left_of_product(record):
            values = validate.read(form, {"active": False}, existing=record, partial=True)
            writer.save(form, values, existing=record, by=work.access.user, at=clock.now())


def _name(one: Paper) -> str:
    return f"{one.form} {one.key} of {one.day}"


def main(arguments: list[str], *, show: Progress, say: Callable[[str], None]) -> int:
    """`FOLDER`; 0 when all of it is there, nothing differs and the books prove clean."""
    parser = argparse.ArgumentParser(prog="huolang sample northwind")
    parser.add_argument("folder", type=Path, help="with Orders.csv, Order_Details.csv, … (or .gz)")
    given = parser.parse_args(arguments)
    try:
        report = load(given.folder, show=show)
    except (BadFile, Refused, BusinessError, sample_company.NoAdministrator) as error:
        say(f"{given.folder}: {error}")
        return 1
    for line in report.lines():
        say(line)
    say(f"in the company {COMPANY}")
    return 0 if report.is_right else 1
