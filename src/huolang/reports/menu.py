"""The reports there are, in the order of the menu."""

from __future__ import annotations

from huolang.reports import (
    ageing,
    batch_stock,
    batch_trace,
    borrowed,
    count_results,
    department_transfers,
    execution,
    in_out_summary,
    in_transit,
    inspections,
    loans,
    location_stock,
    margin,
    moving,
    promisable,
    purchases,
    registry,
    sales,
    serial_life,
    serial_stock,
    slow_moving,
    stock_ageing,
    stock_alerts,
    stock_balance,
    stock_by_warehouse,
    stock_entries,
    stock_movement,
)

REPORTS = (
    sales.SALES,
    margin.GROSS_MARGIN,
    margin.DOCUMENT_PROFIT,
    execution.SALES_ORDERS,
    purchases.PURCHASES,
    execution.PURCHASE_ORDERS,
    inspections.INSPECTION_QUALITY,
    stock_alerts.STOCK_ALERTS,
    promisable.PROMISABLE_STOCK,
    stock_balance.STOCK_BALANCE,
    stock_by_warehouse.STOCK_BY_WAREHOUSE,
    in_out_summary.IN_OUT_SUMMARY,
    stock_movement.STOCK_MOVEMENT,
    stock_ageing.STOCK_AGEING,
    slow_moving.SLOW_MOVING,
    in_transit.STOCK_IN_TRANSIT,
    moving.MOVING_COSTS,
    department_transfers.DEPARTMENT_TRANSFERS,
    stock_entries.STOCK_ENTRIES,
    batch_stock.BATCH_STOCK,
    batch_trace.BATCH_TRACE,
    location_stock.LOCATION_STOCK,
    count_results.COUNT_RESULTS,
    loans.LOANS_OUT,
    borrowed.BORROWED,
    serial_stock.SERIAL_STOCK,
    serial_life.SERIAL_LIFE,
    ageing.RECEIVABLE,
    ageing.PAYABLE,
)


def offer() -> None:
    """Register them; called when Django starts."""
    registry.register(*REPORTS)
