"""示例公司: half a year of a made-up wholesaler, so that a newcomer sees the product at work.

Everything goes through the ordinary writer, one day in one transaction with its key in `loaded`;
a run that was killed is started again and goes on with the next day.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
from django.utils.translation import gettext as _

from huolang.documents import lifecycle
from huolang.forms import registry, store
from huolang.kernel import access as accesses
from huolang.kernel import clock, transactions
from huolang.kernel.company import Company, acting
from huolang.kernel.first_run import FirstLogin, join, new_company
from huolang.kernel.people import User
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.ledger import books, proof
from huolang.samples import (
    demo_goods,
    demo_money,
    demo_trade,
    entering,
    loaded,
    removal,
    sample_company,
)
from huolang.samples.demo_goods import Contact, Ware
from huolang.samples.demo_trade import Line, Paper
from huolang.samples.entering import Progress
from huolang.samples.loaded import Claim

DATA_SET = "demo"
COMPANY = "示例公司"
SEED = 20260101
OPENS, STEP = time(9), timedelta(minutes=4)
"""When the first document of a day is made, and what lies between two."""
LOOKED_AT = (10, 40)
"""Days after which PostgreSQL counts its rows: plans made for empty tables are slow in full ones,
and its own counting comes a minute later."""
UNIT_OF_CASES = "BOX"
PEOPLE = (
    ("demo-caigou", "陈采购", "purchasing"),
    ("demo-xiaoshou", "林销售", "sales"),
    ("demo-cangku", "赵仓库", "warehouse"),
    ("demo-caiwu", "吴会计", "finance"),
    ("demo-laoban", "高老板", "owner"),
)
"""They have no password until an administrator gives them one."""
KINDS_OF_LINK = {
    "sales_delivery": "order_line",
    "purchase_receipt": "order_line",
    "sales_return": "delivery_line",
    "purchase_return": "receipt_line",
}


@dataclass(slots=True)
class _Work:
    company: Company
    access: Access
    show: Progress
    wares: dict[str, Ware] = field(default_factory=dict[str, Ware])
    ids: dict[str, dict[str, UUID]] = field(default_factory=dict[str, dict[str, UUID]])
    records: dict[str, tuple[str, UUID]] = field(default_factory=dict[str, tuple[str, UUID]])
    """Form and id of every document by its key in the data set."""
    lines: dict[str, list[UUID]] = field(default_factory=dict[str, list[UUID]])


def announce(login: FirstLogin) -> None:
    """Of a new installation: the first company is the demo, its trade comes soon; and beside it
    a company for one's own."""
    user = User.objects.get(username=login.username)
    with acting(login.company):
        sample_company.mark(DATA_SET)
    join(user, new_company(_("我的公司")), roles=["admin"])


