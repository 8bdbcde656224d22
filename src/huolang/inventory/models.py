"""Where Django finds the tables of inventory."""

from huolang.inventory.assembly import Assembly, AssemblyLine
from huolang.inventory.assembly_template import AssemblyTemplate, AssemblyTemplateLine
from huolang.inventory.borrowing import Borrowing, BorrowingLine
from huolang.inventory.borrowing_return import BorrowingReturn, BorrowingReturnLine
from huolang.inventory.costing_change import CostingChange, CostingChangeLine
from huolang.inventory.count_line import CountLine, CountTally
from huolang.inventory.count_plan import CountPlan
from huolang.inventory.disassembly import Disassembly, DisassemblyLine
from huolang.inventory.loan import Loan, LoanLine
from huolang.inventory.loan_return import LoanReturn, LoanReturnLine
from huolang.inventory.location_move import LocationMove, LocationMoveLine
from huolang.inventory.opening_stock import OpeningStock, OpeningStockLine
from huolang.inventory.revaluation import Revaluation, RevaluationLine
from huolang.inventory.stock_count import StockCount, StockCountLine
from huolang.inventory.stock_hold import StockHold, StockHoldLine
from huolang.inventory.stock_issue import StockIssue, StockIssueLine
from huolang.inventory.stock_receipt import StockReceipt, StockReceiptLine
from huolang.inventory.stock_transfer import StockTransfer, StockTransferLine
from huolang.inventory.transfer_receipt import TransferReceipt, TransferReceiptLine
from huolang.inventory.transfer_request import TransferRequest, TransferRequestLine

__all__ = [
    "Assembly",
    "AssemblyLine",
    "AssemblyTemplate",
    "AssemblyTemplateLine",
    "Borrowing",
    "BorrowingLine",
    "BorrowingReturn",
    "BorrowingReturnLine",
    "CostingChange",
    "CostingChangeLine",
    "CountLine",
    "CountPlan",
    "CountTally",
    "Disassembly",
    "DisassemblyLine",
    "Loan",
    "LoanLine",
    "LoanReturn",
    "LoanReturnLine",
    "LocationMove",
    "LocationMoveLine",
    "OpeningStock",
    "OpeningStockLine",
    "Revaluation",
    "RevaluationLine",
    "StockCount",
    "StockCountLine",
    "StockHold",
    "StockHoldLine",
    "StockIssue",
    "StockIssueLine",
    "StockReceipt",
    "StockReceiptLine",
    "StockTransfer",
    "StockTransferLine",
    "TransferReceipt",
    "TransferReceiptLine",
    "TransferRequest",
    "TransferRequestLine",
]
