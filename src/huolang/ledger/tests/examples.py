"""Plays the worked examples of `docs/costing` in the books.

An example is a few lines of words: how goods are costed, what happened on which day, and what must
be so then. `docs/costing/README.md` says what can be written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from huolang.kernel import sql
from huolang.kernel.money import spread
from huolang.kernel.refusals import BusinessError
from huolang.ledger import books, periods, proof, replacing
from huolang.ledger.posting import (
    INVENTORY,
    RECEIVED_NOT_INVOICED,
    VARIANCE,
    Due,
    Entry,
    Invoiced,
    Move,
    Posting,
    Recost,
    Revalue,
    Source,
)
from huolang.ledger.tests.example_books import (
    LATER,
    THERE,
    ZERO,
    Doc,
    number,
    pairs,
    policy_of,
)
from huolang.ledger.tests.example_moves import Moved

INCOMING = ("购入", "期初", "组装", "拆卸")
ISSUES = {"销售": "cost_of_sales", "领用": "internal_use", "报损": "other_issue"}
DAY = re.compile(r"\d\d-\d\d")
PLACES = """
SELECT warehouse, quantity FROM ledger_stockbalance
WHERE company_id = %s::bigint AND product = %s::uuid AND quantity > 0 ORDER BY warehouse
"""


@dataclass(frozen=True)
class Example:
    title: str
    lines: tuple[str, ...]


def examples(folder: Path) -> Iterator[Example]:
    """Every `### title` with the steps in the first fenced block after it."""
    for page in sorted(folder.glob("*.md")):
        title, steps = "", None
        for line in page.read_text("utf-8").splitlines():
            if line.startswith("### "):
                title = line[4:]
            elif line == "```" and steps is not None:
                yield Example(f"{page.stem}: {title}", tuple(steps))
                steps = None
            elif line == "```例":
                steps = []
            elif steps is not None and line.strip():
                steps.append(line.strip())


class Play(Moved):
    def run(self, lines: Sequence[str]) -> None:
        for line in lines:
            words = line.split()
            try:
                self.step(words) if DAY.fullmatch(words[0]) else self.check(words)
            except AssertionError as error:
                raise AssertionError(f"{line}\n{error}") from error
        assert list(proof.differences(self.company)) == []

    # steps

    def step(self, words: list[str]) -> None:
        day, name, verb, *rest = words
        if "拒绝" in rest:
            cut = rest.index("拒绝")
            self.refused(lambda: self.do(day, name, verb, rest[:cut]), rest[cut + 1])
        else:
            self.do(day, name, verb, rest)

    def refused(self, done: Callable[[], None], code: str) -> None:
        before = self.trace()
        try:
            with transaction.atomic():
                done()
        except BusinessError as error:
            assert error.code == code
            assert self.trace() == before
            return
        raise AssertionError("本应拒绝")

    def trace(self) -> list[Any]:
        tables = ("ledger_stockentry", "ledger_costadjustment", "ledger_journalline")
        return [sql.run(f"SELECT count(*) FROM {table}").fetchone() for table in tables]

    def do(self, day: str, name: str, verb: str, rest: list[str]) -> None:
        self.at = datetime(
            2026, int(day[:2]), int(day[3:]), 1 if verb in INCOMING else 10, tzinfo=UTC
        )
        method = getattr(self, VERBS[verb])
        if verb in ISSUES:
            method(name, rest, ISSUES[verb])
        else:
            method(name, rest)

    def receive(self, name: str, rest: list[str]) -> None:
        self.bring(name, rest, RECEIVED_NOT_INVOICED)

    def open(self, name: str, rest: list[str]) -> None:
        self.bring(name, rest, "opening")

    def bring(self, name: str, rest: list[str], counter: str, source: Source | None = None) -> None:
        """数量 金额 [币种 汇率]"""
        goods, rest = self.goods(rest)
        quantity, net = number(rest[0]), number(rest[1])
        currency, rate = (rest[2], number(rest[3])) if len(rest) > 2 else ("CNY", Decimal(1))
        move = self.move(goods, quantity, counter, value=net, partner=self.partner)
        due = Due(kind="payable", partner=self.partner, net=net, tax=ZERO)
        dues = (due,) if counter == RECEIVED_NOT_INVOICED else ()
        posting = Posting(moves=(move,), dues=dues, currency=currency, rate=rate)
        self.post(name, "purchase_receipt", posting, goods[0], source).net = net

    def issue(self, name: str, rest: list[str], counter: str) -> None:
        """数量"""
        goods, rest = self.goods(rest)
        move = self.move(goods, -number(rest[0]), counter)
        self.post(name, "sales_delivery", Posting(moves=(move,)), goods[0])

    def come_back(self, name: str, rest: list[str]) -> None:
        """数量 [原单]"""
        goods, rest = self.goods(rest)
        issue = self.docs[rest[1]].lines[goods[0]] if len(rest) > 1 else None
        move = self.move(goods, number(rest[0]), "cost_of_sales", follows=issue)
        self.post(name, "sales_return", Posting(moves=(move,)), goods[0])

    def send_back(self, name: str, rest: list[str]) -> None:
        """数量 供应商贷记的金额"""
        goods, rest = self.goods(rest)
        credit = number(rest[1])
        entries = (
            Entry(account=RECEIVED_NOT_INVOICED, amount=credit, partner=self.partner),
            Entry(account=VARIANCE, amount=-credit),
        )
        due = Due(kind="payable", partner=self.partner, net=-credit, tax=ZERO)
        move = self.move(goods, -number(rest[0]), VARIANCE)
        posting = Posting(moves=(move,), entries=entries, dues=(due,))
        self.post(name, "purchase_return", posting, goods[0])

    def make(self, name: str, rest: list[str]) -> None:
        """商品 数量 … 成 商品 数量[:权重] …"""
        cut, moves = rest.index("成"), list[Move]()
        for product, quantity in pairs(rest[:cut]):
            moves.append(self.move((product, "总仓"), -number(quantity), INVENTORY, flow=1))
        for product, told in pairs(rest[cut + 1 :]):
            quantity, _, weight = told.partition(":")
            more = {"flow": 1, "weight": number(weight or "1")}
            moves.append(self.move((product, "总仓"), number(quantity), INVENTORY, **more))
        self.post(name, "assembly", Posting(moves=tuple(moves)), rest[cut + 1])

    def exchange(self, name: str, rest: list[str]) -> None:
        """退回商品 数量 原单 换出商品 数量"""
        back, quantity, issue, other, sent = rest
        line = self.docs[issue].lines[back]
        told = ("cost_of_sales",)
        moves = (
            self.move((back, "总仓"), number(quantity), *told, follows=line),
            self.move((other, "总仓"), -number(sent), *told),
        )
        self.post(name, "sales_exchange", Posting(moves=moves), other)

    def count(self, name: str, rest: list[str]) -> None:
        """实盘数量"""
        goods, rest = self.goods(rest)
        where = self.warehouses[goods[1]]
        there = sql.run(THERE, [self.company, self.products[goods[0]], where, where]).fetchone()[0]
        move = self.move(goods, number(rest[0]) - there, "stock_difference")
        self.post(name, "stock_count", Posting(moves=(move,), wins=True), goods[0])

    def charge(self, name: str, rest: list[str]) -> None:
        """单据 金额 …: what it cost to get them here."""
        self.revalue(name, [(of, number(amount)) for of, amount in pairs(rest)])

    def allow(self, name: str, rest: list[str]) -> None:
        """单据 金额 …: what the supplier takes off."""
        self.revalue(name, [(of, -number(amount)) for of, amount in pairs(rest)])

    def revalue(self, name: str, told: list[tuple[str, Decimal]]) -> None:
        total = sum((amount for _of, amount in told), ZERO)
        entries = (
            Entry(account=RECEIVED_NOT_INVOICED, amount=total, partner=self.partner),
            Entry(account="payable", amount=-total, partner=self.partner),
        )
        due = Due(kind="payable", partner=self.partner, net=total, tax=ZERO, invoiced=True)
        revalues = tuple(
            Revalue(line=self.docs[of].lines[self.docs[of].product], amount=amount)
            for of, amount in told
        )
        self.post(name, "landed_cost", Posting(entries=entries, dues=(due,), revalues=revalues), "")

    def invoice(self, name: str, rest: list[str]) -> None:
        """单据 发票金额"""
        receipt, net = self.docs[rest[0]], number(rest[1])
        entries = (
            Entry(account=RECEIVED_NOT_INVOICED, amount=net, partner=self.partner),
            Entry(account="payable", amount=-net, partner=self.partner),
        )
        more = net - receipt.net
        due = Due(kind="payable", partner=self.partner, net=more, tax=ZERO, invoiced=True)
        known = Invoiced(
            form=receipt.source.form,
            record=receipt.source.record,
            net=receipt.net,
            gross=receipt.net,
        )
        revalues = (Revalue(line=receipt.lines[receipt.product], amount=more),) if more else ()
        dues = (due,) if more else ()
        posting = Posting(entries=entries, dues=dues, invoiced=(known,), revalues=revalues)
        self.post(name, "purchase_invoice", posting, "")

    def value_anew(self, name: str, rest: list[str]) -> None:
        """新金额: of the whole pool, out at its cost and in at its new value."""
        goods, rest = self.goods(rest)
        places = sql.run(PLACES, [self.company, self.products[goods[0]]]).fetchall()
        if self.policies[goods[0]].scope == "warehouse":
            places = [row for row in places if row[0] == self.warehouses[goods[1]]]
        names = {key: warehouse for warehouse, key in self.warehouses.items()}
        parts = spread(number(rest[0]), [row[1] for row in places], 2)
        both = list(zip(places, parts, strict=True))
        counter = "stock_revaluation"
        out = [self.move((goods[0], names[w]), -q, counter) for (w, q), _part in both]
        back = [self.move((goods[0], names[w]), q, counter, value=part) for (w, q), part in both]
        self.post(name, "revaluation", Posting(moves=(*out, *back)), goods[0])

    def cost_by(self, name: str, rest: list[str]) -> None:
        """方法 [标准] [按仓库]"""
        goods, rest = self.goods(rest)
        policy = policy_of(rest)
        told = Recost(
            product=self.products[goods[0]],
            method=policy.method,
            scope=policy.scope,
            standard=policy.standard,
        )
        self.post(name, "costing_change", Posting(recosts=(told,)), goods[0])
        self.policies[goods[0]] = policy

    def take_back(self, name: str, rest: list[str], *, only_open: bool = False) -> Doc:
        """The document is cancelled, or opened again."""
        known = self.docs[name]
        books.reverse(
            source=known.source,
            number=lambda: f"冲{name}",
            at=LATER,
            revalues=known.revalues,
            only_open=only_open,
        )
        return known

    def correct(self, name: str, rest: list[str]) -> None:
        """数量 金额: the receipt is opened, changed and confirmed."""
        source = self.take_back(name, [], only_open=True).source
        again = Source(form=source.form, record=source.record, revision=source.revision + 1)
        self.bring(name, rest, RECEIVED_NOT_INVOICED, again)

    def correct_at_once(self, name: str, rest: list[str]) -> None:
        """数量 金额: the same, and it was never away."""
        source = self.docs[name].source
        again = replace(source, revision=source.revision + 1)
        goods, (quantity, value) = self.goods(rest)
        told = {"value": number(value), "partner": self.partner}
        line = next(iter(self.docs[name].lines.values()))
        move = self.move(goods, number(quantity), RECEIVED_NOT_INVOICED, line=line, **told)
        due = Due(kind="payable", partner=self.partner, net=number(value), tax=ZERO)
        posting = Posting(moves=(move,), dues=(due,))
        books.alone()
        replacing.post_instead(
            posting,
            source=again,
            instead=source,
            occurred_on=self.at.date(),
            occurred_at=self.at.replace(hour=1),
            number=lambda: name,
            at=LATER,
            labels={},
        )
        self.docs[name] = replace(self.docs[name], source=again)

    def close(self, name: str, rest: list[str]) -> None:
        periods.close(self.at.date(), by=None)

    def reopen(self, name: str, rest: list[str]) -> None:
        periods.reopen(self.at.date(), by=None)


VERBS = {
    "购入": "receive",
    "期初": "open",
    **dict.fromkeys(ISSUES, "issue"),
    "销售退回": "come_back",
    "购货退出": "send_back",
    "调拨": "transfer",
    "发出": "send",
    "到货": "arrive",
    "组装": "make",
    "拆卸": "make",
    "换货": "exchange",
    "盘点": "count",
    "费用": "charge",
    "折让": "allow",
    "开票": "invoice",
    "调价": "value_anew",
    "计价": "cost_by",
    "作废": "take_back",
    "更正": "correct",
    "当场更正": "correct_at_once",
    "结账": "close",
    "反结账": "reopen",
}
