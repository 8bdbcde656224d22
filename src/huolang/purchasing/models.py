"""Where Django finds the tables of purchasing."""

from huolang.purchasing.order import PurchaseOrder, PurchaseOrderLine
from huolang.purchasing.receipt import PurchaseReceipt, PurchaseReceiptLine

__all__ = ["PurchaseOrder", "PurchaseOrderLine", "PurchaseReceipt", "PurchaseReceiptLine"]
