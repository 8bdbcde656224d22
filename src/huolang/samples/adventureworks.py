"""Loads the purchases of "AdventureWorks" (a made-up bicycle maker) through the writer that users
use: 4,012 orders, what was received of them, what was rejected and went back.

The data is Microsoft's, from its SQL Server samples, MIT licence; each of its tables is a .csv in
one folder. What becomes of each row stands in `adventureworks_rules`.

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
    adventureworks_files,
    adventureworks_report,
    adventureworks_rules,
    entering,
    loaded,
    sample_company,
)
from huolang.samples.adventureworks_files import AdventureWorks
from huolang.samples.adventureworks_report import Report
from huolang.samples.adventureworks_rules import (
    FREIGHT,
    SERVICE_UNIT,
    TAX_RATE,
    UNIT,
    WAREHOUSE,
    Line,
    Paper,
)
from huolang.samples.entering import Progress
from huolang.samples.loaded import Claim
from huolang.samples.packed import BadFile

DATA_SET = "adventureworks"
COMPANY = "AdventureWorks purchasing (sample)"
SETTINGS = {"currency": "USD", "time_zone": "America/Los_Angeles"}
TOGETHER = 50
"""Documents that share one transaction."""
MASTERS = (
    *("reject_reason", "employee", "partner", "product_category", "product", "unit"),
    "warehouse",
)
SOURCES = {
    "purchase_receipt": {"order_line": "purchase_order"},
    "inspection": {"receipt_line": "purchase_receipt"},
    "purchase_return": {"inspection_line": "inspection"},
}
"""By form and field of its lines, the form of the same order whose lines they go on from."""


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
    """The lines of documents made before, by key."""
    made: dict[str, UUID] = field(default_factory=dict[str, UUID])


def load(folder: Path, *, show: Progress) -> Report:
    """Load all tables, prove the books, and answer what happened.

    Raises `BadFile` before anything is posted, `Refused` at the document that was refused.
    """
    show("reading the tables", 0, 1)
    data = adventureworks_files.read(folder)
    papers = adventureworks_rules.papers(data)
    user = sample_company.administrator()
    company = sample_company.ensure(COMPANY, DATA_SET, user, **SETTINGS)
    work = _Work(company, accesses.load(user.id, company.id), show)
    done = _done(work, papers)
    _masters(work, data)
    _post(work, papers, done)
    transactions.run(company.id, lambda: _archive(work, adventureworks_rules.inactive(data)))
    show("proving the books", 0, 1)
    with acting(company.id):
        report = adventureworks_report.of(DATA_SET, data, papers, done)
    report.differences += [str(one) for one in proof.prove(company.id)]
    return report


def _done(work: _Work, papers: Sequence[Paper]) -> set[str]:
    """Keys loaded before. The same key with other content is other data: refused."""
    with acting(work.company.id):
        known = loaded.known(DATA_SET)
        work.made = {key: record for key, (_kind, record) in loaded.records(DATA_SET).items()}
    for one in papers:
        if one.key in known and known[one.key] != one.digest():
            raise BadFile(f"{_name(one)} was loaded before, from tables in which it was different")
    return set(known)


def _masters(work: _Work, data: AdventureWorks) -> None:
    """Masters that are not there yet."""
    with acting(work.company.id):
        work.ids = {name: entering.codes(name) for name in MASTERS}
    for form, payloads in adventureworks_rules.masters(data):
        told = [_master(work, form, one) for one in payloads]
        entering.enter(form, told, work.ids[form], access=work.access, show=work.show)


def _master(work: _Work, form: str, told: dict[str, Any]) -> dict[str, Any]:
    """With records instead of codes."""
    found = dict(told)
    for name in ("category", "parent"):
        if code := found.pop(name, ""):
            found[name] = work.ids["product_category"][code]
    if form == "product":
        found["unit"] = work.ids["unit"][UNIT if "limits" in told else SERVICE_UNIT]
        warehouse = {"warehouse": work.ids["warehouse"][WAREHOUSE]}
        found["limits"] = [{**one, **warehouse} for one in told.get("limits", ())]
        found["suppliers"] = [
            {**one, "partner": work.ids["partner"][one["partner"]]}
            for one in told.get("suppliers", ())
        ]
    return found


def _post(work: _Work, papers: Sequence[Paper], done: set[str]) -> None:
    left = [one for one in papers if one.key not in done]
    for start in range(0, len(left), TOGETHER):
        work.show("documents", start, len(left))
        batch = left[start : start + TOGETHER]
        transactions.run(work.company.id, lambda batch=batch: _post_together(work, batch))
    work.show("documents", len(left), len(left))


def _post_together(work: _Work, batch: Sequence[Paper]) -> None:
    """Keys first: whatever another loader posted meanwhile is left out."""
    books.alone()
    claims = [
        Claim(key=one.key, digest=one.digest(), kind=one.form, month=f"{one.day:%Y-%m}")
        for one in batch
    ]
    claimed = loaded.claim(DATA_SET, claims)
    work.made |= {key: record for key, (_kind, record) in loaded.records(DATA_SET).items()}
    made: dict[str, UUID] = {}
    for one in batch:
        if one.key in claimed:
            made[one.key] = work.made[one.key] = _make(work, one)
    loaded.keep(DATA_SET, made)


def _make(work: _Work, one: Paper) -> UUID:
    form = registry.get(one.form)
    try:
        document = lifecycle.create(form, _filled(work, one), access=work.access, then="confirm")
        if one.closes:
            order = work.made[f"purchase_order|{one.order}"]
            lifecycle.act(registry.get("purchase_order"), order, "close", access=work.access)
    except BusinessError as error:
        with translation.override("en"):
            said = "; ".join(f"{part.field}: {part}" for part in error.parts()[:5])
        raise Refused(f"{_name(one)}: {said}") from error
    work.lines[one.key] = [row.id for row in document.tables["lines"]]
    return document.id


def _filled(work: _Work, one: Paper) -> dict[str, Any]:
    """What a person would fill in."""
    buyer = "inspector" if one.form == "inspection" else "salesperson"
    payload: dict[str, Any] = {
        "date": one.day.isoformat(),
        "warehouse": work.ids["warehouse"][WAREHOUSE],
        "partner": work.ids["partner"][one.partner],
        buyer: None if one.form == "inspection" else work.ids["employee"][one.buyer],
        "remark": one.remark,
        "lines": [_line(work, one, line) for line in one.lines],
    }
    for field_, form in SOURCES.get(one.form, {}).items():
        sources = _sources(work, f"{form}|{one.order}", one)
        for line, source in zip(payload["lines"], sources, strict=True):
            line[field_] = source
    return payload


def _line(work: _Work, one: Paper, line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {"product": work.ids["product"][line.product.upper()]}
    if one.form == "inspection":
        return {**told, "quantity": line.quantity, "rejected": line.rejected}
    told["quantity"] = line.rejected if one.form == "purchase_return" else line.quantity
    tax_rate = 0 if line.product == FREIGHT else TAX_RATE
    told |= {"unit_price": line.price, "tax_rate": tax_rate}
    return told if line.expected is None else {**told, "expected_on": line.expected.isoformat()}


def _sources(work: _Work, key: str, one: Paper) -> list[UUID]:
    """Of the document `key`, made in this run or in one before, the lines that `one` goes on from.

    An order's lines stand in their numbers' order; a receipt's and an inspection's are those of
    the numbers that were received; freight is the last one.
    """
    if key not in work.lines:
        document = store.load(registry.get(key.partition("|")[0]), work.made[key])
        work.lines[key] = [row.id for row in document.tables["lines"]]
    there = work.lines[key]
    if one.form == "purchase_receipt":
        return [there[line.number - 1] for line in one.lines]
    numbers = one.numbers
    return [there[numbers.index(line.number)] for line in one.lines]


def _archive(work: _Work, codes: Sequence[str]) -> None:
    """Vendors that are not bought from any more, once their orders are in; those with whom
    something is open stay."""
    form = registry.get("partner")
    for record in store.load_many(form, [work.ids["partner"][code] for code in codes]).values():
        if record.active and not archiving.left_of_partner(record):
            values = validate.read(form, {"active": False}, existing=record, partial=True)
            writer.save(form, values, existing=record, by=work.access.user, at=clock.now())


def _name(one: Paper) -> str:
    return f"{one.form} {one.order} of {one.day}"


def main(arguments: list[str], *, show: Progress, say: Callable[[str], None]) -> int:
    """`FOLDER`; 0 when all of it is there, nothing differs and the books prove clean."""
    parser = argparse.ArgumentParser(prog="huolang sample adventureworks")
    parser.add_argument("folder", type=Path, help="with PurchaseOrderHeader.csv, … (or .gz)")
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
