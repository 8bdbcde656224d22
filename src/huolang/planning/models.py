"""Where Django finds the tables of planning."""

from huolang.planning.alert_mail import AlertMail
from huolang.planning.proposal import Proposal
from huolang.planning.stock_alert import AlertHead, StockAlert

__all__ = ["AlertHead", "AlertMail", "Proposal", "StockAlert"]