def load(company: Company, user: User, *, show: Progress) -> int:
    """Enter what is not there yet; answers how many documents were made."""
    chance = random.Random(SEED)
    wares = demo_goods.wares(chance)
    suppliers, customers = demo_goods.suppliers(chance), demo_goods.customers(chance)
    work = _Work(company, accesses.load(user.id, company.id), show)
    work.wares = {one.code: one for one in wares}
    with acting(company.id):
        known = loaded.known(DATA_SET)
    _masters(work, wares, suppliers, customers)
    _people(company)
    end = _end(company, known)
    shop = demo_trade.Shop(wares, customers, end, chance)
    made = 0
    for number, (day, papers) in enumerate(shop.days()):
        show("days", number, demo_trade.DAYS * 6 // 7)
        if number in LOOKED_AT:
            _count_rows()
        if f"{day}" in known:
            continue
        made += transactions.run(
            company.id, lambda day=day, papers=papers: _enter_day(work, day, papers, end)
        )
    with acting(company.id):
        loaded.claim(DATA_SET, [Claim(key=loaded.COMPLETE, digest="", kind="", month="")])
    return made


def _count_rows() -> None:
    """Only the owner may, and is known to commands only."""
    if address := os.environ.get("HUOLANG_OWNER_DATABASE_URL"):
        with psycopg.connect(address, autocommit=True) as owner:
            owner.execute("ANALYZE")


def _end(company: Company, known: dict[str, str]) -> date:
    """Today; for who goes on with a load of an earlier day, that day."""
    ends = {end for end in known.values() if end}
    if ends:
        return date.fromisoformat(max(ends))
    return clock.business_day(clock.now(), company.time_zone)


def _masters(
    work: _Work,
    wares: Sequence[Ware],
    suppliers: Sequence[Contact],
    customers: Sequence[Contact],
) -> None:
    with acting(work.company.id):
        for name in ("unit", "warehouse", "product_category", "product", "partner"):
            work.ids[name] = entering.codes(name)
    places = [{"code": code, "name": name} for code, name, _part in demo_trade.WAREHOUSES]
    groups = [{"code": one.code, "name": one.name} for one in demo_goods.CATEGORIES]
    partners = [_partner(one, "is_supplier") for one in suppliers]
    partners += [_partner(one, "is_customer") for one in customers]
    for name, payloads in (
        ("warehouse", places),
        ("product_category", groups),
        ("partner", partners),
    ):
        entering.enter(name, payloads, work.ids[name], access=work.access, show=work.show)
    products = [_product(one, work.ids) for one in wares]
    entering.enter("product", products, work.ids["product"], access=work.access, show=work.show)


def _partner(one: Contact, role: str) -> dict[str, Any]:
    told = {"code": one.code, "name": one.name, "contact": one.contact, "phone": one.phone}
    return {**told, "address": one.address, role: True}


def _product(one: Ware, ids: dict[str, dict[str, UUID]]) -> dict[str, Any]:
    case = {"unit": ids["unit"][UNIT_OF_CASES], "numerator": one.packed, "denominator": 1}
    return {
        "code": one.code,
        "name": one.name,
        "specification": one.specification,
        "category": ids["product_category"][one.category],
        "unit": ids["unit"][one.unit],
        "units": [case],
        "barcode": one.barcode,
        "purchase_price": one.cost,
        "sales_price": one.price,
    }


def _people(company: Company) -> None:
    for username, name, role in PEOPLE:
        person = User.objects.filter(username=username).first()
        if person is None:
            person = User.objects.create_user(username, None, name=name)
            join(person, company, roles=[role])


def _enter_day(work: _Work, day: date, papers: Sequence[Paper], end: date) -> int:
    """All documents of one day; none of them if another loader was quicker."""
    books.alone()
    claim = Claim(key=f"{day}", digest=f"{end}", kind="day", month=f"{day:%Y-%m}")
    if not loaded.claim(DATA_SET, [claim]):
        return 0
    claims = [
        Claim(key=one.key, digest=f"{end}", kind=one.form, month=f"{day:%Y-%m}")
        for one in papers
        if one.then == "confirm"
    ]
    loaded.claim(DATA_SET, claims)
    records: dict[str, UUID] = {}
    for number, one in enumerate(papers):
        made = _enter_one(work, one, _moment(work.company, day, number, end))
        if made is not None:
            records[one.key] = made
    loaded.keep(DATA_SET, records)
    return len(records) + _enter_money(work, day, len(papers), end)


def _enter_money(work: _Work, day: date, number: int, end: date) -> int:
    """What the bookkeeper enters when the trade of the day is done."""
    made = 0
    for made, slip in enumerate(demo_money.of_day(day, SEED), 1):
        moment = _moment(work.company, day, number + made, end)
        _create(work, slip.form, {"date": moment, **slip.payload}, f"money of {day}")
    return made


def _moment(company: Company, day: date, number: int, end: date) -> str:
    """Documents of a past day at their hours; those of today are made now."""
    if day == end:
        return day.isoformat()
    zone = ZoneInfo(company.time_zone)
    return (datetime.combine(day, OPENS, zone) + STEP * number).isoformat()


def _enter_one(work: _Work, one: Paper, moment: str) -> UUID | None:
    form = registry.get(one.form)
    if one.then != "confirm":
        lifecycle.act(form, _record(work, one.key)[1], one.then, access=work.access)
        return None
    payload: dict[str, Any] = {
        "date": moment,
        "warehouse": work.ids["warehouse"][one.warehouse],
        "lines": [_line(work, one.form, line) for line in one.lines],
    }
    if one.partner:
        payload |= {"partner": work.ids["partner"][one.partner], "tax_included": True}
    if one.reason:
        payload["reason"] = one.reason
    made = _create(work, one.form, payload, f"{one.key} of {one.day}")
    work.records[one.key] = one.form, made.id
    work.lines[one.key] = [row.id for row in made.tables["lines"]]
    return made.id


def _create(work: _Work, form: str, payload: dict[str, Any], what: str) -> Any:
    try:
        found = registry.get(form)
        return lifecycle.create(found, payload, access=work.access, then="confirm")
    except BusinessError as error:
        said = "; ".join(f"{part.field}: {part}" for part in error.parts())
        raise RuntimeError(f"{form} {what}: {said}") from error


def _line(work: _Work, form: str, line: Line) -> dict[str, Any]:
    ware = work.wares[line.ware]
    units, quantity, price = work.ids["unit"], line.quantity, line.price
    told: dict[str, Any] = {
        "product": work.ids["product"][line.ware],
        "unit": units[UNIT_OF_CASES if line.boxed else ware.unit],
        "quantity": quantity // ware.packed if line.boxed else quantity,
    }
    if price is not None:
        name = "unit_cost" if form == "stock_receipt" else "unit_price"
        told[name] = price * ware.packed if line.boxed else price
    if line.source is not None:
        key, index = line.source
        told[KINDS_OF_LINK[form]] = _lines(work, key)[index]
    return told


def _record(work: _Work, key: str) -> tuple[str, UUID]:
    """Where a document of this run, or of one before, is."""
    if key not in work.records:
        work.records |= loaded.records(DATA_SET)
    return work.records[key]


def _lines(work: _Work, key: str) -> list[UUID]:
    if key not in work.lines:
        form, record = _record(work, key)
        found = store.load(registry.get(form), record)
        work.lines[key] = [row.id for row in found.tables["lines"]]
    return work.lines[key]


def main(arguments: list[str], *, show: Progress, say: Callable[[str], None]) -> int:
    """`[--remove]`; 0 when all of it is there and the books prove clean, or all of it is gone."""
    parser = argparse.ArgumentParser(prog="huolang sample demo")
    parser.add_argument("--remove", action="store_true", help="delete it with all its rows")
    given = parser.parse_args(arguments)
    user = sample_company.administrator()
    if given.remove:
        return _remove(user, say)
    company = sample_company.ensure(COMPANY, DATA_SET, user)
    made = load(company, user, show=show)
    show("proving the books", 0, 1)
    differences = [str(one) for one in proof.prove(company.id)]
    for one in differences:
        say(one)
    say(f"{made} documents made, {len(differences)} differences, in the company {company.name}")
    return 1 if differences else 0


def _remove(user: User, say: Callable[[str], None]) -> int:
    company = sample_company.find(DATA_SET, user)
    if company is None:
        say("there is no demo company")
        return 1
    people = [username for username, _name, _role in PEOPLE]
    with psycopg.connect(os.environ["HUOLANG_OWNER_DATABASE_URL"]) as owner:
        removed = removal.remove(owner, company.id, people=people)
    say(f"{company.name}: {removed:,} rows removed")
    return 0
