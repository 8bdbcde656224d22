"""The books as a worked example sees them: goods and documents by their names, what is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.keys import new_id
from huolang.ledger import books, items
from huolang.ledger.items import ItemFacts, Policy
from huolang.ledger.posting import Move, Posting, Revalue, Source

ZERO = Decimal(0)
LATER = datetime(2026, 6, 30, tzinfo=UTC)
METHODS = {"移动加权平均": "moving_average", "先进先出": "fifo", "标准成本": "standard"}
FIGURES = """
SELECT coalesce(sum(quantity), 0), coalesce(sum(value), 0) FROM ledger_costpool
WHERE company_id = %s::bigint AND product = %s::uuid AND (%s::uuid IS NULL OR warehouse = %s::uuid)
"""
THERE = """
SELECT coalesce(sum(quantity), 0) FROM ledger_stockbalance
WHERE company_id = %s::bigint AND product = %s::uuid AND (%s::uuid IS NULL OR warehouse = %s::uuid)
"""
COST = """
SELECT sum(e.cost) + coalesce(sum(a.amount), 0) FROM ledger_stockentry e
LEFT JOIN (SELECT entry, sum(amount) AS amount FROM ledger_costadjustment
           WHERE company_id = %s::bigint GROUP BY 1) a ON a.entry = e.id
WHERE e.company_id = %s::bigint AND e.line = ANY(%s::uuid[]) AND e.reverses IS NULL
  AND NOT EXISTS (SELECT FROM ledger_stockentry m WHERE m.company_id = e.company_id
                  AND m.reverses = e.id AND m.occurred_at = e.occurred_at)
"""
ACCOUNTS = """
SELECT a.name, sum(l.base_amount) FROM ledger_journalline l
JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE l.company_id = %s::bigint AND l.occurred_on BETWEEN %s::date AND %s::date
GROUP BY 1 HAVING sum(l.base_amount) <> 0
"""


@dataclass
class Doc:
    """A document of an example."""

    source: Source
    lines: dict[str, UUID]
    """Of each product, the line that came or went."""
    product: str = ""
    net: Decimal = ZERO
    revalues: tuple[Revalue, ...] = ()


@dataclass
class Named:
    company: int
    partner: UUID = field(default_factory=new_id)
    products: dict[str, UUID] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    warehouses: dict[str, UUID] = field(
        default_factory=lambda: dict(
            zip(("总仓", "分仓", "门店"), sorted([new_id(), new_id(), new_id()]), strict=True)
        )
    )
    docs: dict[str, Doc] = field(default_factory=dict)
    sent: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What is on its way by a document, and where to."""
    at: datetime = LATER

    # what is checked

    def check(self, words: list[str]) -> None:
        what, *rest = words
        if what == "商品":
            return self.introduce(rest)
        if what == "结存":
            return self.check_stock(rest)
        if what == "数量":
            return self.check_quantity(rest)
        if what == "成本":
            return self.check_cost(rest)
        if what in ("科目", "一月科目", "二月科目"):
            return self.check_accounts(what, rest)
        raise ValueError(what)

    def introduce(self, rest: list[str]) -> None:
        """名称 方法 [标准] [按仓库] [可负库存]"""
        name, policy = rest[0], policy_of(rest[1:])
        self.products[name], self.policies[name] = new_id(), policy
        negative = "可负库存" in rest
        items.write(
            [
                ItemFacts(
                    product=self.products[name], digits=3, policy=policy, allow_negative=negative
                )
            ]
        )

    def check_stock(self, rest: list[str]) -> None:
        """[商品] [仓库] 数量 金额"""
        named = [word for word in rest if word in self.warehouses]
        where = self.warehouses[named[0]] if named else None
        goods, rest = self.goods(rest)
        product = self.products[goods[0]]
        quantity, value = sql.run(FIGURES, [self.company, product, where, where]).fetchone()
        there = sql.run(THERE, [self.company, product, where, where]).fetchone()[0]
        assert (there, quantity, value) == (number(rest[0]), number(rest[0]), number(rest[1]))

    def check_quantity(self, rest: list[str]) -> None:
        """[商品] 仓库 数量: where several warehouses share one cost pool."""
        goods, rest = self.goods(rest)
        where = self.warehouses[goods[1]]
        there = sql.run(THERE, [self.company, self.products[goods[0]], where, where]).fetchone()[0]
        assert there == number(rest[0])

    def check_cost(self, rest: list[str]) -> None:
        """单据 金额 …: what left cost, or what came is worth."""
        for of, amount in pairs(rest):
            lines = sql.array(self.docs[of].lines.values())
            found = sql.run(COST, [self.company, self.company, lines]).fetchone()[0]
            assert abs(found) == number(amount), f"{of}: {found}"

    def check_accounts(self, what: str, rest: list[str]) -> None:
        """名称 金额 …: debits less credits of every account that is not at zero."""
        months = {"科目": (1, 12), "一月科目": (1, 1), "二月科目": (2, 2)}[what]
        until = date(2026, months[1], 28 if months[1] == 2 else 31)
        parameters = [self.company, date(2026, months[0], 1), until]
        kept = dict(sql.run(ACCOUNTS, parameters).fetchall())
        assert kept == {name: number(amount) for name, amount in pairs(rest)}

    # helpers

    def goods(self, rest: list[str]) -> tuple[tuple[str, str], list[str]]:
        """Leading names of a product and a warehouse; the first of each where none is named."""
        product, warehouse = next(iter(self.products)), "总仓"
        while rest and (rest[0] in self.products or rest[0] in self.warehouses):
            if rest[0] in self.products:
                product = rest[0]
            else:
                warehouse = rest[0]
            rest = rest[1:]
        return (product, warehouse), rest

    def move(self, goods: tuple[str, str], quantity: Decimal, counter: str, **more: Any) -> Move:
        return Move(
            product=self.products[goods[0]],
            warehouse=self.warehouses[goods[1]],
            quantity=quantity,
            counter=counter,
            name=goods[0],
            **{"line": new_id(), **more},
        )

    def post(
        self, name: str, form: str, posting: Posting, product: str, source: Source | None = None
    ) -> Doc:
        source = source or Source(form=form, record=new_id())
        books.post(
            posting,
            source=source,
            occurred_on=self.at.date(),
            occurred_at=self.at,
            number=lambda: name,
        )
        names = {key: one for one, key in self.products.items()}
        lines = {names[move.product]: move.line for move in posting.moves}
        self.docs[name] = Doc(source, lines, product, revalues=posting.revalues)
        return self.docs[name]


def policy_of(words: Sequence[str]) -> Policy:
    method = METHODS[words[0]]
    standard = number(words[1]) if method == "standard" else None
    scope = "warehouse" if "按仓库" in words else "company"
    return Policy(method=method, scope=scope, standard=standard)


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(words[::2], words[1::2], strict=True))
