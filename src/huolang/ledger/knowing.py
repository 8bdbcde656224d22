"""What was known at a moment: up to which number the books had been written by then.

Numbers and recording times rise together, so everything up to a number is what was known.
"""

from __future__ import annotations

from datetime import datetime

from huolang.kernel import sql
from huolang.kernel.company import current_id

UNTIL = """
WITH RECURSIVE search(low, high) AS (
    SELECT 0::bigint, last_no FROM kernel_bookhead WHERE company_id = %s::bigint
    UNION ALL
    SELECT CASE WHEN p.recorded_at <= %s::timestamptz THEN p.no ELSE s.low END,
           CASE WHEN p.recorded_at <= %s::timestamptz THEN s.high ELSE m.no - 1 END
    FROM search s
    CROSS JOIN LATERAL (SELECT (s.low + s.high + 1) / 2 AS no) m
    LEFT JOIN LATERAL (
        SELECT h.no, h.recorded_at FROM ledger_postinghead h
        WHERE h.company_id = %s::bigint AND h.no >= m.no AND h.no <= s.high
        ORDER BY h.no LIMIT 1) p ON true
    WHERE s.low < s.high)
SELECT low FROM search WHERE low >= high
"""
"""Halves the numbers between; some of them are no postings. A few look-ups by key, whatever the
size of the books."""


def until(moment: datetime) -> int:
    """The newest posting recorded by `moment`; 0 when there was none."""
    company = current_id()
    row = sql.run(UNTIL, [company, moment, moment, company]).fetchone()
    return int(row[0]) if row else 0
