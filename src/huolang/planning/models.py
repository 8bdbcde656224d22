"""Where Django finds the tables of planning."""

from huolang.planning.proposal import Proposal
from huolang.planning.stock_alert import AlertHead, StockAlert

__all__ = ["AlertHead", "Proposal", "StockAlert"]
