"""Postings that are wrong in themselves cannot be constructed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huolang.kernel.keys import new_id
from huolang.ledger.posting import Entry, Move, Posting, Unbalanced


def move(**given: object) -> Move:
    facts = {"line": new_id(), "product": new_id(), "warehouse": new_id(), "counter": "opening"}
    return Move(**facts | {"quantity": Decimal(1)} | given)


def test_debits_equal_credits_or_there_is_no_posting():
    with pytest.raises(Unbalanced):
        Posting(entries=(Entry(account="revenue", amount=Decimal("0.01")),))


@pytest.mark.parametrize("quantity", ["0", "NaN", "Infinity", "1e12", "-1e30"])
def test_a_move_has_a_sane_quantity(quantity: str):
    with pytest.raises(ValueError):
        move(quantity=Decimal(quantity))


def test_an_issue_is_valued_by_the_books_only():
    with pytest.raises(ValueError):
        move(quantity=Decimal(-1), value=Decimal(5))


@pytest.mark.parametrize("value", ["-0.01", "NaN", "9e14"])
def test_a_receipt_brings_a_sane_value(value: str):
    with pytest.raises(ValueError):
        move(value=Decimal(value))
