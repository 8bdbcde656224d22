"""Where Django finds the tables of sales."""

from huolang.sales.delivery import SalesDelivery, SalesDeliveryLine
from huolang.sales.exchange import SalesExchange, SalesExchangeLine
from huolang.sales.invoice import SalesInvoice, SalesInvoiceLine
from huolang.sales.order import SalesOrder, SalesOrderLine
from huolang.sales.return_ import SalesReturn, SalesReturnLine

__all__ = [
    "SalesDelivery",
    "SalesDeliveryLine",
    "SalesExchange",
    "SalesExchangeLine",
    "SalesInvoice",
    "SalesInvoiceLine",
    "SalesOrder",
    "SalesOrderLine",
    "SalesReturn",
    "SalesReturnLine",
]
