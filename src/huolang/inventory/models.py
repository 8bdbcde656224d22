"""Where Django finds the tables of inventory."""

from huolang.inventory.stock_receipt import StockReceipt, StockReceiptLine

__all__ = ["StockReceipt", "StockReceiptLine"]
