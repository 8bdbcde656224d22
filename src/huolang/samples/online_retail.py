"""Loads "Online Retail" (a year of a British gift wholesaler) through the writer that users use.

The data is Dr Daqing Chen's, UCI Machine Learning Repository, doi 10.24432/C5BW33, CC BY 4.0; it
comes as .xlsx and is saved as .csv. What becomes of each line stands in `retail_rules`.

It goes into a company of its own. The file is checked from end to end before anything is posted;
then several documents share a transaction, with their keys in `loaded`, so a run that was killed
is simply started again and goes on where it stopped.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import translation

from huolang.documents import together
from huolang.forms import registry
from huolang.kernel import access as accesses
from huolang.kernel import transactions
from huolang.kernel.company import Company, acting
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.ledger import months, proof
from huolang.masters import seeds
from huolang.samples import (
    entering,
    loaded,
    retail_file,
    retail_report,
    retail_rules,
    sample_company,
)
from huolang.samples.entering import Progress
from huolang.samples.loaded import Claim
from huolang.samples.packed import BadFile
from huolang.samples.retail_file import RetailFile
from huolang.samples.retail_report import Report
from huolang.samples.retail_rules import FORMS, Invoice, Opening

DATA_SET = "online-retail"
COMPANY = "Online Retail (sample)"
SETTINGS = {"currency": "GBP", "time_zone": "Europe/London"}
UNIT, SERVICE_UNIT = "PCS", "CI"
LINES_TOGETHER = 4000
"""Lines that share one transaction, at least; a larger document has one of its own."""


class Refused(Exception):
    """A document of the data set was refused; those before it stay."""


@dataclass(slots=True)
class _Work:
    """What the documents refer to, by code, and who makes them."""

    company: Company
    access: Access
    show: Progress
    products: dict[str, UUID] = field(default_factory=dict[str, UUID])
    partners: dict[str, UUID] = field(default_factory=dict[str, UUID])
    warehouse: UUID | None = None


def load(path: Path, *, month: str | None, show: Progress) -> Report:
    """Load the lines of `month` (or all), prove the books, and answer what happened.

    Raises `BadFile` before anything is posted, `Refused` at the document that was refused.
    """
    show("reading the file", 0, 1)
    file = retail_file.read(path, month)
    invoices = retail_rules.invoices(file.lines)
    openings = list(retail_rules.openings(file.lines))
    user = sample_company.administrator()
    company = sample_company.ensure(COMPANY, DATA_SET, user, **SETTINGS)
    work = _Work(company, accesses.load(user.id, company.id), show)
    done = _done(work, invoices, openings)
    _masters(work, file)
    documents = _in_order(invoices, openings)
    _post(work, [one for one in documents if one.key not in done])
    show("summing up the months", 0, 1)
    transactions.run(company.id, months.sum_up)
    show("proving the books", 0, 1)
    with acting(company.id):
        report = retail_report.of(DATA_SET, file, invoices, openings, done)
    report.differences = [str(one) for one in proof.prove(company.id)]
    return report


def _done(work: _Work, invoices: Sequence[Invoice], openings: Sequence[Opening]) -> set[str]:
    """Keys loaded before. The same key with other content is another file: refused."""
    with acting(work.company.id):
        known = loaded.known(DATA_SET)
    for one in (*invoices, *openings):
        if one.key in known and known[one.key] != one.digest():
            raise BadFile(f"{_name(one)} was loaded before, from a file in which it was different")
    return set(known)


def _masters(work: _Work, file: RetailFile) -> None:
    """Products and customers that are not there yet."""
    with acting(work.company.id):
        work.products, work.partners = entering.codes("product"), entering.codes("partner")
        units = entering.codes("unit")
        work.warehouse = entering.codes("warehouse")[seeds.WAREHOUSE[0]]
    products = [_product(one, units) for one in retail_rules.products(file.lines)]
    partners = [_partner(one) for one in retail_rules.customers(file.lines)]
    entering.enter("product", products, work.products, access=work.access, show=work.show)
    entering.enter("partner", partners, work.partners, access=work.access, show=work.show)


def _product(one: retail_rules.Product, units: Mapping[str, UUID]) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "kind": "service" if one.service else "stock",
        "unit": units[SERVICE_UNIT if one.service else UNIT],
        "tax_rate": 0,
        "sales_price": one.sales_price,
        "purchase_price": one.cost,
    }


def _partner(one: retail_rules.Customer) -> dict[str, Any]:
    return {"code": one.code, "name": one.name, "is_customer": True, "address": one.country}


def _in_order(invoices: Iterable[Invoice], openings: Iterable[Opening]) -> list[Invoice | Opening]:
    """Month by month: what is there at its start, then its invoices as they happened."""
    order: list[tuple[datetime, int, Invoice | Opening]] = []
    order += [(retail_rules.started(one.month), 0, one) for one in openings]
    order += [(one.first.moment, one.first.number, one) for one in invoices]
    return [one for *_, one in sorted(order, key=lambda row: row[:2])]


def _post(work: _Work, documents: Sequence[Invoice | Opening]) -> None:
    posted = 0
    for batch in _batches(documents):
        work.show("documents", posted, len(documents))
        transactions.run(work.company.id, lambda batch=batch: _post_together(work, batch))
        posted += len(batch)
    work.show("documents", posted, len(documents))


def _batches(documents: Iterable[Invoice | Opening]) -> Iterator[list[Invoice | Opening]]:
    batch: list[Invoice | Opening] = []
    lines = 0
    for one in documents:
        batch.append(one)
        lines += len(one.goods if isinstance(one, Opening) else one.lines)
        if lines >= LINES_TOGETHER:
            yield batch
            batch, lines = [], 0
    if batch:
        yield batch


def _post_together(work: _Work, batch: Sequence[Invoice | Opening]) -> None:
    """Keys first: whatever another loader posted meanwhile is left out."""
    claimed = loaded.claim(DATA_SET, [_claim(one) for one in batch])
    ours = [one for one in batch if one.key in claimed]
    wanted = [_filled(work, one) for one in ours]
    try:
        made = together.create(wanted, access=work.access)
    except together.OneRefused as refusal:
        one = ours[refusal.index]
        raise Refused(f"{_name(one)}: {_said(refusal.error, one)}") from refusal
    loaded.keep(DATA_SET, {one.key: record.id for one, record in zip(ours, made, strict=True)})


def _claim(one: Invoice | Opening) -> Claim:
    if isinstance(one, Opening):
        return Claim(key=one.key, digest=one.digest(), kind="opening", month=one.month)
    return Claim(
        key=one.key,
        digest=one.digest(),
        kind=one.fate,
        month=one.first.month,
        country=one.country,
    )


def _filled(work: _Work, one: Invoice | Opening) -> together.Wanted:
    """The form, and what a person would fill in."""
    if isinstance(one, Opening):
        return registry.get("stock_receipt"), {
            "date": f"{retail_rules.started(one.month):%Y-%m-%d}",
            "warehouse": work.warehouse,
            "reason": "opening",
            "remark": f"Opening stock of {one.month}",
            "lines": [
                {"product": work.products[code], "quantity": quantity, "unit_cost": cost}
                for code, quantity, cost in one.goods
            ],
        }
    return registry.get(FORMS[one.fate]), {
        "date": one.first.moment.isoformat(),
        "partner": work.partners[one.partner],
        "warehouse": work.warehouse,
        "remark": f"Invoice {one.first.invoice}, {one.country}",
        "lines": [
            {
                "product": work.products[line.code],
                "quantity": abs(line.quantity),
                "unit_price": abs(line.price),
            }
            for line in one.lines
        ],
    }


def _name(one: Invoice | Opening) -> str:
    if isinstance(one, Opening):
        return f"opening stock of {one.month}"
    return f"invoice {one.first.invoice} (line {one.first.number} of the file)"


def _said(error: BusinessError, one: Invoice | Opening) -> str:
    """The refusal, with the file's line where it names one of the document's."""
    parts: list[str] = []
    for part in error.parts()[:5]:
        found = re.fullmatch(r"lines\.(\d+)\..*", part.field)
        at = ""
        if found and isinstance(one, Invoice):
            at = f"line {one.lines[int(found[1])].number} of the file: "
        with translation.override("en"):
            parts.append(f"{at}{part}")
    return "; ".join(parts)


def main(arguments: list[str], *, show: Progress, say: Callable[[str], None]) -> int:
    """`FILE [--month 2010-12]`; 0 when everything is there and the books prove clean."""
    parser = argparse.ArgumentParser(prog="huolang sample online-retail")
    parser.add_argument("file", type=Path, help="online_retail.csv, or .csv.gz")
    parser.add_argument("--month", type=_month, help="only this month: 2010-12")
    given = parser.parse_args(arguments)
    try:
        report = load(given.file, month=given.month, show=show)
    except (BadFile, Refused, BusinessError, sample_company.NoAdministrator) as error:
        say(f"{given.file.name}: {error}")
        return 1
    for line in report.lines():
        say(line)
    say(f"in the company {COMPANY}")
    return 0 if report.is_right else 1


def _month(typed: str) -> str:
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", typed, re.ASCII) is None:
        raise argparse.ArgumentTypeError(f"{typed} is not a month; write 2010-12")
    return typed
