"""Where Django finds the tables of purchasing."""

from huolang.purchasing.allowance import PurchaseAllowance, PurchaseAllowanceLine
from huolang.purchasing.exchange import PurchaseExchange, PurchaseExchangeLine
from huolang.purchasing.inspection import Inspection, InspectionLine
from huolang.purchasing.invoice import PurchaseInvoice, PurchaseInvoiceLine
from huolang.purchasing.landed_cost import LandedCost, LandedCostCharge, LandedCostLine
from huolang.purchasing.order import PurchaseOrder, PurchaseOrderLine
from huolang.purchasing.receipt import PurchaseReceipt, PurchaseReceiptLine
from huolang.purchasing.reject_disposal import RejectDisposal, RejectDisposalLine
from huolang.purchasing.return_ import PurchaseReturn, PurchaseReturnLine
from huolang.purchasing.transfer_charge import TransferCharge, TransferChargeLine

__all__ = [
    "Inspection",
    "InspectionLine",
    "LandedCost",
    "LandedCostCharge",
    "LandedCostLine",
    "PurchaseAllowance",
    "PurchaseAllowanceLine",
    "PurchaseExchange",
    "PurchaseExchangeLine",
    "PurchaseInvoice",
    "PurchaseInvoiceLine",
    "PurchaseOrder",
    "PurchaseOrderLine",
    "PurchaseReceipt",
    "PurchaseReceiptLine",
    "PurchaseReturn",
    "PurchaseReturnLine",
    "RejectDisposal",
    "RejectDisposalLine",
    "TransferCharge",
    "TransferChargeLine",
]
