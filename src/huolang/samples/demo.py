"""示例公司: half a year of a made-up wholesaler, so that a newcomer sees the product at work.

Everything goes through the ordinary writer, one day in one transaction with its key in `loaded`;
a run that was killed is started again and goes on with the next day.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Callable, Sequence
from datetime import date

import psycopg
from django.utils.translation import gettext as _

from huolang.kernel import access as accesses
from huolang.kernel import clock, settings_registry, transactions
from huolang.kernel.company import Company, acting
from huolang.kernel.first_run import FirstLogin, join, new_company
from huolang.kernel.people import User
from huolang.ledger import books, proof
from huolang.planning import replenishing
from huolang.samples import (
    demo_bundles,
    demo_costs,
    demo_goods,
    demo_money,
    demo_places,
    demo_specials,
    demo_trade,
    loaded,
    sample_company,
)
from huolang.samples.demo_masters import Masters
from huolang.samples.demo_papers import OPENING, Desk
from huolang.samples.demo_stockroom import Paper
from huolang.samples.entering import Progress
from huolang.samples.loaded import Claim

DATA_SET = "demo"
COMPANY = "示例公司"
SEED = 20260101
SLOW_DAYS = 120
"""Without a sale, of a wholesaler who has much that sells now and then."""
LOOKED_AT = (10, 40)
"""Days after which PostgreSQL counts its rows: plans made for empty tables are slow in full ones,
and its own counting comes a minute later."""
PEOPLE = (
    ("demo-caigou", "陈采购", "purchasing"),
    ("demo-xiaoshou", "林销售", "sales"),
    ("demo-cangku", "赵仓库", "warehouse"),
    ("demo-caiwu", "吴会计", "finance"),
    ("demo-laoban", "高老板", "owner"),
)
"""They have no password until an administrator gives them one."""


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
    access = accesses.load(user.id, company.id)
    with acting(company.id):
        known = loaded.known(DATA_SET)
    end = _end(company, known)
    _people(company)
    masters = Masters(access, show)
    masters.enter(wares, suppliers, customers, end)
    special = (*demo_specials.wares(), *demo_bundles.wares())
    known_wares = {one.code: one for one in (*wares, *special)}
    desk = Desk(DATA_SET, company, access, masters.ids, known_wares)
    shop = demo_trade.Shop(wares, customers, end, chance)
    with acting(company.id):
        settings_registry.change("stock_alert.slow_days", SLOW_DAYS, by=user.id)
    made = 0
    for number, (day, papers) in enumerate(shop.days()):
        show("days", number, demo_trade.DAYS * 6 // 7)
        if number in LOOKED_AT:
            _count_rows()
        if f"{day}" in known:
            continue
        made += transactions.run(
            company.id, lambda day=day, papers=papers: _enter_day(desk, day, papers, end)
        )
    made += transactions.run(company.id, lambda: demo_places.arrange(masters.ids, access))
    transactions.run(company.id, lambda: replenishing.work_out(at=clock.now()))
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


def _people(company: Company) -> None:
    for username, name, role in PEOPLE:
        person = User.objects.filter(username=username).first()
        if person is None:
            person = User.objects.create_user(username, None, name=name)
            join(person, company, roles=[role])


def _enter_day(desk: Desk, day: date, papers: Sequence[Paper], end: date) -> int:
    """All documents of one day; none of them if another loader was quicker."""
    books.alone()
    claim = Claim(key=f"{day}", digest=f"{end}", kind="day", month=f"{day:%Y-%m}")
    if not loaded.claim(DATA_SET, [claim]):
        return 0
    claims = [
        Claim(key=one.key, digest=f"{end}", kind=one.form, month=f"{day:%Y-%m}")
        for one in papers
        if one.then in ("confirm", "draft")
    ]
    loaded.claim(DATA_SET, claims)
    records = desk.enter(papers, end)
    loaded.keep(DATA_SET, records)
    slips = list(demo_money.of_day(day, SEED))
    if papers[0].form == OPENING:
        slips.insert(0, demo_money.opening(desk.ids, day))
    slips += demo_costs.of_day(desk.ids, day, end)
    made = desk.enter_slips(slips, day, len(papers), end)
    made += desk.enter_slips(demo_money.credits_of_day(day), day, len(papers) + made, end)
    return len(records) + made


def main(arguments: list[str], *, show: Progress, say: Callable[[str], None]) -> int:
    """0 when all of it is there and the books prove clean."""
    argparse.ArgumentParser(prog="huolang sample demo").parse_args(arguments)
    user = sample_company.administrator()
    company = sample_company.ensure(COMPANY, DATA_SET, user)
    made = load(company, user, show=show)
    show("proving the books", 0, 1)
    differences = [str(one) for one in proof.prove(company.id)]
    for one in differences:
        say(one)
    say(f"{made} documents made, {len(differences)} differences, in the company {company.name}")
    return 1 if differences else 0
