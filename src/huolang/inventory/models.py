"""Where Django finds the tables of inventory."""

from huolang.inventory.opening_stock import OpeningStock, OpeningStockLine
from huolang.inventory.stock_issue import StockIssue, StockIssueLine
from huolang.inventory.stock_receipt import StockReceipt, StockReceiptLine
from huolang.inventory.stock_transfer import StockTransfer, StockTransferLine

__all__ = [
    "OpeningStock",
    "OpeningStockLine",
    "StockIssue",
    "StockIssueLine",
    "StockReceipt",
    "StockReceiptLine",
    "StockTransfer",
    "StockTransferLine",
]
