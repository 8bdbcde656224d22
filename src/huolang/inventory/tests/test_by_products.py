"""副产品 of batches and with serial numbers: what comes beside the product begins as what is bought
does, costs its part, leaves as what it is, and keeps what was made from being taken back."""

from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import proof
from tests.support import trading
from tests.support.serials import cost, known, piece, refusal, refused_act, states
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")
D = Decimal
BESIDE = {"direction": "by_product"}
MADE = {"product": {"code": "DN"}, "quantity": "1", "serials": ["PC1"]}
BATCH = "SELECT b.quantity FROM ledger_stockbalance b JOIN masters_batch m ON m.id = b.batch"


@pytest.fixture
def workshop(phones: Any) -> None:
    """Computers are built of phones and screws at 0.30; scrap by batches and boards are left."""
    trading.product("DN", "电脑", serialized=True, costing_scope="batch", sales_price="5000")
    trading.product("ZB", "主板", serialized=True, costing_scope="batch", sales_price="500")
    trading.product("FL", "铜屑", unit="M", batched=True, costing_scope="batch")
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.30"))


def scrap(quantity: Any = 2, **fields: Any) -> dict[str, Any]:
    return line("FL", quantity, share="10", **BESIDE, **fields)


def boards(*numbers: str, **fields: Any) -> dict[str, Any]:
    told = {"serials": list(numbers), **fields}
    return line("ZB", 2, share="20", **BESIDE, **told)


def used() -> tuple[dict[str, Any], ...]:
    return line("SJ", 1, serials=["A1"]), line("LS8", 10)


def worth(number: str) -> Decimal:
    statement = "SELECT value FROM ledger_costpool WHERE company_id = %s::bigint AND batch = %s"
    return sql.run(f"{statement}::uuid", [current_id(), piece(number).id]).fetchone()[0]


def lies(batch: str) -> list[Decimal]:
    where = " WHERE b.company_id = %s::bigint AND m.number = %s AND b.quantity <> 0"
    return [row[0] for row in sql.run(BATCH + where, [current_id(), batch]).fetchall()]


def test_what_comes_beside_costs_its_part_piece_by_piece_and_batch_by_batch(workshop: None) -> None:
    made = trading.confirmed("assembly", *used(), scrap(batch="T1"), boards("Z1", "Z2"), **MADE)

    # 1,000 and 3.00 went in: 70 %, 10 % and 20 %, this shared by two boards.
    assert worth("PC1") == D("702.10")
    assert (trading.stock_value("FL"), lies("T1")) == (D("100.30"), [2])
    assert (worth("Z1"), worth("Z2")) == (D("100.30"), D("100.30"))
    assert {one for one in states() if one[0] in ("A1", "PC1", "Z1", "Z2")} == {
        ("A1", "converted"),
        ("PC1", "in_stock"),
        ("Z1", "in_stock"),
        ("Z2", "in_stock"),
    }
    assert piece("Z1").receipt == made.number

    used_up = trading.confirmed("stock_issue", line("FL", 1, batch="T1"), reason="use")
    gone = trading.confirmed("sales_delivery", line("ZB", 1, "500", serials=["Z2"]))
    assert (cost(used_up), cost(gone)) == (D("-50.15"), D("-100.30"))
    assert list(proof.differences(current_id())) == []


def test_it_is_not_taken_back_while_something_of_it_has_left(workshop: None) -> None:
    before = known()
    made = trading.confirmed("assembly", *used(), scrap(batch="T1"), boards("Z1", "Z2"), **MADE)
    sold = trading.confirmed("sales_delivery", line("ZB", 1, "500", serials=["Z2"]))
    books = trading.books()

    assert refused_act(made, "cancel") == [("line.serial_not_there", "lines.3.serials.1")]
    assert trading.books() == books

    trading.act(sold, "cancel")
    trading.act(made, "cancel")
    assert [one for one in known() if one[1] != "unused"] == before
    assert (lies("T1"), trading.stock_value("FL"), trading.stock_value("SJ")) == ([], 0, 3300)
    assert list(proof.differences(current_id())) == []


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ((scrap(), boards("Z1", "Z2")), [("line.no_batch", "lines.2.batch")]),
        ((scrap(batch="T1"), boards("Z1")), [("line.serials_differ", "lines.3.serials")]),
        (
            (scrap(batch="T1"), boards("Z1", "z1")),
            [("line.serial_twice", "lines.3.serials.1")],
        ),
        (
            (scrap(batch="T1"), boards("Z1", "Z2", batch="T2")),
            [("line.not_batched", "lines.3.batch")],
        ),
    ],
)
def test_what_is_wrong_beside_is_told_at_its_place_and_nothing_moves(
    workshop: None, lines: Any, wrong: Any
) -> None:
    books, pieces = trading.books(), known()

    assert refusal("assembly", *used(), *lines, **MADE) == wrong

    assert (trading.books(), known()) == (books, pieces)
