"""Where Django finds the tables of inventory."""

from huolang.inventory.stock_issue import StockIssue, StockIssueLine
from huolang.inventory.stock_receipt import StockReceipt, StockReceiptLine

__all__ = ["StockIssue", "StockIssueLine", "StockReceipt", "StockReceiptLine"]
