"""What must hold in the books' machine after every step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis.stateful import invariant

from huolang.kernel import sql
from huolang.kernel.keys import NIL
from huolang.ledger import past, proof, reading
from huolang.ledger.posting import RECEIVED_NOT_INVOICED, VARIANCE
from huolang.ledger.tests.desk import Desk
from huolang.ledger.tests.shelves import DAYS, ZERO

ACCOUNTS = """
SELECT r.account_set, r.role, sum(l.base_amount) FROM ledger_journalline l
JOIN ledger_accountrole r ON r.company_id = l.company_id AND r.account_id = l.account_id
WHERE l.company_id = %s::bigint AND r.account_set <> 'default'
  AND r.role NOT IN ('received_not_invoiced', 'purchase_price_variance')
GROUP BY 1, 2
"""
ACCOUNT = """
SELECT coalesce(sum(l.base_amount), 0) FROM ledger_journalline l
JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE l.company_id = %s::bigint AND a.code = %s
"""
CLOSED_FIGURES = """
SELECT account_id::text, sum(base_amount) FROM ledger_journalline
WHERE company_id = %s::bigint AND occurred_on <= %s::date GROUP BY 1
"""
INVENTORY_THEN = """
SELECT coalesce(sum(l.base_amount), 0) FROM ledger_journalline l
JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE l.company_id = %s::bigint AND a.name = 'inventory' AND l.occurred_on <= %s::date
"""
OFFERED = """
SELECT product, warehouse, usable, reserved, waiting FROM ledger_availability
WHERE company_id = %s::bigint
"""


class Held(Desk):
    def teardown(self) -> None:
        try:
            self.prove()
        finally:
            super().teardown()

    @invariant()
    def holds(self) -> None:
        self.agrees_with_the_oracle()
        self.the_accounts_agree()
        self.a_closed_month_stays_as_it_was()
        self.no_order_waits_while_goods_are_free()
        self.an_order_still_asks_for_what_was_not_delivered_of_it()
        self.proves()

    def proves(self) -> None:
        """Every few steps: the proof reads all there is in many statements."""
        self.steps += 1
        if self.steps % 6 == 0:
            self.prove()

    def prove(self) -> None:
        found = proof.differences(self.company.pk)
        # that a piece is there once is not the books' law, and not kept here
        assert [one for one in found if not one.check.startswith("serial_")] == []
        for day in DAYS:
            then = sum((one.value for one in past.stock(day)), ZERO)
            assert then == sql.run(INVENTORY_THEN, [self.company.pk, day]).fetchone()[0]

    def agrees_with_the_oracle(self) -> None:
        pools = self.oracle.recost()
        statement = (
            "SELECT product, generation, nullif(warehouse, %s::uuid), nullif(batch, %s::uuid),"
            " nullif(shipment, %s::uuid), quantity, value FROM ledger_costpool"
            " WHERE company_id = %s::bigint"
        )
        kept = {
            (row[0], self.era(row[0], row[1]), *row[2:5]): (row[5], row[6])
            for row in sql.run(statement, [NIL, NIL, NIL, self.company.pk])
        }
        empty = (ZERO, ZERO)
        for key in {*pools, *kept}:
            assert kept.get(key, empty) == pools.get(key, empty)
        changes = [a for a in self.acts if a.source.form == "costing_change"]
        carried = {d.no for a in changes for d in a.documents}
        told = {
            (d.entry_line, d.mirrors is not None): d.cost
            for d in self.oracle.costing()
            if d.no not in carried and d.cost
        }
        # what moved no value, and was taken back, is in the books with nothing
        assert {entry: cost for entry, cost in self.costs_today().items() if cost} == told

    def the_accounts_agree(self) -> None:
        """To the cent, whatever goods brought and cost is on its account."""
        found = sql.run(ACCOUNTS, [self.company.pk]).fetchall()
        kept = {(self.products[int(n)], role): amount for n, role, amount in found}
        told = self.oracle.accounts()
        owed = [told.pop(key) for key in list(told) if key[1] == RECEIVED_NOT_INVOICED]
        owed += [a.charge[1] for a in self.acts if a.live and a.charge]
        credited = sum((a.credit for a in self.acts if a.live), ZERO)
        owed.append(credited)
        assert self.account("220202") == sum(owed, ZERO)
        kept[self.products[0], VARIANCE] = self.account("540102")
        told[self.products[0], VARIANCE] = told.get((self.products[0], VARIANCE), ZERO) - credited
        assert self.by_account(kept) == self.by_account(told)

    def by_account(
        self, accounts: dict[tuple[UUID, str], Decimal]
    ) -> dict[tuple[object, str], Decimal]:
        """Variance is that of all goods; every other account is its product's own."""
        found: dict[tuple[object, str], Decimal] = {}
        for (product, role), amount in accounts.items():
            key = (None if role == VARIANCE else product, role)
            found[key] = found.get(key, ZERO) + amount
        return {key: amount for key, amount in found.items() if amount}

    def account(self, code: str) -> Decimal:
        return sql.run(ACCOUNT, [self.company.pk, code]).fetchone()[0]

    def a_closed_month_stays_as_it_was(self) -> None:
        if self.closed:
            assert self.figures(self.closed) == self.frozen

    def no_order_waits_while_goods_are_free(self) -> None:
        """Bad ones are not free; the books say so as well."""
        for product, warehouse, usable, reserved, waiting in sql.run(OFFERED, [self.company.pk]):
            bad = [p for p in self.places(product) if p[1] == warehouse and p[2] in self.bad]
            blocked = sum((max(self.oracle.on_hand(place), ZERO) for place in bad), ZERO)
            assert waiting == 0 or usable - blocked <= reserved
            if self.named(product):
                offer = reading.availability([product], warehouse)[product]
                assert (offer.blocked, offer.available) == (blocked, usable - blocked - reserved)

    def an_order_still_asks_for_what_was_not_delivered_of_it(self) -> None:
        """Also after more than it asked for was delivered, and some of that taken back."""
        delivered = dict.fromkeys(self.orders, ZERO)
        for act in self.acts:
            if act.live and act.consume and act.consume.line in delivered:
                delivered[act.consume.line] += act.consume.quantity
        statement = (
            "SELECT line, consumed, reserved FROM ledger_reservation"
            " WHERE company_id = %s::bigint AND state <> 'released'"
        )
        kept = {row[0]: row[1:] for row in sql.run(statement, [self.company.pk]).fetchall()}
        assert {line: row[0] for line, row in kept.items()} == delivered
        for line, order in self.orders.items():
            left = max(order["wanted"] - delivered[line], ZERO)
            assert kept[line][1] <= left

    def era(self, product: UUID, generation: int) -> int:
        """The newest pools are generation 0, those set aside first generation 1."""
        return generation - 1 if generation else len(self.oracle.policies[product]) - 1

    def figures(self, until: date) -> dict[str, Decimal]:
        found = sql.run(CLOSED_FIGURES, [self.company.pk, until]).fetchall()
        return {account: amount for account, amount in found if amount}
