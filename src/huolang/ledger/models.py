"""Where Django finds the tables of the books. Only `huolang.ledger` may import them."""

from huolang.ledger.tables.cost import CostAdjustment, CostLayer, CostPool, Deferral, PoolBefore
from huolang.ledger.tables.head import Period, PostingHead
from huolang.ledger.tables.money import (
    Account,
    AccountBalance,
    AccountRole,
    JournalEntry,
    JournalLine,
    OpenItem,
    OpenItemEntry,
)
from huolang.ledger.tables.month import MonthHead, MonthStock
from huolang.ledger.tables.proof_run import ProofRun
from huolang.ledger.tables.stock import (
    Availability,
    BatchState,
    ClosedWarehouse,
    GivenUp,
    Item,
    Reservation,
    StockBalance,
    StockEntry,
)

__all__ = [
    "Account",
    "AccountBalance",
    "AccountRole",
    "Availability",
    "BatchState",
    "ClosedWarehouse",
    "CostAdjustment",
    "CostLayer",
    "CostPool",
    "Deferral",
    "GivenUp",
    "Item",
    "JournalEntry",
    "JournalLine",
    "MonthHead",
    "MonthStock",
    "OpenItem",
    "OpenItemEntry",
    "Period",
    "PoolBefore",
    "PostingHead",
    "ProofRun",
    "Reservation",
    "StockBalance",
    "StockEntry",
]
