"""All models of this package, where Django looks for them."""

from huolang.finance.customer_payment import CustomerPayment, CustomerPaymentLine
from huolang.finance.funds_account import FundsAccount
from huolang.finance.opening_balance import OpeningBalance, OpeningBalanceLine
from huolang.finance.supplier_payment import SupplierPayment, SupplierPaymentLine

__all__ = [
    "CustomerPayment",
    "CustomerPaymentLine",
    "FundsAccount",
    "OpeningBalance",
    "OpeningBalanceLine",
    "SupplierPayment",
    "SupplierPaymentLine",
]
