"""示例公司的单据: a day of its trade, entered through the writer that its people use.

Documents of one form that follow each other are made together, by fewer statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from huolang.documents import lifecycle, together
from huolang.forms import registry, store, validate
from huolang.kernel import clock
from huolang.kernel.company import Company
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.samples import loaded
from huolang.samples.demo_goods import Ware
from huolang.samples.demo_masters import UNIT_OF_CASES
from huolang.samples.demo_money import Slip
from huolang.samples.demo_stockroom import Line, Paper

OPENS, STEP = time(9), timedelta(minutes=4)
"""When the first document of a day is made, and what lies between two."""
LINKS = {
    "sales_delivery": "order_line",
    "purchase_receipt": "order_line",
    "sales_return": "delivery_line",
    "purchase_return": "receipt_line",
    "sales_exchange": "delivery_line",
    "purchase_exchange": "receipt_line",
    "transfer_receipt": "transfer_line",
    "loan_return": "loan_line",
}
"""What names the line that a line goes on from."""
EXCHANGES = ("sales_exchange", "purchase_exchange")
OPENING = "opening_stock"
COSTED = ("stock_receipt", OPENING)
"""Forms whose lines have a unit cost and no price."""
LOANS = ("loan", "loan_return")
"""Forms with a partner and without prices."""
ORDERS = ("sales_order", "purchase_order")


@dataclass(slots=True)
class Desk:
    """Where the documents of the data set are entered, and what is known of earlier ones."""

    data_set: str
    company: Company
    access: Access
    ids: Mapping[str, Mapping[str, UUID]]
    wares: Mapping[str, Ware]
    records: dict[str, tuple[str, UUID]] = field(default_factory=dict[str, tuple[str, UUID]])
    """Form and id of every document by its key in the data set."""
    lines: dict[str, list[UUID]] = field(default_factory=dict[str, list[UUID]])

    def enter(self, papers: Sequence[Paper], end: date) -> dict[str, UUID]:
        """All papers of one day in their order; answers the records that were made."""
        made: dict[str, UUID] = {}
        told = [(one, moment(self.company, one.day, n, end)) for n, one in enumerate(papers)]
        for (form, then), some in groupby(told, lambda one: (one[0].form, one[0].then)):
            if then in ("confirm", "draft"):
                made |= self._make(form, then, list(some))
            else:
                for one, _when in some:
                    record = self._record(one.key)[1]
                    lifecycle.act(registry.get(form), record, then, access=self.access)
        return made

    def enter_slips(self, slips: Iterable[Slip], day: date, number: int, end: date) -> int:
        """Invoices and payments, after `number` documents of that day."""
        made = 0
        for form, some in groupby(slips, lambda one: one.form):
            payloads = [
                {"date": moment(self.company, day, number + made + n, end), **one.payload}
                for n, one in enumerate(some, 1)
            ]
            self._create(form, payloads, f"of {day}")
            made += len(payloads)
        return made

    def _make(self, form: str, then: str, papers: list[tuple[Paper, str]]) -> dict[str, UUID]:
        payloads = [self._filled(one, when) for one, when in papers]
        keys = [one.key for one, _when in papers]
        found = self._create(form, payloads, ", ".join(keys), then)
        for key, document in zip(keys, found, strict=True):
            self.records[key] = form, document.id
            self.lines[key] = [row.id for row in document.tables["lines"]]
        return {key: self.records[key][1] for key in keys}

    def _create(
        self, name: str, payloads: list[dict[str, Any]], what: str, then: str = "confirm"
    ) -> list[Any]:
        form, access = registry.get(name), self.access
        try:
            if name in ORDERS and then == "confirm":
                return together.create([(form, one) for one in payloads], access=access)
            values = validate.read_many(form, payloads)
            at, door = clock.now(), None if then == "draft" else then
            return lifecycle.create_many(form, values, access=access, at=at, then=door)
        except together.OneRefused as refusal:
            raise RuntimeError(f"{name} {what}: {_said(refusal.error)}") from refusal
        except BusinessError as error:
            raise RuntimeError(f"{name} {what}: {_said(error)}") from error

    def _filled(self, one: Paper, when: str) -> dict[str, Any]:
        payload: dict[str, Any] = {
            "date": one.day.isoformat() if one.form == OPENING else when,
            "warehouse": self.ids["warehouse"][one.warehouse],
            "lines": [self._line(one, line) for line in one.lines],
        }
        if one.partner:
            payload["partner"] = self.ids["partner"][one.partner]
            payload |= {} if one.form in LOANS else {"tax_included": True}
        if one.into:
            payload["into"] = self.ids["warehouse"][one.into]
        if one.makes:
            payload |= self._line(one, one.makes)
        if one.reason:
            payload["reason"] = one.reason
        if one.off:
            payload["discount"] = one.off
        return payload | _plain(one.more)

    def _line(self, one: Paper, line: Line) -> dict[str, Any]:
        ware = self.wares[line.ware]
        units, quantity, price = self.ids["unit"], line.quantity, line.price
        told: dict[str, Any] = {
            "product": self.ids["product"][line.ware],
            "unit": units[UNIT_OF_CASES if line.boxed else ware.unit],
            "quantity": quantity // ware.packed if line.boxed else quantity,
        }
        if price is not None:
            name = "unit_cost" if one.form in COSTED else "unit_price"
            told[name] = price * ware.packed if line.boxed else price
        if line.discount:
            told["discount"] = line.discount
        if line.is_gift:
            told["is_gift"] = True
        if one.expected:
            told["expected_on"] = one.expected.isoformat()
        if one.form in EXCHANGES:
            told["direction"] = "returned" if line.source else "replacement"
        if line.source is not None:
            key, index = line.source
            told[line.link or LINKS[one.form]] = self._lines(key)[index]
        return told | _plain(line.more)

    def _record(self, key: str) -> tuple[str, UUID]:
        """Where a document of this run, or of one before, is."""
        if key not in self.records:
            self.records |= loaded.records(self.data_set)
        return self.records[key]

    def _lines(self, key: str) -> list[UUID]:
        if key not in self.lines:
            form, record = self._record(key)
            found = store.load(registry.get(form), record)
            self.lines[key] = [row.id for row in found.tables["lines"]]
        return self.lines[key]


def moment(company: Company, day: date, number: int, end: date) -> str:
    """Documents of a past day at their hours; those of today are made now."""
    if day == end:
        return day.isoformat()
    zone = ZoneInfo(company.time_zone)
    return (datetime.combine(day, OPENS, zone) + STEP * number).isoformat()


def _plain(more: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return {name: list(told) if isinstance(told, tuple) else told for name, told in more}


def _said(error: BusinessError) -> str:
    return "; ".join(f"{part.field}: {part}" for part in error.parts())
