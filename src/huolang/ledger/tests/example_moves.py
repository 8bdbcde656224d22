"""Goods of a worked example that go to another warehouse, at once or by and by."""

from __future__ import annotations

from huolang.ledger.posting import IN_TRANSIT, INVENTORY, Posting
from huolang.ledger.tests.example_books import Named, number


class Moved(Named):
    def transfer(self, name: str, rest: list[str]) -> None:
        """数量 调入仓"""
        goods, rest = self.goods(rest)
        quantity, into = number(rest[0]), (goods[0], rest[1])
        out = self.move(goods, -quantity, INVENTORY, flow=1)
        arrives = self.move(into, quantity, INVENTORY, flow=1, line=out.line)
        self.post(name, "stock_transfer", Posting(moves=(out, arrives)), goods[0])

    def send(self, name: str, rest: list[str]) -> None:
        """数量 调入仓: on its way until it arrives."""
        goods, rest = self.goods(rest)
        quantity, into = number(rest[0]), (goods[0], rest[1])
        out = self.move(goods, -quantity, INVENTORY, flow=1)
        way = {"location": IN_TRANSIT, "shipment": out.line, "line": out.line}
        sent = self.move(into, quantity, INVENTORY, flow=1, **way)
        self.sent[name] = into
        self.post(name, "transfer_sent", Posting(moves=(out, sent)), goods[0])

    def arrive(self, name: str, rest: list[str]) -> None:
        """发出单 数量 [途损数量]"""
        into = self.sent[rest[0]]
        way = {"location": IN_TRANSIT, "shipment": self.docs[rest[0]].lines[into[0]]}
        left = self.move(into, -number(rest[1]), INVENTORY, flow=1, **way)
        moves = [left, self.move(into, number(rest[1]), INVENTORY, flow=1)]
        if len(rest) > 2:
            moves.append(self.move(into, -number(rest[2]), "stock_difference", **way))
        self.post(name, "transfer_receipt", Posting(moves=tuple(moves)), into[0])
